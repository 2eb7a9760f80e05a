//! Lists of the queue: keyset pages on indexes, no offsets, no counting of everything.
//!
//! What narrows a list narrows its counts too, and who may not see a dispute does not learn of it by
//! a number either. Conditions that never change are written out, so that both databases see that
//! the index of open disputes holds them.

use hejie_domain::Now;
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::{DisputeId, Id, TagId};
use hejie_domain::queue::find::needles;
use hejie_domain::queue::{DueWithin, Filter, QueueView, Sort, TurnOf};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{Reader, search};
use crate::db::dispute::{COUNTED_MAX, Cursor, Row};
use crate::db::room::has_unread;
use crate::db::{DbError, Store, micros};
use entity::{dispute as table, dispute_tag, following, party, snooze};

/// What is looked for in the queue.
#[derive(Debug, Clone)]
pub struct Looked<'a> {
    /// By whom.
    pub reader: &'a Reader,
    /// Narrowed how.
    pub filter: &'a Filter,
    /// Only these, where given.
    pub only: Option<&'a [DisputeId]>,
    /// When.
    pub now: Now,
}

/// What is due within this time is due soon.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// Open: neither ended nor joined to another. As the partial indexes have it.
const OPEN: &str = r#""dispute"."phase" <> 'closed' AND "dispute"."merged_into" IS NULL"#;
/// Disputes without a deadline come last. As the indexes have it.
const DUE: &str = r#"COALESCE("dispute"."due_at", 9223372036854775807)"#;

impl Store {
    /// A page of the queue after `after`, in the order of the filter.
    pub async fn queue_page(
        &self,
        looked: &Looked<'_>,
        after: Option<Cursor>,
        limit: u64,
    ) -> Result<Vec<Row>, DbError> {
        let sort = looked.filter.sort();
        let rows = self.queue_select(looked, after).limit(limit);
        let rows = rows.all(self.read()).await?;
        self.with_names(rows, |row| key(row, sort)).await
    }

    /// How many there are, up to [`COUNTED_MAX`].
    pub async fn queue_count(&self, looked: &Looked<'_>) -> Result<u64, DbError> {
        let found = table::Entity::find()
            .select_only()
            .column(table::Column::Id)
            .filter(self.condition(looked))
            .limit(COUNTED_MAX)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(u64::try_from(found.len()).unwrap_or(COUNTED_MAX))
    }

    /// The ids alone, in the order of the filter.
    pub async fn queue_ids(
        &self,
        looked: &Looked<'_>,
        limit: u64,
    ) -> Result<Vec<DisputeId>, DbError> {
        let ids = self
            .queue_select(looked, None)
            .select_only()
            .column(table::Column::Id)
            .limit(limit)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(ids.into_iter().map(DisputeId::from_uuid).collect())
    }

    /// The plan by which the database finds a page; for tests that look whether indexes are used.
    pub async fn queue_plan(&self, looked: &Looked<'_>) -> Result<Vec<String>, DbError> {
        use sea_orm::{ConnectionTrait, QueryTrait, Statement};
        let select = self.queue_select(looked, None).limit(50);
        let select = select.build(self.backend());
        let (explain, column) = if self.backend() == DbBackend::Postgres {
            ("EXPLAIN ", "QUERY PLAN")
        } else {
            ("EXPLAIN QUERY PLAN ", "detail")
        };
        let statement = Statement {
            sql: format!("{explain}{}", select.sql),
            ..select
        };
        let rows = self.read().query_all_raw(statement).await?;
        let lines = rows.iter().map(|row| row.try_get("", column));
        Ok(lines.collect::<Result<_, _>>()?)
    }

    fn queue_select(&self, looked: &Looked<'_>, after: Option<Cursor>) -> Select<table::Entity> {
        let sort = looked.filter.sort();
        let mut find = table::Entity::find().filter(self.condition(looked));
        if let Some(after) = after {
            find = find.filter(beyond(sort, after));
        }
        if ascends(sort) {
            find.order_by_asc(order(sort))
                .order_by_asc(table::Column::Id)
        } else {
            find.order_by_desc(order(sort))
                .order_by_desc(table::Column::Id)
        }
    }

