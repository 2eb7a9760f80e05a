//! How somebody wants their desk.

use entity::desk_setting as table;
use hejie_domain::desk::UndoWindow;
use hejie_domain::ids::{Id, PersonId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

use crate::db::{DbError, Store, Work};

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeskSetting {
    /// For how long what one sends can be undone.
    pub undo: UndoWindow,
    /// Whether single keys do something.
    pub keys: bool,
}

impl Default for DeskSetting {
    fn default() -> Self {
        Self {
            undo: UndoWindow::default(),
            keys: true,
        }
    }
}

impl Store {
    /// What somebody has set, or what everybody begins with.
    pub async fn desk_setting(&self, person: PersonId) -> Result<DeskSetting, DbError> {
        let row = table::Entity::find_by_id(person.uuid())
            .one(self.read())
            .await?;
        let Some(row) = row else {
            return Ok(DeskSetting::default());
        };
        let undo = u32::try_from(row.undo_s).ok().and_then(UndoWindow::parse);
        Ok(DeskSetting {
            undo: undo.ok_or_else(|| DbError::unreadable("desk_setting", "undo_s", person))?,
            keys: row.keys,
        })
    }
}

impl Work {
    /// Sets it.
    pub async fn set_desk(&self, person: PersonId, setting: DeskSetting) -> Result<(), DbError> {
        let row = table::ActiveModel {
            person_id: Set(person.uuid()),
            undo_s: Set(i32::from(setting.undo.seconds())),
            keys: Set(setting.keys),
        };
        let over = OnConflict::column(table::Column::PersonId)
            .update_columns([table::Column::UndoS, table::Column::Keys])
            .to_owned();
        table::Entity::insert(row)
            .on_conflict(over)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }
}
