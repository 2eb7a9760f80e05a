//! One dispute with a consumer, a shop and two agents, and its rooms.

use hejie::domain::access::{OrganisationKind, StaffRole, Standing};
use hejie::domain::ids::{DisputeId, OrganisationId, RoomId};
use serde_json::{Value, json};

use super::socket::Socket;
use crate::support::{Database, Somebody, TestApp};

/// Everybody in their place.
pub(super) struct Scene {
    pub(super) app: TestApp,
    pub(super) consumer: Somebody,
    /// The first responder.
    pub(super) agent: Somebody,
    /// A colleague who follows.
    pub(super) colleague: Somebody,
    pub(super) shop: Somebody,
    pub(super) merchant: OrganisationId,
    pub(super) dispute: DisputeId,
    pub(super) negotiation: RoomId,
    pub(super) internal: RoomId,
}

impl Scene {
    pub(super) async fn set(database: Database) -> Self {
        Self::with(database, &[]).await
    }

    pub(super) async fn with(database: Database, settings: &[(&str, &str)]) -> Self {
        let app = TestApp::with(database, settings).await;
        let platform = app.platform().await;
        let kind = OrganisationKind::Merchant;
        let merchant = app.organisation(kind, "青禾家居", Some(platform)).await;
        let role = StaffRole::ServiceAgent;
        let agent = app.staff(platform, role, "王敏", "wang").await;
        let shop = app
            .staff(merchant, StaffRole::ShopStaff, "店长", "shop")
            .await;
        let consumer = app.person("林晓", "lin").await;
        let dispute = file(&app, &consumer, merchant).await;
        // Later than the filing, so that who answers first is no question.
        let colleague = app.staff(platform, role, "赵磊", "zhao").await;
        let view = consumer.get(&format!("/disputes/{dispute}")).await.ok();
        let negotiation = room(&view, "negotiation");
        let view = agent.get(&format!("/disputes/{dispute}")).await.ok();
        let internal = room(&view, "internal");
        let dispute = dispute.parse().unwrap();
        Self {
            app,
            consumer,
            agent,
            colleague,
            shop,
            merchant,
            dispute,
            negotiation,
            internal,
        }
    }

    /// A socket of somebody's.
    pub(super) async fn socket(&self, who: &Somebody) -> Socket {
        Socket::open(&self.app.url, &who.browser).await
    }

    /// A socket that follows the negotiation from its present end.
    pub(super) async fn in_room(&self, who: &Somebody) -> Socket {
        let mut socket = self.socket(who).await;
        let joined = socket.sub(self.negotiation, None).await;
        assert_eq!(joined["t"], "sub_ok", "{joined}");
        socket
    }

    /// What the service knows of somebody.
    pub(super) async fn standing(&self, who: &Somebody) -> Standing {
        let roles = self.app.ctx.store.roles(who.id).await.unwrap();
        Standing {
            person: who.id,
            link: None,
            roles,
        }
    }

    /// Says something without a socket.
    pub(super) async fn say(&self, who: &Somebody, client_id: &str, body: &str) -> Value {
        let path = format!("/rooms/{}/messages", self.negotiation);
        who.post(&path, json!({ "client_id": client_id, "body": body }))
            .await
            .ok()
    }

    /// The room as a fresh visitor sees it.
    pub(super) async fn snapshot(&self, who: &Somebody) -> Value {
        who.get(&format!("/rooms/{}", self.negotiation)).await.ok()
    }

    /// The shop's person works there no longer.
    pub(super) async fn dismiss_shop(&self) {
        let store = &self.app.ctx.store;
        let staff = store.staff_of(self.merchant).await.unwrap();
        let mut work = store.begin().await.unwrap();
        for appointed in staff {
            work.end_staff(&appointed, self.app.now()).await.unwrap();
        }
        work.commit().await.unwrap();
    }
}

fn room(view: &Value, kind: &str) -> RoomId {
    let rooms = view["rooms"].as_array().unwrap();
    let room = rooms.iter().find(|room| room["kind"] == kind).unwrap();
    room["id"].as_str().unwrap().parse().unwrap()
}

/// Files a dispute against the shop; the answer is its id.
pub(super) async fn file(app: &TestApp, consumer: &Somebody, merchant: OrganisationId) -> String {
    let content = json!({
        "category": "quality",
        "statement": "冰箱送到的时候门已经凹陷，打开之后也不制冷。",
        "happened_on": "2026-10-12",
        "order": { "number": "20261012001", "title": "双门冰箱", "paid_fen": 259_900, "paid_on": "2026-10-10", "received_on": "2026-10-12", "quantity": 1 },
        "merchant": { "organisation": merchant },
        "remedies": [{ "remedy": "refund_full", "amount_fen": 259_900 }],
        "elsewhere": { "none": true },
    });
    let draft = consumer
        .post("/drafts", json!({ "content": content }))
        .await
        .ok();
    let id = draft["id"].as_str().unwrap().to_owned();
    let rules = app.stranger().get("/rules").await.ok();
    let filing = json!({ "rules_version": rules["version"] });
    consumer
        .post(&format!("/drafts/{id}/file"), filing)
        .await
        .ok();
    id
}
