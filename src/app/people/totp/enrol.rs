//! Setting one-time passwords up, and taking them away again.

use hejie_domain::audit::DeedKind;
use hejie_domain::ids::{Id, OrganisationId};
use hejie_domain::telling::Message;
use jiff::Timestamp;
use jiff::civil::Date;
use qrcode::{Color, QrCode};
use rand::Rng;

use super::{recovery, step_of, totp};
use crate::app::people::{account, first, sessions};
use crate::app::{Caller, Context, Failure, audit};
use crate::db::{Organisation, Person};

/// What a telephone needs.
#[derive(Debug)]
pub struct Enrolment {
    /// The secret, to be typed where nothing can be scanned.
    pub secret: String,
    /// The same as an address that authenticators open.
    pub url: String,
    /// The same to be scanned.
    pub qr: Qr,
}

/// A QR code as a drawing.
#[derive(Debug)]
pub struct Qr {
    /// How wide and high it is, with its quiet zone.
    pub size: usize,
    /// The dark squares, as the path of an SVG.
    pub path: String,
}

/// How somebody's account is guarded.
#[derive(Debug)]
pub struct Security {
    /// Since when one-time passwords are asked for.
    pub totp_since: Option<Timestamp>,
    /// Recovery codes left.
    pub codes_left: u64,
    /// Which of the places where they work asks for them, and from which day on; the earliest.
    pub required: Option<(Organisation, Date)>,
}

/// Light squares around a code, without which nothing finds it.
const QUIET: usize = 4;

/// The caller's own.
pub async fn security(ctx: &Context, caller: &Caller) -> Result<Security, Failure> {
    sessions::own_account(caller)?;
    let person = caller.standing.person;
    let totp = ctx.store.totp(person).await?;
    Ok(Security {
        totp_since: totp.and_then(|totp| totp.confirmed_at),
        codes_left: ctx.store.recovery_codes_left(person).await?,
        required: required(ctx, caller).await?,
    })
}

/// A secret for the caller's telephone; it counts once a code of it was given.
pub async fn begin(ctx: &Context, caller: &Caller) -> Result<Enrolment, Failure> {
    sessions::own_account(caller)?;
    sessions::lately_proved(ctx, caller).await?;
    let person = itself(ctx, caller).await?;
    let secret: [u8; 20] = rand::rng().random();
    let sealed = ctx.seal.seal(person.id.uuid().as_bytes(), &secret)?;
    let totp = totp(&secret, &issuer(ctx, caller).await?, &account_name(&person))?;
    let work = ctx.store.begin().await?;
    if !work.begin_totp(person.id, sealed, ctx.now().at).await? {
        return Err(Failure::Conflict("totp_enrolled"));
    }
    work.commit().await?;
    let url = totp
        .to_url()
        .map_err(|unfit| std::io::Error::other(unfit.to_string()))?;
    Ok(Enrolment {
        secret: totp.secret().to_base32(),
        qr: draw(&url)?,
        url,
    })
}

/// Ends setting up by a first code; the answer is the recovery codes, never seen again. Everybody
/// else who is logged in to the account is logged out.
pub async fn confirm(ctx: &Context, caller: &Caller, code: &str) -> Result<Vec<String>, Failure> {
    sessions::own_account(caller)?;
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let person = caller.standing.person;
    let person = work.person(person).await?.ok_or(Failure::NotLoggedIn)?;
    let pending = work.totp(person.id).await?;
    let pending = pending.filter(|totp| totp.confirmed_at.is_none());
    let pending = pending.ok_or(Failure::Conflict("totp_not_begun"))?;
    let plain: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = step_of(ctx, person.id, &pending.sealed, &plain)?;
    let step = step.ok_or_else(|| Failure::invalid("/code", "code_wrong"))?;
    if !work.confirm_totp(person.id, step, now).await? {
        return Err(Failure::Conflict("totp_enrolled"));
    }
    let codes = recovery::codes();
    let stored = recovery::stored(ctx, person.id, &codes);
    work.set_recovery_codes(person.id, stored, now).await?;
    work.end_sessions(person.id, Some(caller.session), now)
        .await?;
    account::tell(ctx, &mut work, &person, Message::TotpEnrolled).await?;
    audit::record(
        &mut work,
        caller.deed(DeedKind::TotpEnrolled, now).about(person.id),
    );
    work.commit().await?;
    Ok(codes)
}

