//! Lists of disputes: keyset pages, no offsets, no counting of everything.

use std::collections::BTreeMap;

use hejie_domain::dispute::lists::{ClosingKind, Phase};
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PersonId};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::db::{DbError, Store};
use entity::{dispute as table, party};

/// What to list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Whose disputes.
    pub whose: Whose,
    /// Only what comes after this row.
    pub after: Option<Cursor>,
    /// How many at the most.
    pub limit: u64,
}

/// Whose disputes.
#[derive(Debug, Clone)]
pub enum Whose {
    /// Those with a seat for the person or for one of the organisations.
    Seats(PersonId, Vec<OrganisationId>),
    /// The one that a link opens.
    Only(DisputeId),
}

/// The row after which the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Its place in the order.
    pub key: i64,
    /// Its id, for rows in the same place.
    pub id: DisputeId,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: DisputeId,
    pub number: String,
    pub title: String,
    pub category: String,
    pub phase: String,
    pub missed: bool,
    pub breached: bool,
    pub reopened: bool,
    pub merged_into: Option<DisputeId>,
    pub claim_fen: i64,
    pub responder: Option<PersonId>,
    pub due_at: Option<i64>,
    pub due_term: Option<String>,
    pub turn: Vec<String>,
    pub closing: Option<ClosingKind>,
    pub updated_at: i64,
    pub filed_at: i64,
    pub consumer: String,
    pub merchant: String,
    /// The cursor of the page that begins after this row.
    pub cursor: Cursor,
}

/// Counting stops here; a page shows "999+".
pub const COUNTED_MAX: u64 = 1_000;

impl Store {
    /// A page of disputes, the latest first.
    pub async fn list_disputes(&self, listing: &Listing) -> Result<Vec<Row>, DbError> {
        let whose = match &listing.whose {
            Whose::Seats(person, organisations) => with_seat(*person, organisations),
            Whose::Only(dispute) => table::Column::Id.eq(dispute.uuid()),
        };
        let mut find = table::Entity::find().filter(whose);
        if let Some(after) = listing.after {
            find = find.filter(beyond(after));
        }
        let rows = find
            .order_by_desc(table::Column::UpdatedAt)
            .order_by_desc(table::Column::Id)
            .limit(listing.limit)
            .all(self.read())
            .await?;
        self.with_names(rows, |row| row.updated_at).await
    }

    /// How many open disputes each first responder of a platform has.
    pub async fn open_load(
        &self,
        platform: OrganisationId,
    ) -> Result<BTreeMap<PersonId, u64>, DbError> {
        let counts: Vec<(uuid::Uuid, i64)> = table::Entity::find()
            .select_only()
            .column(table::Column::ResponderId)
            .column_as(table::Column::Id.count(), "open")
            .filter(table::Column::PlatformId.eq(platform.uuid()))
            .filter(table::Column::ResponderId.is_not_null())
            .filter(table::Column::Phase.ne(Phase::Closed.code()))
            .filter(table::Column::MergedInto.is_null())
            .group_by(table::Column::ResponderId)
            .into_tuple()
            .all(self.read())
            .await?;
        let load = |(person, open)| {
            (
                PersonId::from_uuid(person),
                u64::try_from(open).unwrap_or_default(),
            )
        };
        Ok(counts.into_iter().map(load).collect())
    }

    /// Rows with the names of their sides; `key` is a row's place in the order of the list.
    pub(in crate::db) async fn with_names(
        &self,
        rows: Vec<table::Model>,
        key: impl Fn(&table::Model) -> i64,
    ) -> Result<Vec<Row>, DbError> {
        let ids = rows.iter().map(|row| row.id);
        let parties = party::Entity::find()
            .filter(party::Column::DisputeId.is_in(ids))
            .order_by_asc(party::Column::Id)
            .all(self.read())
            .await?;
        let name = |id, seat: &str| {
            let one = parties
                .iter()
                .find(|one| one.dispute_id == id && one.seat == seat);
            one.map(|one| one.name.clone()).unwrap_or_default()
        };
        let line = |row: table::Model| {
            let (consumer, merchant) = (name(row.id, "consumer"), name(row.id, "respondent"));
            let key = key(&row);
            line(row, consumer, merchant, key)
        };
        Ok(rows.into_iter().map(line).collect())
    }
}

fn line(row: table::Model, consumer: String, merchant: String, key: i64) -> Row {
    let id = DisputeId::from_uuid(row.id);
    Row {
        id,
        number: row.number,
        title: row.title,
        category: row.category,
        phase: row.phase,
        missed: row.missed,
        breached: row.breached,
        reopened: row.reopened,
        merged_into: row.merged_into.map(DisputeId::from_uuid),
        claim_fen: row.claim_fen,
        responder: row.responder_id.map(PersonId::from_uuid),
        due_at: row.due_at,
        due_term: row.due_term,
        turn: row
            .turn
            .split(',')
            .filter(|seat| !seat.is_empty())
            .map(str::to_owned)
            .collect(),
        closing: row.closing.as_deref().and_then(ClosingKind::parse),
        updated_at: row.updated_at,
        filed_at: row.filed_at,
        consumer,
        merchant,
        cursor: Cursor { key, id },
    }
}

fn with_seat(person: PersonId, organisations: &[OrganisationId]) -> Expr {
    let holds = Condition::any()
        .add(party::Column::PersonId.eq(person.uuid()))
        .add(party::Column::OrganisationId.is_in(organisations.iter().map(|one| one.uuid())));
    let held = Query::select()
        .column(party::Column::DisputeId)
        .from(party::Entity)
        .cond_where(holds)
        .to_owned();
    table::Column::Id.in_subquery(held)
}

fn beyond(after: Cursor) -> Condition {
    let same = Condition::all()
        .add(table::Column::UpdatedAt.eq(after.key))
        .add(table::Column::Id.lt(after.id.uuid()));
    Condition::any()
        .add(table::Column::UpdatedAt.lt(after.key))
        .add(same)
}
