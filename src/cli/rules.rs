//! `hejie rules`: what is in force on a day, and what the platform has published to come.

use std::error::Error;

use clap::Args;
use hejie_domain::dispute::print;
use hejie_domain::dispute::rules::{RULES, Rule, Target};
use hejie_domain::ruleset::{Province, Published, RuleSet};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::imported;
use super::law::{Language, lines};
use crate::clock::{Clock as _, SystemClock};

/// Which day, and which province's rules beside the nation's.
#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// The day; without it, today
    #[arg(long)]
    at: Option<Date>,
    /// A region code or its first two digits
    #[arg(long, value_parser = province)]
    province: Option<Province>,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
    /// In which language, where the answer is no JSON: zh, en or both
    #[arg(long, value_enum, default_value_t = Language::Zh)]
    lang: Language,
}

/// The rules as they are printed: the procedure, then every number and ground in force.
pub(super) fn answer(arguments: &RulesArguments) -> Result<String, Box<dyn Error>> {
    let today = || SystemClock.now().to_zoned(hejie_domain::zone()).date();
    let at = arguments.at.unwrap_or_else(today);
    let book = imported::engine()?.book;
    let published = book.published(at, arguments.province)?;
    let coming = book.coming(at);
    if arguments.json {
        let coming = coming.into_iter().map(announced).collect();
        return Ok(serde_json::to_string_pretty(&whole(&published, coming)?)?);
    }
    let mut said = format!(
        "{}\n{}",
        print::table(),
        lines(&published, arguments.lang).join("\n")
    );
    for set in coming {
        let from = arguments.lang.pick("起施行", "from");
        let title = arguments.lang.of(set.title());
        said.push_str(&format!("\n{} {from} {title} ({})", set.since(), set.id()));
    }
    Ok(said)
}

fn announced(set: &RuleSet) -> Value {
    json!({ "id": set.id(), "since": set.since(), "title": set.title() })
}

fn whole(published: &Published, coming: Value) -> Result<Value, serde_json::Error> {
    let mut whole = serde_json::to_value(published)?;
    if let Value::Object(fields) = &mut whole {
        fields.insert("coming".into(), coming);
        fields.insert("rows".into(), RULES.iter().map(row).collect());
    }
    Ok(whole)
}

fn row(rule: &Rule) -> Value {
    let to = match rule.to {
        Target::To(phase) => phase.code(),
        Target::Same => "same",
        Target::Back => "back",
    };
    json!({
        "id": rule.id, "track": rule.track, "verb": rule.verb, "by": rule.by, "from": rule.from,
        "when": rule.when.code(), "to": to, "opens_terms": rule.opens, "source": rule.source,
    })
}

fn province(text: &str) -> Result<Province, String> {
    Province::parse(text).map_err(|fault| fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Language, RulesArguments, answer};

    fn rules(at: &str, json: bool) -> String {
        let at = Some(at.parse().unwrap());
        answer(&RulesArguments {
            at,
            province: None,
            json,
            lang: Language::Zh,
        })
        .unwrap()
    }

    #[test]
    fn the_rules_differ_where_the_law_changed() {
        assert_ne!(rules("2026-04-14", false), rules("2026-04-15", false));
        assert!(rules("2026-04-14", false).contains("bureau-2020"));
        assert!(rules("2026-04-15", false).contains("bureau-2026"));
    }

    #[test]
    fn the_procedure_stands_beside_its_terms() {
        let rules: serde_json::Value = serde_json::from_str(&rules("2026-09-01", true)).unwrap();
        assert!(
            rules["rows"]
                .as_array()
                .unwrap()
                .iter()
                .any(|row| row["id"] == "file")
        );
        let terms = rules["terms"].as_array().unwrap();
        assert!(
            terms
                .iter()
                .any(|term| term["term"] == "first_response" && term["count"] == 24)
        );
    }
}
