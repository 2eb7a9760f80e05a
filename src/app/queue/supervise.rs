//! What a supervisor sees: who has what in hand, what waits for a decision, who is on duty, and how
//! the last weeks went.

use std::collections::BTreeMap;

use hejie_domain::access::StaffRole;
use hejie_domain::ids::PersonId;
use hejie_domain::queue::{Filter, QueueView};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::list::count;
use super::reader;
use crate::app::{Caller, Context, Failure, people};
use crate::db::queue::{Load, Week};

/// How many weeks are looked back, this one included.
const WEEKS: u32 = 8;

/// What a supervisor sees.
#[derive(Debug)]
pub struct Supervised {
    /// How many wait in the parts that a supervisor looks at.
    pub counts: Vec<(QueueView, u64)>,
    /// By name; nobody's disputes last.
    pub agents: Vec<Agent>,
    /// Mondays, the oldest first.
    pub weeks: Vec<Date>,
    /// What happened in them; week 0 is the oldest.
    pub figures: Vec<Week>,
}

/// One person of the service, or nobody.
#[derive(Debug)]
pub struct Agent {
    pub person: Option<PersonId>,
    pub name: String,
    pub work_no: Option<String>,
    pub on_duty: bool,
    pub load: Load,
}

const COUNTED: &[QueueView] = &[
    QueueView::Open,
    QueueView::Unassigned,
    QueueView::DueSoon,
    QueueView::Missed,
    QueueView::Appeals,
    QueueView::ToConfirm,
];

/// Figures of the caller's platform; for supervisors.
pub async fn supervise(ctx: &Context, caller: &Caller) -> Result<Supervised, Failure> {
    let platform = caller.platform_as(&[StaffRole::Supervisor])?;
    let reader = reader(caller)?;
    let now = ctx.now();
    let mut counts = Vec::new();
    for view in COUNTED {
        let filter = Filter {
            view: Some(*view),
            ..Filter::default()
        };
        counts.push((*view, count(ctx, &reader, &filter).await?));
    }
    let weeks = mondays(now.today());
    let since = weeks.first().and_then(|day| start(*day)).unwrap_or(now.at);
    let tomorrow = now.today().checked_add(1.day()).ok();
    let today_ends = tomorrow.and_then(start).unwrap_or(now.at);
    let mut loads = ctx.store.loads(platform, now.at, today_ends, since).await?;
    let mut agents = Vec::new();
    let able = people::duty::answering(ctx, platform).await?;
    let mut ids: Vec<PersonId> = able.clone();
    ids.extend(loads.keys().flatten());
    let names: BTreeMap<_, _> = crate::app::dispute::colleagues(ctx, &ids).await?;
    let on_duty = people::duty::on_duty(ctx, platform).await?;
    for (person, (name, work_no)) in names {
        let load = loads.remove(&Some(person)).unwrap_or_default();
        // Whoever left and has nothing in hand is of the past.
        if able.contains(&person) || load.open > 0 {
            agents.push(Agent {
                person: Some(person),
                name,
                work_no,
                on_duty: on_duty.contains(&person) && able.contains(&person),
                load,
            });
        }
    }
    agents.sort_by(|one, other| one.name.cmp(&other.name));
    if let Some(load) = loads.remove(&None).filter(|load| load.open > 0) {
        agents.push(Agent {
            person: None,
            name: String::new(),
            work_no: None,
            on_duty: false,
            load,
        });
    }
    let figures = ctx.store.weeks(platform, since).await?;
    Ok(Supervised {
        counts,
        agents,
        weeks,
        figures,
    })
}

/// The Mondays of the weeks looked at, the oldest first.
fn mondays(today: Date) -> Vec<Date> {
    let passed = i64::from(today.weekday().to_monday_zero_offset());
    let this = today.checked_sub(passed.days()).unwrap_or(today);
    let back = (0..i64::from(WEEKS)).rev();
    back.filter_map(|weeks| this.checked_sub(weeks.weeks()).ok())
        .collect()
}

fn start(day: Date) -> Option<Timestamp> {
    let start = day.to_zoned(hejie_domain::zone()).ok()?;
    Some(start.timestamp())
}
