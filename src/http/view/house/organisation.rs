//! Organisations, who works there, and who is invited to.

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::ids::{DisputeId, InvitationId, OrganisationId, PersonId};
use hejie_domain::mediation::BodyKind;
use hejie_domain::people::{Email, Locale, Phone};
use hejie_domain::taxonomy::Category;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::people::invitations::{Sight, State, Way};
use crate::app::people::members::{Member, Roster};
use crate::app::people::organisations::{Record, Seen};
use crate::app::records::{Invitation, OpenDispute, Profile};

/// Organisations by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationPage {
    /// In the order of their names.
    pub items: Vec<OrganisationView>,
    /// For the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<OrganisationId>,
}

/// An organisation.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationView {
    /// Which.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// What it is called.
    pub name: String,
    /// Under which code it is registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// Whether the platform itself stands behind it.
    pub self_operated: bool,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Where it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where it gets mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The code of its region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Of which kind a mediation body is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_kind: Option<BodyKind>,
    /// What a mediation body charges, in its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<String>,
    /// Whether it takes part.
    pub active: bool,
    /// Since when it takes no more part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
    /// How many people work there.
    pub people: u64,
    /// Grows with each change of the record; also the `ETag`.
    pub version: u64,
    /// Whether one may change the record.
    pub can_change: bool,
    /// Whether one may invite, appoint and remove.
    pub can_staff: bool,
}

/// What is said of an organisation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationInput {
    /// What it is called, up to 100 characters.
    pub name: String,
    /// Its unified social credit code; a merchant needs one.
    #[serde(default)]
    pub credit_code: Option<String>,
    /// Whether the platform itself stands behind it; for merchants.
    #[serde(default)]
    pub self_operated: bool,
    /// Where it is, as it is published.
    #[serde(default)]
    pub address: Option<String>,
    /// A mobile, a landline or a service number.
    #[serde(default)]
    pub phone: Option<String>,
    /// A mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// A region code of 6, 9 or 12 digits; a bureau needs one.
    #[serde(default)]
    pub region: Option<String>,
    /// Of which kind it is; a mediation body needs one.
    #[serde(default)]
    pub body_kind: Option<BodyKind>,
    /// What a mediation body charges, in its words.
    #[serde(default)]
    pub fees: Option<String>,
}

/// Who works in an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct RosterView {
    /// In the order of their first appointment.
    pub items: Vec<MemberView>,
    /// Whether one may invite, appoint and remove.
    pub can_staff: bool,
    /// The roles there are.
    pub roles: Vec<StaffRole>,
}

/// Somebody who works there.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberView {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Such as `138****0001`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_masked: Option<String>,
    /// Such as `z***@example.com`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_masked: Option<String>,
    /// In which roles.
    pub roles: Vec<StaffRole>,
    /// Under which number the public knows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// When they last logged in; never, if it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_login_at: Option<Timestamp>,
    /// Whether they are shut out at present.
    pub suspended: bool,
    /// For how many open disputes they answer.
    pub open_disputes: u64,
    /// What a mediator says of themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileView>,
}

/// What a mediator says of themselves. Parties see it when the mediator is appointed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileView {
    /// What they have done, up to 600 characters.
    #[serde(default)]
    pub experience: String,
    /// In which matters they are at home.
    #[serde(default)]
    pub fields: Vec<Category>,
    /// Which languages and dialects they speak.
    #[serde(default)]
    pub languages: Vec<String>,
}

/// Open disputes that somebody answers for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnsweredList)]
pub struct HeldList {
    /// Oldest first.
    pub items: Vec<HeldView>,
}

/// An open dispute.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnsweredView)]
pub struct HeldView {
    /// Which.
    pub id: DisputeId,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub phase: String,
}

/// Invitations that wait for an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationList {
    /// Newest first.
    pub items: Vec<InvitationView>,
}

/// An invitation.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationView {
    /// Which.
    pub id: InvitationId,
    /// Where it went.
    pub contact_masked: String,
    /// What they are called, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As what.
    pub roles: Vec<StaffRole>,
    /// Under which number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// Until when it is good.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// How often it was sent.
    pub sends: u32,
}

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationInput {
    /// A mail address, or a mobile number.
    pub contact: String,
    /// What they are called.
    #[serde(default)]
    pub name: Option<String>,
    /// As what.
    pub roles: Vec<StaffRole>,
    /// Under which number the public will know them.
    #[serde(default)]
    pub work_no: Option<String>,
    /// In which language the invitation is written; one's own, if not said.
    #[serde(default)]
    pub locale: Option<Locale>,
}

/// What an invitation shows to whoever holds its link.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationSight {
    /// Where.
    pub organisation: String,
    /// What that is.
    pub kind: OrganisationKind,
    /// As what.
    pub roles: Vec<StaffRole>,
    /// Who invites.
    pub inviter: String,
    /// Whose it is.
    pub contact_masked: String,
    /// What one is called, as far as whoever invites knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Until when it is good.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// Whether it can be accepted.
    pub state: InvitationState,
    /// What it takes.
    pub way: InvitationWay,
}

