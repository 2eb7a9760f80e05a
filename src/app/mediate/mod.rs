//! The desk of a mediation body: what waits for registrars and mediators, who has how much to do, and
//! what came of it. Whoever keeps no case of a body learns nothing here.

mod cases;
mod figures;
pub mod gone;
mod mediators;
mod sessions;

pub use cases::{CasePage, CaseView, Listed, Waits, counts, list};
pub use figures::{Figures, figures};
pub use mediators::{Load, conflicts_of_self, load};
pub use sessions::{Slot, sessions};

use hejie_domain::access::StaffRole;
use hejie_domain::ids::OrganisationId;

use super::{Caller, Failure};
use crate::db::Desk;

/// Whose desk somebody sits at: a body's for its registrar, one's own as a mediator.
fn desks(caller: &Caller) -> Result<Vec<Desk>, Failure> {
    let mut desks = Vec::new();
    if let Ok(body) = body(caller) {
        desks.push(Desk::Body(body));
    }
    if caller.body_as(&[StaffRole::Mediator]).is_ok() {
        desks.push(Desk::Mediator(caller.standing.person));
    }
    if desks.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(desks)
}

/// The body whose registrar the caller is.
fn body(caller: &Caller) -> Result<OrganisationId, Failure> {
    caller.body_as(&[StaffRole::Registrar])
}
