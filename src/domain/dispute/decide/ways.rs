//! What a side says of the facts, and the way out that a consumer chooses.

use super::draft::Draft;
use crate::dispute::event::Fact;
use crate::dispute::refusal::Refusal;
use crate::dispute::ways::door_facts;
use crate::law::doors::{Door, State, doors};
use crate::law::stated::Side;
use crate::text::Text;

pub(super) fn state_facts(draft: &mut Draft<'_>, facts: &Text) {
    let side = Side::of(draft.actor.seat);
    draft.push(Fact::FactsStated {
        side,
        facts: facts.reference(),
    });
}

/// A way that is closed cannot be chosen, and one that closes others only by whoever confirmed the
/// text that says so, as it reads today.
pub(super) fn choose_door(
    draft: &mut Draft<'_>,
    door: Door,
    confirmed: Option<&str>,
) -> Result<(), Refusal> {
    let province = draft.dispute.binding.province;
    let facts = door_facts(&draft.dispute, draft.now.today(), province);
    let panel = doors(&facts, draft.law.book, draft.law.calendar);
    let panel = panel.map_err(|_no_rules| Refusal::DoorClosed { door })?;
    let state = panel.doors.into_iter().find(|state| state.door == door);
    let state = state.ok_or(Refusal::DoorClosed { door })?;
    if state.state == State::Closed {
        return Err(Refusal::DoorClosed { door });
    }
    if state.confirm_version.is_some() && state.confirm_version.as_deref() != confirmed {
        return Err(Refusal::ConfirmationNeeded);
    }
    draft.push(Fact::DoorChosen {
        door,
        closes: state.closes,
        confirmed: state.confirm_version,
    });
    Ok(())
}
