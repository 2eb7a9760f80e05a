//! Parts of a file (RFC 9110 §14), as players ask for them.

/// Which bytes to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of them.
    Whole,
    /// From the first to the last, both included.
    Part {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
    /// None that exist.
    Beyond,
}

/// What a `Range` header asks of a file of `size` bytes. What we do not understand, and more than
/// one range, is answered with the whole, as the standard allows.
pub(super) fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let range = header
        .and_then(|header| header.trim().strip_prefix("bytes="))
        .filter(|ranges| !ranges.contains(','))
        .and_then(|range| range.trim().split_once('-'));
    let Some((first, last)) = range else {
        return Wanted::Whole;
    };
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => part(first, last, size),
        (Ok(first), Err(_)) if last.is_empty() => part(first, u64::MAX, size),
        (Err(_), Ok(0)) if first.is_empty() => Wanted::Beyond,
        (Err(_), Ok(count)) if first.is_empty() => part(size.saturating_sub(count), u64::MAX, size),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => Wanted::Whole,
    }
}

fn part(first: u64, last: u64, size: u64) -> Wanted {
    match size.checked_sub(1) {
        Some(end) if first <= end => Wanted::Part {
            first,
            last: last.min(end),
        },
        Some(_) | None => Wanted::Beyond,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_players_write_them() {
        let check = |header, expected| assert_eq!(wanted(header, 1000), expected, "{header:?}");
        let part = |first, last| Wanted::Part { first, last };
        check(None, Wanted::Whole);
        check(Some("bytes=0-499"), part(0, 499));
        check(Some("bytes=0-"), part(0, 999));
        check(Some("bytes=999-5000"), part(999, 999));
        check(Some("bytes=-200"), part(800, 999));
        check(Some("bytes=-5000"), part(0, 999));
        check(Some("bytes=1000-"), Wanted::Beyond);
        check(Some("bytes=-0"), Wanted::Beyond);
        for nonsense in [
            "bytes=5-1",
            "bytes=a-b",
            "bytes=-",
            "lines=1-2",
            "bytes=0-1,5-6",
            "",
        ] {
            check(Some(nonsense), Wanted::Whole);
        }
    }
}
