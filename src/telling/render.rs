//! Puts a message into words: as a letter, as a short message, as one sentence for a notice. All
//! three are made of the same parts.

use hejie_domain::people::Locale;
use hejie_domain::telling::{Message, Reader};
use hejie_domain::zone;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::catalogue::{Catalogue, Layout, Particulars, Texts, catalogue, fill};
use super::invitation::CalendarEntry;

/// What is said, to whom, in which language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// What.
    pub message: Message,
    /// From whose side it is written.
    pub reader: Reader,
    /// In which language.
    pub locale: Locale,
    /// With what in its places.
    pub particulars: Particulars,
    /// Until when something must be done, if there is such a day.
    pub due: Option<Timestamp>,
    /// Where to go.
    pub link: Option<Link>,
    /// What a letter tells calendars.
    pub invitation: Option<CalendarEntry>,
}

/// An address in the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// In full.
    pub url: String,
    /// Whether it lets its reader in, so that it must not be passed on.
    pub personal: bool,
}

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterText {
    /// One line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
}

/// The parts that every form is made of.
struct Parts {
    what: String,
    turn: String,
    until: Option<String>,
}

impl Saying {
    /// As a letter. Nothing when the catalogue has no such text for the reader.
    pub fn letter(&self) -> Option<LetterText> {
        let catalogue = catalogue(self.locale)?;
        let parts = self.parts(catalogue)?;
        let texts = catalogue.texts(self.message)?;
        let open = texts.open.as_ref().unwrap_or(&catalogue.layout.open);
        let open = self.fill(open);
        let subject = self.fill(&texts.subject);
        let footer = self.footer(&catalogue.layout, texts);
        Some(LetterText {
            text: self.plain(&parts, &open, &footer),
            html: self.html(&subject, &parts, &open, &footer),
            subject,
        })
    }

    /// As a short message. It says no more than is needed to know that one must look.
    pub fn short(&self) -> Option<String> {
        let catalogue = catalogue(self.locale)?;
        let parts = self.parts(catalogue)?;
        let mut text = catalogue.layout.sign.clone();
        let sentences = [Some(parts.what), Some(parts.turn), parts.until];
        let link = self.link.as_ref().map(|link| link.url.clone());
        let gap = if self.locale == Locale::En { " " } else { "" };
        text.push_str(
            &sentences
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(gap),
        );
        if let Some(link) = link {
            text.push(' ');
            text.push_str(&link);
        }
        Some(text)
    }

    /// As the sentence of a notice, with what to do after it.
    pub fn notice(&self) -> Option<String> {
        let parts = self.parts(catalogue(self.locale)?)?;
        let gap = if self.locale == Locale::En { " " } else { "" };
        Some(format!("{}{gap}{}", parts.what, parts.turn))
    }

    fn parts(&self, catalogue: &Catalogue) -> Option<Parts> {
        let texts = catalogue.texts(self.message)?;
        let turn = texts.turn(self.reader)?;
        let dated = Particulars {
            due: self
                .due
                .map(|due| when(due, self.locale))
                .unwrap_or_default(),
            ..self.particulars.clone()
        };
        // Where the text says the time itself, it is no deadline.
        let says_when = texts.what.contains("{due}");
        let until = self.due.filter(|_| !says_when);
        Some(Parts {
            what: fill(&texts.what, &dated),
            turn: fill(turn, &dated),
            until: until.map(|_| fill(&catalogue.layout.until, &dated)),
        })
    }

    fn footer(&self, layout: &Layout, texts: &Texts) -> Vec<String> {
        let personal = self.link.as_ref().is_some_and(|link| link.personal);
        let about_dispute = self.reader != Reader::Anyone;
        let lines = [
            personal.then_some(texts.link_note.as_ref().unwrap_or(&layout.link_note)),
            about_dispute.then_some(texts.why.as_ref().unwrap_or(&layout.why)),
            Some(&layout.automatic),
        ];
        lines
            .into_iter()
            .flatten()
            .map(|line| self.fill(line))
            .collect()
    }

    fn plain(&self, parts: &Parts, open: &str, footer: &[String]) -> String {
        let link = self
            .link
            .as_ref()
            .map(|link| format!("{open}\n{}", link.url));
        let body = [
            Some(parts.what.clone()),
            Some(parts.turn.clone()),
            parts.until.clone(),
            link,
        ];
        let body = body.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        format!("{body}\n\n-- \n{}\n", footer.join("\n"))
    }

    fn html(&self, subject: &str, parts: &Parts, open: &str, footer: &[String]) -> String {
        let mut body = String::new();
        let sentences = [Some(&parts.what), Some(&parts.turn), parts.until.as_ref()];
        for sentence in sentences.into_iter().flatten() {
            body.extend(["<p>", &escape(sentence), "</p>\n"]);
        }
        if let Some(link) = &self.link {
            let (url, open) = (escape(&link.url), escape(open));
            body.extend([
                "<p><a href=\"",
                &url,
                "\">",
                &open,
                "</a><br>",
                &url,
                "</p>\n",
            ]);
        }
        let footer = footer
            .iter()
            .map(|line| escape(line))
            .collect::<Vec<_>>()
            .join("<br>\n");
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
             <body style=\"font: 16px/1.6 sans-serif; max-width: 36em\">\n{body}<hr>\n\
             <p style=\"font-size: 14px\">{footer}</p>\n</body>\n</html>\n",
            lang = self.locale.code(),
            title = escape(subject),
        )
    }

    fn fill(&self, text: &str) -> String {
        fill(text, &self.particulars)
    }
}

