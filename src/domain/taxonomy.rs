//! Closed lists that people choose from. The wire and the log use the same snake-case codes.

/// Makes an enum whose variants have one code each, in one list.
#[macro_export]
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$item])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// The whole list, in reading order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code on the wire and in the log.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The entry of that code.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }

        $crate::schema::codes!($name);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

closed_list! {
    /// What the dispute is about (taxonomy §1).
    Category {
        /// 交付物流
        Delivery = "delivery",
        /// 无理由退货
        Return7 = "return7",
        /// 质量与三包
        Quality = "quality",
        /// 假冒
        Fake = "fake",
        /// 虚假宣传与描述不符
        Misrep = "misrep",
        /// 食品安全
        Food = "food",
        /// 药品、医疗器械、化妆品
        Health = "health",
        /// 价格
        Price = "price",
        /// 大数据杀熟
        Bigdata = "bigdata",
        /// 捆绑搭售
        Bundle = "bundle",
        /// 默认同意
        DefaultConsent = "default_consent",
        /// 自动续费
        Autorenew = "autorenew",
        /// 押金退还
        Deposit = "deposit",
        /// 预付式消费
        Prepaid = "prepaid",
        /// 合同与格式条款
        Contract = "contract",
        /// 服务质量
        Service = "service",
        /// 售后态度与流程
        Aftersales = "aftersales",
        /// 发票
        Invoice = "invoice",
        /// 个人信息
        Privacy = "privacy",
        /// 评价纠纷
        Review = "review",
        /// 未成年人消费
        Minor = "minor",
        /// 人身财产安全
        Safety = "safety",
        /// 人格权益
        Dignity = "dignity",
        /// 计量
        Measure = "measure",
        /// 不归本平台
        Out = "out",
    }
}

closed_list! {
    /// What may come on top of any category.
    Overlay {
        /// 直播带货
        Live = "live",
        /// 跨境
        Xborder = "xborder",
        /// 二手与个人交易
        Secondhand = "secondhand",
    }
}

closed_list! {
    /// What the consumer asks for, and what an obligation is about (taxonomy §2).
    Remedy {
        /// 全额退款
        RefundFull = "refund_full",
        /// 部分退款
        RefundPart = "refund_part",
        /// 退货退款
        ReturnRefund = "return_refund",
        /// 仅退款
        RefundNoReturn = "refund_no_return",
        /// 更换
        Replace = "replace",
        /// 修理
        Repair = "repair",
        /// 重作
        Redo = "redo",
        /// 补发、补足
        Reship = "reship",
        /// 继续履行
        Perform = "perform",
        /// 退差价
        PriceDiff = "price_diff",
        /// 退押金
        DepositBack = "deposit_back",
        /// 运费、检测费
        Freight = "freight",
        /// 赔偿损失
        Damages = "damages",
        /// 三倍赔偿
        Punitive3x = "punitive_3x",
        /// 十倍赔偿
        Punitive10x = "punitive_10x",
        /// 按承诺赔付
        PromisedComp = "promised_comp",
        /// 开具发票
        Invoice = "invoice",
        /// 道歉
        Apology = "apology",
        /// 删除信息
        DeleteData = "delete_data",
        /// 停止行为
        Stop = "stop",
        /// 说明理由
        Explain = "explain",
        /// 解除合同
        CancelContract = "cancel_contract",
    }
}

impl Remedy {
    /// Whether it is paid in money, so that an amount belongs to it.
    pub const fn is_money(self) -> bool {
        match self {
            Self::RefundFull
            | Self::RefundPart
            | Self::ReturnRefund
            | Self::RefundNoReturn
            | Self::PriceDiff
            | Self::DepositBack
            | Self::Freight
            | Self::Damages
            | Self::Punitive3x
            | Self::Punitive10x
            | Self::PromisedComp => true,
            Self::Replace
            | Self::Repair
            | Self::Redo
            | Self::Reship
            | Self::Perform
            | Self::Invoice
            | Self::Apology
            | Self::DeleteData
            | Self::Stop
            | Self::Explain
            | Self::CancelContract => false,
        }
    }
}

closed_list! {
    /// What a file proves (taxonomy §3).
    EvidenceKind {
        /// 交易
        Transaction = "transaction",
        /// 支付
        Payment = "payment",
        /// 物流
        Logistics = "logistics",
        /// 沟通
        Communication = "communication",
        /// 实物
        Object = "object",
        /// 专业
        Expert = "expert",
        /// 身份关系
        Identity = "identity",
        /// 官方
        Official = "official",
        /// 陈述
        Statement = "statement",
    }
}

closed_list! {
    /// Who else may already have the dispute.
    ElsewhereTarget {
        /// 法院
        Court = "court",
        /// 仲裁机构
        Arbitration = "arbitration",
        /// 市场监管部门 (12315)
        Bureau = "bureau",
        /// 消费者协会
        ConsumerAssociation = "consumer_association",
        /// 其他行政机关
        OtherAuthority = "other_authority",
    }
}

closed_list! {
    /// On what ground the platform does not handle a dispute (办法 16, told in taxonomy §5).
    RejectionGround {
        /// 不属于职责范围
        OutOfScope = "rej_out_of_scope",
        /// 已由其他机构受理或处理
        AlreadyHandled = "rej_already_handled",
        /// 非生活消费
        NotConsumer = "rej_not_consumer",
        /// 超过三年
        Over3y = "rej_over_3y",
        /// 材料不全或虚假
        Materials = "rej_materials",
        /// 冒用身份
        Identity = "rej_identity",
        /// 其他
        Other = "rej_other",
    }
}

closed_list! {
    /// Why a mediator ends a mediation (办法 23, told in taxonomy §5).
    TerminationReason {
        /// 无正当理由不参加
        NoShow = "term_no_show",
        /// 明确拒绝调解
        Refused = "term_refused",
        /// 不能达成协议
        NoAgreement = "term_no_agreement",
        /// 对鉴定费用不能达成一致
        AppraisalCost = "term_appraisal_cost",
        /// 期限届满
        SixtyDays = "term_60d",
        /// 发现不应受理或者涉嫌敲诈勒索
        Art16Or42 = "term_art16_or_42",
        /// 当事人死亡或者终止
        PartyGone = "term_party_gone",
        /// 无法联系
        Unreachable = "term_unreachable",
        /// 拒绝签署
        RefusedSign = "term_refused_sign",
        /// 其他
        Other = "term_other",
    }
}

impl TerminationReason {
    /// The closing reason by which cases are counted.
    pub fn closure_code(self) -> String {
        self.code().to_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_as_its_entry() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.code()), Some(*category));
            let json = serde_json::to_string(category).unwrap();
            assert_eq!(json, format!("\"{}\"", category.code()));
        }
        assert_eq!(Remedy::parse("nonsense"), None);
    }
}
