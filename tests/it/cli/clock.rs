//! A clock that can be moved, and where it cannot.

use super::{Installation, said};

#[test]
fn nobody_moves_the_clock_of_a_live_database() {
    let here = Installation::new();
    let file = here.folder.join("clock");
    std::fs::write(&file, "2026-10-09T15:00:00+08:00 1").unwrap();
    assert!(here.run(&["migrate"]).status.success());
    let refused = here
        .hejie(&["serve"])
        .env("HEJIE_CLOCK", &file)
        .output()
        .unwrap();
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("HEJIE_CLOCK is refused"),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_clock_file_that_says_nothing_is_refused() {
    let here = Installation::new();
    let file = here.folder.join("clock");
    std::fs::write(&file, "tomorrow").unwrap();
    assert!(here.run(&["migrate", "--purpose", "demo"]).status.success());
    let refused = here
        .hejie(&["serve"])
        .env("HEJIE_CLOCK", &file)
        .output()
        .unwrap();
    assert!(
        said(&refused).contains("must hold an instant and a rate"),
        "{}",
        said(&refused)
    );
}
