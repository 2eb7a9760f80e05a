//! Words that the log refers to. They can be erased; their places in the log stay.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use hejie_domain::ids::{DisputeId, Id, TextId};
use hejie_domain::text::Text;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::db::queue::Source;
use crate::db::{DbError, Store, Work, micros};
use entity::dispute_text as table;

impl Store {
    /// All words of a dispute that were not erased.
    pub async fn texts(&self, dispute: DisputeId) -> Result<BTreeMap<TextId, String>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .all(self.read())
            .await?;
        let kept = rows
            .into_iter()
            .filter_map(|row| Some((TextId::from_uuid(row.id), row.body?)));
        Ok(kept.collect())
    }

    /// The words of these texts that were not erased.
    pub async fn texts_among(&self, ids: &[TextId]) -> Result<BTreeMap<TextId, String>, DbError> {
        among(self.read(), ids).await
    }

    /// The salt of a text, for proving it against the log.
    pub async fn text_salt(&self, text: TextId) -> Result<Option<Vec<u8>>, DbError> {
        let row = table::Entity::find_by_id(text.uuid())
            .one(self.read())
            .await?;
        let Some(salt) = row.and_then(|row| row.salt) else {
            return Ok(None);
        };
        let bytes = HEXLOWER.decode(salt.as_bytes());
        bytes
            .map(Some)
            .map_err(|_odd| DbError::unreadable("dispute_text", "salt", text))
    }
}

impl Work {
    /// Keeps the words that a command brought.
    pub async fn keep_texts(&self, dispute: DisputeId, texts: &[&Text]) -> Result<(), DbError> {
        let rows = texts.iter().map(|text| table::ActiveModel {
            id: Set(text.id.uuid()),
            dispute_id: Set(dispute.uuid()),
            body: Set(Some(text.words.as_str().to_owned())),
            salt: Set(Some(HEXLOWER.encode(&text.salt))),
            erased_at: Set(None),
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            table::Entity::insert_many(rows)
                .exec_without_returning(self.tx())
                .await?;
        }
        Ok(())
    }

    /// Erases a text and its salt: nothing can be guessed from the digest any more.
    pub async fn erase_text(&self, text: TextId, at: Timestamp) -> Result<(), DbError> {
        let erased = table::ActiveModel {
            body: Set(None),
            salt: Set(None),
            erased_at: Set(Some(micros(at))),
            ..Default::default()
        };
        table::Entity::update_many()
            .set(erased)
            .filter(table::Column::Id.eq(text.uuid()))
            .exec(self.tx())
            .await?;
        self.unindex(Source::Text(text)).await
    }

    /// The words of these texts that were not erased, as this work sees them.
    pub async fn texts_among(&self, ids: &[TextId]) -> Result<BTreeMap<TextId, String>, DbError> {
        among(self.tx(), ids).await
    }
}

async fn among<C: ConnectionTrait>(
    connection: &C,
    ids: &[TextId],
) -> Result<BTreeMap<TextId, String>, DbError> {
    let rows = table::Entity::find()
        .filter(table::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .all(connection)
        .await?;
    let kept = rows
        .into_iter()
        .filter_map(|row| Some((TextId::from_uuid(row.id), row.body?)));
    Ok(kept.collect())
}