/// Takes one-time passwords away, where nobody asks for them.
pub async fn remove(ctx: &Context, caller: &Caller) -> Result<(), Failure> {
    sessions::own_account(caller)?;
    let now = ctx.now();
    caller.freshly_proved(now.at)?;
    let asked = required(ctx, caller).await?;
    if asked.is_some_and(|(_, from)| from <= now.today()) {
        return Err(Failure::Conflict("totp_required"));
    }
    let person = itself(ctx, caller).await?;
    let mut work = ctx.store.begin().await?;
    if !work.drop_totp(person.id).await? {
        return Err(Failure::NotFound);
    }
    account::tell(ctx, &mut work, &person, Message::TotpRemoved).await?;
    audit::record(
        &mut work,
        caller.deed(DeedKind::TotpRemoved, now.at).about(person.id),
    );
    Ok(work.commit().await?)
}

/// Ten other recovery codes; those there were are void.
pub async fn renew_codes(ctx: &Context, caller: &Caller) -> Result<Vec<String>, Failure> {
    sessions::own_account(caller)?;
    let now = ctx.now().at;
    caller.freshly_proved(now)?;
    let person = caller.standing.person;
    let mut work = ctx.store.begin().await?;
    let totp = work.totp(person).await?;
    if totp.is_none_or(|totp| totp.confirmed_at.is_none()) {
        return Err(Failure::NotFound);
    }
    let codes = recovery::codes();
    let stored = recovery::stored(ctx, person, &codes);
    work.set_recovery_codes(person, stored, now).await?;
    let deed = caller.deed(DeedKind::RecoveryCodesRenewed, now);
    audit::record(&mut work, deed.about(person));
    work.commit().await?;
    Ok(codes)
}

async fn required(ctx: &Context, caller: &Caller) -> Result<Option<(Organisation, Date)>, Failure> {
    let Some((id, from)) = first::totp_asked(ctx, &caller.standing.roles).await? else {
        return Ok(None);
    };
    Ok(organisation(ctx, id).await?.map(|place| (place, from)))
}

async fn organisation(ctx: &Context, id: OrganisationId) -> Result<Option<Organisation>, Failure> {
    Ok(ctx.store.organisation(id).await?)
}

async fn itself(ctx: &Context, caller: &Caller) -> Result<Person, Failure> {
    let person = ctx.store.person(caller.standing.person).await?;
    person.ok_or(Failure::NotLoggedIn)
}

/// What the authenticator writes above the code: where one works, or the product. A colon would end
/// it too early.
async fn issuer(ctx: &Context, caller: &Caller) -> Result<String, Failure> {
    let role = caller.standing.roles.first();
    let place = match role {
        Some(role) => organisation(ctx, role.organisation).await?,
        None => None,
    };
    let name = place.map_or_else(|| "和解 Hejie".to_owned(), |place| place.name);
    Ok(name.replace([':', '：'], " "))
}

fn account_name(person: &Person) -> String {
    let contact = match (&person.email, &person.phone) {
        (Some(email), _) => email.as_str(),
        (None, Some(phone)) => phone.as_str(),
        (None, None) => "-",
    };
    contact.replace(':', " ")
}

fn draw(url: &str) -> Result<Qr, Failure> {
    let code = QrCode::new(url).map_err(|long| std::io::Error::other(long.to_string()))?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        for (x, _) in row
            .iter()
            .enumerate()
            .filter(|(_, square)| **square == Color::Dark)
        {
            let (x, y) = (x.saturating_add(QUIET), y.saturating_add(QUIET));
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Ok(Qr {
        size: width.saturating_add(QUIET.saturating_mul(2)),
        path,
    })
}
