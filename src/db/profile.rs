//! What parties may know of a mediator.

use entity::mediator_profile as table;
use hejie_domain::ids::{Id, OrganisationId, PersonId};
use hejie_domain::taxonomy::Category;
use jiff::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{DbError, Store, Work, micros};

/// What a mediator says of themselves. No picture: nobody is chosen by their face.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// What they have done.
    pub experience: String,
    /// In which matters they are at home.
    pub fields: Vec<Category>,
    /// Which languages and dialects they speak.
    pub languages: Vec<String>,
}

impl Store {
    /// What a mediator says of themselves in that body.
    pub async fn mediator_profile(
        &self,
        person: PersonId,
        body: OrganisationId,
    ) -> Result<Option<Profile>, DbError> {
        let row = table::Entity::find_by_id((person.uuid(), body.uuid()))
            .one(self.read())
            .await?;
        row.map(parse).transpose()
    }

    /// What all mediators of a body say of themselves.
    pub async fn profiles_of(
        &self,
        body: OrganisationId,
    ) -> Result<Vec<(PersonId, Profile)>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::OrganisationId.eq(body.uuid()))
            .all(self.read())
            .await?;
        rows.into_iter()
            .map(|row| Ok((PersonId::from_uuid(row.person_id), parse(row)?)))
            .collect()
    }
}

impl Work {
    /// Puts a profile in the place of the one before.
    pub async fn set_profile_of(
        &self,
        person: PersonId,
        body: OrganisationId,
        profile: &Profile,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let bad = |column| DbError::unreadable("mediator_profile", column, person);
        let fields: Vec<_> = profile.fields.iter().map(|field| field.code()).collect();
        let fields = serde_json::to_string(&fields).map_err(|_unlikely| bad("fields"))?;
        let languages =
            serde_json::to_string(&profile.languages).map_err(|_unlikely| bad("languages"))?;
        let row = table::ActiveModel {
            person_id: Set(person.uuid()),
            organisation_id: Set(body.uuid()),
            experience: Set(profile.experience.clone()),
            fields: Set(fields),
            languages: Set(languages),
            changed_at: Set(micros(at)),
        };
        let same = OnConflict::columns([table::Column::PersonId, table::Column::OrganisationId])
            .update_columns([
                table::Column::Experience,
                table::Column::Fields,
                table::Column::Languages,
                table::Column::ChangedAt,
            ])
            .to_owned();
        table::Entity::insert(row)
            .on_conflict(same)
            .exec_without_returning(self.tx())
            .await?;
        Ok(())
    }
}

fn parse(row: table::Model) -> Result<Profile, DbError> {
    let bad = |column| DbError::unreadable("mediator_profile", column, row.person_id);
    let fields: Vec<String> =
        serde_json::from_str(&row.fields).map_err(|_foreign| bad("fields"))?;
    Ok(Profile {
        languages: serde_json::from_str(&row.languages).map_err(|_foreign| bad("languages"))?,
        // A matter that is no longer on the list is left out, and the rest is still true.
        fields: fields
            .iter()
            .filter_map(|code| Category::parse(code))
            .collect(),
        experience: row.experience,
    })
}
