//! Provinces, by the first two digits of the national region codes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A province, autonomous region or municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Province(u8);

/// Not the beginning of a region code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a province is two digits from 11 to 82, as at the beginning of a region code")]
pub struct ProvinceFault;

impl Province {
    /// Reads the two digits, or a whole region code that begins with them.
    pub fn parse(text: &str) -> Result<Self, ProvinceFault> {
        let whole =
            matches!(text.len(), 2 | 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
        let code = text
            .get(..2)
            .filter(|_| whole)
            .and_then(|digits| digits.parse().ok());
        code.filter(|code| (11..=82).contains(code))
            .map(Self)
            .ok_or(ProvinceFault)
    }
}

impl fmt::Display for Province {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

impl TryFrom<String> for Province {
    type Error = ProvinceFault;

    fn try_from(text: String) -> Result<Self, ProvinceFault> {
        Self::parse(&text)
    }
}

impl From<Province> for String {
    fn from(province: Province) -> Self {
        province.to_string()
    }
}
