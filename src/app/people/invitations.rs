//! Invitations to work in an organisation: sent to one contact, good for seven days and one use.
//!
//! The link proves the contact, so whoever is new needs nothing else but a name and a password. An
//! account that is there already is joined by its own session or by a code to the same contact: a
//! link that was passed on opens nobody's account.

use hejie_domain::access::StaffRole;
use hejie_domain::audit::{DeedKind, Detail, Subject};
use hejie_domain::house::Post as Duty;
use hejie_domain::ids::{InvitationId, OrganisationId, OutboxId, PersonId};
use hejie_domain::people::{Contact, Locale, PersonName};
use hejie_domain::telling::{Channel, HousePost, Matter, Message, Post};
use jiff::{SignedDuration, Timestamp};

use super::organisations::{deed_in, open_to};
use super::{Device, Entered, codes, members, passwords, sessions};
use crate::app::{Caller, Context, Failure, audit, secret};
use crate::db::{CodePurpose, DbError, Invitation, Organisation, Person, Work};

/// For how long an invitation is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How often one invitation goes out.
const SENDS_MAX: u32 = 10;
/// How many wait for an answer at a time.
const OPEN_MAX: usize = 100;

/// Whom to invite.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Where the invitation goes.
    pub contact: Contact,
    /// What they are called, as far as that is known.
    pub name: Option<PersonName>,
    /// As what.
    pub roles: Vec<StaffRole>,
    /// Under which number the public will know them.
    pub work_no: Option<String>,
    /// In which language the invitation is written.
    pub locale: Locale,
}

/// What an invitation shows to whoever holds its link.
#[derive(Debug, Clone)]
pub struct Sight {
    /// The invitation.
    pub invitation: Invitation,
    /// Where.
    pub organisation: Organisation,
    /// Who invites.
    pub inviter: String,
    /// Whether it can still be accepted.
    pub state: State,
    /// What it takes to accept it.
    pub way: Way,
}

/// Whether an invitation can be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It can.
    Open,
    /// Its time is over.
    Expired,
    /// It was taken back, or the organisation takes no more part.
    Revoked,
    /// It was accepted.
    Accepted,
}

/// What it takes to accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A name and a password: nobody has an account there.
    Register,
    /// A code to the contact, whose account it is, and a password fit for staff.
    JoinWithPassword,
    /// A code to the contact: the account has a password fit for staff.
    Join,
    /// Nothing more: the account is logged in.
    Confirm,
}

/// What somebody brings to accept.
#[derive(Debug, Clone, Default)]
pub struct Brought {
    /// What they are called.
    pub name: Option<PersonName>,
    /// A new password.
    pub password: Option<String>,
    /// The code that was sent to the contact.
    pub code: Option<String>,
}

/// Invitations that wait for an answer, newest first, with the names of those who sent them.
pub async fn list(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
) -> Result<Vec<(Invitation, String)>, Failure> {
    open_to(ctx, caller, id, Duty::Staffing).await?;
    let open = ctx.store.open_invitations(id).await?;
    let people: Vec<_> = open.iter().map(|one| one.created_by).collect();
    let people = ctx.store.people(&people).await?;
    let named = |one: Invitation| {
        let by = people.iter().find(|person| person.id == one.created_by);
        let name = by.map(|person| person.name.clone()).unwrap_or_default();
        (one, name)
    };
    Ok(open.into_iter().map(named).collect())
}

