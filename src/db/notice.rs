//! Notices inside the product. 送达 is their row, 已读 is `read_at`, and neither stands for the
//! other.

use entity::notice as table;
use hejie_domain::ids::{DisputeId, Id, NoticeId, PartyId, PersonId};
use hejie_domain::telling::{Message, Reader, TellPost};
use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde::{Deserialize, Serialize};

use super::{DbError, Nudge, Store, Work, instant, micros};

/// A notice that is to be left for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice<'a> {
    /// Its row.
    pub id: NoticeId,
    /// For whom.
    pub person: PersonId,
    /// What it tells, written for this recipient.
    pub tell: &'a TellPost,
    /// When.
    pub at: Timestamp,
}

/// A notice that was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its row.
    pub id: NoticeId,
    /// For whom.
    pub person: PersonId,
    /// What it tells.
    pub message: Message,
    /// From whose side.
    pub reader: Reader,
    /// In which dispute.
    pub dispute: Option<DisputeId>,
    /// For which party.
    pub party: Option<PartyId>,
    /// Until when something must be done.
    pub due: Option<Timestamp>,
    /// When it was left.
    pub at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
struct Data {
    due_at: Option<Timestamp>,
}

impl Work {
    /// Leaves a notice. The same one left again changes nothing.
    pub async fn leave_notice(&mut self, notice: &NewNotice<'_>) -> Result<(), DbError> {
        let unreadable = |column| DbError::unreadable("notice", column, notice.id);
        let tell = notice.tell;
        let data = serde_json::to_string(&Data { due_at: tell.due })
            .map_err(|_unlikely| unreadable("data"))?;
        let row = table::ActiveModel {
            id: Set(notice.id.uuid()),
            person_id: Set(notice.person.uuid()),
            key: Set(tell.occasion()),
            message: Set(tell.message.code().to_owned()),
            reader: Set(tell.reader.code().to_owned()),
            dispute_id: Set(Some(tell.dispute.uuid())),
            party_id: Set(tell.to.party().map(Id::uuid)),
            seq: Set(Some(
                i64::try_from(tell.seq).map_err(|_huge| unreadable("seq"))?,
            )),
            data: Set(data),
            at: Set(micros(notice.at)),
            read_at: Set(None),
        };
        table::Entity::insert(row)
            .on_conflict_do_nothing_on([table::Column::PersonId, table::Column::Key])
            .exec(self.tx())
            .await?;
        self.nudge(Nudge::Notice {
            person: notice.person,
        });
        Ok(())
    }

    /// Leaves the same notice about the house, in no dispute, for several people; one who was told of
    /// that occasion before is not told again.
    pub async fn leave_house_notices(
        &mut self,
        notices: &[(NoticeId, PersonId)],
        (message, occasion): (Message, &str),
        at: Timestamp,
    ) -> Result<(), DbError> {
        let data = serde_json::to_string(&Data { due_at: None })
            .map_err(|_unlikely| DbError::unreadable("notice", "data", occasion))?;
        for (id, person) in notices {
            let row = table::ActiveModel {
                id: Set(id.uuid()),
                person_id: Set(person.uuid()),
                key: Set(occasion.to_owned()),
                message: Set(message.code().to_owned()),
                reader: Set(Reader::Anyone.code().to_owned()),
                dispute_id: Set(None),
                party_id: Set(None),
                seq: Set(None),
                data: Set(data.clone()),
                at: Set(micros(at)),
                read_at: Set(None),
            };
            table::Entity::insert(row)
                .on_conflict_do_nothing_on([table::Column::PersonId, table::Column::Key])
                .exec(self.tx())
                .await?;
            self.nudge(Nudge::Notice { person: *person });
        }
        Ok(())
    }

    /// Marks a person's notices up to `up_to` as read, only those of `dispute` where one is named;
    /// answers how many were not yet.
    pub async fn read_notices(
        &mut self,
        person: PersonId,
        dispute: Option<DisputeId>,
        up_to: NoticeId,
        at: Timestamp,
    ) -> Result<u64, DbError> {
        let read = table::ActiveModel {
            read_at: Set(Some(micros(at))),
            ..Default::default()
        };
        let mut update = table::Entity::update_many()
            .set(read)
            .filter(table::Column::PersonId.eq(person.uuid()))
            .filter(table::Column::Id.lte(up_to.uuid()))
            .filter(table::Column::ReadAt.is_null());
        if let Some(dispute) = dispute {
            update = update.filter(table::Column::DisputeId.eq(dispute.uuid()));
        }
        let changed = update.exec(self.tx()).await?;
        if changed.rows_affected > 0 {
            self.nudge(Nudge::Notice { person });
        }
        Ok(changed.rows_affected)
    }
}

impl Store {
    /// A person's newest notices before `before`, newest first; of one dispute only, where `dispute`
    /// names it.
    pub async fn notices_of(
        &self,
        person: PersonId,
        dispute: Option<DisputeId>,
        before: Option<NoticeId>,
        count_max: u64,
    ) -> Result<Vec<Notice>, DbError> {
        let mut rows = table::Entity::find()
            .filter(table::Column::PersonId.eq(person.uuid()))
            .order_by_desc(table::Column::Id)
            .limit(count_max);
        if let Some(dispute) = dispute {
            rows = rows.filter(table::Column::DisputeId.eq(dispute.uuid()));
        }
        if let Some(before) = before {
            rows = rows.filter(table::Column::Id.lt(before.uuid()));
        }
        rows.all(self.read()).await?.iter().map(notice).collect()
    }

    /// All notices that a dispute has left, oldest first.
    pub async fn notices_in(&self, dispute: DisputeId) -> Result<Vec<Notice>, DbError> {
        const COUNT_MAX: u64 = 1_000;
        let rows = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .order_by_asc(table::Column::Id)
            .limit(COUNT_MAX)
            .all(self.read())
            .await?;
        rows.iter().map(notice).collect()
    }

    /// How many notices a person has not read; of one dispute only, where `dispute` names it.
    pub async fn unread_notices(
        &self,
        person: PersonId,
        dispute: Option<DisputeId>,
    ) -> Result<u64, DbError> {
        let mut unread = table::Entity::find()
            .filter(table::Column::PersonId.eq(person.uuid()))
            .filter(table::Column::ReadAt.is_null());
        if let Some(dispute) = dispute {
            unread = unread.filter(table::Column::DisputeId.eq(dispute.uuid()));
        }
        Ok(unread.count(self.read()).await?)
    }
}

fn notice(row: &table::Model) -> Result<Notice, DbError> {
    let unreadable = |column| DbError::unreadable("notice", column, row.id);
    let data: Data = serde_json::from_str(&row.data).map_err(|_said| unreadable("data"))?;
    Ok(Notice {
        id: NoticeId::from_uuid(row.id),
        person: PersonId::from_uuid(row.person_id),
        message: Message::parse(&row.message).ok_or_else(|| unreadable("message"))?,
        reader: Reader::parse(&row.reader).ok_or_else(|| unreadable("reader"))?,
        dispute: row.dispute_id.map(Id::from_uuid),
        party: row.party_id.map(Id::from_uuid),
        due: data.due_at,
        at: instant(row.at, "notice", "at", row.id)?,
        read_at: row
            .read_at
            .map(|at| instant(at, "notice", "read_at", row.id))
            .transpose()?,
    })
}
