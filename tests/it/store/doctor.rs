//! What `hejie doctor` finds, and that it finds nothing where nothing is wrong. Every finding of the
//! source is found by a test, here or beside its code: the last one of this file compares them.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use hejie::app::Context;
use hejie::config::Config;
use hejie::db::Purpose;
use hejie::doctor::{Depth, Finding, Level, examine};
use hejie::domain::ids::CodeId;
use hejie::domain::people::Locale;
use hejie::domain::telling::{Channel, CodePost, Message, Post};
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::http::evidence::png;
use crate::support::gateways::Gateway;
use crate::support::{Database, TestApp};
use crate::ws::nodes::Redis;

async fn found(app: &TestApp) -> Vec<Finding> {
    found_at(app, app.now()).await
}

async fn found_at(app: &TestApp, now: Timestamp) -> Vec<Finding> {
    examine(&app.ctx.config, Some(&app.ctx.store), Depth::All, now).await
}

/// Where no process has the database open.
async fn found_in(settings: &[(&str, &str)]) -> Vec<Finding> {
    hejie::use_ring();
    let pairs = settings.iter().copied();
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let config = Config::from_pairs(pairs.collect::<Vec<_>>()).unwrap();
    let now = "2026-10-15T14:00:00+08:00".parse().unwrap();
    examine(&config, None, Depth::Sample, now).await
}

fn level(found: &[Finding], code: &str) -> Option<Level> {
    let one = found.iter().find(|one| one.code == code);
    one.map(|one| one.level)
}

#[track_caller]
fn expect(found: &[Finding], expected: Level, codes: &[&str]) {
    for code in codes {
        assert_eq!(level(found, code), Some(expected), "{code} in {found:?}");
    }
}

/// Somebody at the tables who knows no rules.
async fn meddle(app: &TestApp, sql: &str) {
    let url = app.ctx.config.storage.database_url();
    let tables = sea_orm::Database::connect(url.reveal()).await.unwrap();
    let done = tables.execute_unprepared(sql).await.unwrap();
    assert!(sql.starts_with("DROP") || done.rows_affected() > 0, "{sql}");
    tables.close().await.unwrap();
}

struct Folder(std::path::PathBuf);

