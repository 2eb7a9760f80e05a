//! `hejie doctor`.

use clap::Args;
use hejie_domain::people::Locale;
use serde_json::json;

use super::law::Language;
use super::{Outcome, tell};
use crate::clock::{Clock, FileClock, SystemClock};
use crate::config::Config;
use crate::doctor::{self, Depth, Finding, Level};

/// How much is looked at, and how it is told.
#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    /// Walk every log and look at more files, instead of some at random
    #[arg(long)]
    all: bool,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
    /// In which language: zh, en or both
    #[arg(long, value_enum, default_value_t = Language::Zh)]
    lang: Language,
}

/// Something is bad; what it is has been said.
#[derive(Debug, thiserror::Error)]
#[error("{0} findings are bad")]
struct Unwell(usize);

/// Looks everything over; fails when anything is bad.
pub(super) fn run(arguments: &DoctorArguments) -> Outcome {
    crate::use_ring();
    let found = match Config::from_env() {
        Ok(config) => examine(&config, arguments)?,
        Err(error) => {
            let facts = vec![("error", error.to_string())];
            let wrong = Finding::new(Level::Bad, "settings_wrong");
            vec![Finding { facts, ..wrong }]
        }
    };
    let bad = found.iter().filter(|one| one.level == Level::Bad).count();
    tell::line(&if arguments.json {
        as_json(&found, bad)?
    } else {
        in_words(&found, arguments.lang)
    })?;
    if bad == 0 {
        Ok(())
    } else {
        Err(Box::new(Unwell(bad)))
    }
}

fn examine(
    config: &Config,
    arguments: &DoctorArguments,
) -> Result<Vec<Finding>, Box<dyn std::error::Error>> {
    let depth = if arguments.all {
        Depth::All
    } else {
        Depth::Sample
    };
    let now = match &config.clock {
        Some(path) => FileClock::open(path)?.now(),
        None => SystemClock.now(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime.block_on(doctor::examine(config, None, depth, now)))
}

fn in_words(found: &[Finding], language: Language) -> String {
    let mut lines = Vec::new();
    for one in found {
        let (zh, en) = (one.told(Locale::ZhCn), one.told(Locale::En));
        let mark = match one.level {
            Level::Good => "✓",
            Level::Note => "·",
            Level::Warning => "!",
            Level::Bad => "✗",
        };
        lines.push(format!("{mark} {}", language.pick(&zh.what, &en.what)));
        for (zh, en) in [(&zh.why, &en.why), (&zh.todo, &en.todo)] {
            if let (Some(zh), Some(en)) = (zh, en) {
                lines.push(format!("    {}", language.pick(zh, en)));
            }
        }
    }
    lines.join("\n")
}

fn as_json(found: &[Finding], bad: usize) -> Result<String, serde_json::Error> {
    let told = |one: &Finding, locale| {
        let told = one.told(locale);
        json!({ "what": told.what, "why": told.why, "do": told.todo })
    };
    let items: Vec<_> = found
        .iter()
        .map(|one| {
            let facts: serde_json::Map<_, _> = one
                .facts
                .iter()
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            json!({
                "code": one.code, "level": one.level.code(), "facts": facts,
                "zh": told(one, Locale::ZhCn), "en": told(one, Locale::En),
            })
        })
        .collect();
    serde_json::to_string_pretty(&json!({ "ok": bad == 0, "findings": items }))
}
