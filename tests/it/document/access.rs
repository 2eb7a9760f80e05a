//! Whose documents are.

use hejie::domain::access::StaffRole;

use super::{Scene, file};

#[tokio::test]
async fn both_parties_and_the_platform_have_the_agreement_and_strangers_do_not() {
    let scene = Scene::set().await;
    scene.signed().await;
    let document = scene.document(&scene.consumer).await;
    for who in [&scene.consumer, &scene.shop, &scene.agent] {
        let answer = scene.download(who, &document).await;
        assert_eq!(answer.status, 200, "{}", who.name);
    }
    let other = scene.app.person("路人甲", "stranger").await;
    file(&other, &document, "").await.refused(404, "not_found");
    let path = format!("/disputes/{}/documents", scene.dispute);
    other.get(&path).await.refused(404, "not_found");
    let id = document["id"].as_str().unwrap();
    let path = format!("/documents/{id}/file");
    scene
        .app
        .stranger()
        .get(&path)
        .await
        .refused(401, "not_logged_in");

    let elsewhere = scene.app.platform().await;
    let agent = scene
        .app
        .staff(elsewhere, StaffRole::Supervisor, "别家主管", "elsewhere")
        .await;
    file(&agent, &document, "").await.refused(404, "not_found");
}

#[tokio::test]
async fn the_file_comes_under_its_own_name_and_stays_in_no_cache() {
    let scene = Scene::set().await;
    scene.signed().await;
    let document = scene.document(&scene.consumer).await;
    let answer = scene.download(&scene.consumer, &document).await;
    let number = scene.view(&scene.consumer).await["number"].clone();
    let number = number.as_str().unwrap();
    let named = answer.headers["content-disposition"].to_str().unwrap();
    let ascii = format!("attachment; filename=\"settlement-agreement-{number}-v1.pdf\"");
    assert!(named.starts_with(&ascii), "{named}");
    let real = "filename*=UTF-8''%E5%92%8C%E8%A7%A3%E5%8D%8F%E8%AE%AE-";
    assert!(named.contains(real), "{named}");
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
}
