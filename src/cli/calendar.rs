//! `hejie calendar`: holiday notices, and taking in a new one.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use hejie_domain::calendar::{Calendar, DayKind, Edition};
use hejie_domain::term::festival_name;
use serde_json::{Value, json};

use super::law::Language;
use super::{Outcome, Wrong, imported, tell};
use crate::app::law::calendar;
use crate::config::Config;

/// What can be done.
#[derive(Debug, Subcommand)]
pub(super) enum CalendarCommand {
    /// Take in the holiday notice of a year, as TOML or JSON, and count open terms again
    Import {
        /// The edition; the form is that of src/domain/calendar/data/2026.toml
        file: PathBuf,
        /// Only say what it would change
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the editions that are known, or the days of one year
    Show {
        /// The year
        year: Option<i16>,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
        /// In which language, where the answer is no JSON: zh, en or both
        #[arg(long, value_enum, default_value_t = Language::Zh)]
        lang: Language,
    },
}

pub(super) fn run(command: CalendarCommand) -> Outcome {
    match command {
        CalendarCommand::Import { file, dry_run } => import(&file, dry_run),
        CalendarCommand::Show { year, json, lang } => {
            let calendar = imported::engine()?.calendar;
            let text = match year {
                Some(year) => days(&calendar, year, json, lang).map_err(Wrong)?,
                None => editions(&calendar, json)?,
            };
            tell::line(&text)
        }
    }
}

fn import(file: &Path, dry_run: bool) -> Outcome {
    let text = read(file)?;
    // The domain says which day is wrong, where the service has only a code for pages.
    Edition::parse(&text).map_err(|fault| Wrong(format!("{}: {fault}", file.display()).into()))?;
    imported::with_service(Config::from_env()?, async |ctx| {
        let preview = calendar::preview(&ctx, &text).await;
        let preview = preview.map_err(|failure| refused(file, failure))?;
        let edition = &preview.edition;
        let name = format!("{}.{}", edition.year(), edition.revision());
        tell::line(&format!(
            "edition {name} from {}",
            edition.papers().join(", ")
        ))?;
        tell::line(&format!("days that change: {}", preview.days.len()))?;
        for moved in &preview.moved {
            let (was, due) = (moved.was, moved.due);
            let term = moved.term;
            tell::line(&format!("{}: {term} {was} -> {due}", moved.number))?;
        }
        let (moved, settled) = (preview.moved.len(), preview.settled);
        tell::line(&format!(
            "terms that move: {moved}; no longer provisional: {settled}"
        ))?;
        if dry_run {
            return tell::line("nothing was stored");
        }
        let done = calendar::import(&ctx, None, &text).await?;
        tell::line(&format!(
            "imported; disputes counted again: {}",
            done.disputes
        ))
    })
}

fn refused(file: &Path, failure: crate::app::Failure) -> Box<dyn std::error::Error> {
    let crate::app::Failure::Invalid(_) = failure else {
        return failure.into();
    };
    let shown = file.display();
    let why = "this revision, or a later one of its year, is known already";
    Wrong(format!("{shown}: {why}; a correction has a higher revision").into()).into()
}

pub(super) fn read(file: &Path) -> Result<String, Wrong> {
    std::fs::read_to_string(file)
        .map_err(|error| Wrong(format!("{}: {error}", file.display()).into()))
}

fn editions(calendar: &Calendar, as_json: bool) -> Result<String, serde_json::Error> {
    let known: Vec<Value> = calendar.editions().map(edition).collect();
    if as_json {
        return serde_json::to_string_pretty(&known);
    }
    let line = |edition: &Edition| {
        let papers = edition.papers().join(", ");
        format!("{}.{} {papers}", edition.year(), edition.revision())
    };
    Ok(calendar.editions().map(line).collect::<Vec<_>>().join("\n"))
}

fn edition(edition: &Edition) -> Value {
    json!({ "year": edition.year(), "revision": edition.revision(), "papers": edition.papers() })
}

/// The days of a year that are not what their weekday says.
fn days(
    calendar: &Calendar,
    year: i16,
    as_json: bool,
    language: Language,
) -> Result<String, Box<dyn std::error::Error>> {
    let first = jiff::civil::Date::new(year, 1, 1)?;
    let all = first.series(jiff::Span::new().days(1));
    let all: Vec<_> = all
        .take_while(|day| day.year() == year)
        .map(|day| calendar.day(day))
        .collect();
    let working = all.iter().filter(|day| day.is_working()).count();
    let known = calendar.editions().find(|edition| edition.year() == year);
    let marked = all.iter().filter_map(|day| {
        let (kind, festival) = match day.kind {
            DayKind::Working | DayKind::Weekend => return None,
            DayKind::WorkedWeekend(festival) => ("worked", festival),
            DayKind::Statutory(festival) => ("statutory", festival),
            DayKind::Rest(festival) => ("rest", festival),
        };
        Some((day.date, kind, festival))
    });
    if as_json {
        let days: Vec<_> = marked
            .map(|(day, kind, festival)| json!({ "day": day, "kind": kind, "festival": festival }))
            .collect();
        return Ok(serde_json::to_string_pretty(&json!({
            "year": year, "provisional": known.is_none(), "edition": known.map(edition),
            "working_days": working, "days": days,
        }))?);
    }
    let head = match known {
        Some(edition) => format!(
            "{year}.{} {}",
            edition.revision(),
            edition.papers().join(", ")
        ),
        None => language.pick(
            &format!("{year} 尚无放假通知：日期暂定"),
            &format!("{year} has no notice yet: dates are provisional"),
        ),
    };
    let mut lines = vec![head];
    lines.extend(marked.map(|(day, kind, festival)| {
        let name = language.of(&festival_name(festival));
        format!("{day} {kind} {name}")
    }));
    lines.push(format!(
        "{}: {working}",
        language.pick("工作日", "working days")
    ));
    Ok(lines.join("\n"))
}
