//! The law for commands that need no server, and the service for those that need its tables.

use std::error::Error;
use std::sync::Arc;

use super::{Outcome, tell};
use crate::app::Context;
use crate::app::law::{Engine, LearnError, Learnt};
use crate::config::Config;
use crate::db::Store;

/// The law as it comes with the program, and what was imported into this installation's database,
/// if there is one. A question needs no database, so one that cannot be read is reported and left
/// out.
pub(super) fn engine() -> Result<Engine, Box<dyn Error>> {
    let mut engine = Engine::shipped()?;
    let Ok(config) = Config::from_env() else {
        return Ok(engine);
    };
    if !config.storage.exists() {
        return Ok(engine);
    }
    match runtime()?.block_on(learnt(&config)) {
        Ok(learnt) => {
            engine.book = Arc::new(learnt.book);
            engine.calendar = Arc::new(learnt.calendar);
            engine.regions = Arc::new(learnt.regions);
        }
        Err(error) => tell::error(&error),
    }
    Ok(engine)
}

async fn learnt(config: &Config) -> Result<Learnt, LearnError> {
    let store = Store::connect(&config.storage.database_url()).await?;
    let learnt = Learnt::read(&store).await;
    store.close().await?;
    learnt
}

/// Does something with the service's tables, brought up to date.
pub(super) fn with_service(config: Config, work: impl AsyncFnOnce(Context) -> Outcome) -> Outcome {
    tell::start_log(&config.log)?;
    runtime()?.block_on(async {
        let ctx = Context::open(config, None).await?;
        let store = ctx.store.clone();
        let done = work(ctx).await;
        store.close().await?;
        done
    })
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}
