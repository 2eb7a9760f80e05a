//! What a person is called.

/// A name: 1 to [`PersonName::CHARS_MAX`] characters in one line. Not split into parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameRefused {
    /// Nothing but blanks.
    #[error("a name is missing")]
    Missing,
    /// More than [`PersonName::CHARS_MAX`] characters.
    #[error("a name is too long")]
    TooLong,
}

impl PersonName {
    /// Long enough for names of minorities and foreigners with all their parts.
    pub const CHARS_MAX: usize = 60;

    /// The one way in; blanks in a row become one.
    pub fn parse(raw: &str) -> Result<Self, NameRefused> {
        let shown: String = raw
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let words: Vec<&str> = shown.split_whitespace().collect();
        let name = words.join(" ");
        match name.chars().count() {
            0 => Err(NameRefused::Missing),
            n if n > Self::CHARS_MAX => Err(NameRefused::TooLong),
            _ => Ok(Self(name)),
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
    fn names_are_taken_as_people_have_them() {
        for name in ["王芳", "阿卜杜热合曼·艾海提", "㛃", "Mary Ann O'Neil"] {
            assert_eq!(PersonName::parse(name).unwrap().as_str(), name);
        }
        assert_eq!(PersonName::parse(" 王\n芳 ").unwrap().as_str(), "王 芳");
        assert_eq!(PersonName::parse(" \u{3000}"), Err(NameRefused::Missing));
        assert_eq!(
            PersonName::parse(&"长".repeat(61)),
            Err(NameRefused::TooLong)
        );
    }
}
