//! Lists of disputes: keyset pages, no offsets, no counting of everything.

use std::collections::BTreeMap;

use hejie_domain::dispute::lists::{ClosingKind, Phase};
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PersonId};
use hejie_domain::taxonomy::Category;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::db::{DbError, Store, micros};
use entity::{dispute as table, party};

/// Which part of a platform's queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Open disputes of one first responder.
    Mine(PersonId),
    /// Open disputes without a first responder.
    Unassigned,
    /// Open disputes whose next deadline ends before that moment.
    DueBefore(Timestamp),
    /// Open disputes whose first response was missed.
    Missed,
    /// Everything open.
    Open,
    /// Everything closed.
    Closed,
    /// Everything.
    All,
}

/// What to list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Whose disputes: a platform's, or those of the ids given.
    pub whose: Whose,
    /// Which of them.
    pub view: View,
    /// Only in this phase.
    pub phase: Option<Phase>,
    /// Only of this category.
    pub category: Option<Category>,
    /// Only with these words in number, title or a party's name.
    pub words: Option<String>,
    /// Only what comes after this row.
    pub after: Option<Cursor>,
    /// How many at the most.
    pub limit: u64,
}

/// Whose disputes.
#[derive(Debug, Clone)]
pub enum Whose {
    /// All of a platform, by deadline.
    Platform(OrganisationId),
    /// Those with a seat for the person or for one of the organisations, latest first.
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

/// How many disputes wait in each view, up to [`COUNTED_MAX`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub mine: u64,
    pub unassigned: u64,
    pub due_soon: u64,
    pub missed: u64,
    pub open: u64,
}

/// Counting stops here; a page shows "999+".
pub const COUNTED_MAX: u64 = 1_000;

/// Disputes without a deadline come last.
const NEVER: i64 = i64::MAX;

impl Store {
    /// A page of disputes.
    pub async fn list_disputes(&self, listing: &Listing) -> Result<Vec<Row>, DbError> {
        let by_deadline = matches!(listing.whose, Whose::Platform(_));
        let order = if by_deadline {
            Expr::col(table::Column::DueAt).if_null(NEVER)
        } else {
            Expr::col(table::Column::UpdatedAt)
        };
        let mut find = table::Entity::find().filter(condition(listing));
        if let Some(after) = listing.after {
            find = find.filter(beyond(order.clone(), after, by_deadline));
        }
        let rows = if by_deadline {
            find.order_by_asc(order).order_by_asc(table::Column::Id)
        } else {
            find.order_by_desc(order).order_by_desc(table::Column::Id)
        };
        let rows = rows.limit(listing.limit).all(self.read()).await?;
        self.with_names(rows, by_deadline).await
    }

    /// How many disputes wait in each view.
    pub async fn count_queue(
        &self,
        platform: OrganisationId,
        person: PersonId,
        soon: Timestamp,
    ) -> Result<Counts, DbError> {
        Ok(Counts {
            mine: self.count(platform, View::Mine(person)).await?,
            unassigned: self.count(platform, View::Unassigned).await?,
            due_soon: self.count(platform, View::DueBefore(soon)).await?,
            missed: self.count(platform, View::Missed).await?,
            open: self.count(platform, View::Open).await?,
        })
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
            .filter(of_view(View::Open))
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

    async fn count(&self, platform: OrganisationId, view: View) -> Result<u64, DbError> {
        let found = table::Entity::find()
            .select_only()
            .column(table::Column::Id)
            .filter(table::Column::PlatformId.eq(platform.uuid()))
            .filter(of_view(view))
            .limit(COUNTED_MAX)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(u64::try_from(found.len()).unwrap_or(COUNTED_MAX))
    }

    async fn with_names(
        &self,
        rows: Vec<table::Model>,
        by_deadline: bool,
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
            line(row, consumer, merchant, by_deadline)
        };
        Ok(rows.into_iter().map(line).collect())
    }
}

fn line(row: table::Model, consumer: String, merchant: String, by_deadline: bool) -> Row {
    let id = DisputeId::from_uuid(row.id);
    let key = if by_deadline {
        row.due_at.unwrap_or(NEVER)
    } else {
        row.updated_at
    };
    Row {
        id,
        number: row.number,
        title: row.title,
        category: row.category,
        phase: row.phase,
        missed: row.missed,
        breached: row.breached,
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

fn condition(listing: &Listing) -> Condition {
    let mut all = Condition::all().add(of_view(listing.view));
    all = match &listing.whose {
        Whose::Platform(platform) => all.add(table::Column::PlatformId.eq(platform.uuid())),
        Whose::Seats(person, organisations) => all.add(with_seat(*person, organisations)),
        Whose::Only(dispute) => all.add(table::Column::Id.eq(dispute.uuid())),
    };
    if let Some(phase) = listing.phase {
        all = all.add(table::Column::Phase.eq(phase.code()));
    }
    if let Some(category) = listing.category {
        all = all.add(table::Column::Category.eq(category.code()));
    }
    if let Some(words) = &listing.words {
        for word in words.split_whitespace() {
            all = all.add(with_word(word));
        }
    }
    all
}

fn of_view(view: View) -> Condition {
    let open = Condition::all().add(table::Column::Phase.ne(Phase::Closed.code()));
    match view {
        View::Mine(person) => open.add(table::Column::ResponderId.eq(person.uuid())),
        View::Unassigned => open.add(table::Column::ResponderId.is_null()),
        View::DueBefore(soon) => open.add(table::Column::DueAt.lte(micros(soon))),
        View::Missed => open.add(table::Column::Missed.eq(true)),
        View::Open => open,
        View::Closed => Condition::all().add(table::Column::Phase.eq(Phase::Closed.code())),
        View::All => Condition::all(),
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

/// A word somewhere in number, title or a name. `%` and `_` in it mean themselves.
fn with_word(word: &str) -> Condition {
    let escaped = word
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let like = || sea_orm::sea_query::LikeExpr::new(format!("%{escaped}%")).escape('\\');
    let named = Query::select()
        .column(party::Column::DisputeId)
        .from(party::Entity)
        .and_where(Expr::col(party::Column::Name).like(like()))
        .to_owned();
    let number = word.to_uppercase();
    let number = number
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    Condition::any()
        .add(Expr::col((table::Entity, table::Column::Title)).like(like()))
        .add(
            Expr::col((table::Entity, table::Column::Number))
                .like(sea_orm::sea_query::LikeExpr::new(format!("%{number}%")).escape('\\')),
        )
        .add(table::Column::Id.in_subquery(named))
}

fn beyond(order: Expr, after: Cursor, ascending: bool) -> Condition {
    let id = after.id.uuid();
    let (further, same) = if ascending {
        (order.clone().gt(after.key), table::Column::Id.gt(id))
    } else {
        (order.clone().lt(after.key), table::Column::Id.lt(id))
    };
    Condition::any()
        .add(further)
        .add(Condition::all().add(order.eq(after.key)).add(same))
}
