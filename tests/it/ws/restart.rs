//! The server dies in mid-conversation and comes back.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::mirror::Mirror;
use super::scene::Scene;
use super::socket::Socket;
use crate::support::Database;

/// The built program on the scene's database, which is a test's, so its clock may be set.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(scene: &Scene) -> Self {
        let var = &scene.app.ctx.config.storage.var;
        let clock = var.join("clock");
        std::fs::write(&clock, format!("{} 1", scene.app.now())).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_hejie"));
        for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("HEJIE_")) {
            command.env_remove(key);
        }
        let mut child = command
            .arg("serve")
            .current_dir(var)
            .env("HEJIE_VAR", var)
            .env("HEJIE_LISTEN", "127.0.0.1:0")
            .env("HEJIE_CLOCK", clock)
            .env("HEJIE_LIMIT_MESSAGES_SOCKET", "off")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        while !url.starts_with("http://") {
            url.clear();
            assert!(
                said.read_line(&mut url).unwrap() > 0,
                "the server says no address"
            );
        }
        Self {
            child,
            url: url.trim().to_owned(),
        }
    }

    /// SIGKILL: no farewell.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM: the socket hears of it.
    fn stop(&self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

#[tokio::test]
async fn after_a_kill_every_acknowledged_message_is_there_once() {
    let scene = Scene::set(Database::Sqlite).await;
    let room = scene.negotiation;
    let mut unsent = (0..24)
        .map(|n| format!("client-{n:05}"))
        .collect::<Vec<_>>();
    let mut acknowledged = Vec::new();
    let epoch = scene.app.ctx.instance.epoch.clone();
    let mut agent = Mirror::new(room, &epoch);
    for life in 0..3 {
        let server = Server::start(&scene);
        agent
            .join(Socket::open(&server.url, &scene.agent.browser).await)
            .await;
        let mut consumer = Socket::open(&server.url, &scene.consumer.browser).await;
        // An author's order survives: nothing is sent before the one before it is acknowledged.
        let quota = if life == 2 { unsent.len() } else { 8 };
        for client_id in unsent.iter().take(quota) {
            let answer = consumer
                .send(room, client_id, &format!("消息 {client_id}"))
                .await;
            assert_eq!(answer["t"], "ack", "{answer}");
            acknowledged.push((answer["seq"].as_u64().unwrap(), client_id.clone()));
        }
        let known: BTreeSet<_> = acknowledged.iter().map(|(_, id)| id.clone()).collect();
        unsent.retain(|id| !known.contains(id));
        if life < 2 {
            // One more is on its way when the lights go out; nobody knows whether it arrived.
            if let Some(next) = unsent.first() {
                let frame = serde_json::json!({ "t": "send", "id": 999, "room": room, "client_id": next, "body": format!("消息 {next}") });
                consumer.say(frame).await;
            }
            server.kill();
            agent.socket = None;
        } else {
            let head = acknowledged.last().unwrap().0;
            agent.catch_up(head).await;
        }
    }
    assert!(unsent.is_empty());
    assert_eq!(agent.snapshots, 0, "the numbers outlive the server");
    let page = scene
        .agent
        .get(&format!("/rooms/{room}/events?since=0&limit=500"))
        .await
        .ok();
    let said: Vec<_> = page["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["type"] == "message")
        .map(|event| event["message"]["client_id"].as_str().unwrap().to_owned())
        .collect();
    let in_order: Vec<_> = (0..24).map(|n| format!("client-{n:05}")).collect();
    assert_eq!(said, in_order, "each once, in the order of writing");
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_says_goodbye() {
    let scene = Scene::set(Database::Sqlite).await;
    let server = Server::start(&scene);
    let mut consumer = Socket::open(&server.url, &scene.consumer.browser).await;
    consumer.sub(scene.negotiation, None).await;
    server.stop();
    let bye = consumer.until("bye").await;
    assert!(bye["retry_ms"].as_u64().unwrap() < 10_000);
    assert_eq!(consumer.closed().await, 4001);
    tokio::time::timeout(Duration::from_secs(20), async {
        let mut server = server;
        while server.child.try_wait().unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await
    .expect("it ends soon");
}
