//! Words to find. What is written here is written in the transaction of its source, and goes with it.
//!
//! One row a thing: a dispute's numbers and names, a text of its log, a message. Who may not read a
//! thing does not find it: the condition is part of the question, so that counts say nothing either.

use std::collections::HashMap;

use hejie_domain::ids::{DisputeId, Id, MessageId, RoomId, TextId};
use hejie_domain::queue::find::{Needle, pieces};
use hejie_domain::room::RoomKind;
use hejie_domain::text::Sha256Hash;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement, Value,
};

use super::{Reader, ask};
use crate::db::room::message_of;
use crate::db::{DbError, Message, Store, Work};
use entity::{dispute, message, room, search_doc as table};

/// Of which kind a thing is that words are found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Number, title, names and contacts of a dispute.
    Head(DisputeId),
    /// A text of its log.
    Text(TextId),
    /// A message in a room.
    Message(MessageId),
}

/// Something to be found, its words in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    pub dispute: DisputeId,
    pub source: Source,
    /// For a message: where it stands.
    pub room: Option<(RoomId, RoomKind, u64)>,
    pub pieces: Vec<String>,
}

/// Something in which a word was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub dispute: DisputeId,
    pub source: Source,
    pub room: Option<RoomKind>,
}

impl Source {
    const fn code(self) -> &'static str {
        match self {
            Self::Head(_) => "head",
            Self::Text(_) => "text",
            Self::Message(_) => "message",
        }
    }

    fn uuid(self) -> uuid::Uuid {
        match self {
            Self::Head(id) => id.uuid(),
            Self::Text(id) => id.uuid(),
            Self::Message(id) => id.uuid(),
        }
    }

    fn of(code: &str, id: uuid::Uuid) -> Option<Self> {
        match code {
            "head" => Some(Self::Head(DisputeId::from_uuid(id))),
            "text" => Some(Self::Text(TextId::from_uuid(id))),
            "message" => Some(Self::Message(MessageId::from_uuid(id))),
            _ => None,
        }
    }
}

impl Work {
    /// Makes a thing to be found by these words and no others. One without words is not found.
    pub async fn index(&self, doc: &Doc) -> Result<(), DbError> {
        let digest = digest(&doc.pieces);
        let known = table::Entity::find()
            .filter(table::Column::Source.eq(doc.source.code()))
            .filter(table::Column::SourceId.eq(doc.source.uuid()))
            .one(self.tx())
            .await?;
        if known.as_ref().is_some_and(|known| known.digest == digest) {
            return Ok(());
        }
        if known.is_some() {
            self.unindex(doc.source).await?;
        }
        if doc.pieces.is_empty() {
            return Ok(());
        }
        self.put_doc(doc, digest).await
    }

    /// Forgets the words of a thing.
    pub async fn unindex(&self, source: Source) -> Result<(), DbError> {
        let of_source = || {
            table::Entity::find()
                .filter(table::Column::Source.eq(source.code()))
                .filter(table::Column::SourceId.eq(source.uuid()))
        };
        let ids = of_source().select_only().column(table::Column::Id);
        let ids: Vec<i64> = ids.into_tuple().all(self.tx()).await?;
        self.drop_docs(&ids).await
    }

    /// Forgets every word of a dispute, so that it can be read in anew.
    pub async fn unindex_dispute(&self, dispute: DisputeId) -> Result<(), DbError> {
        let ids: Vec<i64> = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .select_only()
            .column(table::Column::Id)
            .into_tuple()
            .all(self.tx())
            .await?;
        self.drop_docs(&ids).await
    }

    /// Whether somebody has made the dispute to be found.
    pub async fn is_indexed(&self, dispute: DisputeId) -> Result<bool, DbError> {
        let head = table::Entity::find()
            .select_only()
            .column(table::Column::Id)
            .filter(table::Column::Source.eq("head"))
            .filter(table::Column::SourceId.eq(dispute.uuid()));
        let found: Option<i64> = head.into_tuple().one(self.tx()).await?;
        Ok(found.is_some())
    }

    /// Makes a message to be found, or forgets it where it has no words any more.
    pub(in crate::db) async fn index_message(
        &self,
        message: &Message,
        (dispute, kind): (DisputeId, RoomKind),
    ) -> Result<(), DbError> {
        let source = Source::Message(message.id);
        let Some(body) = message.body.as_deref() else {
            return self.unindex(source).await;
        };
        let doc = Doc {
            dispute,
            source,
            room: Some((message.room, kind, message.seq)),
            pieces: pieces(body),
        };
        self.index(&doc).await
    }

    /// Of which dispute a room is, and of which kind.
    pub(in crate::db) async fn place_of(
        &self,
        room: RoomId,
    ) -> Result<(DisputeId, RoomKind), DbError> {
        let place: Option<(uuid::Uuid, String)> = room::Entity::find_by_id(room.uuid())
            .select_only()
            .column(room::Column::DisputeId)
            .column(room::Column::Kind)
            .into_tuple()
            .one(self.tx())
            .await?;
        let unreadable = || DbError::unreadable("room", "kind", room);
        let (dispute, kind) = place.ok_or_else(unreadable)?;
        let kind = RoomKind::parse(&kind).ok_or_else(unreadable)?;
        Ok((DisputeId::from_uuid(dispute), kind))
    }

