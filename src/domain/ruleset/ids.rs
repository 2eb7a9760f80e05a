//! The closed lists of terms and amounts that rule sets fix.

/// Makes an enum whose names in data, API and texts are the snake-case forms given here.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$item])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every one, in reading order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name used in data, API and texts.
            pub const fn code(self) -> &'static str {
                self.as_str()
            }

            /// The same name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The one of this name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == text)
            }
        }

        crate::schema::codes!($name);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use named;

named! {
    /// A term that some rule set fixes.
    TermId {
        // Our own procedure.
        FirstResponse = "first_response",
        /// From a missed first response to impasse.
        MissedToImpasse = "missed_to_impasse",
        RespondentReply = "respondent_reply",
        /// An offer for a proved claim under the small-claim threshold.
        SmallClaimOffer = "small_claim_offer",
        Material = "material",
        DemandEvidence = "demand_evidence",
        DemandEvidenceFast = "demand_evidence_fast",
        UrgeCooldown = "urge_cooldown",
        Negotiation = "negotiation",
        NegotiationExtension = "negotiation_extension",
        /// How long an offer stands that names no day itself.
        OfferLapse = "offer_lapse",
        Signing = "signing",
        /// From a due date: when the clock asks whether it was kept.
        PerformanceCheck = "performance_check",
        /// From a due date: how long the one who is owed may confirm or dispute.
        PerformanceConfirmation = "performance_confirmation",
        /// From a breach: how long the one who is owed may choose what follows.
        BreachChoice = "breach_choice",
        ImpasseClose = "impasse_close",
        Reopen = "reopen",
        Appeal = "appeal",
        AppealDecision = "appeal_decision",
        SuspensionSlip = "suspension_slip",
        SuspensionCourt = "suspension_court",
        SuspensionPolice = "suspension_police",
        SuspensionAppraisal = "suspension_appraisal",
        /// From a merge: how long it can be undone.
        MergeUndo = "merge_undo",
        DraftKeep = "draft_keep",
        IntakeCheck = "intake_check",
        // Mediation.
        MediationConsent = "mediation_consent",
        AcceptCase = "accept_case",
        Appoint = "appoint",
        AcceptAppointment = "accept_appointment",
        Mediation = "mediation",
        MediationExtended = "mediation_extended",
        MediationEntrusted = "mediation_entrusted",
        MediationAssociation = "mediation_association",
        AcceptCaseAssociation = "accept_case_association",
        Challenge = "challenge",
        ResignReplace = "resign_replace",
        Seal = "seal",
        /// Joint application for judicial confirmation.
        Confirmation = "confirmation",
        /// The same for what a consumer association mediated, where a province allows it.
        ConfirmationAssociation = "confirmation_association",
        // Advance compensation.
        AdvanceReply = "advance_reply",
        AdvanceDecision = "advance_decision",
        AdvancePayment = "advance_payment",
        AdvanceAppeal = "advance_appeal",
        AdvanceAppealDecision = "advance_appeal_decision",
        RecoveryObjection = "recovery_objection",
        RecoveryReview = "recovery_review",
        // Duties of the merchant.
        ReturnNotice = "return_notice",
        ReturnRefund = "return_refund",
        QualityReturn = "quality_return",
        DeliberateDelay = "deliberate_delay",
        DeliberateDelayProvince = "deliberate_delay_province",
        PromisePerformanceProvince = "promise_performance_province",
        DepositReturn = "deposit_return",
        DurableBurden = "durable_burden",
        PrepaidCooling = "prepaid_cooling",
        MinorRatification = "minor_ratification",
        // The bureau.
        BureauAcceptance = "bureau_acceptance",
        BureauMediation = "bureau_mediation",
        BureauTerminationNotice = "bureau_termination_notice",
        ReportCheck = "report_check",
        ReportCheckExtension = "report_check_extension",
        OdrEnterprise = "odr_enterprise",
        // Limitation.
        BureauLimitation = "bureau_limitation",
        Limitation = "limitation",
        LimitationCap = "limitation_cap",
        ProductLimitation = "product_limitation",
        ProductLongStop = "product_long_stop",
        RescissionFraud = "rescission_fraud",
        RescissionMistake = "rescission_mistake",
        RescissionCap = "rescission_cap",
        // Courts.
        CourtMediation = "court_mediation",
        SmallClaimsJudgment = "small_claims_judgment",
        SmallClaimsExtension = "small_claims_extension",
        ConfirmationAcceptance = "confirmation_acceptance",
        ConfirmationDecision = "confirmation_decision",
        Enforcement = "enforcement",
        PaymentOrderAcceptance = "payment_order_acceptance",
        PaymentOrder = "payment_order",
        PaymentOrderObjection = "payment_order_objection",
    }
}

named! {
    /// An amount of money, or a number money is multiplied with, that some rule set fixes.
    AmountId {
        /// Up to this claim a proved one needs an offer at once.
        SmallClaimThreshold = "small_claim_threshold",
        TrebleFactor = "treble_factor",
        TrebleFloor = "treble_floor",
        HarmFactor = "harm_factor",
        TenfoldFactor = "tenfold_factor",
        FoodLossFactor = "food_loss_factor",
        TenfoldFloor = "tenfold_floor",
        /// From more pieces of a food than this on, a person looks at reasonable need.
        FoodQuantityReview = "food_quantity_review",
        /// So many complaints of one kind within the window are shown to a reviewer.
        AbuseSameIssue = "abuse_same_issue",
        /// So many accounts with one telephone or address are shown to a reviewer.
        AbuseSharedContact = "abuse_shared_contact",
        /// Below this age what a minor does is void.
        MinorVoidAge = "minor_void_age",
        /// From this age on the higher limits for games hold.
        MinorGameAge = "minor_game_age",
        /// From this age on nobody is a minor.
        MajorityAge = "majority_age",
        MinorUnder16Once = "minor_under_16_once",
        MinorUnder16Month = "minor_under_16_month",
        MinorUnder18Once = "minor_under_18_once",
        MinorUnder18Month = "minor_under_18_month",
        MisinformationPercent = "misinformation_percent",
        MisinformationCap = "misinformation_cap",
        CourtSmallClaims = "court_small_claims",
        CourtSmallClaimsByAgreement = "court_small_claims_by_agreement",
    }
}
