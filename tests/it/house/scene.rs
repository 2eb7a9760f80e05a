//! A platform with its administrator, and how messages about the house are read.

use hejie::app::telling::prepare;
use hejie::domain::access::StaffRole;
use hejie::domain::ids::OrganisationId;
use hejie::domain::telling::Post;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Browser, Database, Somebody, TestApp};

pub(super) struct House {
    pub(super) app: TestApp,
    pub(super) platform: OrganisationId,
    pub(super) admin: Somebody,
}

/// A platform with one administrator.
pub(super) async fn house(database: Database) -> House {
    let (app, platform, admin) = TestApp::with_administrator(database).await;
    House {
        app,
        platform,
        admin,
    }
}

impl House {
    /// Somebody who works for the platform.
    pub(super) async fn staff(&self, role: StaffRole, name: &str, mailbox: &str) -> Somebody {
        self.app.staff(self.platform, role, name, mailbox).await
    }

    /// Adds a merchant with that credit code; answers its id.
    pub(super) async fn shop(&self, name: &str, code: &str) -> String {
        let record = json!({ "name": name, "credit_code": code });
        self.add("merchant", record).await
    }

    /// Adds an organisation; answers its id.
    pub(super) async fn add(&self, kind: &str, record: Value) -> String {
        let new = json!({ "kind": kind, "record": record });
        let added = self.admin.post("/organisations", new).await.ok();
        added["id"].as_str().unwrap().to_owned()
    }

    /// Invites, and answers the token of the message that went out.
    pub(super) async fn invited(&self, place: &str, contact: &str, roles: &[&str]) -> String {
        let wanted = json!({ "contact": contact, "roles": roles });
        let path = format!("/organisations/{place}/invitations");
        self.admin.post(&path, wanted).await.ok();
        self.token_sent_to(contact).await.unwrap()
    }

    /// Sends the invitations that wait, as the job would; answers the token of the last one there.
    pub(super) async fn token_sent_to(&self, contact: &str) -> Option<String> {
        let ctx = &self.app.ctx;
        let lease = ctx.now().at + SignedDuration::from_secs(1);
        let work = ctx.store.begin().await.unwrap();
        let waiting = work.claim_posts(ctx.now().at, lease, 100).await.unwrap();
        let mut token = None;
        for one in waiting {
            if !matches!(one.post, Post::House(_)) {
                continue;
            }
            let Some(addressed) = prepare(ctx, &work, &one.post).await.unwrap() else {
                continue;
            };
            work.post_done(one.id, ctx.now().at).await.unwrap();
            if addressed.to == contact {
                let url = addressed.saying.link.unwrap().url;
                token = url
                    .split_once("/invite#")
                    .map(|(_, token)| token.to_owned());
            }
        }
        work.commit().await.unwrap();
        token
    }
}

/// Puts something in place of what was seen under that version.
pub(super) async fn put_over(browser: &Browser, path: &str, seen: u64, body: Value) -> Answer {
    over(browser, Method::PUT, path, seen, Some(body)).await
}

/// Does something to what was seen under that version.
pub(super) async fn post_over(browser: &Browser, path: &str, seen: u64) -> Answer {
    over(browser, Method::POST, path, seen, None).await
}

async fn over(
    browser: &Browser,
    method: Method,
    path: &str,
    seen: u64,
    body: Option<Value>,
) -> Answer {
    let seen = format!("\"{seen}\"");
    let headers = [("if-match", seen.as_str())];
    browser.send(method, path, body, &headers).await
}

/// The names of a list's items.
pub(super) fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect()
}
