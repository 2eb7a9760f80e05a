//! Words that leave open when, how much or who, and what to say in their place. A promise with such
//! a word cannot be enforced: a court refuses to confirm an agreement whose content is unclear
//! (民诉解释 358), and nobody can say on which day it was broken.
//!
//! One table, read by the refusal of an offer and by the form while somebody is typing. To add a
//! word, give it a line in the table; [`Entry`] says what can be told apart by what stands around
//! it, such as 适当 from 不适当 and 有空 from 有空调.

mod table;

use jiff::civil::Date;

use crate::closed_list;
use crate::dispute::lists::Seat;
use crate::money::Fen;

closed_list! {
    /// What a word leaves open.
    Gap {
        /// 期限不明
        When = "when",
        /// 数额或标准不明
        HowMuch = "how_much",
        /// 没有定下来
        Undecided = "undecided",
    }
}

/// One way of leaving something open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) gap: Gap,
    /// In lower case, in simplified characters.
    pub(crate) word: &'static str,
    /// Not when one of these stands before it.
    pub(crate) unless_after: &'static [&'static str],
    /// Not when one of these stands behind it.
    pub(crate) unless_before: &'static [&'static str],
    /// Only when one of these stands behind it, or nothing; anything may, where the list is empty.
    pub(crate) only_before: &'static [&'static str],
    /// Only behind a number or its unit.
    pub(crate) after_number: bool,
    /// Only before a number.
    pub(crate) before_number: bool,
}

/// A word that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vague {
    pub gap: Gap,
    /// As it was written.
    pub word: String,
    /// Where it begins, in characters from the start of the text.
    pub start: usize,
    /// What to write in its place, in the language of the word.
    pub better: String,
}

/// What a promise says besides its words, so that the better wording can say it.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// By the end of which day.
    pub due_on: Option<Date>,
    /// How much, for money.
    pub amount: Option<Fen>,
    /// On which side the one is who owes.
    pub owes: Option<Seat>,
}

/// Every vague word of `text`, in order.
pub fn vague(text: &str, known: &Known) -> Vec<Vague> {
    let plain = Plain::of(text);
    let mut found: Vec<(Span, &Entry)> = Vec::new();
    let mut at = 0;
    while at < plain.chars.len() {
        let longest = table::ENTRIES
            .iter()
            .filter(|entry| plain.has(at, entry))
            .max_by_key(|entry| entry.word.chars().count());
        match longest {
            Some(entry) => {
                let length = entry.word.chars().count();
                found.push((plain.span(at, length), entry));
                at = at.saturating_add(length);
            }
            None => at = at.saturating_add(1),
        }
    }
    let written: Vec<char> = text.chars().collect();
    found
        .into_iter()
        .map(|(span, entry)| Vague {
            gap: entry.gap,
            word: written.iter().skip(span.start).take(span.length).collect(),
            start: span.start,
            better: better(entry, known),
        })
        .collect()
}

/// `text` with the better wording in place of every vague word.
pub fn rewritten(text: &str, known: &Known) -> String {
    let mut written = text.chars();
    let mut at = 0_usize;
    let mut better = String::with_capacity(text.len());
    for one in vague(text, known) {
        better.extend(written.by_ref().take(one.start.saturating_sub(at)));
        better.push_str(&one.better);
        let length = one.word.chars().count();
        written.by_ref().take(length).for_each(drop);
        at = one.start.saturating_add(length);
    }
    better.extend(written);
    better
}

