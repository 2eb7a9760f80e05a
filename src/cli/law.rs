//! `hejie law`: the engine of the law for operators. It needs no server; where there is a database,
//! the calendar editions and regions that were imported count as well.

mod ask;
mod entitlement;
mod schema;
mod term;
mod told;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use hejie_domain::law::jurisdiction::Regions;

use super::imported;
use super::{Outcome, Wrong};
use crate::app::law::Engine;
use ask::AskArguments;
pub(super) use told::{Language, lines};

/// What can be asked.
#[derive(Debug, Subcommand)]
pub(super) enum LawCommand {
    /// When a period ends, and why then; by these words, or by facts as JSON on standard input
    Term(term::TermArguments),
    /// What law and promises provide on facts given as JSON on standard input
    Entitlement(AskArguments),
    /// Whether the bureau would take a complaint, by facts as JSON on standard input
    Admissible(AskArguments),
    /// Which bureau and court are competent, by facts as JSON on standard input
    Bureau(BureauArguments),
    /// Which ways are open, by facts as JSON on standard input
    Doors(AskArguments),
    /// What evidence helps, by facts as JSON on standard input
    Checklist(AskArguments),
    /// The schema of what a question takes and answers
    Schema {
        /// One of the names that `hejie law schema` lists without one
        name: Option<String>,
    },
}

/// Facts come on standard input; names of regions may come from a file.
#[derive(Debug, Args)]
pub(super) struct BureauArguments {
    #[command(flatten)]
    ask: AskArguments,
    /// More regions, one CODE,NAME a line; may be repeated
    #[arg(long, value_name = "FILE")]
    regions: Vec<PathBuf>,
}

/// Answers on standard output; what is wrong with the question goes to standard error, and the
/// command ends with 2.
pub(super) fn run(command: LawCommand) -> Outcome {
    let text = answer(command).map_err(Wrong)?;
    super::tell::line(&text)
}

fn answer(command: LawCommand) -> Result<String, ask::Fault> {
    if let LawCommand::Schema { name } = &command {
        return schema::answer(name.as_deref());
    }
    let mut engine = imported::engine()?;
    match command {
        LawCommand::Term(arguments) => term::answer(&arguments, engine),
        LawCommand::Entitlement(how) => how.answer(|f| engine.entitlement(f), entitlement::told),
        LawCommand::Admissible(how) => how.answer(|f| engine.admissible(f), lines),
        LawCommand::Bureau(arguments) => {
            engine.regions = regions(&engine, &arguments.regions)?.into();
            arguments.ask.answer(|f| engine.bureau(f), lines)
        }
        LawCommand::Doors(how) => how.answer(|f| engine.doors(f), lines),
        LawCommand::Checklist(how) => how.answer(|f| engine.checklist(f), lines),
        // Answered above, without any law.
        LawCommand::Schema { .. } => Ok(String::new()),
    }
}

fn regions(engine: &Engine, files: &[PathBuf]) -> Result<Regions, ask::Fault> {
    let mut regions = Regions::clone(&engine.regions);
    for file in files {
        let shown = file.display();
        let csv = std::fs::read_to_string(file).map_err(|error| format!("{shown}: {error}"))?;
        regions = regions
            .with(&csv)
            .map_err(|fault| format!("{shown}: {fault}"))?;
    }
    Ok(regions)
}
