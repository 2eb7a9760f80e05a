//! The catalogue of the ways.

use super::facts::Door;
use super::panel::Effect;
use crate::bilingual::Template;

macro_rules! texts {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(pub(super) const $name: Template = Template::new($zh, $en);)*
    };
}

texts! {
    BEFORE_A_JUDGE:
        "法院或仲裁机构已受理，平台不再组织；您仍可在程序中请求调解，或撤回后重新申请。",
        "A court or arbitrator has it. You can still ask for mediation there, or come back after taking it back.";
    REFUSED: "一方明确拒绝调解。", "One side clearly refuses mediation.";
    HAS_IT: "已经受理。", "It has the case already.";
    HAD_IT: "已经处理过同一争议。", "It has handled the same dispute before.";
    ASK_ELSEWHERE: "法院、仲裁、其他机关、消费者协会或调解组织是否已经受理或处理？", "Has a court, arbitrator, authority, association or mediation body had it?";
    ASK_FOR_BUSINESS: "是否用于经营，而不是为生活消费需要购买？", "Was it bought for business rather than for living?";
    ASK_OVER_THREE_YEARS: "知道或者应当知道权益受损是否已超过三年？", "Is it more than three years since the harm was known?";
    ASK_REFUSED: "是否有一方明确拒绝调解？", "Does one side clearly refuse mediation?";
    ASK_ARBITRATION: "双方是否约定了仲裁？", "Did the parties agree on arbitration?";
    ONLY_ENTRUSTED: "市场监管部门已受理，消费者协会只能接受其委托调解。", "The bureau has it; the association can only be entrusted by it.";
    HANDLED: "同一争议已被受理或者处理过，市场监管部门不予受理。", "The same dispute was accepted or handled elsewhere, so the bureau does not take it.";
    FOR_BUSINESS: "不是为生活消费需要购买；可以商事调解或起诉。", "Not bought for living; commercial mediation and the courts remain.";
    OVER_THREE_YEARS: "自知道或者应当知道之日起超过三年。", "More than three years since it was known.";
    WITHDRAWN: "曾被受理后撤回，是否算“处理过”须人工确认。", "It was accepted and withdrawn; whether that counts as handled is for a person.";
    PRACTICE_DIFFERS: "调解组织调解过的，现行条文不属于“已受理或处理过”；各地执行口径尚未核实。", "Mediation by such a body does not count as handled under the present text; how bureaus apply it is not verified.";
    NEEDS_ARBITRATION_AGREEMENT: "需要双方达成仲裁协议。", "Both sides must agree on arbitration.";
    ARBITRATED: "已经仲裁。", "It is or was arbitrated.";
    JUDGED: "法院已经审理。", "A court has decided it.";
    ASK_THE_COURT: "可以在诉讼中请求法院调解。", "You can ask the court for mediation in the suit.";
    ARBITRATION_AGREED: "双方已约定仲裁。", "Arbitration was agreed.";
    NEEDS_SMALL_CLAIM: "请说明金额以及是否只涉及金钱给付。", "Tell the amount and whether only money is claimed.";
    SMALL_CLAIM_EXCLUDED: "涉外、需要鉴定、对方下落不明、反诉或者不只涉及金钱的，不适用小额诉讼。", "Foreign elements, appraisals, unknown whereabouts, counterclaims and claims for more than money exclude it.";
    SMALL_CLAIM_BY_AGREEMENT: "超过当然适用的标准；双方约定的可以适用。", "Above the compulsory limit; possible if both agree.";
    SMALL_CLAIM_TOO_LARGE: "超过小额诉讼标准。", "Above the limits for small claims.";
    SMALL_CLAIM_NO_FIGURE: "该省的标准未知，以法院公布的为准。", "The province's figure is not known; the court publishes it.";

    CONFIRM_ASSOCIATION:
        "消费者协会受理后，市场监管部门将不再受理同一投诉（投诉举报处理办法第十六条第二项）。您可以：一、先向 12315 投诉，由其委托消费者协会调解；二、先用平台或行业调解；三、继续由消费者协会调解（举报、仲裁、诉讼仍可使用）。",
        "Once the association has accepted, the bureau no longer takes the same complaint (art. 16(2)). You can complain to 12315 first and have it entrust the association; use the platform's or an industry body's mediation first; or go on with the association, with report, arbitration and court still open.";
    CONFIRM_BUREAU:
        "市场监管部门受理后，消费者协会只能接受其委托调解；起诉、仲裁和举报不受影响。",
        "Once the bureau has accepted, the association can only be entrusted by it; court, arbitration and report stay open.";
    CONFIRM_ARBITRATION:
        "申请仲裁后，一般不能再就同一争议起诉，市场监管部门也不再受理。",
        "After arbitration one can as a rule not sue over the same dispute, and the bureau does not take it.";
    CONFIRM_COURT:
        "法院受理后，市场监管部门不再受理同一投诉，平台不再组织协商和调解；您仍可请求法院调解。",
        "Once a court has accepted, the bureau does not take the complaint and the platform stops; you can still ask the court for mediation.";
    CONFIRM_MEDIATION_2020:
        "按 2026 年 4 月 15 日以前的规定，调解组织受理后，市场监管部门不再受理同一投诉。",
        "Under the rules before 2026-04-15 the bureau does not take what a mediation body has accepted.";
}

