//! The closed list of what is recorded.

use crate::closed_list;

closed_list! {
    /// What somebody did, or tried to do.
    DeedKind {
        /// 登录
        LoggedIn = "logged_in",
        /// 登录失败
        LoginRefused = "login_refused",
        /// 登录尝试过多，暂停
        LoginLocked = "login_locked",
        /// 退出登录
        LoggedOut = "logged_out",
        /// 结束某台设备上的登录
        SessionEnded = "session_ended",
        /// 注册
        Registered = "registered",
        /// 修改密码
        PasswordChanged = "password_changed",
        /// 凭验证码重设密码
        PasswordReset = "password_reset",
        /// 再次证明身份
        IdentityProved = "identity_proved",
        /// 再次证明身份失败
        IdentityRefused = "identity_refused",
        /// 启用动态验证码
        TotpEnrolled = "totp_enrolled",
        /// 停用动态验证码
        TotpRemoved = "totp_removed",
        /// 动态验证码被管理员重置
        TotpReset = "totp_reset",
        /// 使用恢复码
        RecoveryCodeUsed = "recovery_code_used",
        /// 重新生成恢复码
        RecoveryCodesRenewed = "recovery_codes_renewed",
        /// 修改动态验证码要求
        TotpPolicySet = "totp_policy_set",
        /// 停用账号
        PersonSuspended = "person_suspended",
        /// 恢复账号
        PersonRestored = "person_restored",
        /// 授予岗位
        RoleGranted = "role_granted",
        /// 修改岗位
        RoleChanged = "role_changed",
        /// 收回岗位
        RoleEnded = "role_ended",
        /// 发出邀请
        InvitationSent = "invitation_sent",
        /// 收回邀请
        InvitationRevoked = "invitation_revoked",
        /// 接受邀请
        InvitationAccepted = "invitation_accepted",
        /// 收回访问链接
        LinkRevoked = "link_revoked",
        /// 新增组织
        OrganisationAdded = "organisation_added",
        /// 修改组织
        OrganisationChanged = "organisation_changed",
        /// 停用组织
        OrganisationClosed = "organisation_closed",
        /// 修改值班表
        RotaSet = "rota_set",
        /// 登记请假
        AbsenceNoted = "absence_noted",
        /// 取消请假
        AbsenceLifted = "absence_lifted",
        /// 换班
        TurnSwapped = "turn_swapped",
        /// 取消换班
        SwapLifted = "swap_lifted",
        /// 导入商家名录
        RegistryImported = "registry_imported",
        /// 修改模板
        TemplateChanged = "template_changed",
        /// 修改平台期限草稿
        HouseTermsDrafted = "house_terms_drafted",
        /// 公布平台期限
        HouseTermsPublished = "house_terms_published",
        /// 撤回平台期限
        HouseTermsWithdrawn = "house_terms_withdrawn",
        /// 确认沿用现行期限
        HouseTermsKept = "house_terms_kept",
        /// 导入节假日安排
        CalendarImported = "calendar_imported",
        /// 导入地区名录
        RegionsImported = "regions_imported",
        /// 查看未参与的争议
        DisputeViewed = "dispute_viewed",
        /// 打开原始文件
        OriginalOpened = "original_opened",
        /// 导出数据
        DataExported = "data_exported",
        /// 下载文书
        DocumentDownloaded = "document_downloaded",
        /// 搜索人员
        PeopleSearched = "people_searched",
        /// 批量操作
        BulkDone = "bulk_done",
        /// 关联争议
        DisputesLinked = "disputes_linked",
        /// 取消关联
        DisputesUnlinked = "disputes_unlinked",
        /// 合并争议
        DisputesMerged = "disputes_merged",
        /// 取消合并
        DisputesUnmerged = "disputes_unmerged",
        /// 重发未送出的消息
        MessageRetried = "message_retried",
        /// 放弃未送出的消息
        MessageGivenUp = "message_given_up",
        /// 改地址重发消息
        MessageReaddressed = "message_readdressed",
        /// 试发消息
        MessageTested = "message_tested",
        /// 查看待发消息
        MessagesRead = "messages_read",
        /// 查询操作记录
        TrailSearched = "trail_searched",
        /// 导出操作记录
        TrailExported = "trail_exported",
        /// 首次设置
        InstallationSetUp = "installation_set_up",
        /// 收起起步清单
        FirstStepsClosed = "first_steps_closed",
        /// 备份
        BackupMade = "backup_made",
        /// 从备份恢复
        BackupRestored = "backup_restored",
    }
}

closed_list! {
    /// Which deeds belong together, for whoever looks through them.
    DeedGroup {
        /// 登录与安全
        Access = "access",
        /// 人员与岗位
        People = "people",
        /// 组织与规则
        House = "house",
        /// 争议与数据
        Data = "data",
        /// 消息发送
        Messages = "messages",
        /// 系统运维
        Installation = "installation",
    }
}

impl DeedKind {
    /// Where it belongs.
    pub const fn group(self) -> DeedGroup {
        match self {
            Self::LoggedIn
            | Self::LoginRefused
            | Self::LoginLocked
            | Self::LoggedOut
            | Self::SessionEnded
            | Self::Registered
            | Self::PasswordChanged
            | Self::PasswordReset
            | Self::IdentityProved
            | Self::IdentityRefused
            | Self::TotpEnrolled
            | Self::TotpRemoved
            | Self::TotpReset
            | Self::RecoveryCodeUsed
            | Self::RecoveryCodesRenewed
            | Self::TotpPolicySet => DeedGroup::Access,
            Self::PersonSuspended
            | Self::PersonRestored
            | Self::RoleGranted
            | Self::RoleChanged
            | Self::RoleEnded
            | Self::InvitationSent
            | Self::InvitationRevoked
            | Self::InvitationAccepted
            | Self::LinkRevoked => DeedGroup::People,
            Self::OrganisationAdded
            | Self::OrganisationChanged
            | Self::OrganisationClosed
            | Self::RotaSet
            | Self::AbsenceNoted
            | Self::AbsenceLifted
            | Self::TurnSwapped
            | Self::SwapLifted
            | Self::RegistryImported
            | Self::TemplateChanged
            | Self::HouseTermsDrafted
            | Self::HouseTermsPublished
            | Self::HouseTermsWithdrawn
            | Self::HouseTermsKept
            | Self::CalendarImported
            | Self::RegionsImported => DeedGroup::House,
            Self::DisputeViewed
            | Self::OriginalOpened
            | Self::DataExported
            | Self::DocumentDownloaded
            | Self::PeopleSearched
            | Self::BulkDone
            | Self::DisputesLinked
            | Self::DisputesUnlinked
            | Self::DisputesMerged
            | Self::DisputesUnmerged => DeedGroup::Data,
            Self::MessageRetried
            | Self::MessageGivenUp
            | Self::MessageReaddressed
            | Self::MessageTested
            | Self::MessagesRead => DeedGroup::Messages,
            Self::TrailSearched
            | Self::TrailExported
            | Self::InstallationSetUp
            | Self::FirstStepsClosed
            | Self::BackupMade
            | Self::BackupRestored => DeedGroup::Installation,
        }
    }
}
