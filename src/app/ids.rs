//! Minting ids: UUIDv7 by the service's clock, ascending within the process, random to strangers;
//! or repeatable from a seed for the demonstration and for tests. Never a source of secrets.

use std::sync::{Arc, Mutex, PoisonError};

use hejie_domain::ids::Id;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use uuid::{Builder, Uuid};

use crate::clock::SharedClock;

/// The largest number in the twelve bits beside the milliseconds.
const COUNTER_MAX: u16 = 0x0fff;

/// The mint. Cheap to clone.
#[derive(Clone)]
pub struct Ids {
    clock: SharedClock,
    state: Arc<Mutex<State>>,
}

struct State {
    rng: StdRng,
    millis: u64,
    counter: u16,
}

impl Ids {
    /// Ids that nobody can guess.
    pub fn random(clock: SharedClock) -> Self {
        Self::with(clock, StdRng::from_os_rng())
    }

    /// Ids that come out the same each time.
    pub fn seeded(clock: SharedClock, seed: u64) -> Self {
        Self::with(clock, StdRng::seed_from_u64(seed))
    }

    /// A new id of any kind.
    #[expect(
        clippy::new_ret_no_self,
        reason = "ids.new::<DisputeId>() reads as what it does"
    )]
    pub fn new<T: Id>(&self) -> T {
        T::from_uuid(self.mint())
    }

    fn with(clock: SharedClock, rng: StdRng) -> Self {
        let state = State {
            rng,
            millis: 0,
            counter: 0,
        };
        Self {
            clock,
            state: Arc::new(Mutex::new(state)),
        }
    }

    fn mint(&self) -> Uuid {
        let now = u64::try_from(self.clock.now().as_millisecond()).unwrap_or_default();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.step(now);
        let mut random = [0_u8; 10];
        state.rng.fill_bytes(&mut random);
        let [high, low] = state.counter.to_be_bytes();
        let [first, second, ..] = &mut random;
        (*first, *second) = (high, low);
        Builder::from_unix_timestamp_millis(state.millis, &random).into_uuid()
    }
}

impl State {
    /// Never backwards, and never the same twice, also when the clock stands still.
    fn step(&mut self, now: u64) {
        if now > self.millis {
            (self.millis, self.counter) = (now, 0);
        } else if self.counter < COUNTER_MAX {
            self.counter = self.counter.saturating_add(1);
        } else {
            (self.millis, self.counter) = (self.millis.saturating_add(1), 0);
        }
    }
}

impl std::fmt::Debug for Ids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ids")
    }
}

#[cfg(test)]
mod tests {
    use hejie_domain::ids::DisputeId;

    use super::*;
    use crate::clock::TestClock;

    #[test]
    fn ids_ascend_even_when_the_clock_stands_still() {
        let clock = TestClock::at("2026-11-22T00:00:00Z".parse().unwrap());
        let ids = Ids::random(Arc::new(clock));
        let minted: Vec<DisputeId> = (0..10_000).map(|_| ids.new()).collect();
        assert!(minted.is_sorted() && minted.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(minted[0].uuid().get_version_num(), 7);
    }

    #[test]
    fn a_seed_gives_the_same_ids_again() {
        let clock = TestClock::at("2026-11-22T00:00:00Z".parse().unwrap());
        let first = |seed| Ids::seeded(Arc::new(clock.clone()), seed).new::<DisputeId>();
        assert_eq!(first(7), first(7));
        assert_ne!(first(7), first(8));
    }
}
