//! Habits that a compiler does not know: which folder knows of which, and what must not be left
//! behind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a folder never names. The map in the README says the same in words.
const NEVER: &[(&str, &[&str])] = &[
    (
        "src/domain",
        &[
            "actix_web",
            "redis",
            "reqwest",
            "lettre",
            "rand",
            "sea_orm",
            "tokio",
            "tracing",
            "Instant",
            "SystemTime",
        ],
    ),
    (
        "src/app",
        &[
            "http",
            "ws",
            "entity",
            "sea_orm",
            "actix_web",
            "lettre",
            "redis",
            "reqwest",
        ],
    ),
    (
        "src/db",
        &[
            "http",
            "ws",
            "app",
            "actix_web",
            "lettre",
            "redis",
            "reqwest",
        ],
    ),
    (
        "src/http",
        &["db", "entity", "sea_orm", "bus", "mail", "sms"],
    ),
    ("src/ws", &["db", "entity", "sea_orm", "mail", "sms"]),
    ("src/bus", &["app", "http", "db", "ws"]),
    (
        "src/mail",
        &["sms", "storage", "app", "http", "db", "entity"],
    ),
    (
        "src/sms",
        &["mail", "storage", "app", "http", "db", "entity"],
    ),
    (
        "src/storage",
        &["mail", "sms", "app", "http", "db", "entity"],
    ),
    (
        "src/telling",
        &["app", "http", "ws", "db", "entity", "mail", "sms"],
    ),
    ("src/jobs", &["http", "ws", "entity", "sea_orm"]),
    (
        "src/config",
        &[
            "app", "http", "ws", "db", "entity", "mail", "sms", "storage", "jobs", "bus",
        ],
    ),
];

/// What nobody leaves behind, in pieces so that this list is not found by itself.
const LEFTOVERS: &[(&str, &str)] = &[
    ("dbg", "!("),
    ("todo", "!("),
    ("unimplemented", "!("),
    ("TO", "DO"),
    ("FIX", "ME"),
    ("console", ".log"),
    ("debug", "ger;"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Every file of our own below `folder`, with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !matches!(name, "node_modules" | "dist" | "target" | "test-results") {
                found.extend(files(&path, endings));
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The names that a line's paths begin with: of crates, and of our own folders with `crate::` in
/// front.
fn named(line: &str) -> BTreeSet<String> {
    let code = line.split("//").next().unwrap_or_default();
    let mut names = BTreeSet::new();
    let parts: Vec<_> = code.split("::").collect();
    for pair in parts.windows(2) {
        let name = pair[0].rsplit(|c| !is_word(c)).next().unwrap_or_default();
        // What stands right behind `::` is further down a path.
        let begins = pair[0].len() > name.len() || pair[0] == parts[0];
        if name == "crate" {
            names.extend(behind(pair[1]).into_iter().map(own));
        } else if begins && !name.is_empty() {
            names.insert(name.to_owned());
        }
    }
    // `use` of a bare name.
    if let [one] = parts[..]
        && let Some(bare) = one.trim().strip_prefix("use ")
    {
        names.insert(bare.trim_end_matches(';').to_owned());
    }
    names
}

fn own(folder: &str) -> String {
    format!("crate::{folder}")
}

/// A name of the table, as [`named`] finds it.
fn as_named(name: &str) -> String {
    let source = root().join("src");
    if source.join(name).is_dir() || source.join(format!("{name}.rs")).is_file() {
        own(name)
    } else {
        name.to_owned()
    }
}

fn word(text: &str) -> &str {
    text.split(|c| !is_word(c)).next().unwrap_or_default()
}

/// The folders named behind `crate::`, one or several in braces.
fn behind(rest: &str) -> Vec<&str> {
    match rest.strip_prefix('{') {
        None => vec![word(rest)],
        Some(list) => list.split(',').map(str::trim).map(word).collect(),
    }
}

#[test]
fn names_are_found_however_they_are_written() {
    let check = |line, expected: &[&str]| {
        let expected: BTreeSet<_> = expected.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(named(line), expected, "{line}");
    };
    check("use crate::db::Work;", &["crate::db"]);
    let both = &["crate::app", "crate::db", "db"];
    check("use crate::{app, db::Work};", both);
    check(
        "use crate::{Outcome, app};",
        &["crate::Outcome", "crate::app"],
    );
    check("    let db = crate::http::start(&ctx)?;", &["crate::http"]);
    check("pub use sea_orm::Set; // crate::db", &["sea_orm"]);
    check("use entity;", &["entity"]);
    check("//! [`crate::db`] is not named here", &[]);
    check("std::time::SystemTime::now()", &["std"]);
}

#[test]
fn no_folder_names_what_it_must_not_know() {
    let mut wrong = Vec::new();
    for (folder, never) in NEVER {
        let never: Vec<_> = never.iter().map(|name| as_named(name)).collect();
        for path in files(&root().join(folder), &[".rs"]) {
            let text = fs::read_to_string(&path).unwrap();
            for (at, line) in text.lines().enumerate() {
                for name in named(line).iter().filter(|name| never.contains(name)) {
                    let path = path.strip_prefix(root()).unwrap().display();
                    wrong.push(format!("{path}:{}: {name}", at + 1));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What time it is, and whatever is not known beforehand, is told to the domain.
#[test]
fn the_domain_waits_for_nothing_and_asks_nobody() {
    const NO_WORD: &[&str] = &["async", "await", "SystemTime", "Instant", "TcpStream"];
    let mut wrong = Vec::new();
    for path in files(&root().join("src/domain"), &[".rs"]) {
        let text = fs::read_to_string(&path).unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let words = code.flat_map(|line| line.split(|c| !is_word(c)));
        let found = words.filter(|word| NO_WORD.contains(word));
        wrong.extend(found.map(|word| format!("{}: {word}", path.display())));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn nothing_is_left_behind() {
    let mut left = Vec::new();
    for folder in ["src", "entity", "migration", "tests", "frontend"] {
        for path in files(
            &root().join(folder),
            &[".rs", ".ts", ".vue", ".mjs", ".toml"],
        ) {
            let text = fs::read_to_string(&path).unwrap();
            for (head, tail) in LEFTOVERS {
                if text.contains(&format!("{head}{tail}")) {
                    left.push(format!("{}: {head}{tail}", path.display()));
                }
            }
        }
    }
    assert_eq!(left, Vec::<String>::new());
}

/// What the library says goes into the log; only the command line prints.
#[test]
fn nothing_but_the_command_line_prints() {
    let prints = ["println!", "print!", "eprintln!", "eprint!"];
    let is_cli = |path: &Path| path.starts_with(root().join("src/cli"));
    let mut printing = files(&root().join("src"), &[".rs"]);
    printing.retain(|path| !is_cli(path) && !path.ends_with("src/main.rs"));
    printing.retain(|path| {
        let text = fs::read_to_string(path).unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        code.flat_map(|line| line.split(|c| !is_word(c) && c != '!'))
            .any(|word| prints.contains(&word))
    });
    assert_eq!(printing, Vec::<PathBuf>::new());
}
