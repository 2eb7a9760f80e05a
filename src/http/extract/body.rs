//! Reading a body up to a limit.

use actix_web::dev::Payload;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;

use super::Unacceptable;
use crate::app::Failure;

/// How much of a body that is too large is read and thrown away, so that the caller hears the
/// refusal instead of a broken connection.
const DRAINED_BYTES_MAX: usize = 32 * 1024 * 1024;

/// The whole body, or [`Failure::TooLarge`].
pub async fn read_body(payload: &mut Payload, bytes_max: usize) -> Result<Bytes, actix_web::Error> {
    let mut body = BytesMut::new();
    let mut seen = 0_usize;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_broken| Unacceptable::Interrupted)?;
        seen = seen.saturating_add(chunk.len());
        if seen <= bytes_max {
            body.extend_from_slice(&chunk);
        } else if seen > DRAINED_BYTES_MAX {
            break;
        }
    }
    if seen > bytes_max {
        let limit = u64::try_from(bytes_max).unwrap_or(u64::MAX);
        return Err(Failure::TooLarge { limit }.into());
    }
    Ok(body.freeze())
}
