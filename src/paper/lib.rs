//! Documents that people keep: plain data in, a tagged PDF out.
//!
//! What is printed is data and never markup, whoever wrote it. The same data give the same bytes:
//! dates and identifiers come from the data, nothing from the machine. Nothing is read but the
//! fonts, and nothing is fetched.
//!
//! A paper is PDF/A-2a, which lasts, and PDF/UA-1, which screen readers read, both at once.

mod block;
mod coverage;
mod fonts;
mod print;
mod world;

#[cfg(test)]
mod tests;

pub use block::{Block, Clause, Foot, Lang, Paper, Row, SealBlock, Signature};
pub use coverage::{marked, uncovered};
pub use fonts::{Fonts, NoFonts};
pub use print::{NotPrinted, print};
