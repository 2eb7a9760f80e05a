//! The words of the procedure: phases, seats, verbs and the conditions that tell rows apart.

use serde::{Deserialize, Serialize};

use crate::closed_list;
use crate::ruleset::TermId;

closed_list! {
    /// A state machine of its own within a dispute; each has its rows in the one table.
    Track {
        /// The way from the filing to the end.
        Main = "main",
    }
}

closed_list! {
    /// Where a dispute stands on its main track.
    Phase {
        /// 草稿
        Draft = "draft",
        /// 首问处理
        FirstResponse = "first_response",
        /// 待补充材料
        AwaitingMaterial = "awaiting_material",
        /// 协商和解
        Negotiation = "negotiation",
        /// 征询调解意愿
        MediationConsent = "mediation_consent",
        /// 选定调解员
        MediatorAppointment = "mediator_appointment",
        /// 调解中
        Mediation = "mediation",
        /// 协议签署
        Signing = "signing",
        /// 履行中
        Performance = "performance",
        /// 中止
        Suspended = "suspended",
        /// 未达成一致
        Impasse = "impasse",
        /// 已结案
        Closed = "closed",
    }
}

impl Phase {
    /// Whether something is still to happen here, so that a term must run or stand paused.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Draft | Self::Closed)
    }
}

closed_list! {
    /// In which capacity somebody acts in one dispute.
    Seat {
        /// 消费者（申请人）
        Consumer = "consumer",
        /// 监护人
        Guardian = "guardian",
        /// 委托代理人
        Proxy = "proxy",
        /// 商家等（被申请人）
        Respondent = "respondent",
        /// 首问责任人
        FirstResponder = "first_responder",
        /// 客服
        ServiceAgent = "service_agent",
        /// 客服主管
        Supervisor = "supervisor",
        /// 调解秘书
        Registrar = "registrar",
        /// 调解员
        Mediator = "mediator",
        /// The seat of jobs: time itself.
        Clock = "clock",
    }
}

impl Seat {
    /// Whether the seat belongs to the side that filed.
    pub const fn is_consumer_side(self) -> bool {
        matches!(self, Self::Consumer | Self::Guardian | Self::Proxy)
    }

    /// Whether the seat belongs to the platform.
    pub const fn is_platform(self) -> bool {
        matches!(
            self,
            Self::FirstResponder | Self::ServiceAgent | Self::Supervisor
        )
    }

    /// Whether the seat belongs to the body that was asked to mediate.
    pub const fn is_body(self) -> bool {
        matches!(self, Self::Registrar | Self::Mediator)
    }

    /// Whether the seat belongs to a side of the dispute.
    pub const fn is_party(self) -> bool {
        self.is_consumer_side() || matches!(self, Self::Respondent)
    }
}

