//! Who may run which part of an organisation. What is not allowed here is denied; doors of a dispute
//! are the business of [`crate::access`].

use crate::access::{OrganisationKind, Role, StaffRole, Standing};
use crate::ids::OrganisationId;

/// What somebody wants to do for an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Post {
    /// To read its texts and keep texts of one's own there.
    Texts,
    /// To change the texts that all of its staff share.
    SharedTexts,
}

/// Whether somebody may do that there, and in which role. A respondent's link opens no house.
pub fn may(standing: &Standing, organisation: OrganisationId, post: Post) -> Option<Role> {
    if standing.link.is_some() {
        return None;
    }
    let there = |held: &&Role| held.organisation == organisation && serves(**held, post);
    standing.roles.iter().find(there).copied()
}

fn serves(held: Role, post: Post) -> bool {
    match post {
        Post::Texts => true,
        Post::SharedTexts => leads(held),
    }
}

/// Whoever answers for the others: administrator and supervisor of a platform, the staff of a shop.
fn leads(held: Role) -> bool {
    match held.kind {
        OrganisationKind::Platform => {
            matches!(held.role, StaffRole::Administrator | StaffRole::Supervisor)
        }
        OrganisationKind::Merchant | OrganisationKind::MediationBody | OrganisationKind::Bureau => {
            matches!(held.role, StaffRole::ShopStaff)
        }
    }
}
