//! The audit trail as it is shown and taken away.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use hejie_domain::audit::{By, DeedGroup, DeedKind, Outcome, Subject, SubjectKind};
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PersonId};
use hejie_domain::people::Locale;
use hejie_domain::zone;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::audit::{AuditEntry, Names, State};

/// A page of the trail, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailPage {
    /// The entries.
    pub items: Vec<TrailItem>,
    /// Where the next page begins; none on the last one.
    pub next_cursor: Option<u64>,
}

/// An entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailItem {
    /// Its number.
    pub seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What was done.
    #[schema(value_type = DeedKind)]
    pub kind: String,
    /// What sort of thing that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<DeedGroup>,
    /// How it ended.
    pub outcome: Outcome,
    /// By whom.
    pub by: TrailBy,
    /// From which network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// In whose house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<TrailSubject>,
    /// To whom or what.
    pub subjects: Vec<TrailSubject>,
    /// Facts beside it.
    pub details: BTreeMap<String, String>,
}

/// Who did something.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailBy {
    /// Of which sort.
    pub kind: TrailByKind,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<PersonId>,
    /// What they are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What sort of doer somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrailByKind {
    /// Somebody with a session.
    Person,
    /// Somebody who has not proved who they are.
    Stranger,
    /// Whoever works at the command line.
    Operator,
    /// Nobody: the time had come.
    Clock,
}

/// What something was done to.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailSubject {
    /// What it is.
    pub kind: SubjectKind,
    /// Which.
    pub id: Uuid,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Whether the trail is whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailState {
    /// Whether every entry follows the one before, and none is missing at the end.
    pub whole: bool,
    /// How many there are, where it is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries: Option<u64>,
    /// The digest of the last one, where it is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
}

impl TrailState {
    /// As it was found.
    pub fn of(state: State) -> Self {
        match state {
            State::Whole { entries, head } => Self {
                whole: true,
                entries: Some(entries),
                head: Some(head.to_string()),
            },
            State::Broken => Self {
                whole: false,
                entries: None,
                head: None,
            },
        }
    }
}

impl TrailPage {
    /// A full page has a next one, perhaps an empty one.
    pub fn of(entries: Vec<AuditEntry>, names: &Names, limit: u64) -> Self {
        let full = u64::try_from(entries.len()).is_ok_and(|count| count >= limit);
        let next_cursor = entries.last().filter(|_| full).map(|last| last.seq);
        let items = entries.into_iter().map(|entry| TrailItem::of(entry, names));
        Self {
            items: items.collect(),
            next_cursor,
        }
    }
}

impl TrailItem {
    /// With what its ids are called.
    pub fn of(entry: AuditEntry, names: &Names) -> Self {
        let data = entry.data;
        let group = entry.kind.as_ref().ok().map(|kind| kind.group());
        Self {
            seq: entry.seq,
            at: entry.at,
            kind: entry
                .kind
                .map_or_else(|code| code, |kind| kind.code().to_owned()),
            group,
            outcome: entry.outcome,
            by: TrailBy::of(data.by, names),
            from: data.from.map(|network| network.as_str().to_owned()),
            organisation: data.organisation.map(|id| TrailSubject {
                kind: SubjectKind::Organisation,
                id: id.uuid(),
                name: names.organisations.get(&id).cloned(),
            }),
            subjects: data
                .subjects
                .iter()
                .map(|subject| TrailSubject::of(*subject, names))
                .collect(),
            details: data.details,
        }
    }

