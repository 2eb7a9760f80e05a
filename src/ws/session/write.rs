//! What goes out: frames off the queue, and the last word.

use std::sync::Arc;
use std::time::Duration;

use actix_ws::{CloseCode, CloseReason, Session};
use tokio::time::timeout;

use crate::ws::Close;
use crate::ws::conn::Conn;
use crate::ws::queue::Next;

/// How long one write may take.
const WRITE: Duration = Duration::from_secs(10);
/// How long a close may take to be written to somebody who does not read.
const LAST_WORD: Duration = Duration::from_secs(30);

/// Takes frames off the queue and writes them; gives up on whoever does not read.
pub(super) async fn write(mut session: Session, conn: Arc<Conn>) {
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

/// Closes a socket that was never greeted.
pub(super) async fn refuse(session: Session, close: Close) {
    let _unread = timeout(WRITE, session.close(Some(reason(close)))).await;
}

fn reason(close: Close) -> CloseReason {
    CloseReason {
        code: CloseCode::from(close.code()),
        description: Some(close.reason().to_owned()),
    }
}
