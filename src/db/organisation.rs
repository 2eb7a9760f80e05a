//! Platforms, merchants, and who works there.

use entity::{organisation as table, staff};
use hejie_domain::access::{OrganisationKind, Role, StaffRole};
use hejie_domain::ids::{Id, OrganisationId, PersonId, StaffId};
use hejie_domain::mediation::BodyKind;
use hejie_domain::people::CreditCode;
use jiff::Timestamp;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::{DbError, Nudge, Store, Work, instant, micros};

/// A platform, merchant, mediation body or bureau.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Which.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// What it is called.
    pub name: String,
    /// Under which it is registered.
    pub credit_code: Option<CreditCode>,
    /// On which platform a merchant sells.
    pub platform: Option<OrganisationId>,
    /// Whether the platform itself stands behind it.
    pub self_operated: bool,
    /// Where it is.
    pub address: Option<String>,
    /// Where it is called.
    pub phone: Option<String>,
    /// Where it gets mail.
    pub email: Option<String>,
    /// The region code of a bureau or a mediation body.
    pub region: Option<String>,
    /// What else is known of a mediation body.
    pub body: Option<MediationBody>,
}

/// What tells one mediation body from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediationBody {
    /// Of which kind it is.
    pub kind: BodyKind,
    /// What it charges, in its words.
    pub fees: Option<String>,
}

/// A role that a person holds in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Which appointment.
    pub id: StaffId,
    /// Where.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: StaffRole,
    /// The number that the public sees.
    pub work_no: Option<String>,
    /// What a mediator has done before, as parties read it.
    pub experience: Option<String>,
}

