//! People, sessions, organisations.

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::ids::{DisputeId, OrganisationId, PersonId, SessionId};
use hejie_domain::people::{Email, Locale, Phone};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::people::links::{Sight, State};
use crate::app::people::{First, me};
use crate::app::records::{Organisation, Person, Session, Staff};

/// Who one is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// None without a session.
    pub person: Option<MyPerson>,
    /// One's roles at present.
    pub staff: Vec<MyRole>,
    /// How one came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<MySession>,
    /// Notices not read yet.
    pub unread_notices: u64,
    /// What is to be done before anything else is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<FirstThing>,
    /// There is no platform here yet: whoever runs the machine must set the installation up. Said to
    /// whoever has no session, and only then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub not_set_up: bool,
}

/// Oneself.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyPerson {
    /// The person.
    pub id: PersonId,
    /// What one is called.
    pub name: String,
    /// Such as `138****0001`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_masked: Option<String>,
    /// Such as `z***@example.com`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_masked: Option<String>,
    /// What one reads.
    pub locale: Locale,
    /// Whether one can log in and prove oneself by password.
    pub has_password: bool,
    /// Whether a one-time password is asked for, at log-in and as a proof.
    pub has_totp: bool,
}

/// What somebody has to do before anything else.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FirstThing {
    /// Choose a password of one's own.
    Password,
    /// Set up one-time passwords.
    Totp,
}

/// A role that one holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyRole {
    /// Where.
    pub organisation: OrganisationShort,
    /// As what.
    pub role: StaffRole,
    /// The number that the public sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
}

/// An organisation in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationShort {
    /// Which.
    pub id: OrganisationId,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
}

/// How one came in.
#[derive(Debug, Serialize, ToSchema)]
pub struct MySession {
    /// The session.
    pub id: SessionId,
    /// By account or by link.
    pub kind: SessionKind,
    /// The one dispute that a link opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeId>,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// Until when one counts as having just proved who one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub reauth_until: Option<Timestamp>,
}

/// By which way somebody came in.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// With an account.
    Account,
    /// By a respondent's link.
    Link,
}

/// Where one is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// Newest first.
    pub items: Vec<SessionItem>,
}

/// One of one's sessions.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionItem {
    /// The session.
    pub id: SessionId,
    /// By account or by link.
    pub kind: SessionKind,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Last used, give or take a few minutes.
    #[schema(value_type = String, format = DateTime)]
    pub seen_at: Timestamp,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// What the browser said it was.
    pub user_agent: String,
    /// From where.
    pub address: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// What a link shows before the code.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkSight {
    /// The dispute's number.
    pub number: String,
    /// What the respondent is called in it.
    pub respondent_name: String,
    /// Where the code goes.
    pub target_masked: String,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// Whether it still opens anything.
    pub state: LinkState,
}

/// Whether a link opens anything.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// It does.
    Open,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// What was found in the registry.
#[derive(Debug, Serialize, ToSchema)]
pub struct MerchantList {
    /// By name.
    pub items: Vec<Merchant>,
}

/// A merchant of the registry.
#[derive(Debug, Serialize, ToSchema)]
pub struct Merchant {
    /// Which.
    pub id: OrganisationId,
    /// What it is called.
    pub name: String,
    /// Under which it is registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Colleagues.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffList {
    /// In the order of their appointment.
    pub items: Vec<StaffItem>,
}

/// A colleague in one role.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffItem {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// As what.
    pub role: StaffRole,
    /// The number that the public sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
}

impl Me {
    /// Somebody without a session.
    pub fn nobody(is_set_up: bool) -> Self {
        Self {
            person: None,
            staff: Vec::new(),
            session: None,
            unread_notices: 0,
            first: None,
            not_set_up: !is_set_up,
        }
    }

    /// The caller.
    pub fn of(me: me::Me) -> Self {
        Self {
            person: Some(MyPerson::of(&me.person, me.has_totp)),
            staff: me.staff.into_iter().map(MyRole::of).collect(),
            session: Some(MySession::of(&me.session)),
            unread_notices: me.unread_notices,
            first: me.first.map(FirstThing::of),
            not_set_up: false,
        }
    }
}

impl FirstThing {
    const fn of(first: First) -> Self {
        match first {
            First::Password => Self::Password,
            First::Totp => Self::Totp,
        }
    }
}

impl MyPerson {
    fn of(person: &Person, has_totp: bool) -> Self {
        Self {
            id: person.id,
            name: person.name.clone(),
            phone_masked: person.phone.as_ref().map(Phone::masked),
            email_masked: person.email.as_ref().map(Email::masked),
            locale: person.locale,
            has_password: person.password_hash.is_some(),
            has_totp,
        }
    }
}

impl MyRole {
    fn of((staff, place): (Staff, Organisation)) -> Self {
        Self {
            organisation: OrganisationShort {
                id: place.id,
                name: place.name,
                kind: place.kind,
            },
            role: staff.role,
            work_no: staff.work_no,
        }
    }
}

impl MySession {
    fn of(session: &Session) -> Self {
        Self {
            id: session.id,
            kind: SessionKind::of(session),
            dispute: session.link.map(|link| link.dispute),
            expires_at: session.expires_at,
            reauth_until: session.reauth_until,
        }
    }
}

impl SessionKind {
    fn of(session: &Session) -> Self {
        if session.link.is_some() {
            Self::Link
        } else {
            Self::Account
        }
    }
}

impl SessionItem {
    /// One of the sessions of whoever asks by `current`.
    pub fn of(session: Session, current: SessionId) -> Self {
        Self {
            id: session.id,
            kind: SessionKind::of(&session),
            created_at: session.created_at,
            seen_at: session.seen_at,
            expires_at: session.expires_at,
            user_agent: session.user_agent,
            address: session.address,
            current: session.id == current,
        }
    }
}

impl From<Sight> for LinkSight {
    fn from(sight: Sight) -> Self {
        Self {
            number: sight.number,
            respondent_name: sight.respondent_name,
            target_masked: sight.target_masked,
            expires_at: sight.expires_at,
            state: match sight.state {
                State::Open => LinkState::Open,
                State::Expired => LinkState::Expired,
                State::Revoked => LinkState::Revoked,
            },
        }
    }
}

impl From<Organisation> for Merchant {
    fn from(found: Organisation) -> Self {
        Self {
            id: found.id,
            name: found.name,
            credit_code: found.credit_code.map(|code| code.to_string()),
            address: found.address,
        }
    }
}

impl From<(Staff, Person)> for StaffItem {
    fn from((staff, person): (Staff, Person)) -> Self {
        Self {
            person: person.id,
            name: person.name,
            role: staff.role,
            work_no: staff.work_no,
        }
    }
}
