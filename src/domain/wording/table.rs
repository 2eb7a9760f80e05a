//! The words themselves.

use super::{Entry, Gap};

const fn entry(gap: Gap, word: &'static str) -> Entry {
    Entry {
        gap,
        word,
        unless_after: &[],
        unless_before: &[],
        only_before: &[],
        after_number: false,
        before_number: false,
    }
}

const fn when(word: &'static str) -> Entry {
    entry(Gap::When, word)
}

const fn how_much(word: &'static str) -> Entry {
    entry(Gap::HowMuch, word)
}

const fn undecided(word: &'static str) -> Entry {
    entry(Gap::Undecided, word)
}

impl Entry {
    const fn unless_after(mut self, words: &'static [&'static str]) -> Self {
        self.unless_after = words;
        self
    }

    const fn unless_before(mut self, words: &'static [&'static str]) -> Self {
        self.unless_before = words;
        self
    }

    const fn only_before(mut self, words: &'static [&'static str]) -> Self {
        self.only_before = words;
        self
    }

    const fn after_number(mut self) -> Self {
        self.after_number = true;
        self
    }

    const fn before_number(mut self) -> Self {
        self.before_number = true;
        self
    }
}

/// 不适当, 不合理: what is called so is not promised.
const NOT: &[&str] = &["不", "未", "非"];
/// 有空时, 有空就; not 有空调.
const FREE: &[&str] = &[
    "时", "的时", "就", "再", "了", "后", "来", "去", "退", "给", "处", "办", "寄", "修", "换",
    "做", "送", "打", "转", "，", "。", "；", "、", "！", ",", ".", ";", "!", " ", "）", ")",
];
const SUMS: &[&str] = &[
    "金额",
    "数额",
    "数量",
    "费用",
    "补偿",
    "赔偿",
    "折扣",
    "优惠",
    "比例",
    "程度",
    "补贴",
    "的金额",
    "的数额",
    "的费用",
    "的补偿",
    "的赔偿",
    "的折扣",
    "的优惠",
    "的比例",
    "的补贴",
    "期限",
    "时间",
    "的期限",
    "的时间",
];
/// 附近期刊亭, 最近日期.
const NEAR: &[&str] = &["附", "最", "临"];
/// 左右两侧.
const SIDES: &[&str] = &["手", "脚", "侧", "两", "耳", "各", "声道", "把", "扶"];
/// 等待定制.
const MADE: &[&str] = &["制", "做", "位", "金"];
/// 重视情况, 电视情况.
const SEEN: &[&str] = &["重", "忽", "轻", "电", "监", "影"];
/// 双方协商一致 says that something was settled.
const SETTLED: &[&str] = &["一致", "达成", "后一致"];

