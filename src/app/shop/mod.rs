//! A shop's desk: its disputes by what is awaited of it, many answers at once, its own record.

mod answer;
mod list;
mod record;

pub use answer::{Answer, DISPUTES_MAX, Outcome, answer};
pub use list::{Listed, Part, Wanted, list};
pub use record::{Period, record};

use hejie_domain::access::StaffRole;
use hejie_domain::ids::OrganisationId;

use super::{Caller, Failure};

/// Passes for who works in that shop. Others learn nothing: not found.
fn works_there(caller: &Caller, shop: OrganisationId) -> Result<(), Failure> {
    let works = caller.standing.link.is_none()
        && caller
            .standing
            .roles
            .iter()
            .any(|held| held.organisation == shop && held.role == StaffRole::ShopStaff);
    if works {
        Ok(())
    } else {
        Err(Failure::NotFound)
    }
}
