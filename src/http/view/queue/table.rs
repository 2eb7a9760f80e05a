//! The queue as a table for a spreadsheet.

use hejie_domain::people::Locale;
use jiff::Timestamp;

use crate::app::queue::QueuePage;

/// What stands over the columns.
pub fn titles(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::ZhCn => &[
            "编号",
            "事由",
            "消费者",
            "商家",
            "类别",
            "阶段",
            "逾期未答复",
            "轮到",
            "期限",
            "金额（元）",
            "负责人",
            "工号",
            "标签",
            "提交时间",
            "更新时间",
        ],
        Locale::En => &[
            "Number",
            "Subject",
            "Consumer",
            "Merchant",
            "Category",
            "Phase",
            "Response missed",
            "Turn",
            "Deadline",
            "Amount (yuan)",
            "Responder",
            "Staff no.",
            "Tags",
            "Filed",
            "Updated",
        ],
    }
}

/// One line a dispute. Codes stay codes, so that tables of two languages can be compared.
pub fn lines(page: &QueuePage, locale: Locale) -> Vec<Vec<String>> {
    let yes = match locale {
        Locale::ZhCn => "是",
        Locale::En => "yes",
    };
    let rows = page.listed.rows.iter().zip(&page.extras);
    let line = |(row, extra): (&crate::app::records::Row, &crate::app::queue::Extra)| {
        let responder = row
            .responder
            .and_then(|id| page.listed.responders.get(&id).cloned());
        let (name, work_no) = responder.unwrap_or_default();
        let tags = extra.tags.iter().filter_map(|id| page.tags.get(id));
        let tags: Vec<_> = tags.map(|tag| tag.name.as_str()).collect();
        vec![
            row.number.clone(),
            row.title.clone(),
            row.consumer.clone(),
            row.merchant.clone(),
            row.category.clone(),
            row.phase.clone(),
            if row.missed {
                yes.to_owned()
            } else {
                String::new()
            },
            row.turn.join(" "),
            row.due_at.map(moment).unwrap_or_default(),
            format!("{}.{:02}", row.claim_fen / 100, row.claim_fen % 100),
            name,
            text(work_no.unwrap_or_default()),
            tags.join(" "),
            moment(row.filed_at),
            moment(row.updated_at),
        ]
    };
    rows.map(line).collect()
}

/// A spreadsheet cuts long numbers short and drops leading zeros; behind an apostrophe they are text.
fn text(number: String) -> String {
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    if digits { format!("'{number}") } else { number }
}

fn moment(micros: i64) -> String {
    let at = Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH);
    let local = at.to_zoned(hejie_domain::zone());
    local.strftime("%Y-%m-%d %H:%M").to_string()
}