pub(super) fn title(door: Door) -> Template {
    let (zh, en) = match door {
        Door::Negotiation => ("与商家协商", "Negotiate with the merchant"),
        Door::PlatformMediation => ("平台调解", "Mediation by the platform"),
        Door::PeoplesMediation => ("人民调解", "People's mediation"),
        Door::IndustryMediation => ("行业调解", "Mediation by an industry body"),
        Door::ConsumerAssociation => ("消费者协会调解", "Mediation by a consumer association"),
        Door::EntrustedMediation => (
            "12315 投诉并委托调解",
            "Complaint to 12315, entrusted to an association",
        ),
        Door::BureauComplaint => ("12315 投诉", "Complaint to the bureau (12315)"),
        Door::Report => ("举报", "Report of a violation"),
        Door::Arbitration => ("仲裁", "Arbitration"),
        Door::CourtMediation => ("法院调解", "Mediation by the court"),
        Door::Court => ("起诉", "Court"),
        Door::SmallClaims => ("小额诉讼", "Small claims"),
    };
    Template::new(zh, en)
}

pub(super) fn cost(door: Door) -> Template {
    match door {
        Door::Negotiation
        | Door::PlatformMediation
        | Door::PeoplesMediation
        | Door::ConsumerAssociation
        | Door::EntrustedMediation
        | Door::BureauComplaint
        | Door::Report => Template::new("免费", "Free"),
        Door::IndustryMediation => Template::new(
            "视调解组织而定；商事调解组织可以收费",
            "Depends on the body; commercial ones may charge",
        ),
        Door::Arbitration => {
            Template::new("按仲裁机构收费标准", "By the fees of the arbitration body")
        }
        Door::CourtMediation => Template::new("诉前调解不收诉讼费", "No court fee before filing"),
        Door::Court => Template::new("诉讼费，由败诉方负担", "Court fee, borne by whoever loses"),
        Door::SmallClaims => {
            Template::new("诉讼费减半，一审终审", "Half the court fee; one instance")
        }
    }
}

pub(super) fn worth(door: Door) -> (Effect, Template) {
    match door {
        Door::Negotiation => (
            Effect::Contract,
            Template::new(
                "和解协议：相当于合同，不履行可以起诉",
                "A settlement: a contract one can sue on",
            ),
        ),
        Door::PlatformMediation | Door::IndustryMediation => (
            Effect::Contract,
            Template::new(
                "调解协议：相当于合同；依法成立的调解组织主持的，可以申请司法确认",
                "An agreement: a contract; confirmable if the body is lawfully established",
            ),
        ),
        Door::PeoplesMediation => (
            Effect::BindingContract,
            Template::new(
                "人民调解协议：依法有约束力，三十日内可以共同申请司法确认后强制执行",
                "Binding by statute; confirmed by a court within thirty days it can be enforced",
            ),
        ),
        Door::ConsumerAssociation => (
            Effect::Contract,
            Template::new(
                "调解协议：相当于合同；部分省份可以申请司法确认",
                "A contract; in some provinces it can be confirmed by a court",
            ),
        ),
        Door::EntrustedMediation | Door::BureauComplaint => (
            Effect::Contract,
            Template::new(
                "调解书：双方签字生效，不履行的可以起诉，不能直接强制执行",
                "Effective on both signatures; on breach one sues, it is not enforced directly",
            ),
        ),
        Door::Report => (
            Effect::None,
            Template::new(
                "查处违法行为，不直接解决赔偿",
                "The violation is dealt with; compensation is not",
            ),
        ),
        Door::Arbitration => (
            Effect::Enforceable,
            Template::new("裁决终局，可以强制执行", "Final, and can be enforced"),
        ),
        Door::CourtMediation => (
            Effect::Enforceable,
            Template::new(
                "经司法确认或制作调解书后可以强制执行",
                "Once confirmed, it can be enforced",
            ),
        ),
        Door::Court | Door::SmallClaims => (
            Effect::Enforceable,
            Template::new("判决可以强制执行", "A judgment can be enforced"),
        ),
    }
}
