//! Holiday notices from the command line.

use super::{Installation, said};
use crate::law::calendar::NOTICE;

#[test]
fn a_notice_is_taken_in_once_and_counts_from_then_on() {
    let here = Installation::new();
    let file = here.folder.join("2027.toml");
    std::fs::write(&file, NOTICE).unwrap();
    let file = file.to_str().unwrap();
    let term = [
        "law",
        "term",
        "--from",
        "2026-12-28",
        "--count",
        "7",
        "--unit",
        "working",
    ];
    assert!(said(&here.run(&term)).starts_with("2027-01-07"));
    let tried = said(&here.run(&["calendar", "import", file, "--dry-run"]));
    assert!(tried.contains("nothing was stored"), "{tried}");
    let done = here.run(&["calendar", "import", file]);
    assert!(done.status.success(), "{}", said(&done));
    assert!(said(&done).contains("imported"), "{}", said(&done));
    assert!(said(&here.run(&term)).starts_with("2027-01-10"));
    let again = here.run(&["calendar", "import", file]);
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
    let shown = said(&here.run(&["calendar", "show", "2027"]));
    assert!(
        shown.contains("content_8000001") && shown.contains("2027-01-10 worked"),
        "{shown}"
    );
    assert!(said(&here.run(&["calendar", "show"])).contains("2027.1"));
}

#[test]
fn a_wrong_notice_is_refused_with_the_day_that_is_wrong() {
    let here = Installation::new();
    let file = here.folder.join("wrong.toml");
    std::fs::write(&file, NOTICE.replace("2027-01-10", "2027-01-11")).unwrap();
    let refused = here.run(&["calendar", "import", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        said(&refused).contains("2027-01-11 is marked as worked"),
        "{}",
        said(&refused)
    );
    let nothing = here.run(&["calendar", "import", "nowhere.toml"]);
    assert_eq!(nothing.status.code(), Some(2));
    let year = said(&here.run(&["calendar", "show", "2026"]));
    assert!(year.contains("248"), "{year}");
    let list = here.folder.join("regions.csv");
    std::fs::write(&list, "659001,石河子市\n").unwrap();
    let done = here.run(&["regions", "import", list.to_str().unwrap()]);
    assert!(done.status.success(), "{}", said(&done));
    assert!(said(&here.run(&["regions", "show", "659001"])).contains("石河子市"));
}
