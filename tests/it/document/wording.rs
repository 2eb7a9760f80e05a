//! Offers that leave something open.

use serde_json::json;

use super::Scene;

#[tokio::test]
async fn a_vague_offer_is_refused_where_it_is_vague_with_the_better_wording() {
    let scene = Scene::set().await;
    let mut offer = scene.offer().await;
    offer["obligations"][0]["how"] = json!("尽快原路退回");
    offer["obligations"][1]["what"] = json!("a reasonable sum, ASAP");
    let refused = scene.act(&scene.shop, "offer", offer.clone()).await;
    let refused = refused.refused(422, "vague_wording");
    assert_eq!(refused["errors"][0]["pointer"], "/obligations/0/how");
    assert_eq!(refused["errors"][1]["pointer"], "/obligations/1/what");
    let words = refused["facts"]["wording"].as_array().unwrap();
    assert_eq!(words[0]["word"], "尽快");
    assert_eq!(words[0]["rewritten"], "在2026年10月20日24时前原路退回");
    assert_eq!(words.len(), 3);
    assert!(refused["next"].as_str().unwrap().contains("2026年10月20日"));
    assert_eq!(scene.view(&scene.shop).await["agreements"], json!([]));

    offer["obligations"][0]["how"] = words[0]["rewritten"].clone();
    offer["obligations"][1]["what"] = words[1]["rewritten"].clone();
    scene.act(&scene.shop, "offer", offer).await.ok();
}

#[tokio::test]
async fn a_form_can_ask_while_somebody_is_typing() {
    let scene = Scene::set().await;
    let asked = json!({ "texts": [
        { "name": "a", "text": "运费双方协商", "owes": "respondent", "due_on": "2026-10-20" },
        { "name": "b", "text": "退款至原支付账户" },
    ]});
    let found = scene.consumer.post("/wording", asked.clone()).await.ok();
    assert_eq!(found["texts"].as_array().unwrap().len(), 1);
    assert_eq!(found["texts"][0]["words"][0]["gap"], "undecided");
    assert_eq!(found["texts"][0]["words"][0]["start"], 2);
    assert_eq!(
        found["texts"][0]["rewritten"],
        "运费由商家负责，在2026年10月20日24时前完成"
    );
    scene
        .app
        .stranger()
        .post("/wording", asked)
        .await
        .refused(401, "not_logged_in");
}
