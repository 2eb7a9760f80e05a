//! `hejie law term`.

use std::path::PathBuf;

use clap::Args;
use hejie_domain::calendar::{Calendar, Edition};
use hejie_domain::ruleset::{Province, TermId};
use hejie_domain::term::{StoodStill, TermAnswer, TermFacts};

use super::ask::{self, AskArguments, Fault};
use super::told::Language;
use crate::app::law::Engine;

/// From when, how many of what, and how the end rolls.
#[derive(Debug, Args)]
pub(in crate::cli) struct TermArguments {
    /// A day, or a moment (Beijing time unless it carries an offset): 2026-09-24, 2026-09-24T10:00;
    /// without it, the facts are read as JSON from standard input
    #[arg(long)]
    from: Option<String>,
    /// How many units
    #[arg(long, allow_negative_numbers = true, requires = "from")]
    count: Option<u32>,
    /// hours, working, natural, months or years
    #[arg(long, requires = "from")]
    unit: Option<String>,
    /// What happens when the last day is a day of rest: none, civil (T-04), bureau (T-06 with its open
    /// questions left open), bureau-strict or bureau-wide; without it bureau, which is the most
    /// careful: the later day is due, the earlier is warned of
    #[arg(long, requires = "from")]
    roll: Option<String>,
    /// A term of the rule sets instead of a count, by its id: negotiation, signing, …
    #[arg(long, value_parser = term_id, conflicts_with_all = ["count", "unit", "roll"], requires = "from")]
    term: Option<TermId>,
    /// The province whose rules count with --term: a region code or its first two digits
    #[arg(long, value_parser = province, requires = "term")]
    province: Option<Province>,
    /// A time during which the period stood still: FROM/UNTIL; may be repeated
    #[arg(long, value_name = "FROM/UNTIL", value_parser = pause, requires = "from")]
    pause: Vec<StoodStill>,
    /// A further calendar edition, as a file; may be repeated
    #[arg(long, value_name = "FILE")]
    edition: Vec<PathBuf>,
    #[command(flatten)]
    ask: AskArguments,
}

/// The answer as it is printed.
pub(super) fn answer(arguments: &TermArguments, mut engine: Engine) -> Result<String, Fault> {
    engine.calendar = calendar(&engine, &arguments.edition)?.into();
    let facts = match &arguments.from {
        Some(from) => asked(arguments, from),
        None => ask::facts(&ask::input()?)?,
    };
    let count = |facts: &TermFacts| engine.term(facts);
    arguments.ask.answer_to(&facts, count, told)
}

fn asked(arguments: &TermArguments, from: &str) -> TermFacts {
    TermFacts {
        from: from.to_owned(),
        count: arguments.count,
        unit: arguments.unit.clone(),
        roll: arguments.roll.clone(),
        term: arguments.term,
        province: arguments.province,
        pauses: arguments.pause.clone(),
    }
}

fn calendar(engine: &Engine, files: &[PathBuf]) -> Result<Calendar, Fault> {
    let mut calendar = Calendar::clone(&engine.calendar);
    for file in files {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let edition =
            Edition::parse(&text).map_err(|fault| format!("{}: {fault}", file.display()))?;
        calendar = calendar.with(edition);
    }
    Ok(calendar)
}

fn told(answer: &TermAnswer, language: Language) -> Vec<String> {
    let mut lines = vec![answer.due_on.to_string(), String::new()];
    let explained = answer.explanation.iter();
    lines.extend(explained.map(|line| format!("  {}", language.of(line))));
    let sources: Vec<_> = answer.source.iter().map(|id| id.code()).collect();
    lines.push(String::new());
    lines.push(format!("  {} · {}", sources.join(" "), answer.edition));
    lines
}

fn term_id(text: &str) -> Result<TermId, String> {
    TermId::parse(text).ok_or_else(|| "no rule set knows this term".to_owned())
}

fn province(text: &str) -> Result<Province, String> {
    Province::parse(text).map_err(|fault| fault.to_string())
}

fn pause(text: &str) -> Result<StoodStill, String> {
    StoodStill::parse(text).ok_or_else(|| format!("{text:?} is not FROM/UNTIL"))
}
