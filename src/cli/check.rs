//! `hejie config check`.

use super::{Outcome, tell};
use crate::config::Config;

/// Prints each setting, its value and where it came from.
pub(super) fn run(config: &Config) -> Outcome {
    let width = config
        .settings
        .iter()
        .map(|setting| setting.key.len())
        .max()
        .unwrap_or_default();
    for setting in &config.settings {
        let shown = if setting.shown.is_empty() {
            "-"
        } else {
            &setting.shown
        };
        tell::line(&format!(
            "{:width$}  {shown}  ({})",
            setting.key, setting.source
        ))?;
    }
    Ok(())
}
