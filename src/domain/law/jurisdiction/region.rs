//! Regions by their national codes, down to the county. The list that comes with the program holds
//! the provinces and what the demonstration needs; a full list is read in the same form.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Six digits: province, prefecture, county.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode(u32);

/// How large a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Province,
    Prefecture,
    County,
}

/// Not a region code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a region code of six digits")]
pub struct RegionFault(String);

/// Names of regions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regions(BTreeMap<RegionCode, String>);

/// Why a list of regions cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegionsFault {
    #[error("line {line}: {fault}")]
    Code { line: usize, fault: RegionFault },
    #[error("line {line} is not CODE,NAME")]
    Shape { line: usize },
    #[error("line {line}: {code} has another name already")]
    Twice { line: usize, code: RegionCode },
}

impl RegionCode {
    /// Reads six digits; longer codes of towns and villages name their county first.
    pub fn parse(text: &str) -> Result<Self, RegionFault> {
        let fault = || RegionFault(text.to_owned());
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let six = text
            .get(..6)
            .filter(|_| digits && matches!(text.len(), 6 | 9 | 12));
        let code: u32 = six.and_then(|six| six.parse().ok()).ok_or_else(fault)?;
        if (110_000..=829_999).contains(&code) {
            Ok(Self(code))
        } else {
            Err(fault())
        }
    }

    /// How large the region is.
    pub fn level(self) -> Level {
        if self == self.province() {
            Level::Province
        } else if self == self.prefecture() {
            Level::Prefecture
        } else {
            Level::County
        }
    }

    /// The province it lies in.
    pub fn province(self) -> Self {
        Self(self.0.saturating_sub(self.0.rem_euclid(10_000)))
    }

    /// The prefecture it lies in.
    pub fn prefecture(self) -> Self {
        Self(self.0.saturating_sub(self.0.rem_euclid(100)))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl TryFrom<String> for RegionCode {
    type Error = RegionFault;

    fn try_from(text: String) -> Result<Self, RegionFault> {
        Self::parse(&text)
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.to_string()
    }
}

impl Regions {
    /// The regions that come with the program.
    pub fn shipped() -> Result<Self, RegionsFault> {
        Self::default().with(include_str!("../data/regions.csv"))
    }

    /// Adds a list in lines of `CODE,NAME`, with or without a heading; all of it or nothing.
    pub fn with(&self, csv: &str) -> Result<Self, RegionsFault> {
        let mut regions = self.clone();
        let lines = csv.trim_start_matches('\u{feff}').lines().enumerate();
        for (at, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
            let line = at.saturating_add(1);
            let (code, name) = text.split_once(',').ok_or(RegionsFault::Shape { line })?;
            let (code, name) = (code.trim(), name.trim().trim_matches('"'));
            if at == 0 && !code.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            if name.is_empty() {
                return Err(RegionsFault::Shape { line });
            }
            let code =
                RegionCode::parse(code).map_err(|fault| RegionsFault::Code { line, fault })?;
            match regions.0.get(&code) {
                Some(known) if known != name => return Err(RegionsFault::Twice { line, code }),
                Some(_) | None => regions.0.insert(code, name.to_owned()),
            };
        }
        Ok(regions)
    }

    /// The same with another list over it; names in that list replace older ones.
    pub fn renamed_by(&self, csv: &str) -> Result<Self, RegionsFault> {
        let newer = Self::default().with(csv)?;
        let mut regions = self.clone();
        regions.0.extend(newer.0);
        Ok(regions)
    }

    /// How many regions are known.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The full name, from the province down; none if the region is not in the list.
    pub fn name(&self, code: RegionCode) -> Option<String> {
        let own = self.0.get(&code)?;
        let mut parts = Vec::new();
        for above in [code.province(), code.prefecture()] {
            if above != code {
                parts.extend(self.0.get(&above).cloned());
            }
        }
        parts.push(own.clone());
        parts.dedup();
        Some(parts.concat())
    }
}
