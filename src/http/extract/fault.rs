//! From what serde says to a field and a code.

use std::fmt::Write;

use serde_path_to_error::{Path, Segment};

use crate::app::Fault;

/// The fault in an error of serde: `path` is where it stood, `said` is its message.
pub(super) fn fault(path: &Path, said: &str) -> Fault {
    let mut pointer = pointer(path);
    let field = said.split('`').nth(1).unwrap_or_default();
    let code = if said.starts_with("missing field") {
        push(&mut pointer, field);
        "required"
    } else if said.starts_with("unknown field") {
        // The path may stop at the object or at the field itself.
        let mut last = String::new();
        push(&mut last, field);
        if !pointer.ends_with(&last) {
            pointer.push_str(&last);
        }
        "unknown_field"
    } else if said.starts_with("invalid type") || said.starts_with("invalid length") {
        "wrong_type"
    } else if said.starts_with("unknown variant") || said.starts_with("invalid value") {
        "wrong_value"
    } else {
        "invalid"
    };
    Fault::new(pointer, code)
}

fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                // Writing to a string cannot fail.
                let _never = write!(pointer, "/{index}");
            }
            Segment::Map { key } => push(&mut pointer, key),
            // The variant of an enum is not a place in the document, and an unknown one has none.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
}
