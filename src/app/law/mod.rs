//! The law, asked by anyone: the command line, the public page and the pages of a dispute put their
//! questions here and get the same answers.

pub mod calendar;
pub mod house;
mod known;
mod learn;
pub mod regions;

use std::sync::Arc;

use hejie_domain::calendar::{Calendar, EditionFault};
use hejie_domain::law::admissible::{Admissible, AdmissibleFacts, admissible};
use hejie_domain::law::checklist::{Checklist, ChecklistFacts, checklist};
use hejie_domain::law::doors::{DoorFacts, Panel, doors};
use hejie_domain::law::entitlement::{Card, EntitlementFacts, EntitlementFault, card};
use hejie_domain::law::jurisdiction::{
    Competent, JurisdictionFacts, Regions, RegionsFault, jurisdiction,
};
use hejie_domain::ruleset::{RuleBook, RuleFault};
use hejie_domain::term::{QuestionFault, TermAnswer, TermFacts};

use super::{Failure, Fault};

pub use known::{InForce, Known};
pub use learn::{LearnError, Learnt, learn};

/// The law as it is known here: rule sets, calendar and regions.
#[derive(Debug, Clone)]
pub struct Engine {
    /// Every dated rule set.
    pub book: Arc<RuleBook>,
    /// Which days are worked.
    pub calendar: Arc<Calendar>,
    /// The names of regions.
    pub regions: Arc<Regions>,
}

/// What comes with the program cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// A rule set.
    #[error(transparent)]
    Rules(#[from] RuleFault),
    /// A calendar edition.
    #[error(transparent)]
    Calendar(#[from] EditionFault),
    /// The list of regions.
    #[error(transparent)]
    Regions(#[from] RegionsFault),
}

/// Why a question has no answer: something is wrong with its facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unanswerable {
    /// About a period.
    #[error(transparent)]
    Term(#[from] QuestionFault),
    /// About amounts.
    #[error(transparent)]
    Entitlement(#[from] EntitlementFault),
    /// No rules for that day.
    #[error(transparent)]
    Rule(#[from] RuleFault),
}

impl Unanswerable {
    /// Which fact is at fault, as a JSON pointer.
    pub fn pointer(&self) -> &'static str {
        match self {
            Self::Term(fault) => fault.pointer(),
            Self::Entitlement(fault) => fault.pointer(),
            Self::Rule(_) => "/on",
        }
    }
}

impl From<Unanswerable> for Failure {
    fn from(unanswerable: Unanswerable) -> Self {
        let fault = |code| Fault::new(unanswerable.pointer(), code);
        let code = match &unanswerable {
            Unanswerable::Term(why) => match why {
                QuestionFault::Start(_) => fault("not_a_start"),
                QuestionFault::HoursFromADay => fault("time_needed"),
                QuestionFault::Nothing => fault("required"),
                QuestionFault::Both => fault("one_of_two"),
                QuestionFault::Period(_) | QuestionFault::TooLate => fault("out_of_range"),
                QuestionFault::Unit(_) | QuestionFault::Roll(_) => fault("wrong_value"),
                QuestionFault::PauseOfDays(_) => fault("time_needed"),
                QuestionFault::PauseBackwards(_) => fault("contradiction"),
                QuestionFault::Rule(_) => fault("no_such_rule"),
            },
            Unanswerable::Entitlement(why) => match why {
                EntitlementFault::Rule(_) | EntitlementFault::Kind(_) => fault("no_such_rule"),
                EntitlementFault::Amount(_) | EntitlementFault::Nothing(_) => fault("out_of_range"),
                EntitlementFault::MoreUsedThanThere(_) => fault("more_than_there"),
                EntitlementFault::Backwards(_) => fault("contradiction"),
            },
            Unanswerable::Rule(_) => fault("no_such_rule"),
        };
        Self::Invalid(vec![code])
    }
}

impl Engine {
    /// With what comes with the program, and nothing that was imported.
    pub fn shipped() -> Result<Self, Broken> {
        Ok(Self {
            book: Arc::new(RuleBook::load()?),
            calendar: Arc::new(Calendar::shipped()?),
            regions: Arc::new(Regions::shipped()?),
        })
    }

    /// When a period ends, and why then.
    pub fn term(&self, facts: &TermFacts) -> Result<TermAnswer, Unanswerable> {
        Ok(facts.answer(&self.book, &self.calendar)?)
    }

    /// What law and promises provide on stated facts.
    pub fn entitlement(&self, facts: &EntitlementFacts) -> Result<Card, Unanswerable> {
        Ok(card(facts, &self.book, &self.calendar)?)
    }

    /// Whether the bureau would take a complaint.
    pub fn admissible(&self, facts: &AdmissibleFacts) -> Result<Admissible, Unanswerable> {
        Ok(admissible(facts, &self.book, &self.calendar)?)
    }

    /// Which bureau and court are competent.
    pub fn bureau(&self, facts: &JurisdictionFacts) -> Result<Competent, Unanswerable> {
        Ok(jurisdiction(facts, &self.book, &self.regions))
    }

    /// Which ways are open.
    pub fn doors(&self, facts: &DoorFacts) -> Result<Panel, Unanswerable> {
        Ok(doors(facts, &self.book, &self.calendar)?)
    }

    /// What evidence helps.
    pub fn checklist(&self, facts: &ChecklistFacts) -> Result<Checklist, Unanswerable> {
        Ok(checklist(facts, &self.book))
    }
}
