//! Demonstration data: a platform, its merchants and people, and disputes in every phase, with what
//! people said and showed. Everybody and everything in it is made up.
//!
//! It is told in `data/*.toml` and carried out by the use cases that serve people, in the order of
//! time and under a clock that moves with it; terms end on the way as they would have ended. Nothing
//! here writes a dispute, a message or a file past them. The same seed and day give the same
//! disputes; secrets alone are new each time.
//!
//! To add a dispute: one `[[dispute]]` in a file of `data/`, see [`script::Story`].

mod accounts;
mod cast;
mod deed;
mod logins;
mod moment;
mod picture;
mod script;
mod stage;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::{Context, Failure, Ids, StartError};
use crate::clock::TestClock;
use crate::config::{Config, Limit};
use crate::db::{DbError, Purpose};
use crate::jobs::NoCarrier;

use self::cast::Cast;
use self::script::Script;
use self::stage::Stage;

/// What the demonstration is made from.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Ids and order numbers come from it.
    pub seed: u64,
    /// The day that it leads up to: the last thing happens late on the day before.
    pub date: Date,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded {
    /// Everything was made.
    Now {
        /// How many disputes there are.
        disputes: usize,
        /// Where the log-ins are written.
        logins: PathBuf,
    },
    /// It was there already and was left alone.
    Before {
        /// Where the log-ins are written.
        logins: PathBuf,
    },
}

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The service cannot be opened, or the database is marked for something else.
    #[error(transparent)]
    Start(#[from] StartError),
    /// There are organisations that the demonstration did not make.
    #[error("this database is in use: demonstration data goes into a fresh one")]
    InUse,
    /// An earlier run was cut off.
    #[error("an earlier loading was interrupted: empty the database and HEJIE_VAR, and load again")]
    Interrupted,
    /// The data that comes with the program are broken.
    #[error("the demonstration data are broken: {0}")]
    Script(String),
    /// A step was not taken.
    #[error("{story}, step {step} ({at}): {failure:?}")]
    Step {
        /// In which dispute.
        story: String,
        /// Which step of it.
        step: usize,
        /// When.
        at: Timestamp,
        /// Why.
        failure: Failure,
    },
    /// A use case failed beside the disputes.
    #[error("{0:?}")]
    Failed(Failure),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Nobody could keep the messages.
    #[error(transparent)]
    Carrier(#[from] NoCarrier),
    /// The log-ins cannot be written.
    #[error("the log-ins cannot be written")]
    Logins(#[source] std::io::Error),
}

impl From<Failure> for DemoError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Loads the demonstration into a fresh database, or finds it there.
pub async fn load(config: Config, plan: Plan) -> Result<Loaded, DemoError> {
    let script = Script::shipped().map_err(DemoError::Script)?;
    match attempt(&config, &script, plan).await {
        Err(DemoError::Interrupted) if clear_away(&config)? => {
            attempt(&config, &script, plan).await
        }
        outcome => outcome,
    }
}

async fn attempt(config: &Config, script: &Script, plan: Plan) -> Result<Loaded, DemoError> {
    let clock = TestClock::at(script.opens(plan.date));
    let shared = Arc::new(clock.clone());
    let opened = Context::open_with(
        quiet(config.clone()),
        Some(Purpose::Demo),
        Some(shared.clone()),
    )
    .await;
    let ctx = Context {
        ids: Ids::seeded(shared, plan.seed),
        ..opened?
    };
    let loaded = fill(&ctx, clock, script, plan).await;
    ctx.store.close().await?;
    loaded
}

async fn fill(
    ctx: &Context,
    clock: TestClock,
    script: &Script,
    plan: Plan,
) -> Result<Loaded, DemoError> {
    let logins = ctx.config.storage.path("demo-logins.txt");
    if !ctx.store.platforms().await?.is_empty() {
        return found(ctx, script, logins).await;
    }
    let cast = Cast::engage(ctx, &script.cast).await?;
    let mut stage = Stage::new(ctx, clock, cast, script, plan);
    stage.play().await?;
    logins::hand_out(ctx, &script.cast, &stage.into_cast(), &logins).await?;
    Ok(Loaded::Now {
        disputes: script.filed(),
        logins,
    })
}

/// Somebody has a log-in, since those are handed out last: then the loading came to its end.
async fn found(ctx: &Context, script: &Script, logins: PathBuf) -> Result<Loaded, DemoError> {
    match Cast::find(ctx, &script.cast).await? {
        None => Err(DemoError::InUse),
        Some(cast) if logins::are_handed_out(ctx, &script.cast, &cast).await? => {
            if !logins.exists() {
                logins::hand_out(ctx, &script.cast, &cast, &logins).await?;
            }
            Ok(Loaded::Before { logins })
        }
        Some(_) => Err(DemoError::Interrupted),
    }
}

/// Half a demonstration in this installation's own file was used by nobody, since nobody has a
/// password: it goes. Tells whether it did; a database elsewhere is not ours to clear.
fn clear_away(config: &Config) -> Result<bool, DemoError> {
    let storage = &config.storage;
    let own = storage.path("hejie.sqlite");
    let address = format!("sqlite://{}?", own.display());
    if !storage.database_url().reveal().starts_with(&address) {
        return Ok(false);
    }
    for name in ["hejie.sqlite", "hejie.sqlite-wal", "hejie.sqlite-shm"] {
        gone(std::fs::remove_file(storage.path(name)))?;
    }
    for name in ["files", "outbox"] {
        gone(std::fs::remove_dir_all(storage.path(name)))?;
    }
    Ok(true)
}

fn gone(removed: std::io::Result<()>) -> Result<(), DemoError> {
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(DemoError::Failed(error.into()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Nobody in the demonstration is to be written to for real: messages are kept, whatever gateways
/// this installation has.
fn quiet(mut config: Config) -> Config {
    config.telling.sms_url = None;
    config.telling.smtp_url = None;
    config.telling.messages_recipient = Limit::Off;
    config
}
