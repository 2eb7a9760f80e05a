//! What an actor may make of a dispute now, or why not.
//!
//! [`decide`] finds the row that governs, asks [`guard`] what stands against it in this very
//! dispute, and lets one function a verb say which facts come of it. It changes nothing: whoever
//! calls stores the facts.

mod contact;
mod documents;
mod draft;
mod ending;
mod first_response;
pub(in crate::dispute) mod guard;
mod mediation;
mod mediator;
mod merging;
mod order;
mod performance;
mod sealing;
mod sessions;
mod settling;
mod standing_still;
mod time;
mod ways;

use draft::Draft;

use crate::Now;
use crate::calendar::Calendar;
use crate::dispute::command::{Command, Filing};
use crate::dispute::condition;
use crate::dispute::event::{Actor, ClaimFact, ElsewhereFact, Event, Fact, Naming, RemedyFact};
use crate::dispute::lists::{Phase, Seat, Verb};
use crate::dispute::refusal::Refusal;
use crate::dispute::rules::{self, Rule};
use crate::dispute::state::Dispute;
use crate::ids::DisputeId;
use crate::ruleset::{RuleBook, TermId};
use crate::term::Term;

/// The rules that a decision is made under: terms and amounts, and the days that count.
#[derive(Debug, Clone, Copy)]
pub struct Law<'a> {
    /// Every rule set there ever was.
    pub book: &'a RuleBook,
    /// Which days are worked.
    pub calendar: &'a Calendar,
}

impl<'a> Law<'a> {
    /// The term as the rule sets fix it that the dispute is bound to.
    fn term(&self, dispute: &Dispute, term: TermId) -> Result<&'a Term, Refusal> {
        if let Some(body) = dispute.mediation().map(|mediation| mediation.body)
            && is_where_the_body_is(term)
            && body.province != dispute.binding.province
            && let Ok(there) = self.book.binding(dispute.binding.on, body.province)
        {
            let found = self.book.term(&there, term);
            return found.map_err(|_fault| Refusal::TermMissing { term });
        }
        let found = self.book.term(&dispute.binding, term);
        found.map_err(|_fault| Refusal::TermMissing { term })
    }
}

/// An association keeps the terms of its own province, wherever the dispute is.
const fn is_where_the_body_is(term: TermId) -> bool {
    matches!(
        term,
        TermId::AcceptCaseAssociation
            | TermId::MediationAssociation
            | TermId::ConfirmationAssociation
    )
}

/// What `actor` may make of `dispute` now, or why not. The facts belong into the log in this order.
pub fn decide(
    dispute: &Dispute,
    actor: &Actor,
    command: &Command,
    law: &Law<'_>,
    now: Now,
) -> Result<Vec<Fact>, Refusal> {
    let rule = governing(dispute, actor, command)?;
    guard::guard(dispute, actor, command.verb(), law, now)?;
    let mut draft = Draft::new(dispute, *actor, rule, law, now);
    carry_out(&mut draft, command)?;
    Ok(draft.into_facts())
}

/// The first entries of a new log.
pub fn file(
    id: DisputeId,
    actor: &Actor,
    filing: &Filing,
    law: &Law<'_>,
    now: Now,
) -> Result<Vec<Fact>, Refusal> {
    let rule = rules::row(
        Verb::File,
        Phase::Draft,
        crate::dispute::lists::Condition::Always,
    )
    .filter(|rule| rule.by.contains(&actor.seat))
    .ok_or(Refusal::NotYours {
        verb: Verb::File,
        seat: actor.seat,
    })?;
    let seats = |seat| {
        filing
            .parties
            .iter()
            .filter(|party| party.seat == seat)
            .count()
    };
    if seats(Seat::Consumer) != 1 || seats(Seat::Respondent) == 0 {
        return Err(Refusal::PartiesIncomplete);
    }
    let fact = filed(filing);
    let event = Event {
        seq: 1,
        at: now.at,
        actor: *actor,
        fact: fact.clone(),
    };
    let dispute =
        crate::dispute::apply::filed(id, &event).map_err(|_broken| Refusal::PartiesIncomplete)?;
    let mut draft = Draft::filed(dispute, *actor, rule, fact, law, now);
    if let Some(person) = filing.responder {
        draft.push(Fact::ResponderNamed {
            person,
            how: Naming::Rota,
            note: None,
        });
    }
    draft.shift_from(Phase::Draft)?;
    Ok(draft.into_facts())
}

