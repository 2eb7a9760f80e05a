//! The mediator's hand: who asks to speak, who has the floor, what is to be talked about, who is to be
//! silent, who has to go.

use std::time::Duration;

use hejie::domain::room::verify;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use super::nodes::{Redis, beside};
use super::parley::{Parley, person};
use super::scene::Scene;
use super::socket::Socket;
use crate::support::{Database, Somebody, on_both};

on_both! {
    whoever_follows_and_whoever_looks_afresh_sees_the_same_table => same_table;
    only_who_has_the_floor_writes_and_others_raise_their_hands => the_floor;
}

fn path(parley: &Parley, what: &str) -> String {
    format!("/rooms/{}/{what}", parley.mediation)
}

async fn the_floor(database: Database) {
    let parley = Parley::begin(database).await;
    let (scene, room) = (&parley.scene, parley.mediation);
    let mut shop = parley.in_room(&scene.shop, room).await;
    let mut consumer = parley.in_room(&scene.consumer, room).await;
    shop.send(room, "shop-00001", "我们在").await;
    let only = json!({ "person": scene.consumer.id.to_string(), "only": true });
    let table = parley
        .mediator
        .put(&path(&parley, "floor"), only)
        .await
        .ok();
    assert_eq!(table["floor"], person(scene.consumer.id));
    assert_eq!(shop.until("rights").await["can_post"], false);
    assert_eq!(
        shop.send(room, "shop-00002", "我先说").await["code"],
        "not_your_floor"
    );
    assert_eq!(
        consumer.send(room, "client-0001", "我来说").await["t"],
        "ack"
    );
    // Whoever waits may still ask, and is heard by the mediator alone.
    let table = scene.shop.put(&path(&parley, "hand"), json!({})).await.ok();
    assert_eq!(table["hands"], json!([person(scene.shop.id)]));
    let page = parley.page(&scene.shop).await;
    let rooms = page["rooms"].as_array().unwrap();
    let there = rooms.iter().find(|one| one["kind"] == "mediation").unwrap();
    assert_eq!(there["silent"]["why"], "floor");
    assert_eq!(there["can_post"], false);
    let next = json!({ "person": scene.shop.id.to_string(), "only": true });
    let table = parley
        .mediator
        .put(&path(&parley, "floor"), next)
        .await
        .ok();
    assert_eq!(table["hands"], json!([]), "whoever speaks need not ask");
    assert_eq!(shop.until("rights").await["can_post"], true);
    assert_eq!(shop.send(room, "shop-00003", "轮到我了").await["t"], "ack");
    let free = json!({ "only": false });
    parley
        .mediator
        .put(&path(&parley, "floor"), free)
        .await
        .ok();
    assert_eq!(
        consumer.send(room, "client-0002", "都可以说").await["t"],
        "ack"
    );
}

#[tokio::test]
async fn only_the_mediator_leads_and_nobody_else_takes_a_hand_down() {
    let parley = Parley::begin(Database::Sqlite).await;
    let scene = &parley.scene;
    scene.shop.put(&path(&parley, "hand"), json!({})).await.ok();
    let own = path(&parley, "hand");
    parley
        .mediator
        .put(&own, json!({}))
        .await
        .refused(403, "not_for_mediator");
    let theirs = path(&parley, &format!("hands/{}", scene.shop.id));
    scene
        .consumer
        .delete(&theirs)
        .await
        .refused(403, "mediator_only");
    let agenda = json!({ "version": 0, "items": [{ "title": "退款" }] });
    for who in [&scene.consumer, &scene.shop] {
        let floor = json!({ "only": true });
        who.put(&path(&parley, "floor"), floor)
            .await
            .refused(403, "mediator_only");
        who.put(&path(&parley, "agenda"), agenda.clone())
            .await
            .refused(403, "mediator_only");
    }
    let table = parley.mediator.delete(&theirs).await.ok();
    assert_eq!(table["hands"], json!([]));
    // A room that is not a mediation's has no table.
    let negotiation = format!("/rooms/{}/hand", scene.negotiation);
    scene
        .shop
        .put(&negotiation, json!({}))
        .await
        .refused(409, "no_table");
    let stranger = scene.colleague.put(&own, json!({})).await;
    stranger.refused(404, "not_found");
}

