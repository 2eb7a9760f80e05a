//! `hejie registry`: the merchants of the platform, and taking in a table of them.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Outcome, Wrong, imported, tell};
use crate::app::house::registry::{self, Choice, Effect, Look};
use crate::app::{Context, Failure};
use crate::config::Config;

/// How many merchants are printed.
const SHOWN_MAX: u64 = 100;

/// What can be done.
#[derive(Debug, Subcommand)]
pub(super) enum RegistryCommand {
    /// Take in a table of merchants (CSV, UTF-8 or GBK) with a heading in Chinese or English
    Import {
        /// The table; it has at least the columns `name` and `credit_code`
        file: PathBuf,
        /// Only say what it would change
        #[arg(long)]
        dry_run: bool,
        /// Take the lines that are right even where others are wrong
        #[arg(long)]
        valid_only: bool,
    },
    /// Print merchants by part of their name or by their whole credit code
    Show {
        /// A name or a code
        words: String,
    },
}

pub(super) fn run(command: RegistryCommand) -> Outcome {
    match command {
        RegistryCommand::Import {
            file,
            dry_run,
            valid_only,
        } => import(&file, dry_run, valid_only),
        RegistryCommand::Show { words } => {
            imported::with_service(Config::from_env()?, async |ctx| {
                for merchant in registry::show(&ctx, &words, SHOWN_MAX).await? {
                    let code = merchant.credit_code.as_ref();
                    let code = code.map(ToString::to_string).unwrap_or_default();
                    tell::line(&format!("{code} {}", merchant.name))?;
                }
                Ok(())
            })
        }
    }
}

fn import(file: &Path, dry_run: bool, valid_only: bool) -> Outcome {
    let shown = file.display().to_string();
    let table = std::fs::read(file).map_err(|error| Wrong(format!("{shown}: {error}").into()))?;
    let choice = if valid_only {
        Choice::Valid
    } else {
        Choice::All
    };
    imported::with_service(Config::from_env()?, async |ctx: Context| {
        let look = registry::look_by_operator(&ctx, &table).await;
        let look = look.map_err(|failure| refused(&shown, failure))?;
        report(&look)?;
        if dry_run {
            return tell::line("nothing was stored");
        }
        if choice == Choice::All && !look.wrong.is_empty() {
            let why = "lines are wrong, nothing was stored; --valid-only takes the others";
            return Err(Wrong(format!("{shown}: {why}").into()).into());
        }
        let done = registry::import_by_operator(&ctx, &table, choice).await?;
        let stored = done.count(Effect::New) + done.count(Effect::Changed);
        tell::line(&format!("stored: {stored}"))
    })
}

fn report(look: &Look) -> Outcome {
    for wrong in &look.wrong {
        let (line, field) = (wrong.line, &wrong.field);
        tell::line(&format!(
            "line {line}: {field}: {} {}",
            wrong.code, wrong.value
        ))?;
    }
    let (new, changed) = (look.count(Effect::New), look.count(Effect::Changed));
    let (same, wrong) = (look.count(Effect::Unchanged), look.wrong_lines());
    tell::line(&format!(
        "{}; new: {new}; changed: {changed}; unchanged: {same}; wrong: {wrong}",
        look.encoding
    ))
}

fn refused(file: &str, failure: Failure) -> Box<dyn std::error::Error> {
    let Failure::Invalid(faults) = failure else {
        return failure.into();
    };
    let said = faults.iter().map(|fault| {
        let name = fault.facts.iter().map(|(_, value)| value.as_str());
        let name: Vec<_> = name.collect();
        format!("{} {}", fault.code, name.join(" "))
    });
    let said: Vec<_> = said.collect();
    Wrong(format!("{file}: {}", said.join("; ")).into()).into()
}
