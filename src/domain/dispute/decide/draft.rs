//! The facts of one command as they are being found, with the dispute as they make it.

use super::sessions;
use crate::Now;
use crate::dispute::clocks::{Clock, ClockKey, Due, Subject};
use crate::dispute::decide::Law;
use crate::dispute::event::{Actor, Event, Fact, TermEnd};
use crate::dispute::lists::{Phase, SuspensionReason};
use crate::dispute::mediation::Mediation;
use crate::dispute::refusal::Refusal;
use crate::dispute::rules::{Rule, Target};
use crate::dispute::scope::{Scope, scope};
use crate::dispute::state::{Dispute, State};
use crate::ids::PartyId;
use crate::ruleset::TermId;
use crate::term::{Deadline, PauseReason};
use jiff::civil::Date;

/// Work in progress. Every fact is folded in at once, so that what comes next sees it.
pub(super) struct Draft<'a> {
    pub(super) dispute: Dispute,
    pub(super) actor: Actor,
    pub(super) rule: &'static Rule,
    pub(super) law: &'a Law<'a>,
    pub(super) now: Now,
    from: Phase,
    facts: Vec<Fact>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        dispute: &Dispute,
        actor: Actor,
        rule: &'static Rule,
        law: &'a Law<'a>,
        now: Now,
    ) -> Self {
        let from = dispute.phase();
        Self {
            dispute: dispute.clone(),
            actor,
            rule,
            law,
            now,
            from,
            facts: Vec::new(),
        }
    }

    pub(super) fn filed(
        dispute: Dispute,
        actor: Actor,
        rule: &'static Rule,
        fact: Fact,
        law: &'a Law<'a>,
        now: Now,
    ) -> Self {
        Self {
            dispute,
            actor,
            rule,
            law,
            now,
            from: Phase::Draft,
            facts: vec![fact],
        }
    }

    pub(super) fn into_facts(self) -> Vec<Fact> {
        self.facts
    }

    /// Adds a fact and folds it in.
    pub(super) fn push(&mut self, fact: Fact) {
        let seq = self.dispute.head.saturating_add(1);
        let event = Event {
            seq,
            at: self.now.at,
            actor: self.actor,
            fact,
        };
        let folded = self.dispute.apply(&event);
        debug_assert!(folded.is_ok(), "{folded:?} of {:?}", event.fact);
        self.facts.push(event.fact);
    }

    /// Opens a term now.
    pub(super) fn open(&mut self, term: TermId, subject: Subject) -> Result<(), Refusal> {
        let rule = self.law.term(&self.dispute, term)?;
        let deadline = Deadline::open(rule, self.now.at, self.law.calendar);
        self.open_until(ClockKey { term, subject }, Due::Term(Box::new(deadline)));
        Ok(())
    }

    /// Opens a term that runs from the end of a day.
    pub(super) fn open_after(
        &mut self,
        term: TermId,
        subject: Subject,
        day: Date,
    ) -> Result<(), Refusal> {
        let rule = self.law.term(&self.dispute, term)?;
        let deadline = Deadline::open_after(rule, day, self.law.calendar);
        self.open_until(ClockKey { term, subject }, Due::Term(Box::new(deadline)));
        Ok(())
    }

    /// Opens a clock whose end is known; a running one of the same key gives way.
    pub(super) fn open_until(&mut self, key: ClockKey, due: Due) {
        self.close_clock(key, TermEnd::Void);
        self.push(Fact::TermOpened {
            clock: Box::new(Clock {
                key,
                due,
                reminded: 0,
            }),
        });
    }

    /// Ends a clock, if it runs or stands still.
    pub(super) fn close_clock(&mut self, key: ClockKey, end: TermEnd) {
        if self.dispute.clock(key).is_some() {
            self.push(Fact::TermClosed { key, end });
        }
    }

    /// Ends every clock that `which` picks.
    pub(super) fn close_clocks(&mut self, end: TermEnd, which: impl Fn(&Clock) -> bool) {
        let keys: Vec<_> = self
            .dispute
            .clocks
            .iter()
            .filter(|clock| which(clock))
            .map(|c| c.key)
            .collect();
        for key in keys {
            self.push(Fact::TermClosed { key, end });
        }
    }

    /// Goes where the row leads.
    pub(super) fn shift(&mut self) -> Result<(), Refusal> {
        self.shift_from(self.from)
    }

    /// The same, from a phase that the dispute has left already.
    pub(super) fn shift_from(&mut self, from: Phase) -> Result<(), Refusal> {
        match self.rule.to {
            Target::Same => Ok(()),
            Target::To(to) => self.go_to(from, to),
            Target::Back => {
                self.go_back(from);
                Ok(())
            }
        }
    }

    fn go_to(&mut self, from: Phase, to: Phase) -> Result<(), Refusal> {
        match to {
            Phase::Suspended => {
                let reason = self.pause_reason();
                self.pause(reason, |_| true);
            }
            Phase::Signing => {
                self.lapse_open_offers();
                self.pause(PauseReason::Elsewhere, |clock| {
                    scope(clock.key.term) == Scope::Phase(from)
                });
            }
            Phase::Performance | Phase::Closed => {
                self.lapse_open_offers();
                self.close_clocks(TermEnd::Void, |_| true);
            }
            Phase::Impasse => {
                self.lapse_open_offers();
                self.close_phase_clocks(from);
                self.close_what_stood_still(from);
            }
            Phase::MediationConsent => {
                self.lapse_open_offers();
                self.close_phase_clocks(from);
            }
            Phase::MediatorAppointment => self.await_mediator(from),
            Phase::Draft
            | Phase::FirstResponse
            | Phase::AwaitingMaterial
            | Phase::Negotiation
            | Phase::Mediation => self.close_phase_clocks(from),
        }
        self.push_moved(from, to);
        for term in self.rule.opens {
            if scope(*term) == Scope::Phase(to) && self.opens_for_dispute(*term) {
                self.open(*term, Subject::Dispute)?;
            }
        }
        Ok(())
    }

    fn go_back(&mut self, from: Phase) {
        let Some(to) = self.back_phase(from) else {
            return;
        };
        self.close_phase_clocks(from);
        let reason = self.stood_still_for(from);
        self.push_moved(from, to);
        self.resume(reason, |_| true);
    }

    /// A mediator is to be found. What belongs to the mediation stands still until a successor takes
    /// it up; what a suspension stopped beside that goes on.
    fn await_mediator(&mut self, from: Phase) {
        match from {
            Phase::Mediation | Phase::Signing => {
                self.pause(PauseReason::Replacement, |clock| {
                    scope(clock.key.term) == Scope::Phase(from)
                });
            }
            Phase::Suspended => {
                self.close_phase_clocks(from);
                self.close_phase_clocks(Phase::MediatorAppointment);
                self.resume(PauseReason::Recusal, |clock| {
                    scope(clock.key.term) == Scope::Open
                });
                self.pass_on(PauseReason::Recusal, PauseReason::Replacement);
            }
            Phase::Draft
            | Phase::FirstResponse
            | Phase::AwaitingMaterial
            | Phase::Negotiation
            | Phase::MediationConsent
            | Phase::MediatorAppointment
            | Phase::Performance
            | Phase::Impasse
            | Phase::Closed => self.close_phase_clocks(from),
        }
    }

    /// What a phase bound that is not gone back to any more has no meaning; what outlives phases goes
    /// on.
    fn close_what_stood_still(&mut self, from: Phase) {
        if self.dispute.state.back().is_none() {
            return;
        }
        let reason = self.stood_still_for(from);
        self.close_clocks(TermEnd::Void, |clock| {
            matches!(scope(clock.key.term), Scope::Phase(_))
        });
        self.resume(reason, |_| true);
    }

    /// Why terms stand still in the phase that is left.
    fn stood_still_for(&self, left: Phase) -> PauseReason {
        match left {
            Phase::Suspended => self.pause_reason(),
            Phase::MediatorAppointment => PauseReason::Replacement,
            Phase::Draft
            | Phase::FirstResponse
            | Phase::AwaitingMaterial
            | Phase::Negotiation
            | Phase::MediationConsent
            | Phase::Mediation
            | Phase::Signing
            | Phase::Performance
            | Phase::Impasse
            | Phase::Closed => PauseReason::Elsewhere,
        }
    }

    fn back_phase(&self, from: Phase) -> Option<Phase> {
        let back = self.dispute.state.back();
        debug_assert!(back.is_some(), "{from} has a way back");
        back.map(State::phase)
    }

    fn push_moved(&mut self, from: Phase, to: Phase) {
        if from == Phase::Mediation {
            sessions::call_off(self);
        }
        self.push(Fact::Moved {
            from,
            to,
            rule: self.rule.id.to_owned(),
        });
    }

    fn close_phase_clocks(&mut self, phase: Phase) {
        self.close_clocks(TermEnd::Void, |clock| {
            scope(clock.key.term) == Scope::Phase(phase)
        });
    }

    /// Some rows name terms of which one applies; those about a promise are opened by their verb.
    fn opens_for_dispute(&self, term: TermId) -> bool {
        let reason = self.dispute.state.suspension();
        if term == TermId::SuspensionCourt {
            reason == Some(SuspensionReason::Court)
        } else if term == TermId::SuspensionPolice {
            reason == Some(SuspensionReason::Police)
        } else if let Some(body) = self.dispute.live_mediation().map(|one| one.body.kind)
            && matches!(term, TermId::Mediation | TermId::MediationAssociation)
        {
            term == body.mediates_within()
        } else {
            !matches!(
                term,
                TermId::PerformanceConfirmation
                    | TermId::BreachChoice
                    | TermId::Seal
                    | TermId::Confirmation
                    | TermId::ConfirmationAssociation
            )
        }
    }

    fn pause_reason(&self) -> PauseReason {
        match self.dispute.state.suspension() {
            Some(SuspensionReason::Police) => PauseReason::Police,
            Some(SuspensionReason::Recusal) => PauseReason::Recusal,
            Some(SuspensionReason::Appraisal) => PauseReason::Appraisal,
            Some(SuspensionReason::Merged) => PauseReason::Merged,
            Some(SuspensionReason::Court) | None => PauseReason::Court,
        }
    }

    fn pause(&mut self, reason: PauseReason, which: impl Fn(&Clock) -> bool) {
        for mut clock in self.dispute.clocks.clone() {
            if let (true, Due::Term(deadline)) = (which(&clock), &clock.due)
                && let Ok(paused) = deadline.pause(self.now.at, reason)
            {
                clock.due = Due::Term(Box::new(paused));
                self.push(Fact::TermPaused {
                    clock: Box::new(clock),
                });
            }
        }
    }

    /// Resumes what stood still for that reason, and nothing else: a negotiation that waits for
    /// signatures goes on waiting when a suspension of the signing ends.
    fn resume(&mut self, reason: PauseReason, which: impl Fn(&Clock) -> bool) {
        for mut clock in self.dispute.clocks.clone() {
            if let (true, Due::Term(deadline)) = (which(&clock), &clock.due)
                && stands_still_for(deadline, reason)
                && let Ok(running) = deadline.resume(self.now.at, self.law.calendar)
            {
                clock.due = Due::Term(Box::new(running));
                self.push(Fact::TermResumed {
                    clock: Box::new(clock),
                });
            }
        }
    }

    /// What stood still for one reason stands still for another from now on.
    fn pass_on(&mut self, ends: PauseReason, begins: PauseReason) {
        for mut clock in self.dispute.clocks.clone() {
            let Due::Term(deadline) = &clock.due else {
                continue;
            };
            if stands_still_for(deadline, ends)
                && let Ok(running) = deadline.resume(self.now.at, self.law.calendar)
                && let Ok(paused) = running.pause(self.now.at, begins)
            {
                clock.due = Due::Term(Box::new(paused));
                self.push(Fact::TermPaused {
                    clock: Box::new(clock),
                });
            }
        }
    }

    fn lapse_open_offers(&mut self) {
        let open: Vec<_> = self.dispute.open_offers().map(|offer| offer.id).collect();
        for agreement in open {
            let subject = Subject::Agreement(agreement);
            self.close_clock(
                ClockKey {
                    term: TermId::OfferLapse,
                    subject,
                },
                TermEnd::Void,
            );
            self.push(Fact::OfferLapsed { agreement });
        }
    }

    /// The mediation that goes on.
    pub(super) fn mediation(&self) -> Result<&Mediation, Refusal> {
        self.dispute
            .live_mediation()
            .ok_or(Refusal::Unknown { what: "mediation" })
    }

    /// The party the actor acts for.
    pub(super) fn own_party(&self) -> Option<PartyId> {
        self.actor.party
    }
}

fn stands_still_for(deadline: &Deadline, reason: PauseReason) -> bool {
    let last = deadline.explain().pauses.last();
    last.is_some_and(|pause| pause.until.is_none() && pause.reason == reason)
}
