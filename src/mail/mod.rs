//! Hands mail to a server over SMTP.
//!
//! Every letter is automatic and says so (RFC 3834), carries a Message-ID that is the same for
//! every attempt, and is written twice: as plain text and as simple HTML. Nothing here decides
//! whether to send.

use std::time::{Duration, SystemTime};

use hejie_domain::telling::Handover;
use jiff::Timestamp;
use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::config::Secret;

/// A letter, ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter<'a> {
    /// The mailbox.
    pub to: &'a str,
    /// One line.
    pub subject: &'a str,
    /// As plain text.
    pub text: &'a str,
    /// As HTML.
    pub html: &'a str,
    /// What it tells calendars.
    pub calendar: Option<Calendar<'a>>,
    /// `zh-CN` or `en`.
    pub language: &'a str,
    /// The same for every attempt at the same letter; letters, digits, `-` and `.`.
    pub key: &'a str,
    /// The date it bears.
    pub at: Timestamp,
}

/// A file for calendars, and what they are to do with it (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar<'a> {
    /// `REQUEST` or `CANCEL`.
    pub method: &'a str,
    /// The file.
    pub text: &'a str,
}

/// A mail server.
#[derive(Clone)]
pub struct Postbox {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    return_path: Option<Address>,
    timeout: Duration,
}

/// Why there is no mail server.
#[derive(Debug, thiserror::Error)]
pub enum NoPostbox {
    /// The address is none.
    #[error("HEJIE_SMTP_URL is not an smtp:// or smtps:// address")]
    Url(#[source] SmtpError),
    /// The sender is no mailbox.
    #[error("HEJIE_MAIL_FROM is not a mailbox")]
    From,
    /// The return path is no address.
    #[error("HEJIE_MAIL_RETURN_PATH is neither an address nor null")]
    ReturnPath,
}

impl Postbox {
    /// A server at `url`, written from `from`. Bounces go to `return_path`: to nobody if that is
    /// `null`, to the sender if there is none.
    pub fn new(
        url: &Secret,
        from: &str,
        return_path: Option<&str>,
        timeout: Duration,
    ) -> Result<Self, NoPostbox> {
        let from: Mailbox = from.parse().or(Err(NoPostbox::From))?;
        let return_path = match return_path {
            None => Some(from.email.clone()),
            Some("null") => None,
            Some(address) => Some(address.parse().or(Err(NoPostbox::ReturnPath))?),
        };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal())
            .map_err(NoPostbox::Url)?
            .timeout(Some(timeout))
            .build();
        Ok(Self {
            transport,
            from,
            return_path,
            timeout,
        })
    }

    /// Whether the server can be reached and knows us; nothing is sent.
    pub async fn reach(&self) -> bool {
        let reached = tokio::time::timeout(self.timeout, self.transport.test_connection()).await;
        matches!(reached, Ok(Ok(true)))
    }

    /// Hands `letter` over once.
    pub async fn send(&self, letter: Letter<'_>) -> Handover {
        let Some(message) = self.compose(&letter) else {
            return Handover::Refused {
                why: "the address cannot be written to".into(),
            };
        };
        // Before the server is reached, nothing can have been taken; after that, a broken
        // connection leaves it open.
        let reached = tokio::time::timeout(self.timeout, self.transport.test_connection()).await;
        if !matches!(reached, Ok(Ok(true))) {
            return Handover::NotNow {
                why: "cannot connect".into(),
            };
        }
        let whole = self.timeout.saturating_mul(3);
        match tokio::time::timeout(whole, self.transport.send(message)).await {
            Ok(Ok(response)) => Handover::Taken {
                reference: response.first_line().map(str::to_owned),
            },
            Ok(Err(error)) => not_sent(&error),
            Err(_elapsed) => Handover::Unknown {
                why: "timed out".into(),
            },
        }
    }

    fn compose(&self, letter: &Letter<'_>) -> Option<Message> {
        let to: Address = letter.to.parse().ok()?;
        let host = self.from.email.domain();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(letter.subject)
            .message_id(Some(format!("<{}@{host}>", letter.key)))
            .date(SystemTime::from(letter.at))
            .envelope(Envelope::new(self.return_path.clone(), vec![to]).ok()?);
        for (name, value) in [
            ("Auto-Submitted", "auto-generated"),
            ("X-Auto-Response-Suppress", "All"),
            ("Content-Language", letter.language),
        ] {
            let name = HeaderName::new_from_ascii(name.to_owned()).ok()?;
            message = message.raw_header(HeaderValue::new(name, value.to_owned()));
        }
        let parts =
            MultiPart::alternative_plain_html(letter.text.to_owned(), letter.html.to_owned());
        let Some(calendar) = letter.calendar else {
            return message.multipart(parts).ok();
        };
        // Programs that know invitations read the alternative; people of others open the file.
        let method = calendar.method;
        let kind = format!("text/calendar; charset=utf-8; method={method}");
        let inline = SinglePart::builder()
            .header(ContentType::parse(&kind).ok()?)
            .body(calendar.text.to_owned());
        let file = Attachment::new("session.ics".to_owned()).body(
            calendar.text.to_owned(),
            ContentType::parse("application/ics; charset=utf-8").ok()?,
        );
        let parts = parts.singlepart(inline);
        let whole = MultiPart::mixed().multipart(parts).singlepart(file);
        message.multipart(whole).ok()
    }
}

impl std::fmt::Debug for Postbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postbox")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// What the server's refusal means. Its words may repeat the address, so only the number is kept.
fn not_sent(error: &SmtpError) -> Handover {
    let number = |error: &SmtpError| {
        error
            .status()
            .map_or_else(|| "no status".to_owned(), |code| code.to_string())
    };
    if error.is_permanent() {
        Handover::Refused { why: number(error) }
    } else if error.is_transient() {
        Handover::NotNow { why: number(error) }
    } else if error.is_client() {
        Handover::Refused {
            why: "the server cannot take such a letter".into(),
        }
    } else {
        Handover::Unknown {
            why: "the connection broke".into(),
        }
    }
}
