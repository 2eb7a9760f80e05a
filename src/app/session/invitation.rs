//! Invitations for calendars: by mail to whoever must come, and to fetch from the page.

use hejie_domain::access::{Door, may};
use hejie_domain::dispute::event::{Event, Fact};
use hejie_domain::dispute::session::{SessionState, SessionWay, Span};
use hejie_domain::ids::MediationSessionId;
use hejie_domain::people::Locale;
use hejie_domain::text::TextRef;
use jiff::Timestamp;

use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;
use crate::telling::{CalendarEntry, Mailbox, Method, session_words};

/// What an entry of the log says to calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    /// About which session.
    pub session: MediationSessionId,
    /// What a calendar is to do.
    pub method: Method,
    /// The number of this version.
    pub sequence: u32,
    /// From when to when.
    pub span: Span,
    /// How people meet.
    pub way: SessionWay,
    /// Where.
    pub place: Option<TextRef>,
    /// When this version came to be.
    pub at: Timestamp,
}

/// What the entry `seq` of the dispute's log says to calendars, if anything.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only what moves or calls off a session says anything"
)]
pub fn invited(loaded: &Loaded, seq: u64) -> Option<Invited> {
    let event = loaded.log.iter().find(|event| event.seq == seq)?;
    if let Fact::SessionFixed {
        session,
        starts_at,
        minutes,
        way,
        place,
        sequence,
    } = &event.fact
    {
        return Some(Invited {
            session: *session,
            method: Method::Request,
            sequence: *sequence,
            span: Span::of(*starts_at, *minutes),
            way: *way,
            place: *place,
            at: event.at,
        });
    }
    let (session, sequence) = match &event.fact {
        Fact::SessionCancelled {
            session,
            sequence: Some(sequence),
            ..
        }
        | Fact::SessionProposed {
            session,
            sequence: Some(sequence),
            ..
        } => (*session, *sequence),
        _ => return None,
    };
    let before = last_fixed(loaded, session, seq)?;
    Some(Invited {
        method: Method::Cancel,
        sequence,
        at: event.at,
        ..before
    })
}

/// The invitation that stood before entry `seq`.
fn last_fixed(loaded: &Loaded, session: MediationSessionId, seq: u64) -> Option<Invited> {
    let earlier = loaded.log.iter().rev().filter(|event| event.seq < seq);
    let of_it = |event: &&Event| matches!(&event.fact, Fact::SessionFixed { session: one, .. } if *one == session);
    let mut earlier = earlier.filter(of_it);
    earlier.find_map(|event| invited(loaded, event.seq))
}

/// The invitation as a file, for whoever asks for it from the page.
pub async fn invitation(
    ctx: &Context,
    caller: &Caller,
    id: MediationSessionId,
) -> Result<CalendarEntry, Failure> {
    let dispute = ctx.store.dispute_of_session(id).await?;
    let dispute = dispute.ok_or(Failure::NotFound)?;
    let loaded = ctx.store.dispute(dispute).await?.ok_or(Failure::NotFound)?;
    let you = may(&loaded.dispute, &caller.standing, Door::View);
    let you = you.map_err(|_stranger| Failure::NotFound)?;
    let session = loaded.dispute.session(id).ok_or(Failure::NotFound)?;
    if session.state != SessionState::Fixed {
        return Err(Failure::Conflict("session_not_fixed"));
    }
    let invited = last_fixed(&loaded, id, u64::MAX).ok_or(Failure::NotFound)?;
    let invited = Invited {
        method: Method::Publish,
        ..invited
    };
    let staff = !you.seat.is_party();
    compose(
        ctx,
        &loaded,
        &invited,
        None,
        caller.locale,
        &room_page(ctx, &loaded, staff),
    )
    .await
}

/// The page of the dispute with its rooms in sight.
pub(in crate::app) fn room_page(ctx: &Context, loaded: &Loaded, staff: bool) -> String {
    let (base, dispute) = (ctx.config.server.base_url(), loaded.dispute.id);
    if staff {
        format!("{base}/work/disputes/{dispute}?talk=mediation")
    } else {
        format!("{base}/disputes/{dispute}?tab=chat")
    }
}

/// The invitation in words. `url` is the page to come to.
pub(in crate::app) async fn compose(
    ctx: &Context,
    loaded: &Loaded,
    invited: &Invited,
    attendee: Option<Mailbox>,
    locale: Locale,
    url: &str,
) -> Result<CalendarEntry, Failure> {
    let place = match invited.place {
        Some(place) => ctx.store.texts(loaded.dispute.id).await?.remove(&place.id),
        None => None,
    };
    let words = session_words(locale, &loaded.number, invited.way, place.as_deref(), url);
    let organiser = Mailbox::parse(&ctx.config.telling.mail_from);
    let host = organiser.address.split('@').nth(1).unwrap_or("hejie");
    Ok(CalendarEntry {
        method: invited.method,
        uid: format!("{}@{host}", invited.session),
        sequence: invited.sequence,
        at: invited.at,
        starts_at: invited.span.from,
        ends_at: invited.span.to,
        organiser,
        attendee,
        summary: words.summary,
        description: words.description,
        location: words.location,
        url: url.to_owned(),
    })
}
