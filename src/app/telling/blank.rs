//! What of a message nobody but its recipient may read.

const DIGITS_MIN: usize = 4;

/// The words without what opens somebody's account or dispute: whatever stands behind the `#` of an
/// address and, in messages that bring a code, the code.
pub(super) fn blanked(words: &str, brings_code: bool) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(next) = rest.chars().next() {
        let (run, after) = match next {
            '#' => {
                out.push('#');
                let (token, after) = split(rest.trim_start_matches('#'), in_token);
                (if token.is_empty() { "" } else { "…" }, after)
            }
            digit if brings_code && digit.is_ascii_digit() => {
                let (digits, after) = split(rest, |c| c.is_ascii_digit());
                let is_code = digits.len() >= DIGITS_MIN;
                (
                    if is_code {
                        "••••••"
                    } else {
                        digits
                    },
                    after,
                )
            }
            _ => rest.split_at(next.len_utf8()),
        };
        out.push_str(run);
        rest = after;
    }
    out
}

fn in_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=' | '.' | '~' | '%' | '&' | '/')
}

fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::blanked;

    #[test]
    fn codes_and_tokens_are_blank_and_everything_else_is_as_it_was() {
        let code = "登录验证码：204060，5 分钟内有效。";
        assert_eq!(blanked(code, true), "登录验证码：••••••，5 分钟内有效。");
        let told = "争议 HJ-2026-000071 等您答复：https://odr.example/r?tab=chat#Zm9v-_8。请在 10 月 20 日前答复。";
        let blank = "争议 HJ-2026-000071 等您答复：https://odr.example/r?tab=chat#…。请在 10 月 20 日前答复。";
        assert_eq!(blanked(told, false), blank);
        let plain = "请看 https://odr.example/disputes/0198-12 。";
        assert_eq!(blanked(plain, false), plain);
    }

    proptest! {
        #[test]
        fn no_token_and_no_code_is_left(
            before in "[^#0-9]{0,12}",
            token in "[A-Za-z0-9_-]{43}",
            code in "[0-9]{6}",
            after in "[ 。\n][^#0-9]{0,12}",
        ) {
            let said = format!("{before}{code}{after}https://odr.example/r#{token}{after}");
            let blank = blanked(&said, true);
            prop_assert!(!blank.contains(&code) && !blank.contains(&token), "{}", blank);
        }
    }
}
