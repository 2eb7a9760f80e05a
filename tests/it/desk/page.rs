//! The page of a dispute, and replies that are filled for it.

use reqwest::Method;
use serde_json::json;

use super::scene::{Scene, an_answer};
use crate::support::{Database, Somebody, TestApp};

#[tokio::test]
async fn a_page_that_nothing_changed_on_is_not_sent_again() {
    let scene = Scene::set(Database::Sqlite).await;
    let page = scene.path("");
    let first = scene.agent.get(&page).await;
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let head = first.body["head"].as_u64().unwrap();
    assert!(tag.starts_with(&format!("\"{head}.")), "{tag}");
    let again = [("if-none-match", tag.as_str())];
    let same = scene.agent.send(Method::GET, &page, None, &again).await;
    assert_eq!(same.status.as_u16(), 304);
    let other = scene.consumer.get(&page).await;
    assert_ne!(
        other.headers["etag"],
        tag.as_str(),
        "each reader has a page of their own"
    );
    scene
        .say(&scene.consumer, "negotiation", "a-word-more", "在吗？")
        .await;
    let unread = scene.agent.send(Method::GET, &page, None, &again).await;
    assert_eq!(unread.status.as_u16(), 200, "an unread message is a change");

    let seen = [("if-match", tag.as_str())];
    let act = scene.path("/answer");
    let post = Method::POST;
    scene
        .agent
        .send(post.clone(), &act, Some(an_answer()), &seen)
        .await
        .ok();
    let respond = json!({ "statement": "我们正在核实。" });
    let path = scene.path("/respond");
    let stale = scene.shop.send(post, &path, Some(respond), &seen).await;
    stale.refused(412, "stale");
}

#[tokio::test]
async fn a_text_is_filled_with_what_the_dispute_says_and_nothing_else() {
    let scene = Scene::set(Database::Sqlite).await;
    let fill = async |who: &Somebody, text: &str| {
        let body = json!({ "text": text });
        who.post(&scene.path("/fill"), body).await
    };
    let text =
        "{{消费者}}您好，关于{{product}}（{{争议编号}}），{{本人姓名}} 会在{{截止时间}}前答复。";
    let filled = fill(&scene.agent, text).await.ok();
    let text = filled["text"].as_str().unwrap();
    let number = scene.view(&scene.agent).await["number"].clone();
    assert!(text.starts_with("林晓您好，关于电饭煲（"), "{text}");
    assert!(
        text.contains(number.as_str().unwrap()) && text.contains("王敏"),
        "{text}"
    );
    assert_eq!(filled["empty"], json!([]));
    let english = "Dear {{consumer}}, please answer by {{deadline}}. {{mediator}}";
    let english = fill(&scene.agent, english).await.ok();
    assert_eq!(english["empty"], json!(["mediator"]));
    assert!(english["text"].as_str().unwrap().contains("October 2026"));
    fill(&scene.agent, "{{身份证号码}}")
        .await
        .refused(422, "invalid");
    let denied = fill(&scene.consumer, "{{shop}}").await;
    denied.refused(403, "wrong_seat");
}

#[tokio::test]
async fn a_desk_is_for_people_of_the_platform() {
    let scene = Scene::set(Database::Sqlite).await;
    let party = scene.shop.get(&scene.path("/desk")).await;
    party.refused(403, "wrong_seat");
    let stranger = scene.app.person("路人", "nobody").await;
    for path in ["/desk", "/unsent"] {
        let denied = stranger.get(&scene.path(path)).await;
        denied.refused(404, "not_found");
    }
    let app: &TestApp = &scene.app;
    app.stranger()
        .get("/desk/settings")
        .await
        .refused(401, "not_logged_in");
    assert_eq!(scene.agent.get("/desk/settings").await.ok()["undo_s"], 10);
}
