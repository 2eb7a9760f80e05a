//! How often one address or account may ask. Refills evenly; counted in this process.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use hejie_domain::ids::PersonId;
use hejie_domain::people::Contact;

use crate::app::Failure;
use crate::config::{Limit, Limits};

/// How often keys that have long been quiet are forgotten.
const FORGET_EVERY: Duration = Duration::from_mins(1);

/// Attempts beyond the limit must not fill the audit trail.
const LOCKED_TOLD: Limit = Limit::Of {
    count: NonZeroU32::MIN,
    period: Duration::from_mins(10),
};

type Counter<K> =
    RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// All the limits. Cheap to clone.
#[derive(Clone)]
pub struct Gate(Arc<Gates>);

struct Gates {
    requests: Bucket<IpAddr>,
    writes: Bucket<PersonId>,
    login_address: Bucket<IpAddr>,
    login_account: Bucket<String>,
    codes_address: Bucket<IpAddr>,
    codes_target: Bucket<String>,
    law_address: Bucket<IpAddr>,
    locked_told: Bucket<String>,
    check_address: Bucket<IpAddr>,
}

struct Bucket<K: Hash + Eq + Clone> {
    counter: Option<Counter<K>>,
    count: u32,
    period_s: u64,
}

/// What is left, for the headers of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    pub(super) count: u32,
    pub(super) period_s: u64,
    pub(super) remaining: u32,
}

impl Gate {
    /// With the limits of the settings.
    pub fn new(limits: &Limits) -> Self {
        Self(Arc::new(Gates {
            requests: Bucket::new(limits.requests_address),
            writes: Bucket::new(limits.writes_account),
            login_address: Bucket::new(limits.login_address),
            login_account: Bucket::new(limits.login_account),
            codes_address: Bucket::new(limits.codes_address),
            codes_target: Bucket::new(limits.codes_target),
            law_address: Bucket::new(limits.law_address),
            locked_told: Bucket::new(LOCKED_TOLD),
            check_address: Bucket::new(limits.check_address),
        }))
    }

    /// Any request.
    pub(super) fn request(&self, from: IpAddr) -> Result<Option<Left>, Failure> {
        self.0.requests.take(&from)
    }

    /// A request that changes something.
    pub fn write(&self, by: PersonId) -> Result<(), Failure> {
        self.0.writes.take(&by).map(drop)
    }

    /// An attempt to prove who one is.
    pub fn login(&self, from: IpAddr, account: &str) -> Result<(), Failure> {
        self.0.login_address.take(&from)?;
        self.0.login_account.take(&account.to_owned()).map(drop)
    }

    /// Whether it is time to record again that an account is tried too often.
    pub fn tell_locked(&self, account: &str) -> bool {
        self.0.locked_told.take(&account.to_owned()).is_ok()
    }

    /// A look at what only a secret opens.
    pub fn look(&self, from: IpAddr) -> Result<(), Failure> {
        self.0.login_address.take(&from).map(drop)
    }

    /// A question to the law.
    pub(super) fn question(&self, from: IpAddr) -> Result<(), Failure> {
        self.0.law_address.take(&from).map(drop)
    }

    /// A question whether a document is genuine.
    pub(super) fn check(&self, from: IpAddr) -> Result<(), Failure> {
        self.0.check_address.take(&from).map(drop)
    }

    /// A code that is to be sent.
    pub fn code(&self, from: IpAddr, target: &Contact) -> Result<(), Failure> {
        self.0.codes_address.take(&from)?;
        self.0
            .codes_target
            .take(&target.as_str().to_owned())
            .map(drop)
    }

    /// A code that is to be sent where a link or a session says.
    pub fn code_from(&self, from: IpAddr, on_behalf: &str) -> Result<(), Failure> {
        self.0.codes_address.take(&from)?;
        self.0.codes_target.take(&on_behalf.to_owned()).map(drop)
    }

    /// Forgets the quiet, for as long as the server runs.
    pub(super) async fn forget_quiet(self) {
        let mut turns = tokio::time::interval(FORGET_EVERY);
        loop {
            turns.tick().await;
            self.0.forget();
        }
    }
}

impl Gates {
    fn forget(&self) {
        self.requests.forget();
        self.writes.forget();
        self.login_address.forget();
        self.login_account.forget();
        self.codes_address.forget();
        self.codes_target.forget();
        self.law_address.forget();
        self.locked_told.forget();
        self.check_address.forget();
    }
}

impl<K: Hash + Eq + Clone> Bucket<K> {
    fn new(limit: Limit) -> Self {
        match limit {
            Limit::Off => Self {
                counter: None,
                count: 0,
                period_s: 0,
            },
            Limit::Of { count, period } => Self {
                counter: quota(count, period).map(|quota| {
                    RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>()
                }),
                count: count.get(),
                period_s: period.as_secs(),
            },
        }
    }

    fn take(&self, key: &K) -> Result<Option<Left>, Failure> {
        let Some(counter) = &self.counter else {
            return Ok(None);
        };
        match counter.check_key(key) {
            Ok(state) => Ok(Some(Left {
                count: self.count,
                period_s: self.period_s,
                remaining: state.remaining_burst_capacity(),
            })),
            Err(not_yet) => {
                let wait = not_yet.wait_time_from(DefaultClock::default().now());
                Err(Failure::TooMany {
                    retry_after_s: wait.as_secs().saturating_add(1),
                })
            }
        }
    }

    fn forget(&self) {
        if let Some(counter) = &self.counter {
            counter.retain_recent();
            counter.shrink_to_fit();
        }
    }
}

/// `count` at once, one more each time its share of the period has passed.
fn quota(count: NonZeroU32, period: Duration) -> Option<Quota> {
    let one = period.checked_div(count.get())?;
    Some(Quota::with_period(one)?.allow_burst(count))
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gate")
    }
}
