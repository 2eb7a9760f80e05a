//! The words of the queue.

use crate::closed_list;
use crate::dispute::event::Fact;

closed_list! {
    /// A part of the queue. `mine` and `unassigned` leave out what the reader has put off.
    QueueView {
        /// 我的
        Mine = "mine",
        /// 轮到我
        MyTurn = "my_turn",
        /// 等待他人
        OthersTurn = "others_turn",
        /// 未分配
        Unassigned = "unassigned",
        /// 即将到期
        DueSoon = "due_soon",
        /// 逾期未答复
        Missed = "missed",
        /// 有新消息
        Unread = "unread",
        /// 关注
        Followed = "followed",
        /// 稍后处理
        Snoozed = "snoozed",
        /// 处理中
        Open = "open",
        /// 已结案
        Closed = "closed",
        /// 申诉待决定
        Appeals = "appeals",
        /// 失联待确认
        ToConfirm = "to_confirm",
        /// 全部
        All = "all",
    }
}

impl QueueView {
    /// What comes first unless somebody asks otherwise: the nearest deadline, or, where deadlines are
    /// over, what moved last.
    pub const fn sort(self) -> Sort {
        match self {
            Self::Closed | Self::All => Sort::Updated,
            Self::Mine
            | Self::MyTurn
            | Self::OthersTurn
            | Self::Unassigned
            | Self::DueSoon
            | Self::Missed
            | Self::Unread
            | Self::Followed
            | Self::Snoozed
            | Self::Open
            | Self::Appeals
            | Self::ToConfirm => Sort::Due,
        }
    }
}

closed_list! {
    /// What comes first.
    Sort {
        /// 最近到期
        Due = "due",
        /// 最近更新
        Updated = "updated",
        /// 最新提交
        Newest = "newest",
        /// 最早提交
        Oldest = "oldest",
        /// 金额从高到低
        Amount = "amount",
    }
}

closed_list! {
    /// Whose turn it is.
    TurnOf {
        /// 平台
        Platform = "platform",
        /// 消费者
        Consumer = "consumer",
        /// 商家
        Respondent = "respondent",
        /// 其他机构
        Others = "others",
        /// 无需等待
        Nobody = "nobody",
    }
}

closed_list! {
    /// By when something must be done.
    DueWithin {
        /// 已逾期
        Overdue = "overdue",
        /// 今天
        Today = "today",
        /// 24 小时内
        Day = "24h",
        /// 3 天内
        ThreeDays = "3d",
        /// 7 天内
        Week = "7d",
        /// 没有期限
        Never = "none",
    }
}

closed_list! {
    /// The colour of a tag. It only repeats what the word says.
    Colour {
        Grey = "grey",
        Red = "red",
        Orange = "orange",
        Yellow = "yellow",
        Green = "green",
        Teal = "teal",
        Blue = "blue",
        Purple = "purple",
    }
}

closed_list! {
    /// How two disputes belong together.
    LinkKind {
        /// 重复
        Duplicate = "duplicate",
        /// 同一订单
        SameOrder = "same_order",
        /// 同一商家的同一类问题
        SameMatter = "same_matter",
        /// 后续
        FollowUp = "follow_up",
    }
}

closed_list! {
    /// What is counted of the dispute logs.
    FigureKind {
        /// 提交
        Filed = "filed",
        /// 首问答复
        Answered = "answered",
        /// 逾期未答复
        Missed = "missed",
        /// 达成协议
        Settled = "settled",
        /// 未按约履行
        Breached = "breached",
        /// 平台不予处理
        Rejected = "rejected",
        /// 申诉
        Appealed = "appealed",
        /// 结案
        Closed = "closed",
    }
}

impl FigureKind {
    /// As what a fact of a log is counted.
    pub fn of(fact: &Fact) -> Option<Self> {
        match fact.kind() {
            "filed" => Some(Self::Filed),
            "answered" => Some(Self::Answered),
            "response_missed" => Some(Self::Missed),
            "agreement_signed" => Some(Self::Settled),
            "breached" => Some(Self::Breached),
            "rejected" => Some(Self::Rejected),
            "appealed" => Some(Self::Appealed),
            "closed" => Some(Self::Closed),
            _ => None,
        }
    }
}

closed_list! {
    /// What a word was found in.
    FoundIn {
        /// 联系方式
        Contacts = "contacts",
        /// 申请与答复
        Record = "record",
        /// 消息
        Message = "message",
    }
}
