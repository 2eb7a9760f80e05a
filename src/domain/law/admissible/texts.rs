//! The catalogue of what is said before a complaint is handed over.

use super::limitation::Period;
use super::signals::Factor;
use crate::bilingual::Template;
use crate::ruleset::Body;
use crate::taxonomy::RejectionGround;

macro_rules! texts {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(pub(super) const $name: Template = Template::new($zh, $en);)*
    };
}

texts! {
    ONLY_A_WARNING:
        "以上是对市场监管部门可能如何处理的提示，不是决定；商家同意的，仍可以在平台协商。",
        "This says what the bureau would probably do and decides nothing; with the merchant's consent the platform still helps to settle.";
    SIGNALS_ONLY:
        "仅供人工审查参考的数字，不能据此自动拒绝；须由具名人员说明理由，并可申诉。",
        "Figures for a reviewer. Nothing is refused because of them; a named person gives reasons, and there is an appeal.";
    ALIVE_IN_COURT:
        "超过市场监管部门的三年，但诉讼时效因中断重新计算，仍可起诉。",
        "Past the bureau's three years, but limitation in court began anew: one can still sue.";
    DEFENCE_ONLY:
        "诉讼时效已过只是对方的抗辩，对方自愿履行的有效。",
        "Expired limitation is a defence only; voluntary performance stands.";

    ASK_MATTER: "争议属于哪一类事项？", "What kind of matter is it?";
    ASK_ELSEWHERE: "法院、仲裁、其他机关、消费者协会或调解组织是否已经受理或处理？", "Has a court, arbitrator, authority, association or mediation body had it?";
    ASK_FOR_LIVING: "是否为生活消费需要购买？", "Was it bought for living?";
    ASK_KNOWN: "哪一天知道或者应当知道权益受损？", "When did the consumer know, or should have known, of the harm?";
    ASK_MATERIALS: "材料是否齐全？", "Are the materials there?";

    OTHER_AUTHORITY: "由{authority}负责。", "{authority} is in charge.";
    HANDLED_BY: "{body}已经受理或者处理过同一争议。", "{body} has accepted or handled the same dispute.";
    WITHDRAWN_ELSEWHERE: "曾被受理后撤回；条文写明“处理过”，须人工确认。", "It was accepted and then withdrawn; the text says \"handled\", so a person has to look.";
    PRACTICE_DIFFERS: "调解组织调解过的，现行条文不属于“已受理或处理过”；各地执行口径尚未核实。", "Mediation by such a body does not count as handled under the present text; how bureaus apply it is not verified.";
    FOR_BUSINESS: "不是为生活消费需要购买。", "It was not bought for living.";
    NO_DISPUTE: "不能证明与被投诉人之间存在消费者权益争议。", "A consumer dispute with the respondent cannot be shown.";
    DISPUTED: "双方各执一词，须人工确认。", "Each side shows something; a person has to look.";
    THREE_YEARS: "自 {from} 起三年，至 {last}；不因中断重新计算。", "Three years from {from}, until {last}; interruptions do not count here.";
    FALSE_MATERIAL: "提供了虚假材料。", "Something handed in is false.";
    MATERIALS_LACK: "缺少：{what}。", "Missing: {what}.";
    IDENTITY_WRONG: "冒用他人名义，或者拒不配合核验身份。", "Another's name is used, or a check of identity refused.";

    NAME: "投诉人姓名", "the complainant's name";
    PHONE: "电话", "telephone";
    ADDRESS: "通讯地址", "address";
    RESPONDENT_NAME: "被投诉人名称", "the respondent's name";
    RESPONDENT_ADDRESS: "被投诉人地址", "the respondent's address";
    REQUEST: "具体请求", "a specific request";
    FACTS: "事实根据", "the facts";
    POWER_OF_ATTORNEY: "授权委托书原件", "the original power of attorney";
    AGENT_IDENTITY: "代理人身份证明", "the agent's proof of identity";

    PIECES: "件数", "pieces";
    SAME_ISSUE: "同类问题投诉数", "complaints about the same issue";
    COMPLAINTS: "投诉总数", "complaints in all";
    SHOPS: "涉及店铺数", "shops";
    DAYS: "统计天数", "days counted";
    ACCOUNTS: "共用电话或地址的账号数", "accounts with one telephone or address";
    BOUGHT_TO_SELL: "为出售而购入（1 是）", "bought to sell (1: yes)";
    SOLD_90: "九十日内售出件数", "sold within ninety days";
    OTHER_CHANNELS: "另有销售渠道（1 是）", "other channels (1: yes)";
    MAIN_INCOME: "为主要收入来源（1 是）", "a main source of income (1: yes)";
}

