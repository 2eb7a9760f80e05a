//! Looks up what a post needs to go out: the address, the language, the names, and a fresh link for
//! whoever has no account.

use hejie_domain::access::StaffRole;
use hejie_domain::ids::{DisputeId, InvitationId, PartyId, PersonId};
use hejie_domain::people::{Contact, Locale};
use hejie_domain::telling::{
    AccountPost, Channel, CodePost, HousePost, Matter, Message, Post, Reader, Recipient, TellPost,
    TestPost,
};

use crate::app::people::invitations;
use crate::app::people::links::{self, Invitation};
use crate::app::session::{compose, invited, room_page};
use crate::app::{Context, Failure, secret};
use crate::db::Work;
use crate::db::dispute::Loaded;
use crate::telling::{CalendarEntry, Link, Mailbox, Particulars, Saying};

/// What is said, and where it goes.
#[derive(Debug, Clone)]
pub struct Addressed {
    /// The telephone number or mail address.
    pub to: String,
    /// The same for people to see.
    pub to_masked: String,
    /// In words.
    pub saying: Saying,
}

/// The address and words of `post`, or nothing when its recipient can no longer be reached that
/// way. A link that is made for it becomes good when `work` is committed.
pub async fn prepare(
    ctx: &Context,
    work: &Work,
    post: &Post,
) -> Result<Option<Addressed>, Failure> {
    match post {
        Post::Code(code) => Ok(Some(addressed_code(code))),
        Post::Tell(tell) => prepare_told(ctx, work, tell).await,
        Post::Account(account) => about_account(work, account).await,
        Post::Test(test) => Ok(Some(addressed_test(test))),
        Post::House(post) => prepare_house(ctx, work, post).await,
    }
}

fn addressed_code(code: &CodePost) -> Addressed {
    let particulars = Particulars {
        code: code.digits.clone(),
        minutes: code.minutes.to_string(),
        ..Particulars::default()
    };
    Addressed {
        to: code.to.clone(),
        to_masked: masked(&code.to),
        saying: Saying {
            message: code.message,
            reader: Reader::Anyone,
            locale: code.locale,
            particulars,
            due: None,
            link: None,
            invitation: None,
        },
    }
}

fn addressed_test(test: &TestPost) -> Addressed {
    Addressed {
        to: test.to.clone(),
        to_masked: masked(&test.to),
        saying: plainly(Message::Test, test.locale),
    }
}

async fn about_account(work: &Work, account: &AccountPost) -> Result<Option<Addressed>, Failure> {
    let found = person_address(work, account.person, account.channel).await?;
    Ok(found.map(|(to, locale)| Addressed {
        to_masked: masked(&to),
        to,
        saying: plainly(account.message, locale),
    }))
}

/// A message that says the same to everybody.
fn plainly(message: Message, locale: Locale) -> Saying {
    Saying {
        message,
        reader: Reader::Anyone,
        locale,
        particulars: Particulars::default(),
        due: None,
        link: None,
        invitation: None,
    }
}

async fn prepare_told(
    ctx: &Context,
    work: &Work,
    tell: &TellPost,
) -> Result<Option<Addressed>, Failure> {
    let Some(loaded) = ctx.store.dispute(tell.dispute).await? else {
        return Ok(None);
    };
    let Some((to, locale)) = address(work, &loaded, tell).await? else {
        return Ok(None);
    };
    let url = match tell.to {
        Recipient::Person { .. } if tell.message.is_of_session() => {
            room_page(ctx, &loaded, is_staff(tell.reader))
        }
        Recipient::Person { .. } => page(ctx, tell.dispute, tell.reader),
        Recipient::Party { party } => {
            let place = tell.message.is_of_session().then_some("tab=chat");
            let Some(url) = link(ctx, work, &loaded, party, &to, place).await? else {
                return Ok(None);
            };
            url
        }
    };
    let invitation = invitation(ctx, &loaded, tell, &to, locale).await?;
    let saying = Saying {
        message: tell.message,
        reader: tell.reader,
        locale,
        particulars: particulars(&loaded),
        due: tell.due,
        link: Some(Link {
            url,
            personal: tell.to.person().is_none(),
        }),
        invitation,
    };
    Ok(Some(Addressed {
        to_masked: masked(&to),
        to,
        saying,
    }))
}

async fn prepare_house(
    ctx: &Context,
    work: &Work,
    post: &HousePost,
) -> Result<Option<Addressed>, Failure> {
    match &post.matter {
        Matter::Invitation { id, .. } => prepare_invitation(ctx, work, *id, post.message).await,
    }
}

