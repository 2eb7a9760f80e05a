//! The rows, by category.

use super::Weight::{self, Helps, Needed};
use crate::bilingual::Template;
use crate::law::ClauseId;
use crate::law::entitlement::Bearer::{self, Consumer, Merchant, Platform};
use crate::taxonomy::EvidenceKind::{
    self, Communication, Expert, Identity, Logistics, Object, Official, Payment, Statement,
    Transaction,
};
use crate::taxonomy::{Category, Overlay};

/// A row.
pub(super) struct Item {
    pub(super) kind: EvidenceKind,
    pub(super) what: Template,
    pub(super) bearer: Bearer,
    pub(super) why: Template,
    pub(super) weight: Weight,
    pub(super) source: ClauseId,
}

const fn item(
    kind: EvidenceKind,
    what: (&'static str, &'static str),
    bearer: Bearer,
    why: (&'static str, &'static str),
    weight: Weight,
    source: ClauseId,
) -> Item {
    let (what, why) = (Template::new(what.0, what.1), Template::new(why.0, why.1));
    Item {
        kind,
        what,
        bearer,
        why,
        weight,
        source,
    }
}

const ASSERTS: (&str, &str) = ("谁主张谁举证", "who asserts it proves it");
const RECORDS: (&str, &str) = (
    "商家和平台应当提供原始合同和交易记录",
    "the operator supplies the original records",
);

/// What helps in any dispute.
pub(super) const COMMON: &[Item] = &[
    item(
        Transaction,
        ("订单", "The order"),
        Consumer,
        (
            "证明与商家的交易；平台可直接调取",
            "shows the purchase; the platform has it as well",
        ),
        Needed,
        ClauseId::D18,
    ),
    item(
        Payment,
        ("付款记录", "Record of the payment"),
        Consumer,
        ("证明实际支付的金额", "shows what was really paid"),
        Needed,
        ClauseId::A08,
    ),
    item(
        Communication,
        (
            "与商家的沟通记录（尽量导出原始记录）",
            "Talk with the merchant, exported rather than photographed",
        ),
        Consumer,
        (
            "证明何时提出、商家如何答复",
            "shows when it was raised and what was answered",
        ),
        Helps,
        ClauseId::P02,
    ),
];

/// What helps in one kind.
pub(super) fn of(category: Category) -> &'static [Item] {
    match category {
        Category::Delivery => DELIVERY,
        Category::Return7 => RETURN7,
        Category::Quality | Category::Safety | Category::Service => QUALITY,
        Category::Fake => FAKE,
        Category::Misrep => MISREP,
        Category::Food | Category::Health => FOOD,
        Category::Price | Category::Bigdata => PRICE,
        Category::Bundle | Category::DefaultConsent | Category::Autorenew => CONSENT,
        Category::Deposit => DEPOSIT,
        Category::Prepaid | Category::Contract => PREPAID,
        Category::Minor => MINOR,
        Category::Measure => MEASURE,
        Category::Privacy => PRIVACY,
        Category::Aftersales
        | Category::Invoice
        | Category::Review
        | Category::Dignity
        | Category::Out => &[],
    }
}

/// What helps beside it.
pub(super) fn of_overlay(overlay: Overlay) -> &'static [Item] {
    match overlay {
        Overlay::Live => LIVE,
        Overlay::Xborder => XBORDER,
        Overlay::Secondhand => SECONDHAND,
    }
}