impl Store {
    /// The organisation of that id.
    pub async fn organisation(&self, id: OrganisationId) -> Result<Option<Organisation>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }

    /// The organisations of those ids, in no order.
    pub async fn organisations(
        &self,
        ids: &[OrganisationId],
    ) -> Result<Vec<Organisation>, DbError> {
        let ids = ids.iter().map(|id| id.uuid());
        let rows = table::Entity::find().filter(table::Column::Id.is_in(ids));
        rows.all(self.read())
            .await?
            .into_iter()
            .map(parse)
            .collect()
    }

    /// The platforms of this installation, oldest first.
    pub async fn platforms(&self) -> Result<Vec<Organisation>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::Kind.eq(OrganisationKind::Platform.code()))
            .order_by_asc(table::Column::CreatedAt)
            .order_by_asc(table::Column::Id);
        rows.all(self.read())
            .await?
            .into_iter()
            .map(parse)
            .collect()
    }

    /// The organisations where somebody works at present, in no order.
    pub async fn staffed_organisations(&self) -> Result<Vec<Organisation>, DbError> {
        let ids: Vec<uuid::Uuid> = staff::Entity::find()
            .select_only()
            .column(staff::Column::OrganisationId)
            .distinct()
            .filter(staff::Column::EndedAt.is_null())
            .into_tuple()
            .all(self.read())
            .await?;
        let ids: Vec<_> = ids.into_iter().map(OrganisationId::from_uuid).collect();
        self.organisations(&ids).await
    }

    /// The mediation bodies that parties may ask, by name.
    pub async fn mediation_bodies(&self) -> Result<Vec<Organisation>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::Kind.eq(OrganisationKind::MediationBody.code()))
            .filter(table::Column::ClosedAt.is_null())
            .filter(table::Column::BodyKind.is_not_null())
            .order_by_asc(table::Column::Name)
            .order_by_asc(table::Column::Id);
        rows.all(self.read())
            .await?
            .into_iter()
            .map(parse)
            .collect()
    }

    /// Merchants whose name contains `words`, or whose credit code it is; by name.
    pub async fn merchants(&self, words: &str, most: u64) -> Result<Vec<Organisation>, DbError> {
        let mut fits = Condition::any().add(contains(words));
        if let Ok(code) = CreditCode::parse(words) {
            fits = fits.add(table::Column::CreditCode.eq(code.as_str()));
        }
        let rows = table::Entity::find()
            .filter(table::Column::Kind.eq(OrganisationKind::Merchant.code()))
            .filter(fits)
            .order_by_asc(table::Column::Name)
            .order_by_asc(table::Column::Id)
            .limit(most);
        rows.all(self.read())
            .await?
            .into_iter()
            .map(parse)
            .collect()
    }

    /// The roles a person holds at present.
    pub async fn roles(&self, person: PersonId) -> Result<Vec<Role>, DbError> {
        let theirs = staff::Column::PersonId.eq(person.uuid());
        let found = self.appointments(theirs).await?;
        found
            .iter()
            .map(|(staff, kind)| Ok(role(staff, *kind)))
            .collect()
    }

    /// The appointments a person holds at present.
    pub async fn staff_of_person(&self, person: PersonId) -> Result<Vec<Staff>, DbError> {
        let found = self
            .appointments(staff::Column::PersonId.eq(person.uuid()))
            .await?;
        Ok(found.into_iter().map(|(staff, _)| staff).collect())
    }

    /// Everybody who works in an organisation at present.
    pub async fn staff_of(&self, organisation: OrganisationId) -> Result<Vec<Staff>, DbError> {
        let there = staff::Column::OrganisationId.eq(organisation.uuid());
        let found = self.appointments(there).await?;
        Ok(found.into_iter().map(|(staff, _)| staff).collect())
    }

    /// Everybody who works in an organisation at present, and since when in that role.
    pub async fn staff_since(
        &self,
        organisation: OrganisationId,
    ) -> Result<Vec<(Staff, Timestamp)>, DbError> {
        let rows = staff::Entity::find()
            .filter(staff::Column::OrganisationId.eq(organisation.uuid()))
            .filter(staff::Column::EndedAt.is_null())
            .order_by_asc(staff::Column::CreatedAt)
            .order_by_asc(staff::Column::Id);
        let rows = rows.all(self.read()).await?;
        rows.into_iter()
            .map(|row| {
                let since = instant(row.created_at, "staff", "created_at", row.id)?;
                Ok((parse_staff(row)?, since))
            })
            .collect()
    }

    async fn appointments(
        &self,
        which: sea_orm::sea_query::Expr,
    ) -> Result<Vec<(Staff, OrganisationKind)>, DbError> {
        let rows = staff::Entity::find()
            .filter(which.and(staff::Column::EndedAt.is_null()))
            .order_by_asc(staff::Column::CreatedAt)
            .order_by_asc(staff::Column::Id)
            .all(self.read())
            .await?;
        let ids: Vec<_> = rows
            .iter()
            .map(|row| OrganisationId::from_uuid(row.organisation_id))
            .collect();
        let organisations = self.organisations(&ids).await?;
        rows.into_iter()
            .map(|row| {
                let staff = parse_staff(row)?;
                let kind = organisations
                    .iter()
                    .find(|organisation| organisation.id == staff.organisation)
                    .map(|organisation| organisation.kind)
                    .ok_or_else(|| DbError::unreadable("staff", "organisation_id", staff.id))?;
                Ok((staff, kind))
            })
            .collect()
    }
}

impl Work {
    /// Whether there is a platform.
    pub async fn has_platform(&self) -> Result<bool, DbError> {
        let platform = table::Entity::find()
            .filter(table::Column::Kind.eq(OrganisationKind::Platform.code()))
            .one(self.tx())
            .await?;
        Ok(platform.is_some())
    }

