//! Which bureau and which court are competent, with the reason for each.

mod competent;
mod region;
#[cfg(test)]
mod tests;
mod texts;

pub use competent::{
    Competent, CompetentBody, CourtFacts, JurisdictionFacts, Respondent, jurisdiction,
};
pub use region::{Level, RegionCode, RegionFault, Regions, RegionsFault};
