//! The first steps of whoever administers a fresh installation. Nothing of them is kept: each is done
//! or not by what is there, however it came there.

use crate::closed_list;
use crate::telling::DeliveryResult;

closed_list! {
    /// What there is to do first, in the order in which it is proposed.
    SetupStep {
        /// 更换初始密码
        Password = "password",
        /// 填写平台资料
        Platform = "platform",
        /// 试发一条消息
        TestMessage = "test_message",
        /// 邀请首位客服
        Agent = "agent",
        /// 决定动态验证码要求
        TotpPolicy = "totp_policy",
        /// 排好值班表
        Rota = "rota",
        /// 登记调解组织
        MediationBody = "mediation_body",
        /// 看过平台期限
        HouseTerms = "house_terms",
        /// 导入商家名录
        Merchants = "merchants",
    }
}

closed_list! {
    /// How far a step is.
    StepState {
        /// 已完成
        Done = "done",
        /// 等待结果
        Waiting = "waiting",
        /// 未完成
        Open = "open",
    }
}

closed_list! {
    /// What came of a message that somebody sent to themselves.
    TestResult {
        /// 还在发送
        Waiting = "waiting",
        /// 已交给通道
        Sent = "sent",
        /// 没有通道，保存在本机
        Kept = "kept",
        /// 没有发出
        Failed = "failed",
    }
}

impl SetupStep {
    /// Whether disputes cannot be taken in properly before it is done.
    pub const fn is_needed(self) -> bool {
        match self {
            Self::Password | Self::Platform | Self::TestMessage | Self::Agent => true,
            Self::TotpPolicy
            | Self::Rota
            | Self::MediationBody
            | Self::HouseTerms
            | Self::Merchants => false,
        }
    }
}

/// What is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, looked up on its own"
)]
pub struct Facts {
    /// The generated password is still good.
    pub password_is_generated: bool,
    /// The platform says where it is and how it is reached.
    pub platform_is_reachable: bool,
    /// What came of the newest message to oneself.
    pub test: Option<TestResult>,
    /// Somebody answers disputes.
    pub has_agent: bool,
    /// Somebody was invited to.
    pub agent_is_invited: bool,
    /// Somebody decided whether one-time passwords are asked for.
    pub totp_is_decided: bool,
    /// Somebody stands on the rota.
    pub rota_is_written: bool,
    /// Somebody can mediate.
    pub has_mediation_body: bool,
    /// Somebody decided on the terms: other ones, or that they stay as they are.
    pub terms_are_decided: bool,
    /// A merchant is registered.
    pub has_merchant: bool,
}

impl Facts {
    /// How far one step is.
    pub const fn state(&self, step: SetupStep) -> StepState {
        let (done, waits) = match step {
            SetupStep::Password => (!self.password_is_generated, false),
            SetupStep::Platform => (self.platform_is_reachable, false),
            SetupStep::TestMessage => (
                matches!(self.test, Some(TestResult::Sent | TestResult::Kept)),
                matches!(self.test, Some(TestResult::Waiting)),
            ),
            SetupStep::Agent => (self.has_agent, self.agent_is_invited),
            SetupStep::TotpPolicy => (self.totp_is_decided, false),
            SetupStep::Rota => (self.rota_is_written, false),
            SetupStep::MediationBody => (self.has_mediation_body, false),
            SetupStep::HouseTerms => (self.terms_are_decided, false),
            SetupStep::Merchants => (self.has_merchant, false),
        };
        match (done, waits) {
            (true, _) => StepState::Done,
            (false, true) => StepState::Waiting,
            (false, false) => StepState::Open,
        }
    }

    /// Whether everything is done that disputes need.
    pub fn is_ready(&self) -> bool {
        let needed = SetupStep::ALL.iter().filter(|step| step.is_needed());
        needed
            .copied()
            .all(|step| self.state(step) == StepState::Done)
    }
}

impl TestResult {
    /// What came of the last attempt; nothing was attempted yet, while `over` says that nobody will.
    pub const fn of(attempt: Option<DeliveryResult>, over: bool) -> Self {
        match attempt {
            Some(DeliveryResult::Sent) => Self::Sent,
            Some(DeliveryResult::Kept) => Self::Kept,
            Some(DeliveryResult::Refused | DeliveryResult::Unknown) => Self::Failed,
            Some(DeliveryResult::Begun | DeliveryResult::Failed) | None if over => Self::Failed,
            Some(DeliveryResult::Begun | DeliveryResult::Failed) | None => Self::Waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: Facts = Facts {
        password_is_generated: true,
        platform_is_reachable: false,
        test: None,
        has_agent: false,
        agent_is_invited: false,
        totp_is_decided: false,
        rota_is_written: false,
        has_mediation_body: false,
        terms_are_decided: false,
        has_merchant: false,
    };

    #[test]
    fn on_a_fresh_installation_everything_is_to_be_done() {
        for step in SetupStep::ALL {
            assert_eq!(FRESH.state(*step), StepState::Open, "{step}");
        }
        assert!(!FRESH.is_ready());
    }

    #[test]
    fn disputes_need_no_more_than_what_is_needed() {
        let ready = Facts {
            password_is_generated: false,
            platform_is_reachable: true,
            test: Some(TestResult::Kept),
            has_agent: true,
            ..FRESH
        };
        assert!(ready.is_ready());
        let waits = Facts {
            test: Some(TestResult::Waiting),
            ..ready
        };
        assert_eq!(waits.state(SetupStep::TestMessage), StepState::Waiting);
        assert!(!waits.is_ready(), "nobody knows yet whether it arrives");
    }

    #[test]
    fn an_attempt_that_failed_may_be_tried_again_until_it_is_given_up() {
        let failed = Some(DeliveryResult::Failed);
        assert_eq!(TestResult::of(failed, false), TestResult::Waiting);
        assert_eq!(TestResult::of(failed, true), TestResult::Failed);
        let unknown = Some(DeliveryResult::Unknown);
        assert_eq!(TestResult::of(unknown, false), TestResult::Failed);
    }
}
