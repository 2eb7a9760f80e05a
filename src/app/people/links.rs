//! Respondents' links: a way into one dispute without an account. The link alone shows next to
//! nothing; a code to the known contact opens it.

use hejie_domain::access::StaffRole;
use hejie_domain::audit::{By, Deed, DeedKind};
use hejie_domain::ids::{DisputeId, OrganisationId, PartyId, PersonId};
use hejie_domain::people::{Contact, Locale};
use hejie_domain::telling::{Channel, Message, Reader, Recipient, TellPost};
use jiff::{SignedDuration, Timestamp};

use super::{Device, LoggedIn, codes, find_or_add, sessions};
use crate::app::dispute::record_delivery;
use crate::app::{Context, Failure, audit, secret};
use crate::db::{CodePurpose, Link, LinkScope, NewNotice, Work};

/// For how long a link is good: longer than any term in which a respondent has something to do.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24 * 90);

/// What a link shows before the code.
#[derive(Debug)]
pub struct Sight {
    /// The dispute's number.
    pub number: String,
    /// What the respondent is called in it.
    pub respondent_name: String,
    /// Where the code would go.
    pub target_masked: String,
    /// Until when.
    pub expires_at: Timestamp,
    /// Whether it still opens anything.
    pub state: State,
}

/// Whether a link opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It does.
    Open,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// What a link is made for.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The one dispute that it opens.
    pub dispute: DisputeId,
    /// The one party for whom.
    pub party: PartyId,
    /// The dispute's number.
    pub number: String,
    /// What the party is called in it.
    pub party_name: String,
    /// Where the link and its codes go.
    pub target: Contact,
}

/// Makes a link within the work that needs it; the token is for the message to the target, as
/// `BASE/r#TOKEN`, and is not kept.
pub async fn mint(ctx: &Context, work: &Work, invitation: Invitation) -> Result<String, Failure> {
    let Invitation {
        dispute,
        party,
        number,
        party_name,
        target,
    } = invitation;
    let now = ctx.now().at;
    let token = secret::token();
    let link = Link {
        scope: LinkScope {
            link: ctx.ids.new(),
            dispute,
            party,
        },
        number,
        party_name,
        target,
        person: None,
        expires_at: sessions::later(now, GOOD_FOR),
        revoked: false,
    };
    work.add_link(&link, secret::digest(&token), now).await?;
    Ok(token)
}

/// What the link shows before the code.
pub async fn look(ctx: &Context, token: &str) -> Result<Sight, Failure> {
    let link = find(ctx, token).await?;
    Ok(Sight {
        target_masked: link.target.masked(),
        expires_at: link.expires_at,
        state: state(&link, ctx.now().at),
        number: link.number,
        respondent_name: link.party_name,
    })
}

/// Sends a code to the contact that the link was made for.
pub async fn send_code(ctx: &Context, token: &str, locale: Locale) -> Result<(), Failure> {
    let link = open(ctx, token).await?;
    codes::send(ctx, &link.target, CodePurpose::Link, locale).await
}

/// Opens the dispute, and nothing else, by the code.
pub async fn enter(
    ctx: &Context,
    token: &str,
    code: &str,
    device: &Device,
) -> Result<LoggedIn, Failure> {
    let link = open(ctx, token).await?;
    codes::prove(ctx, &link.target, CodePurpose::Link, code).await?;
    let mut work = ctx.store.begin().await?;
    let name = link.party_name;
    let person = find_or_add(ctx, &work, &link.target, name, device.locale).await?;
    let loaded = ctx.store.dispute(link.scope.dispute).await?;
    let parties = loaded.iter().flat_map(|loaded| &loaded.dispute.parties);
    let mut others = parties.filter(|party| party.fact.id != link.scope.party);
    if others.any(|party| party.fact.person == Some(person.id)) {
        return Err(Failure::Forbidden("on_the_other_side"));
    }
    work.set_link_person(link.scope.link, person.id).await?;
    let begun =
        sessions::begin(ctx, &mut work, &person, Some(link.scope), (device, "link")).await?;
    work.commit().await?;
    // Whoever opens the dispute has been told of it, whatever became of the message; whoever was
    // told before stays so. A failure is made good at the next entry.
    let LinkScope { dispute, party, .. } = link.scope;
    if let Err(failure) = record_delivery(ctx, dispute, party, "link").await {
        tracing::warn!(dispute.id = %dispute, %failure, "an opened link is not recorded");
    }
    sessions::handed_over(ctx, begun, device.locale).await
}

/// Takes the links of an organisation's disputes back: somebody answers there now, and enters by an
/// account of their own. The first who does is told of every open dispute: what was sent before went
/// elsewhere, or nowhere.
pub(super) async fn end_for(
    ctx: &Context,
    work: &mut Work,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), Failure> {
    let now = ctx.now().at;
    for (dispute, party) in work.parties_by_link(organisation).await? {
        work.revoke_links(dispute, party, now).await?;
        let deed = Deed::new(DeedKind::LinkRevoked, By::Clock, now);
        audit::record(work, deed.within(organisation).about(dispute));
    }
    let before = work
        .people_employed(organisation, StaffRole::ShopStaff)
        .await?;
    if !before.is_empty() {
        return Ok(());
    }
    for (dispute, party, seq) in work.open_demands_on(organisation).await? {
        let tell = TellPost {
            dispute,
            seq,
            message: Message::Filed,
            reader: Reader::Respondent,
            channel: Channel::Notice,
            to: Recipient::Person {
                person,
                party: Some(party),
            },
            due: None,
        };
        let notice = NewNotice {
            id: ctx.ids.new(),
            person,
            tell: &tell,
            at: now,
        };
        work.leave_notice(&notice).await?;
    }
    Ok(())
}

async fn open(ctx: &Context, token: &str) -> Result<Link, Failure> {
    let link = find(ctx, token).await?;
    match state(&link, ctx.now().at) {
        State::Open => Ok(link),
        State::Expired => Err(Failure::Gone("link_expired")),
        State::Revoked => Err(Failure::Gone("link_revoked")),
    }
}

async fn find(ctx: &Context, token: &str) -> Result<Link, Failure> {
    ctx.store
        .link(&secret::digest(token))
        .await?
        .ok_or(Failure::NotFound)
}

fn state(link: &Link, now: Timestamp) -> State {
    if link.revoked {
        State::Revoked
    } else if link.expires_at <= now {
        State::Expired
    } else {
        State::Open
    }
}
