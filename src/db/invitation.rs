//! Invitations to work in an organisation.

use entity::invitation as table;
use hejie_domain::access::StaffRole;
use hejie_domain::ids::{Id, InvitationId, OrganisationId, PersonId};
use hejie_domain::people::{Contact, Locale};
use jiff::Timestamp;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::{DbError, Store, Work, instant, micros};

/// An invitation. Its token is kept as a digest only.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Which.
    pub id: InvitationId,
    /// To work where.
    pub organisation: OrganisationId,
    /// As what.
    pub roles: Vec<StaffRole>,
    /// Under which number the public knows them.
    pub work_no: Option<String>,
    /// What they are called, as far as whoever invites knows.
    pub name: Option<String>,
    /// Where it goes, and whose it is.
    pub contact: Contact,
    /// In which language it is written.
    pub locale: Locale,
    /// How often it was sent.
    pub sends: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: PersonId,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

const LISTED_MAX: u64 = 200;

impl Store {
    /// The invitation of that token, whatever its state.
    pub async fn invitation_of(&self, token_hash: &str) -> Result<Option<Invitation>, DbError> {
        let its = table::Column::TokenHash.eq(token_hash);
        let row = table::Entity::find().filter(its).one(self.read()).await?;
        row.map(parse).transpose()
    }

    /// The invitation of that id.
    pub async fn invitation(&self, id: InvitationId) -> Result<Option<Invitation>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }

    /// Invitations to an organisation that nobody accepted or took back, newest first.
    pub async fn open_invitations(
        &self,
        organisation: OrganisationId,
    ) -> Result<Vec<Invitation>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::OrganisationId.eq(organisation.uuid()))
            .filter(table::Column::AcceptedAt.is_null())
            .filter(table::Column::RevokedAt.is_null())
            .order_by_desc(table::Column::CreatedAt)
            .order_by_desc(table::Column::Id)
            .limit(LISTED_MAX);
        let rows = rows.all(self.read()).await?;
        rows.into_iter().map(parse).collect()
    }
}

impl Work {
    /// A new invitation. [`DbError::Conflict`] when an open one goes there already.
    pub async fn add_invitation(&self, new: &Invitation) -> Result<(), DbError> {
        let roles: Vec<_> = new.roles.iter().map(|role| role.code()).collect();
        let row = table::ActiveModel {
            id: Set(new.id.uuid()),
            organisation_id: Set(new.organisation.uuid()),
            roles: Set(serde_json::to_string(&roles)
                .map_err(|_unlikely| DbError::unreadable("invitation", "roles", new.id))?),
            work_no: Set(new.work_no.clone()),
            name: Set(new.name.clone()),
            contact: Set(new.contact.as_str().to_owned()),
            locale: Set(new.locale.code().to_owned()),
            token_hash: Set(None),
            sends: Set(1),
            created_at: Set(micros(new.created_at)),
            created_by: Set(new.created_by.uuid()),
            expires_at: Set(micros(new.expires_at)),
            accepted_at: Set(None),
            accepted_by: Set(None),
            revoked_at: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// The invitation, held until the work is over: of two who accept it one does.
    pub async fn invitation_for_update(
        &self,
        id: InvitationId,
    ) -> Result<Option<Invitation>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .lock(LockType::Update)
            .one(self.tx())
            .await?;
        row.map(parse).transpose()
    }

    /// The one token that opens it from now on.
    pub async fn set_invitation_token(
        &self,
        id: InvitationId,
        token_hash: String,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            token_hash: Set(Some(token_hash)),
            ..Default::default()
        };
        self.change_invitation(id, change).await
    }

    /// It goes out once more, and is good for longer; no earlier token opens it.
    pub async fn send_invitation_again(
        &self,
        id: InvitationId,
        sends: u32,
        expires_at: Timestamp,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            token_hash: Set(None),
            sends: Set(i32::try_from(sends).unwrap_or(i32::MAX)),
            expires_at: Set(micros(expires_at)),
            ..Default::default()
        };
        self.change_invitation(id, change).await
    }

    /// It goes to another contact, as a new one would.
    pub async fn send_invitation_to(
        &self,
        id: InvitationId,
        contact: &Contact,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            contact: Set(contact.as_str().to_owned()),
            ..Default::default()
        };
        self.change_invitation(id, change).await
    }

    /// No message that went out opens an invitation any more; how many did. For a database that was
    /// restored: one that was used or taken back since its backup was made is open again in it.
    pub async fn drop_invitation_tokens(&self) -> Result<u64, DbError> {
        let change = table::ActiveModel {
            token_hash: Set(None),
            ..Default::default()
        };
        let dropped = table::Entity::update_many()
            .set(change)
            .filter(table::Column::TokenHash.is_not_null())
            .filter(table::Column::AcceptedAt.is_null())
            .filter(table::Column::RevokedAt.is_null())
            .exec(self.tx())
            .await?;
        Ok(dropped.rows_affected)
    }

    /// Takes it back.
    pub async fn revoke_invitation(&self, id: InvitationId, at: Timestamp) -> Result<(), DbError> {
        let change = table::ActiveModel {
            revoked_at: Set(Some(micros(at))),
            ..Default::default()
        };
        self.change_invitation(id, change).await
    }

    /// It was used, once and for all.
    pub async fn accept_invitation(
        &self,
        id: InvitationId,
        by: PersonId,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            accepted_at: Set(Some(micros(at))),
            accepted_by: Set(Some(by.uuid())),
            ..Default::default()
        };
        self.change_invitation(id, change).await
    }

    async fn change_invitation(
        &self,
        id: InvitationId,
        change: table::ActiveModel,
    ) -> Result<(), DbError> {
        table::Entity::update_many()
            .set(change)
            .filter(table::Column::Id.eq(id.uuid()))
            .exec(self.tx())
            .await?;
        Ok(())
    }
}

fn parse(row: table::Model) -> Result<Invitation, DbError> {
    let bad = |column| DbError::unreadable("invitation", column, row.id);
    let at = |micros, column| instant(micros, "invitation", column, row.id);
    let maybe_at = |micros: Option<i64>, column| micros.map(|it| at(it, column)).transpose();
    let codes: Vec<String> = serde_json::from_str(&row.roles).map_err(|_foreign| bad("roles"))?;
    let roles = codes
        .iter()
        .map(|code| StaffRole::parse(code).ok_or_else(|| bad("roles")));
    Ok(Invitation {
        id: InvitationId::from_uuid(row.id),
        organisation: OrganisationId::from_uuid(row.organisation_id),
        roles: roles.collect::<Result<_, _>>()?,
        contact: Contact::parse(&row.contact).map_err(|_unlike_ours| bad("contact"))?,
        locale: Locale::parse(&row.locale).ok_or_else(|| bad("locale"))?,
        sends: u32::try_from(row.sends).map_err(|_negative| bad("sends"))?,
        created_at: at(row.created_at, "created_at")?,
        created_by: PersonId::from_uuid(row.created_by),
        expires_at: at(row.expires_at, "expires_at")?,
        accepted_at: maybe_at(row.accepted_at, "accepted_at")?,
        revoked_at: maybe_at(row.revoked_at, "revoked_at")?,
        work_no: row.work_no,
        name: row.name,
    })
}
