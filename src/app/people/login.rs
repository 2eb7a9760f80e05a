//! Logging in and out.

use hejie_domain::audit::{DeedKind, Detail};
use hejie_domain::ids::PersonId;
use hejie_domain::people::{Contact, Email, PersonName, Phone};

use super::{Device, LoggedIn, codes, find_or_add, provisional_name, sessions};
use crate::app::{Caller, Context, Failure, audit};
use crate::db::CodePurpose;

/// By phone and code; whoever is new is registered, under `name` if they say one.
pub async fn by_code(
    ctx: &Context,
    phone: &Phone,
    code: &str,
    name: Option<&PersonName>,
    device: &Device,
) -> Result<LoggedIn, Failure> {
    let contact = Contact::Phone(phone.clone());
    codes::prove(ctx, &contact, CodePurpose::Login, code).await?;
    let name = name.map_or_else(
        || provisional_name(&contact, device.locale),
        |name| name.as_str().to_owned(),
    );
    let mut work = ctx.store.begin().await?;
    let person = find_or_add(ctx, &work, &contact, name, device.locale).await?;
    let begun = sessions::begin(ctx, &mut work, &person, None, (device, "code")).await?;
    work.commit().await?;
    sessions::handed_over(ctx, begun, device.locale).await
}

/// By mail address and password. Which of the two was wrong is not said, and an unknown address
/// takes as long as a wrong password.
pub async fn by_password(
    ctx: &Context,
    email: &Email,
    password: &str,
    device: &Device,
) -> Result<LoggedIn, Failure> {
    let person = ctx.store.person_at(&Contact::Email(email.clone())).await?;
    let hash = person
        .as_ref()
        .and_then(|person| person.password_hash.clone());
    let fits = ctx.passwords.verify(password, hash).await?;
    let Some(person) = person.clone().filter(|_| fits) else {
        refused(ctx, email, person.map(|person| person.id), device).await?;
        return Err(Failure::Forbidden("wrong_login"));
    };
    let mut work = ctx.store.begin().await?;
    let begun = sessions::begin(ctx, &mut work, &person, None, (device, "password")).await?;
    work.commit().await?;
    sessions::handed_over(ctx, begun, device.locale).await
}

/// An unknown address is recorded as anybody may see it: people type their secrets into the wrong
/// field.
async fn refused(
    ctx: &Context,
    email: &Email,
    person: Option<PersonId>,
    device: &Device,
) -> Result<(), Failure> {
    let mut deed = device
        .deed(DeedKind::LoginRefused, ctx.now().at)
        .refused("wrong_login");
    deed = match person {
        Some(person) => deed.about(person),
        None => deed.with("account", Detail::words(&email.masked())),
    };
    audit::record_alone(ctx, deed).await
}

/// Ends the caller's session.
pub async fn out(ctx: &Context, caller: &Caller) -> Result<(), Failure> {
    sessions::end(ctx, caller, caller.session).await
}
