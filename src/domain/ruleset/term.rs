//! What a rule set fixes. None of these types can be made outside the loader, so a number with legal
//! meaning always comes from a dated set and carries its source.

use serde::{Deserialize, Serialize};

use super::{AmountId, RuleSetId, TermId};
use crate::closed_list;
use crate::law::ClauseId;
use crate::money::Fen;
use crate::taxonomy::RejectionGround;
use crate::term::Period;

/// How well a row is founded.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
pub enum Status {
    /// Checked against the article's own text.
    #[serde(rename = "V")]
    Verified,
    /// Stated by a secondary source; to be confirmed.
    #[serde(rename = "V2")]
    Secondary,
    /// General knowledge; to be confirmed.
    #[serde(rename = "R")]
    Unverified,
    /// The platform's own rule.
    #[serde(rename = "house")]
    House,
}

impl Status {
    /// Whether the product shows it as "to be confirmed".
    pub fn to_be_confirmed(self) -> bool {
        match self {
            Self::Secondary | Self::Unverified => true,
            Self::Verified | Self::House => false,
        }
    }
}

/// A period that a rule set fixes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    pub(super) id: TermId,
    #[serde(flatten)]
    pub(super) period: Period,
    pub(super) warn: u16,
    pub(super) remind: Vec<u16>,
    pub(super) source: Vec<ClauseId>,
    pub(super) status: Status,
    pub(super) ruleset: RuleSetId,
}

impl Term {
    pub fn id(&self) -> TermId {
        self.id
    }

    pub fn period(&self) -> Period {
        self.period
    }

    /// How many units before the end people are warned.
    pub fn warn(&self) -> u16 {
        self.warn
    }

    /// After how many units reminders go out.
    pub fn remind(&self) -> &[u16] {
        &self.remind
    }

    pub fn source(&self) -> &[ClauseId] {
        &self.source
    }

    pub fn status(&self) -> Status {
        self.status
    }

    /// The set that this row stands in.
    pub fn ruleset(&self) -> &RuleSetId {
        &self.ruleset
    }
}

/// A sum of money or a factor that a rule set fixes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amount {
    pub(super) id: AmountId,
    pub(super) quantity: Quantity,
    pub(super) source: Vec<ClauseId>,
    pub(super) status: Status,
    pub(super) ruleset: RuleSetId,
}

/// What kind of number an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    Fen(Fen),
    Times(u16),
    PerMille(u16),
}

impl Amount {
    pub fn id(&self) -> AmountId {
        self.id
    }

    pub fn quantity(&self) -> Quantity {
        self.quantity
    }

    /// The sum, if the row is one.
    pub fn fen(&self) -> Option<Fen> {
        match self.quantity {
            Quantity::Fen(fen) => Some(fen),
            Quantity::Times(_) | Quantity::PerMille(_) => None,
        }
    }

    /// The factor, if the row is one.
    pub fn times(&self) -> Option<u16> {
        match self.quantity {
            Quantity::Times(times) => Some(times),
            Quantity::Fen(_) | Quantity::PerMille(_) => None,
        }
    }

    /// The share in thousandths, if the row is one.
    pub fn per_mille(&self) -> Option<u16> {
        match self.quantity {
            Quantity::PerMille(share) => Some(share),
            Quantity::Fen(_) | Quantity::Times(_) => None,
        }
    }

    pub fn source(&self) -> &[ClauseId] {
        &self.source
    }

    pub fn status(&self) -> Status {
        self.status
    }

    pub fn ruleset(&self) -> &RuleSetId {
        &self.ruleset
    }
}

/// A ground on which the bureau does not accept a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub id: RejectionGround,
    /// Which bodies' having it stand in the way; only for disputes handled elsewhere.
    #[serde(default)]
    pub bodies: Vec<Body>,
    pub source: Vec<ClauseId>,
}

closed_list! {
    /// Who may have a dispute.
    Body {
        Court = "court",
        Arbitration = "arbitration",
        Bureau = "bureau",
        OtherAuthority = "other_authority",
        ConsumerAssociation = "consumer_association",
        /// People's, industry or commercial mediation.
        MediationBody = "mediation_body",
        Platform = "platform",
    }
}
