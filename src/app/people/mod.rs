//! People: how they come in, how they prove who they are, where they work.

pub mod account;
pub mod admin;
pub mod codes;
pub mod duty;
pub mod first;
pub mod handover;
pub mod invitations;
pub mod links;
pub mod login;
pub mod me;
pub mod members;
pub mod merchants;
pub mod organisations;
pub mod passwords;
pub mod reauth;
pub mod register;
pub mod sessions;
pub mod staff;
pub mod totp;

pub use first::First;
pub use passwords::Passwords;
pub use sessions::{Device, Entered, LoggedIn, recognise, recognise_any};
pub(in crate::app) use sessions::{caller_of, standing_of};

use hejie_domain::ids::PersonId;
use hejie_domain::people::{Contact, Locale};

use super::{Context, Failure};
use crate::db::{DbError, Person, Work};

/// Whoever is reached at `contact`; somebody new when nobody is. `name` is for the new.
pub(in crate::app) async fn find_or_add(
    ctx: &Context,
    work: &Work,
    contact: &Contact,
    name: String,
    locale: Locale,
) -> Result<Person, Failure> {
    if let Some(person) = work.person_at(contact).await? {
        return Ok(person);
    }
    let (phone, email) = match contact.clone() {
        Contact::Phone(phone) => (Some(phone), None),
        Contact::Email(email) => (None, Some(email)),
    };
    let person = Person {
        id: ctx.ids.new::<PersonId>(),
        name,
        phone,
        email,
        password_hash: None,
        locale,
        suspended: false,
    };
    match work.add_person(&person, ctx.now().at).await {
        Ok(()) => Ok(person),
        Err(DbError::Conflict) => Err(Failure::Busy),
        Err(error) => Err(error.into()),
    }
}

/// What somebody is called who has not said their name: by the end of their number, or the
/// beginning of their address.
fn provisional_name(contact: &Contact, locale: Locale) -> String {
    let known = match contact {
        Contact::Phone(phone) => phone.as_str().chars().skip(7).collect(),
        Contact::Email(email) => email.masked(),
    };
    match locale {
        Locale::ZhCn => format!("用户{known}"),
        Locale::En => format!("User {known}"),
    }
}
