//! What came of the cases that were accepted in a span of days: one's own as a mediator, the body's
//! as its registrar. Nobody is compared with anybody.

use hejie_domain::zone;
use jiff::Timestamp;
use jiff::civil::Date;

use super::desks;
use crate::app::{Caller, Context, Failure};
use crate::db::{CaseFigures, Desk};

/// The figures, and whose they are.
#[derive(Debug)]
pub struct Figures {
    /// Whether they are the body's.
    pub of_body: bool,
    pub figures: CaseFigures,
}

/// The figures from the first to the last of those days.
pub async fn figures(
    ctx: &Context,
    caller: &Caller,
    from: Date,
    until: Date,
) -> Result<Figures, Failure> {
    let desks = desks(caller)?;
    let own = desks
        .iter()
        .copied()
        .find(|desk| matches!(desk, Desk::Mediator(_)));
    let desk = own
        .or_else(|| desks.first().copied())
        .ok_or(Failure::NotFound)?;
    let beginning = |day: Date| -> Result<Timestamp, Failure> {
        let zoned = day.to_zoned(zone());
        zoned
            .map(|zoned| zoned.timestamp())
            .map_err(|_beyond| Failure::invalid("/from", "out_of_range"))
    };
    let after = until
        .tomorrow()
        .map_err(|_beyond| Failure::invalid("/until", "out_of_range"))?;
    let today = ctx.now().today();
    let figures = ctx
        .store
        .case_figures(desk, beginning(from)?, beginning(after)?, today)
        .await?;
    Ok(Figures {
        of_body: matches!(desk, Desk::Body(_)),
        figures,
    })
}
