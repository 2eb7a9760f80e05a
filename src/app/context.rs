//! What every use case needs at hand.

use std::sync::Arc;

use hejie_domain::Now;
use hejie_domain::ruleset::{Binding, Layer, Province, RuleBook};
use jiff::civil::Date;
use tokio_util::sync::CancellationToken;

use super::Failure;
use super::document::Press;
use super::ids::Ids;
use super::law::{Engine, InForce, Known, LearnError, Learnt};
use super::people::Passwords;
use crate::clock::{ClockError, FileClock, SharedClock, SystemClock};
use crate::config::Config;
use crate::db::{Claim, DbError, Instance, Purpose, Store};
use crate::seal::Seal;
use crate::storage::Files;

/// Cheap to clone; one a process.
#[derive(Clone)]
pub struct Context {
    /// The tables.
    pub store: Store,
    /// What time it is.
    pub clock: SharedClock,
    /// New ids.
    pub ids: Ids,
    /// What people brought in.
    pub files: Files,
    /// Prints documents.
    pub press: Press,
    /// The settings.
    pub config: Arc<Config>,
    /// What the database is for, and its epoch.
    pub instance: Arc<Instance>,
    /// Seals small secrets before they are stored.
    pub seal: Seal,
    /// Hashes and verifies.
    pub passwords: Passwords,
    /// Cancelled when the process is about to end: sockets, streams and jobs finish then.
    pub closing: CancellationToken,
    /// Every dated rule set, which days are worked, and how regions are called.
    pub known: Known,
}

/// Why the service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder cannot be made.
    #[error("the folder {path} cannot be used")]
    Folder {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The database cannot be opened or brought up to date.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The rules that come with the program are broken.
    #[error("the rules cannot be read: {0}")]
    Rules(String),
    /// The clock file cannot be used.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// The clock would be moved under real people's feet.
    #[error(
        "HEJIE_CLOCK is refused: this database is live (only demo and test databases may move the clock)"
    )]
    LiveClock,
    /// The database is marked for something else.
    #[error("this database is marked as {is}, not as {asked}")]
    OtherPurpose {
        /// What it is.
        is: &'static str,
        /// What was asked for.
        asked: &'static str,
    },
}

impl Context {
    /// Opens the folder and the database, brings the tables up to date and starts the clock. A fresh
    /// database is marked with `purpose`, or as live; one that is marked otherwise is refused.
    pub async fn open(config: Config, purpose: Option<Purpose>) -> Result<Self, StartError> {
        Self::open_with(config, purpose, None).await
    }

    /// The same with a clock of the caller's, as tests have; not for live databases either.
    pub async fn open_with(
        config: Config,
        purpose: Option<Purpose>,
        clock: Option<SharedClock>,
    ) -> Result<Self, StartError> {
        let unusable = |source| StartError::Folder {
            path: config.storage.var.display().to_string(),
            source,
        };
        config.storage.prepare().map_err(unusable)?;
        let seal =
            Seal::open(config.storage.seal_key.as_ref(), &config.storage.var).map_err(unusable)?;
        let files = Files::open(&config.storage.path("files")).map_err(unusable)?;
        let url = config.storage.database_url();
        let store = Store::connect(&url).await?;
        store.migrate(&url, &config.storage.var).await?;
        let instance = mark(&store, purpose).await?;
        let learnt = Learnt::read(&store).await.map_err(|error| match error {
            LearnError::Db(error) => StartError::Db(error),
            LearnError::Broken(broken) => rules_broken(broken),
        })?;
        let clock = choose_clock(&config, instance.purpose, clock)?;
        Ok(Self {
            store,
            ids: Ids::random(Arc::clone(&clock)),
            clock,
            files,
            seal,
            press: Press::new(config.fonts.clone()),
            config: Arc::new(config),
            instance: Arc::new(instance),
            passwords: Passwords::default(),
            closing: CancellationToken::new(),
            known: Known::new(learnt),
        })
    }

    /// Every dated rule set that is known now.
    pub fn rules(&self) -> Arc<RuleBook> {
        self.known.book()
    }

    /// The rules that decisions are made under now.
    pub fn law(&self) -> InForce {
        InForce::of(self.rules(), self.known.calendar())
    }

    /// The law, for questions.
    pub fn engine(&self) -> Engine {
        Engine {
            book: self.rules(),
            calendar: self.known.calendar(),
            regions: self.known.regions(),
        }
    }

    /// The rule sets in force on a day, which a dispute filed then is bound to.
    pub fn binding(&self, on: Date) -> Result<Binding, Failure> {
        self.binding_in(on, None)
    }

    /// The same in a province whose rules count beside the nation's.
    pub fn binding_in(&self, on: Date, province: Option<Province>) -> Result<Binding, Failure> {
        self.rules()
            .binding(on, province)
            .map_err(|_none| Failure::Conflict("no_rules"))
    }

    /// The name of the platform's published rules in force on a day.
    pub fn rules_version(&self, on: Date) -> Result<String, Failure> {
        self.published_in(&self.binding(on)?)
            .ok_or(Failure::Conflict("no_rules"))
    }

    /// The name of the platform's published rules that a dispute is bound to.
    pub fn published_in(&self, binding: &Binding) -> Option<String> {
        let rules = self.rules();
        let mut sets = binding.sets.iter().filter_map(|id| rules.set(id));
        let platform = sets.find(|set| set.layer() == Layer::Platform);
        platform.map(|set| set.id().as_str().to_owned())
    }

    /// For a request that holds its key: what it does is marked as done together with it.
    #[must_use]
    pub fn under(&self, claim: Claim) -> Self {
        Self {
            store: self.store.under(claim),
            ..self.clone()
        }
    }

    /// The present moment.
    pub fn now(&self) -> Now {
        Now {
            at: self.clock.now(),
        }
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context")
            .field("instance", &self.instance)
            .finish_non_exhaustive()
    }
}

fn choose_clock(
    config: &Config,
    purpose: Purpose,
    given: Option<SharedClock>,
) -> Result<SharedClock, StartError> {
    let movable = matches!(purpose, Purpose::Demo | Purpose::Test);
    match (given, &config.clock) {
        (Some(_), _) | (None, Some(_)) if !movable => Err(StartError::LiveClock),
        (Some(clock), _) => Ok(clock),
        (None, Some(path)) => Ok(Arc::new(FileClock::open(path)?)),
        (None, None) => Ok(Arc::new(SystemClock)),
    }
}

async fn mark(store: &Store, asked: Option<Purpose>) -> Result<Instance, StartError> {
    if let Some(instance) = store.instance().await? {
        return agree(instance, asked);
    }
    let fresh = Instance {
        epoch: super::secret::epoch(),
        purpose: asked.unwrap_or(Purpose::Live),
    };
    let work = store.begin().await?;
    match work
        .mark_instance(&fresh, crate::clock::Clock::now(&SystemClock))
        .await
    {
        Ok(()) => {
            work.commit().await?;
            Ok(fresh)
        }
        // Another process marked it between our look and our write.
        Err(DbError::Conflict) => {
            drop(work);
            agree(store.instance().await?.unwrap_or(fresh), asked)
        }
        Err(error) => Err(error.into()),
    }
}

fn agree(instance: Instance, asked: Option<Purpose>) -> Result<Instance, StartError> {
    match asked {
        Some(asked) if asked != instance.purpose => Err(StartError::OtherPurpose {
            is: instance.purpose.code(),
            asked: asked.code(),
        }),
        Some(_) | None => Ok(instance),
    }
}

fn rules_broken(fault: impl std::fmt::Display) -> StartError {
    StartError::Rules(fault.to_string())
}
