//! The unified social credit code of organisations (统一社会信用代码, GB 32100-2015).

use std::fmt;

/// Eighteen characters, the last of which proves the others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CreditCode(String);

/// Why a text is no credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACreditCode {
    /// Another length, or a character that such codes do not use.
    #[error("a credit code has 18 digits and letters without I, O, S, V and Z")]
    Shape,
    /// The check character does not fit: most likely a slip of the pen.
    #[error("the check character does not fit")]
    Check,
}

/// The characters in the order of their values.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Powers of 3 modulo 31, one for each of the first seventeen places.
const WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

impl CreditCode {
    /// Takes a code in either case, with blanks around or within.
    pub fn parse(raw: &str) -> Result<Self, NotACreditCode> {
        let text: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.to_ascii_uppercase();
        let values: Option<Vec<usize>> = text.bytes().map(value).collect();
        match values.as_deref() {
            Some([body @ .., check]) if body.len() == WEIGHTS.len() => {
                if *check == check_value(body) {
                    Ok(Self(text))
                } else {
                    Err(NotACreditCode::Check)
                }
            }
            Some(_) | None => Err(NotACreditCode::Shape),
        }
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn value(byte: u8) -> Option<usize> {
    ALPHABET.iter().position(|known| *known == byte)
}

/// 31 minus the weighted sum modulo 31, where 31 counts as 0.
fn check_value(body: &[usize]) -> usize {
    let weighted = body
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value.saturating_mul(weight));
    let rest = weighted.sum::<usize>().checked_rem(31).unwrap_or_default();
    31_usize
        .saturating_sub(rest)
        .checked_rem(31)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published codes of well-known organisations.
    #[test]
    fn real_codes_pass() {
        for code in [
            "91440300708461136T",
            "9144030071526726XG",
            "91330100799655058B",
        ] {
            assert_eq!(CreditCode::parse(code).unwrap().as_str(), code);
        }
        assert!(CreditCode::parse(" 91440300 70846113 6t ").is_ok());
    }

    #[test]
    fn a_slip_of_the_pen_is_noticed() {
        assert_eq!(
            CreditCode::parse("91440300708461163T"),
            Err(NotACreditCode::Check)
        );
        assert_eq!(
            CreditCode::parse("91440300708461136"),
            Err(NotACreditCode::Shape)
        );
        assert_eq!(
            CreditCode::parse("9144030070846113IT"),
            Err(NotACreditCode::Shape)
        );
        assert_eq!(CreditCode::parse(""), Err(NotACreditCode::Shape));
    }

    #[test]
    fn every_single_wrong_character_is_noticed() {
        let code = b"91440300708461136T";
        for place in 0..code.len() {
            for other in ALPHABET.iter().filter(|c| **c != code[place]) {
                let mut wrong = code.to_vec();
                wrong[place] = *other;
                let wrong = String::from_utf8(wrong).unwrap();
                assert_eq!(
                    CreditCode::parse(&wrong),
                    Err(NotACreditCode::Check),
                    "{wrong}"
                );
            }
        }
    }
}
