//! One connection: hello, commands one after the other, heartbeats, and the writer beside them.

mod greet;
mod hear;
mod life;
mod obey;
mod write;

use std::sync::Arc;

use actix_ws::{MessageStream, Session};
use hejie_domain::people::Locale;

use self::greet::Reader;
use self::life::Commands;
use self::write::{refuse, write};
use super::Close;
use super::hub::Realtime;

/// The largest frame.
const FRAME_BYTES_MAX: usize = 64 * 1024;
/// The largest message of several frames.
const MESSAGE_BYTES_MAX: usize = 128 * 1024;

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
        Err(Some(close)) => refuse(session, close).await,
        Err(None) => {}
    }
}