fn better(entry: &Entry, known: &Known) -> String {
    let zh = !entry.word.is_ascii();
    match (entry.gap, known.due_on, known.amount) {
        (Gap::When, Some(day), _) if zh => format!("在{}24时前", in_chinese(day)),
        (Gap::When, Some(day), _) => format!("by the end of {day}"),
        (Gap::When, None, _) if zh => "在本项载明的日期24时前".to_owned(),
        (Gap::When, None, _) => "by the end of the day stated here".to_owned(),
        (Gap::HowMuch, _, Some(amount)) if zh => format!("按人民币{amount}元"),
        (Gap::HowMuch, _, Some(amount)) => format!("CNY {amount}"),
        (Gap::HowMuch, _, None) if zh => "按订单载明的数量和规格".to_owned(),
        (Gap::HowMuch, _, None) => "in the quantity and specification of the order".to_owned(),
        (Gap::Undecided, day, _) if zh => {
            let day = day.map_or_else(|| "本项载明的日期".to_owned(), in_chinese);
            format!("由{}负责，在{day}24时前完成", who(known.owes, true))
        }
        (Gap::Undecided, day, _) => {
            let day = day.map_or_else(|| "the day stated here".to_owned(), |day| day.to_string());
            format!("done by {} by the end of {day}", who(known.owes, false))
        }
    }
}

fn who(seat: Option<Seat>, zh: bool) -> &'static str {
    match (seat, zh) {
        (Some(Seat::Respondent), true) => "商家",
        (Some(Seat::Respondent), false) => "the merchant",
        (Some(Seat::Consumer | Seat::Guardian | Seat::Proxy), true) => "消费者",
        (Some(Seat::Consumer | Seat::Guardian | Seat::Proxy), false) => "the consumer",
        (_, true) => "负有义务的一方",
        (_, false) => "the party who owes it",
    }
}

/// `2026年12月4日`.
fn in_chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    length: usize,
}

/// A text as the table reads it: narrow, lower case, simplified, without what only separates
/// Chinese characters; each character with its place in what was written.
struct Plain {
    chars: Vec<(char, usize)>,
}

impl Plain {
    fn of(text: &str) -> Self {
        let mut chars: Vec<(char, usize)> = Vec::new();
        let mut blank: Option<usize> = None;
        for (place, written) in text.chars().enumerate() {
            let c = table::plain(written);
            if c.is_whitespace() {
                blank = blank.or(Some(place));
            } else if !table::shows_nothing(c) {
                let before = chars.last().map(|(c, _)| *c);
                if let Some(place) = blank.take()
                    && before.is_some_and(|before| before.is_ascii() || c.is_ascii())
                {
                    chars.push((' ', place));
                }
                chars.extend(c.to_lowercase().map(|c| (c, place)));
            }
        }
        Self { chars }
    }

    fn has(&self, at: usize, entry: &Entry) -> bool {
        let end = at.saturating_add(entry.word.chars().count());
        let around = || {
            self.stands(at, entry.word)
                && !entry.unless_after.iter().any(|word| self.ends(at, word))
                && !entry
                    .unless_before
                    .iter()
                    .any(|word| self.stands(end, word))
                && (entry.only_before.is_empty()
                    || self.char(end).is_none()
                    || entry.only_before.iter().any(|word| self.stands(end, word)))
        };
        let before = at.checked_sub(1).and_then(|before| self.char(before));
        let behind = self.char(end);
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let whole = !entry.word.is_ascii() || !(letter(before) || letter(behind));
        let behind = behind
            .filter(|c| *c != ' ')
            .or_else(|| self.char(end.saturating_add(1)));
        whole
            && (!entry.after_number || before.is_some_and(table::counts))
            && (!entry.before_number || behind.is_some_and(table::is_number))
            && around()
    }

    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(c, _)| *c)
    }

    fn stands(&self, at: usize, word: &str) -> bool {
        let here = self.chars.iter().skip(at).map(|(c, _)| *c);
        here.take(word.chars().count()).eq(word.chars())
    }

    fn ends(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count())
            .is_some_and(|start| self.stands(start, word))
    }

    fn span(&self, at: usize, length: usize) -> Span {
        let place = |at: usize| self.chars.get(at).map_or(0, |(_, place)| *place);
        let start = place(at);
        let last = place(at.saturating_add(length).saturating_sub(1));
        Span {
            start,
            length: last.saturating_sub(start).saturating_add(1),
        }
    }
}

#[cfg(test)]
mod tests;
