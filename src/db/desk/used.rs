//! How often replies were used.

use std::collections::BTreeMap;

use entity::template_use as table;
use hejie_domain::ids::{Id, PersonId, TemplateId};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Set};

use crate::db::{DbError, Store, Work, micros};

/// How often a reply was used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// By everybody.
    pub all: u64,
    /// By one person.
    pub own: u64,
}

impl Store {
    /// How often each of the replies was used, by everybody and by `person`.
    pub async fn template_uses(
        &self,
        ids: &[TemplateId],
        person: PersonId,
    ) -> Result<BTreeMap<TemplateId, Uses>, DbError> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows: Vec<(uuid::Uuid, uuid::Uuid, i64)> = table::Entity::find()
            .filter(table::Column::TemplateId.is_in(ids.iter().map(|id| id.uuid())))
            .select_only()
            .column(table::Column::TemplateId)
            .column(table::Column::PersonId)
            .column(table::Column::Uses)
            .into_tuple()
            .all(self.read())
            .await?;
        let mut found: BTreeMap<TemplateId, Uses> = BTreeMap::new();
        for (template, by, count) in rows {
            let count = u64::try_from(count)
                .map_err(|_negative| DbError::unreadable("template_use", "uses", template))?;
            let uses = found.entry(TemplateId::from_uuid(template)).or_default();
            uses.all = uses.all.saturating_add(count);
            if by == person.uuid() {
                uses.own = count;
            }
        }
        Ok(found)
    }
}

impl Work {
    /// Somebody has used a reply once more.
    pub async fn use_template(
        &self,
        id: TemplateId,
        person: PersonId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let row = table::ActiveModel {
            template_id: Set(id.uuid()),
            person_id: Set(person.uuid()),
            uses: Set(1),
            last_at: Set(micros(at)),
        };
        let more = Expr::col((table::Entity, table::Column::Uses)).add(1);
        let again = OnConflict::columns([table::Column::TemplateId, table::Column::PersonId])
            .value(table::Column::Uses, more)
            .update_column(table::Column::LastAt)
            .to_owned();
        table::Entity::insert(row)
            .on_conflict(again)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }
}
