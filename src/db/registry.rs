//! Organisations as administrators keep them: found, changed over a version, closed and opened again.

use std::collections::BTreeMap;

use entity::{organisation as table, staff};
use hejie_domain::access::OrganisationKind;
use hejie_domain::ids::{Id, OrganisationId};
use hejie_domain::people::CreditCode;
use jiff::Timestamp;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::organisation::{Organisation, contains, parse};
use super::{DbError, Store, Work, instant, micros};

/// An organisation, and where its record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The organisation.
    pub organisation: Organisation,
    /// Grows with each change.
    pub version: u64,
    /// When it was last changed, if ever.
    pub changed_at: Option<Timestamp>,
    /// Since when it takes no more part, if it does not.
    pub closed_at: Option<Timestamp>,
}

/// What to list.
#[derive(Debug, Clone)]
pub struct Roll {
    /// The platform whose merchants are listed with what all platforms share.
    pub platform: OrganisationId,
    /// Only of this kind.
    pub kind: Option<OrganisationKind>,
    /// Only with these words in its name, or with this credit code.
    pub words: Option<String>,
    /// Those that are closed, or those that are not; both, if not said.
    pub closed: Option<bool>,
    /// Only what comes after this one.
    pub after: Option<OrganisationId>,
    /// How many at the most.
    pub limit: u64,
}

#[derive(FromQueryResult)]
struct Employed {
    organisation_id: Uuid,
    people: i64,
}

impl Store {
    /// Organisations by name.
    pub async fn roll(&self, roll: &Roll) -> Result<Vec<Registered>, DbError> {
        let shared = [OrganisationKind::MediationBody, OrganisationKind::Bureau];
        let shared = shared.map(OrganisationKind::code);
        let here = Condition::any()
            .add(table::Column::Id.eq(roll.platform.uuid()))
            .add(table::Column::PlatformId.eq(roll.platform.uuid()))
            .add(table::Column::Kind.is_in(shared));
        let mut rows = table::Entity::find().filter(here);
        if let Some(kind) = roll.kind {
            rows = rows.filter(table::Column::Kind.eq(kind.code()));
        }
        if let Some(words) = &roll.words {
            let mut fits = Condition::any().add(contains(words));
            if let Ok(code) = CreditCode::parse(words) {
                fits = fits.add(table::Column::CreditCode.eq(code.as_str()));
            }
            rows = rows.filter(fits);
        }
        rows = match roll.closed {
            Some(true) => rows.filter(table::Column::ClosedAt.is_not_null()),
            Some(false) => rows.filter(table::Column::ClosedAt.is_null()),
            None => rows,
        };
        if let Some(after) = roll.after {
            let Some(last) = self.organisation(after).await? else {
                return Ok(Vec::new());
            };
            let behind = Condition::any()
                .add(table::Column::Name.gt(last.name.clone()))
                .add(
                    table::Column::Name
                        .eq(last.name)
                        .and(table::Column::Id.gt(after.uuid())),
                );
            rows = rows.filter(behind);
        }
        let rows = rows
            .order_by_asc(table::Column::Name)
            .order_by_asc(table::Column::Id)
            .limit(roll.limit);
        rows.all(self.read())
            .await?
            .into_iter()
            .map(registered)
            .collect()
    }

