//! What is wished for in a mediation: its people, its sessions, its rooms and what comes out of it.

use hejie_domain::dispute::command::{Command, OrderStep};
use hejie_domain::dispute::event::Yes;
use hejie_domain::dispute::session::{Attendee, Proposal, SessionOrder, SessionStep, SessionWay};

use super::bodies::{
    AcceptAppointment, ApplyConfirmation, Appoint, AskMediation, CancelSession, Challenge,
    ChooseSession, CloseCaucus, ConfirmFact, Consent, DecideChallenge, Decline, DeclineAppointment,
    DeclineCase, DisputeFact, EndMediation, FixSession, LetIn, Mute, ObjectToMediator, OpenCaucus,
    Propose, ProposeFact, RecordAttendance, Remove, Replace, Resign, Seal, SetSession, Terminate,
    Unmute,
};
use super::settling::terms;
use super::{Desk, REASONS_CHARS_MIN, Wish};
use crate::app::Failure;

plain! {
    ChooseSession, this, desk => session(SessionStep::Choose {
        session: this.session,
        choices: this.choices,
    });
    FixSession, this, desk => session(SessionStep::Fix {
        session: this.session,
        starts_at: this.starts_at,
    });
    CancelSession, this, desk => session(SessionStep::Cancel {
        session: this.session,
        reason: desk.maybe("/reason", this.reason.as_deref()),
    });
    RecordAttendance, this, desk => session(SessionStep::Attend {
        session: this.session,
        present: this
            .mediator
            .then_some(Attendee::Mediator)
            .into_iter()
            .chain(this.parties.into_iter().map(Attendee::Party))
            .collect(),
    });
    Mute, this, desk => Command::Order(OrderStep::Mute {
        party: this.party,
        reason: desk.text("/reason", &this.reason, 2),
    });
    Unmute, this, desk => Command::Order(OrderStep::Unmute { party: this.party });
    Remove, this, desk => Command::Order(OrderStep::Remove {
        person: this.person,
        reason: desk.text("/reason", &this.reason, 2),
    });
    LetIn, this, desk => Command::Order(OrderStep::LetIn { person: this.person });
    Consent, this, desk => Command::Consent {
        yes: Yes {
            reads_negotiation: this.reads_negotiation,
            with_responder: this.with_responder,
        },
        confirmed: this.confirmed,
    };
    Decline, this, desk => Command::Decline {
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    DeclineCase, this, desk => Command::DeclineCase {
        reason: desk.text("/reason", &this.reason, REASONS_CHARS_MIN),
    };
    ObjectToMediator, this, desk => Command::ObjectToMediator {
        reason: desk.text("/reason", &this.reason, REASONS_CHARS_MIN),
    };
    DeclineAppointment, this, desk => Command::DeclineAppointment {
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    Challenge, this, desk => Command::Challenge {
        reason: desk.text("/reason", &this.reason, REASONS_CHARS_MIN),
    };
    DecideChallenge, this, desk => Command::DecideChallenge {
        upheld: this.upheld,
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    Resign, this, desk => Command::Resign {
        reason: desk.text("/reason", &this.reason, REASONS_CHARS_MIN),
    };
    OpenCaucus, this, desk => Command::OpenCaucus { party: this.party };
    CloseCaucus, this, desk => Command::CloseCaucus { party: this.party };
    ProposeFact, this, desk => Command::ProposeFact {
        joint_fact: desk.mint(),
        text: desk.text("/text", &this.text, 2),
    };
    ConfirmFact, this, desk => Command::ConfirmFact { joint_fact: this.fact };
    DisputeFact, this, desk => Command::DisputeFact {
        joint_fact: this.fact,
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    Propose, this, desk => Command::Propose {
        between: this.between,
        terms: terms(desk, this.obligations, this.provisions, this.lapses_on, this.note.as_deref()),
    };
    EndMediation, this, desk => Command::EndMediation {
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    Terminate, this, desk => Command::Terminate {
        reason: this.reason,
        note: desk.maybe("/note", this.note.as_deref()),
    };
    ApplyConfirmation, this, desk => Command::ApplyConfirmation { agreement: this.agreement };
}

impl Wish for AskMediation {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let reason = desk.maybe("/reason", self.reason.as_deref());
        let body = desk.body("/body", self.body).await?;
        Ok(Command::AskMediation {
            mediation: desk.mint(),
            body,
            yes: Yes {
                reads_negotiation: self.reads_negotiation,
                with_responder: self.with_responder,
            },
            confirmed: self.confirmed,
            reason,
        })
    }
}

impl Wish for Appoint {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let disclosed = desk.maybe("/disclosed", self.disclosed.as_deref());
        let mut candidate = desk.candidate(self.mediator).await?;
        candidate.disclosed = disclosed;
        Ok(Command::Appoint { candidate })
    }
}

impl Wish for Replace {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let disclosed = desk.maybe("/disclosed", self.disclosed.as_deref());
        let reason = desk.text("/reason", &self.reason, REASONS_CHARS_MIN);
        let mut candidate = desk.candidate(self.mediator).await?;
        candidate.disclosed = disclosed;
        Ok(Command::Replace { candidate, reason })
    }
}

impl Wish for AcceptAppointment {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let declared = desk.maybe("/interests", self.interests.as_deref());
        // One says either that there are none, or which; silence is neither.
        if self.no_interests == declared.is_some() {
            desk.fault("/interests", "required");
        }
        let roles = desk.caller().standing.roles.clone();
        Ok(Command::AcceptAppointment { roles, declared })
    }
}

impl Wish for Seal {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        desk.freshly_proved()?;
        Ok(Command::Seal {
            agreement: self.agreement,
            digest: self.text_sha256,
        })
    }
}

/// Proposals that one can still choose from.
const SLOTS_MAX: usize = 6;
const MINUTES: std::ops::RangeInclusive<u16> = 15..=480;

impl Wish for SetSession {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        if self.slots.is_empty() {
            desk.fault("/slots", "required");
        }
        if self.slots.len() > SLOTS_MAX {
            desk.fault("/slots", "too_many");
        }
        if !MINUTES.contains(&self.minutes) {
            desk.fault("/minutes", "out_of_range");
        }
        if self.fixed && self.slots.len() > 1 {
            desk.fault("/fixed", "contradiction");
        }
        let place = desk.maybe("/place", self.place.as_deref());
        if self.way == SessionWay::OnSite && place.is_none() {
            desk.fault("/place", "required");
        }
        let mut slots = self.slots;
        slots.sort_unstable();
        slots.dedup();
        let proposal = Proposal {
            session: self.session.unwrap_or_else(|| desk.mint()),
            slots,
            minutes: self.minutes,
            way: self.way,
            place,
            note: desk.maybe("/note", self.note.as_deref()),
            fixed: self.fixed,
        };
        Ok(session(SessionStep::Set(Box::new(proposal))))
    }
}

fn session(step: SessionStep) -> Command {
    Command::Session(Box::new(SessionOrder::of(step)))
}
