//! Documents that the service issues: what a paper says, making it once, handing it out, and telling
//! anybody whether one is genuine.
//!
//! A document is wanted in the transaction of whatever calls for it, which also gives it its code,
//! and made afterwards, from the log alone, so that making it again would give the same bytes. It is
//! kept under its digest and the digest of the Chinese one goes into the log.

mod agreement;
mod application;
mod check;
mod make;
mod open;
mod press;
mod record;
mod source;
mod want;
mod words;

pub use check::{Checked, Standing, check_code, check_file};
pub use make::make_wanted;
pub use open::{Listed, Opened, list, open};
pub use press::Press;
pub(in crate::app) use want::want;
