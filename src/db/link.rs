//! Respondents' links.

use entity::{link as table, party};
use hejie_domain::ids::{DisputeId, Id, LinkId, OrganisationId, PartyId, PersonId};
use hejie_domain::people::Contact;
use jiff::Timestamp;
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::{DbError, LinkScope, Store, Work, instant, micros};

/// A respondent's way in without an account. Its token is kept as a digest only.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it leads.
    pub scope: LinkScope,
    /// The dispute's number, for whoever has not entered yet.
    pub number: String,
    /// What the party is called in it.
    pub party_name: String,
    /// Where its codes go.
    pub target: Contact,
    /// Whoever has entered by it.
    pub person: Option<PersonId>,
    /// Until when.
    pub expires_at: Timestamp,
    /// Whether it was taken back.
    pub revoked: bool,
}

impl Store {
    /// The link of that token, whatever its state.
    pub async fn link(&self, token_hash: &str) -> Result<Option<Link>, DbError> {
        let its = table::Column::TokenHash.eq(token_hash);
        let row = table::Entity::find().filter(its).one(self.read()).await?;
        row.map(parse).transpose()
    }

    /// The link of that id.
    pub async fn link_by_id(&self, id: LinkId) -> Result<Option<Link>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }
}

impl Work {
    /// A new link.
    pub async fn add_link(
        &self,
        link: &Link,
        token_hash: String,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(link.scope.link.uuid()),
            dispute_id: Set(link.scope.dispute.uuid()),
            party_id: Set(link.scope.party.uuid()),
            number: Set(link.number.clone()),
            party_name: Set(link.party_name.clone()),
            token_hash: Set(token_hash),
            target: Set(link.target.as_str().to_owned()),
            person_id: Set(link.person.map(Id::uuid)),
            created_at: Set(micros(now)),
            expires_at: Set(micros(link.expires_at)),
            revoked_at: Set(link.revoked.then(|| micros(now))),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Remembers who entered by a link.
    pub async fn set_link_person(&self, id: LinkId, person: PersonId) -> Result<(), DbError> {
        let change = table::ActiveModel {
            person_id: Set(Some(person.uuid())),
            ..Default::default()
        };
        let which = table::Column::Id.eq(id.uuid());
        table::Entity::update_many()
            .set(change)
            .filter(which)
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Takes all links of a party back, and ends the sessions that they opened.
    pub async fn revoke_links(
        &mut self,
        dispute: DisputeId,
        party: PartyId,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let revoked = table::ActiveModel {
            revoked_at: Set(Some(micros(now))),
            ..Default::default()
        };
        let theirs = table::Column::DisputeId
            .eq(dispute.uuid())
            .and(table::Column::PartyId.eq(party.uuid()))
            .and(table::Column::RevokedAt.is_null());
        table::Entity::update_many()
            .set(revoked)
            .filter(theirs)
            .exec(self.tx())
            .await?;
        self.end_link_sessions(dispute, party, now).await
    }

    /// The disputes in which links are open for an organisation, and its party in each.
    pub async fn parties_by_link(
        &self,
        organisation: OrganisationId,
    ) -> Result<Vec<(DisputeId, PartyId)>, DbError> {
        let parties = Query::select()
            .column(party::Column::Id)
            .from(party::Entity)
            .and_where(party::Column::OrganisationId.eq(organisation.uuid()))
            .to_owned();
        let found: Vec<(Uuid, Uuid)> = table::Entity::find()
            .select_only()
            .columns([table::Column::DisputeId, table::Column::PartyId])
            .distinct()
            .filter(table::Column::PartyId.in_subquery(parties))
            .filter(table::Column::RevokedAt.is_null())
            .into_tuple()
            .all(self.tx())
            .await?;
        let parsed = found
            .into_iter()
            .map(|(dispute, party)| (DisputeId::from_uuid(dispute), PartyId::from_uuid(party)));
        Ok(parsed.collect())
    }
}

fn parse(row: table::Model) -> Result<Link, DbError> {
    Ok(Link {
        scope: LinkScope {
            link: LinkId::from_uuid(row.id),
            dispute: DisputeId::from_uuid(row.dispute_id),
            party: PartyId::from_uuid(row.party_id),
        },
        number: row.number,
        party_name: row.party_name,
        target: Contact::parse(&row.target)
            .map_err(|_unlike_ours| DbError::unreadable("link", "target", row.id))?,
        person: row.person_id.map(PersonId::from_uuid),
        expires_at: instant(row.expires_at, "link", "expires_at", row.id)?,
        revoked: row.revoked_at.is_some(),
    })
}
