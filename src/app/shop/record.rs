//! A shop's own record.

use hejie_domain::ids::OrganisationId;
use hejie_domain::record::{Record, record as amount_to};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::{Caller, Context, Failure};

/// The longest time that a record is made of.
const DAYS_MAX: i32 = 366;
/// What it is made of when nobody says.
const DAYS: i64 = 90;

/// From the first to the last day, both included, in Asia/Shanghai.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Period {
    /// Reads what was asked for: the last 90 days, where nothing is said.
    pub fn of(from: Option<Date>, to: Option<Date>, today: Date) -> Result<Self, Failure> {
        let to = to.unwrap_or(today);
        let span = jiff::Span::new().days(DAYS - 1);
        let from = match from {
            Some(from) => from,
            None => to
                .checked_sub(span)
                .map_err(|_beyond| Failure::invalid("/to", "out_of_range"))?,
        };
        let days = from.duration_until(to).as_hours() / 24;
        if (0..i64::from(DAYS_MAX)).contains(&days) {
            Ok(Self { from, to })
        } else {
            Err(Failure::invalid("/from", "out_of_range"))
        }
    }

    fn instants(self) -> Result<(Timestamp, Timestamp), Failure> {
        let midnight = |day: Date, pointer: &str| {
            let local = day.to_zoned(hejie_domain::zone());
            local
                .map(|local| local.timestamp())
                .map_err(|_beyond| Failure::invalid(pointer, "out_of_range"))
        };
        let after = self
            .to
            .tomorrow()
            .map_err(|_beyond| Failure::invalid("/to", "out_of_range"))?;
        Ok((midnight(self.from, "/from")?, midnight(after, "/to")?))
    }
}

/// What became of the disputes filed against the shop in that time, for those who work there.
pub async fn record(
    ctx: &Context,
    caller: &Caller,
    shop: OrganisationId,
    period: Period,
) -> Result<Record, Failure> {
    super::works_there(caller, shop)?;
    let (from, until) = period.instants()?;
    let cases = ctx.store.cases_of_shop(shop, from, until).await?;
    let promises = ctx.store.promises_of_shop(shop, from, until).await?;
    Ok(amount_to(&cases, &promises))
}
