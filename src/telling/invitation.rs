//! Invitations to sessions as calendars read them: iCalendar (RFC 5545) with the methods of RFC 5546.
//!
//! One file invites one person and names no other. The same session keeps its UID for ever; every
//! change, the cancelling too, comes with the next sequence number.

use hejie_domain::dispute::session::SessionWay;
use hejie_domain::people::Locale;
use hejie_domain::zone;
use jiff::Timestamp;

use super::catalogue::{Particulars, catalogue, fill};

/// What a calendar is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// To note the session, or its new time.
    Request,
    /// To strike it out.
    Cancel,
    /// To show it: a copy that somebody fetched, which answers to nobody.
    Publish,
}

/// One session for one person's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// What a calendar is to do.
    pub method: Method,
    /// The same for every version.
    pub uid: String,
    /// Counts the versions from 0.
    pub sequence: u32,
    /// When this version came to be.
    pub at: Timestamp,
    /// The beginning.
    pub starts_at: Timestamp,
    /// The end.
    pub ends_at: Timestamp,
    /// The service's name and mailbox.
    pub organiser: Mailbox,
    /// Who is invited, where it goes by mail.
    pub attendee: Option<Mailbox>,
    /// One line that says no more than everybody in the dispute knows.
    pub summary: String,
    /// What to know.
    pub description: String,
    /// Where.
    pub location: String,
    /// The page to come to.
    pub url: String,
}

/// A name and a mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// As people call it.
    pub name: String,
    /// `local@domain`.
    pub address: String,
}

impl Mailbox {
    /// Reads `Name <local@domain>` or a bare address.
    pub fn parse(text: &str) -> Self {
        match text.split_once('<') {
            Some((name, rest)) => Self {
                name: name.trim().to_owned(),
                address: rest.trim_end().trim_end_matches('>').trim().to_owned(),
            },
            None => Self {
                name: String::new(),
                address: text.trim().to_owned(),
            },
        }
    }
}

impl Method {
    /// The word of RFC 5546.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::Publish => "PUBLISH",
        }
    }
}

/// What an invitation says in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionWords {
    /// One line. It names the dispute and nothing of what is talked about, or with whom.
    pub summary: String,
    /// What to know.
    pub description: String,
    /// Where.
    pub location: String,
}

/// The words of an invitation to a session of the dispute `number`.
pub fn session_words(
    locale: Locale,
    number: &str,
    way: SessionWay,
    place: Option<&str>,
    url: &str,
) -> SessionWords {
    let Some(catalogue) = catalogue(locale) else {
        return SessionWords::default();
    };
    let words = &catalogue.session;
    let particulars = Particulars {
        number: number.to_owned(),
        ..Particulars::default()
    };
    let (how, place) = match way {
        SessionWay::Room => (&words.room, Some(url)),
        SessionWay::Phone => (&words.phone, place),
        SessionWay::OnSite => (&words.on_site, place),
    };
    let text = |text: &str| fill(text, &particulars);
    SessionWords {
        summary: text(&words.summary),
        description: format!("{}\n{}\n{url}", text(how), text(&words.open)),
        location: place.map_or_else(|| text(how), str::to_owned),
    }
}

const TIME_ZONE: &str = "Asia/Shanghai";
/// Octets of a line without its line break (RFC 5545, 3.1).
const LINE_OCTETS_MAX: usize = 75;

impl CalendarEntry {
    /// The whole file.
    pub fn text(&self) -> String {
        let status = match self.method {
            Method::Request | Method::Publish => "CONFIRMED",
            Method::Cancel => "CANCELLED",
        };
        let mut lines = Lines::default();
        lines.put("BEGIN", "VCALENDAR");
        lines.put("VERSION", "2.0");
        lines.put("PRODID", "-//Hejie//Sessions//EN");
        lines.put("CALSCALE", "GREGORIAN");
        lines.put("METHOD", self.method.code());
        lines.time_zone();
        lines.put("BEGIN", "VEVENT");
        lines.put("UID", &self.uid);
        lines.put("SEQUENCE", &self.sequence.to_string());
        lines.put("DTSTAMP", &self.at.strftime("%Y%m%dT%H%M%SZ").to_string());
        lines.local("DTSTART", self.starts_at);
        lines.local("DTEND", self.ends_at);
        lines.put("STATUS", status);
        lines.put("TRANSP", "OPAQUE");
        lines.person("ORGANIZER", "", &self.organiser);
        if let Some(attendee) = &self.attendee {
            let role = ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE";
            lines.person("ATTENDEE", role, attendee);
        }
        lines.words("SUMMARY", &self.summary);
        lines.words("DESCRIPTION", &self.description);
        lines.words("LOCATION", &self.location);
        lines.put("URL", &self.url);
        lines.put("CLASS", "PRIVATE");
        lines.put("END", "VEVENT");
        lines.put("END", "VCALENDAR");
        lines.0
    }
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A value that needs no escaping.
    fn put(&mut self, name: &str, value: &str) {
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        self.fold(&format!("{name}:{value}"));
    }

