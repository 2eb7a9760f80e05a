//! Proving again who one is, before what cannot be taken back.

use jiff::SignedDuration;

use super::{codes, sessions};
use crate::app::{Caller, Context, Failure};
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
}

/// Takes the proof; returns the caller as they are afterwards.
pub async fn prove(ctx: &Context, caller: &Caller, proof: Proof) -> Result<Caller, Failure> {
    match proof {
        Proof::Password(password) => by_password(ctx, caller, &password).await?,
        Proof::Code(code) => {
            let to = codes::own_contact(ctx, caller).await?;
            codes::prove(ctx, &to, CodePurpose::Reauth, &code).await?;
        }
    }
    let until = sessions::later(ctx.now().at, GOOD_FOR);
    let work = ctx.store.begin().await?;
    work.set_reauth(caller.session, until).await?;
    work.commit().await?;
    Ok(Caller {
        reauth_until: Some(until),
        ..caller.clone()
    })
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