/// Invites somebody.
pub async fn invite(
    ctx: &Context,
    caller: &Caller,
    id: OrganisationId,
    wanted: Wanted,
) -> Result<Invitation, Failure> {
    let registered = open_to(ctx, caller, id, Duty::Staffing).await?;
    if registered.closed_at.is_some() {
        return Err(Failure::Conflict("organisation_closed"));
    }
    let organisation = registered.organisation;
    let roles = members::chosen(&organisation, &wanted.roles, "/roles")?;
    let work_no = members::work_number(wanted.work_no.as_deref(), "/work_no")?;
    not_a_member(ctx, &organisation, &wanted.contact).await?;
    let now = ctx.now().at;
    let open = ctx.store.open_invitations(id).await?;
    let there = open.iter().find(|one| one.contact == wanted.contact);
    if there.is_some_and(|one| one.expires_at > now) {
        return Err(Failure::Conflict("already_invited"));
    }
    if open.len() >= OPEN_MAX {
        return Err(Failure::Conflict("too_many_invitations"));
    }
    let invitation = Invitation {
        id: ctx.ids.new(),
        organisation: id,
        roles,
        work_no,
        name: wanted.name.map(|name| name.as_str().to_owned()),
        contact: wanted.contact,
        locale: wanted.locale,
        sends: 1,
        created_at: now,
        created_by: caller.standing.person,
        expires_at: sessions::later(now, GOOD_FOR),
        accepted_at: None,
        revoked_at: None,
    };
    let mut work = ctx.store.begin().await?;
    if let Some(late) = there {
        work.revoke_invitation(late.id, now).await?;
    }
    let added = work.add_invitation(&invitation).await;
    added.map_err(invited_already)?;
    post(ctx, &mut work, &invitation).await?;
    work.makes(invitation.id);
    let codes: Vec<_> = invitation.roles.iter().map(|role| role.code()).collect();
    let deed = deed_in(caller, &organisation, DeedKind::InvitationSent, now)
        .about(Subject::thing(invitation.id))
        .with("roles", Detail::words(&codes.join(",")));
    audit::record(&mut work, deed);
    work.commit().await?;
    Ok(invitation)
}

/// The invitation that was just made.
pub async fn show(ctx: &Context, caller: &Caller, id: InvitationId) -> Result<Invitation, Failure> {
    let invitation = ctx.store.invitation(id).await?.ok_or(Failure::NotFound)?;
    open_to(ctx, caller, invitation.organisation, Duty::Staffing).await?;
    Ok(invitation)
}

/// Sends it once more, good for another seven days; earlier links open nothing any more.
pub async fn resend(
    ctx: &Context,
    caller: &Caller,
    (place, id): (OrganisationId, InvitationId),
) -> Result<Invitation, Failure> {
    let registered = open_to(ctx, caller, place, Duty::Staffing).await?;
    if registered.closed_at.is_some() {
        return Err(Failure::Conflict("organisation_closed"));
    }
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let again = renewed(&mut work, (place, id), now).await?;
    post(ctx, &mut work, &again).await?;
    let deed = deed_in(
        caller,
        &registered.organisation,
        DeedKind::InvitationSent,
        now,
    );
    let deed = deed.about(Subject::thing(id)).with("again", "yes");
    audit::record(&mut work, deed);
    work.commit().await?;
    Ok(again)
}

/// Sends it to another contact, since the message `dead` never reached the first; earlier links open
/// nothing any more.
pub(in crate::app) async fn readdress(
    ctx: &Context,
    caller: &Caller,
    id: InvitationId,
    contact: Contact,
    dead: OutboxId,
) -> Result<(), Failure> {
    let place = show(ctx, caller, id).await?.organisation;
    let registered = open_to(ctx, caller, place, Duty::Staffing).await?;
    if registered.closed_at.is_some() {
        return Err(Failure::Conflict("organisation_closed"));
    }
    not_a_member(ctx, &registered.organisation, &contact).await?;
    let now = ctx.now().at;
    let open = ctx.store.open_invitations(place).await?;
    let taken = |one: &Invitation| one.id != id && one.contact == contact && one.expires_at > now;
    if open.iter().any(taken) {
        return Err(Failure::Conflict("already_invited"));
    }
    let mut work = ctx.store.begin().await?;
    // Of two who send it elsewhere at once, the second finds it gone.
    if !work.hold_dead_post(dead).await? {
        return Err(Failure::NotFound);
    }
    let again = Invitation {
        contact,
        ..renewed(&mut work, (place, id), now).await?
    };
    let moved = work.send_invitation_to(id, &again.contact).await;
    moved.map_err(invited_already)?;
    post(ctx, &mut work, &again).await?;
    let deed = deed_in(
        caller,
        &registered.organisation,
        DeedKind::MessageReaddressed,
        now,
    );
    audit::record(&mut work, deed.about(dead).about(Subject::thing(id)));
    Ok(work.commit().await?)
}

