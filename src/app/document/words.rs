//! The texts of documents in both languages, and how days, times and sums are written in them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hejie_domain::dispute::lists::{MediationEnd, Seat};
use hejie_domain::mediation::BodyKind;
use hejie_domain::money::Fen;
use hejie_domain::people::Locale;
use hejie_domain::taxonomy::{Remedy, TerminationReason};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

/// Every text of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) common: Common,
    pub(super) person: PersonWords,
    pub(super) agreement: AgreementWords,
    remedy: BTreeMap<String, String>,
    pub(super) file: FileWords,
    pub(super) application: ApplicationWords,
    body: BTreeMap<String, String>,
    pub(super) record: RecordWords,
    ending: BTreeMap<String, String>,
    reason: BTreeMap<String, String>,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $($field:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name { $(pub(super) $field: String,)* }

        impl $name {
            #[cfg(test)]
            fn all(&self) -> Vec<&str> {
                vec![$(&self.$field,)*]
            }
        }
    )*};
}

texts! {
    /// What every document has.
    Common {
        reading_copy, page, number_version, lacking, check, check_code, check_address,
        check_digest, check_how, qr_alt, foot_code, foot_digest, day, time, money,
        list_separator,
    }
    /// Who somebody is.
    PersonWords { consumer, guardian, proxy, respondent, contact, credit_code, address, }
    /// What an agreement says.
    AgreementWords {
        settlement, mediated, body, body_kind, mediator, mediated_by, confirmation_yes, confirmation_no,
        confirmation_platform, effect_signatures, effect_seal, effect_sealed, seal_mark, seal_mediator,
        seal_registrar, seal_of, signed_on, unsigned, parties, facts, recital, facts_default, facts_said,
        content, clause, amount, what, how, due, due_value, total, acceleration, provisions, account,
        account_default, goods, confidential, not_confidential,
        confirmation_never, copies, effect, effect_settlement, effect_same_day, performance, breach,
        breach_default, signatures, not_signed, by_click, signed_at, signed_how, offered_at,
        accepted_at, signature_note,
    }
    /// What the files are called.
    FileWords { agreement_settlement, agreement_mediated, application, record, }
    /// What the record of a mediation says.
    RecordWords {
        title, number, people, outside, course, at, what, asked, asked_by_platform, consented, declined,
        without, case_accepted, appointed, accepted, declared, declared_nothing, left, challenged, upheld,
        dismissed, upheld_by_silence, session_held, suspended, resumed, extended, fact_agreed, offer_accepted,
        signed, signing_incomplete, facts, facts_none, erased, outcome, outcome_settled, outcome_none, why,
        ways, note,
    }
    /// What a joint application for judicial confirmation says.
    ApplicationWords {
        title, applicants, applicant, to_fill, requests, request, facts, reason, promise, court, court_invited,
        court_own, place_body, place_party, to_court, court_blank, term, attachments, attachment_agreement,
        attachment_plain, attachment_body, attachment_identity, attachment_property, signatures, asked,
        sign_here, note,
    }
}

static CHINESE: LazyLock<Option<Words>> =
    LazyLock::new(|| toml::from_str(include_str!("zh-CN.toml")).ok());
