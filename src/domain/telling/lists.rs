//! The words of telling people: what can be said, to whom, and on which way.

use crate::closed_list;

closed_list! {
    /// What somebody is told. Each has its texts in both language catalogues.
    Message {
        /// A one-time code for logging in.
        CodeLogin = "code_login",
        /// A one-time code for registering.
        CodeRegister = "code_register",
        /// A one-time code for setting a new password.
        CodeReset = "code_reset",
        /// A one-time code for proving again who one is.
        CodeReauth = "code_reauth",
        /// A one-time code for a respondent's link.
        CodeLink = "code_link",
        /// 动态验证码已启用
        TotpEnrolled = "totp_enrolled",
        /// 动态验证码已停用
        TotpRemoved = "totp_removed",
        /// 动态验证码被管理员重置
        TotpReset = "totp_reset",
        /// 用了恢复码登录
        RecoveryCodeUsed = "recovery_code_used",
        /// 密码已修改
        PasswordChanged = "password_changed",
        /// 试发
        Test = "test",
        /// A one-time code for joining an organisation with an account.
        CodeJoin = "code_join",
        /// 邀请加入组织
        Invited = "invited",
        /// 已提交
        Filed = "filed",
        /// 首问责任人
        ResponderNamed = "responder_named",
        /// 接办
        TakenOver = "taken_over",
        /// 首问答复
        Answered = "answered",
        /// 逾期未答复
        ResponseMissed = "response_missed",
        /// 商家回应
        Responded = "responded",
        /// 商家未按期回应
        RespondentSilent = "respondent_silent",
        /// 未按期提出方案
        SmallClaimOfferMissed = "small_claim_offer_missed",
        /// 要求补充材料
        MaterialAsked = "material_asked",
        /// 已补充材料
        MaterialSupplied = "material_supplied",
        /// 提交证据
        EvidenceSubmitted = "evidence_submitted",
        /// 要求举证
        EvidenceDemanded = "evidence_demanded",
        /// 不利说明
        AdverseNoted = "adverse_noted",
        /// 标记失联
        UnreachableMarked = "unreachable_marked",
        /// 确认失联
        UnreachableConfirmed = "unreachable_confirmed",
        /// 催办
        Urged = "urged",
        /// 提出方案
        Offered = "offered",
        /// 撤回方案
        OfferWithdrawn = "offer_withdrawn",
        /// 方案失效
        OfferLapsed = "offer_lapsed",
        /// 接受方案，待签署
        ToSign = "to_sign",
        /// 接受方案，当日履行
        SettledToday = "settled_today",
        /// 请求延长协商
        ExtensionAsked = "extension_asked",
        /// 延长协商
        Extended = "extended",
        /// 申请调解
        MediationAsked = "mediation_asked",
        /// 同意调解
        MediationConsented = "mediation_consented",
        /// 不同意调解
        MediationDeclined = "mediation_declined",
        /// 调解继续，等待受理
        MediationAgreed = "mediation_agreed",
        /// 受理前的途径提示
        RouteCloses = "route_closes",
        /// 没有参加调解
        MediationWithoutYou = "mediation_without_you",
        /// 调解组织接受案件
        CaseAccepted = "case_accepted",
        /// 受理后的途径提示
        RouteClosed = "route_closed",
        /// 调解组织不接受案件
        CaseDeclined = "case_declined",
        /// 指定调解员
        MediatorAppointed = "mediator_appointed",
        /// 未按期指定
        AppointmentMissed = "appointment_missed",
        /// 调解开始
        MediationBegun = "mediation_begun",
        /// 调解员不再处理
        MediatorLeft = "mediator_left",
        /// 申请回避
        Challenged = "challenged",
        /// 回避成立
        ChallengeUpheld = "challenge_upheld",
        /// 回避不成立
        ChallengeDismissed = "challenge_dismissed",
        /// 请确认事实
        FactProposed = "fact_proposed",
        /// 请选择会议时间
        SessionProposed = "session_proposed",
        /// 会议改期，请重新选择
        SessionMoved = "session_moved",
        /// 没有大家都可以的时间
        SessionSuitsNobody = "session_suits_nobody",
        /// 会议时间已定
        SessionFixed = "session_fixed",
        /// 会议取消
        SessionCancelled = "session_cancelled",
        /// 会议将至
        SessionReminded = "session_reminded",
        /// 会议结束
        SessionHeld = "session_held",
        /// 暂停发言
        Muted = "muted",
        /// 恢复发言
        Unmuted = "unmuted",
        /// 请离调解室
        SentOut = "sent_out",
        /// 请回调解室
        LetIn = "let_in",
        /// 共同确认的事实
        FactAgreed = "fact_agreed",
        /// 对事实有异议
        FactDisputed = "fact_disputed",
        /// 调解员提出方案
        Proposed = "proposed",
        /// 一方接受调解方案
        ProposalAccepted = "proposal_accepted",
        /// 调解结束
        MediationEnded = "mediation_ended",
        /// 盖章
        AgreementSealed = "agreement_sealed",
        /// 逾期未盖章
        SealLate = "seal_late",
        /// 一方申请司法确认
        ConfirmationAsked = "confirmation_asked",
        /// 共同申请司法确认
        ConfirmationApplied = "confirmation_applied",
        /// 一方已签署
        Signed = "signed",
        /// 全部签署
        AgreementSigned = "agreement_signed",
        /// 未全部签署
        SigningIncomplete = "signing_incomplete",
        /// 记录履行
        PerformanceRecorded = "performance_recorded",
        /// 询问是否履行
        PerformanceAsked = "performance_asked",
        /// 确认已履行
        ObligationConfirmed = "obligation_confirmed",
        /// 对履行有异议
        ObligationDisputed = "obligation_disputed",
        /// 未按约履行
        Breached = "breached",
        /// 新的履行日期
        NewDateSet = "new_date_set",
        /// 放弃协议
        AgreementGivenUp = "agreement_given_up",
        /// 中止
        Suspended = "suspended",
        /// 已并入另一件争议
        Merged = "merged",
        /// 撤销并入
        Unmerged = "unmerged",
        /// 恢复
        Resumed = "resumed",
        /// 其他机构已受理
        ExternalRecorded = "external_recorded",
        /// 平台不予处理
        Rejected = "rejected",
        /// 申诉
        Appealed = "appealed",
        /// 申诉成立
        AppealUpheld = "appeal_upheld",
        /// 申诉不成立
        AppealDismissed = "appeal_dismissed",
        /// 撤回申请
        Withdrawn = "withdrawn",
        /// 协商不成
        FailureDeclared = "failure_declared",
        /// 未达成一致
        Impasse = "impasse",
        /// 履行完毕
        ClosedPerformed = "closed_performed",
        /// 履行未确认
        ClosedUnconfirmed = "closed_unconfirmed",
        /// 未达成一致结案
        ClosedNoSettlement = "closed_no_settlement",
        /// 重新处理
        Reopened = "reopened",
        /// 期限将至
        Reminded = "reminded",
        /// 期限变动
        TermMoved = "term_moved",
        /// 在内部备注中被提到
        Mentioned = "mentioned",
        /// 关注的争议有进展
        FollowedMoved = "followed_moved",
        /// 稍后处理的时间到了
        SnoozeOver = "snooze_over",
        /// 联系方式已更正
        ContactCorrected = "contact_corrected",
        /// 平台期限已公布，尚未施行
        HouseTermsComing = "house_terms_coming",
        /// 公布的平台期限已撤回
        HouseTermsWithdrawn = "house_terms_withdrawn",
        /// 未能发出
        NotSent = "not_sent",
    }
}

