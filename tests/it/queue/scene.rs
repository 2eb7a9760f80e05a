//! A platform with its service, and people who file against its shops.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::OrganisationId;
use hejie::domain::people::{Rota, Shift, Turn};
use serde_json::{Value, json};

use crate::support::{Answer, Database, Somebody, TestApp};

/// A desk with one agent and one supervisor.
pub(super) struct Desk {
    pub(super) app: TestApp,
    pub(super) platform: OrganisationId,
    pub(super) shop: OrganisationId,
    pub(super) agent: Somebody,
    pub(super) supervisor: Somebody,
    pub(super) consumer: Somebody,
}

impl Desk {
    pub(super) async fn on(database: Database) -> Self {
        let app = TestApp::on(database).await;
        let platform = app.platform().await;
        let merchant = OrganisationKind::Merchant;
        let shop = app.organisation(merchant, "青禾家电", Some(platform)).await;
        let agent = app
            .staff(platform, StaffRole::ServiceAgent, "林晓", "lin")
            .await;
        let supervisor = app
            .staff(platform, StaffRole::Supervisor, "周岚", "zhou")
            .await;
        let consumer = app.consumer("王芳", "13800130013").await;
        let always = Turn {
            person: agent.id,
            shift: Shift::new(&[1, 2, 3, 4, 5, 6, 7], 0, 0).unwrap(),
        };
        let rota = Rota {
            turns: vec![always],
            ..Rota::default()
        };
        let work = app.ctx.store.begin().await.unwrap();
        work.set_rota(platform, 0, &rota, None, app.now())
            .await
            .unwrap();
        work.commit().await.unwrap();
        Self {
            app,
            platform,
            shop,
            agent,
            supervisor,
            consumer,
        }
    }

    /// Files against the shop; the agent is first responder, being alone on the rota.
    pub(super) async fn file(&self, title: &str, statement: &str, order: &str) -> String {
        file(
            &self.app,
            &self.consumer,
            self.shop,
            title,
            statement,
            order,
        )
        .await
    }

    /// Says something in the room of that kind.
    pub(super) async fn say(
        &self,
        who: &Somebody,
        dispute: &str,
        kind: &str,
        words: &str,
    ) -> Value {
        let room = self.room(who, dispute, kind).await;
        let body = json!({ "client_id": format!("c-{}", rand::random::<u64>()), "body": words });
        let said = who.post(&format!("/rooms/{room}/messages"), body).await;
        said.ok()["event"].clone()
    }

    pub(super) async fn room(&self, who: &Somebody, dispute: &str, kind: &str) -> String {
        let page = who.get(&format!("/disputes/{dispute}")).await.ok();
        let rooms = page["rooms"].as_array().unwrap();
        let room = rooms.iter().find(|room| room["kind"] == kind).unwrap();
        room["id"].as_str().unwrap().to_owned()
    }
}

/// Files a dispute with these words.
pub(super) async fn file(
    app: &TestApp,
    consumer: &Somebody,
    shop: OrganisationId,
    title: &str,
    statement: &str,
    order: &str,
) -> String {
    let content = json!({
        "category": "quality",
        "statement": statement,
        "order": { "number": order, "title": title, "paid_fen": 39_900 },
        "merchant": { "organisation": shop },
        "remedies": [{ "remedy": "refund_full", "amount_fen": 39_900 }],
        "elsewhere": { "none": true },
    });
    let draft = consumer
        .post("/drafts", json!({ "content": content }))
        .await;
    let draft = draft.ok()["id"].as_str().unwrap().to_owned();
    consumer.file(app, &draft).await
}

/// The ids of a page of the queue, in order.
pub(super) async fn queue(who: &Somebody, query: &str) -> Vec<String> {
    ids(who.get(&format!("/queue?{query}")).await)
}

pub(super) fn ids(answer: Answer) -> Vec<String> {
    let page = answer.ok();
    let items = page["items"].as_array().unwrap();
    let id = |item: &Value| item["id"].as_str().unwrap().to_owned();
    items.iter().map(id).collect()
}

/// A text as it stands in an address.
pub(super) fn encoded(text: &str) -> String {
    let mut address = String::new();
    for byte in text.bytes() {
        address.push_str(&format!("%{byte:02X}"));
    }
    address
}

/// What the queue finds for a question, wherever it stands.
pub(super) async fn found(who: &Somebody, question: &str) -> Vec<String> {
    queue(who, &format!("view=all&query={}", encoded(question))).await
}
