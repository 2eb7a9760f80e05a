//! Backups: out of either database and into either, whole or not at all.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use hejie::app::Context;
use hejie::backup::{self, Heads, Manifest};
use hejie::config::Config;
use hejie::db::{CodePurpose, Held, PostReach, Purpose};
use hejie::domain::access::StaffRole;
use hejie::domain::desk::{HeldState, Spot};
use hejie::domain::dispute::lists::Verb;
use hejie::domain::people::Contact;
use hejie::domain::telling::Message;
use serde_json::json;

use crate::support::{Database, Somebody, TestApp, postgres_database};

struct Place {
    folder: PathBuf,
    config: Config,
}

impl Place {
    async fn empty(database: Database) -> Self {
        let name = format!("hejie-restored-{:x}", rand::random::<u64>());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).unwrap();
        let mut pairs = vec![(
            "HEJIE_VAR".to_owned(),
            folder.join("var").display().to_string(),
        )];
        if database == Database::Postgres {
            pairs.push(("HEJIE_DATABASE_URL".to_owned(), postgres_database().await));
        }
        let config = Config::from_pairs(pairs).unwrap();
        Self { folder, config }
    }

    async fn open(&self) -> Context {
        Context::open(self.config.clone(), Some(Purpose::Test))
            .await
            .unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.folder);
    }
}

/// A dispute with a room, words in it, and a file.
async fn lived_in(database: Database) -> (TestApp, Somebody, String) {
    let app = TestApp::on(database).await;
    app.platform().await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer.draft(json!({ "name": "云山电器" })).await;
    let dispute = consumer.file(&app, &draft).await;
    app.ctx
        .files
        .put("一张照片".as_bytes().to_vec().into())
        .await
        .unwrap();
    (app, consumer, dispute)
}

fn without_audit(mut heads: Heads) -> Heads {
    heads.remove("audit");
    heads
}

async fn written(config: &Config, to: &Path, app: &TestApp) -> Heads {
    backup::write(config, to, true, app.now()).await.unwrap();
    let (manifest, heads) = backup::verify(to).unwrap();
    assert!(manifest.rows["dispute_event"] > 0 && manifest.rows["room_event"] > 0);
    assert!(heads.len() >= 3);
    heads
}

#[tokio::test]
async fn a_backup_goes_into_either_database_and_back_again() {
    let (app, consumer, dispute) = lived_in(Database::Sqlite).await;
    let first = Place::empty(Database::Postgres).await;
    let archive = first.folder.join("one.tar.gz");
    let heads = written(&app.ctx.config, &archive, &app).await;
    let mode = std::os::unix::fs::PermissionsExt::mode(&archive.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);

    let restored = backup::restore(&first.config, &archive, app.now())
        .await
        .unwrap();
    assert_eq!(restored.heads, heads);
    assert_ne!(
        restored.epoch, app.ctx.instance.epoch,
        "clients must notice"
    );
    let on_postgres = first.open().await;
    assert_eq!(on_postgres.instance.epoch, restored.epoch);
    on_postgres.store.verify_audit().await.unwrap();
    let id = dispute.parse().unwrap();
    let (before, after) = (
        app.ctx.store.dispute(id).await.unwrap().unwrap(),
        on_postgres.store.dispute(id).await.unwrap().unwrap(),
    );
    assert_eq!(before.head_hash, after.head_hash);
    assert_eq!(before.log, after.log);
    let person = on_postgres
        .store
        .person(consumer.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(person.name, "李雷");

    let second = Place::empty(Database::Sqlite).await;
    let back = second.folder.join("two.tar.gz");
    let again = written(&first.config, &back, &app).await;
    assert_eq!(without_audit(again), without_audit(heads.clone()));
    let home = backup::restore(&second.config, &back, app.now())
        .await
        .unwrap();
    assert_eq!(without_audit(home.heads), without_audit(heads));
    let on_sqlite = second.open().await;
    assert_eq!(
        on_sqlite.store.dispute(id).await.unwrap().unwrap().log,
        before.log
    );
    on_sqlite.store.verify_audit().await.unwrap();
    let photo = hejie::domain::text::Sha256Hash::new(
        <sha2::Sha256 as sha2::Digest>::digest("一张照片".as_bytes()).into(),
    );
    let kept = on_sqlite.files.read_whole(photo, 1_000).await.unwrap();
    assert_eq!(kept, "一张照片".as_bytes());
}

#[tokio::test]
async fn what_was_changed_in_an_archive_is_refused_and_nothing_is_taken_in() {
    let (app, _, _) = lived_in(Database::Sqlite).await;
    let place = Place::empty(Database::Sqlite).await;
    let archive = place.folder.join("whole.tar.gz");
    written(&app.ctx.config, &archive, &app).await;
    let mut tar = Vec::new();
    let read = File::open(&archive).unwrap();
    flate2::read::GzDecoder::new(read)
        .read_to_end(&mut tar)
        .unwrap();
    let at = |what: &str| {
        tar.windows(what.len())
            .position(|part| part == what.as_bytes())
            .unwrap()
    };
    let spots = ["\"filed\"", "李雷", "一张照片", "last_seq"].map(at);
    for spot in spots {
        let mut changed = tar.clone();
        changed[spot + 1] ^= 1;
        refused(&place, &app, &changed).await;
    }
    refused(&place, &app, &tar[..tar.len() / 2]).await;
    backup::restore(&place.config, &archive, app.now())
        .await
        .unwrap();
    let twice = backup::restore(&place.config, &archive, app.now())
        .await
        .unwrap_err();
    assert!(twice.to_string().contains("in use"), "{twice}");
}

async fn refused(place: &Place, app: &TestApp, tar: &[u8]) {
    let path = place.folder.join("changed.tar.gz");
    let mut gzip =
        flate2::write::GzEncoder::new(File::create(&path).unwrap(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, tar).unwrap();
    gzip.finish().unwrap();
    let error = backup::restore(&place.config, &path, app.now())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("damaged"), "{error}");
    assert!(!place.config.storage.path("files").exists());
}

type Change = fn(&mut Manifest);

/// The archive again with one more table, and its manifest changed; every digest in it fits.
fn forged(archive: &Path, to: &Path, table: Option<&str>, change: Change) {
    let gzip = flate2::read::GzDecoder::new(File::open(archive).unwrap());
    let mut whole = tar::Archive::new(gzip);
    let fast = flate2::Compression::fast();
    let gzip = flate2::write::GzEncoder::new(File::create(to).unwrap(), fast);
    let mut out = tar::Builder::new(gzip);
    let mut add = |name: &str, content: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len().try_into().unwrap());
        out.append_data(&mut header, name, content).unwrap();
    };
    for entry in whole.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == "manifest.json" {
            let mut manifest: Manifest = serde_json::from_slice(&content).unwrap();
            if let Some(table) = table {
                let name = format!("tables/{table}.jsonl");
                let row = b"{}\n";
                let digest = <sha2::Sha256 as sha2::Digest>::digest(row);
                let digest = hejie::domain::text::Sha256Hash::new(digest.into());
                manifest.entries.insert(name.clone(), digest);
                add(&name, row);
            }
            change(&mut manifest);
            content = serde_json::to_vec(&manifest).unwrap();
        }
        add(&name, &content);
    }
    out.into_inner().unwrap().finish().unwrap();
}

