//! What stands between a person and being the mediator of one dispute (B-12, C-03), as far as it is
//! known here; what is not, the person declares.

use crate::access::{OrganisationKind, Role, StaffRole};
use crate::closed_list;
use crate::dispute::event::BodyFact;
use crate::dispute::state::Dispute;
use crate::ids::PersonId;
use crate::mediation::BodyKind;

closed_list! {
    /// Why somebody may not mediate a dispute.
    Conflict {
        /// 本人是当事人
        Party = "party",
        /// 在商家任职
        PartyStaff = "party_staff",
        /// 在平台任职
        PlatformStaff = "platform_staff",
        /// 曾代表平台处理本案
        ActedBefore = "acted_before",
        /// 调解组织是当事人
        BodyIsParty = "body_is_party",
        /// 平台是当事人，平台的调解组织不能调解
        PlatformIsParty = "platform_is_party",
        /// 已退出或者被更换
        LeftBefore = "left_before",
        /// 不是该组织的调解员
        NotOfBody = "not_of_body",
    }
}

/// Everything that stands against `person`, who holds these roles at present, as the mediator whom
/// `body` would send.
pub fn conflicts(
    dispute: &Dispute,
    body: &BodyFact,
    person: PersonId,
    roles: &[Role],
) -> Vec<Conflict> {
    let is_party = |organisation| {
        let mut parties = dispute.parties.iter();
        parties.any(|party| party.fact.organisation == Some(organisation))
    };
    let works_for = |kind| roles.iter().filter(move |role| role.kind == kind);
    let at_platform = |role: &Role| role.organisation == dispute.platform;
    let of_body =
        |role: &Role| role.organisation == body.organisation && role.role == StaffRole::Mediator;
    let own = dispute
        .parties
        .iter()
        .any(|party| party.fact.person == Some(person));
    let left = dispute
        .mediation()
        .is_some_and(|mediation| mediation.left.contains(&person));
    let found = [
        (own, Conflict::Party),
        (
            works_for(OrganisationKind::Merchant).any(|role| is_party(role.organisation)),
            Conflict::PartyStaff,
        ),
        (
            works_for(OrganisationKind::Platform).any(at_platform),
            Conflict::PlatformStaff,
        ),
        (dispute.handled_by.contains(&person), Conflict::ActedBefore),
        (is_party(body.organisation), Conflict::BodyIsParty),
        (
            body.kind == BodyKind::Platform && dispute.is_against_platform(),
            Conflict::PlatformIsParty,
        ),
        (left, Conflict::LeftBefore),
        (!roles.iter().any(of_body), Conflict::NotOfBody),
    ];
    let found = found.into_iter().filter(|(holds, _)| *holds);
    found.map(|(_, conflict)| conflict).collect()
}
