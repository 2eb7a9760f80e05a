//! What the ways depend on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::closed_list;
use crate::law::admissible::Elsewhere;
use crate::money::Fen;
use crate::ruleset::Province;

closed_list! {
    /// A way to go.
    Door {
        Negotiation = "negotiation",
        PlatformMediation = "platform_mediation",
        PeoplesMediation = "peoples_mediation",
        IndustryMediation = "industry_mediation",
        ConsumerAssociation = "consumer_association",
        /// The bureau accepts first and entrusts the association.
        EntrustedMediation = "entrusted_mediation",
        BureauComplaint = "bureau_complaint",
        Report = "report",
        Arbitration = "arbitration",
        CourtMediation = "court_mediation",
        Court = "court",
        SmallClaims = "small_claims",
    }
}

/// Where a dispute stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DoorFacts {
    /// The day on which a way would be chosen.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub province: Option<Province>,
    /// Who else has or had the same dispute; an empty list says nobody.
    #[serde(default)]
    pub elsewhere: Option<Vec<Elsewhere>>,
    /// Whether one side clearly refuses mediation (M-06).
    #[serde(default)]
    pub mediation_refused: Option<bool>,
    /// Whether the parties agreed on arbitration.
    #[serde(default)]
    pub arbitration_agreed: Option<bool>,
    /// Whether it was bought for business, for which the bureau is not there.
    #[serde(default)]
    pub for_business: Option<bool>,
    /// Whether more than three years have passed since the consumer knew.
    #[serde(default)]
    pub over_three_years: Option<bool>,
    #[serde(default)]
    pub small_claim: Option<SmallClaim>,
}

/// What small claims depend on (C-11, C-14).
#[expect(
    clippy::struct_excessive_bools,
    reason = "each excludes the procedure by itself"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SmallClaim {
    pub amount_fen: Fen,
    /// Whether it is a plain claim for money.
    #[serde(default)]
    pub money_only: bool,
    #[serde(default)]
    pub foreign: bool,
    #[serde(default)]
    pub needs_appraisal: bool,
    #[serde(default)]
    pub whereabouts_unknown: bool,
    #[serde(default)]
    pub counterclaim: bool,
    /// Whether both sides agree to the procedure.
    #[serde(default)]
    pub agreed: bool,
}
