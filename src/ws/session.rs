//! One connection: hello, commands one after the other, heartbeats, and the writer beside them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use actix_ws::{
    AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, MessageStream, Session,
};
use hejie_domain::access::StaffRole;
use hejie_domain::ids::{DisputeId, OrganisationId, RoomId};
use hejie_domain::people::Locale;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until, timeout};

use super::Close;
use super::bucket::Bucket;
use super::conn::Conn;
use super::frame::{Incoming, Outgoing};
use super::hub::Realtime;
use super::queue::Next;
use super::room::Command;
use crate::app::people::recognise;
use crate::app::room::{self as app, Sent, Words};
use crate::app::{Caller, Failure};
use crate::http::problem::code;

/// The largest frame.
const FRAME_BYTES_MAX: usize = 64 * 1024;
/// The largest message of several frames.
const MESSAGE_BYTES_MAX: usize = 128 * 1024;
/// Rooms that one connection follows.
const ROOMS_MAX: usize = 50;
/// Disputes that one connection watches.
const DISPUTES_MAX: usize = 50;
/// How long one write may take.
const WRITE: Duration = Duration::from_secs(10);
/// How long a close may take to be written to somebody who does not read.
const LAST_WORD: Duration = Duration::from_secs(30);

/// Serves a socket until either side ends it.
pub async fn serve(
    realtime: Realtime,
    session: Session,
    stream: MessageStream,
    cookie: Option<String>,
    locale: Locale,
) {
    let stream = stream
        .max_frame_size(FRAME_BYTES_MAX)
        .aggregate_continuations()
        .max_continuation_size(MESSAGE_BYTES_MAX);
    let mut reader = Reader {
        realtime,
        stream,
        locale,
    };
    match reader.hello(cookie).await {
        Ok((conn, token, unread)) => {
            let writer = actix_web::rt::spawn(write(session, Arc::clone(&conn)));
            reader.welcome(&conn, unread);
            let close = Commands::new(&reader.realtime, &conn, token, locale)
                .run(&mut reader.stream)
                .await;
            reader.realtime.forget(&conn).await;
            match close {
                Some(Close::Shutdown) => conn.queue.finish(Close::Shutdown),
                // Whatever still waits is not for them any more.
                other => conn.queue.end(other),
            }
            // Both halves end together; the writer only fails by being cancelled.
            let _ended = writer.await;
        }
        Err(Some(close)) => {
            let _unread = timeout(WRITE, session.close(Some(reason(close)))).await;
        }
        Err(None) => {}
    }
}

fn reason(close: Close) -> CloseReason {
    CloseReason {
        code: CloseCode::from(close.code()),
        description: Some(close.reason().to_owned()),
    }
}

/// Takes frames off the queue and writes them; gives up on whoever does not read.
async fn write(mut session: Session, conn: Arc<Conn>) {
    loop {
        match conn.queue.next().await {
            Next::Frame(frame) => {
                let written = tokio::select! {
                    written = timeout(WRITE, session.text(frame)) => written,
                    () = conn.queue.cut_off() => continue,
                };
                match written {
                    Ok(Ok(())) => {}
                    Ok(Err(_closed)) => return conn.queue.end(None),
                    Err(_slow) => conn.queue.end(Some(Close::Slow)),
                }
            }
            Next::Close(close) => {
                let _unread = timeout(LAST_WORD, session.close(Some(reason(close)))).await;
                return;
            }
            Next::Gone => return,
        }
    }
}

struct Reader {
    realtime: Realtime,
    stream: AggregatedMessageStream,
    locale: Locale,
}

/// A connection, its session's token, and how many notices are unread.
type Greeted = (Arc<Conn>, String, u64);

