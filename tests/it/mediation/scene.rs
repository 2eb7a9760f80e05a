//! A dispute between a consumer and a shop, a body that can mediate it, and its people.

use hejie::app::records::{MediationBody, Organisation};
use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::{MessageId, OrganisationId};
use hejie::domain::law::doors::CONFIRMATION_VERSION;
use hejie::domain::mediation::BodyKind;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Database, PASSWORD, Somebody, TestApp};

/// Everybody who takes part.
pub(super) struct Scene {
    pub(super) app: TestApp,
    pub(super) consumer: Somebody,
    pub(super) shop: Somebody,
    pub(super) agent: Somebody,
    pub(super) supervisor: Somebody,
    pub(super) registrar: Somebody,
    pub(super) mediator: Somebody,
    pub(super) successor: Somebody,
    pub(super) platform: OrganisationId,
    pub(super) body: OrganisationId,
    pub(super) dispute: String,
}

impl Scene {
    /// With a people's mediation committee, the dispute filed and answered.
    pub(super) async fn begin() -> Self {
        Self::on(Database::Sqlite, BodyKind::Peoples).await
    }

    /// The same with a body of that kind.
    pub(super) async fn with(kind: BodyKind) -> Self {
        Self::on(Database::Sqlite, kind).await
    }

    /// The same on that database.
    pub(super) async fn on(database: Database, kind: BodyKind) -> Self {
        let app = TestApp::on(database).await;
        let platform = app.platform().await;
        let merchant = app
            .organisation(OrganisationKind::Merchant, "云山电器", Some(platform))
            .await;
        let shop = app
            .staff(merchant, StaffRole::ShopStaff, "云山店长", "shop")
            .await;
        let agent = app
            .staff(platform, StaffRole::ServiceAgent, "陈客服", "agent")
            .await;
        let supervisor = app
            .staff(platform, StaffRole::Supervisor, "王主管", "lead")
            .await;
        let body = app.body("西湖区人民调解委员会", kind).await;
        let registrar = app
            .staff(body, StaffRole::Registrar, "周秘书", "registrar")
            .await;
        let mediator = app
            .staff(body, StaffRole::Mediator, "沈调解", "mediator")
            .await;
        let successor = app
            .staff(body, StaffRole::Mediator, "顾调解", "successor")
            .await;
        let consumer = app.consumer("李雷", "13800000001").await;
        let draft = consumer.draft(json!({ "organisation": merchant })).await;
        let dispute = consumer.file(&app, &draft).await;
        let scene = Self {
            app,
            consumer,
            shop,
            agent,
            supervisor,
            registrar,
            mediator,
            successor,
            platform,
            body,
            dispute,
        };
        let finding =
            json!({ "finding": "已核实订单和物流记录", "next_step": "请双方在十日内协商" });
        scene.act(&scene.agent, "answer", finding).await.ok();
        scene
    }

    pub(super) async fn act(&self, who: &Somebody, verb: &str, body: Value) -> Answer {
        who.post(&format!("/disputes/{}/{verb}", self.dispute), body)
            .await
    }

    pub(super) async fn view(&self, who: &Somebody) -> Value {
        self.look(who).await.ok()
    }

    pub(super) async fn look(&self, who: &Somebody) -> Answer {
        who.get(&format!("/disputes/{}", self.dispute)).await
    }

    /// The consumer asks the body, the shop agrees.
    pub(super) async fn agreed(self) -> Self {
        let ask = json!({ "body": self.body, "confirmed": CONFIRMATION_VERSION });
        self.act(&self.consumer, "ask_mediation", ask).await.ok();
        self.act(&self.shop, "consent", json!({})).await.ok();
        self
    }

    /// And the body takes the case and appoints its mediator.
    pub(super) async fn appointed(self) -> Self {
        let scene = self.agreed().await;
        scene
            .act(&scene.registrar, "accept_case", json!({}))
            .await
            .ok();
        let appoint = json!({ "mediator": scene.mediator.id });
        scene.act(&scene.registrar, "appoint", appoint).await.ok();
        scene
    }