    /// A value in words.
    fn words(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.put(name, &escape(value));
        }
    }

    fn local(&mut self, name: &str, at: Timestamp) {
        let at = at.to_zoned(zone()).strftime("%Y%m%dT%H%M%S").to_string();
        self.put(&format!("{name};TZID={TIME_ZONE}"), &at);
    }

    fn person(&mut self, name: &str, parameters: &str, mailbox: &Mailbox) {
        let called: String = mailbox
            .name
            .chars()
            .filter(|c| !c.is_control() && *c != '"')
            .collect();
        let called = if called.is_empty() {
            String::new()
        } else {
            format!(";CN=\"{called}\"")
        };
        let address = format!("mailto:{}", mailbox.address);
        self.put(&format!("{name}{parameters}{called}"), &address);
    }

    /// China has kept one offset since 1991.
    fn time_zone(&mut self) {
        for (name, value) in [
            ("BEGIN", "VTIMEZONE"),
            ("TZID", TIME_ZONE),
            ("BEGIN", "STANDARD"),
            ("DTSTART", "19910915T000000"),
            ("TZOFFSETFROM", "+0800"),
            ("TZOFFSETTO", "+0800"),
            ("TZNAME", "CST"),
            ("END", "STANDARD"),
            ("END", "VTIMEZONE"),
        ] {
            self.put(name, value);
        }
    }

    /// Breaks a long line between characters; what follows begins with a space.
    fn fold(&mut self, line: &str) {
        let mut octets: usize = 0;
        for c in line.chars() {
            if octets.saturating_add(c.len_utf8()) > LINE_OCTETS_MAX {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            octets = octets.saturating_add(c.len_utf8());
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn invitation() -> CalendarEntry {
        CalendarEntry {
            method: Method::Request,
            uid: "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f@odr.example".into(),
            sequence: 2,
            at: "2026-11-27T02:00:00Z".parse().unwrap(),
            starts_at: "2026-12-01T06:30:00Z".parse().unwrap(),
            ends_at: "2026-12-01T07:30:00Z".parse().unwrap(),
            organiser: Mailbox::parse("和解 <hejie@odr.example>"),
            attendee: Some(Mailbox::parse("lin@example.com")),
            summary: "调解会议：争议 HJ-2026-000123-X".into(),
            description: "请在开始前几分钟打开链接，登录后进入调解室；如不能参加，请尽早告知；谢谢, 再见\n第二行\\".into(),
            location: "城西街道 12 号; 二楼, 调解室".into(),
            url: "https://odr.example/disputes/1?tab=chat".into(),
        }
    }

    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "")
            .split("\r\n")
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn an_invitation_reads_as_calendars_expect() {
        insta::assert_snapshot!(unfolded(&invitation().text()).join("\n"));
    }

    #[test]
    fn a_cancelled_session_keeps_its_name_and_says_so() {
        let cancelled = CalendarEntry {
            method: Method::Cancel,
            sequence: 3,
            ..invitation()
        };
        let lines = unfolded(&cancelled.text());
        for line in [
            "METHOD:CANCEL",
            "STATUS:CANCELLED",
            "SEQUENCE:3",
            "UID:0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f@odr.example",
        ] {
            assert!(lines.iter().any(|one| one == line), "{line}");
        }
    }

    #[test]
    fn nothing_that_people_write_makes_a_line_of_its_own() {
        let sly = CalendarEntry {
            summary: "会议\r\nATTENDEE:mailto:spy@example.com".into(),
            attendee: Some(Mailbox {
                name: "林\"\r\nX:1".into(),
                address: "lin@example.com".into(),
            }),
            ..invitation()
        };
        let lines = unfolded(&sly.text());
        let attendees = lines.iter().filter(|line| line.starts_with("ATTENDEE"));
        assert_eq!(attendees.count(), 1);
        assert!(lines.iter().all(|line| !line.starts_with("X:1")));
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_nothing_is_lost(text in "[\\PC\n;,\\\\调解]{0,300}") {
            let folded = CalendarEntry { description: text.clone(), ..invitation() }.text();
            for line in folded.split("\r\n") {
                prop_assert!(line.len() <= LINE_OCTETS_MAX, "{}", line.len());
            }
            let line = unfolded(&folded).into_iter().find(|line| line.starts_with("DESCRIPTION:"));
            let kept = line.unwrap_or_else(|| "DESCRIPTION:".into());
            let mut read = String::new();
            let mut chars = kept.strip_prefix("DESCRIPTION:").unwrap().chars();
            while let Some(c) = chars.next() {
                read.push(match c {
                    '\\' => chars.next().map_or('\\', |c| if c == 'n' { '\n' } else { c }),
                    _ => c,
                });
            }
            let plain: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            prop_assert_eq!(read, plain);
        }
    }
}
