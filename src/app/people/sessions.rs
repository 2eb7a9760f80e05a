//! Sessions: begun, recognised, listed, ended.

use hejie_domain::access::Standing;
use hejie_domain::audit::{By, Deed, DeedKind, Detail, Network};
use hejie_domain::ids::{PersonId, SessionId};
use hejie_domain::people::Locale;
use jiff::{SignedDuration, Timestamp};

use super::first;
use crate::app::{Caller, Context, Failure, audit, secret};
use crate::db::{HalfLogin, LinkScope, Person, Session, Work};

/// How exactly "last used" is kept: not every request is worth a write.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// What a browser says about itself, and where it is.
#[derive(Debug, Clone)]
pub struct Device {
    /// As it said, cut to a length that is kept.
    pub user_agent: String,
    /// From where.
    pub address: String,
    /// In which language.
    pub locale: Locale,
}

/// A session that has just begun.
#[derive(Debug)]
pub struct LoggedIn {
    /// For the cookie; it is never seen again.
    pub token: String,
    /// Until when.
    pub expires_at: Timestamp,
    /// Its holder.
    pub caller: Caller,
}

/// What the first proof led to.
#[derive(Debug)]
pub enum Entered {
    /// Into the house.
    In(Box<LoggedIn>),
    /// To the second proof.
    Half {
        /// What the second proof comes with; it is never seen again.
        ticket: String,
        /// Until when it may be given.
        expires_at: Timestamp,
    },
}

/// For how long the second proof is waited for.
const HALF_FOR: SignedDuration = SignedDuration::from_mins(10);
/// After so long somebody who logged in must prove again who they are.
const LATELY: SignedDuration = SignedDuration::from_mins(10);