/// Takes it back: its link opens nothing any more.
pub async fn revoke(
    ctx: &Context,
    caller: &Caller,
    (place, id): (OrganisationId, InvitationId),
) -> Result<(), Failure> {
    let organisation = open_to(ctx, caller, place, Duty::Staffing)
        .await?
        .organisation;
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let invitation = waiting_in(&work, place, id).await?;
    work.revoke_invitation(id, now).await?;
    work.call_off(&message(&invitation).key(), now).await?;
    let deed = deed_in(caller, &organisation, DeedKind::InvitationRevoked, now);
    audit::record(&mut work, deed.about(Subject::thing(id)));
    Ok(work.commit().await?)
}

/// What the link shows.
pub async fn look(ctx: &Context, caller: Option<&Caller>, token: &str) -> Result<Sight, Failure> {
    let invitation = find(ctx, token).await?;
    let registered = ctx
        .store
        .registered(invitation.organisation)
        .await?
        .ok_or(Failure::NotFound)?;
    let account = ctx.store.person_at(&invitation.contact).await?;
    let inviter = ctx.store.person(invitation.created_by).await?;
    Ok(Sight {
        state: state(&invitation, registered.closed_at.is_some(), ctx.now().at),
        way: way(ctx, account.as_ref(), caller).await?,
        organisation: registered.organisation,
        inviter: inviter.map(|person| person.name).unwrap_or_default(),
        invitation,
    })
}

/// Sends a code to the contact, whose account is there already.
pub async fn send_code(ctx: &Context, token: &str, locale: Locale) -> Result<(), Failure> {
    let sight = look(ctx, None, token).await?;
    acceptable(&sight)?;
    codes::send(ctx, &sight.invitation.contact, CodePurpose::Join, locale).await
}

/// Accepts: makes the account or joins it, gives the roles and logs in.
pub async fn accept(
    ctx: &Context,
    caller: Option<&Caller>,
    token: &str,
    brought: Brought,
    device: &Device,
) -> Result<Option<Entered>, Failure> {
    let sight = look(ctx, caller, token).await?;
    acceptable(&sight)?;
    let password = new_password(sight.way, brought.password.as_deref())?;
    let name = new_name(sight.way, brought.name)?;
    let contact = sight.invitation.contact.clone();
    if matches!(sight.way, Way::Join | Way::JoinWithPassword) {
        let code = brought.code.as_deref().unwrap_or_default();
        codes::prove(ctx, &contact, CodePurpose::Join, code).await?;
    }
    let hash = match password {
        Some(password) => Some(ctx.passwords.hash(password).await?),
        None => None,
    };
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let invitation = work
        .invitation_for_update(sight.invitation.id)
        .await?
        .ok_or(Failure::NotFound)?;
    // Somebody else may have accepted it, or taken it back, since we looked.
    if state(&invitation, false, now) != State::Open || !still_of(&sight, &invitation) {
        return Err(Failure::Gone("invitation_used"));
    }
    let person = join(ctx, &mut work, &sight, (name, hash), device).await?;
    let (place, work_no) = (invitation.organisation, invitation.work_no.as_deref());
    members::give(ctx, &mut work, place, person.id, &invitation.roles, work_no).await?;
    work.accept_invitation(invitation.id, person.id, now)
        .await?;
    let deed = match caller.filter(|_| sight.way == Way::Confirm) {
        Some(caller) => deed_in(
            caller,
            &sight.organisation,
            DeedKind::InvitationAccepted,
            now,
        ),
        None => {
            let deed = device.deed(DeedKind::InvitationAccepted, now);
            let deed = deed.about(sight.organisation.id);
            match sight.organisation.platform {
                Some(platform) => deed.within(platform),
                None => deed,
            }
        }
    };
    let deed = deed.about(Subject::thing(invitation.id)).about(person.id);
    audit::record(&mut work, deed);
    if sight.way == Way::Confirm {
        work.commit().await?;
        return Ok(None);
    }
    // Whoever keeps a second proof for the account is asked for it here as well.
    sessions::enter(ctx, work, &person, (device, "invitation"))
        .await
        .map(Some)
}

