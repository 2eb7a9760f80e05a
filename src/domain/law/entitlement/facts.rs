//! What is known of a case, as someone states it. Nothing is assumed: what is not stated is asked
//! for, and whether it is proved is stated apart from what it is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Condition;
use crate::closed_list;
use crate::money::Fen;
use crate::ruleset::Province;
use crate::taxonomy::Category;

closed_list! {
    /// How a statement stands.
    Proof {
        /// Shown by evidence, or common ground.
        Proved = "proved",
        /// Stated, nothing shown yet.
        Unproved = "unproved",
        /// Each side shows something.
        Disputed = "disputed",
        /// Shown not to be so.
        Disproved = "disproved",
    }
}

closed_list! {
    /// Acts that count as fraud.
    FraudAct {
        Unsafe = "unsafe",
        Spoiled = "spoiled",
        ForgedOrigin = "forged_origin",
        ForgedMark = "forged_mark",
        Trademark = "trademark",
        PassingOff = "passing_off",
        Adulterated = "adulterated",
        Obsolete = "obsolete",
        FalseScales = "false_scales",
        TakingMoney = "taking_money",
        MisleadingPromotion = "misleading_promotion",
        ServiceFraud = "service_fraud",
    }
}

impl FraudAct {
    /// Whether the merchant may still prove that it did not deceive.
    pub const fn rebuttable(self) -> bool {
        match self {
            Self::Unsafe
            | Self::Spoiled
            | Self::ForgedOrigin
            | Self::ForgedMark
            | Self::Trademark
            | Self::PassingOff => true,
            Self::Adulterated
            | Self::Obsolete
            | Self::FalseScales
            | Self::TakingMoney
            | Self::MisleadingPromotion
            | Self::ServiceFraud => false,
        }
    }
}

closed_list! {
    /// What a fault of a label is about.
    LabelFlaw {
        /// Maker, ingredients, date or shelf life missing or false.
        Essential = "essential",
        /// Form only, such as type size or rounding intervals; neither safety nor judgment suffers.
        Presentation = "presentation",
        /// Anything else.
        Other = "other",
    }
}

closed_list! {
    /// Whether goods are of a kind that cannot be returned without a reason (rules-cn 4.4).
    GoodsKind {
        Ordinary = "ordinary",
        /// Called custom-made; whether they really were made for this buyer is a fact of its own.
        Custom = "custom",
        Fresh = "fresh",
        DigitalUnsealed = "digital_unsealed",
        Newspaper = "newspaper",
        /// Opening them affects safety, health or quality.
        Hygiene = "hygiene",
        /// Loses much of its value once activated or tried.
        Activated = "activated",
        /// Near its expiry or flawed, and so marked.
        Discounted = "discounted",
    }
}

closed_list! {
    /// Because of whom a prepaid contract ends.
    Cause {
        Merchant = "merchant",
        Consumer = "consumer",
    }
}

closed_list! {
    /// Against whom a claim about food is made.
    FoodSeller {
        Producer = "producer",
        Operator = "operator",
    }
}

/// The facts of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntitlementFacts {
    pub category: Category,
    /// The day for which the law is asked.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The province whose rules count.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub province: Option<Province>,
    /// What was really paid for the goods or the service concerned, all pieces together.
    #[serde(default)]
    pub price_fen: Option<Fen>,
    #[serde(default)]
    pub quantity: Option<u32>,
    /// When the parcel was signed for, or the service given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub received_on: Option<Date>,
    /// What has been paid back already.
    #[serde(default)]
    pub refunded_fen: Option<Fen>,
    /// Further losses: inspection, freight, repair, treatment.
    #[serde(default)]
    pub losses: Vec<Loss>,
    /// How the conditions of the law stand; what is not named counts as unproved.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Proof>)]
    pub conditions: BTreeMap<Condition, Proof>,
    #[serde(default)]
    pub fraud: Option<FraudAct>,
    #[serde(default)]
    pub label_flaw: Option<LabelFlaw>,
    #[serde(default)]
    pub promise: Option<Promise>,
    #[serde(default)]
    pub no_reason_return: Option<NoReasonReturn>,
    #[serde(default)]
    pub quality: Option<Quality>,
    #[serde(default)]
    pub food: Option<Food>,
    #[serde(default)]
    pub deposit: Option<Deposit>,
    #[serde(default)]
    pub prepaid: Option<Prepaid>,
    #[serde(default)]
    pub renewals: Option<Vec<Charge>>,
    /// Things that were added without asking.
    #[serde(default)]
    pub added: Option<Vec<Charge>>,
    #[serde(default)]
    pub comparison: Option<Comparison>,
    #[serde(default)]
    pub minor: Option<Minor>,
    #[serde(default)]
    pub parcel: Option<Parcel>,
    /// Whether the rules of the JD platform hold for the order.
    #[serde(default)]
    pub jd_platform: Option<bool>,
}

/// A loss beside the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    pub what: String,
    pub amount_fen: Fen,
    pub proof: Proof,
}

/// Something charged, and whether the consumer was told and agreed as the law demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    pub what: String,
    pub amount_fen: Fen,
    /// How it stands that the merchant gave notice of it, or that the consumer chose it.
    pub consented: Proof,
}

