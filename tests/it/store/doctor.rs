//! What `hejie doctor` finds, and that it finds nothing where nothing is wrong.

use std::os::unix::fs::PermissionsExt;

use hejie::doctor::{Depth, Finding, Level, examine};
use hejie::domain::people::Locale;
use serde_json::json;

use crate::support::{Database, TestApp};

async fn found(app: &TestApp) -> Vec<Finding> {
    let now = app.now();
    examine(&app.ctx.config, Some(&app.ctx.store), Depth::All, now).await
}

fn level(found: &[Finding], code: &str) -> Option<Level> {
    let one = found.iter().find(|one| one.code == code);
    one.map(|one| one.level)
}

#[tokio::test]
async fn a_sound_installation_has_nothing_bad_on_either_database() {
    for database in [Database::Sqlite, Database::Postgres] {
        let app = TestApp::on(database).await;
        app.platform().await;
        let folder = &app.ctx.config.storage.var;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
        let found = found(&app).await;
        let not_good: Vec<_> = found
            .iter()
            .filter(|one| one.level == Level::Bad)
            .map(|one| one.told(Locale::En))
            .collect();
        assert_eq!(not_good, []);
        for code in [
            "database_good",
            "schema_good",
            "audit_whole",
            "logs_whole",
            "folder_good",
        ] {
            assert_eq!(level(&found, code), Some(Level::Good), "{code}");
        }
    }
}

#[tokio::test]
async fn without_a_platform_it_says_to_set_up() {
    let app = TestApp::start().await;
    assert_eq!(level(&found(&app).await, "not_set_up"), Some(Level::Bad));
}

#[tokio::test]
async fn what_is_open_to_others_or_cannot_be_reached_is_named() {
    let settings = [
        ("HEJIE_SMTP_URL", "smtp://127.0.0.1:9"),
        ("HEJIE_SMS_URL", "http://127.0.0.1:9"),
        ("HEJIE_SMS_TOKEN", "short"),
        ("HEJIE_REDIS_URL", "redis://127.0.0.1:9"),
    ];
    let app = TestApp::with(Database::Sqlite, &settings).await;
    let key = app.ctx.config.storage.path("secrets/seal.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = found(&app).await;
    for code in [
        "mail_unreachable",
        "mail_from_nowhere",
        "sms_unreachable",
        "redis_unreachable",
        "permissions_open",
    ] {
        assert_eq!(level(&open, code), Some(Level::Bad), "{code}");
    }
    assert_eq!(level(&open, "sms_token_weak"), Some(Level::Warning));
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&key, "ab".repeat(32)).unwrap();
    assert_eq!(level(&found(&app).await, "seal_key_weak"), Some(Level::Bad));
}

#[tokio::test]
async fn an_administrator_sees_the_same_and_nobody_else_does() {
    use hejie::domain::access::StaffRole;
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let administrator = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let health = administrator.get("/admin/health").await.ok();
    let items = health["items"].as_array().unwrap();
    assert!(
        items.iter().any(|one| one["code"] == "audit_whole"),
        "{health}"
    );
    let state = administrator.get("/admin/audit/state").await.ok();
    assert_eq!(state["whole"], json!(true));
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "客服", "agent")
        .await;
    assert_eq!(agent.get("/admin/health").await.status, 404);
}
