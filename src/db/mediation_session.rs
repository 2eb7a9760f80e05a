//! Sessions of mediator and parties: rows made from the disputes' logs, and who was seen there.

use std::collections::BTreeMap;

use entity::{
    mediation_case, mediation_session as table, mediation_session_person,
    mediation_session_visit as visit_table, party,
};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::session::{Attended, Session, SessionState, Span};
use hejie_domain::dispute::state::Dispute;
use hejie_domain::ids::{DisputeId, Id, MediationSessionId, OrganisationId, PartyId, PersonId};
use jiff::{SignedDuration, Timestamp};
use sea_orm::sea_query::{Expr, LockType, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::{DbError, Desk, Store, Work, instant, micros};

/// A session of some dispute, as a calendar shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Which.
    pub id: MediationSessionId,
    /// Of which dispute.
    pub dispute: DisputeId,
}

/// A session that goes on just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// Which.
    pub id: MediationSessionId,
    /// From when to when.
    pub span: Span,
}

/// Somebody who is in the mediation room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visitor {
    /// Who.
    pub person: PersonId,
    /// In which seat.
    pub seat: Seat,
    /// For which party.
    pub party: Option<PartyId>,
}

impl Work {
    /// Holds these people's calendars until the work is over, so that two disputes cannot take the
    /// same hour at the same moment. On SQLite the one writer holds them already.
    pub async fn hold_calendars(&self, people: &[PersonId]) -> Result<(), DbError> {
        if self.backend() != DbBackend::Postgres {
            return Ok(());
        }
        entity::person::Entity::find()
            .select_only()
            .column(entity::person::Column::Id)
            .filter(entity::person::Column::Id.is_in(people.iter().map(|id| id.uuid())))
            .order_by_asc(entity::person::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .into_tuple::<uuid::Uuid>()
            .all(self.tx())
            .await?;
        Ok(())
    }

    /// When these people are taken by fixed sessions of other disputes, from `now` on.
    pub async fn taken(
        &self,
        people: &[PersonId],
        but: DisputeId,
        now: Timestamp,
    ) -> Result<Vec<(PersonId, Span)>, DbError> {
        let ids: Vec<_> = people.iter().map(|id| id.uuid()).collect();
        let rows = table::Entity::find()
            .filter(table::Column::State.eq(SessionState::Fixed.code()))
            .filter(table::Column::EndsAt.gt(micros(now)))
            .filter(table::Column::DisputeId.ne(but.uuid()))
            .filter(table::Column::Id.in_subquery(of_people(&ids)))
            .all(self.tx())
            .await?;
        let seats = mediation_session_person::Entity::find()
            .filter(
                mediation_session_person::Column::SessionId.is_in(rows.iter().map(|row| row.id)),
            )
            .filter(mediation_session_person::Column::PersonId.is_in(ids))
            .all(self.tx())
            .await?;
        let mut taken = Vec::new();
        for row in rows {
            let Some(span) = span_of(&row)? else { continue };
            let theirs = seats.iter().filter(|seat| seat.session_id == row.id);
            taken.extend(theirs.map(|seat| (PersonId::from_uuid(seat.person_id), span)));
        }
        Ok(taken)
    }

    /// Notes that somebody is there. Whoever was seen less than `gap` ago was there all along.
    pub async fn note_visit(
        &self,
        id: uuid::Uuid,
        session: MediationSessionId,
        visitor: &Visitor,
        now: Timestamp,
        gap: SignedDuration,
    ) -> Result<(), DbError> {
        let since = now.checked_sub(gap).unwrap_or(Timestamp::MIN);
        let last = visit_table::Entity::find()
            .filter(visit_table::Column::SessionId.eq(session.uuid()))
            .filter(visit_table::Column::PersonId.eq(visitor.person.uuid()))
            .filter(visit_table::Column::ToAt.gte(micros(since)))
            .order_by_desc(visit_table::Column::ToAt)
            .one(self.tx())
            .await?;
        match last {
            Some(row) if row.to_at >= micros(now) => {}
            Some(row) => {
                let mut row = row.into_active_model();
                row.to_at = Set(micros(now));
                row.update(self.tx()).await?;
            }
            None => {
                let row = visit_table::ActiveModel {
                    id: Set(id),
                    session_id: Set(session.uuid()),
                    person_id: Set(visitor.person.uuid()),
                    seat: Set(visitor.seat.code().to_owned()),
                    party_id: Set(visitor.party.map(Id::uuid)),
                    from_at: Set(micros(now)),
                    to_at: Set(micros(now)),
                };
                row.insert(self.tx()).await?;
            }
        }
        Ok(())
    }

    /// Who was seen in a session, each with when, in the order in which they came.
    pub async fn visits(&self, session: MediationSessionId) -> Result<Vec<Attended>, DbError> {
        let rows = visit_table::Entity::find()
            .filter(visit_table::Column::SessionId.eq(session.uuid()))
            .order_by_asc(visit_table::Column::FromAt)
            .order_by_asc(visit_table::Column::PersonId)
            .all(self.tx())
            .await?;
        let mut all: Vec<Attended> = Vec::new();
        for row in rows {
            let at = |micros, column| instant(micros, "mediation_session_visit", column, row.id);
            let span = Span {
                from: at(row.from_at, "from_at")?,
                to: at(row.to_at, "to_at")?,
            };
            let person = PersonId::from_uuid(row.person_id);
            match all.iter_mut().find(|one| one.person == person) {
                Some(known) => join(&mut known.visits, span),
                None => all.push(Attended {
                    person,
                    seat: Seat::parse(&row.seat).ok_or_else(|| {
                        DbError::unreadable("mediation_session_visit", "seat", row.id)
                    })?,
                    party: row.party_id.map(PartyId::from_uuid),
                    visits: vec![span],
                }),
            }
        }
        Ok(all)
    }
}

/// Two processes may have seen the same visit.
fn join(visits: &mut Vec<Span>, next: Span) {
    match visits.last_mut() {
        Some(last) if next.from <= last.to => last.to = last.to.max(next.to),
        Some(_) | None => visits.push(next),
    }
}

impl Store {
    /// The sessions that somebody may have between two instants, fixed or still to be chosen: as
    /// their mediator, as one who must come, or for one of these organisations.
    pub async fn sessions_of(
        &self,
        person: PersonId,
        organisations: &[OrganisationId],
        within: Span,
    ) -> Result<Vec<Booked>, DbError> {
        let ids = organisations.iter().map(|id| id.uuid());
        let of_these = Query::select()
            .column(party::Column::DisputeId)
            .from(party::Entity)
            .and_where(party::Column::OrganisationId.is_in(ids))
            .to_owned();
        let whose = Condition::any()
            .add(table::Column::Id.in_subquery(of_people(&[person.uuid()])))
            .add(table::Column::DisputeId.in_subquery(of_these));
        let fixed = Condition::all()
            .add(table::Column::StartsAt.lt(micros(within.to)))
            .add(table::Column::EndsAt.gt(micros(within.from)));
        let open = table::Column::State.eq(SessionState::Proposed.code());
        let rows = table::Entity::find()
            .filter(table::Column::State.ne(SessionState::Cancelled.code()))
            .filter(whose)
            .filter(Condition::any().add(fixed).add(open))
            .order_by_asc(table::Column::StartsAt)
            .order_by_asc(table::Column::Id)
            .all(self.read())
            .await?;
        let booked = rows.into_iter().map(|row| Booked {
            id: MediationSessionId::from_uuid(row.id),
            dispute: DisputeId::from_uuid(row.dispute_id),
        });
        Ok(booked.collect())
    }

