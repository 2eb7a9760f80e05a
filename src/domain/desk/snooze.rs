//! Putting a dispute aside, which must never hide a deadline.

use jiff::Timestamp;

use crate::dispute::clocks::Clock;
use crate::dispute::state::Dispute;

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SnoozeRefused {
    /// The moment is over.
    #[error("in the past")]
    Past,
    /// A term ends before.
    #[error("a term ends before")]
    PastDeadline,
}

/// The end of the term that ends next: nothing may be put aside for longer. Nothing when no term
/// runs.
pub fn latest(dispute: &Dispute, now: Timestamp) -> Option<Timestamp> {
    let running = dispute.clocks.iter().filter(|clock| !clock.is_paused());
    running.map(Clock::due_at).filter(|due| *due > now).min()
}

/// Whether the dispute may be put aside until then.
pub fn snooze_until(
    dispute: &Dispute,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), SnoozeRefused> {
    if until <= now {
        return Err(SnoozeRefused::Past);
    }
    match latest(dispute, now) {
        Some(latest) if until > latest => Err(SnoozeRefused::PastDeadline),
        Some(_) | None => Ok(()),
    }
}
