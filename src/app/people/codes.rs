//! One-time codes: six digits, five minutes, five attempts, one use, one a minute.

use hejie_domain::ids::{CodeId, Id};
use hejie_domain::people::{Contact, Locale};
use hejie_domain::telling::{Channel, CodePost, Message, Post};
use hejie_domain::text::Sha256Hash;
use jiff::SignedDuration;
use subtle::ConstantTimeEq;

use super::sessions::later;
use crate::app::{Caller, Context, Failure, secret};
use crate::db::{Code, CodePurpose, Work};

/// For how long a code is good.
pub const VALID_MIN: u16 = 5;
/// How long one waits for another.
pub const RESEND_AFTER_S: u32 = 60;
const ATTEMPTS_MAX: i32 = 5;

/// Sends a code. Whoever asks learns nothing about who has an account: the answer is the same, and
/// so is the waiting time.
pub async fn send(
    ctx: &Context,
    to: &Contact,
    purpose: CodePurpose,
    locale: Locale,
) -> Result<(), Failure> {
    let now = ctx.now().at;
    if let Some(newest) = ctx.store.newest_code(to, purpose).await? {
        let wait = SignedDuration::from_secs(i64::from(RESEND_AFTER_S));
        let left = later(newest.created_at, wait).duration_since(now);
        if left.is_positive() {
            let left_s = u64::try_from(left.as_secs()).unwrap_or_default();
            return Err(Failure::TooMany {
                retry_after_s: left_s.saturating_add(1),
            });
        }
    }
    let digits = secret::code();
    let id: CodeId = ctx.ids.new();
    let code = Code {
        id,
        hash: digest(id, &digits),
        created_at: now,
        expires_at: later(now, SignedDuration::from_mins(i64::from(VALID_MIN))),
        attempts: 0,
    };
    let mut work = ctx.store.begin().await?;
    work.add_code(to, purpose, &code).await?;
    // A password can only be reset where there is an account; everything else is for the new too.
    let wanted = purpose != CodePurpose::Reset || work.person_at(to).await?.is_some();
    if wanted {
        post(ctx, &mut work, to, purpose, (&code, digits), locale).await?;
    }
    Ok(work.commit().await?)
}

/// Sends a code to the caller's own phone or mailbox, or to where their link was sent.
pub async fn send_reauth(ctx: &Context, caller: &Caller) -> Result<(), Failure> {
    let to = own_contact(ctx, caller).await?;
    send(ctx, &to, CodePurpose::Reauth, caller.locale).await
}

/// Where the caller's own codes go.
pub(super) async fn own_contact(ctx: &Context, caller: &Caller) -> Result<Contact, Failure> {
    let person = ctx
        .store
        .person(caller.standing.person)
        .await?
        .ok_or(Failure::NotLoggedIn)?;
    person.contact().ok_or(Failure::Conflict("no_contact"))
}

/// Uses up the code that was sent. Every attempt counts, also the ones that fail later on.
pub(super) async fn prove(
    ctx: &Context,
    to: &Contact,
    purpose: CodePurpose,
    digits: &str,
) -> Result<(), Failure> {
    let proof = compare(ctx, to, purpose, digits).await?;
    let work = ctx.store.begin().await?;
    proof.spend(ctx, &work).await?;
    Ok(work.commit().await?)
}

/// A code that somebody knew.
#[derive(Debug)]
pub(super) struct Proof(CodeId);

impl Proof {
    /// Uses it up within the work that it was sent for: what is refused on the way leaves it good.
    pub(super) async fn spend(self, ctx: &Context, work: &Work) -> Result<(), Failure> {
        if work.use_code(self.0, ctx.now().at).await? {
            Ok(())
        } else {
            Err(Failure::invalid("/code", "code_wrong"))
        }
    }
}

/// Compares without using the code up. Every attempt counts all the same.
pub(super) async fn compare(
    ctx: &Context,
    to: &Contact,
    purpose: CodePurpose,
    digits: &str,
) -> Result<Proof, Failure> {
    let now = ctx.now().at;
    let work = ctx.store.begin().await?;
    let Some(code) = work.try_code(to, purpose, now, ATTEMPTS_MAX).await? else {
        return Err(Failure::invalid("/code", "code_expired"));
    };
    let fits = digest(code.id, digits.trim())
        .as_bytes()
        .ct_eq(code.hash.as_bytes());
    work.commit().await?;
    if fits.into() {
        Ok(Proof(code.id))
    } else {
        Err(Failure::invalid("/code", "code_wrong"))
    }
}

fn digest(id: CodeId, digits: &str) -> String {
    Sha256Hash::of("hejie-code-v1", &[id.uuid().as_bytes(), digits.as_bytes()]).to_string()
}

/// Puts the message into the outbox, within the work that keeps the code.
async fn post(
    ctx: &Context,
    work: &mut Work,
    to: &Contact,
    purpose: CodePurpose,
    (code, digits): (&Code, String),
    locale: Locale,
) -> Result<(), Failure> {
    let message = match purpose {
        CodePurpose::Login => Message::CodeLogin,
        CodePurpose::Register => Message::CodeRegister,
        CodePurpose::Reset => Message::CodeReset,
        CodePurpose::Reauth => Message::CodeReauth,
        CodePurpose::Link => Message::CodeLink,
        CodePurpose::Join => Message::CodeJoin,
    };
    let channel = match to {
        Contact::Phone(_) => Channel::Sms,
        Contact::Email(_) => Channel::Mail,
    };
    let post = Post::Code(CodePost {
        code: code.id,
        message,
        channel,
        to: to.as_str().to_owned(),
        digits,
        minutes: VALID_MIN,
        useless_at: code.expires_at,
        locale,
    });
    Ok(work.post(ctx.ids.new(), &post, code.created_at).await?)
}