/// Every verb that `actor` may use now, in the order of the table. The clock's verbs are no
/// buttons, and filing has a door of its own.
pub fn allowed(dispute: &Dispute, actor: &Actor, law: &Law<'_>, now: Now) -> Vec<Verb> {
    let mut verbs: Vec<Verb> = Vec::new();
    for rule in rules::RULES {
        let open = rule.from.contains(&dispute.phase()) && rule.by.contains(&actor.seat);
        let met = open && condition::may_hold(dispute, actor, rule);
        if met
            && rule.verb != Verb::File
            && !verbs.contains(&rule.verb)
            && guard::guard(dispute, actor, rule.verb, law, now).is_ok()
        {
            verbs.push(rule.verb);
        }
    }
    verbs
}

/// The row that governs what `actor` wants, or why there is none.
pub(in crate::dispute) fn governing(
    dispute: &Dispute,
    actor: &Actor,
    command: &Command,
) -> Result<&'static Rule, Refusal> {
    let (verb, phase) = (command.verb(), dispute.phase());
    let not_yours = Refusal::NotYours {
        verb,
        seat: actor.seat,
    };
    if rules::rows(verb, phase).next().is_none() {
        return Err(Refusal::NotNow { verb, phase });
    }
    if !rules::is_open_to(verb, phase, actor.seat) {
        return Err(not_yours);
    }
    let condition = condition::of(dispute, actor, command)?;
    let rule = rules::row(verb, phase, condition).ok_or(Refusal::NotNow { verb, phase })?;
    if rule.by.contains(&actor.seat) {
        Ok(rule)
    } else {
        Err(not_yours)
    }
}

fn filed(filing: &Filing) -> Fact {
    Fact::Filed {
        platform: filing.platform,
        on_behalf: filing.on_behalf,
        parties: filing.parties.clone(),
        claim: Box::new(ClaimFact {
            category: filing.claim.category,
            overlays: filing.claim.overlays.clone(),
            remedies: filing
                .claim
                .remedies
                .iter()
                .map(|(remedy, amount)| RemedyFact {
                    remedy: *remedy,
                    amount: *amount,
                })
                .collect(),
            paid: filing.claim.paid,
            statement: filing.claim.statement.reference(),
            particulars: filing.claim.particulars.reference(),
        }),
        elsewhere: filing.elsewhere.iter().map(elsewhere).collect(),
        evidence: filing.exhibits.iter().map(|exhibit| exhibit.id).collect(),
        binding: filing.binding.clone(),
    }
}

fn elsewhere(case: &crate::dispute::command::Elsewhere) -> ElsewhereFact {
    ElsewhereFact {
        target: case.target,
        number: case.number.as_ref().map(crate::text::Text::reference),
        accepted_on: case.accepted_on,
    }
}

