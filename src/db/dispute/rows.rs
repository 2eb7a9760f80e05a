//! The rows that are made from a dispute: what lists show, what jobs look for, one row a party,
//! agreement, promise and term. Writing them again from the log changes nothing.

use std::collections::BTreeMap;

use hejie_domain::dispute::clocks::{Clock, ClockKey, Subject};
use hejie_domain::dispute::event::Event;
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::dispute::own::own;
use hejie_domain::dispute::state::{Agreement, Dispute, Obligation, Party};
use hejie_domain::dispute::turn::{Awaited, turn};
use hejie_domain::ids::{AgreementId, DisputeId, Id, PartyId};
use jiff::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set, TryIntoModel,
};

use super::{Contact, Loaded};
use crate::db::mediation_case::put_cases;
use crate::db::{DbError, Store, Work, mediation_session, micros};

impl Work {
    /// Makes the rows of a new dispute and writes the first entries of its log. The id is a
    /// draft's, which is gone afterwards.
    pub async fn open_dispute(
        &mut self,
        mut loaded: Loaded,
        events: Vec<Event>,
        at: Timestamp,
    ) -> Result<Loaded, DbError> {
        row(&loaded, at).insert(self.tx()).await?;
        for contact in &loaded.parties {
            if let Some(party) = loaded.dispute.party(contact.party) {
                party_row(&loaded.dispute, party, contact)
                    .insert(self.tx())
                    .await?;
            }
        }
        loaded.log.clear();
        self.put_log(&mut loaded, &events).await?;
        update(self.tx(), &loaded, at).await?;
        Ok(loaded)
    }

    /// Makes the rows of a dispute anew from its log; what they already said stays as it was.
    pub async fn renew_rows(&self, id: DisputeId) -> Result<(), DbError> {
        let Some(loaded) = self.dispute_for_update(id).await? else {
            return Ok(());
        };
        let row = entity::dispute::Entity::find_by_id(id.uuid())
            .one(self.tx())
            .await?;
        let at = row.map_or(0, |row| row.updated_at);
        let at = crate::db::instant(at, "dispute", "updated_at", id)?;
        update(self.tx(), &loaded, at).await
    }

    /// The next number of a row of numbers, from 1.
    pub async fn next_number(&self, name: &str) -> Result<u32, DbError> {
        use entity::counter::{ActiveModel, Column, Entity};
        use sea_orm::ExprTrait;
        use sea_orm::sea_query::Expr;
        let first = ActiveModel {
            name: Set(name.to_owned()),
            value: Set(0),
        };
        Entity::insert(first)
            .on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
            .exec_without_returning(self.tx())
            .await?;
        Entity::update_many()
            .col_expr(Column::Value, Expr::col(Column::Value).add(1))
            .filter(Column::Name.eq(name))
            .exec(self.tx())
            .await?;
        let row = Entity::find_by_id(name).one(self.tx()).await?;
        row.and_then(|row| u32::try_from(row.value).ok())
            .ok_or_else(|| DbError::unreadable("counter", "value", name))
    }
}

impl Store {
    /// Disputes of which some term must be looked at by `now`, the longest waiting first.
    pub async fn disputes_to_wake(
        &self,
        now: Timestamp,
        limit: u64,
    ) -> Result<Vec<DisputeId>, DbError> {
        use entity::dispute::{Column, Entity};
        let ids = Entity::find()
            .filter(Column::WakeAt.lte(micros(now)))
            .order_by_asc(Column::WakeAt)
            .limit(limit)
            .select_only()
            .column(Column::Id)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(ids.into_iter().map(DisputeId::from_uuid).collect())
    }

    /// Disputes whose rows were written before lists showed what is awaited of each party.
    pub async fn disputes_to_renew(&self, limit: u64) -> Result<Vec<DisputeId>, DbError> {
        use entity::party::{Column, Entity};
        let ids = Entity::find()
            .filter(Column::Awaited.is_null())
            .limit(limit)
            .select_only()
            .column(Column::DisputeId)
            .distinct()
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(ids.into_iter().map(DisputeId::from_uuid).collect())
    }

