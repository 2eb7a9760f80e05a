//! `hejie demo`: demonstration data in a database of their own.

use jiff::civil::Date;

use super::{Outcome, tell};
use crate::clock::{Clock, FileClock, SystemClock};
use crate::config::Config;
use crate::demo::{self, Loaded, Plan};

/// Loads the data, or says that they are there.
pub(super) fn run(config: Config, seed: u64, date: Option<Date>) -> Outcome {
    tell::start_log(&config.log)?;
    let date = match date {
        Some(date) => date,
        None => today(&config)?,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    match runtime.block_on(demo::load(config, Plan { seed, date }))? {
        Loaded::Now { disputes, logins } => tell::line(&format!(
            "{disputes} disputes are loaded; log-ins: {}",
            logins.display()
        )),
        Loaded::Before { logins } => tell::line(&format!(
            "the demonstration data are loaded already; log-ins: {}",
            logins.display()
        )),
    }
}

fn today(config: &Config) -> Result<Date, crate::clock::ClockError> {
    let now = match &config.clock {
        Some(path) => FileClock::open(path)?.now(),
        None => SystemClock.now(),
    };
    Ok(hejie_domain::Now { at: now }.today())
}
