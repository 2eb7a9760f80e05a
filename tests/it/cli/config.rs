//! Looking at the settings.

use super::{Installation, said};

#[test]
fn each_setting_is_shown_with_its_source_and_no_secret() {
    let here = Installation::new();
    let file = here.folder.join("hejie.toml");
    std::fs::write(&file, "public_url = \"https://odr.example\"\nworkers = 3\n").unwrap();
    let secret = here.folder.join("url");
    std::fs::write(&secret, "postgres://hejie:hunter2@db/hejie\n").unwrap();
    let mut command = here.hejie(&["config", "check"]);
    command
        .env("HEJIE_CONFIG", &file)
        .env("HEJIE_DATABASE_URL_FILE", &secret);
    let shown = command.output().unwrap();
    let text = said(&shown);
    assert!(shown.status.success(), "{text}");
    let line = |key: &str| {
        text.lines()
            .find(|line| line.starts_with(key))
            .unwrap()
            .to_owned()
    };
    assert!(line("HEJIE_WORKERS").contains("3  (") && line("HEJIE_WORKERS").contains("hejie.toml"));
    assert!(line("HEJIE_LISTEN").ends_with("127.0.0.1:0  (environment)"));
    assert!(line("HEJIE_TRUSTED_HOPS").ends_with("0  (default)"));
    assert!(line("HEJIE_DATABASE_URL").contains("***"));
    assert!(!text.contains("hunter2"));
}

#[test]
fn a_setting_that_nobody_knows_stops_the_command() {
    let here = Installation::new();
    let refused = here
        .hejie(&["config", "check"])
        .env("HEJIE_LISTNE", "x")
        .output()
        .unwrap();
    assert!(!refused.status.success());
    assert!(said(&refused).contains("unknown setting HEJIE_LISTNE"));
    let file = here.folder.join("hejie.toml");
    std::fs::write(&file, "lisen = \"x\"\n").unwrap();
    let refused = here
        .hejie(&["config", "check"])
        .env("HEJIE_CONFIG", &file)
        .output()
        .unwrap();
    assert!(
        said(&refused).contains("unknown setting HEJIE_LISEN"),
        "{}",
        said(&refused)
    );
}
