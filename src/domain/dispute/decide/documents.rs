//! Documents that were made of the log.

use super::draft::Draft;
use crate::dispute::event::Fact;
use crate::dispute::refusal::Refusal;
use crate::document::Subject;
use crate::ids::DocumentId;
use crate::text::Sha256Hash;

/// Of each subject there is one document, made once.
pub(super) fn keep(
    draft: &mut Draft<'_>,
    document: DocumentId,
    subject: Subject,
    sha256: Sha256Hash,
) -> Result<(), Refusal> {
    let kept = &draft.dispute.documents;
    if kept.iter().any(|one| one.subject == subject) {
        return Err(Refusal::AlreadyDone);
    }
    let known = |id| draft.dispute.agreement(id).is_some();
    if !subject.agreement.is_none_or(known) {
        return Err(Refusal::Unknown { what: "agreement" });
    }
    draft.push(Fact::DocumentKept {
        document,
        subject,
        sha256,
    });
    Ok(())
}
