//! The procedure as people read it: a change of the table shows as a change of these files.

use hejie::domain::dispute::print;

use crate::http::published::check;

#[test]
fn the_published_table_is_the_one_in_force() {
    check("rules.md", &print::table());
}

#[test]
fn the_published_diagram_is_the_one_in_force() {
    check("rules.mmd", &print::diagram());
}

#[test]
fn the_published_access_table_is_the_one_in_force() {
    check("access.txt", &print::access());
}

/// Both read-mes hold the diagram between two markers.
#[test]
fn the_read_mes_show_the_diagram_in_force() {
    let mut stale = Vec::new();
    for name in ["README.md", "README.zh-CN.md"] {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/");
        let text = std::fs::read_to_string(format!("{path}{name}")).unwrap();
        let (before, rest) = text.split_once(OPENS).unwrap();
        let (diagram, after) = rest.split_once(CLOSES).unwrap();
        let now = print::diagram();
        if diagram != now {
            let fresh = format!("{before}{OPENS}{now}{CLOSES}{after}");
            crate::http::published::rewrite(&format!("{path}{name}"), &fresh);
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "{stale:?} show an old diagram");
}

const OPENS: &str = "<!-- procedure -->\n```mermaid\n";
const CLOSES: &str = "```\n<!-- /procedure -->";