fn carry_out(draft: &mut Draft<'_>, command: &Command) -> Result<(), Refusal> {
    match command {
        Command::RecordDelivery { party, method } => {
            first_response::record_delivery(draft, *party, method)
        }
        Command::KeepDocument {
            document,
            subject,
            sha256,
        } => documents::keep(draft, *document, *subject, *sha256),
        Command::Answer {
            finding,
            next_step,
            claim_proved,
        } => first_response::answer(draft, finding, next_step, *claim_proved),
        Command::Respond { statement } => first_response::respond(draft, statement),
        Command::AskMaterial { items, note } => {
            first_response::ask_material(draft, items, note.as_ref())
        }
        Command::SupplyMaterial {
            statement,
            exhibits,
        } => first_response::supply_material(draft, statement, exhibits),
        Command::SubmitEvidence { exhibits, purpose } => {
            first_response::submit_evidence(draft, exhibits, purpose.as_ref())
        }
        Command::DemandEvidence { of, items } => first_response::demand_evidence(draft, *of, items),
        Command::RecordAttempt {
            party,
            method,
            result,
        } => first_response::record_attempt(draft, *party, *method, result),
        Command::CorrectContact { party, why, .. } => contact::correct(draft, *party, *why),
        Command::MarkUnreachable { party } => first_response::mark_unreachable(draft, *party),
        Command::ConfirmUnreachable { party } => first_response::confirm_unreachable(draft, *party),
        Command::TakeOver { responder, note } => {
            first_response::take_over(draft, *responder, note.as_ref())
        }
        Command::Urge => {
            first_response::urge(draft);
            Ok(())
        }
        Command::Offer { to, terms } => settling::offer(draft, *to, terms),
        Command::Counter { offer, terms } => settling::counter(draft, *offer, terms),
        Command::WithdrawOffer { offer } => settling::withdraw_offer(draft, *offer),
        Command::AcceptOffer { offer, ends_others } => {
            settling::accept_offer(draft, *offer, *ends_others)
        }
        Command::DeclareFailed { reason } => settling::declare_failed(draft, reason.as_ref()),
        Command::Extend if draft.rule.from == [Phase::Mediation] => mediation::extend(draft),
        Command::Extend => settling::extend(draft),
        Command::AskMediation {
            mediation,
            body,
            yes,
            confirmed,
            reason,
        } => {
            let confirmed = confirmed.as_deref();
            mediation::ask(draft, *mediation, *body, *yes, confirmed, reason.as_ref())
        }
        Command::Consent { yes, confirmed } => {
            mediation::consent(draft, *yes, confirmed.as_deref())
        }
        Command::Decline { reason } => mediation::decline(draft, reason.as_ref()),
        Command::AcceptCase => mediation::accept_case(draft),
        Command::DeclineCase { reason } => mediation::decline_case(draft, reason),
        Command::Appoint { candidate } => mediator::appoint(draft, candidate),
        Command::ObjectToMediator { reason } => mediator::object(draft, reason),
        Command::AcceptAppointment { roles, declared } => {
            mediator::accept_appointment(draft, roles, declared.as_ref())
        }
        Command::DeclineAppointment { reason } => {
            mediator::decline_appointment(draft, reason.as_ref())
        }
        Command::Challenge { reason } => mediator::challenge(draft, reason),
        Command::DecideChallenge { upheld, reasons } => {
            mediator::decide_challenge(draft, *upheld, reasons)
        }
        Command::Resign { reason } => mediator::resign(draft, reason),
        Command::MediatorGone => mediator::gone(draft),
        Command::Replace { candidate, reason } => mediator::replace(draft, candidate, reason),
        Command::OpenCaucus { party } | Command::CloseCaucus { party } => {
            mediation::caucus(draft, *party)
        }
        Command::UnsealCaucus => Ok(()),
        Command::Session(order) => sessions::carry_out(draft, order),
        Command::Order(step) => order::carry_out(draft, step),
        Command::ProposeFact { joint_fact, text } => {
            mediation::propose_fact(draft, *joint_fact, text)
        }
        Command::ConfirmFact { joint_fact } => mediation::confirm_fact(draft, *joint_fact),
        Command::DisputeFact { joint_fact, reason } => {
            mediation::dispute_fact(draft, *joint_fact, reason.as_ref())
        }
        Command::Propose { between, terms } => mediation::propose(draft, *between, terms),
        Command::EndMediation { reason } => mediation::end_by_party(draft, reason.as_ref()),
        Command::Terminate { reason, note } => mediation::terminate(draft, *reason, note.as_ref()),
        Command::Seal { agreement, digest } => sealing::seal(draft, *agreement, *digest),
        Command::ApplyConfirmation { agreement } => sealing::apply_confirmation(draft, *agreement),
        Command::Sign {
            agreement,
            name,
            digest,
        } => settling::sign(draft, *agreement, name, *digest),
        Command::RecordPerformance {
            agreement,
            obligation,
            extent,
            proof,
            exhibits,
        } => performance::record(draft, (*agreement, *obligation), *extent, proof, exhibits),
        Command::ConfirmObligation {
            agreement,
            obligation,
        } => performance::confirm(draft, (*agreement, *obligation)),
        Command::DisputeObligation {
            agreement,
            obligation,
            reason,
        } => performance::dispute(draft, (*agreement, *obligation), reason),
        Command::ChooseAfterBreach { choice } => performance::choose_after_breach(draft, *choice),
        Command::Suspend {
            reason,
            number,
            slip,
        } => standing_still::suspend(draft, *reason, number.as_ref(), *slip),
        Command::Resume => standing_still::resume(draft),
        Command::RecordExternal { case } => standing_still::record_external(draft, case),
        Command::Merge { into } => merging::merge(draft, *into),
        Command::Unmerge { reason } => merging::unmerge(draft, reason.as_ref()),
        Command::Refuse { ground, reasons } | Command::Discontinue { ground, reasons } => {
            let by = ending::InPerson::of(&draft.actor)?;
            ending::reject(draft, &by, *ground, reasons)
        }
        Command::Appeal { reasons } => ending::appeal(draft, reasons),
        Command::DecideAppeal { upheld, reasons } => ending::decide_appeal(draft, *upheld, reasons),
        Command::Withdraw {
            money_arrived,
            warning_read,
            reason,
        } => ending::withdraw(draft, *money_arrived, *warning_read, reason.as_ref()),
        Command::Close => ending::close(draft),
        Command::Reopen { new_facts } => ending::reopen(draft, new_facts),
        Command::Remind { key } => time::remind(draft, *key),
        Command::TermEnds { key } => time::term_ends(draft, *key),
        Command::StateFacts { facts } => {
            ways::state_facts(draft, facts);
            Ok(())
        }
        Command::ChooseDoor { door, confirmed } => {
            ways::choose_door(draft, *door, confirmed.as_deref())
        }
        Command::RecomputeTerms => time::recompute(draft),
    }
}
