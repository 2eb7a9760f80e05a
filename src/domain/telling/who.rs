//! From an entry of the log to the people who hear of it: the rows of the table, applied to one
//! dispute. Whom a shop or a platform employs is not known here; such recipients are named by their
//! organisation.

use jiff::Timestamp;

use crate::dispute::clocks::{Clock, Subject};
use crate::dispute::event::{Event, Fact};
use crate::dispute::lists::Seat;
use crate::dispute::mediation::Mediation;
use crate::dispute::seen::{concerns, is_for_mediator};
use crate::dispute::state::{Agreement, Dispute, Party};
use crate::dispute::turn::turn;
use crate::ids::{AgreementId, ObligationId, OrganisationId, PartyId, PersonId};
use crate::ruleset::TermId;
use crate::telling::rules::{Audience, Rule, rules};
use crate::telling::{Channel, Message, Reader, said};

/// Somebody to be told, before anybody looked up addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is said.
    pub message: Message,
    /// From whose side.
    pub reader: Reader,
    /// By which ways.
    pub by: &'static [Channel],
    /// To whom.
    pub whom: Whom,
    /// Until when something must be done.
    pub due: Option<Timestamp>,
}

/// A recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Somebody with an account.
    Person {
        /// Who.
        person: PersonId,
        /// For which party.
        party: Option<PartyId>,
    },
    /// A party: the shop's staff where the organisation has any, whoever answers at its address
    /// otherwise.
    Party {
        /// Which.
        party: PartyId,
        /// Of which organisation.
        organisation: Option<OrganisationId>,
    },
    /// The supervisors of a platform, all but one if that one did it.
    Supervisors {
        /// Where.
        platform: OrganisationId,
        /// Who need not be told.
        but: Option<PersonId>,
    },
    /// The registrars of a mediation body, all but one if that one did it.
    Registrars {
        /// Where.
        body: OrganisationId,
        /// Who need not be told.
        but: Option<PersonId>,
    },
}

/// Everybody who hears of `event`, which `dispute` has already taken in.
pub fn told(dispute: &Dispute, event: &Event) -> Vec<Told> {
    let Some(message) = said(&event.fact) else {
        return Vec::new();
    };
    let mut all: Vec<Told> = Vec::new();
    for rule in rules(message) {
        let due = rule_due(dispute, event, rule);
        for (whom, reader) in audience(dispute, event, rule.to) {
            if reader == Reader::Platform && is_for_mediator(&event.fact) {
                continue;
            }
            if all.iter().all(|one| one.whom != whom) {
                all.push(Told {
                    message,
                    reader,
                    by: rule.by,
                    whom,
                    due,
                });
            }
        }
    }
    all
}

fn audience(dispute: &Dispute, event: &Event, to: Audience) -> Vec<(Whom, Reader)> {
    match to {
        Audience::ConsumerSide => parties(dispute, |party| party.fact.seat.is_consumer_side()),
        Audience::Respondents => parties(dispute, |party| {
            party.fact.seat == Seat::Respondent && concerns(dispute, event, party.fact.id)
        }),
        Audience::Responder => responder(dispute, event),
        Audience::Supervisors => vec![supervisors(dispute, event)],
        Audience::Registrars => registrars(dispute, event).into_iter().collect(),
        Audience::Mediator => mediator(dispute, event),
        Audience::OtherSide => parties(dispute, |party| {
            Some(party.fact.id) != event.actor.party && concerns(dispute, event, party.fact.id)
        }),
        Audience::Concerned => {
            let concerned = concerned(dispute, &event.fact);
            parties(dispute, |party| concerned.contains(&party.fact.id))
        }
        Audience::Awaited => awaited(dispute, event),
    }
}

fn parties(dispute: &Dispute, which: impl Fn(&Party) -> bool) -> Vec<(Whom, Reader)> {
    let chosen = dispute.parties.iter().filter(|party| which(party));
    chosen.map(|party| (whom(party), reader(party))).collect()
}

fn whom(party: &Party) -> Whom {
    match party.fact.person {
        Some(person) => Whom::Person {
            person,
            party: Some(party.fact.id),
        },
        None => Whom::Party {
            party: party.fact.id,
            organisation: party.fact.organisation,
        },
    }
}

fn reader(party: &Party) -> Reader {
    if party.fact.seat.is_consumer_side() {
        Reader::Consumer
    } else {
        Reader::Respondent
    }
}

fn responder(dispute: &Dispute, event: &Event) -> Vec<(Whom, Reader)> {
    let named = dispute.responder.map(|(person, _)| person);
    let person = named.filter(|person| event.actor.person != Some(*person));
    let whom = person.map(|person| Whom::Person {
        person,
        party: None,
    });
    whom.into_iter()
        .map(|whom| (whom, Reader::Platform))
        .collect()
}

fn supervisors(dispute: &Dispute, event: &Event) -> (Whom, Reader) {
    let whom = Whom::Supervisors {
        platform: dispute.platform,
        but: event.actor.person,
    };
    (whom, Reader::Platform)
}

fn registrars(dispute: &Dispute, event: &Event) -> Option<(Whom, Reader)> {
    let whom = Whom::Registrars {
        body: dispute.mediation()?.body.organisation,
        but: event.actor.person,
    };
    Some((whom, Reader::Body))
}

/// Whoever mediates as long as the mediation, or what came of it, is open. A calendar is told of a
/// session also by whoever set it.
fn mediator(dispute: &Dispute, event: &Event) -> Vec<(Whom, Reader)> {
    let person = dispute
        .mediation()
        .and_then(Mediation::mediator)
        .filter(|person| event.actor.person != Some(*person) || is_invitation(&event.fact));
    let whom = person.map(|person| Whom::Person {
        person,
        party: None,
    });
    whom.into_iter().map(|whom| (whom, Reader::Body)).collect()
}

