//! Who works on a dispute, as colleagues see it and nobody else.

use hejie::domain::access::StaffRole;
use serde_json::json;

use super::scene::Scene;
use crate::support::Database;

#[tokio::test]
async fn colleagues_see_who_looks_and_who_writes() {
    let scene = Scene::set(Database::Sqlite).await;
    let mut agent = scene.socket(&scene.agent).await;
    let mut colleague = scene.socket(&scene.colleague).await;
    let at = |doing| json!({ "t": "desk", "dispute": scene.dispute, "doing": doing });
    agent.say(at(json!("looking"))).await;
    let alone = agent.until("desk").await;
    assert_eq!(alone["people"].as_array().unwrap().len(), 1);
    colleague.say(at(json!("looking"))).await;
    let both = colleague.until("desk").await;
    assert_eq!(both["people"].as_array().unwrap().len(), 2);
    agent.until("desk").await;

    agent.say(at(json!("answer"))).await;
    let news = colleague.until("desk").await;
    let writing = json!({ "person": scene.agent.id, "name": "王敏", "doing": "answer" });
    assert!(
        news["people"].as_array().unwrap().contains(&writing),
        "{news}"
    );

    drop(agent);
    let left = colleague.until("desk").await;
    let people = left["people"].as_array().unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!(people[0]["name"], "赵磊");
}

#[tokio::test]
async fn parties_and_strangers_hear_nothing_of_it() {
    let scene = Scene::set(Database::Sqlite).await;
    let platform = scene.app.platform().await;
    let foreign = scene
        .app
        .staff(platform, StaffRole::ServiceAgent, "别家客服", "other")
        .await;
    let say = |doing: &str| json!({ "t": "desk", "dispute": scene.dispute, "doing": doing });
    let mut agent = scene.socket(&scene.agent).await;
    agent.say(say("looking")).await;
    agent.until("desk").await;
    for who in [&scene.consumer, &scene.shop, &foreign] {
        let mut socket = scene.socket(who).await;
        socket.say(say("looking")).await;
        agent.say(say("message")).await;
        agent.until("desk").await;
        agent.say(say("looking")).await;
        let seen = agent.until("desk").await;
        assert_eq!(seen["people"].as_array().unwrap().len(), 1, "{}", who.name);
        // An answer to a question of their own comes after whatever was told before.
        socket
            .say(json!({ "t": "watch", "id": 9, "dispute": scene.dispute }))
            .await;
        loop {
            let frame = socket.next().await.unwrap();
            assert_ne!(frame["t"], "desk", "{}: {frame}", who.name);
            if frame["id"] == 9 {
                break;
            }
        }
    }
}
