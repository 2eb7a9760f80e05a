//! From data to bytes.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use typst::comemo;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::block::Paper;
use crate::coverage::lacking;
use crate::fonts::{Fonts, NoFonts};
use crate::world::Desk;

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum NotPrinted {
    /// There is nothing to print with.
    #[error(transparent)]
    Fonts(#[from] NoFonts),
    /// The typeface lacks characters; [`crate::marked`] writes them out.
    #[error(
        "the typeface lacks {}",
        chars.iter().map(|c| format!("{c:?} (U+{:04X})", u32::from(*c))).collect::<Vec<_>>().join(", ")
    )]
    Uncovered { chars: BTreeSet<char> },
    /// The data cannot be written down.
    #[error("the data cannot be written down")]
    Data(#[from] serde_json::Error),
    /// The typesetter refused: a fault of the template.
    #[error("the typesetter refused: {0}")]
    Refused(String),
}

/// The bytes of a paper. Takes a fraction of a second of one processor: not for async threads.
pub fn print(fonts: &Fonts, paper: &Paper) -> Result<Vec<u8>, NotPrinted> {
    let faces = fonts.read()?;
    let data = serde_json::to_value(paper)?;
    if let Some(regular) = faces.first() {
        let chars = lacking(regular, strings(&data));
        if !chars.is_empty() {
            return Err(NotPrinted::Uncovered { chars });
        }
    }
    let bytes = serde_json::to_vec(&data)?;
    let desk = Desk::new(faces, bytes).ok_or_else(|| refused("its own files"))?;
    let printed = typeset(&desk, paper);
    drop(desk);
    // What was remembered holds the typeface, and no two papers are alike.
    comemo::evict(0);
    printed
}

fn typeset(desk: &Desk, paper: &Paper) -> Result<Vec<u8>, NotPrinted> {
    let document = typst::compile::<PagedDocument>(desk).output;
    let document = document.map_err(|faults| {
        let faults = faults.iter().map(|fault| fault.message.to_string());
        NotPrinted::Refused(faults.collect::<Vec<_>>().join("; "))
    })?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|fault| refused(fault.message()))?;
    let options = PdfOptions {
        ident: Smart::Custom(paper.ident.clone()),
        creator: Smart::Custom(Some("Hejie".to_owned())),
        timestamp: Some(timestamp(paper.made_at).ok_or_else(|| refused("its date"))?),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(&document, &options).map_err(|faults| {
        let faults = faults.iter().map(|fault| fault.message.to_string());
        NotPrinted::Refused(faults.collect::<Vec<_>>().join("; "))
    })
}

fn refused(what: &str) -> NotPrinted {
    NotPrinted::Refused(what.to_owned())
}

fn timestamp(at: jiff::Timestamp) -> Option<Timestamp> {
    let at = at.to_zoned(TimeZone::UTC);
    let small = |part: i8| u8::try_from(part).ok();
    let datetime = Datetime::from_ymd_hms(
        i32::from(at.year()),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}

/// Every text in it.
fn strings(value: &serde_json::Value) -> Vec<&str> {
    match value {
        serde_json::Value::String(text) => vec![text],
        serde_json::Value::Array(items) => items.iter().flat_map(strings).collect(),
        serde_json::Value::Object(fields) => fields.values().flat_map(strings).collect(),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {
            Vec::new()
        }
    }
}
