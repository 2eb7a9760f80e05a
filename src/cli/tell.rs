//! What the command says: results on standard output, the rest on standard error.

use std::error::Error;
use std::io::{IsTerminal, Write};

use tracing_subscriber::EnvFilter;

use super::Outcome;
use crate::config::{Format, Log};

/// A line of result.
pub(super) fn line(text: &str) -> Outcome {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

/// Why the command failed, with the whole chain.
pub(super) fn error(error: &dyn Error) {
    let mut chain = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let said = next.to_string();
        if !chain.ends_with(&said) {
            chain.push_str(": ");
            chain.push_str(&said);
        }
        cause = next.source();
    }
    // There is nobody left to tell when standard error is closed.
    let _gone = writeln!(std::io::stderr(), "hejie: {chain}");
}

/// Starts the log on standard error.
pub(super) fn start_log(log: &Log) -> Outcome {
    let filter = EnvFilter::try_new(&log.filter)?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match log.format {
        Format::Text => lines.init(),
        Format::Json => lines.json().init(),
    }
    Ok(())
}
