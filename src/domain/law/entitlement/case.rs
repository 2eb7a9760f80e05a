//! A case while it is examined: its facts beside the rules that hold for it.

use jiff::Span;
use jiff::civil::Date;

use super::EntitlementFault;
use super::card::{Claim, ClaimKind, ConditionState, Flag, Missing, Range, Standing};
use super::condition::{self, Condition};
use super::facts::{EntitlementFacts, Proof};
use super::texts;
use crate::bilingual::{Bilingual, Template};
use crate::calendar::Calendar;
use crate::law::ClauseId;
use crate::law::formula::Formula;
use crate::money::Fen;
use crate::ruleset::{Amount, AmountId, Binding, RuleBook, TermId};
use crate::term::Deadline;

pub(super) struct Case<'a> {
    pub(super) facts: &'a EntitlementFacts,
    pub(super) book: &'a RuleBook,
    pub(super) binding: Binding,
    pub(super) calendar: &'a Calendar,
}

/// What the rules found so far.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) claims: Vec<Claim>,
    pub(super) missing: Vec<Missing>,
    pub(super) notes: Vec<super::card::Note>,
}

impl Findings {
    /// Asks for a fact, once.
    pub(super) fn ask(&mut self, pointer: &str, why: Template) {
        if !self.missing.iter().any(|missing| missing.fact == pointer) {
            self.missing.push(Missing {
                fact: pointer.to_owned(),
                why: why.text(),
                ask: super::asking::kind(pointer),
            });
        }
    }

    /// Takes a fact that is there, or asks for it.
    pub(super) fn need<T: Clone>(
        &mut self,
        fact: Option<&T>,
        pointer: &str,
        why: Template,
    ) -> Option<T> {
        if fact.is_none() {
            self.ask(pointer, why);
        }
        fact.cloned()
    }

    pub(super) fn note(&mut self, text: Bilingual, source: &[ClauseId]) {
        self.notes.push(super::card::Note {
            flag: None,
            text,
            source: source.to_vec(),
        });
    }

    /// A note that programs can tell from others.
    pub(super) fn flag(&mut self, flag: Flag, text: Bilingual, source: &[ClauseId]) {
        self.notes.push(super::card::Note {
            flag: Some(flag),
            text,
            source: source.to_vec(),
        });
    }
}

