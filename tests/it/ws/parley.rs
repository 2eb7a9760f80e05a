//! The same people after the negotiation: a mediator mediates, and there are rooms of few.

use hejie::db::{MediationBody, Organisation, Staff};
use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::{Id, OrganisationId, PartyId, PersonId, RoomId};
use hejie::domain::mediation::BodyKind;
use serde_json::{Value, json};

use super::scene::{Scene, file};
use super::socket::Socket;
use crate::support::{Database, Somebody};

/// A mediation in its first minute.
pub(super) struct Parley {
    pub(super) scene: Scene,
    body: OrganisationId,
    pub(super) mediator: Somebody,
    pub(super) successor: Somebody,
    pub(super) registrar: Somebody,
    /// The room of all.
    pub(super) mediation: RoomId,
    /// The mediator's own notes.
    pub(super) notes: RoomId,
    /// The consumer's side.
    pub(super) consumer: PartyId,
    /// The shop's side.
    pub(super) shop: PartyId,
}

impl Parley {
    pub(super) async fn begin(database: Database) -> Self {
        Self::with(database, &[]).await
    }

    pub(super) async fn with(database: Database, settings: &[(&str, &str)]) -> Self {
        let scene = Scene::with(database, settings).await;
        let body = body(&scene).await;
        let registrar = staff(&scene, body, StaffRole::Registrar, "周宁", "zhou").await;
        let mediator = staff(&scene, body, StaffRole::Mediator, "陈和", "chen").await;
        let successor = staff(&scene, body, StaffRole::Mediator, "何平", "he").await;
        mediate(
            &scene,
            &scene.dispute.to_string(),
            body,
            &registrar,
            &mediator,
        )
        .await;
        let view = mediator
            .get(&format!("/disputes/{}", scene.dispute))
            .await
            .ok();
        let party = |role: &str| -> PartyId {
            let parties = view["parties"].as_array().unwrap();
            let one = parties.iter().find(|one| one["role"] == role).unwrap();
            one["id"].as_str().unwrap().parse().unwrap()
        };
        Self {
            mediation: room(&view, "mediation").unwrap(),
            notes: room(&view, "mediator_notes").unwrap(),
            consumer: party("consumer"),
            shop: party("respondent"),
            scene,
            body,
            mediator,
            successor,
            registrar,
        }
    }

    /// Another dispute of the same people, mediated by the same mediator; the answer is its id.
    pub(super) async fn another_dispute(&self) -> String {
        let scene = &self.scene;
        let dispute = file(&scene.app, &scene.consumer, scene.merchant).await;
        mediate(scene, &dispute, self.body, &self.registrar, &self.mediator).await;
        dispute
    }

    /// A verb that must succeed; the answer is the page.
    pub(super) async fn act(&self, who: &Somebody, verb: &str, body: Value) -> Value {
        self.try_act(who, verb, body).await.ok()
    }

    pub(super) async fn try_act(
        &self,
        who: &Somebody,
        verb: &str,
        body: Value,
    ) -> crate::support::Answer {
        let path = format!("/disputes/{}/{verb}", self.scene.dispute);
        who.post(&path, body).await
    }

    /// The page, as somebody sees it.
    pub(super) async fn page(&self, who: &Somebody) -> Value {
        let path = format!("/disputes/{}", self.scene.dispute);
        who.get(&path).await.ok()
    }

    /// Opens the consumer's caucus.
    pub(super) async fn caucus(&self) -> RoomId {
        let open = json!({ "party": self.consumer });
        let view = self.act(&self.mediator, "open_caucus", open).await;
        room(&view, "caucus").unwrap()
    }

    /// A socket that follows a room from its present end.
    pub(super) async fn in_room(&self, who: &Somebody, room: RoomId) -> Socket {
        let mut socket = self.scene.socket(who).await;
        let joined = socket.sub(room, None).await;
        assert_eq!(joined["t"], "sub_ok", "{joined}");
        socket
    }
}

/// The room of that kind, if the reader of the page has one.
pub(super) fn room(view: &Value, kind: &str) -> Option<RoomId> {
    let rooms = view["rooms"].as_array().unwrap();
    let room = rooms.iter().find(|room| room["kind"] == kind)?;
    Some(room["id"].as_str().unwrap().parse().unwrap())
}

/// From the filing into the mediation. Whoever was named to answer answers.
async fn mediate(
    scene: &Scene,
    dispute: &str,
    body: OrganisationId,
    registrar: &Somebody,
    mediator: &Somebody,
) {
    let act = async |who: &Somebody, verb: &str, body: Value| {
        let path = format!("/disputes/{dispute}/{verb}");
        who.post(&path, body).await.ok()
    };
    let view = scene.agent.get(&format!("/disputes/{dispute}")).await.ok();
    let named = view["responder"]["person"] == json!(scene.agent.id.uuid());
    let responder = if named {
        &scene.agent
    } else {
        &scene.colleague
    };
    let answer = json!({ "finding": "已核对订单和照片。", "next_step": "请双方协商解决方案。" });
    act(responder, "answer", answer).await;
    act(&scene.consumer, "ask_mediation", json!({ "body": body })).await;
    act(&scene.shop, "consent", json!({})).await;
    act(registrar, "accept_case", json!({})).await;
    act(registrar, "appoint", json!({ "mediator": mediator.id })).await;
    act(
        mediator,
        "accept_appointment",
        json!({ "no_interests": true }),
    )
    .await;
}

async fn body(scene: &Scene) -> OrganisationId {
    let organisation = Organisation {
        id: scene.app.ctx.ids.new(),
        kind: OrganisationKind::MediationBody,
        name: "城西人民调解委员会".to_owned(),
        credit_code: None,
        platform: None,
        self_operated: false,
        address: None,
        phone: None,
        email: None,
        region: None,
        body: Some(MediationBody {
            kind: BodyKind::Peoples,
            fees: None,
        }),
    };
    scene.app.add_organisation(&organisation).await;
    organisation.id
}

async fn staff(
    scene: &Scene,
    organisation: OrganisationId,
    role: StaffRole,
    name: &str,
    mailbox: &str,
) -> Somebody {
    let somebody = scene.app.person(name, mailbox).await;
    let appointed = Staff {
        id: scene.app.ctx.ids.new(),
        organisation,
        person: somebody.id,
        role,
        work_no: None,
        experience: Some("从事调解工作八年".to_owned()),
    };
    let mut work = scene.app.ctx.store.begin().await.unwrap();
    work.add_staff(&appointed, scene.app.now()).await.unwrap();
    work.commit().await.unwrap();
    somebody
}

/// A person's id as pages name it.
pub(super) fn person(id: PersonId) -> Value {
    json!(id.uuid())
}
