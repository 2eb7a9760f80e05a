//! A mediation as the log tells it: who was asked, who is willing, who mediates, how it ended.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::dispute::decide::guard;
use crate::dispute::event::{Actor, BodyFact, Yes};
use crate::dispute::lists::{MediationEnd, Seat};
use crate::dispute::state::Dispute;
use crate::ids::{JointFactId, MediationId, PartyId, PersonId};
use crate::taxonomy::TerminationReason;
use crate::text::TextRef;

/// One mediation, from asking a body on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mediation {
    /// Under which it is known.
    pub id: MediationId,
    /// Who was asked to mediate.
    pub body: BodyFact,
    /// Which party asked; none where the first responder did.
    pub asked_by: Option<PartyId>,
    /// When.
    pub asked_at: Timestamp,
    /// Who said yes or no; asking is saying yes.
    pub answers: BTreeMap<PartyId, Answer>,
    /// Which version of the warning the consumer side confirmed, and when, where accepting the case
    /// closes another way.
    pub confirmed: Option<(String, Timestamp)>,
    /// The willing with whom it goes on, once that is settled.
    pub parties: Option<BTreeSet<PartyId>>,
    /// When the body accepted the case.
    pub accepted_at: Option<Timestamp>,
    /// The mediator who is appointed.
    pub appointment: Option<Appointment>,
    /// How often an appointment came to nothing.
    pub failures: u16,
    /// Those who had the case and have it no longer.
    pub left: BTreeSet<PersonId>,
    /// Those of them who had begun to mediate.
    pub predecessors: BTreeSet<PersonId>,
    /// The parties that have objected to a person, which each can do once.
    pub objected: BTreeSet<PartyId>,
    /// Who challenged whom.
    pub challenged: BTreeSet<(PartyId, PersonId)>,
    /// When the first mediator accepted and the mediation began.
    pub begun_at: Option<Timestamp>,
    /// Who wants more time, the first first.
    pub extension_yes: Vec<PartyId>,
    /// Whether it was extended.
    pub extended: bool,
    /// Facts that all were asked to confirm.
    pub facts: Vec<JointFact>,
    /// How it ended.
    pub ended: Option<Ending>,
}

/// What a party said to mediation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Under which conditions it is willing; nothing, if it is not.
    pub yes: Option<Yes>,
    /// When.
    pub at: Timestamp,
}

/// Somebody appointed to mediate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appointment {
    /// Who.
    pub mediator: PersonId,
    /// Since when.
    pub at: Timestamp,
    /// What they have done before, as the parties were told.
    pub experience: Option<TextRef>,
    /// Interests that the body disclosed.
    pub disclosed: Option<TextRef>,
    /// When they accepted.
    pub accepted_at: Option<Timestamp>,
    /// Interests that they declared themselves.
    pub declared: Option<TextRef>,
}

/// A fact that all parties were asked to confirm: the only thing said in a session that may leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointFact {
    /// Under which it is known.
    pub id: JointFactId,
    /// In words.
    pub text: TextRef,
    /// Who confirmed it.
    pub confirmed_by: BTreeSet<PartyId>,
    /// Who disputes it, which settles that it is not jointly confirmed.
    pub disputed_by: Option<PartyId>,
    /// When the last of them confirmed it.
    pub agreed_at: Option<Timestamp>,
}

impl JointFact {
    /// Whether somebody is still to say yes or no.
    pub fn is_open(&self) -> bool {
        self.disputed_by.is_none() && self.agreed_at.is_none()
    }
}

/// How a mediation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// How.
    pub how: MediationEnd,
    /// Why, where the mediator ended it.
    pub reason: Option<TerminationReason>,
    /// When.
    pub at: Timestamp,
}

