//! The papers of a mediation: the agreement, sealed, and the application to a court.

use hejie::jobs;
use serde_json::{Value, json};

use super::scene::Scene;
use crate::document::{file, sha256, text};
use crate::support::Somebody;

/// What the mediator proposed is accepted and signed by both.
async fn signed(scene: &Scene) -> Value {
    let seen = scene.view(&scene.consumer).await;
    let today = scene.app.ctx.now().today();
    let (soon, later) = (
        today.tomorrow().unwrap(),
        today.saturating_add(jiff::Span::new().days(8)),
    );
    let proposal = scene.proposal(&seen, &soon.to_string(), &later.to_string());
    let proposed = scene.act(&scene.mediator, "propose", proposal).await.ok();
    let offer = json!({ "offer": proposed["agreements"][0]["id"] });
    for who in [&scene.consumer, &scene.shop] {
        scene.act(who, "accept_offer", offer.clone()).await.ok();
    }
    scene.sign(&scene.consumer, "sign").await.ok();
    let signed = scene.sign(&scene.shop, "sign").await.ok();
    jobs::work_off(&scene.app.ctx).await.unwrap();
    signed["agreements"][0].clone()
}

async fn sealed(scene: &Scene) -> Value {
    let agreement = signed(scene).await;
    scene.sign(&scene.mediator, "seal").await.ok();
    scene.sign(&scene.registrar, "seal").await.ok();
    jobs::work_off(&scene.app.ctx).await.unwrap();
    agreement
}