/// An invitation that is to be sent, and who invites; nothing, when it is not to be accepted any
/// more.
pub(in crate::app) async fn waiting(
    ctx: &Context,
    id: InvitationId,
) -> Result<Option<(Invitation, String)>, Failure> {
    let Some(invitation) = ctx.store.invitation(id).await? else {
        return Ok(None);
    };
    let place = ctx.store.registered(invitation.organisation).await?;
    let Some(place) = place else { return Ok(None) };
    let open = state(&invitation, place.closed_at.is_some(), ctx.now().at) == State::Open;
    Ok(open.then_some((invitation, place.organisation.name)))
}

/// Whoever accepts, as they are afterwards.
async fn join(
    ctx: &Context,
    work: &mut Work,
    sight: &Sight,
    (name, hash): (Option<PersonName>, Option<String>),
    device: &Device,
) -> Result<Person, Failure> {
    let contact = &sight.invitation.contact;
    let now = ctx.now().at;
    let known = work.person_at(contact).await?;
    match (known, sight.way) {
        (Some(person), Way::Join | Way::JoinWithPassword | Way::Confirm) => {
            if person.suspended {
                return Err(Failure::Forbidden("suspended"));
            }
            if let Some(hash) = hash {
                work.set_password(person.id, hash).await?;
                work.drop_temporary_password(person.id).await?;
                work.end_sessions(person.id, None, now).await?;
            }
            Ok(person)
        }
        (None, Way::Register) => {
            let (phone, email) = match contact.clone() {
                Contact::Phone(phone) => (Some(phone), None),
                Contact::Email(email) => (None, Some(email)),
            };
            let person = Person {
                id: ctx.ids.new::<PersonId>(),
                name: name.map_or_else(String::new, |name| name.as_str().to_owned()),
                phone,
                email,
                password_hash: hash,
                locale: device.locale,
                suspended: false,
            };
            work.add_person(&person, now).await?;
            Ok(person)
        }
        // An account came or went meanwhile: what was asked for is not what is needed.
        (Some(_), Way::Register) | (None, _) => Err(Failure::Conflict("account_changed")),
    }
}

async fn way(
    ctx: &Context,
    account: Option<&Person>,
    caller: Option<&Caller>,
) -> Result<Way, Failure> {
    let Some(account) = account else {
        return Ok(Way::Register);
    };
    let staff = !ctx.store.staff_of_person(account.id).await?.is_empty();
    let fit = staff && account.password_hash.is_some();
    let logged_in = caller.is_some_and(|caller| {
        caller.standing.link.is_none() && caller.standing.person == account.id
    });
    Ok(match (logged_in, fit) {
        (true, true) => Way::Confirm,
        (false, true) => Way::Join,
        (true | false, false) => Way::JoinWithPassword,
    })
}

fn new_password(way: Way, password: Option<&str>) -> Result<Option<&str>, Failure> {
    match (way, password) {
        (Way::Register | Way::JoinWithPassword, None) => {
            Err(Failure::invalid("/password", "required"))
        }
        (Way::Register | Way::JoinWithPassword, Some(password)) => {
            passwords::acceptable_to_staff(password, "/password")?;
            Ok(Some(password))
        }
        // Nobody's good password is replaced on the way.
        (Way::Join | Way::Confirm, _) => Ok(None),
    }
}

fn new_name(way: Way, name: Option<PersonName>) -> Result<Option<PersonName>, Failure> {
    match (way, name) {
        (Way::Register, None) => Err(Failure::invalid("/name", "required")),
        (Way::Register, name) => Ok(name),
        (Way::Join | Way::JoinWithPassword | Way::Confirm, _) => Ok(None),
    }
}

