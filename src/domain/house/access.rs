//! Who may run which part of an organisation. What is not allowed here is denied; doors of a dispute
//! are the business of [`crate::access`].

use crate::access::{OrganisationKind, Role, StaffRole, Standing};
use crate::ids::OrganisationId;

/// What somebody wants to do for an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Post {
    /// To read its texts and keep texts of one's own there.
    Texts,
    /// To change the texts that all of its staff share.
    SharedTexts,
    /// To see who works there.
    Roster,
    /// To invite, to appoint and to remove.
    Staffing,
    /// To change what it is called, where it is, and whether it takes part.
    Record,
}

/// An organisation, as far as it matters for who may run it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// On which platform a merchant sells.
    pub platform: Option<OrganisationId>,
}

impl StaffRole {
    /// Whether the role can be held in an organisation of that kind. What a platform sells itself
    /// has its shop staff there.
    pub const fn fits(self, kind: OrganisationKind) -> bool {
        match self {
            Self::ServiceAgent | Self::Supervisor | Self::Administrator | Self::Auditor => {
                matches!(kind, OrganisationKind::Platform)
            }
            Self::ShopStaff => {
                matches!(
                    kind,
                    OrganisationKind::Merchant | OrganisationKind::Platform
                )
            }
            Self::ShopManager => matches!(kind, OrganisationKind::Merchant),
            Self::Registrar | Self::Mediator => matches!(kind, OrganisationKind::MediationBody),
            Self::Officer => matches!(kind, OrganisationKind::Bureau),
        }
    }

    /// The roles that can be held in an organisation of that kind.
    pub fn of(kind: OrganisationKind) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |role| role.fits(kind))
    }

    /// Whether whoever holds it answers first responses of the platform.
    pub const fn answers(self) -> bool {
        match self {
            Self::ServiceAgent | Self::Supervisor => true,
            Self::Administrator
            | Self::Auditor
            | Self::ShopStaff
            | Self::ShopManager
            | Self::Registrar
            | Self::Mediator
            | Self::Officer => false,
        }
    }

    /// Whether whoever holds it appoints the others.
    const fn manages(self) -> bool {
        match self {
            Self::Administrator | Self::ShopManager | Self::Registrar => true,
            Self::ServiceAgent
            | Self::Supervisor
            | Self::Auditor
            | Self::ShopStaff
            | Self::Mediator
            | Self::Officer => false,
        }
    }

    /// Whether whoever holds it words what the others share.
    const fn words(self) -> bool {
        matches!(self, Self::Supervisor) || self.manages()
    }
}

/// Whether somebody may do that for an organisation: as one of its own people, or as an
/// administrator of the platform, who runs the platform, its merchants, and the mediation bodies and
/// bureaus that everybody on the installation shares. A respondent's link opens no house.
pub fn may(standing: &Standing, place: Place, post: Post) -> bool {
    standing.link.is_none()
        && standing.roles.iter().any(|held| {
            let own = held.organisation == place.id && as_own(held.role, post);
            own || (as_administrator(post) && administers(*held, place))
        })
}

fn as_own(role: StaffRole, post: Post) -> bool {
    match post {
        Post::Texts | Post::Roster => true,
        Post::SharedTexts => role.words(),
        Post::Staffing => role.manages(),
        Post::Record => false,
    }
}

/// What is said in somebody's name is worded by their own people.
fn as_administrator(post: Post) -> bool {
    match post {
        Post::Roster | Post::Staffing | Post::Record => true,
        Post::Texts | Post::SharedTexts => false,
    }
}

fn administers(held: Role, place: Place) -> bool {
    held.role == StaffRole::Administrator
        && held.kind == OrganisationKind::Platform
        && match place.kind {
            OrganisationKind::Platform => held.organisation == place.id,
            OrganisationKind::Merchant => place.platform == Some(held.organisation),
            OrganisationKind::MediationBody | OrganisationKind::Bureau => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{DisputeId, PartyId, PersonId};

    const PLATFORM: OrganisationId = OrganisationId::constant(1);
    const OTHER_PLATFORM: OrganisationId = OrganisationId::constant(2);
    const SHOP: Place = Place {
        id: OrganisationId::constant(3),
        kind: OrganisationKind::Merchant,
        platform: Some(PLATFORM),
    };
    const BODY: Place = Place {
        id: OrganisationId::constant(4),
        kind: OrganisationKind::MediationBody,
        platform: None,
    };

    fn holding(organisation: OrganisationId, role: StaffRole) -> Standing {
        Standing {
            person: PersonId::constant(9),
            link: None,
            roles: vec![Role {
                organisation,
                kind: OrganisationKind::ALL
                    .iter()
                    .copied()
                    .find(|kind| role.fits(*kind))
                    .unwrap(),
                role,
            }],
        }
    }

    fn check(standing: &Standing, place: Place, expected: &[Post]) {
        let all = [
            Post::Texts,
            Post::SharedTexts,
            Post::Roster,
            Post::Staffing,
            Post::Record,
        ];
        for post in all {
            let said = may(standing, place, post);
            assert_eq!(said, expected.contains(&post), "{standing:?} {post:?}");
        }
    }

    #[test]
    fn an_administrator_runs_what_takes_part_in_the_platform() {
        use Post::{Record, Roster, Staffing};
        let admin = holding(PLATFORM, StaffRole::Administrator);
        check(&admin, SHOP, &[Roster, Staffing, Record]);
        check(&admin, BODY, &[Roster, Staffing, Record]);
        let elsewhere = holding(OTHER_PLATFORM, StaffRole::Administrator);
        check(&elsewhere, SHOP, &[]);
    }

    #[test]
    fn an_organisation_looks_after_its_own_people() {
        use Post::{Roster, SharedTexts, Staffing, Texts};
        let manager = holding(SHOP.id, StaffRole::ShopManager);
        check(&manager, SHOP, &[Texts, SharedTexts, Roster, Staffing]);
        check(&manager, BODY, &[]);
        let hand = holding(SHOP.id, StaffRole::ShopStaff);
        check(&hand, SHOP, &[Texts, Roster]);
        let registrar = holding(BODY.id, StaffRole::Registrar);
        check(&registrar, BODY, &[Texts, SharedTexts, Roster, Staffing]);
    }

    #[test]
    fn nobody_else_may_anything_and_a_link_opens_no_house() {
        let agent = holding(PLATFORM, StaffRole::ServiceAgent);
        check(&agent, SHOP, &[]);
        let mut by_link = holding(SHOP.id, StaffRole::ShopManager);
        by_link.link = Some((DisputeId::constant(1), PartyId::constant(1)));
        check(&by_link, SHOP, &[]);
    }

    #[test]
    fn every_role_has_a_place_and_every_place_a_manager() {
        for role in StaffRole::ALL {
            assert!(OrganisationKind::ALL.iter().any(|kind| role.fits(*kind)));
        }
        for kind in [
            OrganisationKind::Platform,
            OrganisationKind::Merchant,
            OrganisationKind::MediationBody,
        ] {
            assert!(StaffRole::of(kind).any(StaffRole::manages), "{kind}");
        }
    }
}
