//! The catalogue of sentences that explain a date.

use super::{PauseReason, Unit};
use crate::bilingual::Template;
use crate::calendar::Festival;

pub(super) const FROM_MOMENT: Template = Template::new(
    "自 {start} 起算，{count} {unit}。",
    "{count} {unit} from {start}.",
);
pub(super) const FROM_NEXT_DAY: Template = Template::new(
    "开始当日（{start}）不计入，自次日起算 {count} {unit}。",
    "The starting day, {start}, does not count; {count} {unit} from the next day on.",
);
pub(super) const SKIPPED: Template =
    Template::new("不计入：{days}（{why}）。", "Not counted: {days} ({why}).");
pub(super) const WORKED_WEEKENDS: Template = Template::new(
    "周末调休上班，按工作日计：{days}。",
    "Weekend days made days of work, counted as such: {days}.",
);
pub(super) const ROLLED: Template = Template::new(
    "最后一日 {from} 为休息日，顺延至 {to}。",
    "The last day, {from}, is a day of rest and moves to {to}.",
);
pub(super) const ROLLED_OPEN: Template = Template::new(
    "最后一日 {from} 为休息日；是否顺延法律上有不同理解：按较晚的 {to} 计算期限，请在 {warn} 前办理以策稳妥。",
    "The last day, {from}, is a day of rest; whether it moves is open in law. The later day, {to}, is taken as due; to be safe, act by {warn}.",
);
pub(super) const STOOD_STILL: Template = Template::new(
    "{from} 至 {until} 中止计算（{why}）。",
    "Stood still from {from} to {until} ({why}).",
);
pub(super) const STANDS_STILL: Template = Template::new(
    "自 {from} 起中止计算（{why}）。",
    "Has stood still since {from} ({why}).",
);
pub(super) const ENDS_ON: Template = Template::new(
    "截止 {day} 24:00（北京时间）。",
    "Ends on {day} at 24:00, Beijing time.",
);
pub(super) const ENDS_AT: Template =
    Template::new("截止 {end}（北京时间）。", "Ends at {end}, Beijing time.");
pub(super) const PROVISIONAL: Template = Template::new(
    "暂定日期：其中一年的放假安排尚未公布或尚未收录，仅按周末和日期固定的法定节日计算。",
    "Provisional: the holidays of one of the years are not announced or not known here yet; only weekends and holidays with a fixed date were taken into account.",
);
pub(super) const PROVISIONAL_EARLIER: Template = Template::new(
    "放假安排公布后日期可能变化（周末也可能调为上班）：请在 {warn} 前办理以策稳妥。",
    "The notice may still move it, for it can make weekends days of work: to be safe, act by {warn}.",
);
pub(super) const REASON_WEEKEND: Template = Template::new("周末", "weekend");
pub(super) const REASON_PAUSED: Template = Template::new("期限中止", "the term stood still");

/// What is counted.
pub(super) fn unit(unit: Unit) -> Template {
    match unit {
        Unit::Hours => Template::new("小时", "hours"),
        Unit::WorkingDays => Template::new("个工作日", "working days"),
        Unit::NaturalDays => Template::new("日", "days"),
        Unit::Months => Template::new("个月", "months"),
        Unit::Years => Template::new("年", "years"),
    }
}

/// The name of a holiday.
pub(super) fn festival(festival: Festival) -> Template {
    match festival {
        Festival::NewYear => Template::new("元旦", "New Year"),
        Festival::SpringFestival => Template::new("春节", "Spring Festival"),
        Festival::Qingming => Template::new("清明节", "Qingming"),
        Festival::Labour => Template::new("劳动节", "Labour Day"),
        Festival::DragonBoat => Template::new("端午节", "Dragon Boat Festival"),
        Festival::MidAutumn => Template::new("中秋节", "Mid-Autumn Festival"),
        Festival::National => Template::new("国庆节", "National Day"),
        Festival::Occasion => Template::new("专项放假", "a day off for the occasion"),
    }
}

/// Why a term stands still.
pub(super) fn pause(reason: PauseReason) -> Template {
    match reason {
        PauseReason::Appraisal => Template::new("鉴定、检测", "appraisal"),
        PauseReason::Recusal => Template::new("申请回避", "a challenge of the mediator"),
        PauseReason::Court => Template::new("法院受理", "a court has the case"),
        PauseReason::Police => Template::new("公安机关受理", "the police have the case"),
        PauseReason::Merged => Template::new("已并入另一件争议", "merged into another dispute"),
        PauseReason::Replacement => Template::new("更换调解员", "the mediator is being replaced"),
        PauseReason::Elsewhere => Template::new("另一程序进行中", "another step is open"),
    }
}
