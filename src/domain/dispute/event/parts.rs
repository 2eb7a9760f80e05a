//! What entries of the log are made of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dispute::lists::Seat;
use crate::ids::{ObligationId, OrganisationId, PartyId, PersonId};
use crate::mediation::BodyKind;
use crate::money::Fen;
use crate::ruleset::Province;
use crate::taxonomy::{Category, ElsewhereTarget, Overlay, Remedy};
use crate::text::TextRef;

/// One side's place in the dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyFact {
    /// Under which the party is known here.
    pub id: PartyId,
    /// `consumer` or `respondent`; later guardians, proxies and further respondents.
    pub seat: Seat,
    /// The human being, where known.
    pub person: Option<PersonId>,
    /// The organisation, where registered.
    pub organisation: Option<OrganisationId>,
}

/// What the consumer claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFact {
    /// What it is about.
    pub category: Category,
    /// What comes on top.
    pub overlays: Vec<Overlay>,
    /// What is asked for.
    pub remedies: Vec<RemedyFact>,
    /// What was paid for the order, where stated.
    pub paid: Option<Fen>,
    /// What happened, in the consumer's words.
    pub statement: TextRef,
    /// Order, merchant and names as filed, one text of structured lines.
    pub particulars: TextRef,
}

/// One thing asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyFact {
    /// Which.
    pub remedy: Remedy,
    /// How much, for those paid in money.
    pub amount: Option<Fen>,
}

/// Somebody else has the dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElsewhereFact {
    /// Who.
    pub target: ElsewhereTarget,
    /// Their number for it.
    pub number: Option<TextRef>,
    /// When they accepted it; not yet, if unknown.
    pub accepted_on: Option<Date>,
}

/// One promise of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObligationFact {
    /// Under which it is known.
    pub id: ObligationId,
    /// Who owes it.
    pub owes: PartyId,
    /// Who is owed.
    pub to: PartyId,
    /// Of which kind.
    pub kind: Remedy,
    /// What, in words.
    pub what: TextRef,
    /// How much, for money.
    pub amount: Option<Fen>,
    /// How, in words.
    pub how: TextRef,
    /// By the end of which day.
    pub due_on: Date,
}

/// What an agreement says besides its promises; what nobody wrote, it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionsFact {
    /// What happened, and who answers for what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<TextRef>,
    /// Where money goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<TextRef>,
    /// How goods go back, and who bears freight and risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods: Option<TextRef>,
    /// What follows when a promise is not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach: Option<TextRef>,
    #[serde(flatten)]
    pub choices: Choices,
}

/// What the parties of an agreement chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Whether everything falls due at once when one payment is late.
    #[serde(default)]
    pub acceleration: bool,
    /// Whether they mean to ask a court to confirm it.
    #[serde(default)]
    pub confirmation: bool,
    /// Whether its content stays between those who take part.
    #[serde(default)]
    pub confidential: bool,
}

impl ProvisionsFact {
    /// The texts in it.
    pub fn texts(&self) -> impl Iterator<Item = TextRef> {
        [self.facts, self.account, self.goods, self.breach]
            .into_iter()
            .flatten()
    }
}

/// A body that was asked to mediate, as it was then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyFact {
    /// Which.
    pub organisation: OrganisationId,
    /// Of which kind.
    pub kind: BodyKind,
    /// In which province, whose rules it follows.
    pub province: Option<Province>,
}

/// Under which conditions a party is willing to mediate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Yes {
    /// Whether the mediator may read the negotiation.
    pub reads_negotiation: bool,
    /// Whether the first responder may be in the mediation room.
    pub with_responder: bool,
}

/// How a running term came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermEnd {
    /// What it waited for was done.
    Met,
    /// It ran out.
    Expired,
    /// It no longer matters.
    Void,
}

/// Why a first responder was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// From the duty rota when the dispute was filed.
    Rota,
    /// By taking over, or by being asked to.
    TakeOver,
}
