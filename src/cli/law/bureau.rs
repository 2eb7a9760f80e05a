//! `hejie law bureau`.

use std::error::Error;
use std::path::PathBuf;

use clap::Args;
use hejie_domain::law::jurisdiction::{JurisdictionFacts, Regions, jurisdiction};
use hejie_domain::ruleset::RuleBook;

use super::ask::{self, AskArguments};

/// Facts come on standard input; names of regions may come from a file.
#[derive(Debug, Args)]
pub(in crate::cli) struct BureauArguments {
    #[command(flatten)]
    ask: AskArguments,
    /// More regions, one CODE,NAME a line; may be repeated
    #[arg(long, value_name = "FILE")]
    regions: Vec<PathBuf>,
}

/// The answer as it is printed.
pub(super) fn answer(text: &str, arguments: &BureauArguments) -> Result<String, Box<dyn Error>> {
    let book = RuleBook::load()?;
    let mut regions = Regions::shipped()?;
    for file in &arguments.regions {
        let shown = file.display();
        let csv = std::fs::read_to_string(file).map_err(|error| format!("{shown}: {error}"))?;
        regions = regions
            .with(&csv)
            .map_err(|fault| format!("{shown}: {fault}"))?;
    }
    let find = |facts: &JurisdictionFacts| {
        Ok::<_, std::convert::Infallible>(jurisdiction(facts, &book, &regions))
    };
    ask::answer(text, arguments.ask, find, ask::lines)
}

#[cfg(test)]
mod tests {
    use super::super::ask::tests::{JSON, TEXT};
    use super::{AskArguments, BureauArguments, answer};

    const FACTS: &str = r#"{"respondent": "shop", "published_address": "330782",
        "platform_domicile": "369901", "unreachable": true}"#;

    fn ask(facts: &str, ask: AskArguments) -> Result<String, String> {
        let arguments = BureauArguments {
            ask,
            regions: Vec::new(),
        };
        answer(facts, &arguments).map_err(|error| error.to_string())
    }

    #[test]
    fn an_unreachable_shop_is_for_the_platforms_domicile() {
        let found: serde_json::Value = serde_json::from_str(&ask(FACTS, JSON).unwrap()).unwrap();
        assert_eq!(found["complaint"][0]["region"], "369901");
        assert!(ask(FACTS, TEXT).unwrap().contains("云溪区"));
    }

    #[test]
    fn a_wrong_code_is_named() {
        let said = ask(r#"{"respondent": "shop", "platform_domicile": "12"}"#, JSON).unwrap_err();
        assert!(
            said.contains("platform_domicile") && said.contains("six digits"),
            "{said}"
        );
    }
}
