//! A dispute that was filed twice. The one that goes on is another; this one keeps its log, its rooms
//! and its files, stands still, and can come back with whatever time its terms had left.

use super::draft::Draft;
use crate::dispute::event::Fact;
use crate::dispute::lists::SuspensionReason;
use crate::dispute::refusal::Refusal;
use crate::ids::DisputeId;
use crate::text::Text;

pub(super) fn merge(draft: &mut Draft<'_>, into: DisputeId) -> Result<(), Refusal> {
    if into == draft.dispute.id {
        return Err(Refusal::Unknown { what: "other" });
    }
    draft.push(Fact::Merged { into });
    draft.push(Fact::Suspended {
        reason: SuspensionReason::Merged,
        by: None,
        number: None,
    });
    draft.shift()
}

pub(super) fn unmerge(draft: &mut Draft<'_>, reason: Option<&Text>) -> Result<(), Refusal> {
    draft.push(Fact::Unmerged {
        reason: reason.map(Text::reference),
    });
    draft.shift()
}
