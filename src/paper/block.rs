//! What a paper consists of. Every text is printed as it stands.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::coverage::marked;

/// In which language the labels are; it decides how lines break and how a reader speaks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lang {
    /// Chinese, as on the mainland.
    #[serde(rename = "zh")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Names it for good: two papers of one name are the same.
    pub ident: String,
    /// The date that is written into the file.
    pub made_at: Timestamp,
    pub lang: Lang,
    /// Who issues it, for the file's properties.
    pub issuer: String,
    pub title: String,
    /// Under the title, such as its number; a line each.
    pub under_title: Vec<String>,
    /// What a reader must know before anything else, in a frame.
    pub banner: Option<String>,
    pub blocks: Vec<Block>,
    pub foot: Foot,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block {
    /// A section begins; it is numbered by itself.
    Heading { text: String },
    /// A paragraph.
    Text { text: String },
    /// Small print.
    Note { text: String },
    /// Who somebody is: a name in bold and what belongs to it, a line each.
    Person {
        role: String,
        name: String,
        rows: Vec<Row>,
    },
    /// Numbered promises or points.
    Clauses { clauses: Vec<Clause> },
    /// Points without an order.
    Points { points: Vec<String> },
    /// Names and values in two columns with a line of headings.
    Table {
        head: (String, String),
        rows: Vec<Row>,
    },
    /// Places to sign, filled or empty.
    Signatures { signatures: Vec<Signature> },
    /// A body's seal.
    Seal { seal: SealBlock },
    /// How to check the document, with its code as a picture.
    Check {
        rows: Vec<Row>,
        qr_svg: String,
        alt: String,
    },
}

/// A name and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    pub value: String,
}

/// One numbered point: a sentence, and what explains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    pub text: String,
    pub rows: Vec<Row>,
}

/// Where somebody signed, or is to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// In which capacity, with the name on file.
    pub who: String,
    /// The name that was signed with; nothing before.
    pub name: Option<String>,
    /// What stands in its place until then.
    pub empty: String,
    /// When and how, a line each.
    pub lines: Vec<String>,
}

/// A body's seal in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealBlock {
    /// Whose.
    pub body: String,
    /// What it says: that it was sealed.
    pub mark: String,
    /// By whom, when, of what, a line each.
    pub lines: Vec<String>,
}

/// The foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foot {
    /// Number, code, address and digest, a line each.
    pub lines: Vec<String>,
    /// The address of the check page as a picture; none where there is nothing to check.
    pub qr_svg: Option<String>,
    /// With `{n}` and `{of}` for the page and the number of pages.
    pub page: String,
}

impl Paper {
    /// The same paper with every character of `lacking` written out by its number.
    pub fn written_out(&self, lacking: &BTreeSet<char>) -> Result<Self, serde_json::Error> {
        let mut paper = serde_json::to_value(self)?;
        write_out(&mut paper, lacking);
        serde_json::from_value(paper)
    }
}

fn write_out(value: &mut Value, lacking: &BTreeSet<char>) {
    match value {
        Value::String(text) => *text = marked(text, lacking),
        Value::Array(items) => items.iter_mut().for_each(|item| write_out(item, lacking)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| write_out(field, lacking)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Row {
    /// A name and a value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}
