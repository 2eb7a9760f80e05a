//! Lists on the wire.

use hejie_domain::ids::{DisputeId, PersonId};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::dispute::Listed;
use crate::app::records::Row;

/// A page of disputes.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisputeList {
    pub items: Vec<DisputeRow>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
pub struct DisputeRow {
    pub id: DisputeId,
    pub number: String,
    pub title: String,
    pub category: String,
    pub phase: String,
    pub missed: bool,
    pub breached: bool,
    pub reopened: bool,
    /// The dispute that this one was joined to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<DisputeId>,
    pub claim_fen: i64,
    pub merchant: String,
    pub consumer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responder: Option<ResponderShort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_term: Option<String>,
    /// The seats whose turn it is.
    pub turn: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<&'static str>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub updated_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub filed_at: Option<Timestamp>,
    /// What the reader has not read in its rooms.
    pub unread: u64,
}

/// Who answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResponderShort {
    pub id: PersonId,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
}

impl DisputeList {
    pub fn of(listed: Listed) -> Self {
        let next_cursor = next_cursor(&listed);
        let items = lines(&listed);
        Self { items, next_cursor }
    }
}

/// Where the next page begins.
pub fn next_cursor(listed: &Listed) -> Option<String> {
    let next = listed.next?;
    Some(format!("{}.{}", next.key, next.id))
}

/// Every row as a line, in order.
pub fn lines(listed: &Listed) -> Vec<DisputeRow> {
    let responder = |row: &Row| {
        let id = row.responder?;
        let (name, work_no) = listed.responders.get(&id)?.clone();
        Some(ResponderShort { id, name, work_no })
    };
    let rows = listed.rows.iter().zip(&listed.unread);
    rows.map(|(row, unread)| line(row, responder(row), *unread))
        .collect()
}

fn line(row: &Row, responder: Option<ResponderShort>, unread: u64) -> DisputeRow {
    let instant = |micros: i64| Timestamp::from_microsecond(micros).ok();
    DisputeRow {
        id: row.id,
        number: row.number.clone(),
        title: row.title.clone(),
        category: row.category.clone(),
        phase: row.phase.clone(),
        missed: row.missed,
        breached: row.breached,
        reopened: row.reopened,
        merged_into: row.merged_into,
        claim_fen: row.claim_fen,
        merchant: row.merchant.clone(),
        consumer: row.consumer.clone(),
        responder,
        due_at: row.due_at.and_then(instant),
        due_term: row.due_term.clone(),
        turn: row.turn.clone(),
        closing: row
            .closing
            .map(hejie_domain::dispute::lists::ClosingKind::code),
        updated_at: instant(row.updated_at),
        filed_at: instant(row.filed_at),
        unread,
    }
}
