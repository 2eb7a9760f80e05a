//! The texts, in both languages, read once. Filling them in never runs anything: a text is split at
//! its places, and what is put there is not looked at again.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hejie_domain::people::Locale;
use hejie_domain::telling::{Message, Reader};
use serde::Deserialize;

/// What a place in a text may be filled with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The number of the dispute.
    pub number: String,
    /// The merchant's name.
    pub merchant: String,
    /// A one-time code.
    pub code: String,
    /// For how many minutes that code is valid.
    pub minutes: String,
    /// A deadline, as people read it.
    pub due: String,
    /// An organisation's name.
    pub organisation: String,
}

/// The texts of one language.
#[derive(Debug, Deserialize)]
pub(super) struct Catalogue {
    pub(super) layout: Layout,
    pub(super) session: Session,
    #[serde(flatten)]
    messages: BTreeMap<String, Texts>,
}

/// What frames every message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    pub(super) sign: String,
    pub(super) until: String,
    pub(super) open: String,
    pub(super) link_note: String,
    pub(super) why: String,
    pub(super) automatic: String,
}

/// What an invitation to a session says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Session {
    pub(super) summary: String,
    pub(super) room: String,
    pub(super) phone: String,
    pub(super) on_site: String,
    pub(super) open: String,
}

/// The texts of one message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) subject: String,
    pub(super) what: String,
    /// In place of what the layout says.
    pub(super) open: Option<String>,
    pub(super) link_note: Option<String>,
    pub(super) why: Option<String>,
    anyone: Option<String>,
    consumer: Option<String>,
    respondent: Option<String>,
    platform: Option<String>,
    body: Option<String>,
}

static CHINESE: LazyLock<Option<Catalogue>> = LazyLock::new(|| read(include_str!("zh-CN.toml")));
static ENGLISH: LazyLock<Option<Catalogue>> = LazyLock::new(|| read(include_str!("en.toml")));

/// The catalogue of a language; nothing if its file is broken, which a test rules out.
pub(super) fn catalogue(locale: Locale) -> Option<&'static Catalogue> {
    match locale {
        Locale::ZhCn => CHINESE.as_ref(),
        Locale::En => ENGLISH.as_ref(),
    }
}

impl Catalogue {
    /// The texts of `message`.
    pub(super) fn texts(&self, message: Message) -> Option<&Texts> {
        self.messages.get(message.code())
    }
}

impl Texts {
    /// What `reader` is to know and do.
    pub(super) fn turn(&self, reader: Reader) -> Option<&str> {
        match reader {
            Reader::Anyone => self.anyone.as_deref(),
            Reader::Consumer => self.consumer.as_deref(),
            Reader::Respondent => self.respondent.as_deref(),
            Reader::Platform => self.platform.as_deref(),
            Reader::Body => self.body.as_deref(),
        }
    }
}

/// `text` with its places filled.
pub(super) fn fill(text: &str, particulars: &Particulars) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((place, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        filled.push_str(value(place, particulars).unwrap_or_default());
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

fn value<'a>(place: &str, particulars: &'a Particulars) -> Option<&'a str> {
    match place {
        "number" => Some(&particulars.number),
        "merchant" => Some(&particulars.merchant),
        "code" => Some(&particulars.code),
        "minutes" => Some(&particulars.minutes),
        "due" => Some(&particulars.due),
        "organisation" => Some(&particulars.organisation),
        _ => None,
    }
}

fn read(file: &str) -> Option<Catalogue> {
    toml::from_str(file).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const READERS: &[Reader] = Reader::ALL;

    fn both() -> [&'static Catalogue; 2] {
        [
            catalogue(Locale::ZhCn).unwrap(),
            catalogue(Locale::En).unwrap(),
        ]
    }

    #[test]
    fn both_languages_say_the_same_things_to_the_same_readers() {
        let [zh, en] = both();
        for message in Message::ALL {
            let (zh, en) = (zh.texts(*message), en.texts(*message));
            let (Some(zh), Some(en)) = (zh, en) else {
                panic!("{message} has no text in one of the languages");
            };
            for reader in READERS {
                let told = (zh.turn(*reader).is_some(), en.turn(*reader).is_some());
                assert_eq!(told.0, told.1, "{message} to {reader}");
            }
        }
    }

    #[test]
    fn whoever_the_table_tells_finds_a_text() {
        for rule in hejie_domain::telling::RULES {
            for (catalogue, reader) in both()
                .iter()
                .flat_map(|one| rule.to.readers().iter().map(move |reader| (one, reader)))
            {
                let texts = catalogue.texts(rule.message).unwrap();
                assert!(
                    texts.turn(*reader).is_some(),
                    "{} to {reader}",
                    rule.message
                );
            }
        }
    }

    #[test]
    fn no_text_is_left_over() {
        for catalogue in both() {
            for key in catalogue.messages.keys() {
                assert!(Message::parse(key).is_some(), "{key} is nowhere told");
            }
        }
    }

    #[test]
    fn every_place_in_every_text_is_known() {
        for catalogue in both() {
            let layout = [
                &catalogue.layout.until,
                &catalogue.layout.open,
                &catalogue.layout.why,
            ];
            let messages = catalogue.messages.values().flat_map(|texts| {
                let turns = READERS.iter().filter_map(|reader| texts.turn(*reader));
                let own = [&texts.open, &texts.link_note, &texts.why];
                let own = own.into_iter().flatten().map(String::as_str);
                turns
                    .chain([texts.subject.as_str(), texts.what.as_str()])
                    .chain(own)
            });
            for text in layout.into_iter().map(String::as_str).chain(messages) {
                let places = text.split('{').skip(1);
                for place in places.map(|rest| rest.split('}').next().unwrap()) {
                    assert!(
                        value(place, &Particulars::default()).is_some(),
                        "{place} in {text}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_filled_in_is_not_looked_at_again() {
        let particulars = Particulars {
            merchant: "{code} & Söhne".into(),
            code: "123456".into(),
            ..Particulars::default()
        };
        assert_eq!(
            fill("{merchant}: {code} {", &particulars),
            "{code} & Söhne: 123456 {"
        );
        assert_eq!(fill("{nobody}", &particulars), "");
    }
}