/// Whether calendars are told something.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "everything else is no business of calendars"
)]
fn is_invitation(fact: &Fact) -> bool {
    match fact {
        Fact::SessionFixed { .. } => true,
        Fact::SessionProposed { sequence, .. } | Fact::SessionCancelled { sequence, .. } => {
            sequence.is_some()
        }
        _ => false,
    }
}

/// When the session begins that a fact is about; for one that was called off, when it would have.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "no other fact is about a fixed session"
)]
fn session_at(dispute: &Dispute, fact: &Fact) -> Option<Timestamp> {
    match fact {
        Fact::SessionFixed { starts_at, .. } => Some(*starts_at),
        Fact::SessionReminded { session, .. } | Fact::SessionCancelled { session, .. } => {
            dispute.session(*session)?.starts_at
        }
        _ => None,
    }
}

/// The parties that a fact is about.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the table asks for the party concerned on these facts alone"
)]
fn concerned(dispute: &Dispute, fact: &Fact) -> Vec<PartyId> {
    match fact {
        Fact::RespondentSilent { party }
        | Fact::ContactCorrected { party, .. }
        | Fact::EvidenceDemanded { of: party, .. }
        | Fact::MediationWithout { party }
        | Fact::Muted { party, .. }
        | Fact::Unmuted { party } => vec![*party],
        Fact::SentOut { person, .. } | Fact::LetIn { person } => dispute
            .parties
            .iter()
            .filter(|party| party.fact.person == Some(*person))
            .map(|party| party.fact.id)
            .collect(),
        Fact::Offered {
            by,
            to,
            proposed: true,
            ..
        } => vec![*by, *to],
        Fact::Offered { to, .. } => vec![*to],
        Fact::ProposalAccepted { agreement, .. } => dispute
            .agreement(*agreement)
            .map(Agreement::awaits)
            .unwrap_or_default(),
        Fact::PerformanceRecorded {
            agreement,
            obligation,
            ..
        }
        | Fact::PerformanceAsked {
            agreement,
            obligation,
        } => owed(dispute, *agreement, *obligation).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn owed(dispute: &Dispute, agreement: AgreementId, obligation: ObligationId) -> Option<PartyId> {
    let agreement = dispute.agreement(agreement)?;
    Some(agreement.obligation(obligation)?.fact.to)
}

/// Whoever must act: for a reminder, on that term; for an urging, at present. A consumer who urges
/// is not urged.
fn awaited(dispute: &Dispute, event: &Event) -> Vec<(Whom, Reader)> {
    let turn = turn(dispute);
    let mut chosen = turn.parties;
    if let Fact::Reminded { key, .. } = event.fact {
        match key.subject {
            Subject::Party(party) => chosen = vec![party],
            Subject::Agreement(agreement) => {
                let parties = dispute.agreement(agreement).map(Agreement::parties);
                chosen = parties.into_iter().flatten().collect();
            }
            Subject::Dispute | Subject::Obligation(_) => {}
        }
    }
    chosen.retain(|party| Some(*party) != event.actor.party);
    let mut all = parties(dispute, |party| chosen.contains(&party.fact.id));
    if all.is_empty() && turn.seats.contains(&Seat::FirstResponder) {
        all.extend(responder(dispute, event));
    }
    if all.is_empty() && turn.seats.contains(&Seat::Mediator) {
        all.extend(mediator(dispute, event));
    }
    if all.is_empty() && turn.seats.contains(&Seat::Registrar) {
        all.extend(registrars(dispute, event));
    }
    let escalated = matches!(
        event.fact,
        Fact::Urged {
            escalated: true,
            ..
        }
    );
    if escalated || turn.seats.contains(&Seat::Supervisor) {
        all.push(supervisors(dispute, event));
    }
    all
}

/// The end of the term that the row names; of the one that a reminder is about.
fn rule_due(dispute: &Dispute, event: &Event, rule: &Rule) -> Option<Timestamp> {
    if let Some(starts_at) = session_at(dispute, &event.fact) {
        return Some(starts_at);
    }
    let running = |clock: &&Clock| !clock.is_paused();
    if let Fact::Reminded { key, .. } = &event.fact {
        return dispute.clock(*key).filter(running).map(Clock::due_at);
    }
    if let Fact::TermRecomputed { clock, .. } = &event.fact {
        return Some(clock.as_ref()).filter(running).map(Clock::due_at);
    }
    let term = rule.until?;
    let of_term = || {
        let clocks = dispute.clocks.iter().filter(running);
        clocks.filter(move |clock| fits(clock.key.term, term))
    };
    let subject = subject(&event.fact);
    let about_it = of_term().find(|clock| Some(clock.key.subject) == subject);
    about_it.or_else(|| of_term().next()).map(Clock::due_at)
}

/// The fast lane has a term of its own for the same demand.
fn fits(running: TermId, named: TermId) -> bool {
    running == named || (named == TermId::DemandEvidence && running == TermId::DemandEvidenceFast)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a term about anything less than the dispute begins with these facts alone"
)]
fn subject(fact: &Fact) -> Option<Subject> {
    match fact {
        Fact::EvidenceDemanded { of: party, .. } => Some(Subject::Party(*party)),
        Fact::Offered { agreement, .. } => Some(Subject::Agreement(*agreement)),
        Fact::PerformanceRecorded { obligation, .. }
        | Fact::PerformanceAsked { obligation, .. }
        | Fact::Breached { obligation, .. } => Some(Subject::Obligation(*obligation)),
        _ => None,
    }
}
