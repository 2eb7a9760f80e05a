//! How a queue is narrowed. One form for addresses, saved views, bulk selections and exports: pairs
//! of a name and a text, so that what a page shows can be kept and sent to a colleague.

use jiff::civil::Date;

use super::lists::{DueWithin, QueueView, Sort, TurnOf};
use crate::dispute::lists::Phase;
use crate::ids::{OrganisationId, PersonId, TagId};
use crate::money::Fen;
use crate::taxonomy::Category;

/// What is wanted of the queue. An empty list or `None` leaves that side open.
#[expect(clippy::struct_excessive_bools, reason = "each is a side of its own")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Which part; none means everything that is open.
    pub view: Option<QueueView>,
    /// In one of these phases.
    pub phases: Vec<Phase>,
    /// Of one of these categories.
    pub categories: Vec<Category>,
    /// Somebody's turn.
    pub turn: Option<TurnOf>,
    /// In the hands of this first responder.
    pub responder: Option<PersonId>,
    /// Against this merchant.
    pub merchant: Option<OrganisationId>,
    /// With each of these tags.
    pub tags: Vec<TagId>,
    /// By when something must be done.
    pub due: Option<DueWithin>,
    /// Filed on this day or later.
    pub filed_from: Option<Date>,
    /// Filed on this day or earlier.
    pub filed_to: Option<Date>,
    /// At least this much is claimed.
    pub amount_from: Option<Fen>,
    /// At most this much is claimed.
    pub amount_to: Option<Fen>,
    /// The first response was missed.
    pub missed: bool,
    /// A promise was broken and nothing chosen since.
    pub breached: bool,
    /// The reader has messages to read.
    pub unread: bool,
    /// It was reopened.
    pub reopened: bool,
    /// Words found somewhere in it, each of them.
    pub words: Option<String>,
    /// What comes first.
    pub sort: Option<Sort>,
}

/// What cannot be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterFault {
    /// Which name.
    pub name: String,
    /// A code of the catalogue.
    pub code: &'static str,
}

const LIST_MAX: usize = 20;
const WORDS_CHARS_MAX: usize = 100;

impl Filter {
    /// Reads pairs; an empty text leaves its side open.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, FilterFault> {
        let mut filter = Self::default();
        for (name, text) in pairs {
            if !text.trim().is_empty() {
                filter.set(name, text.trim()).map_err(|code| FilterFault {
                    name: name.to_owned(),
                    code,
                })?;
            }
        }
        if filter.filed_from > filter.filed_to && filter.filed_to.is_some() {
            return Err(out_of_range("filed_to"));
        }
        if filter.amount_from > filter.amount_to && filter.amount_to.is_some() {
            return Err(out_of_range("amount_to"));
        }
        Ok(filter)
    }

    fn set(&mut self, name: &str, text: &str) -> Result<(), &'static str> {
        match name {
            "view" => self.view = Some(one(text, QueueView::parse)?),
            "phase" => self.phases = many(text, Phase::parse)?,
            "category" => self.categories = many(text, Category::parse)?,
            "turn" => self.turn = Some(one(text, TurnOf::parse)?),
            "responder" => self.responder = Some(one(text, |text| text.parse().ok())?),
            "merchant" => self.merchant = Some(one(text, |text| text.parse().ok())?),
            "tag" => self.tags = many(text, |text| text.parse().ok())?,
            "due" => self.due = Some(one(text, DueWithin::parse)?),
            "filed_from" => self.filed_from = Some(one(text, |text| text.parse().ok())?),
            "filed_to" => self.filed_to = Some(one(text, |text| text.parse().ok())?),
            "amount_from" => self.amount_from = Some(one(text, fen)?),
            "amount_to" => self.amount_to = Some(one(text, fen)?),
            "missed" => self.missed = one(text, yes)?,
            "breached" => self.breached = one(text, yes)?,
            "unread" => self.unread = one(text, yes)?,
            "reopened" => self.reopened = one(text, yes)?,
            "query" => self.words = Some(words(text)?),
            "sort" => self.sort = Some(one(text, Sort::parse)?),
            _ => return Err("unknown_field"),
        }
        Ok(())
    }

    /// The pairs that [`Filter::parse`] reads back, in one order.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let listed = |codes: Vec<String>| (!codes.is_empty()).then(|| codes.join(","));
        let yes = |set: bool| set.then(|| "true".to_owned());
        let code = |code: &str| code.to_owned();
        let phases = self.phases.iter().map(|one| code(one.code())).collect();
        let categories = self.categories.iter().map(|one| code(one.code())).collect();
        let all = [
            ("view", self.view.map(|one| code(one.code()))),
            ("phase", listed(phases)),
            ("category", listed(categories)),
            ("turn", self.turn.map(|one| code(one.code()))),
            ("responder", self.responder.map(|one| one.to_string())),
            ("merchant", self.merchant.map(|one| one.to_string())),
            (
                "tag",
                listed(self.tags.iter().map(ToString::to_string).collect()),
            ),
            ("due", self.due.map(|one| code(one.code()))),
            ("filed_from", self.filed_from.map(|day| day.to_string())),
            ("filed_to", self.filed_to.map(|day| day.to_string())),
            (
                "amount_from",
                self.amount_from.map(|one| one.get().to_string()),
            ),
            ("amount_to", self.amount_to.map(|one| one.get().to_string())),
            ("missed", yes(self.missed)),
            ("breached", yes(self.breached)),
            ("unread", yes(self.unread)),
            ("reopened", yes(self.reopened)),
            ("query", self.words.clone()),
            ("sort", self.sort.map(|one| code(one.code()))),
        ];
        let kept = all
            .into_iter()
            .filter_map(|(name, text)| Some((name, text?)));
        kept.collect()
    }

    /// Which part is looked at.
    pub fn view(&self) -> QueueView {
        self.view.unwrap_or(QueueView::Open)
    }

    /// What comes first.
    pub fn sort(&self) -> Sort {
        self.sort.unwrap_or_else(|| self.view().sort())
    }
}

