//! The life of a greeted connection: it hears, it beats, and it asks again whether it may.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use actix_ws::AggregatedMessageStream;
use hejie_domain::people::Locale;
use tokio::time::{Instant, sleep_until};

use super::hear::{Heard, next};
use super::obey::platform_of;
use crate::app::Caller;
use crate::app::people::recognise;
use crate::ws::Close;
use crate::ws::bucket::Bucket;
use crate::ws::conn::Conn;
use crate::ws::frame::Outgoing;
use crate::ws::hub::Realtime;
use crate::ws::room::Command;

/// The life of a greeted connection.
pub(super) struct Commands<'a> {
    pub(super) realtime: &'a Realtime,
    pub(super) conn: &'a Arc<Conn>,
    token: String,
    locale: Locale,
    any: Bucket,
    pub(super) messages: Bucket,
    pub(super) typing: Bucket,
    pub(super) reads: Bucket,
    pub(super) last_heard: Instant,
}

impl<'a> Commands<'a> {
    pub(super) fn new(
        realtime: &'a Realtime,
        conn: &'a Arc<Conn>,
        token: String,
        locale: Locale,
    ) -> Self {
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
    pub(super) async fn run(mut self, stream: &mut AggregatedMessageStream) -> Option<Close> {
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
        let platform = platform_of(&caller);
        let watched = self.conn.follows().queue;
        self.conn.follows().queue = watched.filter(|watched| platform == Some(*watched));
        self.conn.set_standing(caller.standing);
        let rooms: Vec<_> = self.conn.follows().rooms.iter().copied().collect();
        for room in rooms {
            let again = Command::Recheck(Some(self.conn.person));
            self.realtime.command(room, again, false).await;
        }
        self.realtime.recheck_desks(self.conn).await;
        let disputes: Vec<_> = self.conn.follows().disputes.keys().copied().collect();
        for dispute in disputes {
            self.watch(dispute).await.unwrap_or_else(|_denied| {
                self.conn.follows().disputes.remove(&dispute);
            });
        }
        Ok(())
    }

    /// A store that fails for a moment logs nobody out.
    pub(super) async fn caller(&self) -> Result<Option<Caller>, Option<Close>> {
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
}