    fn condition(&self, looked: &Looked<'_>) -> Condition {
        let (reader, filter) = (looked.reader, looked.filter);
        let mut all = Condition::all()
            .add(table::Column::PlatformId.eq(reader.platform.uuid()))
            .add(Expr::exists(own_part(reader)).not())
            .add(of_view(filter.view(), reader, looked.now));
        if let Some(only) = looked.only {
            all = all.add(table::Column::Id.is_in(only.iter().map(|id| id.uuid())));
        }
        if !filter.phases.is_empty() {
            all = all.add(table::Column::Phase.is_in(filter.phases.iter().map(|one| one.code())));
        }
        if !filter.categories.is_empty() {
            let codes = filter.categories.iter().map(|one| one.code());
            all = all.add(table::Column::Category.is_in(codes));
        }
        if let Some(turn) = filter.turn {
            all = all.add(turn_of(turn));
        }
        if let Some(responder) = filter.responder {
            all = all.add(table::Column::ResponderId.eq(responder.uuid()));
        }
        if let Some(merchant) = filter.merchant {
            let against = Query::select()
                .column(party::Column::DisputeId)
                .from(party::Entity)
                .and_where(party::Column::OrganisationId.eq(merchant.uuid()))
                .and_where(party::Column::Seat.eq(Seat::Respondent.code()))
                .to_owned();
            all = all.add(table::Column::Id.in_subquery(against));
        }
        for tag in &filter.tags {
            let tagged = Query::select()
                .column(dispute_tag::Column::DisputeId)
                .from(dispute_tag::Entity)
                .and_where(
                    Expr::col(dispute_tag::Column::TagId)
                        .eq(tag.uuid())
                        .or(Expr::col(dispute_tag::Column::TagId).in_subquery(went_to(*tag))),
                )
                .to_owned();
            all = all.add(table::Column::Id.in_subquery(tagged));
        }
        if let Some(due) = filter.due {
            all = all.add(due_within(due, looked.now));
        }
        if let Some(from) = filter.filed_from.and_then(start_of) {
            all = all.add(table::Column::FiledAt.gte(micros(from)));
        }
        if let Some(until) = filter.filed_to.and_then(end_of) {
            all = all.add(table::Column::FiledAt.lt(micros(until)));
        }
        if let Some(least) = filter.amount_from {
            all = all.add(table::Column::ClaimFen.gte(least.get()));
        }
        if let Some(most) = filter.amount_to {
            all = all.add(table::Column::ClaimFen.lte(most.get()));
        }
        for (wanted, column) in [
            (filter.missed, table::Column::Missed),
            (filter.breached, table::Column::Breached),
            (filter.reopened, table::Column::Reopened),
        ] {
            if wanted {
                all = all.add(column.eq(true));
            }
        }
        if filter.unread {
            all = all.add(has_unread(reader.person));
        }
        if let Some(words) = &filter.words {
            let needles = needles(words);
            if needles.is_empty() {
                all = all.add(Expr::cust("1 = 0"));
            }
            for needle in &needles {
                all = all.add(search::holds(self.backend(), needle, reader));
            }
        }
        all
    }
}

/// The reader's own disputes as a party: there they are no part of the service.
fn own_part(reader: &Reader) -> SelectStatement {
    let holds = Condition::any()
        .add(party::Column::PersonId.eq(reader.person.uuid()))
        .add(party::Column::OrganisationId.is_in(reader.shops.iter().map(|one| one.uuid())));
    Query::select()
        .expr(Expr::val(1))
        .from(party::Entity)
        .and_where(
            Expr::col((party::Entity, party::Column::DisputeId))
                .equals((table::Entity, table::Column::Id)),
        )
        .cond_where(holds)
        .to_owned()
}

