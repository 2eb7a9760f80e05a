//! Until when a claim can be brought, at the bureau and in court apart.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::AdmissibleFacts;
use super::texts;
use crate::bilingual::Bilingual;
use crate::calendar::Calendar;
use crate::closed_list;
use crate::law::ClauseId;
use crate::ruleset::{Binding, RuleBook, RuleFault, TermId};
use crate::term::Deadline;

closed_list! {
    /// What runs out.
    Period {
        /// The bureau's three years, whatever interrupted them.
        Bureau = "bureau",
        /// Limitation in court.
        Court = "court",
        /// Its outer limit.
        CourtCap = "court_cap",
        /// The product law's own two years, to be warned of.
        Product = "product",
        ProductLongStop = "product_long_stop",
        RescissionFraud = "rescission_fraud",
        RescissionMistake = "rescission_mistake",
        RescissionCap = "rescission_cap",
    }
}

/// A period and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Running {
    pub period: Period,
    pub title: Bilingual,
    /// The day from which it runs, after every interruption.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    #[schema(value_type = String, format = Date)]
    pub last_day: Date,
    pub over: bool,
    /// How often it began anew.
    pub interrupted: u32,
    pub source: Vec<ClauseId>,
}

pub(super) struct Clock<'a> {
    pub(super) facts: &'a AdmissibleFacts,
    pub(super) book: &'a RuleBook,
    pub(super) binding: &'a Binding,
    pub(super) calendar: &'a Calendar,
}

impl Clock<'_> {
    /// Every period that these facts set running.
    pub(super) fn periods(&self) -> Result<Vec<Running>, RuleFault> {
        let limits = &self.facts.limitation;
        let known = self.facts.known_on;
        let harmed = limits.harmed_on;
        let mut wanted = vec![(Period::Bureau, known, true), (Period::Court, known, true)];
        wanted.push((Period::CourtCap, harmed, true));
        wanted.push((Period::Product, known, limits.defect));
        wanted.push((Period::ProductLongStop, limits.delivered_on, limits.defect));
        wanted.push((Period::RescissionFraud, known, limits.fraud));
        wanted.push((Period::RescissionMistake, known, limits.mistake));
        wanted.push((
            Period::RescissionCap,
            harmed,
            limits.fraud || limits.mistake,
        ));
        let running = wanted.into_iter().filter(|(.., counts)| *counts);
        running
            .filter_map(|(period, from, _)| Some(self.run(period, from?)))
            .collect()
    }

    fn run(&self, period: Period, from: Date) -> Result<Running, RuleFault> {
        let (id, restarts) = term(period);
        let (mut from, mut last_day) = (from, self.last_day(id, from)?);
        let mut interrupted = 0_u32;
        if restarts {
            let mut days: Vec<Date> = self
                .facts
                .limitation
                .interruptions
                .iter()
                .map(|i| i.on)
                .collect();
            days.sort_unstable();
            for day in days {
                // What happens after the end revives nothing.
                if day > from && day <= last_day {
                    (from, last_day) = (day, self.last_day(id, day)?);
                    interrupted = interrupted.saturating_add(1);
                }
            }
        }
        let source = self.book.term(self.binding, id)?.source().to_vec();
        Ok(Running {
            period,
            title: texts::period(period).text(),
            from,
            last_day,
            over: self.facts.on > last_day,
            interrupted,
            source,
        })
    }

    fn last_day(&self, id: TermId, from: Date) -> Result<Date, RuleFault> {
        let term = self.book.term(self.binding, id)?;
        Ok(Deadline::open_after(term, from, self.calendar).due_on())
    }
}

/// Which term it is, and whether an interruption makes it begin anew.
fn term(period: Period) -> (TermId, bool) {
    match period {
        Period::Bureau => (TermId::BureauLimitation, false),
        Period::Court => (TermId::Limitation, true),
        Period::CourtCap => (TermId::LimitationCap, false),
        Period::Product => (TermId::ProductLimitation, true),
        Period::ProductLongStop => (TermId::ProductLongStop, false),
        Period::RescissionFraud => (TermId::RescissionFraud, false),
        Period::RescissionMistake => (TermId::RescissionMistake, false),
        Period::RescissionCap => (TermId::RescissionCap, false),
    }
}
