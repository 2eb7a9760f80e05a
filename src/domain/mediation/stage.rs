//! Where a mediation stands, as a body files it: coarser than phases, and kept after its end.

use crate::closed_list;
use crate::dispute::lists::{MediationEnd, Seat, SuspensionReason};
use crate::dispute::mediation::Mediation;
use crate::dispute::state::{Agreement, Dispute, State};

closed_list! {
    /// Where a mediation stands.
    Stage {
        /// 等当事人同意
        Consent = "consent",
        /// 等调解组织受理
        Acceptance = "acceptance",
        /// 等指定调解员
        Appointment = "appointment",
        /// 等调解员接受
        Answer = "answer",
        /// 等回避决定
        Challenge = "challenge",
        /// 调解中
        Talks = "talks",
        /// 等签署
        Signing = "signing",
        /// 等盖章
        Seal = "seal",
        /// 达成协议
        Settled = "settled",
        /// 未达成协议而结束
        Ended = "ended",
    }
}

impl Stage {
    /// Whether somebody still works on it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Settled | Self::Ended)
    }
}

impl Mediation {
    /// Where it stands in its dispute.
    pub fn stage(&self, dispute: &Dispute) -> Stage {
        match self.ended.map(|ending| ending.how) {
            Some(MediationEnd::Settled) if !self.unsealed(dispute).is_empty() => Stage::Seal,
            Some(MediationEnd::Settled) => Stage::Settled,
            Some(_) => Stage::Ended,
            None => self.live_stage(&dispute.state),
        }
    }

    /// The seats whose seal an agreement that all signed still waits for, while it is performed and after.
    pub fn unsealed(&self, dispute: &Dispute) -> Vec<Seat> {
        let waits = dispute
            .to_be_sealed()
            .filter(|agreement| agreement.mediation == Some(self.id));
        waits
            .map(|agreement| dispute.unsealed(agreement))
            .unwrap_or_default()
    }

    /// The last agreement that it came to.
    pub fn agreement<'a>(&self, dispute: &'a Dispute) -> Option<&'a Agreement> {
        let mut of_it = dispute.agreements.iter().rev();
        of_it.find(|agreement| agreement.mediation == Some(self.id))
    }

    fn live_stage(&self, state: &State) -> Stage {
        match state {
            State::Suspended {
                reason: SuspensionReason::Recusal,
                ..
            } => Stage::Challenge,
            State::Suspended { from, .. } => self.live_stage(from),
            State::Mediation => Stage::Talks,
            State::Signing { .. } => Stage::Signing,
            State::MediatorAppointment { .. } if self.appointment.is_some() => Stage::Answer,
            State::MediatorAppointment { .. } => Stage::Appointment,
            State::MediationConsent if self.parties.is_some() => Stage::Acceptance,
            State::MediationConsent
            | State::FirstResponse
            | State::AwaitingMaterial
            | State::Negotiation
            | State::Performance { .. }
            | State::Impasse
            | State::Closed { .. } => Stage::Consent,
        }
    }
}