/// An instant as people here read it; a term that runs out with a day ends at 24:00 of that day, as
/// the law says it, and not at 00:00 of the next.
pub fn when(at: Timestamp, locale: Locale) -> String {
    let local = at.to_zoned(zone());
    let midnight = local.time() == Time::midnight();
    let day = match local.date().yesterday() {
        Ok(before) if midnight => before,
        Ok(_) | Err(_) => local.date(),
    };
    let clock = if midnight {
        "24:00".to_owned()
    } else {
        local.strftime("%H:%M").to_string()
    };
    match locale {
        Locale::ZhCn => format!("{} {clock}", written(day, locale)),
        Locale::En => format!("{}, {clock}", written(day, locale)),
    }
}

/// A day as people here read it.
pub fn written(day: Date, locale: Locale) -> String {
    let form = match locale {
        Locale::ZhCn => "%Y年%-m月%-d日",
        Locale::En => "%-d %B %Y",
    };
    day.strftime(form).to_string()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saying(message: Message, reader: Reader, locale: Locale) -> Saying {
        Saying {
            message,
            reader,
            locale,
            particulars: Particulars {
                number: "HJ-2026-000123-X".into(),
                merchant: "<b>云山</b> & Co".into(),
                code: "204060".into(),
                minutes: "10".into(),
                organisation: "绿洲优选".into(),
                due: String::new(),
            },
            due: (reader != Reader::Anyone).then(|| "2026-11-23T10:00:00Z".parse().unwrap()),
            link: None,
            invitation: None,
        }
    }

    #[test]
    fn a_letter_says_what_happened_whose_turn_until_when_and_where() {
        let mut saying = saying(Message::Filed, Reader::Respondent, Locale::ZhCn);
        saying.link = Some(Link {
            url: "https://odr.example/r#TOKEN".into(),
            personal: true,
        });
        let letter = saying.letter().unwrap();
        insta::assert_snapshot!(format!(
            "{}\n\n{}\n\n{}",
            letter.subject, letter.text, letter.html
        ));
    }

    #[test]
    fn names_cannot_bring_markup_into_a_letter() {
        let letter = saying(Message::Filed, Reader::Respondent, Locale::En)
            .letter()
            .unwrap();
        assert!(!letter.html.contains("<b>"));
        assert!(letter.html.contains("&lt;b&gt;云山&lt;/b&gt; &amp; Co"));
        assert!(
            letter.text.contains("<b>云山</b> & Co"),
            "plain text stays plain"
        );
    }

    #[test]
    fn a_short_message_with_a_code_has_no_link_and_no_deadline() {
        let check = |locale, expected| {
            let short = saying(Message::CodeLogin, Reader::Anyone, locale)
                .short()
                .unwrap();
            assert_eq!(short, expected);
        };
        check(
            Locale::ZhCn,
            "【和解】登录验证码：204060，10 分钟内有效。如果不是您本人操作，请忽略。不要把验证码告诉任何人，包括自称客服的人。",
        );
        check(
            Locale::En,
            "[Hejie] 204060 is your code for logging in. It is valid for 10 minutes. If you did not \
             ask for it, ignore this message. Tell it to nobody, not even to someone who claims to \
             be customer service.",
        );
    }

    #[test]
    fn whoever_is_not_meant_gets_no_text() {
        assert_eq!(
            saying(Message::Appealed, Reader::Consumer, Locale::ZhCn).letter(),
            None
        );
    }

    #[test]
    fn a_term_that_ends_with_a_day_ends_at_its_last_hour() {
        let check = |at: &str, chinese, english| {
            let at = at.parse().unwrap();
            assert_eq!(when(at, Locale::ZhCn), chinese);
            assert_eq!(when(at, Locale::En), english);
        };
        check(
            "2026-11-30T16:00:00Z",
            "2026年11月30日 24:00",
            "30 November 2026, 24:00",
        );
        check(
            "2026-11-30T10:05:00Z",
            "2026年11月30日 18:05",
            "30 November 2026, 18:05",
        );
    }

    /// All texts in one place, to be read aloud before they change.
    #[test]
    fn everything_that_people_are_told() {
        for locale in Locale::ALL {
            let mut all = String::new();
            for message in Message::ALL {
                for reader in Reader::ALL {
                    let mut saying = saying(*message, *reader, *locale);
                    // Deadlines are left out, but not the times that a text is about.
                    let texts = catalogue(*locale).and_then(|all| all.texts(*message));
                    let says_when = texts.is_some_and(|one| one.what.contains("{due}"));
                    saying.due = saying.due.filter(|_| says_when);
                    if let Some(short) = saying.short() {
                        all.extend([message.code(), " to ", reader.code(), "\n  ", &short, "\n"]);
                    }
                }
            }
            insta::assert_snapshot!(format!("told_{}", locale.code()), all);
        }
    }
}
