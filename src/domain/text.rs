//! What people write, and how a log can refer to it without holding it.
//!
//! A log keeps the id and a salted digest of each text. The text itself lies beside the log and can
//! be erased; the chain of hashes stays whole, and the salt, which is erased with the text, keeps a
//! short text from being guessed from its digest.

use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::TextId;

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256Hash([u8; 32]);

impl Sha256Hash {
    /// The start of every chain.
    pub const ZERO: Self = Self([0; 32]);

    /// Takes 32 bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The digest of `parts`, each with its length in front so that no two lists look alike, under
    /// a `domain` that no other use shares.
    pub fn of(domain: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in std::iter::once(domain.as_bytes()).chain(parts.iter().copied()) {
            hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// Reads 64 hexadecimal digits of either case.
    pub fn parse(hex: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(hex.to_ascii_lowercase().as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Sha256Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Sha256Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Sha256Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256Hash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = String::deserialize(deserializer)?;
        Self::parse(&hex).ok_or_else(|| serde::de::Error::custom("64 hexadecimal digits expected"))
    }
}

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextRefused {
    /// Nothing but white space.
    #[error("a text is missing")]
    Missing,
    /// Fewer characters than needed to be understood.
    #[error("a text is too short")]
    TooShort,
    /// More than [`Statement::CHARS_MAX`] characters.
    #[error("a text is too long")]
    TooLong,
}

/// What a person stated: trimmed, free of control characters but line breaks, 1 to
/// [`Statement::CHARS_MAX`] characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Statement(String);

impl Statement {
    /// About six pages.
    pub const CHARS_MAX: usize = 5_000;

    /// The one way in.
    pub fn parse(raw: &str) -> Result<Self, TextRefused> {
        Self::at_least(raw, 1)
    }

    /// The same, for a text that must say something in `chars_min` characters.
    pub fn at_least(raw: &str, chars_min: usize) -> Result<Self, TextRefused> {
        let text: String = raw
            .chars()
            .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
            .collect();
        let text = text.trim();
        match text.chars().count() {
            0 => Err(TextRefused::Missing),
            n if n < chars_min => Err(TextRefused::TooShort),
            n if n > Self::CHARS_MAX => Err(TextRefused::TooLong),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// For a text that was refused, while its faults are being collected; never kept.
    pub fn placeholder() -> Self {
        Self("-".to_owned())
    }

    /// For structured text that the service itself wrote.
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Never prints the text: statements do not belong in logs of the service.
impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Statement({} bytes)", self.0.len())
    }
}

/// A text on its way into a dispute: the words, and the salt that guards their digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Under which it is kept.
    pub id: TextId,
    /// Random, erased together with the words.
    pub salt: [u8; 16],
    /// The words.
    pub words: Statement,
}

impl Text {
    /// What the log holds of it.
    pub fn reference(&self) -> TextRef {
        TextRef {
            id: self.id,
            sha256: digest(&self.salt, self.words.as_str()),
        }
    }
}

/// A log's reference to a text: enough to find it and to prove it, not to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRef {
    /// Where the text is kept.
    pub id: TextId,
    /// Its salted digest.
    pub sha256: Sha256Hash,
}

impl TextRef {
    /// Whether `words` under `salt` are what the log refers to.
    pub fn proves(&self, salt: &[u8], words: &str) -> bool {
        digest(salt, words) == self.sha256
    }
}

fn digest(salt: &[u8], words: &str) -> Sha256Hash {
    Sha256Hash::of("hejie-text-v1", &[salt, words.as_bytes()])
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::Id;

    #[test]
    fn a_statement_is_trimmed_and_bounded() {
        assert_eq!(
            Statement::parse("  冰箱\u{0} 凹陷 \n").unwrap().as_str(),
            "冰箱 凹陷"
        );
        assert_eq!(Statement::parse(" \n "), Err(TextRefused::Missing));
        assert_eq!(Statement::at_least("短", 10), Err(TextRefused::TooShort));
        assert_eq!(
            Statement::parse(&"长".repeat(5_001)),
            Err(TextRefused::TooLong)
        );
    }

    #[test]
    fn a_reference_proves_its_text_and_no_other() {
        let words = Statement::parse("同意").unwrap();
        let text = Text {
            id: TextId::from_uuid(Uuid::nil()),
            salt: [7; 16],
            words,
        };
        let reference = text.reference();
        assert!(reference.proves(&[7; 16], "同意"));
        assert!(
            !reference.proves(&[8; 16], "同意"),
            "without the salt nothing can be guessed"
        );
        assert!(!reference.proves(&[7; 16], "不同意"));
    }

    #[test]
    fn lists_that_only_look_alike_have_different_digests() {
        assert_ne!(
            Sha256Hash::of("d", &[b"ab", b"c"]),
            Sha256Hash::of("d", &[b"a", b"bc"])
        );
    }
}
