//! The commands of a mediation: who is asked, who mediates, what is said and sealed.

use hejie_domain::dispute::command::{Candidate, Command};
use hejie_domain::dispute::event::Yes;
use hejie_domain::dispute::mediation::JointFact;
use hejie_domain::ids::JointFactId;
use hejie_domain::law::doors::CONFIRMATION_VERSION;

use super::settle::{in_force, party, seal};
use super::{Part, Scene};
use crate::app::Failure;
use crate::app::dispute::Desk;
use crate::db::dispute::Loaded;
use crate::demo::DemoError;
use crate::demo::script::{Deed, Side};

impl Scene<'_> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is left is a session's"
    )]
    pub(super) async fn mediating(
        &self,
        desk: &mut Desk<'_>,
        part: &Part,
        deed: &Deed,
    ) -> Result<Command, DemoError> {
        let at = &part.loaded;
        let confirmed = || Some(CONFIRMATION_VERSION.to_owned());
        Ok(match deed {
            Deed::AskMediation {
                body,
                reads,
                with_responder,
                reason,
            } => Command::AskMediation {
                mediation: desk.mint(),
                body: desk.body("/body", self.cast.organisation(body)?.id).await?,
                yes: yes(*reads, *with_responder),
                confirmed: confirmed(),
                reason: desk.maybe("/reason", reason.as_deref()),
            },
            Deed::Consent {
                reads,
                with_responder,
            } => Command::Consent {
                yes: yes(*reads, *with_responder),
                confirmed: confirmed(),
            },
            Deed::Decline { reason } => Command::Decline {
                reason: desk.maybe("/reason", reason.as_deref()),
            },
            Deed::TakeCase {} => Command::AcceptCase,
            Deed::DeclineCase { reason } => Command::DeclineCase {
                reason: desk.text("/reason", reason, 4),
            },
            Deed::Appoint { who, disclosed } => Command::Appoint {
                candidate: self.candidate(desk, who, disclosed.as_deref()).await?,
            },
            Deed::ObjectToMediator { reason } => Command::ObjectToMediator {
                reason: desk.text("/reason", reason, 4),
            },
            Deed::TakeAppointment { interests } => Command::AcceptAppointment {
                roles: part.caller.standing.roles.clone(),
                declared: desk.maybe("/interests", interests.as_deref()),
            },
            Deed::DeclineAppointment { reason } => Command::DeclineAppointment {
                reason: desk.maybe("/reason", reason.as_deref()),
            },
            Deed::Challenge { reason } => Command::Challenge {
                reason: desk.text("/reason", reason, 4),
            },
            Deed::DecideChallenge { upheld, reasons } => Command::DecideChallenge {
                upheld: *upheld,
                reasons: desk.text("/reasons", reasons, 4),
            },
            Deed::Resign { reason } => Command::Resign {
                reason: desk.text("/reason", reason, 4),
            },
            Deed::Replace {
                who,
                disclosed,
                reason,
            } => Command::Replace {
                candidate: self.candidate(desk, who, disclosed.as_deref()).await?,
                reason: desk.text("/reason", reason, 4),
            },
            Deed::OpenCaucus { with } => Command::OpenCaucus {
                party: party(at, *with)?,
            },
            Deed::CloseCaucus { with } => Command::CloseCaucus {
                party: party(at, *with)?,
            },
            Deed::UnsealCaucus {} => Command::UnsealCaucus,
            Deed::ProposeFact { text } => Command::ProposeFact {
                joint_fact: desk.mint(),
                text: desk.text("/text", text, 2),
            },
            Deed::ConfirmFact {} => Command::ConfirmFact {
                joint_fact: open_fact(at)?,
            },
            Deed::DisputeFact { reason } => Command::DisputeFact {
                joint_fact: open_fact(at)?,
                reason: desk.maybe("/reason", reason.as_deref()),
            },
            Deed::Propose(offered) => Command::Propose {
                between: [party(at, Side::Consumer)?, party(at, Side::Shop)?],
                terms: self.terms(desk, at, offered)?,
            },
            Deed::EndMediation { reason } => Command::EndMediation {
                reason: desk.maybe("/reason", reason.as_deref()),
            },
            Deed::Terminate { reason, note } => Command::Terminate {
                reason: *reason,
                note: desk.maybe("/note", note.as_deref()),
            },
            Deed::Seal {} => seal(desk, at)?,
            Deed::ApplyConfirmation {} => Command::ApplyConfirmation {
                agreement: in_force(at)?.id,
            },
            session => self.meeting(desk, part, session)?,
        })
    }

    async fn candidate(
        &self,
        desk: &mut Desk<'_>,
        who: &str,
        disclosed: Option<&str>,
    ) -> Result<Candidate, DemoError> {
        let known = desk.candidate(self.cast.person(who)?).await?;
        Ok(Candidate {
            disclosed: desk.maybe("/disclosed", disclosed),
            ..known
        })
    }
}

fn yes(reads_negotiation: bool, with_responder: bool) -> Yes {
    Yes {
        reads_negotiation,
        with_responder,
    }
}

fn open_fact(at: &Loaded) -> Result<JointFactId, Failure> {
    let facts = at.dispute.mediation().map(|mediation| &mediation.facts);
    let mut open = facts.into_iter().flatten().filter(|fact| fact.is_open());
    let last: Option<&JointFact> = open.next_back();
    last.map(|fact| fact.id).ok_or(Failure::NotFound)
}
