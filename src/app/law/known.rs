//! What a running service knows of rules, days and regions. All can change while it runs, so each
//! decision takes hold of what is known at its beginning and keeps it to its end.

use std::sync::{Arc, PoisonError, RwLock};

use hejie_domain::calendar::Calendar;
use hejie_domain::dispute::Law;
use hejie_domain::law::jurisdiction::Regions;
use hejie_domain::ruleset::RuleBook;

use super::Learnt;
use crate::db::LawVersion;

/// Cheap to clone; all clones change together.
#[derive(Debug, Clone)]
pub struct Known(Arc<RwLock<Parts>>);

#[derive(Debug, Clone)]
struct Parts {
    book: Arc<RuleBook>,
    calendar: Arc<Calendar>,
    regions: Arc<Regions>,
    version: LawVersion,
}

/// The rules and the calendar that one decision is made under.
#[derive(Debug, Clone)]
pub struct InForce {
    book: Arc<RuleBook>,
    calendar: Arc<Calendar>,
}

impl Known {
    /// At the start.
    pub fn new(learnt: Learnt) -> Self {
        Self(Arc::new(RwLock::new(Parts::of(learnt))))
    }

    /// Every dated rule set, what the platform published included.
    pub fn book(&self) -> Arc<RuleBook> {
        self.parts().book
    }

    /// Which days are worked.
    pub fn calendar(&self) -> Arc<Calendar> {
        self.parts().calendar
    }

    /// The names of regions.
    pub fn regions(&self) -> Arc<Regions> {
        self.parts().regions
    }

    /// As of which import.
    pub fn version(&self) -> LawVersion {
        self.parts().version
    }

    /// Takes in what was imported.
    pub fn learn(&self, learnt: Learnt) {
        // A panic elsewhere cannot have left half a value: it is replaced whole.
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Parts::of(learnt);
    }

    fn parts(&self) -> Parts {
        let parts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        parts.clone()
    }
}

impl Parts {
    fn of(learnt: Learnt) -> Self {
        Self {
            book: Arc::new(learnt.book),
            calendar: Arc::new(learnt.calendar),
            regions: Arc::new(learnt.regions),
            version: learnt.version,
        }
    }
}

impl InForce {
    /// Of a rule book and a calendar.
    pub fn of(book: Arc<RuleBook>, calendar: Arc<Calendar>) -> Self {
        Self { book, calendar }
    }

    /// As decisions take it.
    pub fn law(&self) -> Law<'_> {
        Law {
            book: &self.book,
            calendar: &self.calendar,
        }
    }
}
