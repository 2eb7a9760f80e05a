//! What is asked before a complaint is handed to the bureau.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::closed_list;
use crate::law::authority::Matter;
use crate::law::entitlement::Proof;
use crate::ruleset::{Body, Province};

closed_list! {
    /// How far another body has come with the same dispute.
    Handling {
        /// Asked, nothing decided.
        Asked = "asked",
        /// Accepted; it has the case.
        Accepted = "accepted",
        /// It had the case, and is done with it.
        Ended = "ended",
        /// The consumer took it back after it was accepted.
        Withdrawn = "withdrawn",
        /// It refused to take the case.
        Refused = "refused",
    }
}

closed_list! {
    /// What makes limitation begin anew (P-02).
    Interruption {
        Demand = "demand",
        Acknowledgement = "acknowledgement",
        Suit = "suit",
        Equivalent = "equivalent",
    }
}

/// A complaint, before anybody decides on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdmissibleFacts {
    /// The day on which it would be handed over; it decides which rules hold.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub province: Option<Province>,
    #[serde(default)]
    pub matter: Option<Matter>,
    /// Who else has or had the same dispute; an empty list says nobody.
    #[serde(default)]
    pub elsewhere: Option<Vec<Elsewhere>>,
    #[serde(default)]
    pub purchase: Purchase,
    /// When the consumer knew, or should have known, of the harm.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub known_on: Option<Date>,
    #[serde(default)]
    pub limitation: LimitationFacts,
    #[serde(default)]
    pub materials: Option<Materials>,
    #[serde(default)]
    pub identity: IdentityFacts,
    #[serde(default)]
    pub seller: Option<PrivateSeller>,
    /// Figures for a reviewer; they decide nothing.
    #[serde(default)]
    pub pattern: Option<Pattern>,
}

/// Someone else who has the dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    pub body: Body,
    pub state: Handling,
    #[serde(default)]
    pub number: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// Whether a bureau entrusted it; it then acts in the bureau's name.
    #[serde(default)]
    pub entrusted: bool,
}

/// What for it was bought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Purchase {
    /// How it stands that it was bought for living.
    #[serde(default)]
    pub for_living: Option<Proof>,
    /// How it stands that there is a dispute with this operator at all.
    #[serde(default)]
    pub dispute_shown: Option<Proof>,
    #[serde(default)]
    pub paid_by_company: bool,
    #[serde(default)]
    pub invoiced_to_business: bool,
    #[serde(default)]
    pub for_resale: bool,
}

/// What limitation depends on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitationFacts {
    /// When the harm was done, or the contract made; the long periods run from then.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub harmed_on: Option<Date>,
    /// When a defective product was first delivered to a consumer.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub delivered_on: Option<Date>,
    #[serde(default)]
    pub interruptions: Vec<Interrupted>,
    /// Whether damage by a defective product is claimed.
    #[serde(default)]
    pub defect: bool,
    /// Whether the contract is to be rescinded for fraud.
    #[serde(default)]
    pub fraud: bool,
    /// Whether the contract is to be rescinded for gross mistake.
    #[serde(default)]
    pub mistake: bool,
}

/// Something that made limitation begin anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Interrupted {
    pub by: Interruption,
    #[schema(value_type = String, format = Date)]
    pub on: Date,
}

/// Which materials are there (B-03, B-04).
#[expect(
    clippy::struct_excessive_bools,
    reason = "it is a list of what is there"
)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Materials {
    #[serde(default)]
    pub name: bool,
    #[serde(default)]
    pub phone: bool,
    #[serde(default)]
    pub address: bool,
    #[serde(default)]
    pub respondent_name: bool,
    #[serde(default)]
    pub respondent_address: bool,
    #[serde(default)]
    pub request: bool,
    #[serde(default)]
    pub facts: bool,
    /// Whether someone acts for the consumer.
    #[serde(default)]
    pub by_agent: bool,
    #[serde(default)]
    pub power_of_attorney: bool,
    #[serde(default)]
    pub agent_identity: bool,
    /// How it stands that something handed in is false.
    #[serde(default)]
    pub false_material: Option<Proof>,
}

/// Doubts about who complains.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityFacts {
    #[serde(default)]
    pub impersonated: Option<Proof>,
    #[serde(default)]
    pub refuses_check: Option<Proof>,
}

/// What tells whether someone who sells second-hand does so as a business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivateSeller {
    /// Whether the goods were bought in order to be sold.
    pub bought_to_sell: bool,
    /// How many pieces are on offer.
    pub pieces: u32,
    /// How many were sold within ninety days.
    pub sold_in_90_days: u32,
    pub other_channels: bool,
    /// Whether selling is a main source of income.
    pub main_income: bool,
}

/// How often and how someone complains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Pieces bought, where the number itself is unusual.
    #[serde(default)]
    pub pieces: Option<u32>,
    /// Days that the figures below span.
    #[serde(default)]
    pub days: Option<u32>,
    /// Complaints by this person in that time.
    #[serde(default)]
    pub complaints: Option<u32>,
    /// Of those, how many are about the same issue.
    #[serde(default)]
    pub same_issue: Option<u32>,
    /// Against how many shops.
    #[serde(default)]
    pub shops: Option<u32>,
    /// Accounts with the same telephone or address.
    #[serde(default)]
    pub shared_contact: Option<u32>,
    /// How it stands that there was a real purchase or harm.
    #[serde(default)]
    pub real_purchase: Option<Proof>,
}
