//! Findings in words, one file a language.

use std::collections::HashMap;
use std::sync::LazyLock;

use hejie_domain::people::Locale;
use serde::Deserialize;

use super::Finding;

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What was found.
    pub what: String,
    /// Why it matters.
    pub why: Option<String>,
    /// What to do.
    pub todo: Option<String>,
}

type Catalogue = HashMap<String, Told>;

// A catalogue that does not parse would leave codes in place of texts; a test stands before that.
static ZH_CN: LazyLock<Catalogue> =
    LazyLock::new(|| toml::from_str(include_str!("zh-CN.toml")).unwrap_or_default());
static EN: LazyLock<Catalogue> =
    LazyLock::new(|| toml::from_str(include_str!("en.toml")).unwrap_or_default());

pub(super) fn told(finding: &Finding, locale: Locale) -> Told {
    let catalogue = match locale {
        Locale::ZhCn => &ZH_CN,
        Locale::En => &EN,
    };
    let known = catalogue.get(finding.code).cloned();
    let text = known.unwrap_or_else(|| Told {
        what: finding.code.to_owned(),
        why: None,
        todo: None,
    });
    let fill = |text: String| {
        let facts = finding.facts.iter();
        facts.fold(text, |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    };
    Told {
        what: fill(text.what),
        why: text.why.map(fill),
        todo: text.todo.map(fill),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_has_words_in_both_languages_and_those_that_are_not_good_say_what_to_do() {
        let sources = [
            include_str!("mod.rs"),
            include_str!("lines.rs"),
            include_str!("places.rs"),
            include_str!("tables.rs"),
            include_str!("../cli/doctor.rs"),
        ];
        let mut seen = 0;
        for source in sources {
            for call in source.split("Finding::new(").skip(1) {
                let Some(code) = call.split('"').nth(1) else {
                    continue;
                };
                seen += 1;
                for catalogue in [&*ZH_CN, &*EN] {
                    let text = catalogue.get(code).unwrap_or_else(|| panic!("{code}"));
                    let good = call.trim_start().starts_with("Level::Good");
                    assert!(good || text.why.is_some() && text.todo.is_some(), "{code}");
                }
            }
        }
        assert!(seen > 30, "{seen}");
        assert_eq!(ZH_CN.len(), EN.len());
    }
}
