//! The second proof.

use hejie_domain::audit::DeedKind;
use hejie_domain::telling::Message;
use jiff::SignedDuration;

use super::{recovery, step_of};
use crate::app::people::{Device, LoggedIn, account, sessions};
use crate::app::{Context, Failure, audit, secret};
use crate::db::{Person, Work};

/// Wrong codes in a row before none is taken for a while, and for how long.
const FAILURES_MAX: i32 = 10;
const LOCKED_FOR: SignedDuration = SignedDuration::from_mins(15);
/// Attempts at one half of a log-in.
const ATTEMPTS_MAX: i32 = 5;

/// What came of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app::people) enum Checked {
    /// It was the telephone's.
    Totp,
    /// It was a recovery code, which is used up now.
    Recovery,
    /// It was neither.
    Wrong,
    /// It was not looked at, and will not be before so many seconds.
    Locked(u64),
}

impl Checked {
    /// As the audit trail names the proof.
    const fn proof(self) -> &'static str {
        match self {
            Self::Recovery => "recovery_code",
            Self::Totp | Self::Wrong | Self::Locked(_) => "totp",
        }
    }
}

/// Looks at a code within `work`, which must be committed whatever it was: attempts count.
pub(in crate::app::people) async fn check(
    ctx: &Context,
    work: &mut Work,
    person: &Person,
    code: &str,
) -> Result<Checked, Failure> {
    let now = ctx.now().at;
    let totp = work.totp(person.id).await?;
    let Some(totp) = totp.filter(|totp| totp.confirmed_at.is_some()) else {
        return Ok(Checked::Wrong);
    };
    if let Some(until) = totp.locked_until.filter(|until| *until > now) {
        let left = u64::try_from(until.duration_since(now).as_secs()).unwrap_or_default();
        return Ok(Checked::Locked(left.saturating_add(1)));
    }
    let plain: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let of_telephone = plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit());
    let passed = if of_telephone {
        match step_of(ctx, person.id, &totp.sealed, &plain)? {
            Some(step) => work.take_totp_step(person.id, step).await?,
            None => false,
        }
    } else {
        let digest = recovery::digest(person.id, &plain);
        work.use_recovery_code(person.id, &digest, now).await?
    };
    match (passed, of_telephone) {
        (true, true) => Ok(Checked::Totp),
        (true, false) => {
            account::tell(ctx, work, person, Message::RecoveryCodeUsed).await?;
            Ok(Checked::Recovery)
        }
        (false, _) => {
            let until = sessions::later(now, LOCKED_FOR);
            work.count_totp_failure(person.id, FAILURES_MAX, until)
                .await?;
            Ok(Checked::Wrong)
        }
    }
}

/// Ends a log-in that is half done.
pub async fn second(
    ctx: &Context,
    ticket: &str,
    code: &str,
    device: &Device,
) -> Result<LoggedIn, Failure> {
    let now = ctx.now().at;
    let gone = || Failure::Gone("login_expired");
    let mut work = ctx.store.begin().await?;
    let half = work
        .try_half_login(&secret::digest(ticket), now, ATTEMPTS_MAX)
        .await?;
    let (id, person, method) = half.ok_or_else(gone)?;
    let person = work.person(person).await?.ok_or_else(gone)?;
    let checked = check(ctx, &mut work, &person, code).await?;
    match checked {
        Checked::Wrong => {
            let refused = device
                .deed(DeedKind::LoginRefused, now)
                .refused("code_wrong");
            audit::record_of_account(&mut work, refused, person.id).await?;
            work.commit().await?;
            Err(Failure::invalid("/code", "code_wrong"))
        }
        Checked::Locked(retry_after_s) => {
            let locked = device.deed(DeedKind::LoginLocked, now).refused("too_many");
            audit::record_of_account(&mut work, locked, person.id).await?;
            work.commit().await?;
            Err(Failure::TooMany { retry_after_s })
        }
        Checked::Totp | Checked::Recovery => {
            if !work.use_half_login(id, now).await? {
                return Err(gone());
            }
            if checked == Checked::Recovery {
                let used = device.deed(DeedKind::RecoveryCodeUsed, now);
                audit::record_of_account(&mut work, used, person.id).await?;
            }
            let proof = if method == "code" {
                "code+"
            } else {
                "password+"
            };
            let proof = format!("{proof}{}", checked.proof());
            let begun = sessions::begin(ctx, &mut work, &person, None, (device, &proof)).await?;
            work.commit().await?;
            sessions::handed_over(ctx, begun, device.locale).await
        }
    }
}
