//! What a file is called when a browser saves it (RFC 6266).

/// To be saved: a name of plain letters for the old, the real one for everybody else.
pub(super) fn attachment(name: &str, ascii: &str) -> String {
    named("attachment", name, ascii)
}

/// To be shown, if the browser can.
pub(super) fn inline(name: &str, ascii: &str) -> String {
    named("inline", name, ascii)
}

fn named(how: &str, name: &str, ascii: &str) -> String {
    let real = percent_encoded(name);
    format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''{real}")
}

/// RFC 8187: everything but letters, digits and a few signs.
fn percent_encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&data_encoding::HEXUPPER.encode(&[byte]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_header_is_nothing_but_a_name() {
        assert_eq!(percent_encoded("开箱.mp4"), "%E5%BC%80%E7%AE%B1.mp4");
        assert_eq!(percent_encoded("a\"; b\r\n"), "a%22%3B%20b%0D%0A");
    }
}
