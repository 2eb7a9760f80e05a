//! Disputes. The log is the truth; [`rows`] are made from it in the same transaction, for lists and
//! jobs. Whoever changes a dispute takes its row lock first, so that two writers stand in line.

mod draft;
mod list;
mod log;
mod rows;
mod texts;

use hejie_domain::dispute::Dispute;
use hejie_domain::dispute::apply::rebuild;
use hejie_domain::dispute::event::Event;
use hejie_domain::ids::{DisputeId, Id, OrganisationId, PartyId, PersonId};
use hejie_domain::text::Sha256Hash;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

pub use draft::Draft;
pub use list::{COUNTED_MAX, Cursor, Listing, Row, Whose};

use super::{DbError, Store, Work};

/// A dispute with what stands beside its log.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What the log amounts to.
    pub dispute: Dispute,
    /// The whole log.
    pub log: Vec<Event>,
    /// The hash that the next entry follows.
    pub head_hash: Sha256Hash,
    /// The number that people read out.
    pub number: String,
    /// What it is about, in a few words.
    pub title: String,
    /// Names and contacts.
    pub parties: Vec<Contact>,
}

/// A party's name and contacts, which stand outside the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Whose.
    pub party: PartyId,
    /// As people call it.
    pub name: String,
    /// Where it can be reached.
    pub phone: Option<String>,
    /// Where it can be reached.
    pub email: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// A merchant's unified social credit code.
    pub credit_code: Option<String>,
}

impl Loaded {
    /// Name and contacts of a party.
    pub fn contact(&self, party: PartyId) -> Option<&Contact> {
        self.parties.iter().find(|contact| contact.party == party)
    }

    /// The name of the person who acted for a party, or the party's own.
    pub fn name_of(&self, party: PartyId) -> Option<&str> {
        self.contact(party).map(|contact| contact.name.as_str())
    }
}

impl Store {
    /// The dispute, its chain proved. Row and log are read as of one moment: somebody who writes
    /// meanwhile must not make one look like a forgery of the other.
    pub async fn dispute(&self, id: DisputeId) -> Result<Option<Loaded>, DbError> {
        let moment = self.snapshot().await?;
        let loaded = load(&moment, id, false).await?;
        moment.commit().await?;
        Ok(loaded)
    }

    /// All disputes of a person as a party, or of the organisations given as a respondent.
    pub async fn dispute_ids_of(
        &self,
        person: PersonId,
        organisations: &[OrganisationId],
    ) -> Result<Vec<DisputeId>, DbError> {
        use entity::party::{Column, Entity};
        let of_organisation =
            Column::OrganisationId.is_in(organisations.iter().map(|one| one.uuid()));
        let rows = Entity::find()
            .filter(Column::PersonId.eq(person.uuid()).or(of_organisation))
            .select_only()
            .column(Column::DisputeId)
            .distinct()
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(rows.into_iter().map(DisputeId::from_uuid).collect())
    }

    /// Every dispute, oldest first; for checking logs against rows.
    pub async fn all_dispute_ids(&self) -> Result<Vec<DisputeId>, DbError> {
        let ids = entity::dispute::Entity::find()
            .select_only()
            .column(entity::dispute::Column::Id)
            .order_by_asc(entity::dispute::Column::Id)
            .into_tuple::<uuid::Uuid>()
            .all(self.read())
            .await?;
        Ok(ids.into_iter().map(DisputeId::from_uuid).collect())
    }
}

impl Work {
    /// The dispute, locked until this work ends.
    pub async fn dispute_for_update(&self, id: DisputeId) -> Result<Option<Loaded>, DbError> {
        load(self.tx(), id, true).await
    }
}

async fn load<C: ConnectionTrait>(
    connection: &C,
    id: DisputeId,
    lock: bool,
) -> Result<Option<Loaded>, DbError> {
    let mut find = entity::dispute::Entity::find_by_id(id.uuid());
    if lock && connection.get_database_backend() == DbBackend::Postgres {
        find = find.lock_exclusive();
    }
    let Some(row) = find.one(connection).await? else {
        return Ok(None);
    };
    let (log, head_hash) = log::read(connection, id).await?;
    let dispute =
        rebuild(id, &log).map_err(|_broken| DbError::unreadable("dispute_event", "data", id))?;
    if head_hash.to_string() != row.head_hash {
        return Err(DbError::unreadable("dispute", "head_hash", id));
    }
    let parties = rows::contacts(connection, id).await?;
    Ok(Some(Loaded {
        dispute,
        log,
        head_hash,
        number: row.number,
        title: row.title,
        parties,
    }))
}