impl Message {
    /// Whether it brings a one-time code, which is for nobody but its recipient.
    pub const fn is_code(self) -> bool {
        matches!(
            self,
            Self::CodeLogin
                | Self::CodeRegister
                | Self::CodeReset
                | Self::CodeReauth
                | Self::CodeLink
                | Self::CodeJoin
        )
    }

    /// Whether it is about a session, so that its link leads to the rooms.
    pub const fn is_of_session(self) -> bool {
        matches!(
            self,
            Self::SessionProposed
                | Self::SessionMoved
                | Self::SessionSuitsNobody
                | Self::SessionFixed
                | Self::SessionCancelled
                | Self::SessionReminded
                | Self::SessionHeld
        )
    }
}

closed_list! {
    /// On which way somebody is told.
    Channel {
        /// Inside the product.
        Notice = "notice",
        /// By text message.
        Sms = "sms",
        /// By mail.
        Mail = "mail",
    }
}

closed_list! {
    /// From whose side a text is written.
    Reader {
        /// Whoever asked for a code.
        Anyone = "anyone",
        /// 消费者一方
        Consumer = "consumer",
        /// 被申请人一方
        Respondent = "respondent",
        /// 平台
        Platform = "platform",
        /// 调解组织
        Body = "body",
    }
}

closed_list! {
    /// By whom a message was carried.
    Method {
        /// A gateway for text messages.
        Http = "http",
        /// A mail server.
        Smtp = "smtp",
        /// Nobody: it lies in the folder of kept messages.
        File = "file",
    }
}

impl Method {
    /// Whether handing the same message over a second time changes nothing.
    pub const fn may_repeat(self) -> bool {
        matches!(self, Self::File)
    }
}

closed_list! {
    /// What came of one attempt to tell somebody.
    DeliveryResult {
        /// It was begun, and nothing is known yet.
        Begun = "begun",
        /// The provider took it.
        Sent = "sent",
        /// No provider is configured: it lies in the folder of kept messages.
        Kept = "kept",
        /// The provider will never take it.
        Refused = "refused",
        /// The provider did not take it this time.
        Failed = "failed",
        /// The connection or the process ended before the provider's answer was known. It is not
        /// tried again by itself, since it may have arrived.
        Unknown = "unknown",
    }
}

impl DeliveryResult {
    /// Whether the message is out of our hands and on its way: what counts as 送达 until the
    /// recipient is known to have read it. A message that was only kept has reached nobody; its
    /// recipient is told by the notice in their account, or once they open their link.
    pub const fn is_delivered(self) -> bool {
        matches!(self, Self::Sent)
    }
}

/// How handing a message to a provider ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handover {
    /// It was taken, under the provider's reference where there is one.
    Taken {
        /// The provider's name for it.
        reference: Option<String>,
    },
    /// It will never be taken.
    Refused {
        /// What the provider said, without the message.
        why: String,
    },
    /// It was surely not taken; trying again may help.
    NotNow {
        /// What stood in the way.
        why: String,
    },
    /// Nobody knows whether it was taken.
    Unknown {
        /// What happened.
        why: String,
    },
}
