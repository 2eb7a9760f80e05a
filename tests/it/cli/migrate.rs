//! Bringing the database up to date.

use std::os::unix::fs::PermissionsExt;

use sea_orm::{ConnectionTrait, Database};

use super::{Installation, said};

#[test]
fn a_fresh_database_is_marked_once_and_for_its_owner_only() {
    let here = Installation::new();
    assert!(said(&here.run(&["migrate", "--purpose", "demo"])).contains("(demo)"));
    assert!(
        said(&here.run(&["migrate"])).contains("(demo)"),
        "again changes nothing"
    );
    let refused = here.run(&["migrate", "--purpose", "live"]);
    assert!(
        said(&refused).contains("marked as demo, not as live"),
        "{}",
        said(&refused)
    );
    let mode = |name: &str| {
        let path = here.folder.join("var").join(name);
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(
        format!("{:o} {:o}", mode("."), mode("hejie.sqlite")),
        "700 600"
    );
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let here = Installation::new();
    assert!(here.run(&["migrate"]).status.success());
    let url = format!(
        "sqlite://{}",
        here.folder.join("var/hejie.sqlite").display()
    );
    let database = Database::connect(url).await.unwrap();
    let newer =
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_later', 0)";
    database.execute_unprepared(newer).await.unwrap();
    database.close().await.unwrap();
    for words in [["migrate"], ["serve"]] {
        let refused = here.run(&words);
        assert!(!refused.status.success());
        assert!(said(&refused).contains("newer version of hejie (m29990101_000001_later)"));
    }
}
