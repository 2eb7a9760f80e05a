//! Which language a caller reads.

use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};

pub use hejie_domain::people::Locale;

/// The first of our languages in `Accept-Language`, by its weights; Chinese when there is none.
pub fn asked(headers: &HeaderMap) -> Locale {
    let wanted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let mut ranges: Vec<(u16, &str)> = wanted
        .unwrap_or_default()
        .split(',')
        .map(weighted)
        .collect();
    ranges.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    ranges
        .into_iter()
        .filter(|(weight, _)| *weight > 0)
        .find_map(|(_, tag)| Locale::of_tag(tag))
        .unwrap_or(Locale::ZhCn)
}

/// A language tag with its weight in thousandths.
fn weighted(range: &str) -> (u16, &str) {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
    let weight = parameters
        .trim()
        .strip_prefix("q=")
        .map_or(1000, thousandths);
    (weight, tag.trim())
}

fn thousandths(q: &str) -> u16 {
    let (whole, part) = q.split_once('.').unwrap_or((q, ""));
    let part: u16 = format!("{part:0<3.3}").parse().unwrap_or_default();
    if whole.trim() == "1" { 1000 } else { part }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn check(header: &'static str, expected: Locale) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(header));
        assert_eq!(asked(&headers), expected, "{header}");
    }

    #[test]
    fn the_heaviest_language_that_we_have_is_taken() {
        check("en", Locale::En);
        check("en-GB,en;q=0.9", Locale::En);
        check("zh-TW,en;q=0.5", Locale::ZhCn);
        check("fr,en;q=0.3,zh;q=0.2", Locale::En);
        check("zh;q=0.1,en;q=0.8", Locale::En);
        check("en;q=0,fr", Locale::ZhCn);
        check(" ", Locale::ZhCn);
        check(";;;q=,*", Locale::ZhCn);
    }
}
