//! The catalogue of the entitlement card.

use super::card::ClaimKind;
use super::condition::Condition;
use super::facts::{Cause, FoodSeller, FraudAct, GoodsKind};
use crate::bilingual::Template;

macro_rules! texts {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(pub(super) const $name: Template = Template::new($zh, $en);)*
    };
}

texts! {
    NOT_A_DECISION:
        "本卡根据所填事实和公开规则计算，供各方参考，不是裁决，也不构成法律意见。",
        "Calculated from the facts stated and published rules, for all sides alike. It is not a decision and not legal advice.";

    ASK_PRICE: "实际支付了多少？", "What was really paid?";
    ASK_RECEIVED: "哪一天签收或接受服务？", "On which day was it received?";
    ASK_GOODS: "是哪一类商品？", "What kind of goods is it?";
    ASK_NOTICED: "哪一天通知商家退货？", "On which day was the merchant told of the return?";
    ASK_MADE: "是按您的要求专门制作，还是从已有商品中选择规格？标题写“定制”不能说明问题。", "Was it made for this buyer, or chosen from existing stock? The word \"custom\" in a title does not decide it.";
    ASK_CONFIRMED: "下单时，这一次购买是否经消费者单独确认“不适用七日无理由退货”？", "Did the consumer confirm, for this purchase, that it cannot be returned without a reason?";
    ASK_DURABLE: "是否属于机动车、计算机、电视机、电冰箱、空调器、洗衣机等耐用商品或装饰装修服务？", "Is it a durable good (car, computer, television, fridge, air conditioner, washing machine …) or decoration?";
    ASK_RESCIND: "收货已超过七日：国家规定或约定是否允许退货，或者是否符合解除合同的条件？", "More than seven days after receipt: do state rules or an agreement allow a return, or can the contract be rescinded?";
    ASK_FRAUD: "属于哪一种欺诈行为？", "Which act of fraud is it?";
    ASK_LOSSES: "造成了哪些损失，各多少？", "Which losses were there, and how much each?";
    ASK_PROMISE: "承诺的是几倍或多少金额？", "How many times the price, or what sum, was promised?";
    ASK_BEST_BEFORE: "保质期到哪一天？或者食品哪里不符合安全标准？", "Until when was its shelf life, or how is it below the safety standard?";
    ASK_NEED: "数量较多或买家可能事先知情：请由人工认定合理生活消费需要的数量。", "Many pieces, or a buyer who may have known: a person finds how many lie within reasonable need.";
    ASK_FAIR: "承诺的、标示的或他人同等条件下的价格是多少？", "What was the price promised, marked, or asked of others on equal conditions?";
    ASK_DEPOSIT_PAID: "交了多少押金？", "How much was the deposit?";
    ASK_RENEWALS: "哪几次自动扣费，各多少，扣费前是否收到提示？", "Which renewals were charged, how much each, and was there notice before them?";
    ASK_ADDED: "哪些项目是默认勾选或搭售的，各多少？", "Which things were ticked or bundled without asking, and how much each?";
    ASK_PRINCIPAL: "预付了多少本金（不含赠送）？", "How much was paid in advance, without what was given on top?";
    ASK_PREPAID_ON: "哪一天付款？", "On which day was it paid?";
    ASK_HAD_BEFORE: "付款前是否从该商家获得过相同的商品或服务？", "Had the consumer had the same goods or service from this merchant before?";
    ASK_PLAN: "是储值、计次还是计时？用了多少？", "Is it a balance, a number of times or a period, and how much of it is used?";
    ASK_CAUSE: "因哪一方的原因不再继续？", "Because of whom does it end?";
    ASK_PAYMENTS: "每一次付款的日期和金额？", "The day and amount of each payment?";
    ASK_BORN: "付款人的出生日期？", "When was the one who paid born?";
    ASK_PARCEL_LOSS: "丢失或损毁造成多少损失？", "How much is the loss or damage?";

    FREIGHT_CONSUMER: "退回运费由消费者承担，另有约定或商家承诺的除外。", "The freight back is the consumer's unless agreed or promised otherwise.";
    FREIGHT_MERCHANT: "运输等必要费用由商家承担。", "Freight and other necessary cost are the merchant's.";
    NOT_NO_REASON: "交付的商品与约定不符，不是无理由退货，定作也不影响该权利。", "What came is not what was agreed: this is no return without a reason, and being custom-made does not matter.";
    EXCLUSION_HOLDS: "属于不适用无理由退货的商品，且该次购买已经确认。", "Goods of a kind that cannot be returned without a reason, confirmed for this purchase.";
    EXCLUSION_UNCONFIRMED: "未经消费者对该次购买单独确认，商家不得拒绝无理由退货。", "Without the consumer's confirmation for this purchase the merchant may not refuse.";
    EXCLUSION_CONFLICT: "两项依据方向不同：法律把此类商品排除在外（消费者权益保护法第二十五条），实施条例第十九条要求显著标注并经确认、未经确认不得拒绝。须由人工判断。", "Two rules pull apart: the law excludes such goods (art. 25), while the implementing regulation (art. 19) forbids refusal without marking and confirmation. A person has to judge.";
    RETURN_UNTIL: "{received} 签收，七日自次日起算，至 {last} 前发出退货通知即可。", "Received on {received}: the seven days begin the next day, and notice is in time until {last}.";
    RETURN_WINDOW: "{received} 签收，期限至 {last}，{noticed} 通知。", "Received on {received}, in time until {last}, noticed on {noticed}.";
    REFUND_UNTIL: "{returned} 收到退货，应当在 {last} 前退款。", "The goods were back on {returned}; the refund is due by {last}.";
    REFUND_OVERDUE: "{returned} 收到退货，最迟应当在 {last} 退款，现已逾期。", "The goods were back on {returned}; the refund was due by {last} and is overdue.";
    DELAY_BY_PROVINCE: "按本省规定，自 {since} 起超过五日（至 {last}）未答复或未履行，属于故意拖延；平台应当先行赔付。", "By the rules of this province, five days without an answer since {since} (until {last}) are deliberate delay; the platform pays in advance.";
    CLOSED_AND_EVADING: "收取预付款后终止营业并恶意逃避退款的，可以请求惩罚性赔偿；以全部预付款还是剩余部分为基数尚无定论，故给出范围。", "Whoever takes prepayments, closes and evades refunds owes punitive damages. Whether on the whole prepayment or on what is left of it is not settled, hence a range.";
    NO_AMOUNT: "法律没有为这一类争议规定可以直接计算的金额；您仍可以提出请求，由双方协商，或者通过投诉、仲裁、诉讼解决。", "The law fixes no sum for this kind of dispute. You can still ask for what you want and settle it, complain, arbitrate or sue.";
    DELIBERATE_DELAY: "自 {since} 起已超过十五日（至 {last}），可能构成故意拖延或者无理拒绝，可以举报。", "More than fifteen days since {since} (until {last}): this may be deliberate delay or refusal without reason, and can be reported.";
    QUALITY_RETURN_UNTIL: "{received} 收货，七日内（至 {last}）可以退货。", "Received on {received}; a return is granted until {last}.";
    DURABLE_UNTIL: "耐用商品：{received} 收货，{last} 前发现瑕疵的由商家举证，之后由消费者举证。", "Durable goods received on {received}: a flaw found until {last} is for the merchant to disprove, later for the consumer to prove.";
    DEPOSIT_DEDUCTIONS: "商家主张扣款的，应当说明并证明理由；没有证明的不得扣除。", "What the merchant wants to keep it must state and prove; what it does not prove it may not keep.";
    CONSENT_BURDEN: "是否提示并取得同意由商家证明。", "That it told and asked is for the merchant to prove.";
    FOOD_FIRST: "食品：首先被要求赔偿的经营者先行赔付，不得推诿；先行赔付入口已开放。", "Food: whoever is asked first pays first and may not pass it on; advance compensation is open.";
    PLATFORM_PAYS: "平台不能提供经营者真实名称、地址和有效联系方式的，可以向平台要求赔偿（{amount}），平台赔偿后向经营者追偿。", "A platform that cannot give the seller's true name, address and working contact can be claimed from itself ({amount}) and then recovers from the seller.";
    RECORDS_WITHHELD: "商家掌握记录而拒不提供的，可以认定消费者主张的事实。", "Where the merchant holds records and refuses them, facts may be found as the consumer says.";
    UP_TO: "以下限额内由裁判者酌定。", "Up to this sum, as a court finds fit.";
    REASONABLE_NEED: "数量较多或买家可能事先知情：惩罚性赔偿以合理生活消费需要为限，由人工认定；价款照退。", "Many pieces, or a buyer who may have known: punitive damages only within reasonable need, which a person finds; the price comes back in any case.";
    NEED_SETTLED: "按认定的合理生活消费需要数量计算。", "Counted on the pieces found to lie within reasonable need.";
    PREPAID_COOLING: "付款之日起七日内要求，且此前未获得过相同商品或服务，全额返还本金。", "Asked for within seven days of payment, and the same was not had before: all of it comes back.";
    PREPAID_REST: "剩余预付款 = 预付款 − 已用价值；非消费者原因按优惠价折算，消费者原因按优惠前价格折算，且不会倒欠。", "What is left is the prepayment less the value used: at the discounted price, or at the full one where the reason is the consumer's, who never comes to owe.";
    INTEREST_RATE: "利息：经营者原因按合同订立时一年期贷款市场报价利率，消费者原因按一年期定期存款基准利率，自解除之日起算。", "Interest from rescission: the one-year loan prime rate where the merchant is the cause, the one-year deposit base rate where the consumer is.";
    MINOR_VOID: "不满八周岁：行为无效，所付应当返还。", "Under eight: void, and what was paid goes back.";
    MINOR_FITTING: "八至十八周岁：与年龄、智力相适应的有效，其余须经监护人追认；商家催告后三十日未表示的视为拒绝。", "Eight to eighteen: valid if fitting for age and intellect, otherwise only if a guardian ratifies; thirty days of silence after a demand mean no.";
    MINOR_FAULT: "返还数额还要看：监护人是否尽责、平台是否实名与限额、付款次数和时间、已消费部分能否返还。因此只给范围。", "How much also depends on the guardian's care, on identity checks and limits, on how often and when it was paid, and on what can be given back. Hence a range.";
    MINOR_LIMITS: "其中超出未成年人游戏充值限额的部分为 {over} 元。", "Of this, {over} yuan lie beyond the limits for minors in games.";
    PAID_AS_ADULT: "部分付款时已满十八周岁，不适用未成年人规则。", "Some payments were made after the eighteenth birthday, where these rules do not hold.";
    PARCEL_INSURED: "已保价：按保价规则赔偿，不超过保价金额。", "Insured: compensated by the insured sum.";
    PARCEL_CIVIL: "未保价：依照民事法律赔偿实际损失。", "Not insured: the loss itself, by civil law.";
    PARCEL_MERCHANT: "商品签收前的风险一般由商家承担，可以要求商家退款或补发。", "Until the parcel is received the risk is as a rule the merchant's, who refunds or sends again.";

    LABEL_ESSENTIAL: "缺少或虚标生产者、配料、日期、保质期等，不属于可以不赔的标签瑕疵。", "Maker, ingredients, date or shelf life missing or false are no mere label flaw.";
    LABEL_PRESENTATION: "仅为不影响安全、不误导的标注形式问题，不支持惩罚性赔偿。", "Only the form of the label, with no effect on safety and no misleading: no punitive damages.";
    PAST_SHELF_LIFE: "保质期至 {best_before}，{received} 收到时已过期。", "Its shelf life ended on {best_before}, before it was received on {received}.";
    KNEW_PAST_SHELF_LIFE: "销售已过保质期的食品，视为明知。", "Whoever sells food past its shelf life counts as knowing.";
    PRODUCER_NEED_NOT_KNOW: "向生产者要求的，不以明知为条件。", "Against the producer, knowing is not asked for.";

    BURDEN_CLAIMANT: "谁主张谁举证。", "Who asserts it proves it.";
    BURDEN_REBUTTABLE: "行为查明后，由商家证明没有欺骗、误导。", "Once the act is shown, the merchant proves that it did not deceive.";
    BURDEN_OBJECTION: "这是商家的抗辩，由商家证明。", "This is the merchant's objection, for the merchant to prove.";
    BURDEN_KNOWING_BUYER: "主张购买者明知的，由商家证明。", "That the buyer knew is for the merchant to prove.";
    BURDEN_CONFIRMED: "不适用无理由退货并经确认，由商家出示该次购买的确认记录。", "The merchant shows the confirmation recorded for this purchase.";
    BURDEN_DEDUCTION: "扣款理由由商家证明。", "The reason for keeping something is for the merchant to prove.";
    BURDEN_DELIVERY: "交付由商家证明（合同、交易和物流记录）。", "Delivery is for the merchant to prove, by its records.";
    BURDEN_EXPLAIN: "自动化定价的差异由平台说明。", "The platform explains what its automated pricing did.";
    BURDEN_RATIFIED: "监护人同意或追认由商家证明。", "That a guardian agreed is for the merchant to prove.";
    BURDEN_IDENTITY: "平台证明已提供真实名称、地址和有效联系方式。", "The platform proves that it gave the true name, address and a working contact.";
    BURDEN_DURABLE: "耐用商品或装修服务六个月内发现瑕疵，由商家举证。", "Durable goods or decoration, found within six months: the merchant proves.";
    BURDEN_DURABLE_OVER: "发现瑕疵时已满六个月，由消费者举证。", "Found after six months: the consumer proves.";
}

