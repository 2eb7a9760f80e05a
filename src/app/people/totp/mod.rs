//! One-time passwords from a telephone (TOTP, RFC 6238), asked for after the first proof of whoever
//! has them set up, and recovery codes for when the telephone is gone.
//!
//! Each code is taken once: the last period whose code was taken is kept, and neither it nor an
//! earlier one is taken again. Ten wrong ones in a row close the door for a quarter of an hour.

mod enrol;
mod policy;
mod prove;
mod recovery;

pub use enrol::{Enrolment, Qr, Security, begin, confirm, remove, renew_codes, security};
pub(super) use policy::is_within_reach;
pub use policy::{Member, Policy, members, policies, reset, set_policy};
pub use prove::second;
pub(super) use prove::{Checked, check};

use hejie_domain::ids::{Id, PersonId};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::app::{Context, Failure};

/// What every authenticator understands.
const DIGITS: u8 = 6;
const PERIOD_S: u64 = 30;
/// A telephone's clock may be one period off.
const SKEW: u16 = 1;

fn totp(secret: &[u8], issuer: &str, account: &str) -> Result<Totp, Failure> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(PERIOD_S)
        .with_secret(Secret::new(secret.into()))
        .with_account_name(account)
        .with_issuer(Some(issuer))
        .build()
        .map_err(|unfit| Failure::Io(std::io::Error::other(unfit.to_string())))
}

/// The period whose code `code` is now, if it is one of `sealed`'s.
fn step_of(
    ctx: &Context,
    person: PersonId,
    sealed: &[u8],
    code: &str,
) -> Result<Option<i64>, Failure> {
    let Some(secret) = ctx.seal.open_sealed(person.uuid().as_bytes(), sealed) else {
        tracing::error!(%person, "a one-time password is sealed under another key; see `hejie doctor`");
        return Ok(None);
    };
    let now = u64::try_from(ctx.now().at.as_second()).unwrap_or_default();
    let step = totp(&secret, "Hejie", "-")?.check(code, now);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}
