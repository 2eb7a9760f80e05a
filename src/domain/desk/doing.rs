//! What somebody is doing at a dispute just now, as their colleagues see it.

use crate::closed_list;

closed_list! {
    /// The later in the list, the more it concerns others who work on the same dispute.
    Doing {
        /// 正在查看
        Looking = "looking",
        /// 正在写内部备注
        Note = "note",
        /// 正在办理
        Step = "step",
        /// 正在写消息
        Message = "message",
        /// 正在写首问答复
        Answer = "answer",
    }
}