async fn documents(scene: &Scene, who: &Somebody) -> Vec<Value> {
    let path = format!("/disputes/{}/documents", scene.dispute);
    let listed = who.get(&path).await.ok();
    listed["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_sealed_agreement_has_a_paper_of_its_own_and_the_signed_one_is_the_older() {
    let scene = Scene::begin().await.begun().await;
    sealed(&scene).await;
    let mut papers = documents(&scene, &scene.consumer).await;
    papers.retain(|one| one["kind"] == "agreement");
    let stages: Vec<_> = papers
        .iter()
        .map(|one| (one["stage"].clone(), one["older"].clone()))
        .collect();
    let expected = [
        (json!("signed"), json!(true)),
        (json!("sealed"), json!(false)),
    ];
    assert_eq!(stages, expected);
    for who in [
        &scene.consumer,
        &scene.shop,
        &scene.agent,
        &scene.mediator,
        &scene.registrar,
    ] {
        assert_eq!(file(who, &papers[1], "").await.status, 200, "{}", who.name);
    }
    let older = text(&file(&scene.shop, &papers[0], "").await.bytes);
    let paper = file(&scene.shop, &papers[1], "").await.bytes;
    assert_eq!(sha256(&paper), papers[1]["sha256"]);
    let paper = text(&paper);
    for said in [
        "调解协议",
        "调解组织：西湖区人民调解委员会",
        "组织类型：人民调解委员会",
        "调解员：沈调解",
        "人民币贰佰元整",
        "依《中华人民共和国人民调解法》第三十一条具有法律约束力",
        "已盖章",
        "调解员沈调解于2026年10月15日14:00:00（北京时间）签名",
        "周秘书于2026年10月15日14:00:00（北京时间）代表调解组织盖章",
    ] {
        assert!(paper.contains(said), "{said} is not in {paper}");
    }
    assert!(
        !older.contains("已盖章") && older.contains("调解协议"),
        "{older}"
    );
    let anybody = scene.app.stranger();
    let check = |paper: &Value| format!("/check/{}", paper["code"].as_str().unwrap());
    let oldest = anybody.get(&check(&papers[0])).await.ok();
    assert_eq!(oldest["standing"], "older");
    let newest = anybody.get(&check(&papers[1])).await.ok();
    assert_eq!(newest["standing"], "current");
    assert_eq!(newest["stage"], "sealed");
}

#[tokio::test]
async fn both_ask_a_court_and_the_application_is_there_for_both() {
    let scene = Scene::begin().await.begun().await;
    let agreement = sealed(&scene).await;
    let ask = json!({ "agreement": agreement["id"] });
    scene
        .act(&scene.consumer, "apply_confirmation", ask.clone())
        .await
        .ok();
    jobs::work_off(&scene.app.ctx).await.unwrap();
    let papers = documents(&scene, &scene.consumer).await;
    let applications = papers.iter().filter(|one| one["kind"] == "application");
    assert_eq!(applications.count(), 0, "one is not both");
    scene.act(&scene.shop, "apply_confirmation", ask).await.ok();
    jobs::work_off(&scene.app.ctx).await.unwrap();
    let papers = documents(&scene, &scene.shop).await;
    let found = |key: &str, value: &str| papers.iter().find(|one| one[key] == value).unwrap();
    let (application, sealed) = (found("kind", "application"), found("stage", "sealed"));
    let paper = text(&file(&scene.consumer, application, "").await.bytes);
    for said in [
        "司法确认申请书",
        "申请人·申请人（消费者）：李雷",
        "云山电器",
        "请求人民法院依法确认申请人双方于2026年10月15日经西湖区人民调解委员会主持调解达成的调解协议",
        "人民币贰佰元整",
        "当事人住所地、标的物所在地或者调解组织所在地的基层人民法院",
        "没有恶意串通、规避法律",
        "请在2026年11月",
        sealed["sha256"].as_str().unwrap(),
        "附件",
    ] {
        assert!(paper.contains(said), "{said} is not in {paper}");
    }
    // The platform takes no part in what the two ask of a court.
    file(&scene.agent, application, "")
        .await
        .refused(404, "not_found");
}

/// The one record that somebody finds among the documents, read as text; none where there is none.
async fn record(scene: &Scene, who: &Somebody) -> Option<String> {
    let papers = documents(scene, who).await;
    let mut records = papers.iter().filter(|one| one["kind"] == "record");
    let record = records.next()?;
    assert!(records.next().is_none(), "there is one");
    Some(text(&file(who, record, "").await.bytes))
}

#[tokio::test]
async fn a_mediation_without_an_agreement_leaves_a_record_that_says_nothing_of_what_was_said() {
    let scene = Scene::begin().await.begun().await;
    let room = scene.room(&scene.consumer, "mediation").await.unwrap();
    scene.say(&scene.shop, &room, "最多退一百五").await.ok();
    let said = json!({ "text": "空调在保修期内送修过两次" });
    let asked = scene.act(&scene.mediator, "propose_fact", said).await.ok();
    let fact = json!({ "fact": asked["mediation"]["facts"][0]["id"] });
    for who in [&scene.consumer, &scene.shop] {
        scene.act(who, "confirm_fact", fact.clone()).await.ok();
    }
    jobs::work_off(&scene.app.ctx).await.unwrap();
    assert!(
        record(&scene, &scene.consumer).await.is_none(),
        "it goes on"
    );
    let why = json!({ "reason": "term_no_agreement", "note": "差距太大" });
    scene.act(&scene.mediator, "terminate", why).await.ok();
    jobs::work_off(&scene.app.ctx).await.unwrap();

    for who in [
        &scene.consumer,
        &scene.shop,
        &scene.mediator,
        &scene.registrar,
    ] {
        let paper = record(&scene, who).await.unwrap();
        for said in [
            "调解记录",
            "西湖区人民调解委员会接受案件",
            "指定沈调解为调解员",
            "声明与各方没有利害关系",
            "空调在保修期内送修过两次",
            "没有达成协议。调解员终止了调解：不能达成一致",
            "提起诉讼",
        ] {
            assert!(paper.contains(said), "{said} is not in {paper}");
        }
        for kept in ["一百五", "差距太大"] {
            assert!(!paper.contains(kept), "{kept} is in {paper}");
        }
    }
    assert!(
        record(&scene, &scene.agent).await.is_none(),
        "not the platform's"
    );
}

#[tokio::test]
async fn a_settled_mediation_leaves_a_record_with_the_fingerprint_of_the_agreement() {
    let scene = Scene::begin().await.begun().await;
    let agreement = signed(&scene).await;
    let paper = record(&scene, &scene.shop).await.unwrap();
    let digest = agreement["text_sha256"].as_str().unwrap();
    for said in ["各方达成第1版调解协议", digest] {
        assert!(paper.contains(said), "{said} is not in {paper}");
    }
}
