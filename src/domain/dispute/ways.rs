//! What the ways out of a dispute depend on, as far as its log tells.

use crate::dispute::event::ElsewhereFact;
use crate::dispute::state::Dispute;
use crate::law::admissible::{Elsewhere, Handling};
use crate::law::doors::{DoorFacts, SmallClaim};
use crate::ruleset::{Body, Province};
use crate::taxonomy::ElsewhereTarget;

/// The facts that the ways depend on, on the day of looking. What no log tells stays unsaid.
pub fn door_facts(
    dispute: &Dispute,
    on: jiff::civil::Date,
    province: Option<Province>,
) -> DoorFacts {
    DoorFacts {
        on,
        province,
        elsewhere: Some(elsewhere(dispute)),
        mediation_refused: None,
        arbitration_agreed: None,
        for_business: None,
        over_three_years: None,
        small_claim: Some(small_claim(dispute)),
    }
}

/// Who else has or had it.
pub fn elsewhere(dispute: &Dispute) -> Vec<Elsewhere> {
    let case = |fact: &ElsewhereFact| Elsewhere {
        body: body(fact.target),
        state: match fact.accepted_on {
            Some(_) if fact.target == ElsewhereTarget::Court && dispute.court_taken_back => {
                Handling::Withdrawn
            }
            Some(_) => Handling::Accepted,
            None => Handling::Asked,
        },
        number: None,
        on: fact.accepted_on,
        entrusted: false,
    };
    let recorded = dispute.elsewhere.iter().map(case);
    recorded.chain(mediated(dispute)).collect()
}

/// A body that accepted the case here handles the dispute, or did.
fn mediated(dispute: &Dispute) -> impl Iterator<Item = Elsewhere> {
    let accepted = dispute.mediations.iter().filter_map(|one| {
        let at = one.accepted_at?;
        Some(Elsewhere {
            body: one.body.kind.handles_as()?,
            state: if one.is_live() {
                Handling::Accepted
            } else {
                Handling::Ended
            },
            number: None,
            on: Some(crate::Now { at }.today()),
            entrusted: false,
        })
    });
    accepted.collect::<Vec<_>>().into_iter()
}

fn body(target: ElsewhereTarget) -> Body {
    match target {
        ElsewhereTarget::Court => Body::Court,
        ElsewhereTarget::Arbitration => Body::Arbitration,
        ElsewhereTarget::Bureau => Body::Bureau,
        ElsewhereTarget::ConsumerAssociation => Body::ConsumerAssociation,
        ElsewhereTarget::OtherAuthority => Body::OtherAuthority,
    }
}

fn small_claim(dispute: &Dispute) -> SmallClaim {
    SmallClaim {
        amount_fen: dispute.claim_total(),
        money_only: dispute
            .claim
            .remedies
            .iter()
            .all(|one| one.remedy.is_money()),
        foreign: false,
        needs_appraisal: false,
        whereabouts_unknown: dispute.respondents().any(|party| party.unreachable),
        counterclaim: false,
        agreed: false,
    }
}