impl Reader {
    /// The first frame says who it is; nothing is told before.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever is no hello comes too early"
    )]
    async fn hello(&mut self, cookie: Option<String>) -> Result<Greeted, Option<Close>> {
        let limit = self.realtime.ctx().config.realtime.hello;
        let ticket = match timeout(limit, next(&mut self.stream)).await {
            Err(_silence) => return Err(Some(Close::NoHello)),
            Ok(Heard::Frame(frame)) => match *frame {
                Incoming::Hello { ticket, .. } => ticket,
                _other => return Err(Some(Close::NoHello)),
            },
            Ok(Heard::Sign) => return Err(Some(Close::NoHello)),
            Ok(Heard::Nonsense) => return Err(Some(Close::BadFrame)),
            Ok(Heard::Gone) => return Err(None),
        };
        let token = match ticket {
            Some(ticket) => self.realtime.redeem(&ticket),
            None => cookie,
        };
        let token = token.ok_or(Some(Close::Unauthenticated))?;
        let caller = recognise(self.realtime.ctx(), &token, self.locale).await;
        let caller = caller.map_err(|_failed| Some(Close::Shutdown))?;
        let caller = caller.ok_or(Some(Close::Unauthenticated))?;
        let unread = app::unread_notices(self.realtime.ctx(), &caller.standing).await;
        let conn = self.realtime.register(caller.standing).map_err(Some)?;
        Ok((conn, token, unread.unwrap_or_default()))
    }

    fn welcome(&self, conn: &Conn, unread: u64) {
        let ctx = self.realtime.ctx();
        let heartbeat = ctx.config.realtime.heartbeat.as_millis();
        conn.tell(&Outgoing::Welcome {
            person: conn.person,
            epoch: &ctx.instance.epoch,
            heartbeat_ms: u64::try_from(heartbeat).unwrap_or(u64::MAX),
            unread,
            time: ctx.now().at,
        });
    }
}

/// What came in.
enum Heard {
    Frame(Box<Incoming>),
    /// A ping or pong of the protocol: somebody is there.
    Sign,
    Nonsense,
    Gone,
}

async fn next(stream: &mut AggregatedMessageStream) -> Heard {
    match stream.recv().await {
        Some(Ok(AggregatedMessage::Text(text))) => match serde_json::from_str(&text) {
            Ok(frame) => Heard::Frame(Box::new(frame)),
            Err(_nonsense) => Heard::Nonsense,
        },
        Some(Ok(AggregatedMessage::Ping(_) | AggregatedMessage::Pong(_))) => Heard::Sign,
        Some(Ok(AggregatedMessage::Binary(_)) | Err(_)) => Heard::Nonsense,
        Some(Ok(AggregatedMessage::Close(_))) | None => Heard::Gone,
    }
}

/// The life of a greeted connection.
struct Commands<'a> {
    realtime: &'a Realtime,
    conn: &'a Arc<Conn>,
    token: String,
    locale: Locale,
    any: Bucket,
    messages: Bucket,
    typing: Bucket,
    reads: Bucket,
    last_heard: Instant,
}

impl<'a> Commands<'a> {
    fn new(realtime: &'a Realtime, conn: &'a Arc<Conn>, token: String, locale: Locale) -> Self {
        let now = Instant::now();
        Self {
            realtime,
            conn,
            token,
            locale,
            any: Bucket::per(40, Duration::from_secs(2), now),
            messages: Bucket::new(realtime.ctx().config.realtime.messages, now),
            typing: Bucket::per(1, Duration::from_secs(3), now),
            reads: Bucket::per(20, Duration::from_secs(4), now),
            last_heard: now,
        }
    }

    /// Runs until something ends it; nothing means that the other side is gone.
    async fn run(mut self, stream: &mut AggregatedMessageStream) -> Option<Close> {
        let mut beat = self.next_beat();
        loop {
            let ended = tokio::select! {
                heard = next(stream) => self.heard(heard).await,
                () = sleep_until(beat) => {
                    beat = self.next_beat();
                    self.beat().await
                }
                () = self.conn.recheck.notified() => self.recheck().await,
                () = self.conn.queue.cut_off() => Err(self.conn.queue.ending().flatten()),
            };
            if let Err(close) = ended {
                return close;
            }
        }
    }

    /// Every beat, give or take a fifth, so that a thousand sockets do not beat as one.
    fn next_beat(&self) -> Instant {
        let beat = self.realtime.ctx().config.realtime.heartbeat;
        let wait = beat.mul_f64(rand::random_range(0.8..1.2));
        let now = Instant::now();
        now.checked_add(wait).unwrap_or(now)
    }

