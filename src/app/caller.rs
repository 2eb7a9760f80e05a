//! Who asks.

use hejie_domain::access::{OrganisationKind, StaffRole, Standing};
use hejie_domain::audit::Network;
use hejie_domain::ids::{OrganisationId, SessionId};
use hejie_domain::people::Locale;
use jiff::Timestamp;

use super::Failure;
use super::people::First;

/// Somebody with a session. Only recognising a token makes one.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who they are and what roles they hold.
    pub standing: Standing,
    /// By which session.
    pub session: SessionId,
    /// In which language to answer.
    pub locale: Locale,
    /// From where, for the audit trail.
    pub network: Option<Network>,
    /// What they have to do before anything else.
    pub first: Option<First>,
    /// Until when they count as having just proved who they are.
    pub reauth_until: Option<Timestamp>,
}

impl Caller {
    /// Passes when the caller has just proved who they are.
    pub fn freshly_proved(&self, now: Timestamp) -> Result<(), Failure> {
        match self.reauth_until {
            Some(until) if until > now => Ok(()),
            Some(_) | None => Err(Failure::ReauthNeeded),
        }
    }

    /// The platform where the caller holds one of `roles`. Others learn nothing: not found.
    pub fn platform_as(&self, roles: &[StaffRole]) -> Result<OrganisationId, Failure> {
        self.standing
            .roles
            .iter()
            .find(|held| held.kind == OrganisationKind::Platform && roles.contains(&held.role))
            .map(|held| held.organisation)
            .ok_or(Failure::NotFound)
    }

    /// The mediation body where the caller holds one of `roles`. Others learn nothing: not found.
    pub fn body_as(&self, roles: &[StaffRole]) -> Result<OrganisationId, Failure> {
        self.standing
            .roles
            .iter()
            .find(|held| held.kind == OrganisationKind::MediationBody && roles.contains(&held.role))
            .map(|held| held.organisation)
            .ok_or(Failure::NotFound)
    }
}