/// What is claimed.
pub(super) fn claim(kind: ClaimKind) -> Template {
    let (zh, en) = match kind {
        ClaimKind::Refund => ("退还价款", "The price back"),
        ClaimKind::ReturnRefund => ("退货退款", "Return and refund"),
        ClaimKind::NoReasonReturn => ("七日无理由退货", "Return without a reason"),
        ClaimKind::RepairReplace => ("修理或更换", "Repair or replacement"),
        ClaimKind::Redo => ("重作", "Making it anew"),
        ClaimKind::PriceDifference => ("退还差价", "The difference in price"),
        ClaimKind::DepositReturn => ("退还押金", "The deposit back"),
        ClaimKind::PrepaidRefund => ("退还预付款", "The prepayment back"),
        ClaimKind::RenewalRefund => ("退还未提示的续费", "Renewals without notice back"),
        ClaimKind::AddedRefund => (
            "退还默认勾选或搭售的费用",
            "What was added without asking back",
        ),
        ClaimKind::MinorRefund => ("退还未成年人付款", "A minor's payments back"),
        ClaimKind::ParcelLoss => ("快件损失", "Loss of the parcel"),
        ClaimKind::Losses => ("赔偿损失", "Losses"),
        ClaimKind::Interest => ("利息", "Interest"),
        ClaimKind::Treble => ("三倍赔偿", "Three times the price"),
        ClaimKind::Tenfold => ("十倍赔偿", "Ten times the price"),
        ClaimKind::FoodTripleLoss => ("损失三倍赔偿", "Three times the loss"),
        ClaimKind::HarmPunitive => ("损失二倍以下的惩罚性赔偿", "Up to twice the losses"),
        ClaimKind::Promised => ("按承诺赔付", "What was promised"),
        ClaimKind::Misinformation => (
            "错误信息赔付（该平台标准）",
            "Misposted information, by that platform's standard",
        ),
    };
    Template::new(zh, en)
}

