//! `hejie law`: the engine of the law for operators, without a database or a server.

mod admissible;
mod ask;
mod bureau;
mod checklist;
mod doors;
mod entitlement;
mod schema;
mod term;

pub(super) use ask::lines;
use clap::Subcommand;

use super::Outcome;

/// What can be asked.
#[derive(Debug, Subcommand)]
pub(super) enum LawCommand {
    /// When a period ends, and why then
    Term(term::TermArguments),
    /// What law and promises provide on facts given as JSON on standard input
    Entitlement(ask::AskArguments),
    /// Whether the bureau would take a complaint, by facts as JSON on standard input
    Admissible(ask::AskArguments),
    /// Which bureau and court are competent, by facts as JSON on standard input
    Bureau(bureau::BureauArguments),
    /// Which ways are open, by facts as JSON on standard input
    Doors(ask::AskArguments),
    /// What evidence helps, by facts as JSON on standard input
    Checklist(ask::AskArguments),
    /// The schema of what a question takes and answers
    Schema {
        /// One of the names that `hejie law schema` lists without one
        name: Option<String>,
    },
}

/// Answers on standard output; what is wrong with the question goes to standard error.
pub(super) fn run(command: LawCommand) -> Outcome {
    let answer = match command {
        LawCommand::Term(arguments) => term::answer(&arguments)?,
        LawCommand::Entitlement(arguments) => entitlement::answer(&ask::input()?, arguments)?,
        LawCommand::Admissible(arguments) => admissible::answer(&ask::input()?, arguments)?,
        LawCommand::Bureau(arguments) => bureau::answer(&ask::input()?, &arguments)?,
        LawCommand::Doors(arguments) => doors::answer(&ask::input()?, arguments)?,
        LawCommand::Checklist(arguments) => checklist::answer(&ask::input()?, arguments)?,
        LawCommand::Schema { name } => schema::answer(name.as_deref())?,
    };
    super::tell::line(&answer)
}