#[tokio::test]
async fn when_a_late_step_fails_rows_and_files_go_again_and_the_next_try_succeeds() {
    let (app, _, _) = lived_in(Database::Sqlite).await;
    for database in [Database::Sqlite, Database::Postgres] {
        let place = Place::empty(database).await;
        let archive = place.folder.join("whole.tar.gz");
        let heads = written(&app.ctx.config, &archive, &app).await;
        let late = place.folder.join("late.tar.gz");
        forged(&archive, &late, Some("nowhere"), |_| ());
        backup::verify(&late).unwrap();
        let error = backup::restore(&place.config, &late, app.now()).await;
        let error = error.unwrap_err().to_string();
        assert!(error.contains("there is no table nowhere"), "{error}");
        let var = &place.config.storage.var;
        let left: Vec<_> = backup::verify(&archive)
            .unwrap()
            .0
            .entries
            .into_keys()
            .filter(|name| var.join(name).exists())
            .collect();
        assert_eq!(left, Vec::<String>::new());
        let restored = backup::restore(&place.config, &archive, app.now()).await;
        assert_eq!(restored.unwrap().heads, heads);
    }
}

#[tokio::test]
async fn what_does_not_fit_here_is_refused_before_anything_is_touched() {
    let (app, _, _) = lived_in(Database::Sqlite).await;
    let place = Place::empty(Database::Sqlite).await;
    let archive = place.folder.join("whole.tar.gz");
    written(&app.ctx.config, &archive, &app).await;
    let other = place.folder.join("other.tar.gz");
    let changes: [(Change, &str); 2] = [
        (|manifest| manifest.format += 1, "of a format"),
        (|manifest| _ = manifest.schema.pop(), "another schema"),
    ];
    for (change, why) in changes {
        forged(&archive, &other, None, change);
        let error = backup::restore(&place.config, &other, app.now()).await;
        let error = error.unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert!(!place.config.storage.var.exists());
    }
    let (manifest, _) = backup::verify(&archive).unwrap();
    let mut names = manifest.entries.keys();
    let name = names.find(|name| name.starts_with("files/")).unwrap();
    let own = place.config.storage.path(name);
    std::fs::create_dir_all(own.parent().unwrap()).unwrap();
    std::fs::write(&own, "mine").unwrap();
    let error = backup::restore(&place.config, &archive, app.now()).await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("in use"), "{error}");
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "mine");
    assert!(!place.config.storage.path("hejie.sqlite").exists());
}