    async fn beat(&mut self) -> Result<(), Option<Close>> {
        let heartbeat = self.realtime.ctx().config.realtime.heartbeat;
        if self.last_heard.elapsed() > heartbeat.mul_f64(2.5) {
            return Err(Some(Close::NoPong));
        }
        self.recheck().await?;
        let rooms: Vec<_> = self.conn.follows().rooms.iter().copied().collect();
        let heads: BTreeMap<_, _> = self.realtime.heads(&rooms).into_iter().collect();
        let time = self.realtime.ctx().now().at;
        self.conn.tell(&Outgoing::Hb { heads, time });
        Ok(())
    }

    /// Whether the session still stands, and everything that follows from it.
    async fn recheck(&mut self) -> Result<(), Option<Close>> {
        let Some(caller) = self.caller().await? else {
            return Err(Some(Close::LoggedOut));
        };
        let changed = *self.conn.standing() != caller.standing;
        if !changed {
            return Ok(());
        }
        if platform_of(&caller).is_none() {
            self.conn.follows().queue = None;
        }
        self.conn.set_standing(caller.standing);
        let rooms: Vec<_> = self.conn.follows().rooms.iter().copied().collect();
        for room in rooms {
            let again = Command::Recheck(Some(self.conn.person));
            self.realtime.command(room, again, false).await;
        }
        let disputes: Vec<_> = self.conn.follows().disputes.keys().copied().collect();
        for dispute in disputes {
            self.watch(dispute).await.unwrap_or_else(|_denied| {
                self.conn.follows().disputes.remove(&dispute);
            });
        }
        Ok(())
    }

    /// A store that fails for a moment logs nobody out.
    async fn caller(&self) -> Result<Option<Caller>, Option<Close>> {
        recognise(self.realtime.ctx(), &self.token, self.locale)
            .await
            .map_err(|_failed| Some(Close::Shutdown))
    }

    async fn heard(&mut self, heard: Heard) -> Result<(), Option<Close>> {
        self.last_heard = Instant::now();
        match heard {
            Heard::Gone => Err(None),
            Heard::Nonsense => Err(Some(Close::BadFrame)),
            Heard::Sign => Ok(()),
            Heard::Frame(frame) => {
                // Whoever asks too fast waits; their own socket fills up, nobody else's.
                while let Err(wait) = self.any.take(Instant::now()) {
                    tokio::time::sleep(wait).await;
                }
                self.obey(*frame).await
            }
        }
    }

    async fn obey(&mut self, frame: Incoming) -> Result<(), Option<Close>> {
        match frame {
            Incoming::Hello { .. } => return Err(Some(Close::BadFrame)),
            Incoming::Pong {} => {}
            Incoming::Sub {
                id,
                room,
                since,
                epoch,
            } => self.follow(id, room, since, epoch).await,
            Incoming::Unsub { room } => {
                self.conn.follows().rooms.remove(&room);
                self.realtime
                    .command(room, Command::Leave(self.conn.id), false)
                    .await;
            }
            Incoming::Send {
                id,
                room,
                client_id,
                body,
                attachments,
                reply_to,
            } => {
                if let Err(wait) = self.messages.take(self.last_heard) {
                    self.too_many(id, wait);
                    return Ok(());
                }
                let sent = match Words::parse(&client_id, &body, attachments, reply_to) {
                    Ok(words) => {
                        app::speak(self.realtime.ctx(), &self.conn.standing(), room, &words).await
                    }
                    Err(refused) => Err(refused),
                };
                self.answer(id, sent);
            }
            Incoming::Edit {
                id,
                room,
                message,
                body,
                version,
            } => {
                let (ctx, standing) = (self.realtime.ctx(), self.conn.standing());
                let edited = app::edit(ctx, &standing, room, message, &body, version).await;
                self.answer(id, edited);
            }
            Incoming::Redact { id, room, message } => {
                let (ctx, standing) = (self.realtime.ctx(), self.conn.standing());
                let redacted = app::redact(ctx, &standing, room, message).await;
                self.answer(id, redacted);
            }
            Incoming::Typing { room } => {
                if self.typing.take(self.last_heard).is_ok() {
                    self.realtime
                        .command(room, Command::Typing(self.conn.id), false)
                        .await;
                }
            }
            Incoming::Read { room, seq } => {
                if self.reads.take(self.last_heard).is_ok() {
                    self.read(room, seq).await;
                }
            }
            Incoming::Watch { id, dispute } => {
                let watched = self.watch_more(dispute).await;
                self.done(id, watched);
            }
            Incoming::Unwatch { dispute } => {
                self.conn.follows().disputes.remove(&dispute);
            }
            Incoming::WatchQueue { id } => {
                let watched = self.watch_queue().await?;
                self.done(id, watched);
            }
            Incoming::UnwatchQueue {} => self.conn.follows().queue = None,
        }
        Ok(())
    }