    /// When some term of any dispute must be looked at next.
    pub async fn next_wake(&self) -> Result<Option<Timestamp>, DbError> {
        use entity::dispute::{Column, Entity};
        let first = Entity::find()
            .filter(Column::WakeAt.is_not_null())
            .order_by_asc(Column::WakeAt)
            .one(self.read())
            .await?;
        let wake_at = first.and_then(|row| row.wake_at);
        wake_at
            .map(|at| crate::db::instant(at, "dispute", "wake_at", "first"))
            .transpose()
    }

    /// Whether the rows of a dispute are what its log makes of them.
    pub async fn rows_agree(&self, loaded: &Loaded) -> Result<bool, DbError> {
        let id = loaded.dispute.id;
        let stored = entity::dispute::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        let Some(stored) = stored else {
            return Ok(false);
        };
        let at = crate::db::instant(stored.updated_at, "dispute", "updated_at", id)?;
        let made = row(loaded, at).try_into_model()?;
        Ok(stored == made
            && self.parties_agree(loaded).await?
            && self.terms_agree(loaded).await?
            && self.agreements_agree(loaded).await?
            && self.obligations_agree(loaded).await?
            && self.cases_agree(&loaded.dispute).await?
            && mediation_session::agree(self.read(), &loaded.dispute).await?)
    }

    async fn parties_agree(&self, loaded: &Loaded) -> Result<bool, DbError> {
        use entity::party::{Column, Entity};
        let id = loaded.dispute.id;
        let stored = Entity::find()
            .filter(Column::DisputeId.eq(id.uuid()))
            .order_by_asc(Column::Id)
            .all(self.read())
            .await?;
        let mut made = Vec::new();
        for party in &loaded.dispute.parties {
            if let Some(contact) = loaded.contact(party.fact.id) {
                made.push(party_row(&loaded.dispute, party, contact).try_into_model()?);
            }
        }
        made.sort_by_key(|row| row.id);
        Ok(stored == made)
    }

    async fn terms_agree(&self, loaded: &Loaded) -> Result<bool, DbError> {
        use entity::term::{Column, Entity};
        let id = loaded.dispute.id;
        let mut stored = Entity::find()
            .filter(Column::DisputeId.eq(id.uuid()))
            .all(self.read())
            .await?;
        let mut made = Vec::new();
        for clock in &loaded.dispute.clocks {
            made.push(term_row(id, clock));
        }
        stored.sort_by(|a, b| (&a.term, &a.subject).cmp(&(&b.term, &b.subject)));
        made.sort_by(|a, b| (&a.term, &a.subject).cmp(&(&b.term, &b.subject)));
        Ok(stored == made)
    }

    async fn agreements_agree(&self, loaded: &Loaded) -> Result<bool, DbError> {
        use entity::agreement::{Column, Entity};
        let id = loaded.dispute.id;
        let stored = Entity::find()
            .filter(Column::DisputeId.eq(id.uuid()))
            .order_by_asc(Column::Version)
            .all(self.read())
            .await?;
        let made: Vec<_> = loaded
            .dispute
            .agreements
            .iter()
            .map(|one| agreement_row(id, one))
            .collect();
        Ok(stored == made)
    }

    async fn obligations_agree(&self, loaded: &Loaded) -> Result<bool, DbError> {
        use entity::obligation::{Column, Entity};
        let id = loaded.dispute.id;
        let stored = Entity::find()
            .filter(Column::DisputeId.eq(id.uuid()))
            .order_by_asc(Column::Id)
            .all(self.read())
            .await?;
        let agreements = loaded.dispute.agreements.iter();
        let of_each = agreements.flat_map(|one| {
            let promises = one.obligations.iter();
            promises.map(move |promise| obligation_row(id, one.id, promise))
        });
        let mut made: Vec<_> = of_each.collect();
        made.sort_by_key(|row| row.id);
        Ok(stored == made)
    }
}

/// Brings the rows up to date with the dispute.
pub(super) async fn update<C: ConnectionTrait>(
    connection: &C,
    loaded: &Loaded,
    at: Timestamp,
) -> Result<(), DbError> {
    let dispute = &loaded.dispute;
    row(loaded, at).update(connection).await?;
    for party in &dispute.parties {
        if let Some(contact) = loaded.contact(party.fact.id) {
            party_row(dispute, party, contact)
                .update(connection)
                .await?;
        }
    }
    put_terms(connection, dispute).await?;
    for agreement in &dispute.agreements {
        put_agreement(connection, dispute.id, agreement).await?;
    }
    put_cases(connection, dispute).await?;
    mediation_session::put(connection, dispute).await
}

