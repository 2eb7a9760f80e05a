//! What people type, parsed once at the door.

use std::fmt;

/// Why a message's text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyRefused {
    /// Nothing but white space, and no file with it.
    #[error("a message is empty")]
    Missing,
    /// More than [`Body::CHARS_MAX`] characters.
    #[error("a message is too long")]
    TooLong,
}

/// A message's text: trimmed, without control characters but line breaks and tabs, at most
/// [`Body::CHARS_MAX`] characters. It may be empty only where files come with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// About five pages; a longer text belongs in a file.
    pub const CHARS_MAX: usize = 4_000;

    /// The one way in; `files` is how many come with it.
    pub fn parse(raw: &str, files: usize) -> Result<Self, BodyRefused> {
        let kept: String = raw
            .chars()
            .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
            .collect();
        let text = kept.trim();
        match text.chars().count() {
            0 if files == 0 => Err(BodyRefused::Missing),
            n if n > Self::CHARS_MAX => Err(BodyRefused::TooLong),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Never prints the text: messages do not belong in logs of the service.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

/// Why a client id is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a client id is 8 to 64 letters, digits, hyphens or underscores")]
pub struct ClientIdRefused;

/// The browser's own name for a message, by which a repeated sending is known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientId(String);

impl ClientId {
    /// The one way in.
    pub fn parse(raw: &str) -> Result<Self, ClientIdRefused> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if (8..=64).contains(&raw.len()) && raw.chars().all(plain) {
            Ok(Self(raw.to_owned()))
        } else {
            Err(ClientIdRefused)
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_trimmed_and_bounded() {
        assert_eq!(
            Body::parse(" 您好\u{7}\n可以退吗 \n", 0).unwrap().as_str(),
            "您好\n可以退吗"
        );
        assert_eq!(Body::parse("\u{0} \t\n", 0), Err(BodyRefused::Missing));
        assert_eq!(Body::parse(" ", 1).unwrap().as_str(), "");
        let limit = "好".repeat(Body::CHARS_MAX);
        assert!(Body::parse(&limit, 0).is_ok());
        assert_eq!(
            Body::parse(&format!("{limit}好"), 0),
            Err(BodyRefused::TooLong)
        );
    }

    #[test]
    fn a_client_id_is_plain_and_neither_short_nor_long() {
        assert!(ClientId::parse("0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f").is_ok());
        for bad in [
            "",
            "short",
            "has space",
            "行行行行行行行行",
            &"a".repeat(65),
        ] {
            assert_eq!(ClientId::parse(bad), Err(ClientIdRefused), "{bad}");
        }
    }
}
