//! The languages of the product.

use crate::closed_list;

closed_list! {
    /// A language that the product speaks.
    Locale {
        /// 简体中文
        ZhCn = "zh-CN",
        /// English
        En = "en",
    }
}

impl Locale {
    /// Ours for a language tag such as `en-GB` or `zh-Hant`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split('-').next().unwrap_or(tag);
        if language.eq_ignore_ascii_case("zh") {
            Some(Self::ZhCn)
        } else if language.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }
}
