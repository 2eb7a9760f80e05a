//! People in front of the service: consumers, staff, shop people, each in a browser of their own.

use hejie::app::Ids;
use hejie::db::{Organisation, Person, Staff};
use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::{OrganisationId, PersonId};
use hejie::domain::people::{Email, Locale};
use hejie::domain::telling::Post;
use jiff::SignedDuration;
use serde_json::json;

use super::{Browser, Database, TestApp};

/// Somebody who is logged in.
pub(crate) struct Somebody {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) browser: Browser,
}

/// Whatever a person can do, their browser does.
impl std::ops::Deref for Somebody {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

/// What everybody's password is who is made by [`TestApp::person`].
pub(crate) const PASSWORD: &str = "一只会飞的大橘猫";

impl TestApp {
    fn mint(&self) -> &Ids {
        &self.ctx.ids
    }

    /// An organisation of that kind; merchants sell on `platform`.
    pub(crate) async fn organisation(
        &self,
        kind: OrganisationKind,
        name: &str,
        platform: Option<OrganisationId>,
    ) -> OrganisationId {
        let organisation = Organisation {
            id: self.mint().new(),
            kind,
            name: name.to_owned(),
            credit_code: None,
            platform,
            self_operated: false,
            address: None,
            phone: None,
            email: None,
            region: None,
            body: None,
        };
        self.add_organisation(&organisation).await;
        organisation.id
    }

    pub(crate) async fn add_organisation(&self, organisation: &Organisation) {
        let work = self.ctx.store.begin().await.unwrap();
        work.add_organisation(organisation, self.now())
            .await
            .unwrap();
        work.commit().await.unwrap();
    }

    /// A platform.
    pub(crate) async fn platform(&self) -> OrganisationId {
        self.organisation(OrganisationKind::Platform, "和解测试平台", None)
            .await
    }

    /// On the chosen database, with a platform and its administrator.
    pub(crate) async fn with_administrator(database: Database) -> (Self, OrganisationId, Somebody) {
        let app = Self::on(database).await;
        let platform = app.platform().await;
        let role = StaffRole::Administrator;
        let admin = app.staff(platform, role, "管理员", "admin").await;
        (app, platform, admin)
    }

    /// Somebody with an account and a mailbox, not logged in; the address is `MAILBOX@example.com`.
    pub(crate) async fn account(&self, name: &str, mailbox: &str) -> PersonId {
        let hash = self.ctx.passwords.hash(PASSWORD).await.unwrap();
        let person = Person {
            id: self.mint().new(),
            name: name.to_owned(),
            phone: None,
            email: Some(Email::parse(&format!("{mailbox}@example.com")).unwrap()),
            password_hash: Some(hash),
            locale: Locale::ZhCn,
            suspended: false,
        };
        let work = self.ctx.store.begin().await.unwrap();
        work.add_person(&person, self.now()).await.unwrap();
        work.commit().await.unwrap();
        person.id
    }

    /// Somebody with an account, logged in by password.
    pub(crate) async fn person(&self, name: &str, mailbox: &str) -> Somebody {
        let id = self.account(name, mailbox).await;
        let browser = self.stranger();
        let login = json!({ "email": format!("{mailbox}@example.com"), "password": PASSWORD });
        browser.post("/login/password", login).await.ok();
        Somebody {
            id,
            name: name.to_owned(),
            browser,
        }
    }

    /// Somebody who works there.
    pub(crate) async fn staff(
        &self,
        organisation: OrganisationId,
        role: StaffRole,
        name: &str,
        mailbox: &str,
    ) -> Somebody {
        let somebody = self.person(name, mailbox).await;
        let appointed = Staff {
            id: self.mint().new(),
            organisation,
            person: somebody.id,
            role,
            work_no: Some("8001".to_owned()),
            experience: None,
        };
        let mut work = self.ctx.store.begin().await.unwrap();
        work.add_staff(&appointed, self.now()).await.unwrap();
        work.commit().await.unwrap();
        somebody
    }

    /// A consumer who came by phone and code.
    pub(crate) async fn consumer(&self, name: &str, phone: &str) -> Somebody {
        let browser = self.stranger();
        let asked = json!({ "to": phone, "purpose": "login" });
        browser.post("/codes", asked).await.ok();
        let code = self.code_sent_to(phone).await.unwrap();
        let login = json!({ "phone": phone, "code": code, "name": name });
        let me = browser.post("/login/code", login).await.ok();
        let id = me["person"]["id"].as_str().unwrap().parse().unwrap();
        Somebody {
            id,
            name: name.to_owned(),
            browser,
        }
    }

    /// The newest code that waits to be sent to that number or address. The claim is not committed,
    /// so that the message still goes out.
    pub(crate) async fn code_sent_to(&self, to: &str) -> Option<String> {
        let lease = self
            .now()
            .checked_add(SignedDuration::from_secs(1))
            .unwrap();
        let work = self.ctx.store.begin().await.unwrap();
        let waiting = work.claim_posts(self.now(), lease, 1000).await.unwrap();
        let mut newest_first = waiting.into_iter().rev();
        newest_first.find_map(|waiting| match waiting.post {
            Post::Code(code) if code.to == to => Some(code.digits),
            Post::Code(_) | Post::Tell(_) | Post::Account(_) | Post::Test(_) | Post::House(_) => {
                None
            }
        })
    }
}
