use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn known() -> Known {
    Known {
        due_on: Some(date(2026, 12, 4)),
        amount: Some(Fen::new(20_000).unwrap()),
        owes: Some(Seat::Respondent),
    }
}

fn words(text: &str) -> Vec<(Gap, String)> {
    let found = vague(text, &known());
    found.into_iter().map(|one| (one.gap, one.word)).collect()
}

#[test]
fn what_leaves_the_day_the_sum_or_the_rest_open_is_found() {
    let check = |text: &str, gap: Gap, word: &str| {
        assert_eq!(words(text), [(gap, word.to_owned())], "{text}");
    };
    check("尽快退款", Gap::When, "尽快");
    check("近期发货", Gap::When, "近期");
    check("有空了就寄", Gap::When, "有空");
    check("等我有空", Gap::When, "有空");
    check("及时处理", Gap::When, "及时");
    check("酌情补偿", Gap::HowMuch, "酌情");
    check("适当减免", Gap::HowMuch, "适当");
    check("合理的运费", Gap::HowMuch, "合理");
    check("大概三件", Gap::HowMuch, "大概");
    check("退约500元", Gap::HowMuch, "约");
    check("三天左右到账", Gap::HowMuch, "左右");
    check("给予一定补偿", Gap::HowMuch, "一定");
    check("运费协商解决", Gap::Undecided, "协商解决");
    check("运费双方协商", Gap::Undecided, "双方协商");
    check("金额待定", Gap::Undecided, "待定");
    check("refund ASAP", Gap::When, "ASAP");
    check("pay A.S.A.P.", Gap::When, "A.S.A.P.");
    check("as soon  as\npossible", Gap::When, "as soon  as\npossible");
    check("a reasonable sum", Gap::HowMuch, "reasonable");
    check(
        "within a reasonable time",
        Gap::When,
        "within a reasonable time",
    );
    check("about 30 yuan", Gap::HowMuch, "about");
    check("fee TBD", Gap::Undecided, "TBD");
}

#[test]
fn no_disguise_hides_a_word() {
    let check = |text: &str, word: &str| assert_eq!(words(text)[0].1, word, "{text}");
    check("尽 快 退款", "尽 快");
    check("儘快退款", "儘快");
    check("尽\u{200b}快退款", "尽\u{200b}快");
    check("ＡＳＡＰ", "ＡＳＡＰ");
    check("協商解決", "協商解決");
    check("AsAp 退", "AsAp");
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for definite in [
        "2026年12月4日24时前原支付渠道退回3,299.00元",
        "退还不合理的扣款",
        "因商品不适当使用造成的损失由消费者承担",
        "更换有空调的房型",
        "退还有空气净化器的订单",
        "补发方便面两箱",
        "更换左右两侧扶手",
        "退还合约款300元",
        "违约金按日计算",
        "经双方协商一致，退货退款",
        "一定要附发票",
        "由附近日用品店代收",
        "更换电视情况说明书",
        "等待定制的刻字戒指一枚",
        "补发3件左右手套",
        "今后不再发送短信",
        "相应型号的滤芯一个",
        "refund of the unreasonable deduction",
        "apology about the delay",
        "no later than 4 December 2026",
        "turn around the parcel",
        "",
    ] {
        assert_eq!(words(definite), [], "{definite}");
    }
}

#[test]
fn the_better_wording_says_what_the_promise_says() {
    let check = |text: &str, better: &str| {
        assert_eq!(rewritten(text, &known()), better);
    };
    check("尽快退款", "在2026年12月4日24时前退款");
    check("酌情补偿", "按人民币200.00元补偿");
    check(
        "尽快、酌情补偿，运费协商解决。",
        "在2026年12月4日24时前、按人民币200.00元补偿，运费由商家负责，在2026年12月4日24时前完成。",
    );
    check(
        "refund ASAP please",
        "refund by the end of 2026-12-04 please",
    );
    check("没有问题", "没有问题");
}

#[test]
fn a_better_wording_is_never_vague_itself() {
    let unknown = Known {
        due_on: None,
        amount: None,
        owes: None,
    };
    for known in [known(), unknown] {
        for entry in table::ENTRIES {
            assert_eq!(vague(&better(entry, &known), &known), [], "{}", entry.word);
        }
    }
}

#[test]
fn each_word_stands_once_in_the_table_as_it_is_read() {
    let mut seen = std::collections::BTreeSet::new();
    for entry in table::ENTRIES {
        assert!(seen.insert(entry.word), "{} twice", entry.word);
        let plain: String = Plain::of(entry.word)
            .chars
            .iter()
            .map(|(c, _)| *c)
            .collect();
        assert_eq!(plain, entry.word);
    }
}

proptest! {
    #[test]
    fn every_word_is_found_in_any_text_and_rewriting_leaves_none(
        at in 0..table::ENTRIES.len(),
        before in "[甲乙丙丁 ，。]{0,8}",
        behind in "[，。甲乙]{1,8}",
    ) {
        let entry = &table::ENTRIES[at];
        prop_assume!(!entry.after_number && !entry.before_number);
        let only = entry.only_before.first().copied().unwrap_or_default();
        let text = format!("{before} {}{only} {behind}", entry.word);
        prop_assert!(!vague(&text, &known()).is_empty(), "{}", text);
        prop_assert_eq!(vague(&rewritten(&text, &known()), &known()), []);
    }

    #[test]
    fn any_text_can_be_looked_at(text in "\\PC{0,60}") {
        let found = vague(&text, &known());
        for one in &found {
            let there: String = text.chars().skip(one.start).take(one.word.chars().count()).collect();
            prop_assert_eq!(&there, &one.word);
        }
        if found.is_empty() {
            prop_assert_eq!(rewritten(&text, &known()), text);
        }
    }
}
