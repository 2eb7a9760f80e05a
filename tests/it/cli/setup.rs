//! The first steps without demonstration data.

use serde_json::json;

use super::serve::Server;
use super::{Installation, said};
use crate::support::Browser;

const WORDS: &[&str] = &[
    "setup",
    "--platform",
    "云集商城",
    "--name",
    "陈管理",
    "--email",
    "chen@platform.example",
];

#[tokio::test]
async fn a_fresh_installation_is_entered_with_a_password_that_is_changed_at_once() {
    hejie::use_ring();
    let here = Installation::new();
    let done = here.run(WORDS);
    let text = said(&done);
    assert!(done.status.success(), "{text}");
    let password = text
        .lines()
        .find_map(|line| line.split_once("shown once: "));
    let password = password.unwrap().1.trim().to_owned();
    assert_eq!(password.len(), 24);

    let server = Server::start(&here);
    let browser = Browser::new(&server.url);
    let login = json!({ "email": "chen@platform.example", "password": password });
    let me = browser.post("/login/password", login).await.ok();
    assert_eq!(me["first"], "password");
    assert_eq!(me["staff"][0]["organisation"]["name"], "云集商城");
    browser
        .get("/admin/outbox")
        .await
        .refused(403, "password_due");
    let change = json!({ "current": password, "password": "一只会飞的大橘猫在窗台上" });
    browser.post("/me/password", change).await.ok();
    browser.get("/admin/outbox").await.ok();
    let trail = browser
        .get("/admin/audit?deed=installation_set_up")
        .await
        .ok();
    assert_eq!(trail["items"][0]["by"]["kind"], "operator");

    let again = here.run(WORDS);
    assert!(!again.status.success());
    assert!(said(&again).contains("set up already"));
}

#[test]
fn two_at_once_leave_one_platform() {
    let here = Installation::new();
    assert!(here.run(&["migrate"]).status.success());
    let children = [0, 1].map(|_| here.hejie(WORDS).spawn().unwrap());
    let done = children.map(|mut child| child.wait().unwrap().success());
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
}

#[test]
fn what_is_missing_is_named() {
    let here = Installation::new();
    let mut command = here.hejie(&["setup", "--platform", "云集商城"]);
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("--name is missing"));
}
