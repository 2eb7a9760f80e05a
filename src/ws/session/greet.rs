//! The first frame: who somebody is.

use std::sync::Arc;

use actix_ws::AggregatedMessageStream;
use hejie_domain::people::Locale;
use tokio::time::timeout;

use super::hear::{Heard, next};
use crate::app::people::recognise;
use crate::app::room::unread_notices;
use crate::ws::Close;
use crate::ws::conn::Conn;
use crate::ws::frame::{Incoming, Outgoing};
use crate::ws::hub::Realtime;

/// A connection before it is greeted, and what it is read from afterwards.
pub(super) struct Reader {
    pub(super) realtime: Realtime,
    pub(super) stream: AggregatedMessageStream,
    pub(super) locale: Locale,
}

/// A connection, its session's token, and how many notices are unread.
pub(super) type Greeted = (Arc<Conn>, String, u64);

impl Reader {
    /// The first frame says who it is; nothing is told before.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever is no hello comes too early"
    )]
    pub(super) async fn hello(&mut self, cookie: Option<String>) -> Result<Greeted, Option<Close>> {
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
        let unread = unread_notices(self.realtime.ctx(), &caller.standing).await;
        let conn = self.realtime.register(caller.standing).map_err(Some)?;
        Ok((conn, token, unread.unwrap_or_default()))
    }

    /// Says what the page needs to know before anything else.
    pub(super) fn welcome(&self, conn: &Conn, unread: u64) {
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
