//! The cases of mediation bodies: written from the dispute, read by desks. Every question is asked of
//! an index, and none reads more than it answers.

use std::collections::BTreeMap;

use entity::{agreement, dispute, mediation_case as table, party, signature};
use hejie_domain::dispute::lists::{AgreementState, MediationEnd, ObligationState, Seat};
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::dispute::state::{Agreement, Dispute};
use hejie_domain::ids::{DisputeId, Id, MediationId, OrganisationId, PersonId};
use hejie_domain::mediation::Stage;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select,
};

use super::{DbError, Store, instant, micros};

/// Whose cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// A body's.
    Body(OrganisationId),
    /// Those that somebody is appointed for.
    Mediator(PersonId),
}

/// Which of them, and where the page begins.
#[derive(Debug, Clone)]
pub struct CaseListing {
    pub desk: Desk,
    /// Open cases come by deadline, the nearest first; ended ones by their end, the latest first.
    pub stages: &'static [Stage],
    pub after: Option<CaseCursor>,
    pub limit: u64,
}

/// The row after which the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseCursor {
    pub key: i64,
    pub id: MediationId,
}

/// One case.
#[derive(Debug, Clone)]
pub struct Case {
    pub id: MediationId,
    pub dispute: DisputeId,
    pub number: String,
    pub title: String,
    pub category: String,
    pub phase: String,
    pub claim_fen: i64,
    pub stage: Stage,
    pub mediator: Option<PersonId>,
    pub asked_at: Timestamp,
    /// How and when it ended.
    pub ended: Option<(MediationEnd, Timestamp)>,
    pub due_at: Option<Timestamp>,
    pub due_term: Option<String>,
    /// The seats whose turn it is in the dispute.
    pub turn: Vec<String>,
    /// The seats whose seal is missing.
    pub unsealed: Vec<String>,
    /// The cursor of the page that begins after this row.
    pub cursor: CaseCursor,
}

/// What somebody did, counted over the cases that a body accepted in a span of days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFigures {
    /// How many.
    pub cases: u64,
    /// Of these, in how many the mediation goes on.
    pub open: u64,
    /// Of these, how many came to an agreement.
    pub settled: u64,
    /// Of the agreements, how many had their last day before today.
    pub due: u64,
    /// Of those, how many were confirmed as performed.
    pub performed: u64,
    /// From the beginning of the talks to their end, the one in the middle.
    pub median: Option<i64>,
    /// Cases and agreements by category, the most first.
    pub by_category: Vec<(String, u64, u64)>,
}

/// Cases without a deadline come last.
const NEVER: i64 = i64::MAX;

impl Store {
    /// A page of cases.
    pub async fn list_cases(&self, listing: &CaseListing) -> Result<Vec<Case>, DbError> {
        let open = listing.stages.iter().all(|stage| stage.is_open());
        let order = if open {
            Expr::col((dispute::Entity, dispute::Column::DueAt)).if_null(NEVER)
        } else {
            Expr::col((table::Entity, table::Column::EndedAt)).if_null(0)
        };
        let id = || Expr::col((table::Entity, table::Column::Id));
        let mut find = table::Entity::find()
            .join(JoinType::InnerJoin, to_dispute())
            .select_also(dispute::Entity)
            .filter(of_desk(listing.desk))
            .filter(table::Column::Stage.is_in(codes(listing.stages)));
        if let Some(after) = listing.after {
            let (further, same) = if open {
                (order.clone().gt(after.key), id().gt(after.id.uuid()))
            } else {
                (order.clone().lt(after.key), id().lt(after.id.uuid()))
            };
            let tied = Condition::all().add(order.clone().eq(after.key)).add(same);
            find = find.filter(Condition::any().add(further).add(tied));
        }
        let find = if open {
            find.order_by_asc(order).order_by_asc(id())
        } else {
            find.order_by_desc(order).order_by_desc(id())
        };
        let rows = find.limit(listing.limit).all(self.read()).await?;
        rows.into_iter()
            .filter_map(|(case, dispute)| Some(read(case, dispute?, open)))
            .collect()
    }

    /// Everybody who is appointed in a case that waits for them still, with their body.
    pub async fn mediating_now(&self) -> Result<Vec<(OrganisationId, PersonId)>, DbError> {
        let rows: Vec<(uuid::Uuid, uuid::Uuid)> = table::Entity::find()
            .select_only()
            .column(table::Column::BodyId)
            .column(table::Column::MediatorId)
            .distinct()
            .filter(table::Column::MediatorId.is_not_null())
            .filter(awaits_mediator())
            .into_tuple()
            .all(self.read())
            .await?;
        let pair = |(body, person)| (OrganisationId::from_uuid(body), PersonId::from_uuid(person));
        Ok(rows.into_iter().map(pair).collect())
    }