impl Mediation {
    /// Whether it goes on.
    pub fn is_live(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether the body's people have seats in the dispute: from when those who go on with it said yes
    /// (B-09), and for good once it accepted the case.
    pub fn has_seats(&self) -> bool {
        self.is_live() && self.parties.is_some() || self.accepted_at.is_some()
    }

    /// Since when the dispute is none of the body's business: from an end without an agreement on.
    pub fn over_since(&self) -> Option<Timestamp> {
        let without = |ending: &Ending| ending.how != MediationEnd::Settled;
        self.ended.filter(without).map(|ending| ending.at)
    }

    /// Whether the party said yes.
    pub fn is_willing(&self, party: PartyId) -> bool {
        self.answers
            .get(&party)
            .is_some_and(|answer| answer.yes.is_some())
    }

    /// Whether the party is in it: one of those with whom it goes on, or, before that is settled, one
    /// who has not said no.
    pub fn takes_part(&self, party: PartyId) -> bool {
        match &self.parties {
            Some(parties) => parties.contains(&party),
            None => self
                .answers
                .get(&party)
                .is_none_or(|answer| answer.yes.is_some()),
        }
    }

    /// Whether a mediator took it up.
    pub fn is_begun(&self) -> bool {
        self.begun_at.is_some()
    }

    /// Whoever mediates, or is asked to.
    pub fn mediator(&self) -> Option<PersonId> {
        self.appointment.map(|appointment| appointment.mediator)
    }

    /// The fact of that id.
    pub fn fact(&self, id: JointFactId) -> Option<&JointFact> {
        self.facts.iter().find(|fact| fact.id == id)
    }
}

impl Dispute {
    /// The last mediation, whether it goes on or not.
    pub fn mediation(&self) -> Option<&Mediation> {
        self.mediations.last()
    }

    /// The mediation that goes on.
    pub fn live_mediation(&self) -> Option<&Mediation> {
        self.mediation().filter(|mediation| mediation.is_live())
    }

    /// The mediation that stood last at an instant.
    pub fn mediation_at(&self, at: Timestamp) -> Option<&Mediation> {
        self.mediations
            .iter()
            .rfind(|mediation| mediation.asked_at <= at)
    }

    /// The mediation that an agreement came of.
    pub fn mediation_of(&self, id: MediationId) -> Option<&Mediation> {
        self.mediations.iter().find(|mediation| mediation.id == id)
    }

    /// The parties that have not said whether they are willing.
    pub fn unanswered(&self) -> Vec<PartyId> {
        let Some(mediation) = self.live_mediation() else {
            return Vec::new();
        };
        let silent = self.parties.iter().map(|party| party.fact.id);
        silent
            .filter(|party| !mediation.answers.contains_key(party))
            .collect()
    }

    /// The parties that are in the mediation, in the order of the dispute.
    pub fn mediating(&self) -> Vec<PartyId> {
        let Some(mediation) = self.mediation() else {
            return Vec::new();
        };
        let parties = self.parties.iter().map(|party| party.fact.id);
        parties
            .filter(|party| mediation.takes_part(*party))
            .collect()
    }

    /// Whether the consumer and a respondent at least are among those whom `which` picks.
    pub(super) fn both_sides(&self, which: impl Fn(PartyId) -> bool) -> bool {
        let side = |seat| {
            let mut parties = self.parties.iter();
            parties.any(|party| party.fact.seat == seat && which(party.fact.id))
        };
        side(Seat::Consumer) && side(Seat::Respondent)
    }

    /// Whether that body can be asked in this dispute: it has not declined it, and the platform does
    /// not mediate where it is a party.
    pub fn may_ask(&self, body: &BodyFact) -> bool {
        guard::may_be_asked(self, body).is_ok()
    }

    /// Whether somebody is the mediator and has declared what stands between them and the parties;
    /// until then nothing confidential is theirs (C-02, C-03).
    pub(crate) fn is_taken_up_by(&self, actor: &Actor) -> bool {
        let appointment = self.mediation().and_then(|one| one.appointment);
        actor.seat == Seat::Mediator
            && appointment
                .is_some_and(|one| one.accepted_at.is_some() && Some(one.mediator) == actor.person)
    }

    /// Whether every party lets the mediator read the negotiation.
    pub fn is_negotiation_open(&self) -> bool {
        self.live_mediation().is_some_and(|mediation| {
            mediation.begun_at.is_some() && self.every_party(mediation, |yes| yes.reads_negotiation)
        })
    }

    /// Whether the first responder may be in the room of that mediation: the platform is a party, or
    /// all who mediate agree.
    pub fn is_responder_invited(&self, mediation: &Mediation) -> bool {
        let mut answers = self
            .parties
            .iter()
            .filter(|party| mediation.takes_part(party.fact.id))
            .map(|party| mediation.answers.get(&party.fact.id));
        self.is_against_platform()
            || answers.all(|answer| {
                answer
                    .and_then(|answer| answer.yes)
                    .is_some_and(|yes| yes.with_responder)
            })
    }

    fn every_party(&self, mediation: &Mediation, holds: impl Fn(Yes) -> bool) -> bool {
        self.parties.iter().all(|party| {
            let answer = mediation.answers.get(&party.fact.id);
            answer.and_then(|answer| answer.yes).is_some_and(&holds)
        })
    }
}
