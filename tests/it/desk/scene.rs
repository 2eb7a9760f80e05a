//! A dispute with its consumer, its first responder, a colleague and a supervisor.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::OrganisationId;
use hejie::jobs;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Database, Somebody, TestApp};

pub(super) struct Scene {
    pub(super) app: TestApp,
    pub(super) platform: OrganisationId,
    pub(super) consumer: Somebody,
    pub(super) shop: Somebody,
    /// The first responder.
    pub(super) agent: Somebody,
    pub(super) colleague: Somebody,
    pub(super) supervisor: Somebody,
    pub(super) dispute: String,
}

impl Scene {
    pub(super) async fn set(database: Database) -> Self {
        let app = TestApp::on(database).await;
        let platform = app.platform().await;
        let merchant = app
            .organisation(OrganisationKind::Merchant, "青禾家居", Some(platform))
            .await;
        let shop = app
            .staff(merchant, StaffRole::ShopStaff, "店长", "shop")
            .await;
        let agent = app
            .staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
            .await;
        let consumer = app.person("林晓", "lin").await;
        let draft = consumer.draft(json!({ "organisation": merchant })).await;
        let dispute = consumer.file(&app, &draft).await;
        // Later than the filing, so that who answers first is no question.
        let colleague = app
            .staff(platform, StaffRole::ServiceAgent, "赵磊", "zhao")
            .await;
        let supervisor = app
            .staff(platform, StaffRole::Supervisor, "陈主管", "chen")
            .await;
        Self {
            app,
            platform,
            consumer,
            shop,
            agent,
            colleague,
            supervisor,
            dispute,
        }
    }

    pub(super) fn path(&self, rest: &str) -> String {
        format!("/disputes/{}{rest}", self.dispute)
    }

    pub(super) async fn view(&self, who: &Somebody) -> Value {
        who.get(&self.path("")).await.ok()
    }

    pub(super) async fn desk(&self, who: &Somebody) -> Value {
        who.get(&self.path("/desk")).await.ok()
    }

    pub(super) async fn room(&self, who: &Somebody, kind: &str) -> String {
        let view = self.view(who).await;
        let rooms = view["rooms"].as_array().unwrap();
        let room = rooms.iter().find(|room| room["kind"] == kind).unwrap();
        room["id"].as_str().unwrap().to_owned()
    }

    /// What was said in a room, oldest first.
    pub(super) async fn said(&self, who: &Somebody, kind: &str) -> Vec<String> {
        let room = self.room(who, kind).await;
        let snapshot = who.get(&format!("/rooms/{room}")).await.ok();
        let events = snapshot["events"].as_array().unwrap();
        let bodies = events
            .iter()
            .filter_map(|event| event["message"]["body"].as_str());
        bodies.map(str::to_owned).collect()
    }

    /// Says something at once.
    pub(super) async fn say(&self, who: &Somebody, kind: &str, key: &str, body: &str) {
        let room = self.room(who, kind).await;
        let message = json!({ "client_id": key, "body": body });
        who.post(&format!("/rooms/{room}/messages"), message)
            .await
            .ok();
    }

    /// Sends a message with a moment for undoing.
    pub(super) async fn send(&self, who: &Somebody, kind: &str, key: &str, body: &str) -> Answer {
        let room = self.room(who, kind).await;
        let sending = json!({
            "place": format!("room:{room}"), "key": key,
            "body": { "body": body }, "content": { "text": body },
        });
        who.post(&self.path("/held"), sending).await
    }

    /// Carries out a verb with a moment for undoing.
    pub(super) async fn hold(
        &self,
        who: &Somebody,
        verb: &str,
        key: &str,
        body: Value,
        seen: Option<u64>,
    ) -> Answer {
        let content = json!({ "form": body });
        let place = format!("verb:{verb}");
        let sending = json!({ "place": place, "key": key, "body": body, "content": content });
        let tag = seen.map(|seen| format!("\"{seen}\""));
        let headers: Vec<_> = tag.iter().map(|tag| ("if-match", tag.as_str())).collect();
        who.send(Method::POST, &self.path("/held"), Some(sending), &headers)
            .await
    }

    pub(super) async fn keep(&self, who: &Somebody, place: &str, seen: u64, text: &str) -> Answer {
        let path = self.path(&format!("/unsent/{place}"));
        let tag = format!("\"{seen}\"");
        let body = json!({ "content": { "text": text } });
        let headers = [("if-match", tag.as_str())];
        who.send(Method::PUT, &path, Some(body), &headers).await
    }

    /// Lets everything happen that is due.
    pub(super) async fn work_off(&self) {
        jobs::work_off(&self.app.ctx).await.unwrap();
    }

    pub(super) async fn notices(&self, who: &Somebody) -> Vec<String> {
        let page = who.get("/notices").await.ok();
        let items = page["items"].as_array().unwrap();
        let kinds = items.iter().map(|one| one["kind"].as_str().unwrap());
        kinds.map(str::to_owned).collect()
    }
}

pub(super) fn an_answer() -> Value {
    json!({ "finding": "已核对照片和订单，内胆划痕属实。", "next_step": "已请商家在明天前提出换货或退款方案。" })
}
