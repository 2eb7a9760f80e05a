//! What a side says of the facts, and the way out that a consumer chooses.

use super::Law;
use super::draft::Draft;
use crate::Now;
use crate::dispute::event::Fact;
use crate::dispute::refusal::Refusal;
use crate::dispute::state::Dispute;
use crate::dispute::ways::door_facts;
use crate::law::doors::{Door, DoorState, State, doors};
use crate::law::stated::Side;
use crate::ruleset::Province;
use crate::text::Text;

pub(super) fn state_facts(draft: &mut Draft<'_>, facts: &Text) {
    let side = Side::of(draft.actor.seat);
    draft.push(Fact::FactsStated {
        side,
        facts: facts.reference(),
    });
}

/// The way as it stands today, under the rules of a province; one that is closed is refused.
pub(super) fn open_way(
    dispute: &Dispute,
    door: Door,
    province: Option<Province>,
    law: &Law<'_>,
    now: Now,
) -> Result<DoorState, Refusal> {
    let closed = Refusal::DoorClosed { door };
    let facts = door_facts(dispute, now.today(), province);
    let panel = doors(&facts, law.book, law.calendar).map_err(|_no_rules| closed.clone())?;
    let mut ways = panel.doors.into_iter();
    ways.find(|way| way.door == door && way.state != State::Closed)
        .ok_or(closed)
}

/// A way that is closed cannot be chosen, and one that closes others only by whoever confirmed the
/// text that says so, as it reads today.
pub(super) fn choose_door(
    draft: &mut Draft<'_>,
    door: Door,
    confirmed: Option<&str>,
) -> Result<(), Refusal> {
    let province = draft.dispute.binding.province;
    let state = open_way(&draft.dispute, door, province, draft.law, draft.now)?;
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
