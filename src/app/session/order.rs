//! What a step about sessions must know beyond its own dispute.

use hejie_domain::dispute::Dispute;
use hejie_domain::dispute::command::Command;
use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::dispute::session::{Busy, SessionOrder, SessionStep};
use hejie_domain::ids::PersonId;

use crate::app::{Context, Failure};
use crate::db::Work;

/// The command, with what only the store knows: when those who must come are taken by other
/// disputes, and who was seen in the room. Their calendars are held until the work is over.
pub async fn inform(
    ctx: &Context,
    work: &Work,
    dispute: &Dispute,
    command: &Command,
) -> Result<Option<Command>, Failure> {
    let Command::Session(order) = command else {
        return Ok(None);
    };
    let mut order = SessionOrder::clone(order);
    match &order.step {
        SessionStep::Set(_) | SessionStep::Choose { .. } | SessionStep::Fix { .. } => {
            order.busy = busy(ctx, work, dispute).await?;
        }
        SessionStep::Time { session } => {
            let mut attended = work.visits(*session).await?;
            attended.retain(|one| one.seat != Seat::Clock);
            order.attended = attended;
        }
        SessionStep::Cancel { .. } | SessionStep::Attend { .. } => {}
    }
    Ok(Some(Command::Session(Box::new(order))))
}

async fn busy(ctx: &Context, work: &Work, dispute: &Dispute) -> Result<Busy, Failure> {
    let mediator = dispute.live_mediation().and_then(Mediation::mediator);
    let parties = dispute.mediating().into_iter();
    let parties = parties.filter_map(|id| dispute.party(id)?.fact.person);
    let mut people: Vec<PersonId> = mediator.into_iter().chain(parties).collect();
    people.sort_unstable();
    people.dedup();
    work.hold_calendars(&people).await?;
    let mut busy = Busy::default();
    for (person, span) in work.taken(&people, dispute.id, ctx.now().at).await? {
        if Some(person) == mediator {
            busy.mediator.push(span);
        } else {
            busy.others.push(span);
        }
    }
    Ok(busy)
}
