//! Figures of a platform's service: what each agent has in hand, and how the weeks went.

use std::collections::BTreeMap;

use hejie_domain::ids::{DisputeId, Id, OrganisationId, PersonId};
use hejie_domain::queue::FigureKind;
use jiff::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set, Value};

use super::ask;
use crate::db::{DbError, Store, Work, micros};
use entity::figure as table;

/// A fact that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub dispute: DisputeId,
    pub seq: u64,
    pub platform: OrganisationId,
    pub kind: FigureKind,
    pub at: Timestamp,
    /// Who is credited with it.
    pub person: Option<PersonId>,
    /// Working time that it took, in seconds.
    pub work_s: Option<i64>,
}

/// What one first responder has in hand, or nobody has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    pub open: u64,
    /// Where the platform is to act.
    pub waiting: u64,
    pub overdue: u64,
    /// Due before the day ends, what is overdue included.
    pub today: u64,
    /// Open with a first response that was missed.
    pub missed: u64,
    /// With messages that the responder has not read.
    pub unread: u64,
    /// First answers since the moment asked for, and how much working time they took together.
    pub answered: u64,
    pub answered_work_s: u64,
}

/// How many of one kind in one week, counted from the moment asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// From 0.
    pub week: u32,
    pub kind: FigureKind,
    pub count: u64,
    /// Working time together, in seconds; 0 for what takes none.
    pub work_s: u64,
}

impl Work {
    /// Keeps figures; one that is kept already changes nothing.
    pub async fn keep_figures(&self, figures: &[Figure]) -> Result<(), DbError> {
        let row = |one: &Figure| table::ActiveModel {
            dispute_id: Set(one.dispute.uuid()),
            seq: Set(i64::try_from(one.seq).unwrap_or(i64::MAX)),
            platform_id: Set(one.platform.uuid()),
            kind: Set(one.kind.code().to_owned()),
            at: Set(micros(one.at)),
            person_id: Set(one.person.map(Id::uuid)),
            work_s: Set(one.work_s),
        };
        if figures.is_empty() {
            return Ok(());
        }
        let key = [table::Column::DisputeId, table::Column::Seq];
        table::Entity::insert_many(figures.iter().map(row))
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }
}

impl Store {
    /// What each first responder has in hand at `now`; nobody's disputes under `None`. Answers are
    /// counted from `since`.
    pub async fn loads(
        &self,
        platform: OrganisationId,
        now: Timestamp,
        today_ends: Timestamp,
        since: Timestamp,
    ) -> Result<BTreeMap<Option<PersonId>, Load>, DbError> {
        let mut loads: BTreeMap<Option<PersonId>, Load> = BTreeMap::new();
        let values: Vec<Value> = vec![
            micros(now).into(),
            micros(today_ends).into(),
            platform.uuid().into(),
        ];
        for row in self.rows(IN_HAND, values).await? {
            let count = |column: &str| row.try_get::<i64>("", column).map(natural);
            let person: Option<uuid::Uuid> = row.try_get("", "person")?;
            let load = loads.entry(person.map(PersonId::from_uuid)).or_default();
            load.open = count("open")?;
            load.waiting = count("waiting")?;
            load.overdue = count("overdue")?;
            load.today = count("today")?;
            load.missed = count("missed")?;
        }
        for row in self.rows(UNREAD, vec![platform.uuid().into()]).await? {
            let person = PersonId::from_uuid(row.try_get("", "person")?);
            loads.entry(Some(person)).or_default().unread = natural(row.try_get("", "unread")?);
        }
        let values: Vec<Value> = vec![platform.uuid().into(), micros(since).into()];
        for row in self.rows(ANSWERED, values).await? {
            let person: Option<uuid::Uuid> = row.try_get("", "person")?;
            let load = loads.entry(person.map(PersonId::from_uuid)).or_default();
            load.answered = natural(row.try_get("", "answered")?);
            load.answered_work_s = natural(row.try_get("", "work_s")?);
        }
        Ok(loads)
    }

    /// Everything counted in the weeks from `since` on.
    pub async fn weeks(
        &self,
        platform: OrganisationId,
        since: Timestamp,
    ) -> Result<Vec<Week>, DbError> {
        const WEEK_MICROS: i64 = 7 * 24 * 60 * 60 * 1_000_000;
        let codes: Vec<_> = FigureKind::ALL
            .iter()
            .map(|kind| format!("'{}'", kind.code()))
            .collect();
        let sql = format!(
            "SELECT (at - ?) / {WEEK_MICROS} AS week, kind, COUNT(*) AS found, \
             CAST(COALESCE(SUM(work_s), 0) AS bigint) AS work_s FROM figure \
             WHERE platform_id = ? AND kind IN ({}) AND at >= ? GROUP BY 1, 2 ORDER BY 1, 2",
            codes.join(", "),
        );
        let values: Vec<Value> = vec![
            micros(since).into(),
            platform.uuid().into(),
            micros(since).into(),
        ];
        let mut weeks = Vec::new();
        for row in self.rows(&sql, values).await? {
            let (week, kind): (i64, String) = (row.try_get("", "week")?, row.try_get("", "kind")?);
            weeks.push(Week {
                week: u32::try_from(week).unwrap_or_default(),
                kind: FigureKind::parse(&kind)
                    .ok_or_else(|| DbError::unreadable("figure", "kind", week))?,
                count: natural(row.try_get("", "found")?),
                work_s: natural(row.try_get("", "work_s")?),
            });
        }
        Ok(weeks)
    }

    async fn rows(
        &self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<sea_orm::QueryResult>, DbError> {
        let statement = ask(self.backend(), sql, values);
        Ok(self.read().query_all_raw(statement).await?)
    }
}

const IN_HAND: &str = "SELECT responder_id AS person, COUNT(*) AS open, \
    SUM(CASE WHEN ',' || turn || ',' LIKE '%,first_responder,%' THEN 1 ELSE 0 END) AS waiting, \
    SUM(CASE WHEN due_at < ? THEN 1 ELSE 0 END) AS overdue, \
    SUM(CASE WHEN due_at <= ? THEN 1 ELSE 0 END) AS today, \
    SUM(CASE WHEN missed THEN 1 ELSE 0 END) AS missed FROM dispute \
    WHERE platform_id = ? AND phase <> 'closed' AND merged_into IS NULL GROUP BY responder_id";

const UNREAD: &str = "SELECT d.responder_id AS person, COUNT(*) AS unread FROM dispute d \
    WHERE d.platform_id = ? AND d.phase <> 'closed' AND d.merged_into IS NULL \
    AND d.responder_id IS NOT NULL AND EXISTS (SELECT 1 FROM room r \
    JOIN room_member m ON m.room_id = r.id AND m.person_id = d.responder_id \
    JOIN room_event e ON e.room_id = r.id AND e.seq > m.read_seq \
    WHERE r.dispute_id = d.id AND r.last_seq > m.read_seq AND m.left_seq IS NULL \
    AND e.kind = 'message' AND e.actor_id <> d.responder_id) GROUP BY d.responder_id";

const ANSWERED: &str = "SELECT person_id AS person, COUNT(*) AS answered, \
    CAST(COALESCE(SUM(work_s), 0) AS bigint) AS work_s FROM figure \
    WHERE platform_id = ? AND kind = 'answered' AND at >= ? GROUP BY person_id";

fn natural(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
