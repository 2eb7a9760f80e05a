//! What the sides of a dispute said of its facts, put together into the facts of one card.
//!
//! A side's word for itself proves nothing, and what it grants the other side needs no proof. The
//! platform may say how something stands; that counts before what the parties say.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::entitlement::{Condition, EntitlementFacts, Proof};
use crate::closed_list;
use crate::dispute::lists::Seat;
use crate::ruleset::Province;
use crate::taxonomy::Category;

closed_list! {
    /// Who said so.
    Side {
        Consumer = "consumer",
        Respondent = "respondent",
        Platform = "platform",
    }
}

impl Side {
    /// For whom a seat speaks.
    pub const fn of(seat: Seat) -> Self {
        if seat.is_consumer_side() {
            Self::Consumer
        } else if seat.is_platform() {
            Self::Platform
        } else {
            Self::Respondent
        }
    }
}

/// What one side said: facts of a card but its category and its day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement(Map<String, Value>);

/// Why a statement cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementFault {
    #[error("facts are an object")]
    NoObject,
    #[error("/{0} is not for a party to state")]
    NotStated(&'static str),
    #[error("{0}")]
    Unreadable(String),
}

/// What the dispute itself says, before anybody stated anything.
#[derive(Debug, Clone)]
pub struct Known {
    pub category: Category,
    /// The day on which delays are measured.
    pub on: Date,
    pub province: Option<Province>,
    /// What was filed, as facts of a card.
    pub filed: Map<String, Value>,
    /// Conditions that the procedure has settled.
    pub settled: BTreeMap<Condition, Proof>,
}

/// The facts of one card, and where the sides differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub facts: EntitlementFacts,
    /// Places where consumer and respondent said different things, as JSON pointers.
    pub differs: Vec<String>,
}

/// What the dispute fixes and nobody states.
const FIXED: &[&str] = &["category", "on", "province"];

impl Statement {
    /// Reads what a side said; unknown and fixed facts are refused.
    pub fn parse(value: Value) -> Result<Self, StatementFault> {
        let Value::Object(facts) = value else {
            return Err(StatementFault::NoObject);
        };
        if let Some(fixed) = FIXED.iter().find(|name| facts.contains_key(**name)) {
            return Err(StatementFault::NotStated(fixed));
        }
        let mut whole = facts.clone();
        // Any category and day will do: only the shape of the rest is looked at.
        whole.insert("category".into(), Value::from(Category::Quality.code()));
        whole.insert("on".into(), Value::from("2026-01-01"));
        serde_json::from_value::<EntitlementFacts>(Value::Object(whole))
            .map_err(|error| StatementFault::Unreadable(error.to_string()))?;
        Ok(Self(facts))
    }

    /// As it is kept.
    pub fn to_value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    fn conditions(&self) -> BTreeMap<Condition, Proof> {
        let stated = self.0.get("conditions").cloned().unwrap_or_default();
        serde_json::from_value(stated).unwrap_or_default()
    }
}

/// Puts together what is known and what was said. Values of the consumer count before those of the
/// respondent, and the difference is named.
pub fn merge(known: &Known, stated: &BTreeMap<Side, Statement>) -> Result<Merged, StatementFault> {
    let said = |side| stated.get(&side).cloned().unwrap_or_default();
    let (consumer, respondent) = (said(Side::Consumer), said(Side::Respondent));
    let platform = said(Side::Platform);
    let mut facts = Map::new();
    let mut differs = BTreeSet::new();
    overlay(&mut facts, &known.filed);
    overlay(&mut facts, &consumer.0);
    let theirs = &respondent.0;
    compare("", &facts, theirs, &mut differs);
    underlay(&mut facts, theirs);
    overlay(&mut facts, &platform.0);
    let conditions = conditions(known, &consumer, &respondent, &platform);
    facts.insert("category".into(), Value::from(known.category.code()));
    facts.insert("on".into(), Value::from(known.on.to_string()));
    if let Some(province) = known.province {
        facts.insert("province".into(), Value::from(province.to_string()));
    }
    facts.remove("conditions");
    let mut facts: EntitlementFacts = serde_json::from_value(Value::Object(facts))
        .map_err(|error| StatementFault::Unreadable(error.to_string()))?;
    facts.conditions = conditions;
    Ok(Merged {
        facts,
        differs: differs.into_iter().collect(),
    })
}

fn conditions(
    known: &Known,
    consumer: &Statement,
    respondent: &Statement,
    platform: &Statement,
) -> BTreeMap<Condition, Proof> {
    let (ours, theirs) = (consumer.conditions(), respondent.conditions());
    let both = |condition: &Condition| {
        let pair = (ours.get(condition), theirs.get(condition));
        Some((*condition, between(pair.0.copied(), pair.1.copied())?))
    };
    let mut found: BTreeMap<_, _> = Condition::ALL.iter().filter_map(both).collect();
    found.extend(known.settled.clone());
    found.extend(platform.conditions());
    found
}

