//! `hejie law term`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use hejie_domain::calendar::{Calendar, Edition};
use hejie_domain::ruleset::{Province, RuleBook, TermId};
use hejie_domain::term::{Pause, PauseReason, Period, Rolling, Start, TermAnswer, Unit};
use jiff::Timestamp;

/// From when, how many of what, and how the end rolls.
#[derive(Debug, Args)]
pub(in crate::cli) struct TermArguments {
    /// A day, or a moment (Beijing time unless it carries an offset): 2026-09-24, 2026-09-24T10:00
    #[arg(long)]
    from: String,
    /// How many units
    #[arg(long, required_unless_present = "term")]
    count: Option<u32>,
    /// hours, working, natural, months or years
    #[arg(long, value_parser = unit, required_unless_present = "term")]
    unit: Option<Unit>,
    /// What happens when the last day is a day of rest: none, civil (T-04), bureau (T-06 with its open
    /// questions left open), bureau-strict or bureau-wide; without it bureau, which is the most
    /// careful: the later day is due, the earlier is warned of
    #[arg(long, value_parser = rolling)]
    roll: Option<Rolling>,
    /// A term of the rule sets instead of a count, by its id: negotiation, signing, …
    #[arg(long, value_parser = term_id, conflicts_with_all = ["count", "unit", "roll"])]
    term: Option<TermId>,
    /// The province whose rules count with --term: a region code or its first two digits
    #[arg(long, value_parser = province, requires = "term")]
    province: Option<Province>,
    /// A time during which the period stood still: FROM/UNTIL; may be repeated
    #[arg(long, value_name = "FROM/UNTIL")]
    pause: Vec<String>,
    /// A further calendar edition, as a file; may be repeated
    #[arg(long, value_name = "FILE")]
    edition: Vec<PathBuf>,
    /// Answer as JSON; its schema is `hejie law schema term`
    #[arg(long)]
    json: bool,
}

/// The answer as it is printed.
pub(super) fn answer(arguments: &TermArguments) -> Result<String, Box<dyn Error>> {
    let start = Start::parse(&arguments.from)?;
    let pauses = pauses(&arguments.pause)?;
    let answer = TermAnswer::to(
        start,
        period(arguments, start)?,
        &pauses,
        &calendar(arguments)?,
    )?;
    if arguments.json {
        Ok(serde_json::to_string_pretty(&answer)?)
    } else {
        Ok(told(&answer))
    }
}

fn period(arguments: &TermArguments, start: Start) -> Result<Period, Box<dyn Error>> {
    if let Some(term) = arguments.term {
        let book = RuleBook::load()?;
        let binding = book.binding(start.day(), arguments.province)?;
        return Ok(book.term(&binding, term)?.period());
    }
    // Clap has seen to it that both are there.
    let (Some(count), Some(unit)) = (arguments.count, arguments.unit) else {
        return Err("--count and --unit, or --term, are needed".into());
    };
    let roll = arguments.roll.unwrap_or(match unit {
        Unit::Hours | Unit::WorkingDays => Rolling::None,
        Unit::NaturalDays | Unit::Months | Unit::Years => Rolling::BUREAU,
    });
    Ok(Period::new(count, unit, roll)?)
}

fn calendar(arguments: &TermArguments) -> Result<Calendar, Box<dyn Error>> {
    let mut calendar = Calendar::shipped()?;
    for file in &arguments.edition {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let edition =
            Edition::parse(&text).map_err(|fault| format!("{}: {fault}", file.display()))?;
        calendar = calendar.with(edition);
    }
    Ok(calendar)
}

fn pauses(texts: &[String]) -> Result<Vec<Pause>, Box<dyn Error>> {
    let mut pauses = Vec::new();
    for text in texts {
        let (from, until) = text
            .split_once('/')
            .ok_or_else(|| format!("{text:?} is not FROM/UNTIL"))?;
        let (from, until) = (moment(from)?, moment(until)?);
        if until < from {
            return Err(format!("the pause {text} ends before it begins").into());
        }
        pauses.push(Pause {
            from,
            until: Some(until),
            reason: PauseReason::Elsewhere,
        });
    }
    Ok(pauses)
}

fn moment(text: &str) -> Result<Timestamp, Box<dyn Error>> {
    match Start::parse(text)? {
        Start::Moment(at) => Ok(at),
        Start::Day(_) => Err(format!("{text} is a day; a pause needs moments").into()),
    }
}