#[tokio::test]
async fn an_agenda_is_shared_and_changed_in_the_version_that_was_seen() {
    let parley = Parley::begin(Database::Sqlite).await;
    let scene = &parley.scene;
    let mut consumer = parley.in_room(&scene.consumer, parley.mediation).await;
    let put = async |version: u32, items: Value| {
        let body = json!({ "version": version, "items": items });
        parley.mediator.put(&path(&parley, "agenda"), body).await
    };
    let first = json!([{ "title": "退款金额" }, { "title": "上门取件", "done": false }]);
    let table = put(0, first).await.ok();
    assert_eq!(table["agenda"]["version"], 1);
    let told = consumer.until("ev").await;
    assert_eq!(told["e"]["type"], "agenda");
    assert_eq!(told["e"]["data"]["items"][0]["title"], "退款金额");
    assert!(told["e"].get("message").is_none());
    let done = json!([{ "title": "退款金额", "done": true }]);
    put(0, done.clone()).await.refused(412, "stale");
    assert_eq!(put(1, done.clone()).await.ok()["agenda"]["version"], 2);
    assert_eq!(
        put(2, done).await.ok()["agenda"]["version"],
        2,
        "the same once more is no change"
    );
    let empty = put(2, json!([{ "title": "  " }]))
        .await
        .refused(422, "invalid");
    assert_eq!(empty["errors"][0]["pointer"], "/items/0/title");
    // The words stand beside the log; the chain holds.
    let store = &scene.app.ctx.store;
    let events = store.room_events(parley.mediation, 0, 500).await.unwrap();
    assert!(
        events
            .iter()
            .all(|event| !event.sealed.link.data.contains("退款"))
    );
    let sealed: Vec<_> = events.into_iter().map(|event| event.sealed).collect();
    verify(&sealed).unwrap();
}

#[tokio::test]
async fn a_silenced_party_is_told_why_and_still_reaches_the_mediator() {
    let parley = Parley::begin(Database::Sqlite).await;
    let (scene, room) = (&parley.scene, parley.mediation);
    let mut shop = parley.in_room(&scene.shop, room).await;
    shop.send(room, "shop-00001", "我们在").await;
    let mute = json!({ "party": parley.shop, "reason": "请让对方把话说完" });
    parley.act(&parley.mediator, "mute", mute).await;
    assert_eq!(shop.until("rights").await["can_post"], false);
    assert_eq!(
        shop.send(room, "shop-00002", "凭什么").await["code"],
        "muted"
    );
    let words = json!({ "client_id": "shop-00003", "body": "凭什么" });
    let messages = format!("/rooms/{room}/messages");
    scene
        .shop
        .post(&messages, words)
        .await
        .refused(403, "muted");
    let page = parley.page(&scene.shop).await;
    let rooms = page["rooms"].as_array().unwrap();
    let there = rooms.iter().find(|one| one["kind"] == "mediation").unwrap();
    assert_eq!(there["silent"]["why"], "muted");
    assert_eq!(there["silent"]["reason"], "请让对方把话说完");
    assert_eq!(there["muted"], json!([parley.shop]));
    scene.shop.put(&path(&parley, "hand"), json!({})).await.ok();
    let aside = json!({ "client_id": "aside-00001", "body": "那我和您说" });
    scene.shop.post(&path(&parley, "asides"), aside).await.ok();
    let unmute = json!({ "party": parley.shop });
    parley.act(&parley.mediator, "unmute", unmute).await;
    assert_eq!(shop.until("rights").await["can_post"], true);
    assert_eq!(shop.send(room, "shop-00004", "谢谢").await["t"], "ack");
}

#[tokio::test]
async fn whoever_is_sent_out_is_out_at_once_and_on_every_node() {
    let port = Redis::free_port();
    let address = format!("redis://127.0.0.1:{port}");
    let _redis = Redis::start(port);
    let settings = [("HEJIE_REDIS_URL", address.as_str())];
    let parley = Parley::with(Database::Sqlite, &settings).await;
    let (scene, room) = (&parley.scene, parley.mediation);
    let other = beside(scene, &settings).await;
    let mut here = parley.in_room(&scene.consumer, room).await;
    let mut there = Socket::open(&other.url, &scene.consumer.browser).await;
    assert_eq!(there.sub(room, None).await["t"], "sub_ok");
    tokio::time::sleep(Duration::from_millis(500)).await;
    let remove = json!({ "person": scene.consumer.id.to_string(), "reason": "反复辱骂对方" });
    parley.act(&parley.mediator, "remove", remove.clone()).await;
    let began = std::time::Instant::now();
    for socket in [&mut here, &mut there] {
        let left = socket.until("left").await;
        assert_eq!(left["reason"], "sent_out");
    }
    assert!(
        began.elapsed() < Duration::from_secs(3),
        "{:?}",
        began.elapsed()
    );
    parley
        .mediator
        .post(
            &format!("/rooms/{room}/messages"),
            json!({ "client_id": "after-00001", "body": "我们继续" }),
        )
        .await
        .ok();
    for socket in [&mut here, &mut there] {
        let after = socket.within(Duration::from_millis(400)).await;
        assert!(after.iter().all(|frame| frame["t"] != "ev"), "{after:?}");
        assert_eq!(socket.sub(room, None).await["code"], "not_found");
    }
    let door = format!("/rooms/{room}");
    scene.consumer.get(&door).await.refused(404, "not_found");
    // The dispute and the way to the mediator stay theirs.
    let page = parley.page(&scene.consumer).await;
    assert_eq!(page["phase"], "mediation");
    let caucus = parley.caucus().await;
    parley.in_room(&scene.consumer, caucus).await;
    let seen = parley.page(&parley.mediator).await;
    let rooms = seen["rooms"].as_array().unwrap();
    let of_all = rooms.iter().find(|one| one["kind"] == "mediation").unwrap();
    assert_eq!(of_all["sent_out"][0]["name"], "林晓");
    let let_in = json!({ "person": scene.consumer.id.to_string() });
    parley.act(&parley.mediator, "let_in", let_in).await;
    let back = here.sub(room, None).await;
    assert_eq!(back["t"], "sub_ok", "{back}");
}