/// What the law asks for.
pub(super) fn condition(condition: Condition) -> Template {
    let (zh, en) = match condition {
        Condition::ForLiving => ("为生活消费需要购买", "Bought for living"),
        Condition::Deceived => ("商家的行为属于欺诈", "The merchant's act is fraud"),
        Condition::NotPlanted => (
            "不是夹带、掉包、造假、捏造",
            "Nothing was planted, swapped or faked",
        ),
        Condition::LabelMatters => (
            "标签、说明问题影响质量或造成误导",
            "The flaw of the label affects quality or misleads",
        ),
        Condition::Defect => ("商品或服务存在质量问题", "The goods or service are faulty"),
        Condition::ReturnGranted => (
            "可以退货（七日内，或规定、约定、解除条件允许）",
            "A return is granted: within seven days, or by rules, agreement or rescission",
        ),
        Condition::KnowinglyDefective => ("商家明知存在缺陷", "The merchant knew of the defect"),
        Condition::SeriousHarm => (
            "造成死亡或者健康严重损害",
            "Death or serious harm came of it",
        ),
        Condition::BelowStandard => ("不符合（食品）安全标准", "Below the safety standard"),
        Condition::SellerKnew => ("经营者明知", "The seller knew"),
        Condition::WithinNeed => ("在合理生活消费需要范围内", "Within reasonable need"),
        Condition::NotAsAgreed => ("与约定不符", "Not what was agreed"),
        Condition::NotDelivered => ("未交付、丢失或者损毁", "Not delivered, lost or damaged"),
        Condition::Returnable => (
            "不属于不适用无理由退货的商品",
            "Goods that can be returned without a reason",
        ),
        Condition::InTime => ("在七日内发出退货通知", "Notice was given within seven days"),
        Condition::Intact => ("商品完好", "The goods are intact"),
        Condition::DepositEnded => ("退还押金的条件已经具备", "The deposit is due back"),
        Condition::Promised => (
            "商家或平台作出过该承诺",
            "The merchant or platform promised it",
        ),
        Condition::EqualConditions => ("交易条件相同", "The conditions were equal"),
        Condition::PriceCommitment => (
            "商家承诺或标示过该价格",
            "That price was promised or marked",
        ),
        Condition::PaidByMinor => ("付款由未成年人本人作出", "The minor paid"),
        Condition::NotFitting => (
            "与其年龄、智力不相适应",
            "It does not fit age and intellect",
        ),
        Condition::NotRatified => ("监护人没有同意或追认", "No guardian agreed"),
        Condition::Misposted => ("发布了错误信息", "Information was misposted"),
        Condition::ServiceFailed => ("未按约定提供", "It was not provided as agreed"),
        Condition::PlatformCannotIdentify => (
            "平台不能提供经营者真实信息",
            "The platform cannot identify the seller",
        ),
        Condition::RecordsWithheld => ("商家掌握记录而拒不提供", "The merchant withholds records"),
        Condition::ClosedAndEvading => (
            "商家收款后停业并逃避退款",
            "The merchant closed its business and evades refunds",
        ),
    };
    Template::new(zh, en)
}

