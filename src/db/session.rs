//! Logged-in browsers.

use entity::session as table;
use hejie_domain::ids::{DisputeId, Id, LinkId, PartyId, PersonId, SessionId};
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::{DbError, Nudge, Store, Work, instant, micros};

/// One logged-in browser. Its token is kept as a digest only.
#[derive(Debug, Clone)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// Set when it came by a respondent's link, which it then cannot leave.
    pub link: Option<LinkScope>,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used, give or take a few minutes.
    pub seen_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// Until when its holder counts as having just proved who they are.
    pub reauth_until: Option<Timestamp>,
    /// What the browser said it was.
    pub user_agent: String,
    /// From where it was begun.
    pub address: String,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkScope {
    /// The link.
    pub link: LinkId,
    /// The one dispute.
    pub dispute: DisputeId,
    /// The one party.
    pub party: PartyId,
}

impl Store {
    /// The open session of that token.
    pub async fn session(
        &self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<Session>, DbError> {
        let its = table::Column::TokenHash.eq(token_hash).and(open(now));
        let row = table::Entity::find().filter(its).one(self.read()).await?;
        row.map(parse).transpose()
    }

    /// Everybody's right to see where they are logged in, newest first.
    pub async fn sessions(
        &self,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Vec<Session>, DbError> {
        let theirs = table::Column::PersonId.eq(person.uuid()).and(open(now));
        let rows = table::Entity::find()
            .filter(theirs)
            .order_by_desc(table::Column::CreatedAt);
        rows.all(self.read())
            .await?
            .into_iter()
            .map(parse)
            .collect()
    }
}

impl Work {
    /// A new session.
    pub async fn add_session(&self, session: &Session, token_hash: String) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(session.id.uuid()),
            token_hash: Set(token_hash),
            person_id: Set(session.person.uuid()),
            kind: Set(if session.link.is_some() {
                "link"
            } else {
                "account"
            }
            .to_owned()),
            dispute_id: Set(session.link.map(|link| link.dispute.uuid())),
            party_id: Set(session.link.map(|link| link.party.uuid())),
            link_id: Set(session.link.map(|link| link.link.uuid())),
            created_at: Set(micros(session.created_at)),
            seen_at: Set(micros(session.seen_at)),
            expires_at: Set(micros(session.expires_at)),
            reauth_until: Set(session.reauth_until.map(micros)),
            user_agent: Set(session.user_agent.clone()),
            address: Set(session.address.clone()),
            ended_at: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Notes that it was used.
    pub async fn see_session(&self, id: SessionId, now: Timestamp) -> Result<(), DbError> {
        let seen = table::ActiveModel {
            seen_at: Set(micros(now)),
            ..Default::default()
        };
        self.change_session(id, seen).await
    }

    /// Notes that its holder has proved who they are.
    pub async fn set_reauth(&self, id: SessionId, until: Timestamp) -> Result<(), DbError> {
        let proved = table::ActiveModel {
            reauth_until: Set(Some(micros(until))),
            ..Default::default()
        };
        self.change_session(id, proved).await
    }

    /// Ends one session of a person; whether there was such an open one.
    pub async fn end_session(
        &mut self,
        person: PersonId,
        id: SessionId,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let which = table::Column::Id.eq(id.uuid()).and(open(now));
        self.end(person, Condition::all().add(which), now)
            .await
            .map(|ended| ended > 0)
    }

    /// Ends all sessions of a person but `spared`; how many there were.
    pub async fn end_sessions(
        &mut self,
        person: PersonId,
        spared: Option<SessionId>,
        now: Timestamp,
    ) -> Result<u64, DbError> {
        let mut which = Condition::all().add(open(now));
        if let Some(spared) = spared {
            which = which.add(table::Column::Id.ne(spared.uuid()));
        }
        self.end(person, which, now).await
    }

    /// Ends the sessions that links of a party opened.
    pub(super) async fn end_link_sessions(
        &mut self,
        dispute: DisputeId,
        party: PartyId,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let theirs = Condition::all()
            .add(open(now))
            .add(table::Column::DisputeId.eq(dispute.uuid()))
            .add(table::Column::PartyId.eq(party.uuid()));
        let people: Vec<uuid::Uuid> = table::Entity::find()
            .select_only()
            .column(table::Column::PersonId)
            .distinct()
            .filter(theirs.clone())
            .into_tuple()
            .all(self.tx())
            .await?;
        for person in people {
            self.end(PersonId::from_uuid(person), theirs.clone(), now)
                .await?;
        }
        Ok(())
    }

    /// Ends every session that there is; how many there were. For a database that was restored: one
    /// that ended since its backup was made is open again in it.
    pub async fn end_all_sessions(&self, now: Timestamp) -> Result<u64, DbError> {
        let ended = table::ActiveModel {
            ended_at: Set(Some(micros(now))),
            ..Default::default()
        };
        let change = table::Entity::update_many().set(ended).filter(open(now));
        Ok(change.exec(self.tx()).await?.rows_affected)
    }

    /// Forgets sessions that ended, or ran out, before that moment.
    pub async fn forget_sessions(&self, before: Timestamp) -> Result<u64, DbError> {
        let ended = table::Column::EndedAt.lt(micros(before));
        let ran_out = table::Column::ExpiresAt.lt(micros(before));
        let gone = table::Entity::delete_many()
            .filter(Condition::any().add(ended).add(ran_out))
            .exec(self.tx())
            .await?;
        Ok(gone.rows_affected)
    }

    async fn end(
        &mut self,
        person: PersonId,
        which: Condition,
        now: Timestamp,
    ) -> Result<u64, DbError> {
        let ended = table::ActiveModel {
            ended_at: Set(Some(micros(now))),
            ..Default::default()
        };
        let theirs = which.add(table::Column::PersonId.eq(person.uuid()));
        let change = table::Entity::update_many().set(ended).filter(theirs);
        let ended = change.exec(self.tx()).await?.rows_affected;
        if ended > 0 {
            self.nudge(Nudge::Person { person });
        }
        Ok(ended)
    }

    async fn change_session(
        &self,
        id: SessionId,
        change: table::ActiveModel,
    ) -> Result<(), DbError> {
        let which = table::Column::Id.eq(id.uuid());
        table::Entity::update_many()
            .set(change)
            .filter(which)
            .exec(self.tx())
            .await?;
        Ok(())
    }
}

fn open(now: Timestamp) -> sea_orm::sea_query::Expr {
    table::Column::EndedAt
        .is_null()
        .and(table::Column::ExpiresAt.gt(micros(now)))
}

fn parse(row: table::Model) -> Result<Session, DbError> {
    let at = |micros, column| instant(micros, "session", column, row.id);
    let link = match (row.link_id, row.dispute_id, row.party_id) {
        (Some(link), Some(dispute), Some(party)) => Some(LinkScope {
            link: LinkId::from_uuid(link),
            dispute: DisputeId::from_uuid(dispute),
            party: PartyId::from_uuid(party),
        }),
        (None, None, None) => None,
        // Half a scope must never count as the whole account.
        _ => return Err(DbError::unreadable("session", "link_id", row.id)),
    };
    Ok(Session {
        id: SessionId::from_uuid(row.id),
        person: PersonId::from_uuid(row.person_id),
        link,
        created_at: at(row.created_at, "created_at")?,
        seen_at: at(row.seen_at, "seen_at")?,
        expires_at: at(row.expires_at, "expires_at")?,
        reauth_until: row
            .reauth_until
            .map(|until| at(until, "reauth_until"))
            .transpose()?,
        user_agent: row.user_agent,
        address: row.address,
    })
}
