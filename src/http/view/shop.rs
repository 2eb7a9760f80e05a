//! A shop's desk on the wire.

use hejie_domain::dispute::turn::Awaited;
use hejie_domain::ids::DisputeId;
use hejie_domain::money::Fen;
use hejie_domain::record::Record;
use hejie_domain::taxonomy::Category;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::dispute::ResponderShort;
use crate::app::records::{ShopCounts, ShopRow as Row};
use crate::app::shop::{Listed, Period};

/// A page of a shop's disputes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShopList {
    pub items: Vec<ShopRow>,
    pub counts: ShopCountsView,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// How many wait in each part; 1000 means that many or more.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShopCountsView {
    pub waiting: u64,
    pub due_soon: u64,
    pub open: u64,
    pub closed: u64,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShopRow {
    pub id: DisputeId,
    pub number: String,
    pub title: String,
    pub category: String,
    pub phase: String,
    pub breached: bool,
    pub claim_fen: i64,
    pub consumer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responder: Option<ResponderShort>,
    /// What is awaited of the shop; `nothing` when it can wait.
    pub awaited: Awaited,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<&'static str>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub filed_at: Option<Timestamp>,
    /// What the reader has not read in its rooms.
    pub unread: u64,
}

impl ShopList {
    pub fn of(listed: Listed) -> Self {
        let next_cursor = listed.next.map(|next| format!("{}.{}", next.key, next.id));
        let ShopCounts {
            waiting,
            due_soon,
            open,
            closed,
        } = listed.counts;
        let responder = |row: &Row| {
            let id = row.responder?;
            let (name, work_no) = listed.responders.get(&id)?.clone();
            Some(ResponderShort { id, name, work_no })
        };
        let rows = listed.rows.iter().zip(&listed.unread);
        let items = rows.map(|(row, unread)| line(row, responder(row), *unread));
        Self {
            items: items.collect(),
            counts: ShopCountsView {
                waiting,
                due_soon,
                open,
                closed,
            },
            next_cursor,
        }
    }
}

fn line(row: &Row, responder: Option<ResponderShort>, unread: u64) -> ShopRow {
    let instant = |micros: i64| Timestamp::from_microsecond(micros).ok();
    ShopRow {
        id: row.id,
        number: row.number.clone(),
        title: row.title.clone(),
        category: row.category.clone(),
        phase: row.phase.clone(),
        breached: row.breached,
        claim_fen: row.claim_fen,
        consumer: row.consumer.clone(),
        responder,
        awaited: row.awaited,
        due_at: row.due_at.and_then(instant),
        closing: row
            .closing
            .map(hejie_domain::dispute::lists::ClosingKind::code),
        filed_at: instant(row.filed_at),
        unread,
    }
}

/// A shop's own record.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// The first day, in Asia/Shanghai.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    pub filed: u64,
    pub open: u64,
    pub answered_in_time: u64,
    pub answered_late: u64,
    pub unanswered: u64,
    /// From delivery to the first answer: half were quicker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_median_min: Option<i64>,
    pub performed: u64,
    pub unconfirmed: u64,
    pub withdrawn: u64,
    pub no_settlement: u64,
    pub rejected: u64,
    pub promises_kept: u64,
    pub promises_open: u64,
    pub promises_broken: u64,
    pub paid_fen: Fen,
    /// The most first.
    pub categories: Vec<CategoryCount>,
    /// Oldest first.
    pub months: Vec<MonthCount>,
}

/// How many disputes are about something.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryCount {
    pub category: Category,
    pub filed: u64,
}

/// How many disputes were filed in a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthCount {
    /// Its first day.
    #[schema(value_type = String, format = Date)]
    pub month: Date,
    pub filed: u64,
}

impl RecordView {
    pub fn of(period: Period, record: Record) -> Self {
        let category = |(category, filed)| CategoryCount { category, filed };
        let month = |(month, filed)| MonthCount { month, filed };
        Self {
            from: period.from,
            to: period.to,
            filed: record.filed,
            open: record.open,
            answered_in_time: record.answered_in_time,
            answered_late: record.answered_late,
            unanswered: record.unanswered,
            answer_median_min: record.answer_median_min,
            performed: record.performed,
            unconfirmed: record.unconfirmed,
            withdrawn: record.withdrawn,
            no_settlement: record.no_settlement,
            rejected: record.rejected,
            promises_kept: record.promises_kept,
            promises_open: record.promises_open,
            promises_broken: record.promises_broken,
            paid_fen: record.paid_fen,
            categories: record.categories.into_iter().map(category).collect(),
            months: record.months.into_iter().map(month).collect(),
        }
    }
}