/// What a merchant or platform promised beyond the law.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// So many times the price.
    #[serde(default)]
    pub times: Option<u32>,
    /// At least, or just, this sum.
    #[serde(default)]
    pub amount_fen: Option<Fen>,
}

/// A return without a reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoReasonReturn {
    #[serde(default)]
    pub goods: Option<GoodsKind>,
    /// When the consumer gave notice.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub noticed_on: Option<Date>,
    /// For custom goods: whether they were made for this buyer, rather than chosen from stock.
    #[serde(default)]
    pub made_for_buyer: Option<bool>,
    /// Whether the exclusion was marked prominently.
    #[serde(default)]
    pub marked: Option<bool>,
    /// Whether the consumer confirmed the exclusion for this purchase.
    #[serde(default)]
    pub confirmed: Option<bool>,
    /// Whether the merchant itself promised to take such goods back.
    #[serde(default)]
    pub merchant_accepts: Option<bool>,
    /// Whether what came is what was agreed; if not, it is no return without a reason at all.
    #[serde(default)]
    pub as_agreed: Option<bool>,
    /// When the goods were back with the merchant.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub returned_on: Option<Date>,
    /// Gifts that were kept, at their marked price.
    #[serde(default)]
    pub gifts_kept_fen: Option<Fen>,
    /// Fees of the payment that the merchant may keep.
    #[serde(default)]
    pub card_fee_fen: Option<Fen>,
}

/// A fault of goods or services.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// Durable goods or decoration, of which D-11 speaks.
    #[serde(default)]
    pub durable: Option<bool>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub found_on: Option<Date>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub asked_on: Option<Date>,
    /// Whether state rules or an agreement grant a return, or the contract can be rescinded.
    #[serde(default)]
    pub can_be_rescinded: Option<Proof>,
}

/// Food.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Food {
    #[serde(default)]
    pub against: Option<FoodSeller>,
    /// The last day of its shelf life.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub best_before: Option<Date>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub made_on: Option<Date>,
    #[serde(default)]
    pub shelf_life_months: Option<u16>,
    #[serde(default)]
    pub shelf_life_days: Option<u16>,
    /// Pieces of the same that this buyer bought shortly before; they are added up.
    #[serde(default)]
    pub bought_before: Option<u32>,
    /// How many pieces a person found to lie within reasonable need.
    #[serde(default)]
    pub reasonable_quantity: Option<u32>,
    /// Whether the buyer knew of the fault when buying.
    #[serde(default)]
    pub buyer_knew: Option<Proof>,
}

/// A deposit of the consumer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deposit {
    #[serde(default)]
    pub paid_fen: Option<Fen>,
    /// What the merchant wants to keep.
    #[serde(default)]
    pub deductions: Vec<Loss>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub asked_on: Option<Date>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub agreed_on: Option<Date>,
}

/// A prepaid card or course.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Prepaid {
    #[serde(default)]
    pub principal_fen: Option<Fen>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub paid_on: Option<Date>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub asked_on: Option<Date>,
    /// Whether the consumer had the same goods or service from this merchant before.
    #[serde(default)]
    pub had_before: Option<bool>,
    #[serde(default)]
    pub cause: Option<Cause>,
    /// How it stands that the merchant closed its business and evades refunds.
    #[serde(default)]
    pub closed_and_evading: Option<Proof>,
    #[serde(default)]
    pub plan: Option<Plan>,
    #[serde(default)]
    pub interest: Option<Interest>,
}

/// How a prepayment is used up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case", tag = "kind")]
pub enum Plan {
    /// A balance: what was given on top, and what of the balance is used.
    Balance { bonus_fen: Fen, used_fen: Fen },
    /// A number of times: how many in all and used, and what one costs without the discount.
    Times {
        total: u32,
        used: u32,
        single_fen: Fen,
    },
    /// A card that buys at a discount: what was had, at the full price, and how many thousandths of
    /// it the card pays; 800 is twenty per cent off.
    Discount { used_list_fen: Fen, per_mille: u16 },
    /// As often as one likes for a time.
    Period { total_days: u32, used_days: u32 },
}

/// What interest is counted with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    /// The yearly rate in hundredths of a per cent: 310 is 3.10 %.
    pub rate_bp: u32,
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    #[schema(value_type = String, format = Date)]
    pub until: Date,
}

/// The price that was paid beside the price that should have been.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The price promised, marked, or asked of others on equal conditions, all pieces together.
    #[serde(default)]
    pub fair_fen: Option<Fen>,
}

/// Payments by a minor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Minor {
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub born_on: Option<Date>,
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Whether they were made in a game, for which limits exist.
    #[serde(default)]
    pub game: Option<bool>,
    /// Whether a guardian agreed, before or after.
    #[serde(default)]
    pub ratified: Option<Proof>,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    pub amount_fen: Fen,
}

/// A parcel that was lost or damaged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Parcel {
    /// The sum it was insured for; none if it was not.
    #[serde(default)]
    pub insured_fen: Option<Fen>,
    /// What the loss or damage amounts to.
    #[serde(default)]
    pub loss_fen: Option<Fen>,
}