/// Whether an invitation can be accepted.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// It can.
    Open,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
    /// It was accepted.
    Accepted,
}

/// What it takes to accept.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationWay {
    /// A name and a password.
    Register,
    /// A code and a new password.
    JoinWithPassword,
    /// A code.
    Join,
    /// A yes.
    Confirm,
}

impl OrganisationPage {
    /// A page of at most `limit`.
    pub fn of(seen: Vec<Seen>, limit: u64) -> Self {
        let full = u64::try_from(seen.len()).is_ok_and(|count| count >= limit);
        let last = seen.last().map(|one| one.registered.organisation.id);
        Self {
            items: seen.into_iter().map(OrganisationView::from).collect(),
            next_cursor: last.filter(|_| full),
        }
    }
}

impl From<Seen> for OrganisationView {
    fn from(seen: Seen) -> Self {
        let closed_at = seen.registered.closed_at;
        let one = seen.registered.organisation;
        Self {
            id: one.id,
            kind: one.kind,
            name: one.name,
            credit_code: one.credit_code.map(|code| code.to_string()),
            self_operated: one.self_operated,
            address: one.address,
            phone: one.phone,
            email: one.email,
            region: one.region,
            body_kind: one.body.as_ref().map(|body| body.kind),
            fees: one.body.and_then(|body| body.fees),
            active: closed_at.is_none(),
            closed_at,
            people: seen.people,
            version: seen.registered.version,
            can_change: seen.can_change,
            can_staff: seen.can_staff,
        }
    }
}

impl From<OrganisationInput> for Record {
    fn from(input: OrganisationInput) -> Self {
        Self {
            name: input.name,
            credit_code: input.credit_code,
            self_operated: input.self_operated,
            address: input.address,
            phone: input.phone,
            email: input.email,
            region: input.region,
            body_kind: input.body_kind,
            fees: input.fees,
        }
    }
}

impl From<Roster> for RosterView {
    fn from(roster: Roster) -> Self {
        Self {
            items: roster.members.into_iter().map(MemberView::from).collect(),
            can_staff: roster.can_staff,
            roles: roster.roles,
        }
    }
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        let person = member.person;
        Self {
            person: person.id,
            name: person.name,
            phone_masked: person.phone.as_ref().map(Phone::masked),
            email_masked: person.email.as_ref().map(Email::masked),
            roles: member.roles,
            work_no: member.work_no,
            since: member.since,
            last_login_at: member.last_login,
            suspended: person.suspended,
            open_disputes: member.open_disputes,
            profile: member.profile.map(ProfileView::from),
        }
    }
}

impl From<Profile> for ProfileView {
    fn from(profile: Profile) -> Self {
        Self {
            experience: profile.experience,
            fields: profile.fields,
            languages: profile.languages,
        }
    }
}

impl From<ProfileView> for Profile {
    fn from(said: ProfileView) -> Self {
        Self {
            experience: said.experience,
            fields: said.fields,
            languages: said.languages,
        }
    }
}

impl HeldList {
    /// Oldest first.
    pub fn of(held: Vec<OpenDispute>) -> Self {
        let view = |one: OpenDispute| HeldView {
            id: one.id,
            number: one.number,
            title: one.title,
            phase: one.phase,
        };
        Self {
            items: held.into_iter().map(view).collect(),
        }
    }
}

impl InvitationView {
    /// An invitation, sent by somebody of that name.
    pub fn of(invitation: Invitation, by: Option<String>) -> Self {
        Self {
            id: invitation.id,
            contact_masked: invitation.contact.masked(),
            name: invitation.name,
            roles: invitation.roles,
            work_no: invitation.work_no,
            created_at: invitation.created_at,
            created_by: by,
            expires_at: invitation.expires_at,
            sends: invitation.sends,
        }
    }
}

impl From<Sight> for InvitationSight {
    fn from(sight: Sight) -> Self {
        let invitation = sight.invitation;
        Self {
            organisation: sight.organisation.name,
            kind: sight.organisation.kind,
            contact_masked: invitation.contact.masked(),
            roles: invitation.roles,
            inviter: sight.inviter,
            name: invitation.name,
            expires_at: invitation.expires_at,
            state: match sight.state {
                State::Open => InvitationState::Open,
                State::Expired => InvitationState::Expired,
                State::Revoked => InvitationState::Revoked,
                State::Accepted => InvitationState::Accepted,
            },
            way: match sight.way {
                Way::Register => InvitationWay::Register,
                Way::JoinWithPassword => InvitationWay::JoinWithPassword,
                Way::Join => InvitationWay::Join,
                Way::Confirm => InvitationWay::Confirm,
            },
        }
    }
}