    /// And the mediator accepts.
    pub(super) async fn begun(self) -> Self {
        let scene = self.appointed().await;
        let accept = json!({ "no_interests": true });
        scene
            .act(&scene.mediator, "accept_appointment", accept)
            .await
            .ok();
        scene
    }

    /// The body appoints the successor, who accepts.
    pub(super) async fn succeed(&self) {
        let appoint = json!({ "mediator": self.successor.id });
        self.act(&self.registrar, "appoint", appoint).await.ok();
        let accept = json!({ "no_interests": true });
        self.act(&self.successor, "accept_appointment", accept)
            .await
            .ok();
    }

    /// What the mediator proposes: the shop pays by then.
    pub(super) fn proposal(&self, view: &Value, lapses_on: &str, due_on: &str) -> Value {
        let (consumer, shop) = (party(view, "consumer"), party(view, "respondent"));
        json!({
            "between": [consumer, shop],
            "lapses_on": lapses_on,
            "obligations": [{
                "owes": shop, "to": consumer, "kind": "refund_part", "what": "退还货款",
                "amount_fen": 20_000, "how": "原路退回", "due_on": due_on,
            }],
        })
    }

    /// Signs, or seals, what is in force, having just proved who one is.
    pub(super) async fn sign(&self, who: &Somebody, verb: &str) -> Answer {
        prove(self, who).await;
        let view = self.view(who).await;
        let agreement = view["agreements"].as_array().unwrap().last().unwrap();
        let mut body = json!({
            "agreement": agreement["id"], "text_sha256": agreement["text_sha256"],
        });
        if verb == "sign" {
            body["name"] = json!(who.name);
        }
        self.act(who, verb, body).await
    }

    /// The room of that kind as somebody sees it, if it exists for them.
    pub(super) async fn room(&self, who: &Somebody, kind: &str) -> Option<String> {
        let view = self.view(who).await;
        let rooms = view["rooms"].as_array().unwrap();
        let room = rooms.iter().find(|room| room["kind"] == kind)?;
        Some(room["id"].as_str().unwrap().to_owned())
    }

    pub(super) async fn say(&self, who: &Somebody, room: &str, text: &str) -> Answer {
        let client = self.app.ctx.ids.new::<MessageId>().to_string();
        let body = json!({ "client_id": client, "body": text });
        who.send(
            Method::POST,
            &format!("/rooms/{room}/messages"),
            Some(body),
            &[],
        )
        .await
    }
}

async fn prove(scene: &Scene, who: &Somebody) {
    if who.id == scene.consumer.id {
        who.post("/codes/reauth", json!({})).await.ok();
        let code = scene.app.code_sent_to("13800000001").await.unwrap();
        who.post("/reauth", json!({ "code": code })).await.ok();
    } else {
        who.post("/reauth", json!({ "password": PASSWORD }))
            .await
            .ok();
    }
}

/// The first party in that role.
pub(super) fn party(view: &Value, role: &str) -> Value {
    let parties = view["parties"].as_array().unwrap();
    let found = parties.iter().find(|party| party["role"] == role);
    found.unwrap()["id"].clone()
}

impl TestApp {
    /// A mediation body of that kind, in Hangzhou.
    pub(super) async fn body(&self, name: &str, kind: BodyKind) -> OrganisationId {
        let body = Organisation {
            id: self.ctx.ids.new(),
            kind: OrganisationKind::MediationBody,
            name: name.to_owned(),
            credit_code: None,
            platform: None,
            self_operated: false,
            address: None,
            phone: None,
            email: None,
            region: Some("330106".to_owned()),
            body: Some(MediationBody { kind, fees: None }),
        };
        self.add_organisation(&body).await;
        body.id
    }
}
