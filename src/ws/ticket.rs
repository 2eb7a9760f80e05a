//! One-use tickets: for clients that cannot send the cookie with the socket's handshake.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::app::secret;

const LIFE: Duration = Duration::from_secs(30);
/// Nobody honest has this many unused at once.
const WAITING_MAX: usize = 10_000;

/// Tickets that were given out and not used yet, each with the session's token.
#[derive(Debug, Default)]
pub(super) struct Tickets(Mutex<HashMap<String, (Instant, String)>>);

impl Tickets {
    /// A new ticket for whoever holds `session`; nothing while too many wait.
    pub(super) fn issue(&self, session: String, now: Instant) -> Option<String> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, (until, _)| *until > now);
        if waiting.len() >= WAITING_MAX {
            return None;
        }
        let ticket = secret::token();
        let until = now.checked_add(LIFE)?;
        // Only the digest is kept, as of every other token.
        waiting.insert(secret::digest(&ticket), (until, session));
        Some(ticket)
    }

    /// The session's token, once.
    pub(super) fn redeem(&self, ticket: &str, now: Instant) -> Option<String> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, session) = waiting.remove(&secret::digest(ticket))?;
        (until > now).then_some(session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_opens_once_and_not_for_long() {
        let now = Instant::now();
        let tickets = Tickets::default();
        let [first, second] = [0, 1].map(|_| tickets.issue("s".into(), now).unwrap());
        assert_eq!(tickets.redeem(&first, now).as_deref(), Some("s"));
        assert_eq!(tickets.redeem(&first, now), None);
        assert_eq!(tickets.redeem(&second, now + LIFE), None);
        assert_eq!(tickets.redeem("nonsense", now), None);
    }
}