pub(super) fn ground(ground: RejectionGround) -> Template {
    let (zh, en) = match ground {
        RejectionGround::OutOfScope => (
            "不属于市场监管职责或者无处理权限",
            "Not for the market bureau",
        ),
        RejectionGround::AlreadyHandled => (
            "同一争议已被受理或者处理过",
            "The same dispute was accepted or handled elsewhere",
        ),
        RejectionGround::NotConsumer => (
            "不是生活消费，或者不能证明存在争议",
            "Not bought for living, or no dispute shown",
        ),
        RejectionGround::Over3y => (
            "知道或者应当知道之日起超过三年",
            "More than three years since it was known",
        ),
        RejectionGround::Materials => ("材料不全或者虚假", "Materials missing or false"),
        RejectionGround::Identity => (
            "冒用名义或者拒不配合核验身份",
            "Identity borrowed or not verified",
        ),
        RejectionGround::Other => ("其他规定的情形", "Other cases by law"),
    };
    Template::new(zh, en)
}

pub(super) fn handled(body: Body) -> Template {
    let (zh, en) = match body {
        Body::Court => ("法院", "A court"),
        Body::Arbitration => ("仲裁机构", "An arbitration body"),
        Body::Bureau => ("市场监管部门", "A market bureau"),
        Body::OtherAuthority => ("其他行政机关", "Another authority"),
        Body::ConsumerAssociation => ("消费者协会", "A consumer association"),
        Body::MediationBody => ("依法成立的调解组织", "A lawful mediation body"),
        Body::Platform => ("平台", "The platform"),
    };
    Template::new(zh, en)
}

pub(super) fn period(period: Period) -> Template {
    let (zh, en) = match period {
        Period::Bureau => (
            "市场监管部门受理期（三年，不中断）",
            "Three years at the bureau, never interrupted",
        ),
        Period::Court => (
            "诉讼时效（三年，可中断）",
            "Limitation in court, three years, may begin anew",
        ),
        Period::CourtCap => ("最长诉讼时效（二十年）", "Its outer limit, twenty years"),
        Period::Product => (
            "产品缺陷损害（条文二年，按二年提醒）",
            "Damage by a defect: the text says two years, warned of at two",
        ),
        Period::ProductLongStop => ("产品缺陷最长十年", "Damage by a defect, ten years at most"),
        Period::RescissionFraud => ("因欺诈撤销合同（一年）", "Rescission for fraud, one year"),
        Period::RescissionMistake => (
            "因重大误解撤销合同（九十日）",
            "Rescission for gross mistake, ninety days",
        ),
        Period::RescissionCap => ("撤销权最长五年", "Rescission, five years at most"),
    };
    Template::new(zh, en)
}

pub(super) fn factor(factor: Factor) -> Template {
    let (zh, en) = match factor {
        Factor::Quantity => (
            "数量、次数、频率明显超出通常消费习惯",
            "Quantity or frequency off normal habit",
        ),
        Factor::SameKind => (
            "短期内大量同类投诉",
            "Many complaints of one kind in a short time",
        ),
        Factor::NoPurchase => (
            "不能证明真实购买或者受到损害",
            "No real purchase or harm can be shown",
        ),
        Factor::SharedContact => (
            "多人使用同一电话或者地址",
            "Several people with one telephone or address",
        ),
        Factor::CompanyPayment => ("对公账户付款", "Paid by a company"),
        Factor::BusinessInvoice => ("发票开给经营主体", "Invoiced to a business"),
        Factor::Resale => ("购买用于转售", "Bought to sell again"),
        Factor::PrivateSeller => (
            "个人卖家是否以经营为业，综合判断",
            "Whether a private seller runs a business: the whole counts",
        ),
    };
    Template::new(zh, en)
}
