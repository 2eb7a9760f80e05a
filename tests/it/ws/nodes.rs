//! Several processes on one database.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::scene::Scene;
use super::socket::Socket;
use crate::support::{Database, TestApp};

/// Another process, as far as a room can tell: nothing is shared but the tables.
pub(super) async fn beside(scene: &Scene, more: &[(&str, &str)]) -> TestApp {
    let config = &scene.app.ctx.config.storage;
    let url = config.database_url().reveal().to_owned();
    let mut settings = vec![("HEJIE_DATABASE_URL", url.as_str())];
    settings.extend_from_slice(more);
    TestApp::with(Database::Sqlite, &settings).await
}

#[tokio::test]
async fn a_client_that_knows_more_than_its_new_server_resumes() {
    let scene = Scene::set(Database::Sqlite).await;
    let other = beside(&scene, &[]).await;
    let room = scene.negotiation;
    let mut there = Socket::open(&other.url, &scene.agent.browser).await;
    there.sub(room, None).await;
    let mut here = scene.in_room(&scene.consumer).await;
    let epoch = here.welcome["epoch"].as_str().unwrap().to_owned();
    let mut last = 0;
    for n in 0..3 {
        let sent = here.send(room, &format!("client-{n:04}"), "一句").await;
        last = sent["seq"].as_u64().unwrap();
    }
    // The other server was told nothing yet; its client comes with a higher number than it knows.
    let mut moved = Socket::open(&other.url, &scene.consumer.browser).await;
    let resumed = moved.sub(room, Some((last - 1, &epoch))).await;
    assert_eq!(resumed["mode"], "resume");
    assert_eq!(resumed["events"][0]["seq"], json!(last));
    let next = moved.send(room, "client-0009", "又一句").await["seq"]
        .as_u64()
        .unwrap();
    let told = there.events_to(next).await;
    let numbers: Vec<_> = told
        .iter()
        .map(|event| event["seq"].as_u64().unwrap())
        .collect();
    assert!(
        numbers.windows(2).all(|pair| pair[1] == pair[0] + 1),
        "{numbers:?}"
    );
    assert!(numbers.contains(&last));
}

/// A Redis that ends with the test.
pub(crate) struct Redis {
    child: Child,
    port: u16,
}

impl Redis {
    pub(crate) fn free_port() -> u16 {
        TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port()
    }

    pub(crate) fn start(port: u16) -> Self {
        let port_text = port.to_string();
        let child = Command::new("redis-server")
            .args([
                "--bind",
                "127.0.0.1",
                "--port",
                &port_text,
                "--save",
                "",
                "--appendonly",
                "no",
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("redis-server is installed by `make`");
        let until = Instant::now() + Duration::from_secs(10);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "redis does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { child, port }
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

#[tokio::test]
async fn two_processes_hear_each_other_and_losing_redis_loses_nothing() {
    let redis = Redis::start(Redis::free_port());
    let port = redis.port;
    let url = format!("redis://127.0.0.1:{port}");
    let bus = [("HEJIE_REDIS_URL", url.as_str())];
    let scene = Scene::with(Database::Sqlite, &bus).await;
    let other = beside(&scene, &bus).await;
    let room = scene.negotiation;
    let mut there = Socket::open(&other.url, &scene.agent.browser).await;
    there.sub(room, None).await;
    let mut here = scene.in_room(&scene.consumer).await;

    // Until both have subscribed the tables are asked instead; either way it arrives.
    let sent = here.send(room, "client-0001", "第一句").await["seq"]
        .as_u64()
        .unwrap();
    there.events_to(sent).await;
    let since = Instant::now();
    let sent = here.send(room, "client-0002", "第二句").await["seq"]
        .as_u64()
        .unwrap();
    there.events_to(sent).await;
    assert!(
        since.elapsed() < Duration::from_secs(5),
        "{:?}",
        since.elapsed()
    );

    drop(redis);
    let since = Instant::now();
    let sent = here.send(room, "client-0003", "第三句").await["seq"]
        .as_u64()
        .unwrap();
    there.events_to(sent).await;
    assert!(
        since.elapsed() < Duration::from_secs(15),
        "{:?}",
        since.elapsed()
    );

    let _again = Redis::start(port);
    let sent = here.send(room, "client-0004", "第四句").await["seq"]
        .as_u64()
        .unwrap();
    let told = there.events_to(sent).await;
    assert_eq!(told.len(), 1, "told once, by whichever way came first");
}