    /// The disputes of a body's cases that wait for somebody still.
    pub async fn cases_waiting_for(
        &self,
        body: OrganisationId,
        mediator: PersonId,
    ) -> Result<Vec<DisputeId>, DbError> {
        let rows: Vec<uuid::Uuid> = table::Entity::find()
            .select_only()
            .column(table::Column::DisputeId)
            .filter(table::Column::BodyId.eq(body.uuid()))
            .filter(table::Column::MediatorId.eq(mediator.uuid()))
            .filter(awaits_mediator())
            .order_by_asc(table::Column::Id)
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(rows.into_iter().map(DisputeId::from_uuid).collect())
    }

    /// How many open cases of a desk stand at each stage.
    pub async fn count_cases(&self, desk: Desk) -> Result<BTreeMap<Stage, u64>, DbError> {
        let rows: Vec<(String, i64)> = table::Entity::find()
            .select_only()
            .column(table::Column::Stage)
            .column_as(table::Column::Id.count(), "cases")
            .filter(of_desk(desk))
            .filter(is_open())
            .group_by(table::Column::Stage)
            .into_tuple()
            .all(self.read())
            .await?;
        rows.into_iter()
            .map(|(stage, cases)| Ok((parse_stage(&stage)?, count(cases))))
            .collect()
    }

    /// How many open cases each mediator of a body has at each stage.
    pub async fn mediators_load(
        &self,
        body: OrganisationId,
    ) -> Result<BTreeMap<(PersonId, Stage), u64>, DbError> {
        let rows: Vec<(uuid::Uuid, String, i64)> = table::Entity::find()
            .select_only()
            .column(table::Column::MediatorId)
            .column(table::Column::Stage)
            .column_as(table::Column::Id.count(), "cases")
            .filter(of_desk(Desk::Body(body)))
            .filter(is_open())
            .filter(table::Column::MediatorId.is_not_null())
            .group_by(table::Column::MediatorId)
            .group_by(table::Column::Stage)
            .into_tuple()
            .all(self.read())
            .await?;
        rows.into_iter()
            .map(|(person, stage, cases)| {
                let key = (PersonId::from_uuid(person), parse_stage(&stage)?);
                Ok((key, count(cases)))
            })
            .collect()
    }

    /// The figures of a desk over the cases accepted from `from` until before `until`; `today` says
    /// which agreements are due.
    pub async fn case_figures(
        &self,
        desk: Desk,
        from: Timestamp,
        until: Timestamp,
        today: Date,
    ) -> Result<CaseFigures, DbError> {
        // What a mediator has not taken up is no case of theirs.
        let taken_up = match desk {
            Desk::Body(_) => Condition::all(),
            Desk::Mediator(_) => {
                Condition::all().add(table::Column::Stage.ne(Stage::Answer.code()))
            }
        };
        let all = || {
            table::Entity::find()
                .filter(of_desk(desk))
                .filter(taken_up.clone())
                .filter(table::Column::AcceptedAt.gte(micros(from)))
                .filter(table::Column::AcceptedAt.lt(micros(until)))
        };
        let settled = || all().filter(table::Column::Settled.eq(true));
        let due = || settled().filter(table::Column::DueOn.lt(today.to_string()));
        Ok(CaseFigures {
            cases: self.counted(all()).await?,
            open: self
                .counted(all().filter(table::Column::EndedAt.is_null()))
                .await?,
            settled: self.counted(settled()).await?,
            due: self.counted(due()).await?,
            performed: self
                .counted(due().filter(table::Column::Performed.eq(true)))
                .await?,
            median: self.median_length(all()).await?,
            by_category: self.by_category(all()).await?,
        })
    }

    /// How many offers stand open, and how many signatures are missing, in each of these disputes.
    pub async fn open_papers(
        &self,
        disputes: &[DisputeId],
    ) -> Result<BTreeMap<DisputeId, (u64, u64)>, DbError> {
        let waiting = [AgreementState::Proposed, AgreementState::Agreed];
        let rows = agreement::Entity::find()
            .filter(agreement::Column::DisputeId.is_in(disputes.iter().map(|id| id.uuid())))
            .filter(agreement::Column::State.is_in(waiting.map(AgreementState::code)))
            .all(self.read())
            .await?;
        let agreed = |row: &&agreement::Model| row.state == AgreementState::Agreed.code();
        let signed = signature::Entity::find()
            .filter(
                signature::Column::AgreementId.is_in(rows.iter().filter(agreed).map(|row| row.id)),
            )
            .all(self.read())
            .await?;
        let mut papers = BTreeMap::new();
        for row in &rows {
            let found: &mut (u64, u64) = papers
                .entry(DisputeId::from_uuid(row.dispute_id))
                .or_default();
            if agreed(&row) {
                let done = signed.iter().filter(|one| one.agreement_id == row.id);
                let done = u64::try_from(done.count()).unwrap_or(u64::MAX);
                found.1 = found.1.saturating_add(SIGNERS.saturating_sub(done));
            } else {
                found.0 = found.0.saturating_add(1);
            }
        }
        Ok(papers)
    }