#[tokio::test]
async fn a_client_that_followed_before_starts_afresh_and_messages_are_not_sent_twice() {
    let (app, consumer, _) = lived_in(Database::Sqlite).await;
    let place = Place::empty(Database::Sqlite).await;
    let archive = place.folder.join("one.tar.gz");
    written(&app.ctx.config, &archive, &app).await;
    let restored = backup::restore(&place.config, &archive, app.now())
        .await
        .unwrap();
    assert!(restored.stopped.posts > 0);
    let there = place.open().await;
    let lease = app.now() + jiff::SignedDuration::from_secs(1);
    let work = there.store.begin().await.unwrap();
    assert!(
        work.claim_posts(lease, lease, 100)
            .await
            .unwrap()
            .is_empty()
    );
    drop(work);
    let dead = there
        .store
        .dead_posts(&PostReach::Everything, None, 100)
        .await
        .unwrap();
    assert!(
        dead.iter()
            .all(|post| post.failure == "restored" && post.can_retry)
    );
    let sessions = there.store.sessions(consumer.id, app.now()).await;
    assert_eq!(sessions.unwrap().len(), 0);
    assert!(restored.stopped.sessions > 0);
}

#[tokio::test]
async fn what_was_open_when_the_backup_was_made_is_open_no_more_after_a_restore() {
    for database in [Database::Sqlite, Database::Postgres] {
        nothing_goes_on_by_itself(database).await;
    }
}

/// What the agent sends waits, a newcomer holds an invitation, everybody is logged in.
async fn nothing_goes_on_by_itself(database: Database) {
    let (app, consumer, dispute) = lived_in(Database::Sqlite).await;
    let platform = app.ctx.store.platforms().await.unwrap()[0].id;
    let admin = app
        .staff(platform, StaffRole::Administrator, "管理员", "admin")
        .await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
        .await;
    let work = app.ctx.store.begin().await.unwrap();
    let held = Held {
        id: app.ctx.ids.new(),
        person: agent.id,
        session: app.ctx.ids.new(),
        dispute: dispute.parse().unwrap(),
        spot: Spot::Verb(Verb::Answer),
        key: "an-answer".to_owned(),
        body: "{}".to_owned(),
        content: r#"{"text":"我们已联系商家"}"#.to_owned(),
        rank: app.now().as_microsecond(),
        created_at: app.now(),
        due_at: app.now() + jiff::SignedDuration::from_secs(10),
        state: HeldState::Waiting,
        failure: None,
    };
    work.hold(&held).await.unwrap();
    work.commit().await.unwrap();
    let wanted = json!({ "contact": "new@example.com", "roles": ["service_agent"] });
    let invitations = format!("/organisations/{platform}/invitations");
    admin.post(&invitations, wanted).await.ok();
    hejie::jobs::work_off(&app.ctx).await.unwrap();
    let kept = admin.get("/admin/outbox").await.ok();
    let mut bodies = kept["items"].as_array().unwrap().iter();
    let token = bodies.find_map(|item| item["body"].as_str().unwrap().split_once("/invite#"));
    let token = token
        .unwrap()
        .1
        .split_whitespace()
        .next()
        .unwrap()
        .to_owned();
    let digest = hejie::app::secret::digest(&token);
    assert!(
        app.ctx
            .store
            .invitation_of(&digest)
            .await
            .unwrap()
            .is_some()
    );

    let place = Place::empty(database).await;
    let archive = place.folder.join("one.tar.gz");
    written(&app.ctx.config, &archive, &app).await;
    let restored = backup::restore(&place.config, &archive, app.now()).await;
    let stopped = restored.unwrap().stopped;
    let there = place.open().await;
    for somebody in [consumer.id, agent.id, admin.id] {
        let open = there.store.sessions(somebody, app.now()).await.unwrap();
        assert!(open.is_empty(), "everybody logs in again");
    }
    assert!(there.store.invitation_of(&digest).await.unwrap().is_none());
    let left = there.store.held(held.id).await.unwrap().unwrap();
    assert_eq!(left.state, HeldState::Failed);
    assert_eq!(left.failure.as_deref(), Some("restored"));
    let begun = there.store.unsent_of(agent.id, held.dispute).await.unwrap();
    assert_eq!(begun[0].content, held.content, "the text is not lost");
    let told = there
        .store
        .notices_of(agent.id, None, None, 50)
        .await
        .unwrap();
    assert!(told.iter().any(|notice| notice.message == Message::NotSent));
    assert_eq!((stopped.held, stopped.invitations), (1, 1));
    let newest = there
        .store
        .newest_code(&Contact::parse("13800000001").unwrap(), CodePurpose::Login)
        .await;
    assert!(newest.unwrap().is_none(), "no one-time code comes back");
}