    /// The sessions of a desk between two instants, and those that still wait for a choice.
    pub async fn sessions_at(&self, desk: Desk, within: Span) -> Result<Vec<Booked>, DbError> {
        let whose: Expr = match desk {
            Desk::Mediator(person) => table::Column::MediatorId.eq(person.uuid()),
            Desk::Body(body) => table::Column::DisputeId.in_subquery(
                Query::select()
                    .column(mediation_case::Column::DisputeId)
                    .from(mediation_case::Entity)
                    .and_where(mediation_case::Column::BodyId.eq(body.uuid()))
                    .to_owned(),
            ),
        };
        let taken = [SessionState::Fixed, SessionState::Held].map(SessionState::code);
        let taken = Condition::all()
            .add(table::Column::State.is_in(taken))
            .add(table::Column::StartsAt.lt(micros(within.to)))
            .add(table::Column::EndsAt.gt(micros(within.from)));
        let open = table::Column::State.eq(SessionState::Proposed.code());
        let rows = table::Entity::find()
            .filter(whose)
            .filter(Condition::any().add(taken).add(open))
            .order_by_asc(table::Column::Id)
            .all(self.read())
            .await?;
        let booked = rows.into_iter().map(|row| Booked {
            id: MediationSessionId::from_uuid(row.id),
            dispute: DisputeId::from_uuid(row.dispute_id),
        });
        Ok(booked.collect())
    }

    /// When the next session of each of these disputes begins, or began, if it still goes on.
    pub async fn next_sessions(
        &self,
        disputes: &[DisputeId],
        now: Timestamp,
    ) -> Result<BTreeMap<DisputeId, Timestamp>, DbError> {
        let rows: Vec<(uuid::Uuid, i64)> = table::Entity::find()
            .select_only()
            .column(table::Column::DisputeId)
            .column_as(table::Column::StartsAt.min(), "starts_at")
            .filter(table::Column::DisputeId.is_in(disputes.iter().map(|id| id.uuid())))
            .filter(table::Column::State.eq(SessionState::Fixed.code()))
            .filter(table::Column::EndsAt.gt(micros(now)))
            .group_by(table::Column::DisputeId)
            .into_tuple()
            .all(self.read())
            .await?;
        rows.into_iter()
            .map(|(dispute, at)| {
                let at = instant(at, "mediation_session", "starts_at", dispute)?;
                Ok((DisputeId::from_uuid(dispute), at))
            })
            .collect()
    }

