//! Whether a document is genuine, for anybody who holds it.

use serde_json::Value;

use super::{Scene, sha256};
use crate::support::{Answer, Browser, Database};

async fn by_code(anybody: &Browser, code: &str) -> Answer {
    anybody.get(&format!("/check/{code}")).await
}

async fn by_file(anybody: &Browser, bytes: &[u8]) -> Answer {
    anybody.get(&format!("/check/file/{}", sha256(bytes))).await
}

fn words_of(answer: &Value) -> String {
    answer.to_string()
}

#[tokio::test]
async fn a_genuine_document_is_known_by_its_code_and_by_its_bytes() {
    let scene = Scene::set().await;
    scene.signed().await;
    let document = scene.document(&scene.consumer).await;
    let pdf = scene.download(&scene.consumer, &document).await.bytes;
    let anybody = scene.app.stranger();
    let code = document["code_shown"].as_str().unwrap();
    let by_code = by_code(&anybody, code).await.ok();
    assert_eq!(by_code["standing"], "current");
    assert_eq!(by_code["stage"], "signed");
    assert_eq!(by_code["agreement"], "signed");
    assert_eq!(by_code["sha256"], sha256(&pdf));
    assert_eq!(
        by_code["number"],
        scene.view(&scene.consumer).await["number"]
    );
    assert_eq!(by_file(&anybody, &pdf).await.ok(), by_code);
    for name in ["林晓芸", "青禾", "电饭煲", "1086", "108600"] {
        assert!(!words_of(&by_code).contains(name), "{name}");
    }
}

#[tokio::test]
async fn one_changed_byte_makes_it_none_of_ours() {
    let scene = Scene::set().await;
    scene.signed().await;
    let document = scene.document(&scene.consumer).await;
    let mut pdf = scene.download(&scene.consumer, &document).await.bytes;
    let middle = pdf.len() / 2;
    pdf[middle] ^= 1;
    let anybody = scene.app.stranger();
    by_file(&anybody, &pdf).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_misread_code_is_noticed_and_an_invented_one_is_unknown() {
    let scene = Scene::set().await;
    scene.signed().await;
    let document = scene.document(&scene.consumer).await;
    let code = document["code"].as_str().unwrap();
    let anybody = scene.app.stranger();
    let mut misread: Vec<char> = code.chars().collect();
    misread[3] = if misread[3] == 'K' { 'X' } else { 'K' };
    let misread: String = misread.into_iter().collect();
    let refused = by_code(&anybody, &misread).await.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "check_code_misread");
    let refused = by_code(&anybody, "12345").await.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "check_code_shape");
    let invented = hejie::domain::document::CheckCode::of(42);
    by_code(&anybody, invented.as_str())
        .await
        .refused(404, "not_found");
    let typed = code.to_lowercase();
    by_code(&anybody, &typed).await.ok();
}

#[tokio::test]
async fn a_draft_is_the_older_one_as_soon_as_the_agreement_is_signed() {
    let scene = Scene::set().await;
    let agreement = scene.agree().await;
    let draft = scene.document(&scene.consumer).await;
    let pdf = scene.download(&scene.consumer, &draft).await.bytes;
    let anybody = scene.app.stranger();
    let before = by_file(&anybody, &pdf).await.ok();
    assert_eq!(
        (&before["stage"], &before["standing"]),
        (&"unsigned".into(), &"current".into())
    );
    scene.sign(&scene.consumer, &agreement).await;
    scene.sign(&scene.shop, &agreement).await;
    let after = by_file(&anybody, &pdf).await.ok();
    assert_eq!(after["standing"], "older");
}

#[tokio::test]
async fn a_draft_that_nobody_signed_is_void() {
    let scene = Scene::set().await;
    scene.agree().await;
    let draft = scene.document(&scene.consumer).await;
    let pdf = scene.download(&scene.consumer, &draft).await.bytes;
    scene.app.advance(jiff::SignedDuration::from_hours(24 * 5));
    hejie::jobs::work_off(&scene.app.ctx).await.unwrap();
    let after = by_file(&scene.app.stranger(), &pdf).await.ok();
    assert_eq!(after["standing"], "void");
}

#[tokio::test]
async fn nobody_tries_codes_for_long() {
    let settings = [("HEJIE_LIMIT_CHECK_ADDRESS", "3/1h")];
    let scene = Scene::on(Database::Sqlite, &settings).await;
    let anybody = scene.app.stranger();
    let invented = hejie::domain::document::CheckCode::of(42);
    for _ in 0..3 {
        by_code(&anybody, invented.as_str())
            .await
            .refused(404, "not_found");
    }
    by_code(&anybody, invented.as_str())
        .await
        .refused(429, "too_many");
}