    /// One answer after the other, and none while much is still unread: what somebody asked for
    /// themselves does not make them slow.
    async fn follow(&self, id: u64, room: RoomId, since: Option<u64>, epoch: Option<String>) {
        if !self.conn.follows().may_follow(room) {
            return self.refuse(id, &Failure::Conflict("too_many_rooms"));
        }
        tokio::select! {
            () = self.conn.queue.calm() => {}
            () = self.conn.queue.cut_off() => return,
        }
        let (answered, done) = oneshot::channel();
        let join = Command::Join {
            conn: Arc::clone(self.conn),
            id,
            since,
            epoch,
            answered,
        };
        self.realtime.command(room, join, true).await;
        // It is never sent, only dropped.
        let _dropped = done.await;
    }

    async fn read(&self, room: RoomId, seq: u64) {
        let marked = app::mark_read(self.realtime.ctx(), &self.conn.standing(), room, seq).await;
        if let Ok((seq, true)) = marked {
            self.realtime.tell_read(room, self.conn.person, seq).await;
        }
    }

    async fn watch_more(&self, dispute: DisputeId) -> Result<(), Failure> {
        if self.conn.follows().disputes.len() >= DISPUTES_MAX {
            return Err(Failure::Conflict("too_many_watched"));
        }
        self.watch(dispute).await
    }

    /// The present number comes at once: it closes the gap since the page was loaded.
    async fn watch(&self, dispute: DisputeId) -> Result<(), Failure> {
        let watched = app::watched(self.realtime.ctx(), dispute).await?;
        let watched = watched.filter(|watched| watched.is_open_to(&self.conn.standing()));
        let watched = watched.ok_or(Failure::NotFound)?;
        self.conn.follows().disputes.entry(dispute).or_insert(0);
        self.conn.tell_head(dispute, watched.head());
        Ok(())
    }

    async fn watch_queue(&self) -> Result<Result<(), Failure>, Option<Close>> {
        let caller = self.caller().await?.ok_or(Some(Close::LoggedOut))?;
        let platform = platform_of(&caller);
        self.conn.follows().queue = platform;
        Ok(platform.map(drop).ok_or(Failure::NotFound))
    }

    fn answer(&self, id: u64, sent: Result<Sent, Failure>) {
        match sent {
            Ok(sent) => self.conn.tell(&Outgoing::Ack {
                id,
                seq: Some(sent.event.seq),
                duplicate: Some(sent.duplicate),
                event: Some(&sent.event),
            }),
            Err(failure) => self.refuse(id, &failure),
        }
    }

    fn done(&self, id: u64, outcome: Result<(), Failure>) {
        match outcome {
            Ok(()) => {
                let (seq, duplicate, event) = (None, None, None);
                self.conn.tell(&Outgoing::Ack {
                    id,
                    seq,
                    duplicate,
                    event,
                });
            }
            Err(failure) => self.refuse(id, &failure),
        }
    }

    fn refuse(&self, id: u64, failure: &Failure) {
        let retry_after_ms = matches!(failure, Failure::Busy | Failure::Db(_)).then_some(2000);
        self.conn.tell(&Outgoing::Err {
            id,
            code: code(failure),
            retry_after_ms,
        });
    }

    fn too_many(&self, id: u64, wait: Duration) {
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        let retry_after_ms = Some(wait_ms.saturating_add(1));
        self.conn.tell(&Outgoing::Err {
            id,
            code: "too_many",
            retry_after_ms,
        });
    }
}

fn platform_of(caller: &Caller) -> Option<OrganisationId> {
    caller
        .platform_as(&[StaffRole::ServiceAgent, StaffRole::Supervisor])
        .ok()
}

impl super::conn::Follows {
    /// Notes the room, unless there are too many.
    fn may_follow(&mut self, room: RoomId) -> bool {
        if self.rooms.len() >= ROOMS_MAX && !self.rooms.contains(&room) {
            return false;
        }
        self.rooms.insert(room);
        true
    }
}
