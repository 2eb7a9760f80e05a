//! The number people read out on the telephone: `HJ-2026-000123-X`.
//!
//! The last letter is a check. Digits are weighted by powers of two modulo 19; two is a primitive
//! root of 19, so no two of up to eighteen places share a weight, and any one wrong digit or any two
//! digits swapped, neighbours or not, gives another letter.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Nineteen letters, none of which looks like a digit (B, G, I, O, Q, S, Z) in print or by hand.
const LETTERS: [char; 19] = [
    'A', 'C', 'D', 'E', 'F', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'T', 'U', 'V', 'W', 'X', 'Y',
];
const YEARS: std::ops::RangeInclusive<i16> = 2000..=9999;

/// The number of a dispute: the year it was filed in and its place in that year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber {
    year: i16,
    serial: u32,
}

/// Why a text is no case number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    #[error("a case number looks like HJ-2026-000123-{}", check(2026, 123))]
    Shape,
    #[error("the last letter does not fit the digits; one of them was misread")]
    Check,
}

impl CaseNumber {
    /// The `serial`-th dispute of a year, counted from one.
    pub fn new(year: i16, serial: u32) -> Result<Self, NumberFault> {
        if YEARS.contains(&year) && (1..=999_999_999).contains(&serial) {
            Ok(Self { year, serial })
        } else {
            Err(NumberFault::Shape)
        }
    }

    /// Reads what people type: any case, full-width forms, with or without dashes and spaces.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let plain: String = text.chars().filter_map(narrow).collect();
        let body = plain.strip_prefix("HJ").ok_or(NumberFault::Shape)?;
        let (digits, letter) = body
            .split_at_checked(body.len().saturating_sub(1))
            .ok_or(NumberFault::Shape)?;
        let letter = letter
            .chars()
            .next()
            .filter(char::is_ascii_uppercase)
            .ok_or(NumberFault::Shape)?;
        let (year, serial) = digits.split_at_checked(4).ok_or(NumberFault::Shape)?;
        let written = (6..=9).contains(&serial.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !written || (serial.len() > 6 && serial.starts_with('0')) {
            return Err(NumberFault::Shape);
        }
        let (Ok(year), Ok(serial)) = (year.parse(), serial.parse()) else {
            return Err(NumberFault::Shape);
        };
        let number = Self::new(year, serial)?;
        if check(number.year, number.serial) == letter {
            Ok(number)
        } else {
            Err(NumberFault::Check)
        }
    }

    /// The year in which the dispute was filed.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Its place in that year.
    pub fn serial(self) -> u32 {
        self.serial
    }
}

/// The check letter of a number.
fn check(year: i16, serial: u32) -> char {
    let digits = format!("{year:04}{serial:06}");
    let mut weight = 2_usize;
    let mut sum = 0_usize;
    // From the right, so that a longer serial does not change the weights of the others.
    for digit in digits.bytes().rev() {
        let value = usize::from(digit.wrapping_sub(b'0'));
        sum = sum.saturating_add(value.saturating_mul(weight));
        weight = weight.saturating_mul(2).rem_euclid(LETTERS.len());
    }
    LETTERS
        .get(sum.rem_euclid(LETTERS.len()))
        .copied()
        .unwrap_or('A')
}

/// The plain form of a letter or digit, nothing for what only separates.
pub(crate) fn narrow(c: char) -> Option<char> {
    let plain = match c {
        '！'..='～' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        _ => c,
    };
    let separates = plain.is_whitespace()
        || matches!(
            plain,
            '-' | '‐' | '‑' | '–' | '—' | '−' | '_' | '.' | '/' | '·' | '\u{200b}' | '\u{feff}'
        );
    (!separates).then(|| plain.to_ascii_uppercase())
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "HJ-{:04}-{:06}-{}",
            self.year,
            self.serial,
            check(self.year, self.serial)
        )
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = NumberFault;

    fn try_from(text: String) -> Result<Self, NumberFault> {
        Self::parse(&text)
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CaseNumber, NumberFault};

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        let number = CaseNumber::new(2026, 123).unwrap();
        let text = number.to_string();
        assert_eq!(text.len(), "HJ-2026-000123-X".len());
        let letter = text.chars().last().unwrap();
        let wide = char::from_u32(u32::from(letter).checked_add(0xFEE0).unwrap()).unwrap();
        for typed in [
            text.clone(),
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', " "),
            text.replace('-', "—"),
            format!(" ＨＪ－２０２６－０００１２３－{wide}\n"),
        ] {
            assert_eq!(CaseNumber::parse(&typed), Ok(number), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for nonsense in [
            "",
            "HJ",
            "HJ-2026-123-A",
            "XX-2026-000123-A",
            "HJ-2026-000123",
            "HJ-2026-000123-5",
            "HJ-1999-000123-A",
            "HJ-2026-000000-A",
            "HJ-2026-0000123-A",
            "HJ-2026-00012three-A",
            "好的",
        ] {
            assert_eq!(
                CaseNumber::parse(nonsense),
                Err(NumberFault::Shape),
                "{nonsense}"
            );
        }
    }

    fn any_number() -> impl Strategy<Value = CaseNumber> {
        (2000_i16..=9999, 1_u32..=999_999_999)
            .prop_map(|(year, serial)| CaseNumber::new(year, serial).unwrap())
    }

    /// The number with two of its bytes changed, as far as they are digits.
    fn changed(number: CaseNumber, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut bytes = number.to_string().replace('-', "").into_bytes();
        change(&mut bytes);
        bytes
    }

    proptest! {
        #[test]
        fn what_was_written_reads_back(number in any_number()) {
            prop_assert_eq!(CaseNumber::parse(&number.to_string()), Ok(number));
        }

        #[test]
        fn one_wrong_digit_is_noticed(number in any_number(), place in 2_usize..15, digit in b'0'..=b'9') {
            let wrong = changed(number, |bytes| {
                let last = bytes.len().checked_sub(1).unwrap();
                bytes[place.min(last.checked_sub(1).unwrap())] = digit;
            });
            let text = String::from_utf8(wrong).unwrap();
            prop_assume!(text != number.to_string().replace('-', ""));
            prop_assert!(CaseNumber::parse(&text).is_err());
        }

        #[test]
        fn two_swapped_digits_are_noticed(number in any_number(), a in 2_usize..14, b in 2_usize..14) {
            let swapped = changed(number, |bytes| {
                let last = bytes.len().checked_sub(2).unwrap();
                bytes.swap(a.min(last), b.min(last));
            });
            let text = String::from_utf8(swapped).unwrap();
            prop_assume!(text != number.to_string().replace('-', ""));
            prop_assert!(CaseNumber::parse(&text).is_err());
        }
    }
}