closed_list! {
    /// What can be done.
    Verb {
        /// 提交争议申请
        File = "file",
        /// 记录送达
        RecordDelivery = "record_delivery",
        /// 存档文书
        KeepDocument = "keep_document",
        /// 首问答复
        Answer = "answer",
        /// 商家回应
        Respond = "respond",
        /// 要求补充材料
        AskMaterial = "ask_material",
        /// 补充材料
        SupplyMaterial = "supply_material",
        /// 提交证据
        SubmitEvidence = "submit_evidence",
        /// 要求举证
        DemandEvidence = "demand_evidence",
        /// 记录联系
        RecordAttempt = "record_attempt",
        /// 更正联系方式
        CorrectContact = "correct_contact",
        /// 标记失联
        MarkUnreachable = "mark_unreachable",
        /// 确认失联
        ConfirmUnreachable = "confirm_unreachable",
        /// 接办
        TakeOver = "take_over",
        /// 催办
        Urge = "urge",
        /// 提出方案
        Offer = "offer",
        /// 提出不同方案
        Counter = "counter",
        /// 撤回方案
        WithdrawOffer = "withdraw_offer",
        /// 接受方案
        AcceptOffer = "accept_offer",
        /// 协商不成
        DeclareFailed = "declare_failed",
        /// 延长协商
        Extend = "extend",
        /// 申请调解
        AskMediation = "ask_mediation",
        /// 同意调解
        Consent = "consent",
        /// 不同意调解
        Decline = "decline",
        /// 接受案件
        AcceptCase = "accept_case",
        /// 不接受案件
        DeclineCase = "decline_case",
        /// 指定调解员
        Appoint = "appoint",
        /// 不同意人选
        ObjectToMediator = "object_to_mediator",
        /// 接受指定
        AcceptAppointment = "accept_appointment",
        /// 不接受指定
        DeclineAppointment = "decline_appointment",
        /// 申请回避
        Challenge = "challenge",
        /// 回避决定
        DecideChallenge = "decide_challenge",
        /// 退出调解
        Resign = "resign",
        /// 更换调解员
        Replace = "replace",
        /// 开始单独沟通
        OpenCaucus = "open_caucus",
        /// 结束单独沟通
        CloseCaucus = "close_caucus",
        /// 向新调解员公开单独沟通
        UnsealCaucus = "unseal_caucus",
        /// 约定调解会议
        SetSession = "set_session",
        /// 选择会议时间
        ChooseSession = "choose_session",
        /// 确定会议时间
        FixSession = "fix_session",
        /// 取消调解会议
        CancelSession = "cancel_session",
        /// 记录到场情况
        RecordAttendance = "record_attendance",
        /// 会议时间到; only the clock says so.
        SessionTime = "session_time",
        /// 调解员离任; only the clock says so.
        MediatorGone = "mediator_gone",
        /// 暂停发言
        Mute = "mute",
        /// 恢复发言
        Unmute = "unmute",
        /// 请离调解室
        Remove = "remove",
        /// 请回调解室
        LetIn = "let_in",
        /// 提出无争议事实
        ProposeFact = "propose_fact",
        /// 确认无争议事实
        ConfirmFact = "confirm_fact",
        /// 对事实有异议
        DisputeFact = "dispute_fact",
        /// 提出调解方案
        Propose = "propose",
        /// 结束调解
        EndMediation = "end_mediation",
        /// 终止调解
        Terminate = "terminate",
        /// 签名
        Sign = "sign",
        /// 盖章
        Seal = "seal",
        /// 申请司法确认
        ApplyConfirmation = "apply_confirmation",
        /// 记录履行
        RecordPerformance = "record_performance",
        /// 确认已履行
        ConfirmObligation = "confirm_obligation",
        /// 对履行有异议
        DisputeObligation = "dispute_obligation",
        /// 违约后的选择
        ChooseAfterBreach = "choose_after_breach",
        /// 中止
        Suspend = "suspend",
        /// 恢复
        Resume = "resume",
        /// 登记其他机构的受理
        RecordExternal = "record_external",
        /// 并入另一件争议
        Merge = "merge",
        /// 撤销并入
        Unmerge = "unmerge",
        /// 平台不予处理
        Refuse = "refuse",
        /// 平台停止处理
        Discontinue = "discontinue",
        /// 申诉
        Appeal = "appeal",
        /// 申诉决定
        DecideAppeal = "decide_appeal",
        /// 撤回申请
        Withdraw = "withdraw",
        /// 结案
        Close = "close",
        /// 重新处理
        Reopen = "reopen",
        /// 提醒
        Remind = "remind",
        /// A term came to its end; only the clock says so.
        TermEnds = "term_ends",
        /// 说明事实
        StateFacts = "state_facts",
        /// 选择途径
        ChooseDoor = "choose_door",
        /// 重算期限
        RecomputeTerms = "recompute_terms",
    }
}

