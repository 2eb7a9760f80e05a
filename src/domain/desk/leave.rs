//! When what somebody sends leaves their hands.

use jiff::{SignedDuration, Timestamp};

use crate::closed_list;
use crate::dispute::clocks::Clock;

/// For how long something can be undone, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UndoWindow(u8);

impl UndoWindow {
    /// The choices: not at all, or for so many seconds.
    pub const CHOICES: [u8; 4] = [0, 5, 10, 20];

    /// One of the choices.
    pub fn parse(seconds: u32) -> Option<Self> {
        let seconds = u8::try_from(seconds).ok()?;
        Self::CHOICES.contains(&seconds).then_some(Self(seconds))
    }

    /// How many seconds.
    pub const fn seconds(self) -> u8 {
        self.0
    }
}

impl Default for UndoWindow {
    fn default() -> Self {
        Self(10)
    }
}

/// A term that ends sooner than this after the window is no time to wait.
const TOO_NEAR: SignedDuration = SignedDuration::from_mins(2);

closed_list! {
    /// How far something that was sent has come.
    HeldState {
        /// It can be undone.
        Waiting = "waiting",
        /// It leaves.
        Sending = "sending",
        /// It has left.
        Sent = "sent",
        /// Its writer took it back in time.
        Undone = "undone",
        /// It was refused when its time came.
        Failed = "failed",
    }
}

/// Why something leaves without waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtOnce {
    /// Its writer wishes so.
    Setting,
    /// A term is about to end.
    Deadline,
}

/// When something leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// At that instant.
    pub at: Timestamp,
    /// Set when it does not wait.
    pub at_once: Option<AtOnce>,
}

/// When what is sent `now` leaves: after the window, never before what was sent `earlier` and still
/// waits, and at once where one of the `clocks` would otherwise run out meanwhile.
pub fn leaving<'c>(
    now: Timestamp,
    window: UndoWindow,
    earlier: Option<Timestamp>,
    clocks: impl IntoIterator<Item = &'c Clock>,
) -> Leaving {
    let wait = SignedDuration::from_secs(i64::from(window.seconds()));
    let after = |at: Timestamp, by| at.checked_add(by).unwrap_or(Timestamp::MAX);
    let due = after(now, wait);
    let due = earlier.map_or(due, |earlier| earlier.max(due));
    let too_late = after(due, TOO_NEAR);
    let near = clocks
        .into_iter()
        .filter(|clock| !clock.is_paused())
        .any(|clock| clock.due_at() > now && clock.due_at() < too_late);
    if near {
        Leaving {
            at: now,
            at_once: Some(AtOnce::Deadline),
        }
    } else if window.seconds() == 0 {
        Leaving {
            at: now,
            at_once: Some(AtOnce::Setting),
        }
    } else {
        Leaving {
            at: due,
            at_once: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::dispute::clocks::{ClockKey, Due, Subject};
    use crate::ruleset::TermId;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_760_000_000 + seconds).unwrap()
    }

    fn clock(due_at: Timestamp) -> Clock {
        Clock {
            key: ClockKey {
                term: TermId::FirstResponse,
                subject: Subject::Dispute,
            },
            due: Due::Set {
                starts_at: at(0),
                due_at,
                due_on: date(2026, 1, 1),
            },
            reminded: 0,
        }
    }

    #[test]
    fn what_is_sent_waits_for_the_window() {
        let far = clock(at(10_000));
        let leaves = leaving(at(0), UndoWindow::default(), None, [&far]);
        assert_eq!((leaves.at, leaves.at_once), (at(10), None));
    }

    #[test]
    fn nothing_overtakes_what_was_sent_before() {
        let leaves = leaving(at(5), UndoWindow(5), Some(at(20)), []);
        assert_eq!(leaves.at, at(20));
    }

    #[test]
    fn nothing_waits_while_a_term_runs_out() {
        let near = clock(at(125));
        let leaves = leaving(at(0), UndoWindow::default(), None, [&near]);
        assert_eq!((leaves.at, leaves.at_once), (at(0), Some(AtOnce::Deadline)));
        let over = clock(at(-60));
        let leaves = leaving(at(0), UndoWindow::default(), None, [&over]);
        assert_eq!(leaves.at_once, None, "a term that is over saves nothing");
    }

    #[test]
    fn only_the_choices_can_be_chosen() {
        assert_eq!(UndoWindow::parse(20), Some(UndoWindow(20)));
        assert_eq!(UndoWindow::parse(7), None);
        assert_eq!(UndoWindow::parse(300), None);
        let leaves = leaving(at(0), UndoWindow(0), None, []);
        assert_eq!(leaves.at_once, Some(AtOnce::Setting));
    }
}