    /// The dispute that a session belongs to.
    pub async fn dispute_of_session(
        &self,
        id: MediationSessionId,
    ) -> Result<Option<DisputeId>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        Ok(row.map(|row| DisputeId::from_uuid(row.dispute_id)))
    }

    /// The session of a dispute that goes on, or begins within `early`.
    pub async fn running_session(
        &self,
        dispute: DisputeId,
        now: Timestamp,
        early: SignedDuration,
    ) -> Result<Option<Running>, DbError> {
        let soon = now.checked_add(early).unwrap_or(Timestamp::MAX);
        let row = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .filter(table::Column::State.eq(SessionState::Fixed.code()))
            .filter(table::Column::StartsAt.lte(micros(soon)))
            .filter(table::Column::EndsAt.gte(micros(now)))
            .order_by_asc(table::Column::StartsAt)
            .one(self.read())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let id = MediationSessionId::from_uuid(row.id);
        Ok(span_of(&row)?.map(|span| Running { id, span }))
    }
}

fn of_people(ids: &[uuid::Uuid]) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(mediation_session_person::Column::SessionId)
        .from(mediation_session_person::Entity)
        .and_where(mediation_session_person::Column::PersonId.is_in(ids.iter().copied()))
        .to_owned()
}

fn span_of(row: &table::Model) -> Result<Option<Span>, DbError> {
    let (Some(from), Some(to)) = (row.starts_at, row.ends_at) else {
        return Ok(None);
    };
    let at = |micros, column| instant(micros, "mediation_session", column, row.id);
    Ok(Some(Span {
        from: at(from, "starts_at")?,
        to: at(to, "ends_at")?,
    }))
}

/// The row of one session.
fn row(dispute: &Dispute, session: &Session) -> table::Model {
    let span = session.span();
    let slots: Vec<i64> = session.slots.iter().map(|at| micros(*at)).collect();
    table::Model {
        id: session.id.uuid(),
        dispute_id: dispute.id.uuid(),
        mediator_id: session.mediator.map(Id::uuid),
        state: session.state.code().to_owned(),
        way: session.way.code().to_owned(),
        slots: format!("{slots:?}"),
        minutes: i32::from(session.minutes),
        starts_at: span.map(|span| micros(span.from)),
        ends_at: span.map(|span| micros(span.to)),
    }
}

/// Everybody who must come and is known by person: the mediator, and parties who are people.
pub(in crate::db) fn people(dispute: &Dispute, session: &Session) -> Vec<PersonId> {
    let parties = session.parties.iter();
    let parties = parties.filter_map(|id| dispute.party(*id)?.fact.person);
    session.mediator.into_iter().chain(parties).collect()
}

/// Brings the rows of all sessions of a dispute up to date.
pub(in crate::db) async fn put<C: ConnectionTrait>(
    connection: &C,
    dispute: &Dispute,
) -> Result<(), DbError> {
    for session in &dispute.sessions {
        table::Entity::insert(row(dispute, session).into_active_model())
            .on_conflict(
                OnConflict::column(table::Column::Id)
                    .update_columns([
                        table::Column::MediatorId,
                        table::Column::State,
                        table::Column::Way,
                        table::Column::Slots,
                        table::Column::Minutes,
                        table::Column::StartsAt,
                        table::Column::EndsAt,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(connection)
            .await?;
        mediation_session_person::Entity::delete_many()
            .filter(mediation_session_person::Column::SessionId.eq(session.id.uuid()))
            .exec(connection)
            .await?;
        let seats = people(dispute, session);
        let seats = seats
            .iter()
            .map(|person| mediation_session_person::ActiveModel {
                session_id: Set(session.id.uuid()),
                person_id: Set(person.uuid()),
            });
        let seats: Vec<_> = seats.collect();
        if !seats.is_empty() {
            mediation_session_person::Entity::insert_many(seats)
                .on_conflict_do_nothing()
                .exec_without_returning(connection)
                .await?;
        }
    }
    Ok(())
}

/// Whether the rows are what the log makes of them.
pub(in crate::db) async fn agree<C: ConnectionTrait>(
    connection: &C,
    dispute: &Dispute,
) -> Result<bool, DbError> {
    let stored = table::Entity::find()
        .filter(table::Column::DisputeId.eq(dispute.id.uuid()))
        .order_by_asc(table::Column::Id)
        .all(connection)
        .await?;
    let mut made: Vec<_> = dispute
        .sessions
        .iter()
        .map(|one| row(dispute, one))
        .collect();
    made.sort_by_key(|row| row.id);
    Ok(stored == made)
}