/// Every condition is worded so that the claim needs it to be so: for the consumer to grant that it
/// is not so, or for the respondent that it is, settles it.
fn between(consumer: Option<Proof>, respondent: Option<Proof>) -> Option<Proof> {
    use Proof::{Disproved, Disputed, Proved, Unproved};
    match (consumer, respondent) {
        (None, None) => None,
        (Some(Disproved), _) => Some(Disproved),
        (_, Some(Proved)) => Some(Proved),
        (_, Some(Disproved | Disputed)) | (Some(Disputed), _) => Some(Disputed),
        (Some(Proved | Unproved), Some(Unproved) | None) | (None, Some(Unproved)) => Some(Unproved),
    }
}

/// What `over` says replaces what was there; objects grow together.
fn overlay(under: &mut Map<String, Value>, over: &Map<String, Value>) {
    for (name, value) in over {
        match (under.get_mut(name), value) {
            (Some(Value::Object(inner)), Value::Object(more)) => overlay(inner, more),
            _ => {
                under.insert(name.clone(), value.clone());
            }
        }
    }
}

/// What `under` says fills only what is not there.
fn underlay(over: &mut Map<String, Value>, under: &Map<String, Value>) {
    for (name, value) in under {
        match (over.get_mut(name), value) {
            (Some(Value::Object(inner)), Value::Object(more)) => underlay(inner, more),
            (Some(_), _) => {}
            (None, _) => {
                over.insert(name.clone(), value.clone());
            }
        }
    }
}

fn compare(
    at: &str,
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
    differs: &mut BTreeSet<String>,
) {
    for (name, value) in theirs.iter().filter(|(name, _)| *name != "conditions") {
        let at = format!("{at}/{name}");
        match (ours.get(name), value) {
            (Some(Value::Object(inner)), Value::Object(more)) => {
                compare(&at, inner, more, differs);
            }
            (Some(mine), other) if mine != other => {
                differs.insert(at);
            }
            (Some(_) | None, _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(value: Value) -> Statement {
        Statement::parse(value).unwrap()
    }

    fn merged(stated: &[(Side, Value)]) -> Merged {
        let known = Known {
            category: Category::Quality,
            on: "2026-10-15".parse().unwrap(),
            province: None,
            filed: json!({"price_fen": 39_900}).as_object().unwrap().clone(),
            settled: BTreeMap::new(),
        };
        let stated = stated.iter().cloned();
        let stated = stated.map(|(side, value)| (side, said(value))).collect();
        merge(&known, &stated).unwrap()
    }

    fn standing(
        consumer: Option<&str>,
        respondent: Option<&str>,
        platform: Option<&str>,
    ) -> Option<Proof> {
        let mut all = Vec::new();
        for (side, how) in [
            (Side::Consumer, consumer),
            (Side::Respondent, respondent),
            (Side::Platform, platform),
        ] {
            all.extend(how.map(|how| (side, json!({"conditions": {"defect": how}}))));
        }
        merged(&all)
            .facts
            .conditions
            .get(&Condition::Defect)
            .copied()
    }

    #[test]
    fn a_sides_own_word_proves_nothing_and_what_it_grants_needs_no_proof() {
        assert_eq!(standing(None, None, None), None);
        assert_eq!(standing(Some("proved"), None, None), Some(Proof::Unproved));
        assert_eq!(
            standing(Some("proved"), Some("proved"), None),
            Some(Proof::Proved)
        );
        assert_eq!(standing(None, Some("proved"), None), Some(Proof::Proved));
        assert_eq!(
            standing(Some("proved"), Some("disproved"), None),
            Some(Proof::Disputed)
        );
        assert_eq!(
            standing(Some("disproved"), None, None),
            Some(Proof::Disproved)
        );
        let looked_at = standing(Some("proved"), Some("disproved"), Some("proved"));
        assert_eq!(looked_at, Some(Proof::Proved));
    }

    #[test]
    fn where_the_sides_differ_is_named() {
        let found = merged(&[
            (
                Side::Consumer,
                json!({"received_on": "2026-06-05", "quality": {"durable": true}}),
            ),
            (
                Side::Respondent,
                json!({"received_on": "2026-06-07", "price_fen": 39_900,
                "quality": {"durable": true, "asked_on": "2026-10-09"}}),
            ),
        ]);
        assert_eq!(found.differs, ["/received_on"]);
        assert_eq!(found.facts.received_on, Some("2026-06-05".parse().unwrap()));
        let quality = found.facts.quality.unwrap();
        assert_eq!(
            (quality.durable, quality.asked_on.is_some()),
            (Some(true), true)
        );
        assert_eq!(
            found.facts.price_fen.map(crate::money::Fen::get),
            Some(39_900)
        );
    }

    #[test]
    fn nobody_states_what_the_dispute_fixes_or_what_no_card_knows() {
        let fault = |value| Statement::parse(value).unwrap_err();
        assert_eq!(
            fault(json!({"category": "food"})),
            StatementFault::NotStated("category")
        );
        assert_eq!(fault(json!([])), StatementFault::NoObject);
        let unknown = fault(json!({"colour": "red"}));
        assert!(unknown.to_string().contains("colour"), "{unknown}");
    }
}