/// With a fresh token: nobody but the recipient ever holds it.
async fn prepare_invitation(
    ctx: &Context,
    work: &Work,
    id: InvitationId,
    message: Message,
) -> Result<Option<Addressed>, Failure> {
    let Some((invitation, organisation)) = invitations::waiting(ctx, id).await? else {
        return Ok(None);
    };
    let token = secret::token();
    work.set_invitation_token(id, secret::digest(&token))
        .await?;
    let base = ctx.config.server.base_url();
    Ok(Some(Addressed {
        to: invitation.contact.as_str().to_owned(),
        to_masked: invitation.contact.masked(),
        saying: Saying {
            message,
            reader: Reader::Anyone,
            locale: invitation.locale,
            invitation: None,
            particulars: Particulars {
                organisation,
                ..Particulars::default()
            },
            due: Some(invitation.expires_at),
            link: Some(Link {
                url: format!("{base}/invite#{token}"),
                personal: true,
            }),
        },
    }))
}

/// What the letter tells calendars: the entry of the log that it is about, addressed to its recipient
/// alone. A calendar is shared more easily than a letter, so a personal link is not in it.
async fn invitation(
    ctx: &Context,
    loaded: &Loaded,
    tell: &TellPost,
    to: &str,
    locale: Locale,
) -> Result<Option<CalendarEntry>, Failure> {
    if tell.channel != Channel::Mail {
        return Ok(None);
    }
    let Some(invited) = invited(loaded, tell.seq) else {
        return Ok(None);
    };
    let url = room_page(ctx, loaded, is_staff(tell.reader));
    let attendee = Mailbox::parse(to);
    let invitation = compose(ctx, loaded, &invited, Some(attendee), locale, &url).await?;
    Ok(Some(invitation))
}

fn is_staff(reader: Reader) -> bool {
    match reader {
        Reader::Platform | Reader::Body => true,
        Reader::Anyone | Reader::Consumer | Reader::Respondent => false,
    }
}

async fn address(
    work: &Work,
    loaded: &Loaded,
    tell: &TellPost,
) -> Result<Option<(String, Locale)>, Failure> {
    match tell.to {
        Recipient::Person { person, .. } => person_address(work, person, tell.channel).await,
        Recipient::Party { party } => {
            let known = loaded.dispute.party(party);
            if let Some(shop) = known.and_then(|known| known.fact.organisation)
                && !work
                    .people_employed(shop, StaffRole::ShopStaff)
                    .await?
                    .is_empty()
            {
                // Somebody answers there by now, and was told; no link is given any more.
                return Ok(None);
            }
            let contact = work.party_contact(party).await?;
            let to = contact.and_then(|contact| match tell.channel {
                Channel::Sms => contact.phone.clone(),
                Channel::Mail => contact.email.clone(),
                Channel::Notice => None,
            });
            // Nobody has said what they read there.
            Ok(to.map(|to| (to, Locale::ZhCn)))
        }
    }
}

async fn person_address(
    work: &Work,
    person: PersonId,
    channel: Channel,
) -> Result<Option<(String, Locale)>, Failure> {
    let person = work.person(person).await?;
    Ok(person
        .filter(|person| !person.suspended)
        .and_then(|person| {
            let to = match channel {
                Channel::Sms => person.phone.map(|phone| phone.as_str().to_owned()),
                Channel::Mail => person.email.map(|email| email.as_str().to_owned()),
                Channel::Notice => None,
            };
            to.map(|to| (to, person.locale))
        }))
}

/// The dispute's page, on the desk for staff and on the light entry for everybody else.
fn page(ctx: &Context, dispute: DisputeId, reader: Reader) -> String {
    let base = ctx.config.server.base_url();
    match reader {
        Reader::Platform | Reader::Body => format!("{base}/work/disputes/{dispute}"),
        Reader::Anyone | Reader::Consumer | Reader::Respondent => {
            format!("{base}/disputes/{dispute}")
        }
    }
}

async fn link(
    ctx: &Context,
    work: &Work,
    loaded: &Loaded,
    party: PartyId,
    to: &str,
    place: Option<&str>,
) -> Result<Option<String>, Failure> {
    let Ok(target) = Contact::parse(to) else {
        return Ok(None);
    };
    let invitation = Invitation {
        dispute: loaded.dispute.id,
        party,
        number: loaded.number.clone(),
        party_name: loaded.name_of(party).unwrap_or_default().to_owned(),
        target,
    };
    let token = links::mint(ctx, work, invitation).await?;
    // Behind the hash it is never sent to a server, not even to ours.
    let base = ctx.config.server.base_url();
    let place = place.map(|place| format!("?{place}")).unwrap_or_default();
    Ok(Some(format!("{base}/r{place}#{token}")))
}

fn particulars(loaded: &Loaded) -> Particulars {
    let merchant = loaded.dispute.respondents().next();
    let name = merchant.and_then(|party| loaded.name_of(party.fact.id));
    Particulars {
        number: loaded.number.clone(),
        merchant: name.unwrap_or_default().to_owned(),
        ..Particulars::default()
    }
}

/// An address that is neither a phone nor a mailbox of ours shows nothing.
fn masked(to: &str) -> String {
    Contact::parse(to).map_or_else(|_neither| "***".to_owned(), |contact| contact.masked())
}
