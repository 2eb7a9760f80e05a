//! Who is in charge of what is not for the market bureau.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::bilingual::{Bilingual, Template};
use crate::closed_list;

closed_list! {
    /// What a dispute is about, as far as it decides who is in charge.
    Matter {
        /// Goods and services in general.
        Market = "market",
        /// Drugs, devices and cosmetics: the bureau, with rules of their own.
        Health = "health",
        Telecom = "telecom",
        Post = "post",
        Finance = "finance",
        Housing = "housing",
        Labour = "labour",
        Tax = "tax",
        IntellectualProperty = "intellectual_property",
        Police = "police",
        PersonalInformation = "personal_information",
        Travel = "travel",
        Transport = "transport",
        Education = "education",
    }
}

/// An authority, and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Authority {
    pub name: Bilingual,
    pub reached: Bilingual,
}

impl Matter {
    /// Whether the market bureau is in charge.
    pub const fn is_for_bureau(self) -> bool {
        match self {
            Self::Market | Self::Health => true,
            Self::Telecom
            | Self::Post
            | Self::Finance
            | Self::Housing
            | Self::Labour
            | Self::Tax
            | Self::IntellectualProperty
            | Self::Police
            | Self::PersonalInformation
            | Self::Travel
            | Self::Transport
            | Self::Education => false,
        }
    }

    /// Who is in charge.
    pub fn authority(self) -> Authority {
        let (name, reached) = match self {
            Self::Market => (
                ("市场监督管理部门", "The market bureau"),
                ("12315 平台或热线", "12315"),
            ),
            Self::Health => (
                (
                    "市场监督管理（药品监督管理）部门",
                    "The market and drug authority",
                ),
                (
                    "12315 平台或热线；药品、医疗器械、化妆品有专门规定",
                    "12315; drugs, devices and cosmetics have rules of their own",
                ),
            ),
            Self::Telecom => (
                (
                    "工业和信息化部电信用户申诉受理机构",
                    "The telecom complaints office of the industry ministry",
                ),
                (
                    "先向运营商投诉；对答复不满意或十五日未答复的，可以申诉（12300）",
                    "First the operator; after an unsatisfying answer, or fifteen days without one, 12300",
                ),
            ),
            Self::Post => (
                ("邮政管理部门", "The postal authority"),
                (
                    "先向快递企业投诉，再向邮政业用户申诉中心申诉（12305）",
                    "First the courier, then 12305",
                ),
            ),
            Self::Finance => (
                ("金融监督管理部门", "The financial authorities"),
                (
                    "先向机构投诉，再拨打 12378（银行保险）、12386（证券）、12363（支付征信）",
                    "First the institution, then 12378, 12386 or 12363",
                ),
            ),
            Self::Housing => (
                ("住房和城乡建设部门", "The housing authority"),
                ("12345 或 12329", "12345 or 12329"),
            ),
            Self::Labour => (
                ("人力资源和社会保障部门", "The labour authority"),
                ("12333；劳动人事争议仲裁", "12333; labour arbitration"),
            ),
            Self::Tax => (
                ("税务机关", "The tax authority"),
                ("12366（发票）", "12366, for invoices"),
            ),
            Self::IntellectualProperty => (
                ("知识产权管理部门", "The intellectual property authority"),
                (
                    "平台知识产权通知程序；12312 或 12315",
                    "The platform's notice procedure; 12312 or 12315",
                ),
            ),
            Self::Police => (("公安机关", "The police"), ("110", "110")),
            Self::PersonalInformation => (
                ("网信部门", "The cyberspace authority"),
                (
                    "12377；也可要求经营者处理",
                    "12377; the operator can be asked as well",
                ),
            ),
            Self::Travel => (
                ("文化和旅游部门", "The travel authority"),
                ("12345 或 12318", "12345 or 12318"),
            ),
            Self::Transport => (
                (
                    "交通运输、民航部门",
                    "The transport and aviation authorities",
                ),
                ("12328、12326", "12328, 12326"),
            ),
            Self::Education => (
                ("教育行政部门", "The education authority"),
                (
                    "12345；预付费退费也可向 12315 反映",
                    "12345; refunds of prepaid fees also 12315",
                ),
            ),
        };
        let text = |(zh, en)| Template::new(zh, en).text();
        Authority {
            name: text(name),
            reached: text(reached),
        }
    }
}