    /// How the consumer and the respondents of each dispute are called.
    pub async fn party_names(
        &self,
        disputes: &[DisputeId],
    ) -> Result<BTreeMap<DisputeId, (String, Vec<String>)>, DbError> {
        let rows = party::Entity::find()
            .filter(party::Column::DisputeId.is_in(disputes.iter().map(|id| id.uuid())))
            .order_by_asc(party::Column::Id)
            .all(self.read())
            .await?;
        let mut names: BTreeMap<DisputeId, (String, Vec<String>)> = BTreeMap::new();
        for row in rows {
            let found = names
                .entry(DisputeId::from_uuid(row.dispute_id))
                .or_default();
            if row.seat == Seat::Consumer.code() {
                found.0 = row.name;
            } else if row.seat == Seat::Respondent.code() {
                found.1.push(row.name);
            }
        }
        Ok(names)
    }

    /// Whether the rows of a dispute's mediations are what its log makes of them.
    pub(super) async fn cases_agree(&self, dispute: &Dispute) -> Result<bool, DbError> {
        let stored = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.id.uuid()))
            .order_by_asc(table::Column::Id)
            .all(self.read())
            .await?;
        Ok(stored == case_rows(dispute))
    }

    async fn counted(&self, which: Select<table::Entity>) -> Result<u64, DbError> {
        let found: Option<i64> = which
            .select_only()
            .column_as(table::Column::Id.count(), "cases")
            .into_tuple()
            .one(self.read())
            .await?;
        Ok(count(found.unwrap_or_default()))
    }

    /// The length in the middle, the lower of two, by skipping half of them: nothing is read but one.
    async fn median_length(&self, which: Select<table::Entity>) -> Result<Option<i64>, DbError> {
        let over = || {
            which
                .clone()
                .filter(table::Column::BegunAt.is_not_null())
                .filter(table::Column::EndedAt.is_not_null())
        };
        let all = self.counted(over()).await?;
        if all == 0 {
            return Ok(None);
        }
        let length = || {
            Expr::col((table::Entity, table::Column::EndedAt))
                .sub(Expr::col((table::Entity, table::Column::BegunAt)))
        };
        let middle = all.saturating_sub(1).checked_div(2).unwrap_or_default();
        Ok(over()
            .select_only()
            .column_as(length(), "length")
            .order_by_asc(length())
            .offset(middle)
            .limit(1)
            .into_tuple()
            .one(self.read())
            .await?)
    }

    async fn by_category(
        &self,
        which: Select<table::Entity>,
    ) -> Result<Vec<(String, u64, u64)>, DbError> {
        let category = || Expr::col((dispute::Entity, dispute::Column::Category));
        let cases = || Expr::col((table::Entity, table::Column::Id)).count();
        let settled: Expr = Expr::case(table::Column::Settled.eq(true), 1)
            .finally(0)
            .into();
        let rows: Vec<(String, i64, i64)> = which
            .join(JoinType::InnerJoin, to_dispute())
            .select_only()
            .column_as(category(), "category")
            .column_as(cases(), "cases")
            .column_as(settled.sum(), "settled")
            .group_by(category())
            .order_by_desc(cases())
            .order_by_asc(category())
            .into_tuple()
            .all(self.read())
            .await?;
        let counted = |(category, cases, settled)| (category, count(cases), count(settled));
        Ok(rows.into_iter().map(counted).collect())
    }
}

/// A mediator is waited for until the end, and for a seal after it.
fn awaits_mediator() -> Condition {
    let sealing = Condition::all()
        .add(table::Column::Stage.eq(Stage::Seal.code()))
        .add(table::Column::Unsealed.contains(Seat::Mediator.code()));
    let open = Stage::ALL
        .iter()
        .filter(|stage| stage.is_open() && **stage != Stage::Seal);
    let open: Vec<_> = open.map(|stage| stage.code()).collect();
    Condition::any()
        .add(table::Column::Stage.is_in(open))
        .add(sealing)
}

/// An agreement is between two.
const SIGNERS: u64 = 2;

