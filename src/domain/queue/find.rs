//! Words that are found again, in Chinese as in English.
//!
//! Chinese is written without spaces, and most of its words have two characters. So wide characters
//! are kept as overlapping pairs (冰箱退款: 冰箱, 箱退, 退款, 款), letters and digits as runs, all
//! folded: full width and half width, capital and small are the same. Pieces keep their order, and
//! a word is found where its pieces stand in a row, so that nothing is found that is not there.

use std::iter::Peekable;

/// Stands between two fields, so that no word is found across them. No piece holds it.
pub const BARRIER: &str = "\u{E000}";

/// The longest run that is compared in full.
const PIECE_CHARS_MAX: usize = 64;
/// More pieces than the longest text has; both databases number places up to there.
const PIECES_MAX: usize = 16_000;
/// How many words of a question count.
const NEEDLES_MAX: usize = 8;

/// What a character is to the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Wide,
    Letter,
    Digit,
}

/// One word to be found: its pieces in a row, the last perhaps only begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    pieces: Vec<String>,
    open: bool,
    // Its characters, folded, without what stands between runs.
    chars: Vec<char>,
}

/// A part of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As it was written.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

impl Needle {
    /// Its pieces, in the order in which they must stand in a row.
    pub fn pieces(&self) -> &[String] {
        &self.pieces
    }

    /// Whether the last piece may go on.
    pub fn is_open(&self) -> bool {
        self.open
    }
}

/// A text in pieces, for the index.
pub fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for (kind, run) in runs(text) {
        add(&mut pieces, kind, &run, true);
    }
    pieces.truncate(PIECES_MAX);
    pieces
}

/// The fields of one thing in pieces, apart from one another.
pub fn fields<'a>(fields: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for field in fields {
        let field = pieces(field);
        if !field.is_empty() && !all.is_empty() {
            all.push(BARRIER.to_owned());
        }
        all.extend(field);
    }
    all.truncate(PIECES_MAX);
    all
}

/// Every ending of a number's digits from four digits on, longest first: people know the last four
/// of a telephone, and the middle of an order.
pub fn endings(number: &str) -> Vec<String> {
    const DIGITS_MIN: usize = 4;
    let digits: Vec<char> = number
        .chars()
        .map(fold)
        .filter(char::is_ascii_digit)
        .collect();
    let last = digits.len().saturating_sub(DIGITS_MIN);
    let from = if digits.len() < DIGITS_MIN {
        1..1
    } else {
        0..last.saturating_add(1)
    };
    from.filter_map(|at| digits.get(at..))
        .map(|rest| rest.iter().take(PIECE_CHARS_MAX).collect())
        .collect()
}

/// The words of a question, each to be found; what holds neither letters nor digits is left out.
pub fn needles(question: &str) -> Vec<Needle> {
    let mut found: Vec<Needle> = Vec::new();
    for word in question.split(|c: char| fold(c).is_whitespace()) {
        if let Some(needle) = needle(word).filter(|needle| !found.contains(needle)) {
            found.push(needle);
        }
    }
    found.truncate(NEEDLES_MAX);
    found
}

fn needle(word: &str) -> Option<Needle> {
    let runs: Vec<_> = runs(word).collect();
    let (last_kind, last) = runs.last()?;
    let mut pieces = Vec::new();
    for (at, (kind, run)) in runs.iter().enumerate() {
        let goes_on = at.saturating_add(1) < runs.len();
        // The single last character closes a run in the index; at the end of a question it may go on.
        add(&mut pieces, *kind, run, goes_on || run.len() == 1);
    }
    let lone_letter = runs.len() == 1 && last.len() == 1 && *last_kind != Kind::Wide;
    Some(Needle {
        pieces,
        open: !lone_letter,
        chars: runs.into_iter().flat_map(|(_, run)| run).collect(),
    })
}

/// Where the words stand in a text, as ranges of characters in order, overlaps joined.
pub fn marks(text: &str, needles: &[Needle]) -> Vec<(usize, usize)> {
    let kept: Vec<(usize, char, Kind)> = text
        .chars()
        .enumerate()
        .filter_map(|(at, c)| kind(fold(c)).map(|kind| (at, fold(c), kind)))
        .collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for needle in needles {
        let length = needle.chars.len();
        for (at, window) in kept.windows(length.max(1)).enumerate() {
            let same = window.iter().map(|(_, c, _)| c).eq(needle.chars.iter());
            if same && begins_a_run(&kept, at) && (needle.open || ends_a_run(&kept, at, length)) {
                let ends = window.first().zip(window.last());
                found.extend(ends.map(|(first, last)| (first.0, last.0.saturating_add(1))));
            }
        }
    }
    joined(found)
}

