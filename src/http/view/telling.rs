//! Notices, messages that nobody carried, messages that could not be sent.

use std::collections::BTreeMap;

use hejie_domain::ids::{DisputeId, NoticeId, OutboxId};
use hejie_domain::telling::{Channel, Message};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::records::DeadPost;
use crate::app::telling::notices::Shown;
use crate::app::telling::outbox::KeptList;
use crate::app::telling::outbox::Remedy;
use crate::kept::KeptMessage;

/// A page of notices, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticePage {
    /// The notices.
    pub items: Vec<NoticeItem>,
    /// Where the next page begins; none on the last one.
    pub next_cursor: Option<NoticeId>,
}

/// A notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeItem {
    /// Which.
    pub id: NoticeId,
    /// What it tells.
    pub kind: Message,
    /// In which dispute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeId>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The same in words, in the caller's language.
    pub text: String,
    /// What belongs to it.
    pub data: NoticeData,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// When it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
}

/// What belongs to a notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeData {
    /// Until when something must be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
}

/// How many notices are unread.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unread {
    /// So many.
    pub unread: u64,
}

/// A page of messages that would have been sent, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptPage {
    /// The messages.
    pub items: Vec<KeptItem>,
    /// Whether codes and personal links are left out of them.
    pub blanked: bool,
    /// Where the next page begins; none on the last one.
    pub next_cursor: Option<OutboxId>,
}

/// A message that would have been sent if there were a gateway.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptItem {
    /// Which.
    pub id: OutboxId,
    /// By which way.
    pub channel: Channel,
    /// To which number or address.
    pub to: String,
    /// The subject of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The words.
    pub body: String,
    /// The file for calendars that comes with a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A page of messages that could not be sent, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadPage {
    /// The messages.
    pub items: Vec<DeadItem>,
    /// Where the next page begins; none on the last one.
    pub next_cursor: Option<OutboxId>,
}

/// A message that nobody tries to send any more.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadItem {
    /// Which.
    pub id: OutboxId,
    /// By which way.
    pub channel: String,
    /// What it tells.
    pub kind: Message,
    /// In which dispute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeId>,
    /// How often it was tried.
    pub attempts: u32,
    /// What stood in the way; `unknown` when it may have arrived.
    pub failure: String,
    /// When it was given up.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whether it can be tried again.
    pub can_retry: bool,
    /// Where the last attempt went, masked; nothing, where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_masked: Option<String>,
    /// Where a wrong address is put right: `address` here, `dispute` in the dispute, `account` by the
    /// person themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<&'static str>,
}

impl NoticePage {
    /// A full page has a next one, perhaps an empty one.
    pub fn of(shown: Vec<Shown>, limit: u64) -> Self {
        let next_cursor = last_of_full(&shown, limit).map(|last| last.notice.id);
        let items = shown.into_iter().map(NoticeItem::of).collect();
        Self { items, next_cursor }
    }
}

impl NoticeItem {
    fn of(shown: Shown) -> Self {
        let notice = shown.notice;
        Self {
            id: notice.id,
            kind: notice.message,
            dispute: notice.dispute,
            number: shown.number,
            text: shown.text,
            data: NoticeData { due_at: notice.due },
            at: notice.at,
            read_at: notice.read_at,
        }
    }
}

impl KeptPage {
    /// A full page has a next one, perhaps an empty one.
    pub fn of(kept: KeptList, limit: u64) -> Self {
        let next_cursor = last_of_full(&kept.messages, limit).map(|last| last.id);
        let item = |message: KeptMessage| KeptItem {
            id: message.id,
            channel: message.channel,
            to: message.to,
            subject: message.subject,
            body: message.body,
            calendar: message.calendar,
            at: message.at,
        };
        Self {
            items: kept.messages.into_iter().map(item).collect(),
            blanked: kept.blanked,
            next_cursor,
        }
    }
}

impl DeadPage {
    /// A full page has a next one, perhaps an empty one.
    pub fn of(dead: Vec<DeadPost>, addresses: &BTreeMap<String, String>, limit: u64) -> Self {
        let next_cursor = last_of_full(&dead, limit).map(|last| last.id);
        let item = |post: DeadPost| DeadItem {
            id: post.id,
            channel: post.channel,
            kind: post.message,
            dispute: post.dispute,
            attempts: post.attempts,
            failure: post.failure,
            at: post.at,
            can_retry: post.can_retry,
            to_masked: addresses.get(&post.key).cloned(),
            remedy: post.post.as_ref().and_then(Remedy::of).map(code),
        };
        Self {
            items: dead.into_iter().map(item).collect(),
            next_cursor,
        }
    }
}

const fn code(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Address => "address",
        Remedy::Dispute => "dispute",
        Remedy::Account => "account",
    }
}

fn last_of_full<T>(items: &[T], limit: u64) -> Option<&T> {
    let full = u64::try_from(items.len()).is_ok_and(|count| count >= limit);
    items.last().filter(|_| full)
}
