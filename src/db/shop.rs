//! The disputes of one shop: its list by what is awaited of it, and the lines of its own record.

use std::collections::BTreeSet;

use entity::{dispute, dispute_event, obligation, party};
use hejie_domain::dispute::event::Fact;
use hejie_domain::dispute::lists::{ClosingKind, ObligationState, Phase, Seat};
use hejie_domain::dispute::turn::Awaited;
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PartyId, PersonId};
use hejie_domain::money::Fen;
use hejie_domain::record::{Case, Promise};
use hejie_domain::taxonomy::Category;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef,
};
use uuid::Uuid;

use super::dispute::{COUNTED_MAX, Cursor};
use super::{DbError, Store, instant, micros};

/// Which of a shop's disputes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShopView {
    /// Those that wait for the shop.
    Waiting,
    /// Those that wait for it, to an end before that moment.
    DueBefore(Timestamp),
    /// Everything open.
    Open,
    /// Everything closed.
    Closed,
    /// Everything.
    All,
}

/// What to list.
#[derive(Debug, Clone)]
pub struct ShopListing {
    /// Whose.
    pub shop: OrganisationId,
    /// Which of them.
    pub view: ShopView,
    /// Only in this phase.
    pub phase: Option<Phase>,
    /// Only with these words in number, title or the consumer's name.
    pub words: Option<String>,
    /// Only what comes after this row.
    pub after: Option<Cursor>,
    /// How many at the most.
    pub limit: u64,
}

/// One line.
#[derive(Debug, Clone)]
pub struct ShopRow {
    pub id: DisputeId,
    pub number: String,
    pub title: String,
    pub category: String,
    pub phase: String,
    pub breached: bool,
    pub claim_fen: i64,
    pub consumer: String,
    pub responder: Option<PersonId>,
    /// What is awaited of the shop.
    pub awaited: Awaited,
    /// Until when.
    pub due_at: Option<i64>,
    pub closing: Option<ClosingKind>,
    pub filed_at: i64,
    /// The cursor of the page that begins after this row.
    pub cursor: Cursor,
}

/// How many disputes wait in each view, up to [`COUNTED_MAX`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ShopCounts {
    pub waiting: u64,
    pub due_soon: u64,
    pub open: u64,
    pub closed: u64,
}

/// What ends never comes last.
const NEVER: i64 = i64::MAX;

/// How many lines a record is made of at the most.
pub const RECORD_MAX: u64 = 20_000;

impl Store {
    /// A page of a shop's disputes, the most urgent first.
    pub async fn list_shop(&self, listing: &ShopListing) -> Result<Vec<ShopRow>, DbError> {
        let order = Expr::col((party::Entity, party::Column::DueAt)).if_null(NEVER);
        let mut find = party::Entity::find()
            .join(JoinType::InnerJoin, to_dispute())
            .select_also(dispute::Entity)
            .filter(of_shop(listing.shop))
            .filter(of_view(listing.view));
        if let Some(phase) = listing.phase {
            find = find.filter(dispute::Column::Phase.eq(phase.code()));
        }
        for word in listing
            .words
            .iter()
            .flat_map(|words| words.split_whitespace())
        {
            find = find.filter(with_word(word));
        }
        if let Some(after) = listing.after {
            let further = order.clone().gt(after.key);
            let same = order.clone().eq(after.key);
            find = find.filter(
                Condition::any().add(further).add(
                    Condition::all()
                        .add(same)
                        .add(party::Column::DisputeId.gt(after.id.uuid())),
                ),
            );
        }
        let found = find
            .order_by_asc(order)
            .order_by_asc(party::Column::DisputeId)
            .limit(listing.limit)
            .all(self.read())
            .await?;
        let rows = found.into_iter().filter_map(|(own, of)| Some((own, of?)));
        self.with_consumers(rows.collect()).await
    }

    /// How many of a shop's disputes wait where.
    pub async fn count_shop(
        &self,
        shop: OrganisationId,
        soon: Timestamp,
    ) -> Result<ShopCounts, DbError> {
        Ok(ShopCounts {
            waiting: self.count_of_shop(shop, ShopView::Waiting).await?,
            due_soon: self.count_of_shop(shop, ShopView::DueBefore(soon)).await?,
            open: self.count_of_shop(shop, ShopView::Open).await?,
            closed: self.count_of_shop(shop, ShopView::Closed).await?,
        })
    }

