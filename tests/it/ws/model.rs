//! Whatever people do, in whatever order, and however often their lines break: in the end everybody
//! has the same picture, and it is the one in the tables.

use hejie::app::room::{add_member, remove_member};
use hejie::domain::dispute::Seat;
use hejie::domain::room::{LeftWhy, verify};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use super::mirror::{Mirror, Picture};
use super::scene::Scene;
use crate::support::{Database, Somebody, on_both};

const STEPS: usize = 90;

on_both! {
    everybody_ends_with_the_picture_that_the_tables_have => same_picture;
}

struct Play {
    scene: Scene,
    mirrors: Vec<Mirror>,
    rng: StdRng,
    /// Whose (by place in `people`), under which client id, what, and which message it became.
    said: Vec<(usize, String, String, String)>,
}

#[expect(clippy::print_stdout, reason = "a failure is repeated by its seed")]
async fn same_picture(database: Database) {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let scene = Scene::set(database).await;
    let epoch = scene.app.ctx.instance.epoch.clone();
    let mirrors = (0..4)
        .map(|_| Mirror::new(scene.negotiation, &epoch))
        .collect();
    let mut play = Play {
        scene,
        mirrors,
        rng: StdRng::seed_from_u64(seed),
        said: Vec::new(),
    };
    for who in 0..4 {
        play.connect(who).await;
    }
    for step in 0..STEPS {
        play.step(step).await;
    }
    play.quiesce(seed).await;
}

impl Play {
    fn person(&self, who: usize) -> &Somebody {
        [
            &self.scene.consumer,
            &self.scene.agent,
            &self.scene.shop,
            &self.scene.colleague,
        ][who]
    }

    async fn connect(&mut self, who: usize) {
        let socket = self.scene.socket(self.person(who)).await;
        self.mirrors[who].join(socket).await;
    }

    async fn step(&mut self, step: usize) {
        // The last of the four only looks on.
        let who = self.rng.random_range(0..3);
        match self.rng.random_range(0..14) {
            0..6 => {
                self.say(who, format!("client-{step:05}"), format!("第{step}句"))
                    .await;
            }
            6 => self.repeat().await,
            7 | 8 => self.edit(step).await,
            9 => self.redact().await,
            10 => self.cut(),
            11 => self.come_back().await,
            12 => self.remove_or_add().await,
            _ => self.listen(who).await,
        }
    }

    async fn say(&mut self, who: usize, client_id: String, body: String) {
        let room = self.scene.negotiation;
        let by_socket = self.rng.random_bool(0.5);
        let answer = match &mut self.mirrors[who].socket {
            Some(socket) if by_socket => socket.send(room, &client_id, &body).await,
            _ => self.scene.say(self.person(who), &client_id, &body).await,
        };
        let id = answer["event"]["message"]["id"].as_str();
        let id = id.unwrap_or_else(|| panic!("{answer}")).to_owned();
        self.said.push((who, client_id, body, id));
    }

    /// A retry after a lost answer: the same message, and no other.
    async fn repeat(&mut self) {
        let Some((who, client_id, body, id)) = self.said.choose(&mut self.rng).cloned() else {
            return;
        };
        let again = self.scene.say(self.person(who), &client_id, &body).await;
        assert_eq!(again["duplicate"], true, "{again}");
        assert_eq!(again["event"]["message"]["id"], json!(id));
    }

    async fn edit(&mut self, step: usize) {
        let Some((who, _, _, id)) = self.said.choose(&mut self.rng).cloned() else {
            return;
        };
        let path = format!("/rooms/{}/messages/{id}", self.scene.negotiation);
        let version = self.rng.random_range(1..3);
        let change = json!({ "body": format!("改成第{step}句"), "version": version });
        let answer = self.person(who).patch(&path, change).await;
        // Stale or taken back already: a refusal is an answer too.
        assert!(
            [200, 409, 412].contains(&answer.status.as_u16()),
            "{}",
            answer.body
        );
    }

    async fn redact(&mut self) {
        if let Some((who, _, _, id)) = self.said.choose(&mut self.rng).cloned() {
            let path = format!("/rooms/{}/messages/{id}", self.scene.negotiation);
            self.person(who).delete(&path).await.ok();
        }
    }

    fn cut(&mut self) {
        let who = self.rng.random_range(0..4);
        self.mirrors[who].socket = None;
    }

    async fn come_back(&mut self) {
        for who in 0..4 {
            if self.mirrors[who].socket.is_none() {
                self.connect(who).await;
            }
        }
    }

    async fn remove_or_add(&mut self) {
        let (ctx, room) = (self.scene.app.ctx.clone(), self.scene.negotiation);
        let (shop, out) = (self.scene.shop.id, self.rng.random_bool(0.5));
        let mut work = ctx.store.begin().await.unwrap();
        if out {
            remove_member(&ctx, &mut work, room, shop, LeftWhy::SeatLost)
                .await
                .unwrap();
        } else {
            add_member(&ctx, &mut work, room, shop, Seat::Respondent, None)
                .await
                .unwrap();
        }
        work.commit().await.unwrap();
    }

    async fn listen(&mut self, who: usize) {
        let mirror = &mut self.mirrors[who];
        if let Some(socket) = &mut mirror.socket {
            for frame in socket.within(std::time::Duration::from_millis(20)).await {
                mirror.hear(&frame).await;
            }
        }
    }

    async fn quiesce(mut self, seed: u64) {
        self.come_back().await;
        let store = &self.scene.app.ctx.store;
        let room = self.scene.negotiation;
        let sealed: Vec<_> = store.room_events(room, 0, 500).await.unwrap();
        let head = sealed.last().unwrap().seq();
        let sealed: Vec<_> = sealed.into_iter().map(|event| event.sealed).collect();
        verify(&sealed).unwrap();
        for (who, mirror) in self.mirrors.iter_mut().enumerate() {
            mirror.catch_up(head).await;
            assert_eq!(
                mirror.snapshots, 0,
                "client {who} resumed each time, seed {seed}"
            );
        }
        let path = format!("/rooms/{room}/events?since=0&limit=500");
        for who in 0..4 {
            let all: Value = self.person(who).get(&path).await.ok();
            let fresh = Picture::of(all["events"].as_array().unwrap());
            assert_eq!(fresh.last, head);
            // A fresh look has only the newest texts; so must everybody who followed along.
            assert_eq!(
                self.mirrors[who].picture, fresh,
                "client {who}, seed {seed}"
            );
        }
    }
}