const DELIVERY: &[Item] = &[
    item(
        Logistics,
        (
            "物流轨迹、签收照片、包裹重量",
            "Tracking, the photo of delivery, the weight",
        ),
        Merchant,
        ("交付由商家证明", "delivery is for the merchant to prove"),
        Needed,
        ClauseId::D18,
    ),
    item(
        Object,
        (
            "收到时的包裹照片或不间断开箱视频",
            "Photos on arrival or an unbroken video of unpacking",
        ),
        Consumer,
        ASSERTS,
        Helps,
        ClauseId::A16,
    ),
];
const RETURN7: &[Item] = &[
    item(
        Logistics,
        (
            "签收时间和退货单号",
            "When it was signed for, and the number of the return",
        ),
        Consumer,
        ("七日自签收次日起算", "the seven days begin the day after"),
        Needed,
        ClauseId::D02,
    ),
    item(
        Communication,
        ("退货通知", "The notice of return"),
        Consumer,
        ("期间内发出通知即可", "the notice must be sent in time"),
        Needed,
        ClauseId::D02,
    ),
    item(
        Object,
        ("商品完好的照片", "Photos that the goods are intact"),
        Consumer,
        ("商品应当完好", "the goods must be intact"),
        Helps,
        ClauseId::D01,
    ),
    item(
        Transaction,
        (
            "该次购买“不适用无理由退货”的确认记录",
            "The confirmation, for this purchase, that it cannot be returned",
        ),
        Merchant,
        ("未经确认不得拒绝", "without it the merchant may not refuse"),
        Needed,
        ClauseId::D02,
    ),
];
const QUALITY: &[Item] = &[
    item(
        Object,
        (
            "问题的照片或视频、序列号",
            "Photos or video of the fault, the serial number",
        ),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::D09,
    ),
    item(
        Expert,
        (
            "检测报告或维修单（耐用商品六个月内由商家举证）",
            "An inspection or repair report (for durable goods within six months the merchant proves)",
        ),
        Merchant,
        (
            "耐用商品六个月内由商家承担举证责任",
            "for durable goods within six months the merchant proves",
        ),
        Helps,
        ClauseId::D11,
    ),
    item(
        Payment,
        (
            "检测、运输等费用的票据",
            "Receipts for inspection and freight",
        ),
        Consumer,
        ("损失以凭证为准", "losses are counted by receipts"),
        Helps,
        ClauseId::D09,
    ),
];
const FAKE: &[Item] = &[
    item(
        Object,
        (
            "实物、包装和标识的照片",
            "Photos of the goods, the packing and the marks",
        ),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::A03,
    ),
    item(
        Expert,
        (
            "权利人鉴别或检测结论",
            "A finding by the owner of the mark or a laboratory",
        ),
        Consumer,
        (
            "证明商品是假冒；之后由商家证明没有欺骗",
            "shows that it is fake; then the merchant proves it did not deceive",
        ),
        Needed,
        ClauseId::A03,
    ),
    item(
        Transaction,
        ("进货凭证和授权书", "Purchase records and authorisation"),
        Merchant,
        (
            "合法来源由商家证明",
            "a lawful source is for the merchant to prove",
        ),
        Helps,
        ClauseId::D18,
    ),
];
const MISREP: &[Item] = &[
    item(
        Transaction,
        (
            "购买时的商品页面、广告或直播片段",
            "The page, advertisement or live clip at the time of purchase",
        ),
        Consumer,
        (
            "证明承诺了什么；平台保存的快照可以调取",
            "shows what was promised; the platform keeps snapshots",
        ),
        Needed,
        ClauseId::D18,
    ),
    item(
        Object,
        ("实物与描述不符的照片", "Photos of how it differs"),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::A03,
    ),
];
const FOOD: &[Item] = &[
    item(
        Object,
        (
            "外包装、标签、生产日期、保质期、批号的照片；不间断开箱视频",
            "Photos of packing, label, dates and batch; an unbroken video of unpacking",
        ),
        Consumer,
        ("证明不符合安全标准", "shows that it is below the standard"),
        Needed,
        ClauseId::A05,
    ),
    item(
        Logistics,
        ("签收时间", "When it was received"),
        Consumer,
        ("与保质期比较", "compared with the shelf life"),
        Needed,
        ClauseId::A06,
    ),
    item(
        Expert,
        ("检测报告、就诊记录", "A laboratory report, medical records"),
        Consumer,
        (
            "有损失的，可按损失三倍主张",
            "where there is a loss, three times it can be claimed",
        ),
        Helps,
        ClauseId::A05,
    ),
    item(
        Transaction,
        ("进货查验记录", "Records of checks on purchase"),
        Merchant,
        (
            "未履行查验的可以认定明知",
            "without checks the seller counts as knowing",
        ),
        Helps,
        ClauseId::A06,
    ),
];
const PRICE: &[Item] = &[
    item(
        Transaction,
        (
            "标价、承诺或他人同等条件价格的截图（含时间）",
            "The marked or promised price, or that of others on equal conditions, with the time",
        ),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::D15,
    ),
    item(
        Statement,
        (
            "定价规则和自动化决定的说明",
            "An explanation of the pricing and its automation",
        ),
        Platform,
        ("平台应当说明", "the platform has to explain"),
        Helps,
        ClauseId::I05,
    ),
];
const CONSENT: &[Item] = &[
    item(
        Payment,
        ("每一笔扣费记录", "Every charge"),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::D13,
    ),
    item(
        Transaction,
        ("提示和同意的记录", "Records of notice and consent"),
        Merchant,
        (
            "是否提示并取得同意由商家证明",
            "that it told and asked is for the merchant to prove",
        ),
        Needed,
        ClauseId::D14,
    ),
];
const DEPOSIT: &[Item] = &[
    item(
        Payment,
        ("押金支付凭证", "Proof that the deposit was paid"),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::D12,
    ),
    item(
        Object,
        ("归还时的照片", "Photos on return"),
        Consumer,
        ("证明物品完好", "shows that the thing is intact"),
        Helps,
        ClauseId::D12,
    ),
    item(
        Statement,
        ("扣款理由和凭证", "Reasons and receipts for what is kept"),
        Merchant,
        (
            "扣款由商家证明",
            "what is kept is for the merchant to prove",
        ),
        Needed,
        ClauseId::D12,
    ),
];
const PREPAID: &[Item] = &[
    item(
        Transaction,
        ("合同、会员卡、课程表", "The contract, card or timetable"),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::A11,
    ),
    item(
        Statement,
        ("消费记录和余额", "Records of use and the balance"),
        Merchant,
        (
            "掌握记录而拒不提供的，可以按消费者主张认定",
            "withheld records may be held against the merchant",
        ),
        Needed,
        ClauseId::A13,
    ),
];
const MINOR: &[Item] = &[
    item(
        Identity,
        (
            "监护关系证明、出生日期",
            "Proof of guardianship and the date of birth",
        ),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::A14,
    ),
    item(
        Statement,
        (
            "由未成年人操作的说明（设备、时间、聊天记录）",
            "What shows that the minor did it: device, time, chats",
        ),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::A14,
    ),
    item(
        Transaction,
        ("实名和限额记录", "Records of identity checks and limits"),
        Platform,
        RECORDS,
        Helps,
        ClauseId::A15,
    ),
];
const MEASURE: &[Item] = &[
    item(
        Object,
        (
            "称量视频、标示量照片",
            "A video of weighing, a photo of the marked quantity",
        ),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::A03,
    ),
    item(
        Official,
        ("计量检定结论", "A finding of the metrology office"),
        Consumer,
        ASSERTS,
        Helps,
        ClauseId::A03,
    ),
];
const PRIVACY: &[Item] = &[
    item(
        Communication,
        ("骚扰或泄露的记录", "Records of the leak or harassment"),
        Consumer,
        ASSERTS,
        Needed,
        ClauseId::I01,
    ),
    item(
        Statement,
        (
            "查阅、删除请求及答复",
            "Requests for access or deletion, and the answers",
        ),
        Merchant,
        ("处理者说明处理情况", "the processor explains what it did"),
        Helps,
        ClauseId::I03,
    ),
];
const LIVE: &[Item] = &[
    item(
        Transaction,
        ("直播回放片段", "A clip of the live show"),
        Platform,
        (
            "平台保存直播视频不少于三年",
            "the platform keeps live videos for at least three years",
        ),
        Needed,
        ClauseId::D20,
    ),
    item(
        Identity,
        ("直播间运营者身份", "Who runs the live room"),
        Platform,
        ("平台应当提供", "the platform has to supply it"),
        Helps,
        ClauseId::L07,
    ),
];
const XBORDER: &[Item] = &[item(
    Official,
    ("海关清单、中文标签", "Customs list, Chinese label"),
    Merchant,
    (
        "进口食品应符合国家标准",
        "imported food must meet Chinese standards",
    ),
    Helps,
    ClauseId::A07,
)];
const SECONDHAND: &[Item] = &[item(
    Statement,
    ("成色、拆修情况的描述", "The description of wear and repair"),
    Consumer,
    (
        "判断是否如实说明、卖家是否以经营为业",
        "shows whether it was truthful, and whether selling is a business",
    ),
    Needed,
    ClauseId::L05,
)];