/// A kind of goods, as people are asked for it.
pub(super) fn goods(goods: GoodsKind) -> Template {
    let (zh, en) = match goods {
        GoodsKind::Ordinary => ("普通商品", "Ordinary goods"),
        GoodsKind::Custom => ("定作、定制的商品", "Custom-made goods"),
        GoodsKind::Fresh => ("鲜活易腐的商品", "Fresh or perishable goods"),
        GoodsKind::DigitalUnsealed => (
            "下载的或已拆封的音像、软件等数字化商品",
            "Digital goods, downloaded or unsealed",
        ),
        GoodsKind::Newspaper => ("交付的报纸、期刊", "Newspapers and periodicals"),
        GoodsKind::Hygiene => (
            "拆封后影响安全、健康或品质的商品",
            "Goods whose safety, hygiene or quality suffers once opened",
        ),
        GoodsKind::Activated => (
            "激活或试用后价值贬损较大的商品",
            "Goods that lose much value once activated or tried",
        ),
        GoodsKind::Discounted => (
            "已明示的临期或瑕疵商品",
            "Goods near expiry or flawed, and so marked",
        ),
    };
    Template::new(zh, en)
}

/// An act of fraud, as people are asked for it.
pub(super) fn act(act: FraudAct) -> Template {
    let (zh, en) = match act {
        FraudAct::Unsafe => (
            "不符合人身、财产安全要求",
            "Not safe for people or property",
        ),
        FraudAct::Spoiled => ("失效、变质", "Expired or spoiled"),
        FraudAct::ForgedOrigin => ("伪造产地、厂名、厂址", "Forged origin or maker"),
        FraudAct::ForgedMark => ("伪造认证等质量标志", "Forged marks of quality"),
        FraudAct::Trademark => ("侵犯注册商标", "Another's trademark"),
        FraudAct::PassingOff => (
            "冒充知名商品的名称、包装",
            "Passed off as a known brand by name or packing",
        ),
        FraudAct::Adulterated => (
            "掺杂、掺假，以次充好，以不合格冒充合格",
            "Adulterated, or worse than it is sold as",
        ),
        FraudAct::Obsolete => ("国家明令淘汰的商品", "Goods the state has withdrawn"),
        FraudAct::FalseScales => ("计量作弊，缺斤少两", "False weight or measure"),
        FraudAct::TakingMoney => (
            "骗取价款而不提供商品或服务",
            "Money taken without supplying anything",
        ),
        FraudAct::MisleadingPromotion => (
            "虚假或引人误解的宣传（含虚构交易、评价）",
            "False or misleading promotion, fake trades and reviews included",
        ),
        FraudAct::ServiceFraud => ("服务中的欺诈", "Fraud in a service"),
    };
    Template::new(zh, en)
}

/// Because of whom a prepaid contract ends.
pub(super) fn cause(cause: Cause) -> Template {
    match cause {
        Cause::Merchant => Template::new(
            "商家原因（停业、搬迁、变更服务等）",
            "The merchant (closed, moved, changed the service …)",
        ),
        Cause::Consumer => Template::new("消费者自己的原因", "The consumer's own reasons"),
    }
}

/// Against whom a claim about food is made.
pub(super) fn seller(seller: FoodSeller) -> Template {
    match seller {
        FoodSeller::Producer => Template::new("生产者", "The producer"),
        FoodSeller::Operator => Template::new("经营者（销售者）", "The seller"),
    }
}
