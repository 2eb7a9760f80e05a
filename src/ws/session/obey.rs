//! What the frames of a greeted connection ask for, one after the other.

use std::sync::Arc;
use std::time::Duration;

use hejie_domain::access::StaffRole;
use hejie_domain::desk::Doing;
use hejie_domain::ids::{DisputeId, OrganisationId, RoomId};
use tokio::sync::oneshot;

use super::life::Commands;
use crate::app::room::{self as app, Sent, Words};
use crate::app::{Caller, Failure};
use crate::http::problem::code;
use crate::ws::Close;
use crate::ws::conn::Follows;
use crate::ws::frame::{Incoming, Outgoing};
use crate::ws::room::Command;

/// Rooms that one connection follows.
const ROOMS_MAX: usize = 50;
/// Disputes that one connection watches.
const DISPUTES_MAX: usize = 50;

impl Commands<'_> {
    /// Does what a frame says; its answer, if it has one, goes into the queue.
    pub(super) async fn obey(&mut self, frame: Incoming) -> Result<(), Option<Close>> {
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
            Incoming::Desk { dispute, doing } => self.at_desk(dispute, doing).await,
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
    pub(super) async fn watch(&self, dispute: DisputeId) -> Result<(), Failure> {
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
        if let Some(platform) = platform {
            self.realtime.tell_desks_of(self.conn, platform);
        }
        Ok(platform.map(drop).ok_or(Failure::NotFound))
    }

    /// A hint like typing: whoever may not give it is not answered.
    async fn at_desk(&self, dispute: DisputeId, doing: Option<Doing>) {
        match doing {
            Some(doing) => {
                let came = self.realtime.come_to_desk(self.conn, dispute, doing).await;
                came.unwrap_or_default();
            }
            None => self.realtime.leave_desk(self.conn, dispute),
        }
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

/// The platform whose queue somebody may watch.
pub(super) fn platform_of(caller: &Caller) -> Option<OrganisationId> {
    caller
        .platform_as(&[StaffRole::ServiceAgent, StaffRole::Supervisor])
        .ok()
}

impl Follows {
    /// Notes the room, unless there are too many.
    fn may_follow(&mut self, room: RoomId) -> bool {
        if self.rooms.len() >= ROOMS_MAX && !self.rooms.contains(&room) {
            return false;
        }
        self.rooms.insert(room);
        true
    }
}
