//! Who acts, with the rights that they have at that moment.

use hejie_domain::access::Standing;
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::people::{Contact, Locale};

use super::Scene;
use super::settle::party;
use crate::app::{Failure, dispute};
use crate::db::Person;
use crate::db::dispute::Loaded;
use crate::demo::DemoError;
use crate::demo::cast::standing;
use crate::demo::script::Side;

impl Scene<'_> {
    pub(super) async fn standing(&self, loaded: &Loaded, by: &str) -> Result<Standing, DemoError> {
        match by {
            "consumer" => {
                let key = &self.play.story.consumer;
                self.cast.standing(self.ctx, key).await
            }
            "shop" => self.shop(loaded).await,
            "agent" => {
                let responder = loaded.dispute.responder;
                let (person, _) = responder.ok_or(Failure::NotFound)?;
                standing(self.ctx, person).await
            }
            "mediator" => {
                let mediator = loaded.dispute.mediation().and_then(Mediation::mediator);
                standing(self.ctx, mediator.ok_or(Failure::NotFound)?).await
            }
            key => self.cast.standing(self.ctx, key).await,
        }
    }

    /// By account where somebody of the shop has one, as whoever came by the link otherwise.
    async fn shop(&self, loaded: &Loaded) -> Result<Standing, DemoError> {
        let key = self.play.story.shop.as_deref();
        if let Some(person) = key.and_then(|key| self.cast.shop_staff(key)) {
            return standing(self.ctx, person).await;
        }
        let party = party(loaded, Side::Shop)?;
        let known = loaded.contact(party).ok_or(Failure::NotFound)?;
        let reached = known.phone.as_ref().or(known.email.as_ref());
        let reached = reached.and_then(|raw| Contact::parse(raw).ok());
        let reached = reached.ok_or(Failure::NotFound)?;
        let person = self.by_link(&reached, &known.name).await?.id;
        let id = loaded.dispute.id;
        dispute::record_delivery(self.ctx, id, party, "link").await?;
        Ok(Standing {
            person,
            link: Some((id, party)),
            roles: Vec::new(),
        })
    }

    /// Whoever answers at that contact, noted when they come for the first time.
    async fn by_link(&self, contact: &Contact, name: &str) -> Result<Person, DemoError> {
        let work = self.ctx.store.begin().await?;
        if let Some(known) = work.person_at(contact).await? {
            return Ok(known);
        }
        let (phone, email) = match contact.clone() {
            Contact::Phone(phone) => (Some(phone), None),
            Contact::Email(email) => (None, Some(email)),
        };
        let person = Person {
            id: self.ctx.ids.new(),
            name: name.to_owned(),
            phone,
            email,
            password_hash: None,
            locale: Locale::ZhCn,
            suspended: false,
        };
        work.add_person(&person, self.ctx.now().at).await?;
        work.commit().await?;
        Ok(person)
    }
}
