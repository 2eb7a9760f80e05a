//! Each clause once: instrument, article, since when, how well it was checked, what it says.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ClauseId;
use crate::bilingual::Bilingual;
use crate::ruleset::Status;

/// A clause as the product shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Clause {
    pub id: ClauseId,
    pub instrument: Bilingual,
    /// Articles as lawyers name them; none where the instrument has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    pub status: Status,
    /// What it says, in our own words.
    pub title: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Every clause, by id.
#[derive(Debug, Clone)]
pub struct Clauses(BTreeMap<ClauseId, Clause>);

/// Why the list of clauses cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClauseFault {
    #[error("not a list of clauses: {0}")]
    Unreadable(String),
    #[error("{0} stands in an instrument that is not listed")]
    Instrument(ClauseId),
    #[error("{0} is not in the list")]
    Missing(ClauseId),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    instrument: BTreeMap<String, InstrumentRow>,
    clause: BTreeMap<ClauseId, ClauseRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstrumentRow {
    zh: String,
    en: String,
    since: Option<Date>,
    until: Option<Date>,
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseRow {
    instrument: String,
    article: Option<String>,
    status: Status,
    zh: String,
    en: String,
}

impl Clauses {
    /// The list that comes with the program; complete, or an error.
    pub fn load() -> Result<Self, ClauseFault> {
        Self::parse(include_str!("data/clauses.toml"))
    }

    fn parse(text: &str) -> Result<Self, ClauseFault> {
        let file: File =
            toml::from_str(text).map_err(|error| ClauseFault::Unreadable(error.to_string()))?;
        let mut clauses = BTreeMap::new();
        for (id, row) in file.clause {
            let instrument = file
                .instrument
                .get(&row.instrument)
                .ok_or(ClauseFault::Instrument(id))?;
            clauses.insert(id, row.read(id, instrument));
        }
        match ClauseId::ALL.iter().find(|id| !clauses.contains_key(id)) {
            Some(missing) => Err(ClauseFault::Missing(*missing)),
            None => Ok(Self(clauses)),
        }
    }

    /// The clause of this id; every id has one.
    pub fn get(&self, id: ClauseId) -> Option<&Clause> {
        self.0.get(&id)
    }

    /// All clauses in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Clause> {
        self.0.values()
    }
}

impl ClauseRow {
    fn read(self, id: ClauseId, instrument: &InstrumentRow) -> Clause {
        Clause {
            id,
            instrument: Bilingual {
                zh: instrument.zh.clone(),
                en: instrument.en.clone(),
            },
            article: self.article,
            since: instrument.since,
            until: instrument.until,
            status: self.status,
            title: Bilingual {
                zh: self.zh,
                en: self.en,
            },
            url: instrument.url.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ClauseFault, Clauses};
    use crate::law::ClauseId;

    #[test]
    fn every_clause_says_in_both_languages_what_it_is() {
        let clauses = Clauses::load().unwrap();
        for clause in clauses.iter() {
            assert!(
                !clause.title.zh.is_empty() && !clause.title.en.is_empty(),
                "{}",
                clause.id
            );
            assert!(!clause.instrument.zh.is_empty(), "{}", clause.id);
        }
        let answer = clauses.get(ClauseId::D16).unwrap();
        assert_eq!(answer.article.as_deref(), Some("59"));
    }

    #[test]
    fn a_list_with_a_gap_is_refused() {
        let fault = Clauses::parse("[instrument]\n[clause]\n").unwrap_err();
        assert_eq!(fault, ClauseFault::Missing(ClauseId::House));
    }
}