impl Folder {
    fn new() -> Self {
        let name = format!("hejie-doctor-{:x}", rand::random::<u64>());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn text(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.0);
    }
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn a_sound_installation_has_nothing_bad_on_either_database() {
    for database in [Database::Sqlite, Database::Postgres] {
        let app = TestApp::on(database).await;
        app.platform().await;
        set_mode(&app.ctx.config.storage.var, 0o700);
        let found = found(&app).await;
        let not_good: Vec<_> = found
            .iter()
            .filter(|one| one.level == Level::Bad)
            .map(|one| one.told(Locale::En))
            .collect();
        assert_eq!(not_good, []);
        let good = [
            "settings_good",
            "typeface_good",
            "folder_good",
            "seal_key_good",
            "permissions_good",
            "database_good",
            "schema_good",
            "audit_whole",
            "logs_whole",
            "files_good",
            "outbox_good",
            "regions_good",
            "rules_good",
            "redis_unset",
        ];
        expect(&found, Level::Good, &good);
        expect(
            &found,
            Level::Note,
            &["not_live", "clock_moved", "calendar_later"],
        );
        expect(
            &found,
            Level::Warning,
            &["mail_kept", "sms_kept", "plain_http"],
        );
    }
}

#[tokio::test]
async fn without_a_platform_it_says_to_set_up() {
    let app = TestApp::start().await;
    expect(&found(&app).await, Level::Bad, &["not_set_up"]);
}

#[tokio::test]
async fn a_live_installation_is_set_up_and_its_clock_is_compared() {
    let folder = Folder::new();
    hejie::use_ring();
    let pairs = vec![("HEJIE_VAR".to_owned(), folder.text().to_owned())];
    let config = Config::from_pairs(pairs).unwrap();
    let ctx = Context::open_with(config, Some(Purpose::Live), None)
        .await
        .unwrap();
    let beginning = hejie::app::setup::Beginning {
        platform: "云集商城".into(),
        address: None,
        region: None,
        name: hejie::domain::people::PersonName::parse("陈管理").unwrap(),
        email: hejie::domain::people::Email::parse("chen@platform.example").unwrap(),
        locale: Locale::ZhCn,
    };
    hejie::app::setup::begin(&ctx, beginning).await.unwrap();
    let at = async |now| examine(&ctx.config, Some(&ctx.store), Depth::Sample, now).await;
    expect(
        &at(ctx.now().at).await,
        Level::Good,
        &["set_up", "clock_good"],
    );
    let earlier = ctx.now().at - SignedDuration::from_hours(1);
    expect(&at(earlier).await, Level::Bad, &["clock_behind"]);
}

#[tokio::test]
async fn a_clock_that_is_not_the_databases_is_named() {
    hejie::use_ring();
    let folder = Folder::new();
    let app = TestApp::on(Database::Postgres).await;
    let url = app.ctx.config.storage.database_url().reveal().to_owned();
    meddle(&app, "UPDATE instance SET purpose = 'live'").await;
    let settings = [("HEJIE_VAR", folder.text()), ("HEJIE_DATABASE_URL", &url)];
    expect(&found_in(&settings).await, Level::Bad, &["clock_skewed"]);
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
    set_mode(&key, 0o644);
    let open = found(&app).await;
    let bad = [
        "mail_unreachable",
        "mail_from_nowhere",
        "sms_unreachable",
        "redis_unreachable",
        "permissions_open",
    ];
    expect(&open, Level::Bad, &bad);
    expect(&open, Level::Warning, &["sms_token_weak"]);
}

#[tokio::test]
async fn a_key_that_is_weak_broken_or_gone_is_named() {
    let app = TestApp::start().await;
    let key = app.ctx.config.storage.path("secrets/seal.key");
    std::fs::write(&key, "ab".repeat(32)).unwrap();
    expect(&found(&app).await, Level::Bad, &["seal_key_weak"]);
    std::fs::write(&key, "key").unwrap();
    expect(&found(&app).await, Level::Bad, &["seal_key_unusable"]);
    std::fs::remove_file(&key).unwrap();
    expect(&found(&app).await, Level::Note, &["seal_key_missing"]);
    std::fs::create_dir(&key).unwrap();
    expect(&found(&app).await, Level::Bad, &["seal_key_unreadable"]);
}

#[tokio::test]
async fn carriers_that_answer_are_good() {
    let (mail, sms) = (Gateway::mail().await, Gateway::sms().await);
    let port = Redis::free_port();
    let _redis = Redis::start(port);
    let folder = Folder::new();
    let settings = [
        ("HEJIE_VAR", folder.text()),
        ("HEJIE_SMTP_URL", &format!("smtp://{}", mail.address)),
        ("HEJIE_SMS_URL", &format!("http://{}", sms.address)),
        ("HEJIE_REDIS_URL", &format!("redis://127.0.0.1:{port}")),
    ];
    let found = found_in(&settings).await;
    expect(
        &found,
        Level::Good,
        &["mail_good", "sms_good", "redis_good"],
    );
}

#[tokio::test]
async fn carriers_that_make_no_sense_are_unusable() {
    let folder = Folder::new();
    let settings = [
        ("HEJIE_VAR", folder.text()),
        ("HEJIE_SMTP_URL", "smtp://mail.example"),
        ("HEJIE_MAIL_FROM", "nobody at all"),
        ("HEJIE_SMS_URL", "gopher://gateway.example"),
    ];
    let found = found_in(&settings).await;
    expect(&found, Level::Bad, &["mail_unusable", "sms_unusable"]);
}

#[tokio::test]
async fn a_folder_that_is_gone_or_takes_nothing_is_named() {
    let folder = Folder::new();
    let gone = folder.0.join("gone");
    let settings = [("HEJIE_VAR", gone.to_str().unwrap())];
    let bad = ["folder_missing", "database_missing"];
    expect(&found_in(&settings).await, Level::Bad, &bad);
    std::fs::write(&gone, "a file").unwrap();
    let found = found_in(&settings).await;
    expect(&found, Level::Bad, &["folder_unwritable"]);
    let fonts = [
        ("HEJIE_VAR", folder.text()),
        ("HEJIE_FONTS", gone.to_str().unwrap()),
    ];
    expect(&found_in(&fonts).await, Level::Bad, &["typeface_missing"]);
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_named() {
    let folder = Folder::new();
    let nowhere = "postgres://nobody@127.0.0.1:9/nothing";
    let settings = [
        ("HEJIE_VAR", folder.text()),
        ("HEJIE_DATABASE_URL", nowhere),
    ];
    expect(
        &found_in(&settings).await,
        Level::Bad,
        &["database_unreachable"],
    );
    let app = TestApp::start().await;
    meddle(&app, "DROP TABLE outbox").await;
    expect(&found(&app).await, Level::Bad, &["database_failed"]);
}

#[tokio::test]
async fn a_database_of_another_age_is_named() {
    let app = TestApp::start().await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m2999_later', 0)";
    meddle(&app, newer).await;
    expect(&found(&app).await, Level::Bad, &["schema_newer"]);
    meddle(
        &app,
        "DELETE FROM seaql_migrations WHERE version = 'm2999_later'",
    )
    .await;
    meddle(
        &app,
        "DELETE FROM seaql_migrations WHERE version LIKE '%rota'",
    )
    .await;
    expect(&found(&app).await, Level::Bad, &["schema_old"]);
}

#[tokio::test]
async fn logs_and_files_that_somebody_changed_are_named() {
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let agent = hejie::domain::access::StaffRole::ServiceAgent;
    app.staff(platform, agent, "王敏", "wang").await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let merchant = json!({ "name": "云山电器", "phone": "13900000009" });
    let draft = consumer.draft(merchant).await;
    for name in ["订单.png", "聊天.png"] {
        let picture = png(name);
        consumer.bring(&draft, name, "image/png", &picture).await;
    }
    consumer.file(&app, &draft).await;
    expect(
        &found(&app).await,
        Level::Good,
        &["audit_whole", "logs_whole", "files_good"],
    );

    meddle(&app, "DROP TRIGGER audit_event_kept").await;
    meddle(&app, "DROP TRIGGER dispute_event_kept").await;
    meddle(&app, "UPDATE audit_event SET data = '{}' WHERE seq = 1").await;
    meddle(&app, "UPDATE dispute_event SET data = '{}' WHERE seq = 1").await;
    let files = app.ctx.store.some_files(10).await.unwrap();
    let path = |n: usize| {
        let digits = files[n].to_string();
        let (folder, name) = digits.split_at(2);
        let kept = app.ctx.config.storage.path("files/sha256");
        kept.join(folder).join(name)
    };
    set_mode(&path(0), 0o600);
    std::fs::write(path(0), "something else").unwrap();
    std::fs::remove_file(path(1)).unwrap();
    let bad = ["audit_broken", "log_broken", "file_changed", "file_missing"];
    expect(&found(&app).await, Level::Bad, &bad);
}

#[tokio::test]
async fn secrets_sealed_under_another_key_are_named() {
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let agent = hejie::domain::access::StaffRole::ServiceAgent;
    let agent = app.staff(platform, agent, "王敏", "wang").await;
    agent.post("/me/totp", json!({})).await.ok();
    assert_eq!(level(&found(&app).await, "sealed_otherwise"), None);
    let key = app.ctx.config.storage.path("secrets/seal.key");
    std::fs::write(&key, "0123456789abcdef".repeat(4)).unwrap();
    expect(&found(&app).await, Level::Bad, &["sealed_otherwise"]);
}

#[tokio::test]
async fn messages_that_hang_or_were_never_sent_are_named() {
    let app = TestApp::start().await;
    let now = app.now();
    let post = |to: &str| {
        Post::Code(CodePost {
            code: app.ctx.ids.new::<CodeId>(),
            message: Message::CodeLogin,
            channel: Channel::Sms,
            to: to.to_owned(),
            digits: "204060".into(),
            minutes: 10,
            useless_at: now + SignedDuration::from_hours(24),
            locale: Locale::ZhCn,
        })
    };
    let mut work = app.ctx.store.begin().await.unwrap();
    for to in ["13800000001", "13800000002"] {
        work.post(app.ctx.ids.new(), &post(to), now).await.unwrap();
    }
    let lease = now + SignedDuration::from_secs(1);
    let waiting = work.claim_posts(now, lease, 1).await.unwrap();
    work.post_dead(&waiting[0], "550", now).await.unwrap();
    work.commit().await.unwrap();
    let found = found_at(&app, now + SignedDuration::from_hours(1)).await;
    expect(&found, Level::Bad, &["outbox_late"]);
    expect(&found, Level::Warning, &["outbox_dead"]);
}

#[tokio::test]
async fn law_that_is_missing_ends_or_cannot_be_read_is_named() {
    let app = TestApp::start().await;
    let on =
        async |day: &str| found_at(&app, format!("{day}T12:00:00+08:00").parse().unwrap()).await;
    expect(&on("2025-12-01").await, Level::Good, &["calendar_good"]);
    expect(&on("2026-11-02").await, Level::Warning, &["calendar_due"]);
    expect(&on("2040-01-01").await, Level::Bad, &["calendar_none"]);
    expect(&on("1990-01-01").await, Level::Bad, &["rules_none"]);
    let garbled = "INSERT INTO law_import (id, kind, name, content, imported_at) \
        VALUES (x'01900000000070008000000000000001', 'calendar', '2031', 'no calendar', 0)";
    meddle(&app, garbled).await;
    expect(&found(&app).await, Level::Bad, &["law_unreadable"]);
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

/// A finding that no test finds is one that nobody knows to work.
#[test]
fn every_finding_of_the_source_is_found_by_a_test() {
    let sources = [
        include_str!("../../../src/doctor/mod.rs"),
        include_str!("../../../src/doctor/lines.rs"),
        include_str!("../../../src/doctor/places.rs"),
        include_str!("../../../src/doctor/tables.rs"),
        include_str!("../../../src/cli/doctor.rs"),
    ];
    let (mut made, mut tested) = (BTreeSet::new(), String::new());
    for source in sources {
        let (code, tests) = source.split_once("#[cfg(test)]").unwrap_or((source, ""));
        let calls = code.split("Finding::new(").skip(1);
        made.extend(calls.filter_map(|call| call.split('"').nth(1)));
        tested.push_str(tests);
    }
    tested.push_str(include_str!("doctor.rs"));
    tested.push_str(include_str!("../cli/doctor.rs"));
    let quoted: BTreeSet<_> = tested.split('"').collect();
    let untested: Vec<_> = made.difference(&quoted).collect();
    assert!(made.len() > 60, "{made:?}");
    assert!(untested.is_empty(), "no test finds {untested:?}");
}