/// What tells two rows of the same verb and phase apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Nothing: there is one row.
    Always,
    /// It was not done before in this dispute.
    FirstTime,
    /// It was done before.
    Again,
    /// Others still have to do the same.
    MoreToCome,
    /// Too few are left to go on with.
    TooFew,
    /// With this one it is complete.
    Complete,
    /// Everything promised is due today.
    SameDay,
    /// Something promised is due later.
    LaterDay,
    /// A court has the dispute.
    Court,
    /// Somebody other than a court has it.
    NotCourt,
    /// An acceptance slip was shown.
    WithSlip,
    /// The slip is still to be shown.
    WithoutSlip,
    /// An appraisal is to be waited for.
    Appraisal,
    /// The choice is a new date.
    NewDate,
    /// The choice is to give the agreement up.
    GiveUp,
    /// The agreement in force is not touched.
    Stands,
    /// Whoever agreed had nothing to do with it.
    Void,
    /// The decision is for the one who appealed.
    Upheld,
    /// The decision stands.
    Dismissed,
    /// It was closed as performed.
    AfterPerformance,
    /// It was closed otherwise.
    WithoutPerformance,
    /// The term that ended.
    Term(TermId),
    /// The term that ended, with a proof of performance for everything.
    TermWithProof(TermId),
    /// The term that ended, with a proof for this promise while others are open.
    TermWithProofForOne(TermId),
    /// The term that ended, without any proof of performance.
    TermWithoutProof(TermId),
    /// The term that ended, with enough who are willing.
    TermWithWilling(TermId),
    /// The term that ended, with too few who are willing.
    TermWithoutWilling(TermId),
    /// The term that ended, for the first time.
    TermFirst(TermId),
    /// The term that ended, after another attempt had failed.
    TermAgain(TermId),
}

impl Condition {
    /// The word on the wire and in the published table.
    pub fn code(self) -> String {
        match self {
            Self::Always => "always".into(),
            Self::FirstTime => "first_time".into(),
            Self::Again => "again".into(),
            Self::MoreToCome => "more_to_come".into(),
            Self::TooFew => "too_few".into(),
            Self::Complete => "complete".into(),
            Self::SameDay => "same_day".into(),
            Self::LaterDay => "later_day".into(),
            Self::Court => "court".into(),
            Self::NotCourt => "not_court".into(),
            Self::WithSlip => "with_slip".into(),
            Self::WithoutSlip => "without_slip".into(),
            Self::Appraisal => "appraisal".into(),
            Self::NewDate => "new_date".into(),
            Self::GiveUp => "give_up".into(),
            Self::Stands => "stands".into(),
            Self::Void => "void".into(),
            Self::Upheld => "upheld".into(),
            Self::Dismissed => "dismissed".into(),
            Self::AfterPerformance => "after_performance".into(),
            Self::WithoutPerformance => "without_performance".into(),
            Self::Term(term) => format!("term:{term}"),
            Self::TermWithProof(term) => format!("term:{term}:proved"),
            Self::TermWithProofForOne(term) => format!("term:{term}:proved_in_part"),
            Self::TermWithoutProof(term) => format!("term:{term}:unproved"),
            Self::TermWithWilling(term) => format!("term:{term}:willing"),
            Self::TermWithoutWilling(term) => format!("term:{term}:unwilling"),
            Self::TermFirst(term) => format!("term:{term}:first_time"),
            Self::TermAgain(term) => format!("term:{term}:again"),
        }
    }
}

closed_list! {
    /// Why a dispute is suspended.
    SuspensionReason {
        /// 法院已受理
        Court = "court",
        /// 公安机关已受理
        Police = "police",
        /// 申请回避
        Recusal = "recusal",
        /// 鉴定、检测
        Appraisal = "appraisal",
        /// 已并入另一件争议
        Merged = "merged",
    }
}

impl SuspensionReason {
    /// Whether an acceptance slip shows that somebody else has the matter.
    pub const fn needs_slip(self) -> bool {
        matches!(self, Self::Court | Self::Police)
    }
}

closed_list! {
    /// How a dispute ended.
    ClosingKind {
        /// 全部履行并经确认
        Performed = "performed",
        /// 有履行凭证，未经确认
        PerformedUnconfirmed = "performed_unconfirmed",
        /// 调解协议全部履行并经确认
        MediatedPerformed = "mediated_performed",
        /// 调解协议有履行凭证，未经确认
        MediatedUnconfirmed = "mediated_unconfirmed",
        /// 平台不予处理
        Rejected = "rejected",
        /// 申请人撤回
        Withdrawn = "withdrawn",
        /// 未达成一致
        NoSettlement = "no_settlement",
        /// 并入另一件争议
        Merged = "merged",
    }
}