impl Case<'_> {
    pub(super) fn proof(&self, condition: Condition) -> Proof {
        let stated = || self.facts.conditions.get(&condition).copied();
        let derived = condition::derived(self, condition).map(|(proof, _)| proof);
        derived.or_else(stated).unwrap_or(Proof::Unproved)
    }

    /// An amount of the rule sets, which must be one of money.
    pub(super) fn fen(&self, id: AmountId) -> Result<Fen, EntitlementFault> {
        self.amount(id)?.fen().ok_or(EntitlementFault::Kind(id))
    }

    /// A factor of the rule sets.
    pub(super) fn factor(&self, id: AmountId) -> Result<u32, EntitlementFault> {
        self.amount(id)?
            .times()
            .map(u32::from)
            .ok_or(EntitlementFault::Kind(id))
    }

    pub(super) fn amount(&self, id: AmountId) -> Result<&Amount, EntitlementFault> {
        Ok(self.book.amount(&self.binding, id)?)
    }

    /// A term of the rule sets that runs from a day.
    pub(super) fn deadline(&self, id: TermId, from: Date) -> Result<Deadline, EntitlementFault> {
        let term = self.book.term(&self.binding, id)?;
        Ok(Deadline::open_after(term, from, self.calendar))
    }

    pub(super) fn last_day(&self, id: TermId, from: Date) -> Result<Date, EntitlementFault> {
        Ok(self.deadline(id, from)?.due_on())
    }

    /// Says so when the merchant let the time pass after which delay counts as deliberate, and the
    /// shorter time of the province, if it has one.
    pub(super) fn delayed(
        &self,
        findings: &mut Findings,
        id: TermId,
        since: Option<Date>,
        source: &[ClauseId],
    ) -> Result<(), EntitlementFault> {
        let Some(since) = since else { return Ok(()) };
        let (on, places) = (self.facts.on, |last: Date| {
            [("since", since.into()), ("last", last.into())]
        });
        let last = self.last_day(id, since)?;
        if on > last {
            let text = texts::DELIBERATE_DELAY.fill(&places(last));
            findings.flag(Flag::DeliberateDelay, text, source);
        }
        if let Ok(last) = self.last_day(TermId::DeliberateDelayProvince, since)
            && on > last
        {
            let text = texts::DELAY_BY_PROVINCE.fill(&places(last));
            findings.flag(Flag::DelayByProvince, text, &[ClauseId::D25]);
        }
        Ok(())
    }

    /// The last day of a food's shelf life, stated or counted from its making.
    pub(super) fn best_before(&self) -> Option<Date> {
        let food = self.facts.food.as_ref()?;
        if food.best_before.is_some() {
            return food.best_before;
        }
        let made = food.made_on?;
        if food.shelf_life_months.is_none() && food.shelf_life_days.is_none() {
            return None;
        }
        let span = Span::new()
            .try_months(food.shelf_life_months.unwrap_or(0))
            .and_then(|span| span.try_days(food.shelf_life_days.unwrap_or(0)))
            .ok()?;
        made.checked_add(span).ok()
    }

    /// What is left of the price after what was paid back.
    pub(super) fn unreturned(&self, price: Fen) -> Formula {
        match self.facts.refunded_fen {
            Some(refunded) if refunded > Fen::ZERO => Formula::less(price, refunded),
            Some(_) | None => Formula::from(price),
        }
    }

    /// Losses as far as they are shown, and as far as they are claimed and not disproved.
    pub(super) fn losses(&self) -> (Formula, Formula) {
        let all = |wanted: &dyn Fn(Proof) -> bool| {
            let losses = self.facts.losses.iter().filter(|loss| wanted(loss.proof));
            Formula::sum(losses.map(|loss| Formula::from(loss.amount_fen)).collect())
        };
        (
            all(&|proof| proof == Proof::Proved),
            all(&|proof| proof != Proof::Disproved),
        )
    }

    /// A claim whose amount hangs on conditions: all proved, it is fixed; one disproved, it is
    /// excluded; otherwise it lies between nothing and the amount.
    pub(super) fn claim(
        &self,
        kind: ClaimKind,
        amount: Option<Formula>,
        conditions: &[Condition],
        source: &[ClauseId],
    ) -> Result<Claim, EntitlementFault> {
        let range = amount.map(|formula| (formula.clone(), formula));
        self.ranged(kind, range, conditions, source)
    }

    /// A claim whose amount itself is a range.
    pub(super) fn ranged(
        &self,
        kind: ClaimKind,
        range: Option<(Formula, Formula)>,
        conditions: &[Condition],
        source: &[ClauseId],
    ) -> Result<Claim, EntitlementFault> {
        let conditions: Vec<_> = conditions
            .iter()
            .map(|condition| self.state(*condition))
            .collect();
        let standing = Standing::of(conditions.iter().map(ConditionState::weighs));
        let amount = match range {
            None => None,
            Some((low, high)) => Some(Range::of(&low, &high, standing)?),
        };
        let clauses = self.book.clauses();
        let to_be_confirmed = source.iter().any(|id| {
            clauses
                .get(*id)
                .is_some_and(|clause| clause.status.to_be_confirmed())
        });
        Ok(Claim {
            claim: kind,
            title: texts::claim(kind).text(),
            standing,
            amount,
            conditions,
            source: source.to_vec(),
            to_be_confirmed,
            notes: Vec::new(),
        })
    }

    fn state(&self, condition: Condition) -> ConditionState {
        let derived = condition::derived(self, condition);
        ConditionState {
            condition,
            text: texts::condition(condition).text(),
            proof: self.proof(condition),
            because: derived.map(|(_, because)| because),
            burden: condition::burden(self, condition),
        }
    }
}