fn one<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, &'static str> {
    read(text).ok_or("wrong_value")
}

fn many<T: PartialEq>(
    text: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, &'static str> {
    let mut found = Vec::new();
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let item = one(part, &read)?;
        if !found.contains(&item) {
            found.push(item);
        }
    }
    if found.len() > LIST_MAX {
        return Err("too_many");
    }
    Ok(found)
}

fn yes(text: &str) -> Option<bool> {
    text.parse().ok()
}

fn fen(text: &str) -> Option<Fen> {
    text.parse().ok().and_then(|fen| Fen::new(fen).ok())
}

fn words(text: &str) -> Result<String, &'static str> {
    if text.chars().count() > WORDS_CHARS_MAX {
        return Err("too_long");
    }
    Ok(text.to_owned())
}

fn out_of_range(name: &str) -> FilterFault {
    FilterFault {
        name: name.to_owned(),
        code: "out_of_range",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_reads_back_what_it_wrote() {
        let pairs = [
            ("view", "mine"),
            ("phase", "negotiation,signing"),
            ("category", "quality"),
            ("turn", "platform"),
            ("responder", "01890a5d-ac96-774b-bcce-b302099a8057"),
            ("tag", "01890a5d-ac96-774b-bcce-b302099a8058"),
            ("due", "24h"),
            ("filed_from", "2026-10-01"),
            ("filed_to", "2026-10-31"),
            ("amount_from", "100"),
            ("missed", "true"),
            ("query", "冰箱 退款"),
            ("sort", "amount"),
        ];
        let filter = Filter::parse(pairs).unwrap();
        let written = filter.pairs();
        assert_eq!(written.len(), pairs.len());
        let again = Filter::parse(written.iter().map(|(name, text)| (*name, text.as_str())));
        assert_eq!(again.unwrap(), filter);
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        let check = |name: &str, text: &str, code: &'static str| {
            let fault = Filter::parse([(name, text)]).unwrap_err();
            assert_eq!((fault.name.as_str(), fault.code), (name, code));
        };
        check("phase", "negotiation,nowhere", "wrong_value");
        check("colour", "red", "unknown_field");
        check("amount_from", "-1", "wrong_value");
        check("query", &"长".repeat(101), "too_long");
        let backwards = [("filed_from", "2026-10-02"), ("filed_to", "2026-10-01")];
        assert_eq!(
            Filter::parse(backwards).unwrap_err(),
            out_of_range("filed_to")
        );
    }

    #[test]
    fn an_empty_text_leaves_its_side_open() {
        let filter = Filter::parse([("phase", ""), ("query", "  ")]).unwrap();
        assert_eq!(filter, Filter::default());
        assert_eq!(filter.sort(), Sort::Due);
    }
}
