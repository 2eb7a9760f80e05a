//! Money in integer fen of the yuan. There is no other currency and no fraction of a fen.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in fen (1/100 yuan), from zero to [`Fen::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Fen(i64);

/// Why a number is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    /// Below zero.
    #[error("an amount cannot be negative")]
    Negative,
    /// Above [`Fen::MAX`], or a sum that would be.
    #[error("an amount cannot exceed {}", Fen::MAX)]
    TooLarge,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// Ten thousand million yuan: more than any consumer dispute, far from overflow in sums.
    pub const MAX: Self = Self(1_000_000_000_000);

    /// Takes a number of fen.
    pub const fn new(fen: i64) -> Result<Self, NotAnAmount> {
        if fen < 0 {
            Err(NotAnAmount::Negative)
        } else if fen > Self::MAX.0 {
            Err(NotAnAmount::TooLarge)
        } else {
            Ok(Self(fen))
        }
    }

    /// The number of fen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Result<Self, NotAnAmount> {
        Self::new(self.0.checked_add(other.0).ok_or(NotAnAmount::TooLarge)?)
    }

    /// What is left when `other` is taken away, never below zero.
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// `factor` times the amount.
    pub fn times(self, factor: u32) -> Result<Self, NotAnAmount> {
        Self::new(
            self.0
                .checked_mul(i64::from(factor))
                .ok_or(NotAnAmount::TooLarge)?,
        )
    }

    /// All together.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, NotAnAmount> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

/// As people write it: `1,086.00`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let yuan = self.0.checked_div(100).unwrap_or_default().to_string();
        for (at, digit) in yuan.chars().enumerate() {
            let left = yuan.len().saturating_sub(at);
            if at > 0 && left.checked_rem(3) == Some(0) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{:02}", self.0.checked_rem(100).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_amount_is_written_with_groups_and_two_places() {
        assert_eq!(Fen::new(108_600).unwrap().to_string(), "1,086.00");
        assert_eq!(Fen::new(5).unwrap().to_string(), "0.05");
        assert_eq!(Fen::MAX.to_string(), "10,000,000,000.00");
    }

    #[test]
    fn neither_debts_nor_absurd_sums_are_amounts() {
        assert_eq!(Fen::new(-1), Err(NotAnAmount::Negative));
        assert_eq!(Fen::MAX.plus(Fen(1)), Err(NotAnAmount::TooLarge));
        assert_eq!(Fen::MAX.times(2), Err(NotAnAmount::TooLarge));
        assert!(serde_json::from_str::<Fen>("-5").is_err());
        assert!(serde_json::from_str::<Fen>("1.5").is_err());
    }

    proptest! {
        #[test]
        fn taking_away_what_was_added_gives_the_amount_back(a in 0..500_000_000_000_i64, b in 0..500_000_000_000_i64) {
            let (a, b) = (Fen::new(a).unwrap(), Fen::new(b).unwrap());
            prop_assert_eq!(a.plus(b).unwrap().less(b), a);
        }
    }
}
