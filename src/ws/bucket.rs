//! A bucket of tokens: so many at once, refilled evenly.

use std::time::Duration;

use tokio::time::Instant;

use crate::config::Limit;

/// One connection's allowance of one kind.
#[derive(Debug)]
pub(super) struct Bucket {
    /// Full again after this long; nothing where there is no limit.
    period: Option<Duration>,
    most: u32,
    /// Counts up from the moment at which the bucket would have been empty.
    empty_at: Instant,
}

impl Bucket {
    /// Full at first.
    pub(super) fn new(limit: Limit, now: Instant) -> Self {
        match limit {
            Limit::Off => Self::of(None, 1, now),
            Limit::Of { count, period } => Self::of(Some(period), count.get(), now),
        }
    }

    /// `most` in `period`.
    pub(super) fn per(most: u32, period: Duration, now: Instant) -> Self {
        Self::of(Some(period), most, now)
    }

    fn of(period: Option<Duration>, most: u32, now: Instant) -> Self {
        let empty_at = period
            .and_then(|period| now.checked_sub(period))
            .unwrap_or(now);
        Self {
            period,
            most,
            empty_at,
        }
    }

    /// Takes one token, or says how long until there is one.
    pub(super) fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let Some(period) = self.period else {
            return Ok(());
        };
        let price = period.checked_div(self.most).unwrap_or(period);
        let full = now.checked_sub(period).unwrap_or(now);
        let empty_at = self.empty_at.max(full).checked_add(price).unwrap_or(now);
        if empty_at > now {
            return Err(empty_at.duration_since(now));
        }
        self.empty_at = empty_at;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_what_it_has_and_refills_evenly() {
        let second = Duration::from_secs(1);
        let mut now = Instant::now() + 60 * second;
        let mut bucket = Bucket::per(4, 8 * second, now);
        let mut taken = |now| (0..10).filter(|_| bucket.take(now).is_ok()).count();
        assert_eq!(taken(now), 4);
        now += 2 * second;
        assert_eq!(taken(now), 1);
        now += 60 * second;
        assert_eq!(taken(now), 4, "no more than it holds");
        assert_eq!(bucket.take(now), Err(2 * second));
    }

    #[test]
    fn without_a_limit_there_is_always_one_more() {
        let now = Instant::now();
        let mut bucket = Bucket::new(Limit::Off, now);
        assert!((0..1000).all(|_| bucket.take(now).is_ok()));
    }
}