/// What a client makes of the table it was told, and of what came after.
struct Looker {
    socket: Option<Socket>,
    table: Value,
    last: u64,
}

impl Looker {
    async fn join(&mut self, scene: &Scene, who: &Somebody, room: hejie::domain::ids::RoomId) {
        let epoch = scene.app.ctx.instance.epoch.clone();
        let mut socket = scene.socket(who).await;
        let from = (self.last > 0).then_some((self.last, epoch.as_str()));
        let joined = socket.sub(room, from).await;
        self.table = joined["table"].clone();
        self.last = joined["head"].as_u64().unwrap();
        self.socket = Some(socket);
    }

    async fn listen(&mut self) {
        let Some(socket) = &mut self.socket else {
            return;
        };
        for frame in socket.within(Duration::from_millis(40)).await {
            if frame["t"] == "ev" && frame["e"]["seq"].as_u64() > Some(self.last) {
                self.last = frame["e"]["seq"].as_u64().unwrap();
                self.happen(&frame["e"]);
            }
        }
    }

    fn happen(&mut self, event: &Value) {
        let table = &mut self.table;
        let about = event["data"]["person"].clone();
        let hands = table["hands"].as_array().unwrap().clone();
        let without = |person: &Value| -> Vec<Value> {
            hands.iter().filter(|one| *one != person).cloned().collect()
        };
        match event["type"].as_str().unwrap() {
            "hand_raised" if !hands.contains(&event["by"]["person"]) => {
                let mut more = hands.clone();
                more.push(event["by"]["person"].clone());
                table["hands"] = json!(more);
            }
            "hand_lowered" => table["hands"] = json!(without(&about)),
            "floor_given" => {
                table["hands"] = json!(without(&about));
                if about.is_null() {
                    table.as_object_mut().unwrap().remove("floor");
                } else {
                    table["floor"] = about;
                }
            }
            "floor_rule" => table["floor_only"] = event["data"]["only"].clone(),
            "agenda" => table["agenda"] = event["data"].clone(),
            _ => {}
        }
    }
}

#[expect(clippy::print_stdout, reason = "a failure is repeated by its seed")]
async fn same_table(database: Database) {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let parley = Parley::begin(database).await;
    let (scene, room) = (&parley.scene, parley.mediation);
    let people = [&scene.consumer, &scene.shop];
    for (n, who) in people.iter().enumerate() {
        let words = json!({ "client_id": format!("hello-{n:05}"), "body": "在" });
        who.post(&format!("/rooms/{room}/messages"), words)
            .await
            .ok();
    }
    let mut lookers = [(); 2].map(|()| Looker {
        socket: None,
        table: Value::Null,
        last: 0,
    });
    for (looker, who) in lookers.iter_mut().zip(people) {
        looker.join(scene, who, room).await;
    }
    let mut version = 0;
    for step in 0..60 {
        let who = people[rng.random_range(0..2)];
        match rng.random_range(0..9) {
            0..3 => drop(who.put(&path(&parley, "hand"), json!({})).await.ok()),
            3 => drop(who.delete(&path(&parley, "hand")).await.ok()),
            4 => {
                let hand = path(&parley, &format!("hands/{}", who.id));
                parley.mediator.delete(&hand).await.ok();
            }
            5 => {
                let person = rng.random_bool(0.7).then(|| who.id.to_string());
                let floor = json!({ "person": person, "only": rng.random_bool(0.5) });
                parley
                    .mediator
                    .put(&path(&parley, "floor"), floor)
                    .await
                    .ok();
            }
            6 => {
                let items = json!([{ "title": format!("第{step}项"), "done": step % 2 == 0 }]);
                let agenda = json!({ "version": version, "items": items });
                let told = parley
                    .mediator
                    .put(&path(&parley, "agenda"), agenda)
                    .await
                    .ok();
                version = told["agenda"]["version"].as_u64().unwrap();
            }
            7 => lookers[rng.random_range(0..2)].socket = None,
            _ => {
                for (looker, who) in lookers.iter_mut().zip(people) {
                    if looker.socket.is_none() {
                        looker.join(scene, who, room).await;
                    }
                }
            }
        }
        for looker in &mut lookers {
            looker.listen().await;
        }
    }
    for (looker, who) in lookers.iter_mut().zip(people) {
        if looker.socket.is_none() {
            looker.join(scene, who, room).await;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        looker.listen().await;
        let fresh = who.get(&format!("/rooms/{room}")).await.ok();
        assert_eq!(looker.table, fresh["table"], "seed {seed}");
    }
}