async fn put_terms<C: ConnectionTrait>(connection: &C, dispute: &Dispute) -> Result<(), DbError> {
    use entity::term::{Column, Entity};
    Entity::delete_many()
        .filter(Column::DisputeId.eq(dispute.id.uuid()))
        .exec(connection)
        .await?;
    let rows = dispute
        .clocks
        .iter()
        .map(|clock| term_row(dispute.id, clock));
    let rows: Vec<_> = rows.map(IntoActiveModel::into_active_model).collect();
    if !rows.is_empty() {
        Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

async fn put_agreement<C: ConnectionTrait>(
    connection: &C,
    dispute: DisputeId,
    agreement: &Agreement,
) -> Result<(), DbError> {
    use entity::{agreement as agreements, obligation as obligations, signature as signatures};
    let row = agreement_row(dispute, agreement).into_active_model();
    agreements::Entity::insert(row)
        .on_conflict(
            OnConflict::column(agreements::Column::Id)
                .update_column(agreements::Column::State)
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await?;
    for (party, (_, at)) in &agreement.signatures {
        let row = signatures::ActiveModel {
            agreement_id: Set(agreement.id.uuid()),
            party_id: Set(party.uuid()),
            at: Set(micros(*at)),
        };
        signatures::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([signatures::Column::AgreementId, signatures::Column::PartyId])
                    .update_column(signatures::Column::At)
                    .to_owned(),
            )
            .exec_without_returning(connection)
            .await?;
    }
    for one in &agreement.obligations {
        let row = obligation_row(dispute, agreement.id, one);
        obligations::Entity::insert(row.into_active_model())
            .on_conflict(
                OnConflict::column(obligations::Column::Id)
                    .update_columns([
                        obligations::Column::DoneFen,
                        obligations::Column::DueOn,
                        obligations::Column::State,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

fn row(loaded: &Loaded, at: Timestamp) -> entity::dispute::ActiveModel {
    let dispute = &loaded.dispute;
    let turn = turn(dispute);
    let seats: Vec<_> = turn.seats.iter().map(|seat| seat.code()).collect();
    let clock = turn.clock.and_then(|key: ClockKey| dispute.clock(key));
    let wake_at = dispute.wake_at();
    let seated = dispute.mediation().filter(|one| one.has_seats());
    entity::dispute::ActiveModel {
        id: Set(dispute.id.uuid()),
        number: Set(loaded.number.clone()),
        platform_id: Set(dispute.platform.uuid()),
        phase: Set(dispute.phase().code().to_owned()),
        missed: Set(dispute.missed),
        breached: Set(dispute.is_breached()),
        reopened: Set(dispute.reopened),
        to_confirm: Set(dispute
            .respondents()
            .any(|party| party.marked_unreachable && !party.unreachable)),
        merged_into: Set(dispute.merged_into.map(Id::uuid)),
        category: Set(dispute.claim.category.code().to_owned()),
        title: Set(loaded.title.clone()),
        claim_fen: Set(dispute.claim_total().get()),
        responder_id: Set(dispute.responder.map(|(person, _)| person.uuid())),
        turn: Set(seats.join(",")),
        due_term: Set(clock.map(|clock| clock.key.term.as_str().to_owned())),
        due_at: Set(clock
            .filter(|clock| !clock.is_paused())
            .map(|clock| micros(clock.due_at()))),
        wake_at: Set(wake_at.map(micros)),
        closing: Set(dispute
            .state
            .closing()
            .map(|(kind, _)| kind.code().to_owned())),
        filed_at: Set(micros(dispute.filed_at)),
        updated_at: Set(micros(at)),
        head: Set(i64::try_from(dispute.head).unwrap_or(i64::MAX)),
        head_hash: Set(loaded.head_hash.to_string()),
        body_id: Set(seated.map(|mediation| mediation.body.organisation.uuid())),
        mediator_id: Set(seated.and_then(Mediation::mediator).map(Id::uuid)),
    }
}

fn party_row(dispute: &Dispute, party: &Party, contact: &Contact) -> entity::party::ActiveModel {
    let own = own(dispute, party.fact.id);
    let awaited = own.map_or(Awaited::Nothing, |own| own.what).code();
    entity::party::ActiveModel {
        id: Set(party.fact.id.uuid()),
        dispute_id: Set(dispute.id.uuid()),
        seat: Set(party.fact.seat.code().to_owned()),
        person_id: Set(party.fact.person.map(Id::uuid)),
        organisation_id: Set(party.fact.organisation.map(Id::uuid)),
        name: Set(contact.name.clone()),
        phone: Set(contact.phone.clone()),
        email: Set(contact.email.clone()),
        address: Set(contact.address.clone()),
        credit_code: Set(contact.credit_code.clone()),
        delivered_at: Set(party.delivered_at.map(micros)),
        responded_at: Set(party.responded_at.map(micros)),
        unreachable: Set(party.unreachable),
        asked_seq: Set(party
            .asked_by
            .map(|seq| i64::try_from(seq).unwrap_or(i64::MAX))),
        awaited: Set(Some(awaited.to_owned())),
        due_at: Set(own.and_then(|own| own.due_at).map(micros)),
    }
}

fn term_row(dispute: DisputeId, clock: &Clock) -> entity::term::Model {
    use hejie_domain::dispute::clocks::Due;
    let provisional = match &clock.due {
        Due::Term(deadline) => deadline.provisional(),
        Due::Set { .. } => false,
    };
    entity::term::Model {
        dispute_id: dispute.uuid(),
        term: clock.key.term.as_str().to_owned(),
        subject: subject(clock.key.subject),
        due_at: micros(clock.due_at()),
        wake_at: clock.wake_at().map(micros),
        provisional,
    }
}

fn subject(subject: Subject) -> String {
    match subject {
        Subject::Dispute => "dispute".to_owned(),
        Subject::Party(id) => format!("party:{id}"),
        Subject::Agreement(id) => format!("agreement:{id}"),
        Subject::Obligation(id) => format!("obligation:{id}"),
    }
}

fn agreement_row(dispute: DisputeId, one: &Agreement) -> entity::agreement::Model {
    entity::agreement::Model {
        id: one.id.uuid(),
        dispute_id: dispute.uuid(),
        version: i32::try_from(one.version).unwrap_or(i32::MAX),
        by_party_id: one.by.uuid(),
        to_party_id: one.to.uuid(),
        state: one.state.code().to_owned(),
        lapses_on: one.lapses_on.to_string(),
        digest: one.digest.to_string(),
        made_at: micros(one.made_at),
    }
}

fn obligation_row(
    dispute: DisputeId,
    agreement: AgreementId,
    one: &Obligation,
) -> entity::obligation::Model {
    entity::obligation::Model {
        id: one.fact.id.uuid(),
        agreement_id: agreement.uuid(),
        dispute_id: dispute.uuid(),
        owes_party_id: one.fact.owes.uuid(),
        to_party_id: one.fact.to.uuid(),
        kind: one.fact.kind.code().to_owned(),
        amount_fen: one.fact.amount.map(hejie_domain::money::Fen::get),
        done_fen: one.done.get(),
        due_on: one.due_on.to_string(),
        state: one.state.code().to_owned(),
    }
}

impl Store {
    /// Names and contacts of all parties of these disputes.
    pub async fn contacts_among(
        &self,
        ids: &[DisputeId],
    ) -> Result<BTreeMap<DisputeId, Vec<Contact>>, DbError> {
        use entity::party::{Column, Entity};
        let rows = Entity::find()
            .filter(Column::DisputeId.is_in(ids.iter().map(|id| id.uuid())))
            .order_by_asc(Column::Id)
            .all(self.read())
            .await?;
        let mut all: BTreeMap<DisputeId, Vec<Contact>> = BTreeMap::new();
        for row in rows {
            let of_dispute = all.entry(DisputeId::from_uuid(row.dispute_id)).or_default();
            of_dispute.push(contact(row));
        }
        Ok(all)
    }
}

/// Names and contacts of all parties.
pub(super) async fn contacts<C: ConnectionTrait>(
    connection: &C,
    id: DisputeId,
) -> Result<Vec<Contact>, DbError> {
    use entity::party::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::DisputeId.eq(id.uuid()))
        .order_by_asc(Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(contact).collect())
}

fn contact(row: entity::party::Model) -> Contact {
    Contact {
        party: PartyId::from_uuid(row.id),
        name: row.name,
        phone: row.phone,
        email: row.email,
        address: row.address,
        credit_code: row.credit_code,
    }
}
