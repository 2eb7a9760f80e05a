//! `hejie law`: the engine of the law for operators, without a database or a server.

mod ask;
mod entitlement;
mod schema;
mod term;

use clap::Subcommand;

use super::Outcome;

/// What can be asked.
#[derive(Debug, Subcommand)]
pub(super) enum LawCommand {
    /// When a period ends, and why then
    Term(term::TermArguments),
    /// What law and promises provide on facts given as JSON on standard input
    Entitlement(ask::AskArguments),
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
        LawCommand::Schema { name } => schema::answer(name.as_deref())?,
    };
    super::tell::line(&answer)
}