    /// Makes every message of a dispute to be found.
    pub async fn index_messages(&self, dispute: DisputeId) -> Result<(), DbError> {
        let of_dispute = room::Entity::find()
            .select_only()
            .column(room::Column::Id)
            .filter(room::Column::DisputeId.eq(dispute.uuid()));
        let rooms: Vec<uuid::Uuid> = of_dispute.into_tuple().all(self.tx()).await?;
        let rows = message::Entity::find()
            .filter(message::Column::RoomId.is_in(rooms))
            .filter(message::Column::Body.is_not_null())
            .all(self.tx())
            .await?;
        for row in rows {
            let message = message_of(row)?;
            let place = self.place_of(message.room).await?;
            self.index_message(&message, place).await?;
        }
        Ok(())
    }

    async fn put_doc(&self, doc: &Doc, digest: String) -> Result<(), DbError> {
        let (room, kind, seq) = match doc.room {
            Some((room, kind, seq)) => (Some(room.uuid()), Some(kind.code()), seq),
            None => (None, None, 0),
        };
        let mut values: Vec<Value> = vec![
            doc.dispute.uuid().into(),
            doc.source.code().into(),
            doc.source.uuid().into(),
            room.into(),
            kind.into(),
            i64::try_from(seq).unwrap_or(i64::MAX).into(),
            digest.into(),
        ];
        let (sql, words) = if self.backend() == DbBackend::Postgres {
            (PUT_POSTGRES, vector(&doc.pieces))
        } else {
            (PUT_SQLITE, doc.pieces.join(" "))
        };
        if self.backend() == DbBackend::Postgres {
            values.push(words.into());
            let put = Statement::from_sql_and_values(self.backend(), sql, values);
            self.tx().execute_raw(put).await?;
            return Ok(());
        }
        let put = Statement::from_sql_and_values(self.backend(), sql, values);
        let id = self.tx().execute_raw(put).await?.last_insert_id();
        let id = i64::try_from(id).unwrap_or(i64::MAX);
        let words: Vec<Value> = vec![id.into(), words.into()];
        let put = Statement::from_sql_and_values(self.backend(), WORDS_SQLITE, words);
        self.tx().execute_raw(put).await?;
        Ok(())
    }

    async fn drop_docs(&self, ids: &[i64]) -> Result<(), DbError> {
        if self.backend() == DbBackend::Sqlite {
            for id in ids {
                let sql = "DELETE FROM search_words WHERE rowid = ?";
                let drop = Statement::from_sql_and_values(self.backend(), sql, [Value::from(*id)]);
                self.tx().execute_raw(drop).await?;
            }
        }
        table::Entity::delete_many()
            .filter(table::Column::Id.is_in(ids.iter().copied()))
            .exec(self.tx())
            .await?;
        Ok(())
    }
}

const PUT_SQLITE: &str = "INSERT INTO search_doc \
    (dispute_id, source, source_id, room_id, room_kind, seq, digest) VALUES (?, ?, ?, ?, ?, ?, ?)";
const WORDS_SQLITE: &str = "INSERT INTO search_words (rowid, words) VALUES (?, ?)";
const PUT_POSTGRES: &str = "INSERT INTO search_doc \
    (dispute_id, source, source_id, room_id, room_kind, seq, digest, words) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8::tsvector)";

impl Store {
    /// Disputes behind `after` that nobody has made to be found yet, the oldest first.
    pub async fn disputes_to_index(
        &self,
        after: Option<DisputeId>,
        limit: u64,
    ) -> Result<Vec<DisputeId>, DbError> {
        let indexed = Query::select()
            .column(table::Column::SourceId)
            .from(table::Entity)
            .and_where(table::Column::Source.eq("head"))
            .to_owned();
        let mut waiting = dispute::Entity::find()
            .select_only()
            .column(dispute::Column::Id)
            .filter(dispute::Column::Id.not_in_subquery(indexed))
            .order_by_asc(dispute::Column::Id)
            .limit(limit);
        if let Some(after) = after {
            waiting = waiting.filter(dispute::Column::Id.gt(after.uuid()));
        }
        let ids: Vec<uuid::Uuid> = waiting.into_tuple().all(self.read()).await?;
        Ok(ids.into_iter().map(DisputeId::from_uuid).collect())
    }