/// A piece of the text around the first of the words, about `chars_max` characters long, with the
/// words in it told apart; nothing where none of them stands in it.
pub fn excerpt(text: &str, needles: &[Needle], chars_max: usize) -> Option<Vec<Part>> {
    let marks = marks(text, needles);
    let (first, _) = *marks.first()?;
    let chars: Vec<char> = text.chars().collect();
    let from = first.saturating_sub(chars_max / 4);
    let to = from.saturating_add(chars_max).min(chars.len());
    let from = if to == chars.len() {
        to.saturating_sub(chars_max)
    } else {
        from
    };
    let mut parts = Vec::new();
    let mut at = from;
    let text = |from: usize, to: usize| -> String {
        let words = chars.get(from..to).unwrap_or_default().iter();
        words
            .map(|c| if c.is_control() { ' ' } else { *c })
            .collect()
    };
    if from > 0 {
        parts.push(plain("…".to_owned()));
    }
    for (start, end) in marks {
        let (start, end) = (start.max(at), end.min(to));
        if start < end {
            if at < start {
                parts.push(plain(text(at, start)));
            }
            parts.push(Part {
                text: text(start, end),
                hit: true,
            });
            at = end;
        }
    }
    if at < to {
        parts.push(plain(text(at, to)));
    }
    if to < chars.len() {
        parts.push(plain("…".to_owned()));
    }
    Some(parts)
}

fn plain(text: String) -> Part {
    Part { text, hit: false }
}

fn joined(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match all.last_mut() {
            Some((_, last)) if start <= *last => *last = end.max(*last),
            Some(_) | None => all.push((start, end)),
        }
    }
    all
}

/// Pairs of wide characters begin anywhere; a run of letters or digits is found from its beginning.
fn begins_a_run(kept: &[(usize, char, Kind)], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| kept.get(at));
    kept.get(at)
        .is_some_and(|here| !same_run(before, Some(here)))
}

fn ends_a_run(kept: &[(usize, char, Kind)], at: usize, length: usize) -> bool {
    let after = at.saturating_add(length);
    let last = after.checked_sub(1).and_then(|at| kept.get(at));
    !same_run(last, kept.get(after))
}

fn same_run(one: Option<&(usize, char, Kind)>, next: Option<&(usize, char, Kind)>) -> bool {
    let (Some(one), Some(next)) = (one, next) else {
        return false;
    };
    one.2 == next.2 && one.2 != Kind::Wide && one.0.saturating_add(1) == next.0
}

fn add(pieces: &mut Vec<String>, kind: Kind, run: &[char], whole: bool) {
    match kind {
        Kind::Letter | Kind::Digit => pieces.push(run.iter().take(PIECE_CHARS_MAX).collect()),
        Kind::Wide => {
            pieces.extend(run.windows(2).map(|pair| pair.iter().collect()));
            if whole {
                pieces.extend(run.last().map(char::to_string));
            }
        }
    }
}

/// Runs of one kind, folded.
fn runs(text: &str) -> impl Iterator<Item = (Kind, Vec<char>)> {
    let mut chars = text.chars().map(fold).peekable();
    std::iter::from_fn(move || next_run(&mut chars))
}

fn next_run(chars: &mut Peekable<impl Iterator<Item = char>>) -> Option<(Kind, Vec<char>)> {
    let (first, kind) = loop {
        let c = chars.next()?;
        if let Some(kind) = kind(c) {
            break (c, kind);
        }
    };
    let mut run = vec![first];
    while let Some(c) = chars.next_if(|c| self::kind(*c) == Some(kind)) {
        run.push(c);
    }
    Some((kind, run))
}

fn kind(c: char) -> Option<Kind> {
    if c.is_ascii_digit() {
        Some(Kind::Digit)
    } else if is_wide(c) {
        Some(Kind::Wide)
    } else if c.is_alphanumeric() {
        Some(Kind::Letter)
    } else {
        None
    }
}

