//! Where a respondent without an account is reached: corrected by whoever answers for the dispute,
//! when it went to somebody else or has changed. Every link that went to the earlier contact is taken
//! back in the same work; the message that tells the respondent of it brings a new one.

use hejie_domain::access::StaffRole;
use hejie_domain::audit::DeedKind;
use hejie_domain::dispute::command::{Command, NewContact};
use hejie_domain::dispute::lists::ContactWrong;
use hejie_domain::ids::{OrganisationId, PartyId};
use hejie_domain::people::{Email, Phone};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Desk;
use super::wish::Wish;
use crate::app::{Caller, Context, Failure, audit};
use crate::db::Work;
use crate::db::dispute::Loaded;

/// Where a respondent is reached from now on, by telephone, by mail or by both, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectContact {
    party: PartyId,
    why: ContactWrong,
    phone: Option<String>,
    email: Option<String>,
}

impl Wish for CorrectContact {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let given = |raw: Option<String>| raw.filter(|raw| !raw.trim().is_empty());
        let (phone, email) = (given(self.phone), given(self.email));
        if phone.is_none() && email.is_none() {
            desk.fault("/phone", "required");
        }
        let (asked_phone, asked_email) = (phone.is_some(), email.is_some());
        let to = NewContact {
            phone: phone.and_then(|raw| Phone::parse(&raw).ok()),
            email: email.and_then(|raw| Email::parse(&raw).ok()),
        };
        if asked_phone && to.phone.is_none() {
            desk.fault("/phone", "phone_invalid");
        }
        if asked_email && to.email.is_none() {
            desk.fault("/email", "email_invalid");
        }
        let loaded = desk.loaded().await?;
        nobodys_else(desk, &loaded, self.party, &to).await?;
        let dispute = loaded.dispute;
        let party = dispute.party(self.party);
        if let Some(shop) = party.and_then(|party| party.fact.organisation)
            && desk.is_staffed(shop).await?
        {
            desk.fault("/party", "has_staff");
        }
        Ok(Command::CorrectContact {
            party: self.party,
            to,
            why: self.why,
        })
    }
}

/// Whether a respondent is reached by a contact kept here, and not through its own staff.
pub(super) async fn is_anywhere(ctx: &Context, loaded: &Loaded) -> Result<bool, Failure> {
    for party in loaded.dispute.respondents() {
        let Some(shop) = party.fact.organisation else {
            return Ok(true);
        };
        if !is_staffed(ctx, shop).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether somebody answers for that shop at present, so that no contact is needed.
pub(super) async fn is_staffed(ctx: &Context, shop: OrganisationId) -> Result<bool, Failure> {
    let staff = ctx.store.staff_of(shop).await?;
    Ok(staff.iter().any(|one| one.role == StaffRole::ShopStaff))
}

/// A link opens the respondent's seat: it must reach neither the other side nor whoever types it.
async fn nobodys_else(
    desk: &mut Desk<'_>,
    loaded: &Loaded,
    party: PartyId,
    to: &NewContact,
) -> Result<(), Failure> {
    let dispute = &loaded.dispute;
    let (phone, email) = (
        to.phone.as_ref().map(Phone::as_str),
        to.email.as_ref().map(Email::as_str),
    );
    let nobody = |party| {
        dispute
            .party(party)
            .is_some_and(|one| one.fact.person.is_none())
    };
    let mut others = loaded.parties.iter();
    for other in others
        .by_ref()
        .filter(|one| one.party != party && nobody(one.party))
    {
        if phone.is_some() && phone == other.phone.as_deref() {
            desk.fault("/phone", "own_contact");
        }
        if email.is_some() && email == other.email.as_deref() {
            desk.fault("/email", "own_contact");
        }
    }
    let others = dispute.parties.iter().filter(|one| one.fact.id != party);
    let mut people: Vec<_> = others
        .filter_map(|one| one.fact.person)
        .map(|person| (person, "own_contact"))
        .collect();
    people.push((desk.caller().standing.person, "callers_contact"));
    for (person, code) in people {
        let Some(known) = desk.person(person).await? else {
            continue;
        };
        if to.phone.is_some() && to.phone == known.phone {
            desk.fault("/phone", code);
        }
        if to.email.is_some() && to.email == known.email {
            desk.fault("/email", code);
        }
    }
    Ok(())
}

/// Keeps a corrected contact beside the log, which is written with it; nothing for other commands.
pub(super) async fn keep(
    ctx: &Context,
    caller: &Caller,
    work: &mut Work,
    loaded: &mut Loaded,
    command: &Command,
) -> Result<(), Failure> {
    let Command::CorrectContact { party, to, .. } = command else {
        return Ok(());
    };
    let (dispute, now) = (loaded.dispute.id, ctx.now().at);
    let mut known = loaded.parties.iter_mut();
    let contact = known.find(|contact| contact.party == *party);
    let contact = contact.ok_or(Failure::NotFound)?;
    contact.phone = to.phone.as_ref().map(|phone| phone.as_str().to_owned());
    contact.email = to.email.as_ref().map(|email| email.as_str().to_owned());
    work.revoke_links(dispute, *party, now).await?;
    let deed = caller.deed(DeedKind::LinkRevoked, now);
    audit::record(work, deed.within(loaded.dispute.platform).about(dispute));
    Ok(())
}
