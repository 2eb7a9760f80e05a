//! How long a term can live: as long as its phase, or as long as the dispute is open.

use crate::dispute::lists::Phase;
use crate::ruleset::TermId;

/// What a term is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// It ends with that phase.
    Phase(Phase),
    /// It outlives phases, up to performance or the end.
    Open,
}

/// What a term of the main track is bound to.
pub(super) fn scope(term: TermId) -> Scope {
    let bound = BOUND.iter().find(|(_, terms)| terms.contains(&term));
    bound.map_or(Scope::Open, |(phase, _)| Scope::Phase(*phase))
}

const BOUND: &[(Phase, &[TermId])] = &[
    (
        Phase::FirstResponse,
        &[TermId::FirstResponse, TermId::MissedToImpasse],
    ),
    (Phase::AwaitingMaterial, &[TermId::Material]),
    (
        Phase::Negotiation,
        &[TermId::Negotiation, TermId::NegotiationExtension],
    ),
    (
        Phase::MediationConsent,
        &[
            TermId::MediationConsent,
            TermId::AcceptCase,
            TermId::AcceptCaseAssociation,
        ],
    ),
    (
        Phase::MediatorAppointment,
        &[
            TermId::Appoint,
            TermId::AcceptAppointment,
            TermId::ResignReplace,
        ],
    ),
    (
        Phase::Mediation,
        &[
            TermId::Mediation,
            TermId::MediationExtended,
            TermId::MediationAssociation,
        ],
    ),
    (Phase::Signing, &[TermId::Signing]),
    (
        Phase::Performance,
        &[
            TermId::PerformanceConfirmation,
            TermId::BreachChoice,
            TermId::Seal,
            TermId::Confirmation,
            TermId::ConfirmationAssociation,
        ],
    ),
    (
        Phase::Suspended,
        &[
            TermId::SuspensionSlip,
            TermId::SuspensionCourt,
            TermId::SuspensionPolice,
            TermId::SuspensionAppraisal,
            TermId::MergeUndo,
            TermId::Challenge,
        ],
    ),
    (Phase::Impasse, &[TermId::ImpasseClose]),
    (
        Phase::Closed,
        &[TermId::Reopen, TermId::Appeal, TermId::AppealDecision],
    ),
];
