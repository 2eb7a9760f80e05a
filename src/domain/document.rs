//! Documents that the service issues, and the code by which anybody can check one.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::closed_list;
use crate::ids::{AgreementId, MediationId};

closed_list! {
    /// What a document is.
    DocumentKind {
        /// 和解协议、调解协议
        Agreement = "agreement",
        /// 调解记录
        Record = "record",
        /// 司法确认申请书
        Application = "application",
    }
}

closed_list! {
    /// How far an agreement had come when its document was made.
    DocumentStage {
        /// 待签署
        Unsigned = "unsigned",
        /// 已签署
        Signed = "signed",
        /// 已签署并盖章
        Sealed = "sealed",
        /// 已出具: the one state of every other document.
        Issued = "issued",
    }
}

/// What a dispute has one document of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    pub kind: DocumentKind,
    pub stage: DocumentStage,
    /// About which agreement; a record is about the mediation as a whole.
    pub agreement: Option<AgreementId>,
    /// About which mediation a record is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mediation: Option<MediationId>,
}

/// Twenty characters with which anybody can ask whether a document is genuine.
///
/// Nineteen are random, 94 bits of it, and the last one checks the others: they are weighted by
/// powers of three modulo 31. Three is a primitive root of 31, so no two places share a weight, and
/// none has the weight of the last place, -1, which is 3^15: any one wrong character and any two
/// that were swapped are noticed before anybody is asked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CheckCode(String);

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    #[error("a code has twenty letters and digits")]
    Shape,
    #[error("a character was misread: the last one does not fit the others")]
    Check,
}

/// Letters and digits that nobody takes for one another: neither 0 nor O, neither 1, I nor L.
const ALPHABET: [u8; 31] = *b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH: usize = 20;

impl CheckCode {
    /// Made of random bits, of which it takes the lower 94.
    pub fn of(random: u128) -> Self {
        let mut left = random;
        let mut places: Vec<usize> = Vec::with_capacity(LENGTH);
        for _ in 1..LENGTH {
            let place = left.checked_rem(31).unwrap_or_default();
            places.push(usize::try_from(place).unwrap_or_default());
            left = left.checked_div(31).unwrap_or_default();
        }
        places.push(check(&places));
        let code = places.iter().filter_map(|place| ALPHABET.get(*place));
        Self(code.map(|byte| char::from(*byte)).collect())
    }

    /// Reads what people type: any case, full-width forms, with or without dashes and spaces.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let plain: String = text.chars().filter_map(crate::number::narrow).collect();
        let place = |c: char| ALPHABET.iter().position(|byte| char::from(*byte) == c);
        let places: Option<Vec<usize>> = plain.chars().map(place).collect();
        let places = places
            .filter(|places| places.len() == LENGTH)
            .ok_or(CodeFault::Shape)?;
        match places.split_last() {
            Some((last, others)) if check(others) == *last => Ok(Self(plain)),
            _ => Err(CodeFault::Check),
        }
    }

    /// The characters alone, as they stand in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn check(places: &[usize]) -> usize {
    // 3^16, so that the powers up to 3^34 leave 3^15 out.
    let mut weight = 28_usize;
    let mut sum = 0_usize;
    for place in places {
        sum = sum.saturating_add(place.saturating_mul(weight));
        weight = weight.saturating_mul(3).rem_euclid(31);
    }
    sum.rem_euclid(31)
}

/// In fours: `7KQ2-M9XD-3TFA-W8RP-C6HN`.
impl fmt::Display for CheckCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at.checked_rem(4) == Some(0) {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for CheckCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CheckCode({self})")
    }
}

impl TryFrom<String> for CheckCode {
    type Error = CodeFault;

    fn try_from(text: String) -> Result<Self, CodeFault> {
        Self::parse(&text)
    }
}

impl From<CheckCode> for String {
    fn from(code: CheckCode) -> Self {
        code.0
    }
}

crate::schema::string!(CheckCode, "check-code");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_read_as_it_was_printed(random: u128) {
            let code = CheckCode::of(random);
            prop_assert_eq!(CheckCode::parse(&code.to_string()), Ok(code.clone()));
            let typed = code.to_string().to_lowercase().replace('-', " ");
            prop_assert_eq!(CheckCode::parse(&typed), Ok(code));
        }

        #[test]
        fn one_wrong_character_is_noticed(random: u128, at in 0..LENGTH, other in 0..30_usize) {
            let code = CheckCode::of(random);
            let mut bytes = code.as_str().as_bytes().to_vec();
            let others: Vec<u8> = ALPHABET.iter().copied().filter(|b| *b != bytes[at]).collect();
            bytes[at] = others[other];
            let misread = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(CheckCode::parse(&misread), Err(CodeFault::Check));
        }

        #[test]
        fn two_swapped_characters_are_noticed(random: u128, a in 0..LENGTH, b in 0..LENGTH) {
            let mut bytes = CheckCode::of(random).as_str().as_bytes().to_vec();
            prop_assume!(bytes[a] != bytes[b]);
            bytes.swap(a, b);
            let swapped = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(CheckCode::parse(&swapped), Err(CodeFault::Check));
        }
    }

    #[test]
    fn nobody_guesses_a_code() {
        assert_ne!(CheckCode::of(1), CheckCode::of(2));
        assert_eq!(CheckCode::parse(""), Err(CodeFault::Shape));
        assert_eq!(CheckCode::parse("0O1I"), Err(CodeFault::Shape));
        let full_width: String = CheckCode::of(9)
            .as_str()
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
            .collect();
        assert_eq!(CheckCode::parse(&full_width), Ok(CheckCode::of(9)));
    }
}