    /// As a line of a table, under [`titles`].
    pub fn line(&self, locale: Locale) -> Vec<Cow<'_, str>> {
        let said = |group: &str, code: &str| Cow::Owned(said(locale, group, code));
        let by = self
            .by
            .name
            .as_deref()
            .map_or_else(|| said("by", self.by.kind.code()), Cow::Borrowed);
        let subjects = self.subjects.iter().map(|subject| {
            let id = subject.id.to_string();
            let name = subject.name.clone().unwrap_or(id);
            format!("{} {name}", said_of(locale, subject.kind))
        });
        let details = self
            .details
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        vec![
            Cow::Owned(self.seq.to_string()),
            Cow::Owned(local(self.at)),
            said("deed", &self.kind),
            said("outcome", self.outcome.code()),
            by,
            Cow::Owned(self.by.id.map(|id| id.to_string()).unwrap_or_default()),
            Cow::Borrowed(self.from.as_deref().unwrap_or_default()),
            Cow::Borrowed(
                self.organisation
                    .as_ref()
                    .and_then(|place| place.name.as_deref())
                    .unwrap_or_default(),
            ),
            Cow::Owned(subjects.collect::<Vec<_>>().join("; ")),
            Cow::Owned(
                self.subjects
                    .iter()
                    .map(|subject| subject.id.to_string())
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
            Cow::Owned(details.collect::<Vec<_>>().join("; ")),
        ]
    }
}

impl TrailBy {
    fn of(by: By, names: &Names) -> Self {
        let (kind, id) = match by {
            By::Person { id, .. } => (TrailByKind::Person, Some(id)),
            By::Stranger => (TrailByKind::Stranger, None),
            By::Operator => (TrailByKind::Operator, None),
            By::Clock => (TrailByKind::Clock, None),
        };
        let name = id.and_then(|id| names.people.get(&id).cloned());
        Self { kind, id, name }
    }
}

impl TrailByKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Stranger => "stranger",
            Self::Operator => "operator",
            Self::Clock => "clock",
        }
    }
}

impl TrailSubject {
    fn of(subject: Subject, names: &Names) -> Self {
        let id = subject.id;
        let name = match subject.kind {
            SubjectKind::Person => names.people.get(&PersonId::from_uuid(id)),
            SubjectKind::Dispute => names.disputes.get(&DisputeId::from_uuid(id)),
            SubjectKind::Organisation => names.organisations.get(&OrganisationId::from_uuid(id)),
            SubjectKind::Session
            | SubjectKind::File
            | SubjectKind::Message
            | SubjectKind::Room
            | SubjectKind::Import
            | SubjectKind::Thing => None,
        };
        Self {
            kind: subject.kind,
            id,
            name: name.cloned(),
        }
    }
}

const COLUMNS: [&str; 11] = [
    "seq",
    "at",
    "deed",
    "outcome",
    "by",
    "by_id",
    "from",
    "organisation",
    "subjects",
    "subject_ids",
    "details",
];

/// What stands above the columns.
pub fn titles(locale: Locale) -> Vec<String> {
    COLUMNS
        .iter()
        .map(|column| said(locale, "column", column))
        .collect()
}

/// The words of the page, so that a table says the same: `group.code` of its catalogue, or the code.
fn said(locale: Locale, group: &str, code: &str) -> String {
    static WORDS: LazyLock<[Value; 2]> = LazyLock::new(|| {
        [
            include_str!("../../../frontend/src/shared/i18n/zh/audit.json"),
            include_str!("../../../frontend/src/shared/i18n/en/audit.json"),
        ]
        .map(|text| serde_json::from_str(text).unwrap_or_default())
    });
    let [zh, en] = &*WORDS;
    let words = match locale {
        Locale::ZhCn => zh,
        Locale::En => en,
    };
    let found = words.get(group).and_then(|group| group.get(code));
    found.and_then(Value::as_str).unwrap_or(code).to_owned()
}

fn said_of(locale: Locale, kind: SubjectKind) -> String {
    said(locale, "subject", kind.code())
}

fn local(at: Timestamp) -> String {
    at.to_zoned(zone())
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_recorded_has_words_in_both_languages() {
        for locale in Locale::ALL {
            let check = |group, code: &str| {
                assert_ne!(
                    said(*locale, group, code),
                    code,
                    "{locale:?} {group}.{code}"
                );
            };
            for kind in DeedKind::ALL {
                check("deed", kind.code());
            }
            for kind in DeedGroup::ALL {
                check("group", kind.code());
            }
            for kind in Outcome::ALL {
                check("outcome", kind.code());
            }
            for kind in SubjectKind::ALL {
                check("subject", kind.code());
            }
            for column in &COLUMNS {
                check("column", column);
            }
        }
    }
}
