//! Kinds of mediation bodies. The kind decides which door of the panel it is, which terms run, from
//! when an agreement has its full effect, and whether a court may confirm it.

use crate::closed_list;
use crate::law::doors::{Door, Effect};
use crate::ruleset::{Body, TermId};

closed_list! {
    /// What kind of body mediates.
    BodyKind {
        /// 消费者协会
        ConsumerAssociation = "consumer_association",
        /// 人民调解委员会
        Peoples = "peoples",
        /// 行业调解组织
        Industry = "industry",
        /// 商事调解组织
        Commercial = "commercial",
        /// 法院特邀调解组织
        CourtInvited = "court_invited",
        /// 平台调解
        Platform = "platform",
    }
}

/// By what an agreement that a body mediated takes its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effective {
    /// By the parties' signatures (C-06).
    Signatures,
    /// By the signatures, the mediator's and the seal of the body (M-10).
    Seal,
}

impl BodyKind {
    /// Which way of the panel it is.
    pub const fn door(self) -> Door {
        match self {
            Self::ConsumerAssociation => Door::ConsumerAssociation,
            Self::Peoples => Door::PeoplesMediation,
            Self::Industry | Self::Commercial => Door::IndustryMediation,
            Self::CourtInvited => Door::CourtMediation,
            Self::Platform => Door::PlatformMediation,
        }
    }

    /// As whom the law counts it among those who may have handled a dispute (B-07); mediation by the
    /// platform is nobody's handling.
    pub const fn handles_as(self) -> Option<Body> {
        match self {
            Self::ConsumerAssociation => Some(Body::ConsumerAssociation),
            Self::Peoples | Self::Industry | Self::Commercial | Self::CourtInvited => {
                Some(Body::MediationBody)
            }
            Self::Platform => None,
        }
    }

    /// How long it may take to accept a case.
    pub const fn accepts_within(self) -> TermId {
        match self {
            Self::ConsumerAssociation => TermId::AcceptCaseAssociation,
            Self::Peoples
            | Self::Industry
            | Self::Commercial
            | Self::CourtInvited
            | Self::Platform => TermId::AcceptCase,
        }
    }

    /// How long it may mediate.
    pub const fn mediates_within(self) -> TermId {
        match self {
            Self::ConsumerAssociation => TermId::MediationAssociation,
            Self::Peoples
            | Self::Industry
            | Self::Commercial
            | Self::CourtInvited
            | Self::Platform => TermId::Mediation,
        }
    }

    /// How long both may apply for judicial confirmation, if a rule set in force where the body is
    /// fixes that term; nobody confirms what the platform itself mediated, which is no body that the
    /// law established for it (M-14).
    pub const fn confirms_within(self) -> Option<TermId> {
        match self {
            Self::ConsumerAssociation => Some(TermId::ConfirmationAssociation),
            Self::Peoples | Self::Industry | Self::Commercial | Self::CourtInvited => {
                Some(TermId::Confirmation)
            }
            Self::Platform => None,
        }
    }

    /// What an agreement that it mediated is worth at present (rules-cn 2.6).
    pub const fn effect(self, sealed: bool) -> Effect {
        match self.effective_by() {
            Effective::Seal if sealed => Effect::BindingContract,
            Effective::Seal | Effective::Signatures => Effect::Contract,
        }
    }

    /// By what its agreements take effect.
    pub const fn effective_by(self) -> Effective {
        match self {
            Self::Peoples => Effective::Seal,
            Self::ConsumerAssociation
            | Self::Industry
            | Self::Commercial
            | Self::CourtInvited
            | Self::Platform => Effective::Signatures,
        }
    }
}