    /// A new organisation.
    pub async fn add_organisation(
        &self,
        organisation: &Organisation,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(organisation.id.uuid()),
            kind: Set(organisation.kind.code().to_owned()),
            name: Set(organisation.name.clone()),
            credit_code: Set(organisation.credit_code.as_ref().map(ToString::to_string)),
            platform_id: Set(organisation.platform.map(Id::uuid)),
            self_operated: Set(organisation.self_operated),
            address: Set(organisation.address.clone()),
            phone: Set(organisation.phone.clone()),
            email: Set(organisation.email.clone()),
            region: Set(organisation.region.clone()),
            created_at: Set(micros(now)),
            body_kind: Set(organisation
                .body
                .as_ref()
                .map(|body| body.kind.code().to_owned())),
            fees: Set(organisation
                .body
                .as_ref()
                .and_then(|body| body.fees.clone())),
            version: Set(1),
            changed_at: Set(None),
            closed_at: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Gives a person a role.
    pub async fn add_staff(&mut self, appointed: &Staff, now: Timestamp) -> Result<(), DbError> {
        let row = staff::ActiveModel {
            id: Set(appointed.id.uuid()),
            organisation_id: Set(appointed.organisation.uuid()),
            person_id: Set(appointed.person.uuid()),
            role: Set(appointed.role.code().to_owned()),
            work_no: Set(appointed.work_no.clone()),
            created_at: Set(micros(now)),
            ended_at: Set(None),
            experience: Set(appointed.experience.clone()),
        };
        row.insert(self.tx()).await?;
        self.nudge(Nudge::Person {
            person: appointed.person,
        });
        Ok(())
    }

    /// The roles that a person holds in an organisation, as this work sees them.
    pub async fn staff_in(
        &self,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Vec<Staff>, DbError> {
        let rows = staff::Entity::find()
            .filter(held_by(organisation, person))
            .order_by_asc(staff::Column::CreatedAt)
            .order_by_asc(staff::Column::Id);
        let rows = rows.all(self.tx()).await?;
        rows.into_iter().map(parse_staff).collect()
    }

    /// Another number for the public, in every role that a person holds in an organisation.
    pub async fn set_work_no(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        work_no: Option<&str>,
    ) -> Result<(), DbError> {
        let change = staff::ActiveModel {
            work_no: Set(work_no.map(str::to_owned)),
            ..Default::default()
        };
        staff::Entity::update_many()
            .set(change)
            .filter(held_by(organisation, person))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// What parties are told of a mediator when they are appointed.
    pub async fn set_experience(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        experience: &str,
    ) -> Result<(), DbError> {
        let said = Some(experience.to_owned()).filter(|text| !text.is_empty());
        let change = staff::ActiveModel {
            experience: Set(said),
            ..Default::default()
        };
        staff::Entity::update_many()
            .set(change)
            .filter(held_by(organisation, person))
            .exec(self.tx())
            .await?;
        Ok(())
    }

    /// Takes a role away again.
    pub async fn end_staff(&mut self, appointed: &Staff, now: Timestamp) -> Result<(), DbError> {
        let ended = staff::ActiveModel {
            ended_at: Set(Some(micros(now))),
            ..Default::default()
        };
        let which = staff::Column::Id.eq(appointed.id.uuid());
        staff::Entity::update_many()
            .set(ended)
            .filter(which)
            .exec(self.tx())
            .await?;
        self.nudge(Nudge::Person {
            person: appointed.person,
        });
        Ok(())
    }
}

fn held_by(organisation: OrganisationId, person: PersonId) -> sea_orm::sea_query::Expr {
    staff::Column::OrganisationId
        .eq(organisation.uuid())
        .and(staff::Column::PersonId.eq(person.uuid()))
        .and(staff::Column::EndedAt.is_null())
}

/// What people type is taken word for word: their `%` and `_` are no wildcards.
pub(super) fn contains(words: &str) -> sea_orm::sea_query::Expr {
    let escaped = words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    table::Column::Name.like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

fn role(staff: &Staff, kind: OrganisationKind) -> Role {
    Role {
        organisation: staff.organisation,
        kind,
        role: staff.role,
    }
}

fn parse_staff(row: staff::Model) -> Result<Staff, DbError> {
    Ok(Staff {
        id: StaffId::from_uuid(row.id),
        organisation: OrganisationId::from_uuid(row.organisation_id),
        person: PersonId::from_uuid(row.person_id),
        role: StaffRole::parse(&row.role)
            .ok_or_else(|| DbError::unreadable("staff", "role", row.id))?,
        work_no: row.work_no,
        experience: row.experience,
    })
}

pub(super) fn parse(row: table::Model) -> Result<Organisation, DbError> {
    let bad = |column| DbError::unreadable("organisation", column, row.id);
    let credit_code = row
        .credit_code
        .as_deref()
        .map(CreditCode::parse)
        .transpose();
    let body = match row.body_kind.as_deref() {
        Some(kind) => Some(MediationBody {
            kind: BodyKind::parse(kind).ok_or_else(|| bad("body_kind"))?,
            fees: row.fees.clone(),
        }),
        None => None,
    };
    Ok(Organisation {
        id: OrganisationId::from_uuid(row.id),
        kind: OrganisationKind::parse(&row.kind).ok_or_else(|| bad("kind"))?,
        credit_code: credit_code.map_err(|_unlike_ours| bad("credit_code"))?,
        name: row.name,
        platform: row.platform_id.map(OrganisationId::from_uuid),
        self_operated: row.self_operated,
        address: row.address,
        phone: row.phone,
        email: row.email,
        region: row.region,
        body,
    })
}
