//! The texts of problems, one file a language.

use std::collections::HashMap;
use std::sync::LazyLock;

use hejie_domain::people::Locale;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What people read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    pub(super) title: String,
    pub(super) detail: Option<String>,
    pub(super) next: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    problem: HashMap<String, Text>,
    fault: HashMap<String, String>,
}

// A catalogue that does not parse would leave codes in place of texts; a test stands before that.
static ZH_CN: LazyLock<Catalogue> =
    LazyLock::new(|| toml::from_str(include_str!("zh-CN.toml")).unwrap_or_default());
static EN: LazyLock<Catalogue> =
    LazyLock::new(|| toml::from_str(include_str!("en.toml")).unwrap_or_default());

fn of(locale: Locale) -> &'static Catalogue {
    match locale {
        Locale::ZhCn => &ZH_CN,
        Locale::En => &EN,
    }
}

/// The text of a code, with `{fact}`s filled in.
pub(super) fn problem(locale: Locale, code: &str, facts: &Map<String, Value>) -> Text {
    let known = of(locale).problem.get(code).cloned();
    let text = known.unwrap_or_else(|| Text {
        title: code.to_owned(),
        ..Text::default()
    });
    let fill = |text: String| filled(text, facts);
    Text {
        title: fill(text.title),
        detail: text.detail.map(fill),
        next: text.next.map(fill),
    }
}

/// The text of what is wrong with a field, with `{fact}`s filled in.
pub(super) fn fault(locale: Locale, code: &str, facts: &Map<String, Value>) -> String {
    let catalogue = of(locale);
    // A refusal that is about one field is said there as it is said above.
    let refusal = || catalogue.problem.get(code)?.detail.as_ref();
    match catalogue.fault.get(code).or_else(refusal) {
        Some(text) => filled(text.clone(), facts),
        None => code.to_owned(),
    }
}

fn filled(text: String, facts: &Map<String, Value>) -> String {
    if !text.contains('{') {
        return text;
    }
    facts.iter().fold(text, |text, (name, value)| {
        let shown = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        text.replace(&format!("{{{name}}}"), &shown)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn parsed() -> [Catalogue; 2] {
        [include_str!("zh-CN.toml"), include_str!("en.toml")]
            .map(|text| toml::from_str(text).unwrap())
    }

    #[test]
    fn both_languages_know_the_same_codes() {
        let [zh, en] = parsed();
        let keys = |catalogue: &Catalogue| -> BTreeSet<String> {
            let faults = catalogue.fault.keys().map(|code| format!("fault {code}"));
            catalogue.problem.keys().cloned().chain(faults).collect()
        };
        assert_eq!(keys(&zh), keys(&en));
    }

    #[test]
    fn every_code_in_the_source_has_a_text() {
        let [zh, _] = parsed();
        let mut sources = Vec::new();
        collect(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
            &mut sources,
        );
        let mut missing = BTreeSet::new();
        for text in &sources {
            for start in [
                "Failure::Forbidden(\"",
                "Failure::Conflict(\"",
                "Failure::Gone(\"",
                "Failure::Unavailable(\"",
            ] {
                for code in quoted_after(text, start) {
                    if !zh.problem.contains_key(code) {
                        missing.insert(code.to_owned());
                    }
                }
            }
            for start in ["Fault::new(", "Failure::invalid("] {
                for code in second_argument(text, start) {
                    if !zh.fault.contains_key(code) {
                        missing.insert(format!("fault {code}"));
                    }
                }
            }
        }
        missing.extend(
            super::super::own_codes()
                .into_iter()
                .filter(|code| !zh.problem.contains_key(*code))
                .map(str::to_owned),
        );
        assert_eq!(
            missing,
            BTreeSet::new(),
            "codes without a text in the catalogues"
        );
    }

    fn collect(folder: &Path, sources: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, sources);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                sources.push(text.split("#[cfg(test)]").next().unwrap().to_owned());
            }
        }
    }

    fn quoted_after<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
        text.split(start)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect()
    }

    /// The literal that stands second, whatever expression stands first.
    fn second_argument<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
        let calls = text.split(start).skip(1);
        calls
            .filter_map(|rest| {
                let end = rest.find(['\n', ';']).unwrap_or(rest.len());
                let line = rest.get(..end)?;
                let (_, second) = line.rsplit_once(", \"")?;
                second.split('"').next()
            })
            .filter(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
            .collect()
    }
}