    /// Where words stand in these disputes, as far as the reader may read: the newest things first, a
    /// few of each dispute.
    pub async fn found_in(
        &self,
        reader: &Reader,
        disputes: &[DisputeId],
        needles: &[Needle],
    ) -> Result<Vec<Found>, DbError> {
        const EACH_MAX: usize = 3;
        let mut found: Vec<Found> = Vec::new();
        let mut counts: HashMap<(DisputeId, usize), usize> = HashMap::new();
        for (at, needle) in needles.iter().enumerate() {
            for one in self.holding(reader, disputes, needle).await? {
                let count = counts.entry((one.dispute, at)).or_default();
                *count = count.saturating_add(1);
                if *count <= EACH_MAX && !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        Ok(found)
    }

    async fn holding(
        &self,
        reader: &Reader,
        disputes: &[DisputeId],
        needle: &Needle,
    ) -> Result<Vec<Found>, DbError> {
        const FOUND_MAX: u64 = 500;
        if disputes.is_empty() {
            return Ok(Vec::new());
        }
        let backend = self.backend();
        let (from, matches, words) = if backend == DbBackend::Postgres {
            ("search_doc d", "d.words @@ ?::tsquery", query(needle))
        } else {
            // The disputes are few: their things are looked up among the words, not the other way.
            let from = "search_doc d CROSS JOIN search_words w ON w.rowid = d.id";
            (from, "w.words MATCH ?", matching(needle))
        };
        let places = vec!["?"; disputes.len()].join(", ");
        let sql = format!(
            "SELECT d.dispute_id, d.source, d.source_id, d.room_kind FROM {from} \
             LEFT JOIN room_member m ON m.room_id = d.room_id AND m.person_id = ? \
             WHERE {matches} AND d.dispute_id IN ({places}) AND ({}) \
             ORDER BY d.id DESC LIMIT {FOUND_MAX}",
            readable(reader),
        );
        let mut values: Vec<Value> = vec![reader.person.uuid().into(), words.into()];
        values.extend(disputes.iter().map(|id| Value::from(id.uuid())));
        let find = ask(backend, &sql, values);
        let rows = self.read().query_all_raw(find).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let (code, id) = (
                row.try_get::<String>("", "source")?,
                row.try_get("", "source_id")?,
            );
            let unreadable = || DbError::unreadable("search_doc", "source", id);
            let room: Option<String> = row.try_get("", "room_kind")?;
            found.push(Found {
                dispute: DisputeId::from_uuid(row.try_get("", "dispute_id")?),
                source: Source::of(&code, id).ok_or_else(unreadable)?,
                room: room.as_deref().and_then(RoomKind::parse),
            });
        }
        Ok(found)
    }
}

/// That a dispute of the outer question holds the word somewhere where the reader may read.
pub(super) fn holds(backend: DbBackend, needle: &Needle, reader: &Reader) -> Expr {
    let readable = readable(reader);
    let sql = if backend == DbBackend::Postgres {
        format!(
            r#""dispute"."id" IN (SELECT d.dispute_id FROM search_doc d
            LEFT JOIN room_member m ON m.room_id = d.room_id AND m.person_id = $1
            WHERE d.words @@ $2::tsquery AND ({readable}))"#
        )
    } else {
        format!(
            r#""dispute"."id" IN (SELECT d.dispute_id FROM search_words w
            JOIN search_doc d ON d.id = w.rowid
            LEFT JOIN room_member m ON m.room_id = d.room_id AND m.person_id = ?
            WHERE w.words MATCH ? AND ({readable}))"#
        )
    };
    let words = if backend == DbBackend::Postgres {
        query(needle)
    } else {
        matching(needle)
    };
    let values: [Value; 2] = [reader.person.uuid().into(), words.into()];
    Expr::cust_with_values(sql, values)
}

/// What belongs to the dispute itself, and what was said in rooms that the reader may read in every
/// dispute. Nothing else: where only some may read, nobody searches.
fn readable(reader: &Reader) -> String {
    let kinds = reader.rooms.iter().map(|kind| format!("'{}'", kind.code()));
    let kinds: Vec<_> = kinds.collect();
    let open = if kinds.is_empty() {
        "1 = 0".to_owned()
    } else {
        format!("d.room_kind IN ({})", kinds.join(", "))
    };
    format!("d.room_id IS NULL OR ({open} AND COALESCE(m.visible_from_seq, 1) <= d.seq)")
}

/// A phrase of FTS5.
fn matching(needle: &Needle) -> String {
    let open = if needle.is_open() { " *" } else { "" };
    format!("\"{}\"{open}", needle.pieces().join(" "))
}

/// A phrase of PostgreSQL's.
fn query(needle: &Needle) -> String {
    let quoted = needle.pieces().iter().map(|piece| format!("'{piece}'"));
    let phrase = quoted.collect::<Vec<_>>().join(" <-> ");
    let open = if needle.is_open() { ":*" } else { "" };
    format!("{phrase}{open}")
}

/// Pieces with their places; they hold letters, digits and the barrier only, so nothing is quoted.
fn vector(pieces: &[String]) -> String {
    let placed = pieces.iter().zip(1_u32..);
    let placed = placed.map(|(piece, at)| format!("'{piece}':{at}"));
    placed.collect::<Vec<_>>().join(" ")
}

fn digest(pieces: &[String]) -> String {
    let pieces: Vec<&[u8]> = pieces.iter().map(String::as_bytes).collect();
    Sha256Hash::of("hejie-search-v1", &pieces).to_string()
}
