//! The catalogue of competence.

use crate::bilingual::Template;

macro_rules! texts {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(pub(super) const $name: Template = Template::new($zh, $en);)*
    };
}

texts! {
    FIRST_TO_RECEIVE: "两个以上部门都有管辖权的，由最先收到的处理。", "Where several are competent, the first to receive it handles it.";
    INTERNET_COURTS: "互联网法院的受案范围已调整，请以其最新公告为准。", "The scope of the internet courts has changed; see their latest announcement.";
    NOT_A_COUNTY: "{region} 不是县级区划，请选择到区、县。", "{region} is not a county; name the district or county.";

    PLACE_OF_BUSINESS: "实际经营地的县级市场监管部门。", "County bureau of the actual place of business.";
    DOMICILE: "住所地的县级市场监管部门。", "County bureau of the domicile.";
    PLATFORM_SELF: "平台经营者、自建网站或其他网络服务经营者：住所地。", "Operators of platforms, own websites and other network services: their domicile.";
    PUBLISHED: "平台内经营者：其在平台公示的地址。", "A shop on a platform: the address it publishes there.";
    PLATFORM_TOO: "也可以是平台经营者住所地。", "The platform's domicile as well.";
    UNREACHABLE: "未公示地址或者通过公示地址联系不上：平台经营者住所地。", "No published address, or unreachable through it: the platform's domicile.";
    REPORT_BUSINESS: "举报：违法行为实际经营地。", "Report: the actual place of business.";
    REPORT_DOMICILE: "举报：住所地。", "Report: the domicile.";
    REPORT_PLATFORM: "举报：平台住所地先收到的也可以处理。", "Report: the platform's domicile too, if it receives it first.";
    COURT_AGREED: "双方约定的法院。", "The court agreed on.";
    COURT_BUYER: "通过信息网络交付：买受人住所地法院。", "Delivered online: the court of the buyer's domicile.";
    COURT_RECEIVED: "以其他方式交付：收货地法院。", "Delivered otherwise: the court of the place of receipt.";

    ASK_PLACE: "商家实际经营地或住所地在哪个区县？", "In which county does the merchant do business, or is registered?";
    ASK_DOMICILE: "经营者住所地在哪个区县？", "In which county is the operator registered?";
    ASK_PUBLISHED: "店铺在平台公示的地址在哪个区县？没有公示的，请说明没有。", "In which county is the address that the shop publishes? If it publishes none, say so.";
    ASK_PLATFORM: "平台经营者住所地在哪个区县？", "In which county is the platform's operator registered?";
    ASK_BUYER: "买家住所地在哪个区县？", "In which county does the buyer live?";
    ASK_RECEIVED: "在哪个区县收货？", "In which county was the parcel received?";
}
