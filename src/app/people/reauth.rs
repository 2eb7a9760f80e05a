//! Proving again who one is, before what cannot be taken back.

use hejie_domain::audit::DeedKind;
use jiff::SignedDuration;

use super::totp::{self, Checked};
use super::{codes, sessions};
use crate::app::{Caller, Context, Failure, audit};
use crate::db::CodePurpose;

/// For how long one proof is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(5);

/// The proof.
#[derive(Debug)]
pub enum Proof {
    /// The password of the account.
    Password(String),
    /// A code sent by [`codes::send_reauth`].
    Code(String),
    /// A one-time password, or a recovery code.
    Totp(String),
}

/// Takes the proof; returns the caller as they are afterwards. Whoever has one-time passwords proves
/// themselves by one: what is known can have been looked at over the shoulder.
pub async fn prove(ctx: &Context, caller: &Caller, proof: Proof) -> Result<Caller, Failure> {
    let how = match &proof {
        Proof::Password(_) => "password",
        Proof::Code(_) => "code",
        Proof::Totp(_) => "totp",
    };
    let now = ctx.now().at;
    if let Err(failure) = look_at(ctx, caller, proof).await {
        if matches!(failure, Failure::Invalid(_)) {
            let refused = caller
                .deed(DeedKind::IdentityRefused, now)
                .with("proof", how);
            audit::record_alone(ctx, refused.refused("wrong")).await?;
        }
        return Err(failure);
    }
    let until = sessions::later(now, GOOD_FOR);
    let mut work = ctx.store.begin().await?;
    work.set_reauth(caller.session, until).await?;
    let deed = caller.deed(DeedKind::IdentityProved, now);
    audit::record(&mut work, deed.with("proof", how));
    work.commit().await?;
    Ok(Caller {
        reauth_until: Some(until),
        ..caller.clone()
    })
}

async fn look_at(ctx: &Context, caller: &Caller, proof: Proof) -> Result<(), Failure> {
    match proof {
        Proof::Totp(code) => by_totp(ctx, caller, &code).await,
        Proof::Password(_) | Proof::Code(_) if has_totp(ctx, caller).await? => {
            Err(Failure::invalid("/totp", "totp_needed"))
        }
        Proof::Password(password) => by_password(ctx, caller, &password).await,
        Proof::Code(code) => {
            let to = codes::own_contact(ctx, caller).await?;
            codes::prove(ctx, &to, CodePurpose::Reauth, &code).await
        }
    }
}

async fn has_totp(ctx: &Context, caller: &Caller) -> Result<bool, Failure> {
    if caller.standing.link.is_some() {
        return Ok(false);
    }
    let totp = ctx.store.totp(caller.standing.person).await?;
    Ok(totp.is_some_and(|totp| totp.confirmed_at.is_some()))
}

async fn by_totp(ctx: &Context, caller: &Caller, code: &str) -> Result<(), Failure> {
    sessions::own_account(caller)?;
    let mut work = ctx.store.begin().await?;
    let person = work.person(caller.standing.person).await?;
    let person = person.ok_or(Failure::NotLoggedIn)?;
    let checked = totp::check(ctx, &mut work, &person, code).await?;
    work.commit().await?;
    match checked {
        Checked::Totp | Checked::Recovery => Ok(()),
        Checked::Wrong => Err(Failure::invalid("/totp", "code_wrong")),
        Checked::Locked(retry_after_s) => Err(Failure::TooMany { retry_after_s }),
    }
}

async fn by_password(ctx: &Context, caller: &Caller, password: &str) -> Result<(), Failure> {
    sessions::own_account(caller)?;
    let person = ctx.store.person(caller.standing.person).await?;
    let hash = person.and_then(|person| person.password_hash);
    if ctx.passwords.verify(password, hash).await? {
        Ok(())
    } else {
        Err(Failure::invalid("/password", "password_wrong"))
    }
}
