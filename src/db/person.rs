//! People.

use std::collections::BTreeMap;

use entity::person as table;
use hejie_domain::ids::{Id, PersonId};
use hejie_domain::people::{Contact, Email, Locale, Phone};
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::audit::containing;
use super::{DbError, Nudge, Store, Work, instant, micros};

/// A human being who can log in.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// Where they get SMS.
    pub phone: Option<Phone>,
    /// Where they get mail.
    pub email: Option<Email>,
    /// Argon2id, in PHC form.
    pub password_hash: Option<String>,
    /// What they read.
    pub locale: Locale,
    /// Whether they are shut out at present.
    pub suspended: bool,
}

impl Person {
    /// The one contact that codes go to: the phone before the mailbox.
    pub fn contact(&self) -> Option<Contact> {
        let phone = self.phone.clone().map(Contact::Phone);
        phone.or_else(|| self.email.clone().map(Contact::Email))
    }
}

impl Store {
    /// The person of that id.
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, DbError> {
        by_id(self.read(), id).await
    }

    /// People whose name or address contains `words`, or whose number it is.
    pub async fn people_named(&self, words: &str, count_max: u64) -> Result<Vec<Uuid>, DbError> {
        let fits = Condition::any()
            .add(table::Column::Name.like(containing(words)))
            .add(table::Column::Email.like(containing(&words.to_lowercase())))
            .add(table::Column::Phone.eq(words));
        Ok(table::Entity::find()
            .select_only()
            .column(table::Column::Id)
            .filter(fits)
            .limit(count_max)
            .into_tuple()
            .all(self.read())
            .await?)
    }

    /// The people of those ids, in no order.
    pub async fn people(&self, ids: &[PersonId]) -> Result<Vec<Person>, DbError> {
        let ids = ids.iter().map(|id| id.uuid());
        let rows = table::Entity::find().filter(table::Column::Id.is_in(ids));
        rows.all(self.read())
            .await?
            .into_iter()
            .map(parse)
            .collect()
    }

    /// Whoever is reached there.
    pub async fn person_at(&self, contact: &Contact) -> Result<Option<Person>, DbError> {
        at(self.read(), contact).await
    }
}

impl Store {
    /// When each of them last logged in; who is missing never did.
    pub async fn last_logins(
        &self,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, Timestamp>, DbError> {
        let ids = people.iter().map(|id| id.uuid());
        let rows: Vec<(Uuid, i64)> = table::Entity::find()
            .select_only()
            .column(table::Column::Id)
            .column(table::Column::LastLoginAt)
            .filter(table::Column::Id.is_in(ids))
            .filter(table::Column::LastLoginAt.is_not_null())
            .into_tuple()
            .all(self.read())
            .await?;
        let read = |(id, at): (Uuid, i64)| {
            let at = instant(at, "person", "last_login_at", id)?;
            Ok((PersonId::from_uuid(id), at))
        };
        rows.into_iter().map(read).collect()
    }
}

impl Work {
    /// Notes that somebody logged in.
    pub async fn note_login(&self, id: PersonId, at: Timestamp) -> Result<(), DbError> {
        let change = table::ActiveModel {
            last_login_at: Set(Some(micros(at))),
            ..Default::default()
        };
        self.change_person(id, change).await
    }

    /// The person of that id, as this work sees them.
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, DbError> {
        by_id(self.tx(), id).await
    }

    /// Whoever is reached there, as this work sees them.
    pub async fn person_at(&self, contact: &Contact) -> Result<Option<Person>, DbError> {
        at(self.tx(), contact).await
    }

    /// A new person. [`DbError::Conflict`] when the phone or mailbox is somebody's already.
    pub async fn add_person(&self, person: &Person, at: Timestamp) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(person.id.uuid()),
            name: Set(person.name.clone()),
            phone: Set(person.phone.as_ref().map(|phone| phone.as_str().to_owned())),
            email: Set(person.email.as_ref().map(|email| email.as_str().to_owned())),
            password_hash: Set(person.password_hash.clone()),
            locale: Set(person.locale.code().to_owned()),
            created_at: Set(micros(at)),
            suspended_at: Set(person.suspended.then(|| micros(at))),
            last_login_at: Set(None),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Another name or language.
    pub async fn set_profile(
        &self,
        id: PersonId,
        name: &str,
        locale: Locale,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            name: Set(name.to_owned()),
            locale: Set(locale.code().to_owned()),
            ..Default::default()
        };
        self.change_person(id, change).await
    }

    /// Another password.
    pub async fn set_password(&self, id: PersonId, hash: String) -> Result<(), DbError> {
        let change = table::ActiveModel {
            password_hash: Set(Some(hash)),
            ..Default::default()
        };
        self.change_person(id, change).await
    }

    /// Shuts somebody out, or lets them in again.
    pub async fn set_suspended(
        &mut self,
        id: PersonId,
        since: Option<Timestamp>,
    ) -> Result<(), DbError> {
        let change = table::ActiveModel {
            suspended_at: Set(since.map(micros)),
            ..Default::default()
        };
        // Sockets of theirs that are open hear of it at once.
        self.nudge(Nudge::Person { person: id });
        self.change_person(id, change).await
    }

    async fn change_person(&self, id: PersonId, change: table::ActiveModel) -> Result<(), DbError> {
        let whose = table::Column::Id.eq(id.uuid());
        table::Entity::update_many()
            .set(change)
            .filter(whose)
            .exec(self.tx())
            .await?;
        Ok(())
    }
}

async fn by_id(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<Person>, DbError> {
    table::Entity::find_by_id(id.uuid())
        .one(db)
        .await?
        .map(parse)
        .transpose()
}

async fn at(db: &impl ConnectionTrait, contact: &Contact) -> Result<Option<Person>, DbError> {
    let there = match contact {
        Contact::Phone(phone) => table::Column::Phone.eq(phone.as_str()),
        Contact::Email(email) => table::Column::Email.eq(email.as_str()),
    };
    table::Entity::find()
        .filter(there)
        .one(db)
        .await?
        .map(parse)
        .transpose()
}

fn parse(row: table::Model) -> Result<Person, DbError> {
    let bad = |column| move || DbError::unreadable("person", column, row.id);
    Ok(Person {
        id: PersonId::from_uuid(row.id),
        name: row.name,
        phone: row
            .phone
            .map(|phone| Phone::parse(&phone).map_err(|_unlike_ours| bad("phone")()))
            .transpose()?,
        email: row
            .email
            .map(|email| Email::parse(&email).map_err(|_unlike_ours| bad("email")()))
            .transpose()?,
        password_hash: row.password_hash,
        locale: Locale::parse(&row.locale).ok_or_else(bad("locale"))?,
        suspended: row.suspended_at.is_some(),
    })
}
