//! Leaves notices and fills the outbox, in the transaction of what is told.

use hejie_domain::access::StaffRole;
use hejie_domain::dispute::Dispute;
use hejie_domain::dispute::event::Event;
use hejie_domain::ids::{OrganisationId, PersonId};
use hejie_domain::telling::{Channel, Post, Recipient, TellPost, Told, Whom, told};

use crate::app::{Context, Failure};
use crate::db::{NewNotice, Person, Work};

/// Tells everybody of `events`, which `dispute` has taken in already. Nothing is sent before the
/// work is committed, and nothing twice however often this runs.
pub async fn tell(
    ctx: &Context,
    work: &mut Work,
    dispute: &Dispute,
    events: &[Event],
) -> Result<(), Failure> {
    for event in events {
        for told in told(dispute, event) {
            for recipient in recipients(work, &told.whom).await? {
                tell_one(ctx, work, dispute, event, &told, recipient).await?;
            }
        }
    }
    Ok(())
}

async fn recipients(work: &Work, whom: &Whom) -> Result<Vec<Recipient>, Failure> {
    match *whom {
        Whom::Person { person, party } => Ok(vec![Recipient::Person { person, party }]),
        Whom::Party {
            party,
            organisation,
        } => {
            let staff = match organisation {
                Some(shop) => employed(work, shop, StaffRole::ShopStaff).await?,
                None => Vec::new(),
            };
            let party_of = |person| Recipient::Person {
                person,
                party: Some(party),
            };
            // A shop that nobody works in yet is told at its address, by a link.
            Ok(if staff.is_empty() {
                vec![Recipient::Party { party }]
            } else {
                staff.into_iter().map(party_of).collect()
            })
        }
        Whom::Supervisors { platform, but } => {
            colleagues(work, platform, StaffRole::Supervisor, but).await
        }
        Whom::Registrars { body, but } => colleagues(work, body, StaffRole::Registrar, but).await,
    }
}

/// Everybody in that role but whoever did it.
async fn colleagues(
    work: &Work,
    organisation: OrganisationId,
    role: StaffRole,
    but: Option<PersonId>,
) -> Result<Vec<Recipient>, Failure> {
    let staff = employed(work, organisation, role).await?;
    let others = staff.into_iter().filter(|person| Some(*person) != but);
    let told = |person| Recipient::Person {
        person,
        party: None,
    };
    Ok(others.map(told).collect())
}

async fn employed(
    work: &Work,
    organisation: OrganisationId,
    role: StaffRole,
) -> Result<Vec<PersonId>, Failure> {
    Ok(work.people_employed(organisation, role).await?)
}

async fn tell_one(
    ctx: &Context,
    work: &mut Work,
    dispute: &Dispute,
    event: &Event,
    told: &Told,
    to: Recipient,
) -> Result<(), Failure> {
    let post = |channel| TellPost {
        dispute: dispute.id,
        seq: event.seq,
        message: told.message,
        reader: told.reader,
        channel,
        to,
        due: told.due,
    };
    for channel in ways(work, told, to).await? {
        let tell = post(channel);
        match (channel, to.person()) {
            (Channel::Notice, Some(person)) => {
                let notice = NewNotice {
                    id: ctx.ids.new(),
                    person,
                    tell: &tell,
                    at: event.at,
                };
                work.leave_notice(&notice).await?;
            }
            (Channel::Notice, None) => {}
            (Channel::Sms | Channel::Mail, _) => {
                let post = Post::Tell(tell);
                work.post(ctx.ids.new(), &post, event.at).await?;
            }
        }
    }
    Ok(())
}

/// The ways of the row on which this recipient can be reached. Whoever has no account has no
/// notices either, so what is meant to be sent at all goes by whatever way there is.
async fn ways(work: &Work, told: &Told, to: Recipient) -> Result<Vec<Channel>, Failure> {
    let (has_phone, has_mail, has_account) = match to {
        Recipient::Person { person, .. } => match work.person(person).await? {
            Some(Person {
                suspended: true, ..
            })
            | None => (false, false, false),
            Some(person) => (person.phone.is_some(), person.email.is_some(), true),
        },
        Recipient::Party { party } => {
            let contact = work.party_contact(party).await?;
            let phone = contact.as_ref().is_some_and(|one| one.phone.is_some());
            let mail = contact.as_ref().is_some_and(|one| one.email.is_some());
            (phone, mail, false)
        }
    };
    let reached = |channel: &Channel| match channel {
        Channel::Notice => has_account,
        Channel::Sms => has_phone,
        Channel::Mail => has_mail,
    };
    let wanted: Vec<_> = told.by.iter().copied().filter(reached).collect();
    let to_be_sent = told.by.len() > 1;
    if !has_account && wanted.is_empty() && to_be_sent && has_phone {
        return Ok(vec![Channel::Sms]);
    }
    Ok(wanted)
}