    /// The disputes filed against a shop from one moment on and before another, latest first, up to
    /// [`RECORD_MAX`].
    pub async fn cases_of_shop(
        &self,
        shop: OrganisationId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Case>, DbError> {
        let found = party::Entity::find()
            .join(JoinType::InnerJoin, to_dispute())
            .select_also(dispute::Entity)
            .filter(of_shop(shop))
            .filter(dispute::Column::MergedInto.is_null())
            .filter(dispute::Column::FiledAt.gte(micros(from)))
            .filter(dispute::Column::FiledAt.lt(micros(until)))
            .order_by_desc(dispute::Column::FiledAt)
            .limit(RECORD_MAX)
            .all(self.read())
            .await?;
        let silent = self.silent(shop).await?;
        let rows = found.into_iter().filter_map(|(own, of)| Some((own, of?)));
        rows.map(|(own, of)| case(&own, of, &silent)).collect()
    }

    /// What a shop promised in agreements that bound it, in disputes filed in that time.
    pub async fn promises_of_shop(
        &self,
        shop: OrganisationId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Promise>, DbError> {
        const BINDING: [&str; 4] = ["agreed", "signed", "performed", "breached"];
        let binding = Query::select()
            .column(entity::agreement::Column::Id)
            .from(entity::agreement::Entity)
            .and_where(Expr::col(entity::agreement::Column::State).is_in(BINDING))
            .to_owned();
        let found = obligation::Entity::find()
            .join(JoinType::InnerJoin, to_debtor())
            .join(JoinType::InnerJoin, to_dispute())
            .filter(of_shop(shop))
            .filter(dispute::Column::FiledAt.gte(micros(from)))
            .filter(dispute::Column::FiledAt.lt(micros(until)))
            .filter(obligation::Column::AgreementId.in_subquery(binding))
            .limit(RECORD_MAX)
            .all(self.read())
            .await?;
        found.iter().map(promise).collect()
    }

    /// Who let the time for their first word pass in disputes of the shop.
    async fn silent(&self, shop: OrganisationId) -> Result<BTreeSet<PartyId>, DbError> {
        let of_shop = Query::select()
            .column(party::Column::DisputeId)
            .from(party::Entity)
            .and_where(Expr::col(party::Column::OrganisationId).eq(shop.uuid()))
            .to_owned();
        let found = dispute_event::Entity::find()
            .select_only()
            .column(dispute_event::Column::DisputeId)
            .column(dispute_event::Column::Data)
            .filter(dispute_event::Column::Kind.eq("respondent_silent"))
            .filter(dispute_event::Column::DisputeId.in_subquery(of_shop))
            .into_tuple::<(Uuid, String)>()
            .all(self.read())
            .await?;
        let who = |(dispute, data): (Uuid, String)| {
            if let Ok(Fact::RespondentSilent { party }) = serde_json::from_str(&data) {
                Ok(party)
            } else {
                Err(DbError::unreadable("dispute_event", "data", dispute))
            }
        };
        found.into_iter().map(who).collect()
    }

    async fn count_of_shop(&self, shop: OrganisationId, view: ShopView) -> Result<u64, DbError> {
        let found = party::Entity::find()
            .join(JoinType::InnerJoin, to_dispute())
            .select_only()
            .column(party::Column::Id)
            .filter(of_shop(shop))
            .filter(of_view(view))
            .limit(COUNTED_MAX)
            .into_tuple::<Uuid>()
            .all(self.read())
            .await?;
        Ok(u64::try_from(found.len()).unwrap_or(COUNTED_MAX))
    }

    async fn with_consumers(
        &self,
        rows: Vec<(party::Model, dispute::Model)>,
    ) -> Result<Vec<ShopRow>, DbError> {
        let consumers = party::Entity::find()
            .filter(party::Column::DisputeId.is_in(rows.iter().map(|(_, of)| of.id)))
            .filter(party::Column::Seat.eq(Seat::Consumer.code()))
            .all(self.read())
            .await?;
        let name = |id| {
            let one = consumers.iter().find(|one| one.dispute_id == id);
            one.map(|one| one.name.clone()).unwrap_or_default()
        };
        rows.into_iter()
            .map(|(own, of)| {
                let consumer = name(of.id);
                line(own, of, consumer)
            })
            .collect()
    }
}

fn to_dispute() -> RelationDef {
    party::Entity::belongs_to(dispute::Entity)
        .from(party::Column::DisputeId)
        .to(dispute::Column::Id)
        .into()
}

fn to_debtor() -> RelationDef {
    obligation::Entity::belongs_to(party::Entity)
        .from(obligation::Column::OwesPartyId)
        .to(party::Column::Id)
        .into()
}

fn of_shop(shop: OrganisationId) -> Condition {
    Condition::all()
        .add(party::Column::OrganisationId.eq(shop.uuid()))
        .add(party::Column::Seat.eq(Seat::Respondent.code()))
}

fn of_view(view: ShopView) -> Condition {
    let open = Condition::all().add(dispute::Column::Phase.ne(Phase::Closed.code()));
    match view {
        ShopView::Waiting => open.add(party::Column::Awaited.ne(Awaited::Nothing.code())),
        ShopView::DueBefore(soon) => open.add(party::Column::DueAt.lte(micros(soon))),
        ShopView::Open => open,
        ShopView::Closed => Condition::all().add(dispute::Column::Phase.eq(Phase::Closed.code())),
        ShopView::All => Condition::all(),
    }
}

/// A word somewhere in number, title or the consumer's name. `%` and `_` in it mean themselves.
fn with_word(word: &str) -> Condition {
    let like = |word: &str| {
        let escaped = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        LikeExpr::new(format!("%{escaped}%")).escape('\\')
    };
    let named = Query::select()
        .column(party::Column::DisputeId)
        .from(party::Entity)
        .and_where(Expr::col(party::Column::Seat).eq(Seat::Consumer.code()))
        .and_where(Expr::col(party::Column::Name).like(like(word)))
        .to_owned();
    let number = word.to_uppercase();
    Condition::any()
        .add(Expr::col((dispute::Entity, dispute::Column::Title)).like(like(word)))
        .add(Expr::col((dispute::Entity, dispute::Column::Number)).like(like(&number)))
        .add(dispute::Column::Id.in_subquery(named))
}

fn line(own: party::Model, of: dispute::Model, consumer: String) -> Result<ShopRow, DbError> {
    let id = DisputeId::from_uuid(of.id);
    // What was written before there was such a column is made anew soon.
    let awaited = own.awaited.as_deref().unwrap_or(Awaited::Nothing.code());
    let awaited =
        Awaited::parse(awaited).ok_or_else(|| DbError::unreadable("party", "awaited", own.id))?;
    Ok(ShopRow {
        id,
        number: of.number,
        title: of.title,
        category: of.category,
        phase: of.phase,
        breached: of.breached,
        claim_fen: of.claim_fen,
        consumer,
        responder: of.responder_id.map(PersonId::from_uuid),
        awaited,
        due_at: own.due_at,
        closing: of.closing.as_deref().and_then(ClosingKind::parse),
        filed_at: of.filed_at,
        cursor: Cursor {
            key: own.due_at.unwrap_or(NEVER),
            id,
        },
    })
}

fn case(
    own: &party::Model,
    of: dispute::Model,
    silent: &BTreeSet<PartyId>,
) -> Result<Case, DbError> {
    let at = |micros, column| instant(micros, "party", column, own.id);
    Ok(Case {
        filed_at: instant(of.filed_at, "dispute", "filed_at", of.id)?,
        category: Category::parse(&of.category)
            .ok_or_else(|| DbError::unreadable("dispute", "category", of.id))?,
        closing: of.closing.as_deref().and_then(ClosingKind::parse),
        delivered_at: own
            .delivered_at
            .map(|at_| at(at_, "delivered_at"))
            .transpose()?,
        responded_at: own
            .responded_at
            .map(|at_| at(at_, "responded_at"))
            .transpose()?,
        silent: silent.contains(&PartyId::from_uuid(own.id)),
    })
}

fn promise(row: &obligation::Model) -> Result<Promise, DbError> {
    let state = ObligationState::parse(&row.state)
        .ok_or_else(|| DbError::unreadable("obligation", "state", row.id))?;
    let amount = row.amount_fen.map(Fen::new).transpose();
    Ok(Promise {
        state,
        amount: amount
            .map_err(|_no_amount| DbError::unreadable("obligation", "amount_fen", row.id))?,
    })
}
