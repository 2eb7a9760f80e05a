//! Logging in and out.

use hejie_domain::audit::{DeedKind, Detail};
use hejie_domain::ids::PersonId;
use hejie_domain::people::{Contact, Email, PersonName, Phone};

use super::{Device, Entered, codes, find_or_add, provisional_name, sessions};
use crate::app::{Caller, Context, Failure, audit};
use crate::db::CodePurpose;

/// By phone and code; whoever is new is registered, under `name` if they say one.
pub async fn by_code(
    ctx: &Context,
    phone: &Phone,
    code: &str,
    name: Option<&PersonName>,
    device: &Device,
) -> Result<Entered, Failure> {
    let contact = Contact::Phone(phone.clone());
    if let Err(failure) = codes::prove(ctx, &contact, CodePurpose::Login, code).await {
        if matches!(failure, Failure::Invalid(_)) {
            refused(ctx, &contact, device, "code_wrong").await?;
        }
        return Err(failure);
    }
    let name = name.map_or_else(
        || provisional_name(&contact, device.locale),
        |name| name.as_str().to_owned(),
    );
    let work = ctx.store.begin().await?;
    let person = find_or_add(ctx, &work, &contact, name, device.locale).await?;
    sessions::enter(ctx, work, &person, (device, "code")).await
}

/// By mail address and password. Which of the two was wrong is not said, and an unknown address
/// takes as long as a wrong password.
pub async fn by_password(
    ctx: &Context,
    email: &Email,
    password: &str,
    device: &Device,
) -> Result<Entered, Failure> {
    let contact = Contact::Email(email.clone());
    let person = ctx.store.person_at(&contact).await?;
    let hash = person
        .as_ref()
        .and_then(|person| person.password_hash.clone());
    let fits = ctx.passwords.verify(password, hash).await?;
    let Some(person) = person.filter(|_| fits) else {
        refused(ctx, &contact, device, "wrong_login").await?;
        return Err(Failure::Forbidden("wrong_login"));
    };
    let work = ctx.store.begin().await?;
    sessions::enter(ctx, work, &person, (device, "password")).await
}

/// Records that nobody may try that account any more for now.
pub async fn locked(ctx: &Context, contact: &Contact, device: &Device) -> Result<(), Failure> {
    record_attempt(ctx, contact, device, DeedKind::LoginLocked, "too_many").await
}

/// Ends the caller's session.
pub async fn out(ctx: &Context, caller: &Caller) -> Result<(), Failure> {
    sessions::end(ctx, caller, caller.session).await
}

async fn refused(
    ctx: &Context,
    contact: &Contact,
    device: &Device,
    why: &'static str,
) -> Result<(), Failure> {
    record_attempt(ctx, contact, device, DeedKind::LoginRefused, why).await
}

/// Whoever is unknown is recorded as anybody may see them: people type their secrets into the wrong
/// field.
async fn record_attempt(
    ctx: &Context,
    contact: &Contact,
    device: &Device,
    kind: DeedKind,
    why: &'static str,
) -> Result<(), Failure> {
    let known: Option<PersonId> = ctx.store.person_at(contact).await?.map(|person| person.id);
    let deed = device.deed(kind, ctx.now().at).refused(why);
    let mut work = ctx.store.begin().await?;
    match known {
        Some(person) => audit::record_of_account(&mut work, deed, person).await?,
        None => {
            let account = Detail::words(&contact.masked());
            audit::record(&mut work, deed.with("account", account));
        }
    }
    Ok(work.commit().await?)
}