fn acceptable(sight: &Sight) -> Result<(), Failure> {
    match sight.state {
        State::Open => Ok(()),
        State::Expired => Err(Failure::Gone("invitation_expired")),
        State::Revoked => Err(Failure::Gone("invitation_revoked")),
        State::Accepted => Err(Failure::Gone("invitation_used")),
    }
}

/// Whether the token that was looked at is still the one that opens it.
fn still_of(sight: &Sight, now: &Invitation) -> bool {
    sight.invitation.sends == now.sends
}

async fn find(ctx: &Context, token: &str) -> Result<Invitation, Failure> {
    ctx.store
        .invitation_of(&secret::digest(token))
        .await?
        .ok_or(Failure::NotFound)
}

/// An invitation of that organisation that was neither accepted nor taken back, held by `work`.
async fn waiting_in(
    work: &Work,
    place: OrganisationId,
    id: InvitationId,
) -> Result<Invitation, Failure> {
    let invitation = work.invitation_for_update(id).await?;
    let invitation = invitation
        .filter(|one| one.organisation == place)
        .ok_or(Failure::NotFound)?;
    if invitation.accepted_at.is_some() {
        Err(Failure::Conflict("invitation_accepted"))
    } else if invitation.revoked_at.is_some() {
        Err(Failure::Gone("invitation_revoked"))
    } else {
        Ok(invitation)
    }
}

/// The same invitation for one more sending, good for another seven days; the message before is
/// called off.
async fn renewed(
    work: &mut Work,
    (place, id): (OrganisationId, InvitationId),
    now: Timestamp,
) -> Result<Invitation, Failure> {
    let invitation = waiting_in(work, place, id).await?;
    if invitation.sends >= SENDS_MAX {
        return Err(Failure::Conflict("sent_too_often"));
    }
    work.call_off(&message(&invitation).key(), now).await?;
    let again = Invitation {
        sends: invitation.sends.saturating_add(1),
        expires_at: sessions::later(now, GOOD_FOR),
        ..invitation
    };
    work.send_invitation_again(id, again.sends, again.expires_at)
        .await?;
    Ok(again)
}

/// Another invitation that waits there goes to the same contact.
fn invited_already(error: DbError) -> Failure {
    match error {
        DbError::Conflict => Failure::Conflict("already_invited"),
        DbError::Driver(_) | DbError::Unreadable { .. } | DbError::Schema(_) => error.into(),
    }
}

async fn not_a_member(
    ctx: &Context,
    organisation: &Organisation,
    contact: &Contact,
) -> Result<(), Failure> {
    let Some(person) = ctx.store.person_at(contact).await? else {
        return Ok(());
    };
    let staff = ctx.store.staff_of(organisation.id).await?;
    if staff.iter().any(|one| one.person == person.id) {
        Err(Failure::Conflict("already_member"))
    } else {
        Ok(())
    }
}

async fn post(ctx: &Context, work: &mut Work, invitation: &Invitation) -> Result<(), Failure> {
    let post = message(invitation);
    Ok(work.post(ctx.ids.new(), &post, ctx.now().at).await?)
}

fn message(invitation: &Invitation) -> Post {
    Post::House(HousePost {
        matter: Matter::Invitation {
            id: invitation.id,
            sends: invitation.sends,
        },
        message: Message::Invited,
        channel: match &invitation.contact {
            Contact::Phone(_) => Channel::Sms,
            Contact::Email(_) => Channel::Mail,
        },
        useless_at: Some(invitation.expires_at),
    })
}

fn state(invitation: &Invitation, closed: bool, now: Timestamp) -> State {
    if invitation.accepted_at.is_some() {
        State::Accepted
    } else if invitation.revoked_at.is_some() || closed {
        State::Revoked
    } else if invitation.expires_at <= now {
        State::Expired
    } else {
        State::Open
    }
}
