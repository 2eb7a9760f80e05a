//! Order in the mediation room: who may not write there for now, and who was sent out.

use super::draft::Draft;
use crate::dispute::command::OrderStep;
use crate::dispute::event::Fact;
use crate::dispute::refusal::Refusal;

pub(super) fn carry_out(draft: &mut Draft<'_>, step: &OrderStep) -> Result<(), Refusal> {
    let order = &draft.dispute.order;
    let fact = match step {
        OrderStep::Mute { party, reason } => {
            if !draft.dispute.mediating().contains(party) {
                return Err(Refusal::Unknown { what: "party" });
            }
            if order.muted.contains_key(party) {
                return Err(Refusal::AlreadyDone);
            }
            Fact::Muted {
                party: *party,
                reason: reason.reference(),
            }
        }
        OrderStep::Unmute { party } => {
            if !order.muted.contains_key(party) {
                return Err(Refusal::AlreadyDone);
            }
            Fact::Unmuted { party: *party }
        }
        OrderStep::Remove { person, reason } => {
            if Some(*person) == draft.actor.person {
                return Err(Refusal::Unknown { what: "person" });
            }
            if order.sent_out.contains_key(person) {
                return Err(Refusal::AlreadyDone);
            }
            Fact::SentOut {
                person: *person,
                reason: reason.reference(),
            }
        }
        OrderStep::LetIn { person } => {
            if !order.sent_out.contains_key(person) {
                return Err(Refusal::AlreadyDone);
            }
            Fact::LetIn { person: *person }
        }
    };
    draft.push(fact);
    Ok(())
}
