//! Looking through the audit trail.

use entity::{audit_event as table, audit_subject, dispute, organisation};
use hejie_domain::access::OrganisationKind;
use hejie_domain::audit::{Data, DeedKind, Outcome};
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PersonId};
use jiff::Timestamp;
use sea_orm::sea_query::{LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{instant, micros, number};
use crate::db::{DbError, Store};

/// An entry as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What; its code alone where a newer program wrote it.
    pub kind: Result<DeedKind, String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Everything else.
    pub data: Data,
}

/// Whose entries may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReach {
    /// Of these organisations.
    pub own: Vec<OrganisationId>,
    /// Of these platforms: what belongs to them, what belongs to no platform, and what concerns the
    /// installation.
    pub platforms: Vec<OrganisationId>,
}

/// Which entries are looked for; what is not set does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// One of these kinds.
    pub kinds: Option<Vec<DeedKind>>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// By this person.
    pub by: Option<PersonId>,
    /// About this.
    pub about: Option<Uuid>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// By or about one of these, or with these words beside it.
    pub words: Option<(Vec<Uuid>, String)>,
}

impl Store {
    /// The newest entries before `before`, newest first.
    pub async fn audit_page(
        &self,
        reach: &AuditReach,
        filter: &AuditFilter,
        before: Option<u64>,
        count_max: u64,
    ) -> Result<Vec<AuditEntry>, DbError> {
        let mut found = table::Entity::find()
            .filter(within(reach))
            .filter(wanted(filter))
            .order_by_desc(table::Column::Seq)
            .limit(count_max);
        if let Some(before) = before {
            found = found.filter(table::Column::Seq.lt(number(before)));
        }
        let rows = found.all(self.read()).await?;
        rows.into_iter().map(entry).collect()
    }

    /// When something of that kind last happened.
    pub async fn last_deed_at(&self, kind: DeedKind) -> Result<Option<Timestamp>, DbError> {
        let last = table::Entity::find()
            .filter(table::Column::Kind.eq(kind.code()))
            .filter(table::Column::Outcome.eq(Outcome::Done.code()))
            .order_by_desc(table::Column::Seq)
            .one(self.read())
            .await?;
        last.map(|row| instant(row.at, "audit_event", "at", row.seq))
            .transpose()
    }

    /// The numbers of those disputes.
    pub async fn dispute_numbers(
        &self,
        ids: &[DisputeId],
    ) -> Result<Vec<(DisputeId, String)>, DbError> {
        let rows: Vec<(Uuid, String)> = dispute::Entity::find()
            .select_only()
            .columns([dispute::Column::Id, dispute::Column::Number])
            .filter(dispute::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(self.read())
            .await?;
        let named = rows
            .into_iter()
            .map(|(id, number)| (DisputeId::from_uuid(id), number));
        Ok(named.collect())
    }

    /// The dispute of that number, and whose it is.
    pub async fn dispute_of_number(
        &self,
        number: &str,
    ) -> Result<Option<(DisputeId, OrganisationId)>, DbError> {
        let row = dispute::Entity::find()
            .filter(dispute::Column::Number.eq(number))
            .one(self.read())
            .await?;
        Ok(row.map(|row| {
            let platform = OrganisationId::from_uuid(row.platform_id);
            (DisputeId::from_uuid(row.id), platform)
        }))
    }

    /// Organisations whose name contains `words`.
    pub async fn organisations_named(
        &self,
        words: &str,
        count_max: u64,
    ) -> Result<Vec<Uuid>, DbError> {
        Ok(organisation::Entity::find()
            .select_only()
            .column(organisation::Column::Id)
            .filter(organisation::Column::Name.like(containing(words)))
            .limit(count_max)
            .into_tuple()
            .all(self.read())
            .await?)
    }
}

/// For a column that contains `words`, taken word for word: their `%` and `_` are no wildcards.
pub(in crate::db) fn containing(words: &str) -> LikeExpr {
    let escaped = words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

fn within(reach: &AuditReach) -> Condition {
    let uuids = |ids: &[OrganisationId]| ids.iter().map(|id| id.uuid()).collect::<Vec<_>>();
    let own = uuids(&reach.own);
    let mut within = Condition::any().add(table::Column::OrganisationId.is_in(own));
    if !reach.platforms.is_empty() {
        let platforms = uuids(&reach.platforms);
        within = within
            .add(table::Column::OrganisationId.is_null())
            .add(table::Column::OrganisationId.in_subquery(below(platforms)));
    }
    within
}

/// The platforms, what belongs to them, and what belongs to no platform.
fn below(platforms: Vec<Uuid>) -> SelectStatement {
    let homeless = Condition::all()
        .add(organisation::Column::PlatformId.is_null())
        .add(organisation::Column::Kind.ne(OrganisationKind::Platform.code()));
    Query::select()
        .column(organisation::Column::Id)
        .from(organisation::Entity)
        .cond_where(
            Condition::any()
                .add(organisation::Column::Id.is_in(platforms.clone()))
                .add(organisation::Column::PlatformId.is_in(platforms))
                .add(homeless),
        )
        .to_owned()
}

fn wanted(filter: &AuditFilter) -> Condition {
    let mut wanted = Condition::all();
    if let Some(kinds) = &filter.kinds {
        let codes = kinds.iter().map(|kind| kind.code());
        wanted = wanted.add(table::Column::Kind.is_in(codes));
    }
    if let Some(outcome) = filter.outcome {
        wanted = wanted.add(table::Column::Outcome.eq(outcome.code()));
    }
    if let Some(by) = filter.by {
        wanted = wanted.add(table::Column::ActorId.eq(by.uuid()));
    }
    if let Some(about) = filter.about {
        wanted = wanted.add(table::Column::Seq.in_subquery(about_any(vec![about])));
    }
    if let Some(from) = filter.from {
        wanted = wanted.add(table::Column::At.gte(micros(from)));
    }
    if let Some(until) = filter.until {
        wanted = wanted.add(table::Column::At.lt(micros(until)));
    }
    if let Some((ids, words)) = &filter.words {
        let mut any = Condition::any().add(table::Column::Data.like(containing(words)));
        if !ids.is_empty() {
            any = any
                .add(table::Column::ActorId.is_in(ids.clone()))
                .add(table::Column::OrganisationId.is_in(ids.clone()))
                .add(table::Column::Seq.in_subquery(about_any(ids.clone())));
        }
        wanted = wanted.add(any);
    }
    wanted
}

fn about_any(ids: Vec<Uuid>) -> SelectStatement {
    Query::select()
        .column(audit_subject::Column::Seq)
        .from(audit_subject::Entity)
        .cond_where(audit_subject::Column::SubjectId.is_in(ids))
        .to_owned()
}

fn entry(row: table::Model) -> Result<AuditEntry, DbError> {
    let unreadable = |column| DbError::unreadable("audit_event", column, row.seq);
    Ok(AuditEntry {
        seq: u64::try_from(row.seq).map_err(|_negative| unreadable("seq"))?,
        at: instant(row.at, "audit_event", "at", row.seq)?,
        kind: DeedKind::parse(&row.kind).ok_or_else(|| row.kind.clone()),
        outcome: Outcome::parse(&row.outcome).ok_or_else(|| unreadable("outcome"))?,
        data: serde_json::from_str(&row.data).map_err(|_garbled| unreadable("data"))?,
    })
}