static ENGLISH: LazyLock<Option<Words>> =
    LazyLock::new(|| toml::from_str(include_str!("en.toml")).ok());

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words {
    /// Those of a language; nothing if its file is broken, which a test rules out.
    pub(super) fn of(locale: Locale) -> Option<&'static Self> {
        match locale {
            Locale::ZhCn => CHINESE.as_ref(),
            Locale::En => ENGLISH.as_ref(),
        }
    }

    /// What is promised or asked for.
    pub(super) fn remedy(&self, remedy: Remedy) -> &str {
        self.remedy
            .get(remedy.code())
            .map_or(remedy.code(), String::as_str)
    }

    /// What kind of body mediated.
    pub(super) fn body(&self, kind: BodyKind) -> &str {
        self.body
            .get(kind.code())
            .map_or(kind.code(), String::as_str)
    }

    /// How a mediation ended.
    pub(super) fn ending(&self, how: MediationEnd) -> &str {
        self.ending
            .get(how.code())
            .map_or(how.code(), String::as_str)
    }

    /// Why its mediator ended it.
    pub(super) fn reason(&self, reason: TerminationReason) -> &str {
        self.reason
            .get(reason.code())
            .map_or(reason.code(), String::as_str)
    }

    /// In which capacity.
    pub(super) fn seat(&self, seat: Seat) -> &str {
        let person = &self.person;
        if seat == Seat::Consumer {
            &person.consumer
        } else if seat == Seat::Guardian {
            &person.guardian
        } else if seat == Seat::Proxy {
            &person.proxy
        } else {
            &person.respondent
        }
    }

    /// A civil day.
    pub(super) fn day(&self, day: Date) -> String {
        let month = usize::from(day.month().unsigned_abs()).saturating_sub(1);
        let month = if self.common.day.contains('年') {
            day.month().to_string()
        } else {
            MONTHS.get(month).copied().unwrap_or_default().to_owned()
        };
        fill(
            &self.common.day,
            &[
                ("year", &day.year().to_string()),
                ("month", &month),
                ("day", &day.day().to_string()),
            ],
        )
    }

    /// The civil day of an instant.
    pub(super) fn day_of(&self, at: Timestamp) -> String {
        self.day(at.to_zoned(hejie_domain::zone()).date())
    }

    /// An instant, to the second.
    pub(super) fn time(&self, at: Timestamp) -> String {
        let clock = at.to_zoned(hejie_domain::zone()).strftime("%H:%M:%S");
        fill(
            &self.common.time,
            &[("day", &self.day_of(at)), ("clock", &clock.to_string())],
        )
    }

    /// A sum in figures and in words.
    pub(super) fn money(&self, amount: Fen) -> String {
        fill(
            &self.common.money,
            &[
                ("amount", &amount.to_string()),
                ("words", &amount.in_words()),
            ],
        )
    }
}

/// `text` with its places filled; what is put there is not looked at again.
pub(super) fn fill(text: &str, facts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((place, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let fact = facts.iter().find(|(name, _)| *name == place);
        filled.push_str(fact.map_or("", |(_, fact)| fact));
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both() -> [&'static Words; 2] {
        [
            Words::of(Locale::ZhCn).unwrap(),
            Words::of(Locale::En).unwrap(),
        ]
    }

    fn places(text: &str) -> Vec<&str> {
        let mut places: Vec<_> = text
            .split('{')
            .skip(1)
            .map(|rest| rest.split('}').next().unwrap())
            .collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn both_languages_say_the_same_facts() {
        let [zh, en] = both();
        let all = |words: &'static Words| {
            let mut texts = words.common.all();
            texts.extend(words.person.all());
            texts.extend(words.agreement.all());
            texts.extend(words.file.all());
            texts.extend(words.application.all());
            texts.extend(words.record.all());
            texts
        };
        for (zh, en) in all(zh).into_iter().zip(all(en)) {
            assert_eq!(places(zh), places(en), "{zh}");
            assert!(!zh.is_empty() && !en.is_empty());
        }
    }

    #[test]
    fn every_remedy_body_and_ending_has_a_name() {
        for words in both() {
            for remedy in Remedy::ALL {
                assert!(words.remedy.contains_key(remedy.code()), "{remedy}");
            }
            assert_eq!(words.remedy.len(), Remedy::ALL.len());
            for kind in BodyKind::ALL {
                assert_ne!(words.body(*kind), kind.code());
            }
            for how in MediationEnd::ALL {
                assert_ne!(words.ending(*how), how.code());
            }
            for reason in TerminationReason::ALL {
                assert_ne!(words.reason(*reason), reason.code());
            }
        }
    }

    #[test]
    fn days_times_and_sums_are_written_as_people_read_them() {
        let [zh, en] = both();
        let at = "2026-10-12T03:20:33Z".parse().unwrap();
        assert_eq!(zh.time(at), "2026年10月12日 11:20:33（北京时间）");
        assert_eq!(en.time(at), "12 October 2026, 11:20:33 (UTC+8)");
        let amount = Fen::new(108_600).unwrap();
        assert_eq!(zh.money(amount), "￥1,086.00（人民币壹仟零捌拾陆元整）");
    }

    #[test]
    fn what_is_filled_in_is_not_looked_at_again() {
        assert_eq!(fill("{a}-{b}", &[("a", "{b}"), ("b", "2")]), "{b}-2");
    }
}
