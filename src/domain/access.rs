//! Who somebody is, before any dispute is looked at.

use crate::closed_list;
use crate::ids::{DisputeId, OrganisationId, PartyId, PersonId};

closed_list! {
    /// What an organisation is.
    OrganisationKind {
        /// 电商平台
        Platform = "platform",
        /// 平台内经营者
        Merchant = "merchant",
        /// 调解组织
        MediationBody = "mediation_body",
        /// 市场监管部门
        Bureau = "bureau",
    }
}

closed_list! {
    /// What somebody does in an organisation.
    StaffRole {
        /// 客服
        ServiceAgent = "service_agent",
        /// 客服主管
        Supervisor = "supervisor",
        /// 系统管理员
        Administrator = "administrator",
        /// 商家人员
        ShopStaff = "shop_staff",
    }
}

/// A role held in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Where.
    pub organisation: OrganisationId,
    /// What the organisation is.
    pub kind: OrganisationKind,
    /// As what.
    pub role: StaffRole,
}

/// Who somebody is, as their session proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The human being.
    pub person: PersonId,
    /// Set when the session came by a respondent's link: it opens this dispute for this party and
    /// nothing else, whatever other roles the person has.
    pub link: Option<(DisputeId, PartyId)>,
    /// The person's roles at present.
    pub roles: Vec<Role>,
}