fn told(answer: &TermAnswer) -> String {
    let mut text = format!("{}\n", answer.due_on);
    for line in &answer.explanation {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n  {}\n  {}", line.zh, line.en);
    }
    let sources: Vec<_> = answer.source.iter().map(|id| id.code()).collect();
    let _ = write!(text, "\n\n  {} · {}", sources.join(" "), answer.edition);
    text
}

fn unit(text: &str) -> Result<Unit, String> {
    Unit::parse(text).ok_or_else(|| "one of hours, working, natural, months, years".to_owned())
}

fn rolling(text: &str) -> Result<Rolling, String> {
    Rolling::parse(text)
        .ok_or_else(|| "one of none, civil, bureau, bureau-strict, bureau-wide".to_owned())
}

fn term_id(text: &str) -> Result<TermId, String> {
    TermId::parse(text).ok_or_else(|| "no rule set knows this term".to_owned())
}

fn province(text: &str) -> Result<Province, String> {
    Province::parse(text).map_err(|fault| fault.to_string())
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use hejie_domain::term::TermAnswer;

    use super::{TermArguments, answer};

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        term: TermArguments,
    }

    fn ask(line: &str) -> Result<String, String> {
        let words = std::iter::once("term").chain(line.split_whitespace());
        let line = Line::try_parse_from(words).map_err(|error| error.to_string())?;
        answer(&line.term).map_err(|error| error.to_string())
    }

    fn asked(line: &str) -> TermAnswer {
        serde_json::from_str(&ask(&format!("{line} --json")).unwrap()).unwrap()
    }

    #[test]
    fn a_count_of_working_days_is_explained() {
        let answer = asked("--from 2026-09-24 --count 7 --unit working");
        assert_eq!(answer.due_on.to_string(), "2026-10-12");
        assert_eq!(answer.edition, "2026.1");
        let text = ask("--from 2026-09-24 --count 7 --unit working").unwrap();
        assert!(text.starts_with("2026-10-12\n"), "{text}");
        assert!(
            text.contains("国庆节") && text.contains("2026-10-10"),
            "{text}"
        );
    }

    #[test]
    fn days_without_a_rule_are_counted_the_careful_way() {
        let answer = asked("--from 2026-04-15 --count 60 --unit natural");
        assert_eq!(answer.due_on.to_string(), "2026-06-15");
        assert_eq!(answer.warn_by.to_string(), "2026-06-14");
        let strict = asked("--from 2026-04-15 --count 60 --unit natural --roll bureau-strict");
        assert_eq!(strict.due_on.to_string(), "2026-06-14");
        let none = asked("--from 2026-09-24 --count 7 --unit natural --roll none");
        assert_eq!(none.due_on.to_string(), "2026-10-01");
    }

    #[test]
    fn a_term_may_be_called_by_its_name() {
        let national = asked("--from 2026-08-31 --term mediation_association");
        assert_eq!(national.due_on.to_string(), "2026-09-30");
        let zhejiang = asked("--from 2026-08-31 --term mediation_association --province 330106");
        assert_eq!(zhejiang.due_on.to_string(), "2026-09-14");
    }

    #[test]
    fn hours_can_stand_still() {
        let answer = asked(
            "--from 2026-09-21T10:00 --count 24 --unit hours --pause 2026-09-21T12:00/2026-09-22T12:00",
        );
        assert_eq!(answer.due_at.to_string(), "2026-09-23T02:00:00Z");
    }

    #[test]
    fn a_wrong_question_is_told_what_is_wrong() {
        let wrong = |line: &str, part: &str| {
            let said = ask(line).unwrap_err();
            assert!(said.contains(part), "{line}: {said}");
        };
        wrong(
            "--from 2026-02-30 --count 7 --unit working",
            "neither a day",
        );
        wrong("--from 2026-02-20 --count 7 --unit hours", "time of day");
        wrong("--from 2026-02-20 --count 0 --unit working", "at least one");
        wrong("--from 2026-02-20 --count 999999 --unit years", "100");
        wrong(
            "--from 2026-02-20 --count 7 --unit weeks",
            "one of hours, working",
        );
        wrong(
            "--from 2026-02-20 --count 7 --unit natural --roll sideways",
            "one of none, civil",
        );
        wrong("--from 2026-02-20", "--count");
        wrong("--from 2019-02-20 --term negotiation", "no platform rules");
        wrong("--from 2026-02-20 --term party", "no rule set knows");
    }
}
