//! Readers beside a writer.

use serde_json::json;

use crate::support::{Database, TestApp, on_both};

on_both! {
    whoever_reads_while_somebody_writes_sees_before_or_after => before_or_after;
}

async fn before_or_after(database: Database) {
    let app = TestApp::on(database).await;
    app.platform().await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer.draft(json!({ "name": "云山电器" })).await;
    let dispute = consumer.file(&app, &draft).await;
    let page = format!("/disputes/{dispute}");
    let before = consumer.get(&page).await.ok()["head"].as_u64().unwrap();
    let write = async {
        for nth in 0..15 {
            let case = json!({ "target": "bureau", "number": format!("12315-{nth}") });
            let path = format!("{page}/record_external");
            consumer.post(&path, case).await.ok();
        }
    };
    let read = async || {
        let mut seen = before;
        for _ in 0..30 {
            let head = consumer.get(&page).await.ok()["head"].as_u64().unwrap();
            assert!(head >= seen, "time does not go back");
            seen = head;
        }
    };
    tokio::join!(write, read(), read(), read());
    let after = consumer.get(&page).await.ok()["head"].as_u64().unwrap();
    assert!(after >= before + 15, "{before} and {after}");
}