fn of_view(view: QueueView, reader: &Reader, now: Now) -> Condition {
    let open = || Condition::all().add(Expr::cust(OPEN));
    let own = || table::Column::ResponderId.eq(reader.person.uuid());
    let here = || Expr::exists(put_aside(reader, now)).not();
    match view {
        QueueView::Mine => open().add(own()).add(here()),
        QueueView::MyTurn => {
            let mut turn =
                Condition::any().add(Condition::all().add(own()).add(turn_of(TurnOf::Platform)));
            if reader.supervises {
                turn = turn.add(awaits(Seat::Supervisor));
            }
            Condition::all()
                .add(Expr::cust(r#""dispute"."merged_into" IS NULL"#))
                .add(turn)
                .add(here())
        }
        QueueView::OthersTurn => {
            let others = [TurnOf::Consumer, TurnOf::Respondent, TurnOf::Others];
            let turn = others
                .into_iter()
                .fold(Condition::any(), |any, one| any.add(turn_of(one)));
            open().add(own()).add(turn).add(here())
        }
        QueueView::Unassigned => open().add(table::Column::ResponderId.is_null()).add(here()),
        QueueView::DueSoon => {
            let soon = now.at.checked_add(SOON).unwrap_or(now.at);
            open().add(Expr::cust(DUE).lte(micros(soon)))
        }
        QueueView::Missed => open().add(table::Column::Missed.eq(true)),
        QueueView::Unread => {
            let concerned = Condition::any()
                .add(own())
                .add(Expr::exists(followed(reader)));
            Condition::all()
                .add(concerned)
                .add(has_unread(reader.person))
        }
        QueueView::Followed => Condition::all().add(Expr::exists(followed(reader))),
        QueueView::Snoozed => Condition::all().add(Expr::exists(put_aside(reader, now))),
        QueueView::Open => open(),
        QueueView::Closed => Condition::all().add(Expr::cust(r#""dispute"."phase" = 'closed'"#)),
        QueueView::Appeals => Condition::all()
            .add(Expr::cust(r#""dispute"."phase" = 'closed'"#))
            .add(awaits(Seat::Supervisor)),
        QueueView::ToConfirm => open().add(table::Column::ToConfirm.eq(true)),
        QueueView::All => Condition::all(),
    }
}

fn followed(reader: &Reader) -> SelectStatement {
    use following::{Column, Entity};
    Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Column::PersonId.eq(reader.person.uuid()))
        .and_where(
            Expr::col((Entity, Column::DisputeId)).equals((table::Entity, table::Column::Id)),
        )
        .to_owned()
}

fn put_aside(reader: &Reader, now: Now) -> SelectStatement {
    use snooze::{Column, Entity};
    Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Column::PersonId.eq(reader.person.uuid()))
        .and_where(Column::Until.gt(micros(now.at)))
        .and_where(
            Expr::col((Entity, Column::DisputeId)).equals((table::Entity, table::Column::Id)),
        )
        .to_owned()
}

/// The seats are kept as codes with commas between them.
fn awaits(seat: Seat) -> Expr {
    Expr::cust(format!(
        r#"',' || "dispute"."turn" || ',' LIKE '%,{},%'"#,
        seat.code()
    ))
}

fn turn_of(turn: TurnOf) -> Condition {
    let seats = Seat::ALL.iter().filter(|seat| side(**seat) == Some(turn));
    if turn == TurnOf::Nobody {
        return Condition::all().add(table::Column::Turn.eq(""));
    }
    seats.fold(Condition::any(), |any, seat| any.add(awaits(*seat)))
}

fn side(seat: Seat) -> Option<TurnOf> {
    if seat == Seat::Clock {
        None
    } else if seat.is_platform() {
        Some(TurnOf::Platform)
    } else if seat.is_consumer_side() {
        Some(TurnOf::Consumer)
    } else if seat == Seat::Respondent {
        Some(TurnOf::Respondent)
    } else {
        Some(TurnOf::Others)
    }
}

fn due_within(due: DueWithin, now: Now) -> Condition {
    let before = |at: Timestamp| Condition::all().add(Expr::cust(DUE).lt(micros(at)));
    let within = |hours| {
        let span = SignedDuration::from_hours(hours);
        before(now.at.checked_add(span).unwrap_or(now.at))
    };
    match due {
        DueWithin::Overdue => before(now.at),
        DueWithin::Today => before(end_of(now.today()).unwrap_or(now.at)),
        DueWithin::Day => within(24),
        DueWithin::ThreeDays => within(72),
        DueWithin::Week => within(168),
        DueWithin::Never => Condition::all().add(table::Column::DueAt.is_null()),
    }
}

fn start_of(day: Date) -> Option<Timestamp> {
    let start = day.to_zoned(hejie_domain::zone()).ok()?;
    Some(start.timestamp())
}

/// A day ends when the next one begins; a term to its end is due at that very instant.
fn end_of(day: Date) -> Option<Timestamp> {
    start_of(day.checked_add(1.day()).ok()?).and_then(|at| at.checked_add(1.microsecond()).ok())
}

fn ascends(sort: Sort) -> bool {
    match sort {
        Sort::Due | Sort::Oldest => true,
        Sort::Updated | Sort::Newest | Sort::Amount => false,
    }
}

fn order(sort: Sort) -> Expr {
    let column = |column| Expr::col((table::Entity, column));
    match sort {
        Sort::Due => Expr::cust(DUE),
        Sort::Updated => column(table::Column::UpdatedAt),
        Sort::Newest | Sort::Oldest => column(table::Column::FiledAt),
        Sort::Amount => column(table::Column::ClaimFen),
    }
}

fn key(row: &table::Model, sort: Sort) -> i64 {
    match sort {
        Sort::Due => row.due_at.unwrap_or(i64::MAX),
        Sort::Updated => row.updated_at,
        Sort::Newest | Sort::Oldest => row.filed_at,
        Sort::Amount => row.claim_fen,
    }
}

/// Written so that an index is entered at the key, and only rows in the same place are passed over.
fn beyond(sort: Sort, after: Cursor) -> Condition {
    let id = after.id.uuid();
    let (from, further, same) = if ascends(sort) {
        let further = order(sort).gt(after.key);
        (
            order(sort).gte(after.key),
            further,
            table::Column::Id.gt(id),
        )
    } else {
        let further = order(sort).lt(after.key);
        (
            order(sort).lte(after.key),
            further,
            table::Column::Id.lt(id),
        )
    };
    let rest = Condition::any().add(further).add(same);
    Condition::all().add(from).add(rest)
}

/// The tag that a tag was joined to: a view that asks for the one finds the other.
fn went_to(tag: TagId) -> SelectStatement {
    Query::select()
        .column(entity::tag::Column::MergedInto)
        .from(entity::tag::Entity)
        .and_where(entity::tag::Column::Id.eq(tag.uuid()))
        .and_where(entity::tag::Column::MergedInto.is_not_null())
        .to_owned()
}
