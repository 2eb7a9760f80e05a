//! The whole way: asked, agreed, accepted, appointed, mediated, signed, sealed, performed.

use hejie::domain::mediation::BodyKind;
use serde_json::json;

use super::scene::{Scene, party};
use crate::support::{Database, on_both};

async fn the_whole_way(database: Database) {
    let scene = Scene::on(database, BodyKind::Peoples).await;
    let bodies = format!("/disputes/{}/bodies", scene.dispute);
    let bodies = scene.consumer.get(&bodies).await.ok();
    let offered = &bodies["items"][0];
    assert_eq!(offered["kind"], "peoples");
    assert_eq!(offered["askable"], true);
    assert_eq!(offered["confirmable"], true);
    assert_eq!(offered["door"]["cost"]["zh"], "免费");

    // Until it is asked the body knows of nothing.
    assert_eq!(scene.look(&scene.registrar).await.status, 404);
    let scene = scene.appointed().await;
    assert_eq!(
        scene.view(&scene.registrar).await["you"]["seat"],
        "registrar"
    );
    let seen = scene.view(&scene.consumer).await;
    assert_eq!(seen["phase"], "mediator_appointment");
    assert_eq!(seen["mediation"]["mediator"]["name"], "沈调解");
    assert_eq!(seen["turn"]["seats"], json!(["mediator"]));
    // Nobody is taken for free of interests who does not say so.
    let silent = scene
        .act(&scene.mediator, "accept_appointment", json!({}))
        .await;
    assert_eq!(silent.status, 422);
    let accept = json!({ "interests": "曾于三年前调解过该商家的另一起争议" });
    scene
        .act(&scene.mediator, "accept_appointment", accept)
        .await
        .ok();
    let seen = scene.view(&scene.consumer).await;
    assert_eq!(seen["phase"], "mediation");
    assert_eq!(
        seen["mediation"]["mediator"]["declared"],
        "曾于三年前调解过该商家的另一起争议"
    );

    let room = scene.room(&scene.consumer, "mediation").await.unwrap();
    scene
        .say(&scene.mediator, &room, "请双方先说明各自的想法")
        .await
        .ok();
    scene.say(&scene.shop, &room, "可以退一部分").await.ok();

    let today = scene.app.ctx.now().today();
    let (soon, later) = (
        today.tomorrow().unwrap(),
        today.saturating_add(jiff::Span::new().days(8)),
    );
    let proposal = scene.proposal(&seen, &soon.to_string(), &later.to_string());
    let proposed = scene.act(&scene.mediator, "propose", proposal).await.ok();
    let offer = json!({ "offer": proposed["agreements"][0]["id"] });
    scene
        .act(&scene.consumer, "accept_offer", offer.clone())
        .await
        .ok();
    let accepted = scene.act(&scene.shop, "accept_offer", offer).await.ok();
    assert_eq!(accepted["phase"], "signing");
    scene.sign(&scene.consumer, "sign").await.ok();
    let signed = scene.sign(&scene.shop, "sign").await.ok();
    assert_eq!(signed["phase"], "performance");
    assert_eq!(signed["agreements"][0]["effect"], "contract");

    scene.sign(&scene.mediator, "seal").await.ok();
    let sealed = scene.sign(&scene.registrar, "seal").await.ok();
    let agreement = &sealed["agreements"][0];
    assert_eq!(agreement["effect"], "binding_contract");
    assert_eq!(agreement["seals"].as_array().unwrap().len(), 2);
    assert!(agreement["confirmation"]["deadline"].is_object());

    let both = json!({ "agreement": agreement["id"] });
    scene
        .act(&scene.consumer, "apply_confirmation", both.clone())
        .await
        .ok();
    let applied = scene
        .act(&scene.shop, "apply_confirmation", both)
        .await
        .ok();
    assert!(applied["agreements"][0]["confirmation"]["applied_at"].is_string());

    let obligation = &agreement["obligations"][0]["id"];
    let performed = json!({
        "agreement": agreement["id"], "obligation": obligation, "proof": "转账回单 8834",
    });
    scene
        .act(&scene.shop, "record_performance", performed)
        .await
        .ok();
    let confirmed = json!({ "agreement": agreement["id"], "obligation": obligation });
    let closed = scene
        .act(&scene.consumer, "confirm_obligation", confirmed)
        .await
        .ok();
    assert_eq!(closed["phase"], "closed");
    assert_eq!(closed["closing"]["code"], "MEDIATED_PERFORMED");
    assert_eq!(party(&closed, "consumer"), closed["you"]["party"]);

    let id = scene.dispute.parse().unwrap();
    let loaded = scene.app.ctx.store.dispute(id).await.unwrap().unwrap();
    assert!(scene.app.ctx.store.rows_agree(&loaded).await.unwrap());
}

on_both! { a_dispute_is_mediated_from_the_asking_to_the_end => the_whole_way; }
