//! What happens to an account: another password, and telling its owner of what was done to it.

use hejie_domain::audit::DeedKind;
use hejie_domain::telling::{AccountPost, Channel, Message, Post};

use super::{passwords, sessions};
use crate::app::{Caller, Context, Failure, audit};
use crate::db::{Person, Work};

/// Tells somebody by mail, or by text message where they have no mailbox, within the work that did
/// it.
pub(super) async fn tell(
    ctx: &Context,
    work: &mut Work,
    person: &Person,
    message: Message,
) -> Result<(), Failure> {
    let channel = match (&person.email, &person.phone) {
        (Some(_), _) => Channel::Mail,
        (None, Some(_)) => Channel::Sms,
        (None, None) => return Ok(()),
    };
    let id = ctx.ids.new();
    let post = Post::Account(AccountPost {
        occasion: id,
        message,
        person: person.id,
        channel,
    });
    Ok(work.post(id, &post, ctx.now().at).await?)
}

/// Puts another password in the place of `current`. Everybody else who is logged in to the account
/// is logged out.
pub async fn change_password(
    ctx: &Context,
    caller: &Caller,
    current: &str,
    password: &str,
) -> Result<(), Failure> {
    sessions::own_account(caller)?;
    let person = caller.standing.person;
    let known = ctx
        .store
        .person(person)
        .await?
        .ok_or(Failure::NotLoggedIn)?;
    if !ctx.passwords.verify(current, known.password_hash).await? {
        return Err(Failure::invalid("/current", "password_wrong"));
    }
    if password == current {
        return Err(Failure::invalid("/password", "password_same"));
    }
    if ctx.store.staff_of_person(person).await?.is_empty() {
        passwords::acceptable(password, "/password")?;
    } else {
        passwords::acceptable_to_staff(password, "/password")?;
    }
    let hash = ctx.passwords.hash(password).await?;
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let person = work.person(person).await?.ok_or(Failure::NotLoggedIn)?;
    work.set_password(person.id, hash).await?;
    work.drop_temporary_password(person.id).await?;
    work.end_sessions(person.id, Some(caller.session), now)
        .await?;
    tell(ctx, &mut work, &person, Message::PasswordChanged).await?;
    let deed = caller.deed(DeedKind::PasswordChanged, now);
    audit::record(&mut work, deed.about(person.id));
    Ok(work.commit().await?)
}
