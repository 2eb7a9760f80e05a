//! Texts with places that must be filled before they go to anybody.

use crate::house::{TemplateFault, read};

/// Whether a text still has a place in it, so that it must not be sent. Braces that make no place are
/// words like any other.
pub fn is_open(text: &str) -> bool {
    match read(text) {
        Ok(places) => !places.is_empty(),
        Err(TemplateFault::Unknown { .. }) => true,
        Err(TemplateFault::Braces) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn a_place_is_open_whatever_it_is_called() {
        assert!(is_open("{{消费者}}您好"));
        assert!(is_open("请在{{那天}}之前答复"));
        assert!(!is_open("价格 {{ 两个括号"));
        assert!(!is_open("没有空缺"));
    }
}
