//! What comes in.

use actix_ws::{AggregatedMessage, AggregatedMessageStream};

use crate::ws::frame::Incoming;

/// What came in.
pub(super) enum Heard {
    Frame(Box<Incoming>),
    /// A ping or pong of the protocol: somebody is there.
    Sign,
    Nonsense,
    Gone,
}

pub(super) async fn next(stream: &mut AggregatedMessageStream) -> Heard {
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
