//! Registering a mail address, and a new password for a forgotten one.

use hejie_domain::audit::DeedKind;
use hejie_domain::ids::PersonId;
use hejie_domain::people::{Contact, Email, PersonName};

use super::{Device, Entered, codes, passwords, sessions};
use crate::app::{Context, Failure, audit};
use crate::db::{CodePurpose, DbError, Person};

/// What somebody says of themselves.
#[derive(Debug)]
pub struct Registration {
    /// Their mailbox.
    pub email: Email,
    /// The code that was sent there.
    pub code: String,
    /// What they chose.
    pub password: String,
    /// What they are called.
    pub name: PersonName,
}

/// Makes an account. That the address has one already is said only to whoever reads its mail.
pub async fn register(
    ctx: &Context,
    new: Registration,
    device: &Device,
) -> Result<Entered, Failure> {
    passwords::acceptable(&new.password, "/password")?;
    let contact = Contact::Email(new.email.clone());
    codes::prove(ctx, &contact, CodePurpose::Register, &new.code).await?;
    let person = Person {
        id: ctx.ids.new::<PersonId>(),
        name: new.name.as_str().to_owned(),
        phone: None,
        email: Some(new.email),
        password_hash: Some(ctx.passwords.hash(&new.password).await?),
        locale: device.locale,
        suspended: false,
    };
    let mut work = ctx.store.begin().await?;
    work.add_person(&person, ctx.now().at)
        .await
        .map_err(|error| match error {
            DbError::Conflict => Failure::Conflict("already_registered"),
            DbError::Driver(_) | DbError::Unreadable { .. } | DbError::Schema(_) => error.into(),
        })?;
    let deed = device.deed(DeedKind::Registered, ctx.now().at);
    audit::record(&mut work, deed.about(person.id));
    sessions::enter(ctx, work, &person, (device, "code")).await
}

/// Sets a new password by a code. Every open session ends: whoever held one may be the reason.
pub async fn reset(
    ctx: &Context,
    email: &Email,
    code: &str,
    password: &str,
    device: &Device,
) -> Result<Entered, Failure> {
    passwords::acceptable(password, "/password")?;
    let contact = Contact::Email(email.clone());
    let proof = codes::compare(ctx, &contact, CodePurpose::Reset, code).await?;
    if let Some(known) = ctx.store.person_at(&contact).await?
        && !ctx.store.staff_of_person(known.id).await?.is_empty()
    {
        passwords::acceptable_to_staff(password, "/password")?;
    }
    let hash = ctx.passwords.hash(password).await?;
    let mut work = ctx.store.begin().await?;
    proof.spend(ctx, &work).await?;
    let expired = || Failure::invalid("/code", "code_expired");
    let person = work.person_at(&contact).await?.ok_or_else(expired)?;
    work.set_password(person.id, hash).await?;
    work.drop_temporary_password(person.id).await?;
    work.end_sessions(person.id, None, ctx.now().at).await?;
    let deed = device.deed(DeedKind::PasswordReset, ctx.now().at);
    audit::record_of_account(&mut work, deed, person.id).await?;
    sessions::enter(ctx, work, &person, (device, "code")).await
}
