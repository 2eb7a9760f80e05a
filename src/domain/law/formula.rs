//! Amounts that carry their calculation: what is printed is what was counted.

use std::fmt;

use crate::money::{Fen, NotAnAmount};

/// A calculation in integer fen. [`fmt::Display`] prints it as people check it, and
/// [`Formula::value`] counts exactly that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    Amount(Fen),
    Times(u32, Box<Formula>),
    Sum(Vec<Formula>),
    /// Never below zero.
    Less(Box<Formula>, Box<Formula>),
    Max(Box<Formula>, Box<Formula>),
    Min(Box<Formula>, Box<Formula>),
    /// `part` of `whole` equal parts, rounded to the nearest fen; half a fen rounds up.
    Share {
        of: Box<Formula>,
        part: u64,
        whole: u64,
    },
}

impl Formula {
    /// `factor` times an amount.
    pub fn times(factor: u32, of: impl Into<Self>) -> Self {
        Self::Times(factor, Box::new(of.into()))
    }

    /// The larger of two.
    pub fn max(a: impl Into<Self>, b: impl Into<Self>) -> Self {
        Self::Max(Box::new(a.into()), Box::new(b.into()))
    }

    /// The smaller of two.
    pub fn min(a: impl Into<Self>, b: impl Into<Self>) -> Self {
        Self::Min(Box::new(a.into()), Box::new(b.into()))
    }

    /// The first less the second, never below zero.
    pub fn less(from: impl Into<Self>, taken: impl Into<Self>) -> Self {
        Self::Less(Box::new(from.into()), Box::new(taken.into()))
    }

    /// `part` of `whole` equal parts, to the nearest fen.
    pub fn share(of: impl Into<Self>, part: u64, whole: u64) -> Self {
        Self::Share {
            of: Box::new(of.into()),
            part,
            whole,
        }
    }

    /// All together; one alone is itself.
    pub fn sum(parts: Vec<Self>) -> Self {
        match <[Self; 1]>::try_from(parts) {
            Ok([one]) => one,
            Err(parts) => Self::Sum(parts),
        }
    }

    /// The result.
    pub fn value(&self) -> Result<Fen, NotAnAmount> {
        match self {
            Self::Amount(fen) => Ok(*fen),
            Self::Times(factor, of) => of.value()?.times(*factor),
            Self::Sum(parts) => parts
                .iter()
                .try_fold(Fen::ZERO, |sum, part| sum.plus(part.value()?)),
            Self::Less(from, taken) => Ok(from.value()?.less(taken.value()?)),
            Self::Max(a, b) => Ok(a.value()?.max(b.value()?)),
            Self::Min(a, b) => Ok(a.value()?.min(b.value()?)),
            Self::Share { of, part, whole } => share(of.value()?, *part, *whole),
        }
    }
}

impl From<Fen> for Formula {
    fn from(fen: Fen) -> Self {
        Self::Amount(fen)
    }
}

/// Wide numbers, so that no product overflows before it is divided.
fn share(of: Fen, part: u64, whole: u64) -> Result<Fen, NotAnAmount> {
    let of = i128::from(of.get());
    let product = of
        .checked_mul(i128::from(part))
        .ok_or(NotAnAmount::TooLarge)?;
    let twice = i128::from(whole).saturating_mul(2);
    let quotient = product
        .checked_mul(2)
        .and_then(|doubled| doubled.checked_add(i128::from(whole)))
        .and_then(|nearest| nearest.checked_div(twice))
        .ok_or(NotAnAmount::TooLarge)?;
    Fen::new(i64::try_from(quotient).map_err(|_wide| NotAnAmount::TooLarge)?)
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(fen) => write!(f, "{fen}"),
            Self::Times(factor, of) => write!(f, "{factor} × {}", Inner(of)),
            Self::Sum(parts) if parts.is_empty() => write!(f, "{}", Fen::ZERO),
            Self::Sum(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let plus = if at == 0 { "" } else { " + " };
                    write!(f, "{plus}{}", Inner(part))?;
                }
                Ok(())
            }
            Self::Less(from, taken) => write!(f, "{} − {}", Inner(from), Inner(taken)),
            Self::Max(a, b) => write!(f, "max({a}, {b})"),
            Self::Min(a, b) => write!(f, "min({a}, {b})"),
            Self::Share { of, part, whole } => write!(f, "{} × {part} ÷ {whole}", Inner(of)),
        }
    }
}

/// A part of a calculation, in brackets where it is one itself.
struct Inner<'a>(&'a Formula);