/// Scripts that are written without spaces between words.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// One character for one, so that places stay: full width becomes half width, capitals small.
fn fold(c: char) -> char {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    let mut small = narrow.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => narrow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_pieces(text: &str, expected: &[&str]) {
        assert_eq!(pieces(text), expected, "{text}");
    }

    /// What both databases do: the pieces in a row, the last perhaps only begun.
    fn found(text: &str, question: &str) -> bool {
        let text = pieces(text);
        let here = |needle: &Needle| {
            let pieces = needle.pieces();
            text.windows(pieces.len()).any(|window| {
                window
                    .iter()
                    .zip(pieces)
                    .enumerate()
                    .all(|(at, (have, want))| {
                        let last = at + 1 == pieces.len();
                        if last && needle.is_open() {
                            have.starts_with(want)
                        } else {
                            have == want
                        }
                    })
            })
        };
        let needles = needles(question);
        !needles.is_empty() && needles.iter().all(here)
    }

    #[test]
    fn wide_characters_are_kept_in_pairs_and_the_rest_in_runs() {
        check_pieces("冰箱退款", &["冰箱", "箱退", "退款", "款"]);
        check_pieces("买iPhone15，坏", &["买", "iphone", "15", "坏"]);
        check_pieces("ＨＪ－２０２６", &["hj", "2026"]);
        check_pieces("。！ \u{3000}", &[]);
    }

    #[test]
    fn words_of_two_characters_are_found_and_nothing_that_is_not_there() {
        let text = "收到的电饭煲内胆有划痕，联系商家两次都没有回复。iPhone 15 手机壳 ＡＢＣ１２３";
        for question in [
            "划痕",
            "电饭煲",
            "商家",
            "没有回复",
            "iphone",
            "IPHONE15",
            "iphone 手机",
            "15手机",
            "abc123",
            "ａｂｃ",
            "手",
            "痕",
            "iph",
            "内胆 商家",
            "ABC１２",
        ] {
            assert!(found(text, question), "{question}");
        }
        for question in [
            "划商",
            "痕联",
            "phone",
            "手机内",
            "5手机",
            "电煲",
            "合同",
            "，",
            "bc1",
        ] {
            assert!(!found(text, question), "{question}");
        }
    }

    #[test]
    fn numbers_are_found_by_their_beginning() {
        let number = "HJ-2026-000123-X";
        for question in [
            "HJ-2026-000123-X",
            "hj-2026-0001",
            "2026-000123",
            "ｈｊ－２０２６",
        ] {
            assert!(found(number, question), "{question}");
        }
        assert!(!found(number, "HJ-2026-000124"));
    }

    #[test]
    fn a_single_letter_means_itself() {
        assert!(found("A 型", "a"));
        assert!(!found("apple", "a"));
    }

    #[test]
    fn endings_of_a_number_have_four_digits_at_least() {
        assert_eq!(endings("13800001234").len(), 8);
        assert_eq!(endings("１３8-0013").first().unwrap(), "1380013");
        assert_eq!(endings("1234"), ["1234"]);
        assert!(endings("123").is_empty());
    }

    #[test]
    fn no_word_is_found_across_two_fields() {
        assert_eq!(
            fields(["冰箱", "", "退款"]),
            ["冰箱", "箱", BARRIER, "退款", "款"]
        );
    }

    #[test]
    fn an_excerpt_marks_the_words_as_they_were_written() {
        let parts = excerpt(
            "我买的ｉＰｈｏｎｅ坏了，要求退款",
            &needles("iphone 退款"),
            60,
        )
        .unwrap();
        let hits: Vec<_> = parts
            .iter()
            .filter(|part| part.hit)
            .map(|part| part.text.as_str())
            .collect();
        assert_eq!(hits, ["ｉＰｈｏｎｅ", "退款"]);
        let whole: String = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(whole, "我买的ｉＰｈｏｎｅ坏了，要求退款");
        assert_eq!(excerpt("没有这个词", &needles("冰箱"), 60), None);
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_hit() {
        let text = format!("{}冰箱{}", "前".repeat(300), "后".repeat(300));
        let parts = excerpt(&text, &needles("冰箱"), 60).unwrap();
        assert_eq!(parts.first().unwrap().text, "…");
        assert_eq!(parts.last().unwrap().text, "…");
        assert!(parts.iter().any(|part| part.hit && part.text == "冰箱"));
        let length: usize = parts.iter().map(|part| part.text.chars().count()).sum();
        assert!(length <= 62, "{length}");
    }

    #[test]
    fn what_the_index_finds_is_marked() {
        let text = "HJ-2026-000123-X 与 Ａ１ 型冰箱";
        for question in ["hj-2026-0001", "a1型", "冰箱", "2026-000123"] {
            assert!(found(text, question), "{question}");
            assert!(!marks(text, &needles(question)).is_empty(), "{question}");
        }
    }
}