/// Brings the rows of a dispute's mediations up to date.
pub(super) async fn put_cases<C: ConnectionTrait>(
    connection: &C,
    dispute: &Dispute,
) -> Result<(), DbError> {
    if dispute.mediations.is_empty() {
        return Ok(());
    }
    table::Entity::delete_many()
        .filter(table::Column::DisputeId.eq(dispute.id.uuid()))
        .exec(connection)
        .await?;
    let rows = case_rows(dispute).into_iter();
    table::Entity::insert_many(rows.map(IntoActiveModel::into_active_model))
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The rows that the dispute's log makes, by id.
pub(super) fn case_rows(dispute: &Dispute) -> Vec<table::Model> {
    let all = dispute.mediations.iter();
    let mut rows: Vec<_> = all.map(|one| case_row(dispute, one)).collect();
    rows.sort_by_key(|row| row.id);
    rows
}

fn case_row(dispute: &Dispute, mediation: &Mediation) -> table::Model {
    let settled = |ending| ending == MediationEnd::Settled;
    let ending = mediation.ended.map(|ending| ending.how);
    let agreement = mediation
        .agreement(dispute)
        .filter(|_| ending.is_some_and(settled));
    let days = agreement.map(|one| one.obligations.iter().map(|promise| promise.due_on));
    let confirmed = |one: &Agreement| {
        let mut promises = one.obligations.iter();
        promises.all(|promise| promise.state == ObligationState::Confirmed)
    };
    let unsealed: Vec<_> = mediation
        .unsealed(dispute)
        .iter()
        .map(|seat| seat.code())
        .collect();
    table::Model {
        id: mediation.id.uuid(),
        dispute_id: dispute.id.uuid(),
        body_id: mediation.body.organisation.uuid(),
        mediator_id: mediation.mediator().map(Id::uuid),
        stage: mediation.stage(dispute).code().to_owned(),
        unsealed: unsealed.join(","),
        asked_at: micros(mediation.asked_at),
        accepted_at: mediation.accepted_at.map(micros),
        begun_at: mediation.begun_at.map(micros),
        ended_at: mediation.ended.map(|ending| micros(ending.at)),
        ending: ending.map(|how| how.code().to_owned()),
        settled: ending.is_some_and(settled),
        due_on: days.and_then(Iterator::max).map(|day| day.to_string()),
        performed: agreement.is_some_and(confirmed),
    }
}

fn read(case: table::Model, dispute: dispute::Model, open: bool) -> Result<Case, DbError> {
    let id = MediationId::from_uuid(case.id);
    let at = |micros, column| instant(micros, "mediation_case", column, id);
    let stage = parse_stage(&case.stage)?;
    let ending = case.ending.as_deref().and_then(MediationEnd::parse);
    let ended_at = case.ended_at.map(|micros| at(micros, "ended_at"));
    let key = if open {
        dispute.due_at.unwrap_or(NEVER)
    } else {
        case.ended_at.unwrap_or_default()
    };
    let listed = |text: &str| {
        text.split(',')
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Ok(Case {
        id,
        dispute: DisputeId::from_uuid(case.dispute_id),
        stage,
        mediator: case.mediator_id.map(PersonId::from_uuid),
        asked_at: at(case.asked_at, "asked_at")?,
        ended: ending.zip(ended_at.transpose()?),
        // What goes on in the dispute after the case is not the body's.
        due_at: dispute
            .due_at
            .filter(|_| stage.is_open())
            .map(|micros| instant(micros, "dispute", "due_at", id))
            .transpose()?,
        due_term: dispute.due_term.filter(|_| stage.is_open()),
        turn: if stage.is_open() {
            listed(&dispute.turn)
        } else {
            Vec::new()
        },
        unsealed: listed(&case.unsealed),
        number: dispute.number,
        title: dispute.title,
        category: dispute.category,
        phase: dispute.phase,
        claim_fen: dispute.claim_fen,
        cursor: CaseCursor { key, id },
    })
}

fn to_dispute() -> RelationDef {
    table::Entity::belongs_to(dispute::Entity)
        .from(table::Column::DisputeId)
        .to(dispute::Column::Id)
        .into()
}

fn of_desk(desk: Desk) -> Expr {
    match desk {
        Desk::Body(body) => table::Column::BodyId.eq(body.uuid()),
        Desk::Mediator(person) => table::Column::MediatorId.eq(person.uuid()),
    }
}

fn is_open() -> Expr {
    let open = Stage::ALL.iter().filter(|stage| stage.is_open());
    table::Column::Stage.is_in(open.map(|stage| stage.code()))
}

fn codes(stages: &[Stage]) -> Vec<&'static str> {
    stages.iter().map(|stage| stage.code()).collect()
}

fn parse_stage(code: &str) -> Result<Stage, DbError> {
    Stage::parse(code).ok_or_else(|| DbError::unreadable("mediation_case", "stage", code))
}

fn count(found: i64) -> u64 {
    u64::try_from(found).unwrap_or_default()
}