    /// One organisation.
    pub async fn registered(&self, id: OrganisationId) -> Result<Option<Registered>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(registered).transpose()
    }

    /// How many people work in each of them; who is missing has nobody.
    pub async fn employed(
        &self,
        organisations: &[OrganisationId],
    ) -> Result<BTreeMap<OrganisationId, u64>, DbError> {
        let ids = organisations.iter().map(|id| id.uuid());
        let rows = staff::Entity::find()
            .select_only()
            .column(staff::Column::OrganisationId)
            .column_as(
                staff::Column::PersonId.into_expr().count_distinct(),
                "people",
            )
            .filter(staff::Column::OrganisationId.is_in(ids))
            .filter(staff::Column::EndedAt.is_null())
            .group_by(staff::Column::OrganisationId)
            .into_model::<Employed>()
            .all(self.read())
            .await?;
        let counted = rows.into_iter().map(|row| {
            let people = u64::try_from(row.people).unwrap_or_default();
            (OrganisationId::from_uuid(row.organisation_id), people)
        });
        Ok(counted.collect())
    }

    /// Every merchant of a platform.
    pub async fn merchants_of(&self, platform: OrganisationId) -> Result<Vec<Registered>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::Kind.eq(OrganisationKind::Merchant.code()))
            .filter(table::Column::PlatformId.eq(platform.uuid()));
        rows.all(self.read())
            .await?
            .into_iter()
            .map(registered)
            .collect()
    }

    /// The merchant of that platform under a credit code.
    pub async fn merchant_of_code(
        &self,
        platform: OrganisationId,
        code: &CreditCode,
    ) -> Result<Option<Registered>, DbError> {
        let row = table::Entity::find()
            .filter(table::Column::Kind.eq(OrganisationKind::Merchant.code()))
            .filter(table::Column::PlatformId.eq(platform.uuid()))
            .filter(table::Column::CreditCode.eq(code.as_str()))
            .one(self.read())
            .await?;
        row.map(registered).transpose()
    }
}

impl Work {
    /// The organisation, held until the work is over: who works there is decided by one at a time.
    pub async fn organisation_for_update(
        &self,
        id: OrganisationId,
    ) -> Result<Option<Registered>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .lock(LockType::Update)
            .one(self.tx())
            .await?;
        row.map(registered).transpose()
    }

    /// Says something else of an organisation than its record said at version `seen`; whether that
    /// was still the newest. Its kind and its platform stay. [`DbError::Conflict`] when another
    /// merchant has the credit code.
    pub async fn change_organisation(
        &self,
        new: &Organisation,
        seen: u64,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let change = table::ActiveModel {
            name: Set(new.name.clone()),
            credit_code: Set(new.credit_code.as_ref().map(ToString::to_string)),
            self_operated: Set(new.self_operated),
            address: Set(new.address.clone()),
            phone: Set(new.phone.clone()),
            email: Set(new.email.clone()),
            region: Set(new.region.clone()),
            body_kind: Set(new.body.as_ref().map(|body| body.kind.code().to_owned())),
            fees: Set(new.body.as_ref().and_then(|body| body.fees.clone())),
            ..Default::default()
        };
        self.over_version(new.id, seen, change, at).await
    }

    /// Lets an organisation take no more part, or take part again; whether `seen` was still the
    /// newest version.
    pub async fn close_organisation(
        &self,
        id: OrganisationId,
        seen: u64,
        closed: bool,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let change = table::ActiveModel {
            closed_at: Set(closed.then(|| micros(at))),
            ..Default::default()
        };
        self.over_version(id, seen, change, at).await
    }

    async fn over_version(
        &self,
        id: OrganisationId,
        seen: u64,
        change: table::ActiveModel,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let Ok(seen) = i32::try_from(seen) else {
            return Ok(false);
        };
        let change = table::ActiveModel {
            version: Set(seen.saturating_add(1)),
            changed_at: Set(Some(micros(at))),
            ..change
        };
        let done = table::Entity::update_many()
            .set(change)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(table::Column::Version.eq(seen))
            .exec(self.tx())
            .await?;
        Ok(done.rows_affected == 1)
    }
}

fn registered(row: table::Model) -> Result<Registered, DbError> {
    let at = |micros: Option<i64>, column| {
        let read = |micros| instant(micros, "organisation", column, row.id);
        micros.map(read).transpose()
    };
    Ok(Registered {
        version: u64::try_from(row.version)
            .map_err(|_negative| DbError::unreadable("organisation", "version", row.id))?,
        changed_at: at(row.changed_at, "changed_at")?,
        closed_at: at(row.closed_at, "closed_at")?,
        organisation: parse(row)?,
    })
}
