//! Sentences in both languages of the product, side by side, so that neither is forgotten.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The same thing said in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

/// A sentence with places in braces, `{amount}`, that [`Template::fill`] fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    zh: &'static str,
    en: &'static str,
}

/// What goes into a place: the same in both languages, or one for each.
#[derive(Debug, Clone)]
pub enum Filling {
    Same(String),
    Each(Bilingual),
}

impl Template {
    /// A catalogue's entry.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The sentence as it stands.
    pub fn text(self) -> Bilingual {
        Bilingual {
            zh: self.zh.to_owned(),
            en: self.en.to_owned(),
        }
    }

    /// The sentence with its places filled.
    pub fn fill(self, fillings: &[(&str, Filling)]) -> Bilingual {
        let mut text = self.text();
        for (place, filling) in fillings {
            let place = format!("{{{place}}}");
            let (zh, en) = match filling {
                Filling::Same(both) => (both, both),
                Filling::Each(each) => (&each.zh, &each.en),
            };
            text.zh = text.zh.replace(&place, zh);
            text.en = text.en.replace(&place, en);
        }
        text
    }
}

impl<T: std::fmt::Display> From<T> for Filling {
    fn from(value: T) -> Self {
        Self::Same(value.to_string())
    }
}

impl Bilingual {
    /// For a place of another sentence.
    pub fn filling(self) -> Filling {
        Filling::Each(self)
    }

    /// Several, as one list.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        let (zh, en): (Vec<_>, Vec<_>) = items.into_iter().map(|item| (item.zh, item.en)).unzip();
        Self {
            zh: zh.join("、"),
            en: en.join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bilingual, Template};

    #[test]
    fn places_are_filled_in_both_languages() {
        let template = Template::new("共 {n} 元，{what}", "{n} yuan in all, {what}");
        let what = Template::new("退款", "a refund").text().filling();
        let text = template.fill(&[("n", 3.into()), ("what", what)]);
        let expected = Bilingual {
            zh: "共 3 元，退款".into(),
            en: "3 yuan in all, a refund".into(),
        };
        assert_eq!(text, expected);
    }
}
