//! What time it is. Every term, job and date asks here, so that time can be moved: by a file
//! (`HEJIE_CLOCK`) for demonstrations and checks by hand, by the test itself in tests.
//!
//! The file holds an instant and, if wanted, a rate: `2026-10-09T15:00:00+08:00 1`. It counts from
//! the moment the file was written, so that all processes that read it agree; rate 0 stops time. A
//! change is seen at once.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};

/// Tells the time, to the microsecond.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// A clock that many hold.
pub type SharedClock = Arc<dyn Clock>;

/// Why a clock file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// It cannot be read.
    #[error("the clock file cannot be read")]
    Io(#[from] std::io::Error),
    /// It says something else than an instant and a rate.
    #[error("the clock file must hold an instant and a rate, such as 2026-10-09T15:00:00+08:00 1")]
    Nonsense,
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine"
    )]
    fn now(&self) -> Timestamp {
        whole_micros(Timestamp::now())
    }
}

/// A clock moved by a file.
#[derive(Debug)]
pub struct FileClock {
    path: PathBuf,
    last: Mutex<Reading>,
}

/// What the file said when it was last looked at.
#[derive(Debug, Clone, Copy)]
struct Reading {
    written: SystemTime,
    instant: Timestamp,
    rate: f64,
}

impl FileClock {
    /// Reads the file for the first time.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, ClockError> {
        let path = path.into();
        let last = Mutex::new(Reading::take(&path)?);
        Ok(Self { path, last })
    }

    /// A file that is gone or half-written leaves the last reading in force.
    fn reading(&self) -> Reading {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let written = std::fs::metadata(&self.path).and_then(|meta| meta.modified());
        if written.is_ok_and(|written| written != last.written)
            && let Ok(reading) = Reading::take(&self.path)
        {
            *last = reading;
        }
        *last
    }
}

impl Clock for FileClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "measures how long ago the file was written"
    )]
    fn now(&self) -> Timestamp {
        let reading = self.reading();
        let since = SystemTime::now()
            .duration_since(reading.written)
            .unwrap_or_default();
        let passed = Duration::try_from_secs_f64(since.as_secs_f64() * reading.rate)
            .ok()
            .and_then(|passed| SignedDuration::try_from(passed).ok())
            .unwrap_or_default();
        whole_micros(
            reading
                .instant
                .checked_add(passed)
                .unwrap_or(reading.instant),
        )
    }
}

impl Reading {
    fn take(path: &std::path::Path) -> Result<Self, ClockError> {
        let written = std::fs::metadata(path)?.modified()?;
        let text = std::fs::read_to_string(path)?;
        let (instant, rate) = parse(&text).ok_or(ClockError::Nonsense)?;
        Ok(Self {
            written,
            instant,
            rate,
        })
    }
}

/// An instant and a rate from 0 to one day a second.
fn parse(text: &str) -> Option<(Timestamp, f64)> {
    let mut words = text.split_whitespace();
    let instant = words.next()?.parse().ok()?;
    let rate: f64 = words.next().map_or(Ok(1.0), str::parse).ok()?;
    let sane = (0.0..=86_400.0).contains(&rate) && words.next().is_none();
    sane.then_some((instant, rate))
}

/// A clock that a test holds in its hand.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<Mutex<Timestamp>>);

impl TestClock {
    /// Stands still at `at`.
    pub fn at(at: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(whole_micros(at))))
    }

    /// Goes on by `step`.
    pub fn advance(&self, step: SignedDuration) {
        let mut now = self.hold();
        *now = now.checked_add(step).unwrap_or(*now);
    }

    /// Jumps to `at`.
    pub fn set(&self, at: Timestamp) {
        *self.hold() = whole_micros(at);
    }

    fn hold(&self) -> MutexGuard<'_, Timestamp> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.hold()
    }
}

/// Tables keep microseconds: an instant must be the same before and after it was stored.
fn whole_micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (PathBuf, Result<FileClock, ClockError>) {
        let name = format!("hejie-clock-{}-{}", std::process::id(), text.len());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).unwrap();
        (path.clone(), FileClock::open(path))
    }

    #[test]
    fn a_frozen_clock_stands_still_until_the_file_changes() {
        let (path, clock) = file("2026-10-09T15:00:00+08:00 0");
        let clock = clock.unwrap();
        assert_eq!(clock.now().to_string(), "2026-10-09T07:00:00Z");
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(clock.now().to_string(), "2026-10-09T07:00:00Z");
        std::fs::write(&path, "2026-10-10T15:00:00+08:00 0").unwrap();
        assert_eq!(clock.now().to_string(), "2026-10-10T07:00:00Z");
        std::fs::write(&path, "nonsense").unwrap();
        assert_eq!(clock.now().to_string(), "2026-10-10T07:00:00Z");
        std::fs::remove_file(path).unwrap();
        assert_eq!(clock.now().to_string(), "2026-10-10T07:00:00Z");
    }

    #[test]
    fn a_fast_clock_gains_on_the_wall() {
        let (path, clock) = file("2026-10-09T15:00:00+08:00 3600");
        let clock = clock.unwrap();
        std::thread::sleep(Duration::from_millis(30));
        assert!(clock.now().to_string().as_str() > "2026-10-09T07:01:00Z");
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "tomorrow",
            "2026-10-09T15:00:00+08:00 -1",
            "2026-10-09T15:00:00Z 1 x",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
