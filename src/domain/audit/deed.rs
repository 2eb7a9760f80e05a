//! One deed, before it has its place in the chain.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DeedKind, Network};
use crate::closed_list;
use crate::ids::{
    DisputeId, EvidenceId, Id, LawImportId, OrganisationId, OutboxId, PersonId, RoomId, SessionId,
};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum By {
    /// Somebody with a session.
    Person {
        /// Who.
        id: PersonId,
        /// By which session.
        session: SessionId,
    },
    /// Somebody who has not proved who they are; whose account it was is a subject.
    Stranger,
    /// Whoever works at the command line of the machine.
    Operator,
    /// Nobody: the time had come.
    Clock,
}

closed_list! {
    /// How it ended.
    Outcome {
        /// 完成
        Done = "done",
        /// 被拒绝
        Refused = "refused",
        /// 出错未完成
        Failed = "failed",
    }
}

closed_list! {
    /// What a deed can be about.
    SubjectKind {
        /// 人
        Person = "person",
        /// 组织
        Organisation = "organisation",
        /// 争议
        Dispute = "dispute",
        /// 登录
        Session = "session",
        /// 文件
        File = "file",
        /// 消息
        Message = "message",
        /// 沟通室
        Room = "room",
        /// 导入的文件
        Import = "import",
        /// 其他
        Thing = "thing",
    }
}

/// One of the things a deed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Which.
    pub id: Uuid,
}

impl Subject {
    /// Something that has no kind of its own here: an invitation, a template, a saved view.
    pub fn thing(id: impl Id) -> Self {
        Self::of(SubjectKind::Thing, id)
    }

    fn of(kind: SubjectKind, id: impl Id) -> Self {
        let id = id.uuid();
        Self { kind, id }
    }
}

macro_rules! subjects {
    ($($id:ident => $kind:ident,)*) => {$(
        impl From<$id> for Subject {
            fn from(id: $id) -> Self {
                Self::of(SubjectKind::$kind, id)
            }
        }
    )*};
}

subjects! {
    PersonId => Person,
    OrganisationId => Organisation,
    DisputeId => Dispute,
    SessionId => Session,
    EvidenceId => File,
    OutboxId => Message,
    RoomId => Room,
    LawImportId => Import,
}

/// A fact beside a deed: a code, a number, a day, an id, or a few words of whoever did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail(String);

impl Detail {
    /// More than a reason or a search needs; the rest is cut off.
    pub const CHARS_MAX: usize = 200;

    /// What the one who did it gave as a reason, or looked for. Never what people wrote to one
    /// another, and never a secret.
    pub fn words(words: &str) -> Self {
        let plain = words.chars().filter(|c| !c.is_control());
        Self(plain.take(Self::CHARS_MAX).collect())
    }

    /// Anything that writes itself as an id or a code.
    pub fn shown(value: impl Display) -> Self {
        Self::words(&value.to_string())
    }
}

impl From<&'static str> for Detail {
    fn from(code: &'static str) -> Self {
        Self(code.to_owned())
    }
}

impl From<u64> for Detail {
    fn from(number: u64) -> Self {
        Self(number.to_string())
    }
}

impl From<usize> for Detail {
    fn from(number: usize) -> Self {
        Self(number.to_string())
    }
}

impl From<Date> for Detail {
    fn from(day: Date) -> Self {
        Self(day.to_string())
    }
}

/// What somebody did. Made by [`Deed::new`] or by the caller it belongs to, then told more about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What.
    pub kind: DeedKind,
    /// How it ended.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
    /// Everything else.
    pub data: Data,
}

/// What of a deed is kept as one text, in the order of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Who.
    pub by: By,
    /// From where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Network>,
    /// In whose house: who may read the entry depends on it. Without one it concerns the
    /// installation, and every administrator of a platform reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// To whom or what, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// Facts beside it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
}

impl Deed {
    /// Something that was done.
    pub fn new(kind: DeedKind, by: By, at: Timestamp) -> Self {
        Self {
            kind,
            outcome: Outcome::Done,
            at,
            data: Data {
                by,
                from: None,
                organisation: None,
                subjects: Vec::new(),
                details: BTreeMap::new(),
            },
        }
    }

    /// From where.
    pub fn out_of(mut self, network: Option<Network>) -> Self {
        self.data.from = network;
        self
    }

    /// In whose house.
    pub fn within(mut self, organisation: OrganisationId) -> Self {
        self.data.organisation = Some(organisation);
        self
    }

    /// To whom or what; may be said of several.
    pub fn about(mut self, subject: impl Into<Subject>) -> Self {
        let subject = subject.into();
        if !self.data.subjects.contains(&subject) {
            self.data.subjects.push(subject);
        }
        self
    }

    /// A fact beside it.
    pub fn with(mut self, name: &'static str, value: impl Into<Detail>) -> Self {
        let Detail(value) = value.into();
        self.data.details.insert(name.to_owned(), value);
        self
    }

    /// It was not let happen, for a reason with a code.
    pub fn refused(self, why: &'static str) -> Self {
        self.with("why", why).ending(Outcome::Refused)
    }

    /// It was let happen and went wrong, for a reason with a code.
    pub fn failed(self, why: &'static str) -> Self {
        self.with("why", why).ending(Outcome::Failed)
    }

    fn ending(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_kept_as_ids_and_codes() {
        let deed = Deed::new(
            DeedKind::RoleGranted,
            By::Person {
                id: PersonId::constant(1),
                session: SessionId::constant(2),
            },
            Timestamp::UNIX_EPOCH,
        )
        .out_of(Network::parse("203.0.113.9"))
        .within(OrganisationId::constant(3))
        .about(PersonId::constant(4))
        .about(PersonId::constant(4))
        .with("role", "supervisor");
        insta::assert_snapshot!(serde_json::to_string(&deed.data).unwrap());
        let text = serde_json::to_string(&deed.data).unwrap();
        assert_eq!(serde_json::from_str::<Data>(&text).unwrap(), deed.data);
    }

    #[test]
    fn long_words_are_cut_and_lines_are_joined() {
        let Detail(kept) = Detail::words(&format!("=1+1\r\n{}", "字".repeat(300)));
        assert_eq!(kept.chars().count(), Detail::CHARS_MAX);
        assert!(!kept.contains('\n'));
    }
}
