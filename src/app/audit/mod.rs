//! The audit trail, for use cases that record what they do.
//!
//! ```text
//! let mut work = ctx.store.begin().await?;
//! work.end_staff(&staff, now).await?;
//! let deed = caller.deed(DeedKind::RoleEnded, now)   // who, when, from where
//!     .within(staff.organisation)                    // whose administrators may read it
//!     .about(staff.person)                           // ids only; may be said several times
//!     .with("role", staff.role.code());              // codes, numbers, days; no messages, no secrets
//! audit::record(&mut work, deed);                    // written with the commit, or not at all
//! work.commit().await?;
//! ```
//!
//! What was refused is recorded as well where it matters to security: `.refused("wrong_login")`, in a
//! work of its own by [`record_alone`], since the use case commits nothing. A kind that is missing is
//! added as `hejie_domain::audit` says.

mod look;

pub use look::{
    AuditEntry, Look, Names, READERS, Search, State, record_export, record_search, search, state,
};

use hejie_domain::audit::{By, Deed, DeedKind};
use hejie_domain::ids::PersonId;
use jiff::Timestamp;

use super::people::Device;
use super::{Caller, Context, Failure};
use crate::db::Work;

/// Notes `deed` within the work that does it.
pub fn record(work: &mut Work, deed: Deed) {
    work.record(deed);
}

/// What an administrator does, or whoever works at the command line where there is none.
pub fn deed_of(by: Option<&Caller>, kind: DeedKind, at: Timestamp) -> Deed {
    match by {
        Some(caller) => caller.deed(kind, at),
        None => Deed::new(kind, By::Operator, at),
    }
}

/// Notes a deed about somebody's account, in the first house where they work.
pub async fn record_of_account(
    work: &mut Work,
    deed: Deed,
    person: PersonId,
) -> Result<(), Failure> {
    let deed = deed.about(person);
    let home = work.home_of(person).await?;
    work.record(match home {
        Some(home) => deed.within(home),
        None => deed,
    });
    Ok(())
}

/// Records a deed that changes nothing else: an attempt that failed, a look at something.
pub async fn record_alone(ctx: &Context, deed: Deed) -> Result<(), Failure> {
    let mut work = ctx.store.begin().await?;
    work.record(deed);
    Ok(work.commit().await?)
}

impl Caller {
    /// Something that the caller does, in the house where they work unless `within` says another.
    pub fn deed(&self, kind: DeedKind, at: Timestamp) -> Deed {
        let by = By::Person {
            id: self.standing.person,
            session: self.session,
        };
        let deed = Deed::new(kind, by, at).out_of(self.network.clone());
        match self.standing.roles.first() {
            Some(role) => deed.within(role.organisation),
            None => deed,
        }
    }
}

impl Device {
    /// Something that somebody does who has no session yet.
    pub fn deed(&self, kind: DeedKind, at: Timestamp) -> Deed {
        let network = hejie_domain::audit::Network::parse(&self.address);
        Deed::new(kind, By::Stranger, at).out_of(network)
    }
}