impl fmt::Display for Inner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Formula::Amount(_) | Formula::Max(..) | Formula::Min(..) => write!(f, "{}", self.0),
            Formula::Times(..) | Formula::Sum(_) | Formula::Less(..) | Formula::Share { .. } => {
                write!(f, "({})", self.0)
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::Formula;
    use crate::money::Fen;

    /// Counts a printed calculation again, knowing nothing of how it was made.
    pub(crate) fn read(text: &str) -> i128 {
        // A comma before a space separates two operands; any other only groups digits.
        let plain = text.replace(", ", ";").replace([' ', ','], "");
        let mut reader = Reader {
            text: plain.chars().collect(),
            at: 0,
        };
        let value = reader.expression();
        assert_eq!(reader.at, reader.text.len(), "not read to the end: {text}");
        value
    }

    struct Reader {
        text: Vec<char>,
        at: usize,
    }

    #[expect(
        clippy::arithmetic_side_effects,
        reason = "a test that overflows fails, as it should"
    )]
    impl Reader {
        fn eat(&mut self, c: char) -> bool {
            let there = self.text.get(self.at) == Some(&c);
            self.at += usize::from(there);
            there
        }

        fn word(&mut self, word: &str) -> bool {
            let there = self.text[self.at..].starts_with(&word.chars().collect::<Vec<_>>());
            if there {
                self.at += word.chars().count();
            }
            there
        }

        fn expression(&mut self) -> i128 {
            let mut value = self.product();
            loop {
                if self.eat('+') {
                    value += self.product();
                } else if self.eat('−') {
                    value = (value - self.product()).max(0);
                } else {
                    return value;
                }
            }
        }

        fn product(&mut self) -> i128 {
            let (mut value, mut money) = self.atom();
            loop {
                if self.eat('×') {
                    let (factor, also) = self.atom();
                    assert!(!(money && also), "money times money");
                    money |= also;
                    value *= factor;
                } else if self.eat('÷') {
                    let whole = self.atom().0;
                    value = (2 * value + whole) / (2 * whole);
                } else {
                    return value;
                }
            }
        }

        /// A number, and whether it is one of money.
        fn atom(&mut self) -> (i128, bool) {
            for larger in [true, false] {
                if self.word(if larger { "max(" } else { "min(" }) {
                    let a = self.expression();
                    assert!(self.eat(';'));
                    let b = self.expression();
                    assert!(self.eat(')'));
                    return (if larger { a.max(b) } else { a.min(b) }, true);
                }
            }
            if self.eat('(') {
                let value = self.expression();
                assert!(self.eat(')'));
                return (value, true);
            }
            self.number()
        }

        fn number(&mut self) -> (i128, bool) {
            let start = self.at;
            while self
                .text
                .get(self.at)
                .is_some_and(|c| c.is_ascii_digit() || *c == '.')
            {
                self.at += 1;
            }
            let text: String = self.text[start..self.at].iter().collect();
            match text.split_once('.') {
                Some((yuan, fen)) => {
                    assert_eq!(fen.len(), 2, "{text}");
                    (
                        yuan.parse::<i128>().unwrap() * 100 + fen.parse::<i128>().unwrap(),
                        true,
                    )
                }
                None => (text.parse().unwrap(), false),
            }
        }
    }

    fn any_formula() -> impl Strategy<Value = Formula> {
        let leaf = (0_i64..100_000_000).prop_map(|fen| Formula::from(Fen::new(fen).unwrap()));
        leaf.prop_recursive(3, 16, 3, |inner| {
            let pair = (inner.clone(), inner.clone());
            prop_oneof![
                (1_u32..20, inner.clone()).prop_map(|(n, of)| Formula::times(n, of)),
                proptest::collection::vec(inner.clone(), 1..4).prop_map(Formula::sum),
                pair.clone().prop_map(|(a, b)| Formula::less(a, b)),
                pair.clone().prop_map(|(a, b)| Formula::max(a, b)),
                pair.prop_map(|(a, b)| Formula::min(a, b)),
                (inner, 0_u64..400, 1_u64..400)
                    .prop_map(|(of, part, whole)| Formula::share(of, part, whole)),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_what_was_counted(formula in any_formula()) {
            if let Ok(value) = formula.value() {
                prop_assert_eq!(read(&formula.to_string()), i128::from(value.get()), "{}", formula);
            }
        }
    }

    #[test]
    fn a_calculation_reads_as_people_write_it() {
        let fen = |n| Fen::new(n).unwrap();
        let tenfold = Formula::max(Formula::times(10, fen(8_600)), fen(100_000));
        assert_eq!(tenfold.to_string(), "max(10 × 86.00, 1,000.00)");
        assert_eq!(tenfold.value(), Ok(fen(100_000)));
        let rest = Formula::less(fen(100_000), Formula::share(fen(100_000), 1, 3));
        assert_eq!(rest.to_string(), "1,000.00 − (1,000.00 × 1 ÷ 3)");
        assert_eq!(rest.value(), Ok(fen(66_667)));
        assert!(Formula::share(fen(1), 1, 0).value().is_err());
        for (part, nearest) in [(1, 14), (2, 29), (3, 43), (7, 100)] {
            assert_eq!(Formula::share(fen(100), part, 7).value(), Ok(fen(nearest)));
        }
        assert_eq!(Formula::share(fen(1), 1, 2).value(), Ok(fen(1)));
    }
}
