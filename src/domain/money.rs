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

    /// The capital numerals of contracts: `人民币壹仟零捌拾陆元整`.
    pub fn in_words(self) -> String {
        capitals::amount(self.0)
    }

    /// All together.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, NotAnAmount> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

/// Amounts in the characters that nobody can change with one more stroke, as bills and contracts
/// have them (支付结算办法 附一: 正确填写票据和结算凭证的基本规定).
mod capitals {
    const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
    const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
    const GROUPS: [&str; 3] = ["", "万", "亿"];

    pub(super) fn amount(fen: i64) -> String {
        let part = |by: i64, of: i64| {
            let digit = fen.checked_div(by).unwrap_or_default();
            usize::try_from(digit.checked_rem(of).unwrap_or_default()).unwrap_or_default()
        };
        let (yuan, jiao, cents) = (part(100, i64::MAX), part(10, 10), part(1, 10));
        let mut words = "人民币".to_owned();
        if yuan > 0 || (jiao == 0 && cents == 0) {
            words.push_str(&whole(yuan));
            words.push('元');
        }
        if jiao > 0 {
            words.push_str(digit(jiao));
            words.push('角');
        } else if yuan > 0 && cents > 0 {
            words.push_str(digit(0));
        }
        if cents > 0 {
            words.push_str(digit(cents));
            words.push('分');
        } else {
            words.push('整');
        }
        words
    }

    /// Four digits at a time; a gap, however wide, is one zero.
    fn whole(number: usize) -> String {
        if number == 0 {
            return digit(0).to_owned();
        }
        let mut words = String::new();
        let mut gap = false;
        for (group, name) in GROUPS.iter().enumerate().rev() {
            let mut used = false;
            for (place, unit) in PLACES.iter().enumerate().rev() {
                let value = digit_at(number, group.saturating_mul(4).saturating_add(place));
                if value == 0 {
                    gap = !words.is_empty();
                    continue;
                }
                if gap {
                    words.push_str(digit(0));
                    gap = false;
                }
                words.push_str(digit(value));
                words.push_str(unit);
                used = true;
            }
            if used {
                words.push_str(name);
            }
        }
        words
    }

    fn digit_at(number: usize, place: usize) -> usize {
        let by = u32::try_from(place)
            .ok()
            .and_then(|place| 10_usize.checked_pow(place));
        let left = by.and_then(|by| number.checked_div(by)).unwrap_or_default();
        left.checked_rem(10).unwrap_or_default()
    }

    fn digit(value: usize) -> &'static str {
        DIGITS.get(value).copied().unwrap_or_default()
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
    fn an_amount_in_capitals_is_what_contracts_say() {
        let check = |fen, words| assert_eq!(Fen::new(fen).unwrap().in_words(), words, "{fen}");
        check(0, "人民币零元整");
        check(5, "人民币伍分");
        check(50, "人民币伍角整");
        check(100, "人民币壹元整");
        check(105, "人民币壹元零伍分");
        check(108_600, "人民币壹仟零捌拾陆元整");
        check(329_900, "人民币叁仟贰佰玖拾玖元整");
        check(140_950, "人民币壹仟肆佰零玖元伍角整");
        check(600_714, "人民币陆仟零柒元壹角肆分");
        check(10_700_053, "人民币壹拾万零柒仟元伍角叁分");
        check(16_803_200, "人民币壹拾陆万捌仟零叁拾贰元整");
        check(100_000_000, "人民币壹佰万元整");
        check(100_005_000, "人民币壹佰万零伍拾元整");
        check(1_000_000_100, "人民币壹仟万零壹元整");
        check(10_001_000_000, "人民币壹亿零壹万元整");
        check(10_000_000_000, "人民币壹亿元整");
        check(1_000_000_000_000, "人民币壹佰亿元整");
    }

    #[test]
    fn neither_debts_nor_absurd_sums_are_amounts() {
        assert_eq!(Fen::new(-1), Err(NotAnAmount::Negative));
        assert_eq!(Fen::MAX.plus(Fen(1)), Err(NotAnAmount::TooLarge));
        assert_eq!(Fen::MAX.times(2), Err(NotAnAmount::TooLarge));
        assert!(serde_json::from_str::<Fen>("-5").is_err());
        assert!(serde_json::from_str::<Fen>("1.5").is_err());
    }

    /// Reads capitals back, digit by digit.
    fn read(words: &str) -> i64 {
        let (mut total, mut group, mut digit) = (0_i64, 0_i64, 0_i64);
        let mut fen = 0_i64;
        for c in words.trim_start_matches("人民币").chars() {
            match "零壹贰叁肆伍陆柒捌玖".chars().position(|d| d == c) {
                Some(value) => digit = i64::try_from(value).unwrap(),
                None => {
                    match c {
                        '拾' => group += digit * 10,
                        '佰' => group += digit * 100,
                        '仟' => group += digit * 1000,
                        '万' => total += (group + digit) * 10_000,
                        '亿' => total += (group + digit) * 100_000_000,
                        '元' => fen = (total + group + digit) * 100,
                        '角' => fen += digit * 10,
                        '分' => fen += digit,
                        _ => {}
                    }
                    if matches!(c, '万' | '亿' | '元') {
                        group = 0;
                    }
                    digit = 0;
                }
            }
        }
        fen
    }

    proptest! {
        #[test]
        fn capitals_say_the_same_amount(fen in prop_oneof![0..=1_000_000_000_000_i64, 0..=100_000_i64]) {
            let words = Fen::new(fen).unwrap().in_words();
            prop_assert_eq!(read(&words), fen, "{}", words);
            prop_assert!(!words.contains("零零"), "{}", words);
        }

        #[test]
        fn taking_away_what_was_added_gives_the_amount_back(a in 0..500_000_000_000_i64, b in 0..500_000_000_000_i64) {
            let (a, b) = (Fen::new(a).unwrap(), Fen::new(b).unwrap());
            prop_assert_eq!(a.plus(b).unwrap().less(b), a);
        }
    }
}