/// Lets somebody in who gave the first `proof`, or asks them for the second; and commits `work`.
pub(super) async fn enter(
    ctx: &Context,
    mut work: Work,
    person: &Person,
    (device, proof): (&Device, &'static str),
) -> Result<Entered, Failure> {
    let now = ctx.now().at;
    if person.suspended {
        drop(work);
        let deed = device.deed(DeedKind::LoginRefused, now);
        let mut work = ctx.store.begin().await?;
        audit::record_of_account(&mut work, deed.refused("suspended"), person.id).await?;
        work.commit().await?;
        return Err(Failure::Forbidden("suspended"));
    }
    let totp = work.totp(person.id).await?;
    if totp.is_none_or(|totp| totp.confirmed_at.is_none()) {
        let begun = begin(ctx, &mut work, person, None, (device, proof)).await?;
        work.commit().await?;
        let logged_in = handed_over(ctx, begun, device.locale).await?;
        return Ok(Entered::In(Box::new(logged_in)));
    }
    let ticket = secret::token();
    let half = HalfLogin {
        id: ctx.ids.new(),
        person: person.id,
        method: proof.to_owned(),
        expires_at: later(now, HALF_FOR),
    };
    work.add_half_login(&half, secret::digest(&ticket), now)
        .await?;
    work.commit().await?;
    Ok(Entered::Half {
        ticket,
        expires_at: half.expires_at,
    })
}

/// Begins a session within `work`, and records by which proof; for a link, one that cannot leave
/// its dispute.
pub(super) async fn begin(
    ctx: &Context,
    work: &mut Work,
    person: &Person,
    link: Option<LinkScope>,
    (device, proof): (&Device, &str),
) -> Result<(Session, String), Failure> {
    if person.suspended {
        return Err(Failure::Forbidden("suspended"));
    }
    let now = ctx.now().at;
    let lives = &ctx.config.sessions;
    let life_h = if link.is_some() {
        lives.link_h
    } else {
        lives.account_h
    };
    let session = Session {
        id: ctx.ids.new(),
        person: person.id,
        link,
        created_at: now,
        seen_at: now,
        expires_at: later(now, SignedDuration::from_hours(i64::from(life_h))),
        reauth_until: None,
        user_agent: device.user_agent.clone(),
        address: device.address.clone(),
    };
    let token = secret::token();
    work.add_session(&session, secret::digest(&token)).await?;
    if link.is_none() {
        work.note_login(person.id, now).await?;
    }
    let by = By::Person {
        id: person.id,
        session: session.id,
    };
    let mut deed = Deed::new(DeedKind::LoggedIn, by, now).out_of(Network::parse(&device.address));
    let home = match link {
        Some(scope) => {
            deed = deed.about(scope.dispute);
            work.platform_of(scope.dispute).await?
        }
        None => work.home_of(person.id).await?,
    };
    if let Some(home) = home {
        deed = deed.within(home);
    }
    audit::record(
        work,
        deed.about(person.id).with("proof", Detail::words(proof)),
    );
    Ok((session, token))
}

/// What the browser gets to hold, once the work is committed.
pub(super) async fn handed_over(
    ctx: &Context,
    (session, token): (Session, String),
    locale: Locale,
) -> Result<LoggedIn, Failure> {
    let expires_at = session.expires_at;
    let caller = caller(ctx, session, locale).await?;
    Ok(LoggedIn {
        token,
        expires_at,
        caller,
    })
}

/// Whoever holds that token, unless the session, the account or the link has ended, or something
/// else must be done first.
pub async fn recognise(
    ctx: &Context,
    token: &str,
    locale: Locale,
) -> Result<Option<Caller>, Failure> {
    let caller = recognise_any(ctx, token, locale).await?;
    Ok(caller.filter(|caller| caller.first.is_none()))
}

/// The same, also of somebody who has to do something first: for what they do then.
pub async fn recognise_any(
    ctx: &Context,
    token: &str,
    locale: Locale,
) -> Result<Option<Caller>, Failure> {
    let now = ctx.now().at;
    let Some(session) = ctx.store.session(&secret::digest(token), now).await? else {
        return Ok(None);
    };
    let person = ctx.store.person(session.person).await?;
    if person.is_none_or(|person| person.suspended) || link_is_over(ctx, &session, now).await? {
        return Ok(None);
    }
    if now.duration_since(session.seen_at) > SEEN_EVERY {
        let work = ctx.store.begin().await?;
        work.see_session(session.id, now).await?;
        work.commit().await?;
    }
    caller(ctx, session, locale).await.map(Some)
}

/// Somebody in the rights that they have now, for what they sent before and leaves only now. Nobody,
/// once they are shut out.
pub(in crate::app) async fn caller_of(
    ctx: &Context,
    person: PersonId,
    session: SessionId,
) -> Result<Option<Caller>, Failure> {
    let Some(found) = ctx.store.person(person).await? else {
        return Ok(None);
    };
    Ok(standing_of(ctx, person).await?.map(|standing| Caller {
        standing,
        session,
        locale: found.locale,
        network: None,
        first: None,
        reauth_until: None,
    }))
}

/// The rights that somebody has now. None, once they are shut out.
pub(in crate::app) async fn standing_of(
    ctx: &Context,
    person: PersonId,
) -> Result<Option<Standing>, Failure> {
    let found = ctx.store.person(person).await?;
    if found.is_none_or(|found| found.suspended) {
        return Ok(None);
    }
    Ok(Some(Standing {
        person,
        link: None,
        roles: ctx.store.roles(person).await?,
    }))
}

/// The sessions of the caller, newest first.
pub async fn list(ctx: &Context, caller: &Caller) -> Result<Vec<Session>, Failure> {
    own_account(caller)?;
    Ok(ctx
        .store
        .sessions(caller.standing.person, ctx.now().at)
        .await?)
}

/// Ends one of the caller's sessions.
pub async fn end(ctx: &Context, caller: &Caller, id: SessionId) -> Result<(), Failure> {
    if id != caller.session {
        own_account(caller)?;
    }
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    let ended = work.end_session(caller.standing.person, id, now).await?;
    if ended {
        let own = id == caller.session;
        let kind = if own {
            DeedKind::LoggedOut
        } else {
            DeedKind::SessionEnded
        };
        audit::record(&mut work, caller.deed(kind, now).about(id));
    }
    work.commit().await?;
    if ended {
        Ok(())
    } else {
        Err(Failure::NotFound)
    }
}

async fn link_is_over(ctx: &Context, session: &Session, now: Timestamp) -> Result<bool, Failure> {
    let Some(scope) = session.link else {
        return Ok(false);
    };
    let link = ctx.store.link_by_id(scope.link).await?;
    Ok(link.is_none_or(|link| link.revoked || link.expires_at <= now))
}

async fn caller(ctx: &Context, session: Session, locale: Locale) -> Result<Caller, Failure> {
    let roles = match session.link {
        Some(_) => Vec::new(),
        None => ctx.store.roles(session.person).await?,
    };
    Ok(Caller {
        first: first::owed(ctx, session.person, &roles).await?,
        standing: Standing {
            person: session.person,
            link: session.link.map(|scope| (scope.dispute, scope.party)),
            roles,
        },
        session: session.id,
        network: Network::parse(&session.address),
        locale,
        reauth_until: session.reauth_until,
    })
}

/// Passes for a caller who has logged in, or proved again who they are, a moment ago.
pub(super) async fn lately_proved(ctx: &Context, caller: &Caller) -> Result<(), Failure> {
    let now = ctx.now().at;
    if caller.freshly_proved(now).is_ok() {
        return Ok(());
    }
    let open = ctx.store.sessions(caller.standing.person, now).await?;
    let lately = open.iter().any(|session| {
        session.id == caller.session && now.duration_since(session.created_at) < LATELY
    });
    if lately {
        Ok(())
    } else {
        Err(Failure::ReauthNeeded)
    }
}

/// A link opens one dispute, not the account of whoever the link was sent to.
pub(super) fn own_account(caller: &Caller) -> Result<(), Failure> {
    match caller.standing.link {
        None => Ok(()),
        Some(_) => Err(Failure::Forbidden("link_session")),
    }
}

/// `at` plus `by`, or the end of time.
pub(super) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