impl ClosingKind {
    /// The closing reason of the taxonomy (§5), by which cases are counted.
    pub const fn closure_code(self) -> &'static str {
        match self {
            Self::Performed | Self::PerformedUnconfirmed => "SETTLED_NEGOTIATION",
            Self::MediatedPerformed | Self::MediatedUnconfirmed => "MEDIATED_PERFORMED",
            Self::Rejected => "REJ",
            Self::Withdrawn => "TERM_WITHDRAWN",
            Self::NoSettlement => "TERM_NO_AGREEMENT",
            // The matter is counted where it goes on.
            Self::Merged => "TERM_OTHER",
        }
    }

    /// Whether a promise was kept.
    pub const fn is_performed(self) -> bool {
        match self {
            Self::Performed
            | Self::PerformedUnconfirmed
            | Self::MediatedPerformed
            | Self::MediatedUnconfirmed => true,
            Self::Rejected | Self::Withdrawn | Self::NoSettlement | Self::Merged => false,
        }
    }
}

closed_list! {
    /// How a mediation ended.
    MediationEnd {
        /// 有当事人不同意
        Declined = "declined",
        /// 未在期限内同意
        Unanswered = "unanswered",
        /// 调解组织不接受
        BodyDeclined = "body_declined",
        /// 调解组织未在期限内答复
        BodySilent = "body_silent",
        /// 未能选定调解员
        NoMediator = "no_mediator",
        /// 当事人结束
        EndedByParty = "ended_by_party",
        /// 调解员终止
        Terminated = "terminated",
        /// 期限届满
        TermEnded = "term_ended",
        /// 达成协议
        Settled = "settled",
        /// 争议结案
        Closed = "closed",
        /// 协议作废
        Void = "void",
    }
}

closed_list! {
    /// Why a mediator has the case no longer.
    Leaving {
        /// 当事人不同意人选
        Objected = "objected",
        /// 不接受指定
        Declined = "declined",
        /// 未在期限内答复
        Silent = "silent",
        /// 回避
        Challenged = "challenged",
        /// 退出
        Resigned = "resigned",
        /// 被更换
        Replaced = "replaced",
        /// 不再担任该组织的调解员
        Gone = "gone",
    }
}

closed_list! {
    /// Why a respondent is reached elsewhere from now on.
    ContactWrong {
        /// 不是对方的联系方式: it belonged to somebody else, and nothing that was done by it counts.
        Stranger = "stranger",
        /// 联系方式已变更: it was the respondent's, who has another now.
        Changed = "changed",
    }
}

closed_list! {
    /// How somebody was tried to be reached.
    AttemptMethod {
        /// 电话
        Phone = "phone",
        /// 上门
        Visit = "visit",
        /// 邮件
        Mail = "mail",
        /// 站内消息或短信
        Message = "message",
    }
}

closed_list! {
    /// Where one version of an agreement stands.
    AgreementState {
        /// 已提出
        Proposed = "proposed",
        /// 有新方案
        Countered = "countered",
        /// 已撤回
        Withdrawn = "withdrawn",
        /// 已失效
        Lapsed = "lapsed",
        /// 已同意
        Agreed = "agreed",
        /// 已签署
        Signed = "signed",
        /// 已履行
        Performed = "performed",
        /// 未按约履行
        Breached = "breached",
    }
}

closed_list! {
    /// Where one promise stands.
    ObligationState {
        /// 待履行
        Due = "due",
        /// 部分履行
        PartDone = "part_done",
        /// 已履行，待确认
        Done = "done",
        /// 逾期
        Late = "late",
        /// 已确认
        Confirmed = "confirmed",
        /// 有异议
        Disputed = "disputed",
    }
}