#[rustfmt::skip]
pub(super) const ENTRIES: &[Entry] = &[
    // When.
    when("尽快"), when("尽早"), when("尽速"), when("从速"), when("及早"), when("早日"),
    when("及时").unless_after(NOT),
    when("第一时间"),
    when("近期").unless_after(NEAR), when("近日").unless_after(NEAR), when("最近几天"), when("最近这几天"), when("这几天"), when("这两天"), when("过几天"),
    when("过两天"), when("过些天"), when("过段时间"), when("过一段时间"), when("过一阵"), when("几天内"), when("几日内"),
    when("数日内"), when("短期内"), when("短时间内"), when("一段时间内"), when("不久"), when("稍后"), when("稍晚"),
    when("晚些时候"), when("改天"), when("改日"), when("择日"), when("择期"), when("择机"), when("适时"),
    when("有空").only_before(FREE), when("有空闲"), when("得空"), when("抽空"), when("有时间").only_before(FREE),
    when("方便时"), when("方便的时候"), when("方便后"), when("方便再"), when("适当时候"), when("适当的时候"),
    when("合适的时候"), when("必要时"), when("条件允许"), when("条件成熟"), when("时机成熟"), when("资金到位"),
    when("回款后"),
    when("asap"), when("a.s.a.p"), when("a.s.a.p."), when("as soon as possible"), when("as soon as practicable"),
    when("as soon as we can"), when("as early as possible"), when("soon"), when("shortly"), when("promptly"),
    when("in due course"), when("in due time"), when("at your earliest convenience"), when("at our earliest convenience"),
    when("at the earliest convenience"), when("at your convenience"), when("when convenient"), when("when possible"),
    when("if possible"), when("when available"), when("in the near future"), when("near future"), when("in a timely manner"),
    when("timely"), when("without undue delay"), when("someday"), when("one of these days"), when("within a reasonable time"),
    when("within reasonable time"), when("in a few days"), when("within a few days"), when("in some days"), when("in a while"),

    // How much, or how well.
    how_much("酌情"), how_much("酌量"), how_much("酌减"), how_much("酌定"),
    how_much("适当").unless_after(NOT), how_much("适度").unless_after(NOT), how_much("适量").unless_after(NOT),
    how_much("合理").unless_after(NOT), how_much("合适的").unless_after(NOT),
    how_much("大概"), how_much("大约"), how_much("大致"), how_much("约莫"), how_much("差不多"), how_much("左右").after_number().unless_before(SIDES),
    how_much("约").before_number().unless_after(&["合", "预", "节", "违", "契", "签", "解", "立", "守", "履"]),
    how_much("若干"), how_much("一定").only_before(SUMS), how_much("一定的").only_before(SUMS),
    how_much("相应").only_before(SUMS), how_much("相应的").only_before(SUMS),
    how_much("尽量"), how_much("尽可能"), how_much("尽力"), how_much("力争"), how_much("争取"), how_much("原则上"),
    how_much("基本上"), how_much("意思一下"), how_much("表示一下"),
    how_much("reasonable"), how_much("reasonably"), how_much("appropriate"), how_much("appropriately"),
    how_much("as appropriate"), how_much("approximately"), how_much("approx"),
    how_much("approx."), how_much("roughly"), how_much("more or less"), how_much("around").before_number(),
    how_much("about").before_number(), how_much("or so").after_number(), how_much("best effort"), how_much("best efforts"),
    how_much("reasonable effort"), how_much("reasonable efforts"), how_much("as much as possible"), how_much("as far as possible"),
    how_much("where possible"), how_much("a certain amount"), how_much("some compensation"), how_much("to some extent"),

    // Not decided at all.
    undecided("协商解决"), undecided("协商处理"), undecided("协商确定"), undecided("协商决定"), undecided("协商而定"),
    undecided("另行协商"), undecided("再行协商"), undecided("再协商"), undecided("另协商"), undecided("后续协商"),
    undecided("双方协商").unless_before(SETTLED), undecided("友好协商").unless_before(SETTLED),
    undecided("自行协商").unless_before(SETTLED),
    undecided("商量解决"), undecided("商量着办"), undecided("再商量"), undecided("再议"), undecided("另议"), undecided("面议"),
    undecided("再定").unless_before(MADE), undecided("另定"), undecided("待定").unless_before(MADE), undecided("再说"), undecided("另行约定"), undecided("另行通知"),
    undecided("视情况").unless_after(SEEN), undecided("看情况"), undecided("视情形").unless_after(SEEN),
    undecided("视情").unless_after(SEEN), undecided("根据情况"),
    undecided("根据实际情况"), undecided("具体情况具体"),
    undecided("to be agreed"), undecided("to be discussed"), undecided("to be decided"), undecided("to be determined"),
    undecided("to be confirmed"), undecided("to be negotiated"), undecided("tbd"), undecided("tba"), undecided("tbc"),
    undecided("as agreed later"), undecided("negotiate later"), undecided("discuss later"), undecided("by negotiation"),
    undecided("through negotiation"), undecided("through consultation"), undecided("by consultation"),
    undecided("depending on circumstances"), undecided("depending on the circumstances"), undecided("depending on the situation"),
    undecided("as the case may be"), undecided("case by case"), undecided("case-by-case"),
];

/// A character as the table has it: ASCII for full-width forms, simplified for traditional ones.
pub(super) fn plain(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '\u{3000}' => ' ',
        '儘' | '盡' => '尽',
        '適' => '适',
        '當' => '当',
        '協' => '协',
        '決' => '决',
        '處' => '处',
        '議' => '议',
        '視' => '视',
        '況' => '况',
        '時' => '时',
        '間' => '间',
        '後' => '后',
        '約' => '约',
        '從' => '从',
        '擇' => '择',
        '過' => '过',
        '幾' => '几',
        '條' => '条',
        '實' => '实',
        '際' => '际',
        '據' => '据',
        '雙' => '双',
        '說' | '説' => '说',
        '補' => '补',
        '償' => '偿',
        '賠' => '赔',
        '數' => '数',
        '額' => '额',
        '應' => '应',
        '爭' => '争',
        '則' => '则',
        '內' => '内',
        '兩' => '两',
        '這' => '这',
        '錢' => '钱',
        '開' => '开',
        '業' => '业',
        _ => c,
    }
}

/// Whether it can stand between characters unseen.
pub(super) fn shows_nothing(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// A digit of either script, or a sign of money in front of one.
pub(super) fn is_number(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '¥' | '￥'
                | '零'
                | '一'
                | '二'
                | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '万'
                | '半'
                | '几'
                | '数'
        )
}

/// A number, or what is counted by one.
pub(super) fn counts(c: char) -> bool {
    is_number(c)
        || matches!(
            c,
            '天' | '日'
                | '号'
                | '周'
                | '月'
                | '年'
                | '元'
                | '块'
                | '角'
                | '分'
                | '个'
                | '件'
                | '时'
                | '点'
                | '次'
                | '%'
                | '％'
                | ' '
                | '成'
                | '期'
        )
}
