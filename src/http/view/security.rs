//! How an account is guarded.

use hejie_domain::ids::{OrganisationId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::people::OrganisationShort;
use crate::app::people::totp;
use crate::app::records::Organisation;

/// The first proof was right, and the second is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecondStep {
    /// What the second proof comes with.
    pub ticket: String,
    /// Until when it may be given.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// How one's own account is guarded.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecurityView {
    /// Since when one-time passwords are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub totp_since: Option<Timestamp>,
    /// Recovery codes left.
    pub codes_left: u64,
    /// Who asks for one-time passwords, if somebody does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<Required>,
}

/// An organisation that asks its staff for one-time passwords.
#[derive(Debug, Serialize, ToSchema)]
pub struct Required {
    /// Which.
    pub organisation: OrganisationShort,
    /// From which day on.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
}

/// What a telephone needs to make one-time passwords.
#[derive(Debug, Serialize, ToSchema)]
pub struct EnrolmentView {
    /// To be typed where nothing can be scanned: base 32.
    pub secret: String,
    /// An address that authenticators open.
    pub url: String,
    /// The same to be scanned.
    pub qr: QrView,
}

/// A QR code as a drawing.
#[derive(Debug, Serialize, ToSchema)]
pub struct QrView {
    /// How wide and high it is.
    pub size: usize,
    /// The dark squares, as the path of an SVG.
    pub path: String,
}

/// Codes that open an account once each.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// They are never shown again.
    pub codes: Vec<String>,
}

/// What organisations ask of their staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpPolicies {
    /// One's own platform first, then the others by name.
    pub items: Vec<TotpPolicy>,
}

/// What one organisation asks of its staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpPolicy {
    /// Which.
    pub organisation: OrganisationShort,
    /// From which day on one-time passwords are needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub required_from: Option<Date>,
    /// How many people work there.
    pub people: usize,
    /// How many of them have none.
    pub without: usize,
}

/// Who works in an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpMembers {
    /// By name.
    pub items: Vec<TotpMember>,
}

/// Somebody who works there.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpMember {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Since when they have one-time passwords.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
}

impl From<totp::Security> for SecurityView {
    fn from(security: totp::Security) -> Self {
        Self {
            totp_since: security.totp_since,
            codes_left: security.codes_left,
            required: security.required.map(|(place, from)| Required {
                organisation: short(place),
                from,
            }),
        }
    }
}

impl From<totp::Enrolment> for EnrolmentView {
    fn from(enrolment: totp::Enrolment) -> Self {
        Self {
            secret: enrolment.secret,
            url: enrolment.url,
            qr: QrView {
                size: enrolment.qr.size,
                path: enrolment.qr.path,
            },
        }
    }
}

impl From<totp::Policy> for TotpPolicy {
    fn from(policy: totp::Policy) -> Self {
        Self {
            organisation: short(policy.organisation),
            required_from: policy.required_from,
            people: policy.people,
            without: policy.without,
        }
    }
}

impl From<totp::Member> for TotpMember {
    fn from(member: totp::Member) -> Self {
        Self {
            person: member.person.id,
            name: member.person.name,
            since: member.since,
        }
    }
}

fn short(place: Organisation) -> OrganisationShort {
    let id: OrganisationId = place.id;
    OrganisationShort {
        id,
        name: place.name,
        kind: place.kind,
    }
}
