//! Who carries messages: a gateway where one is configured, the folder of kept messages otherwise.

use hejie_domain::ids::OutboxId;
use hejie_domain::telling::{Channel, Handover, Method};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::kept::{Kept, KeptMessage};
use crate::mail::{Calendar, Letter, NoPostbox, Postbox};
use crate::sms::{Gateway, NoGateway, Short};
use crate::telling::{CalendarEntry, Saying};

/// The carriers of both ways.
#[derive(Debug, Clone)]
pub(super) struct Carriers {
    gateway: Option<Gateway>,
    postbox: Option<Postbox>,
    kept: Kept,
}

/// A carrier is configured in a way that cannot work.
#[derive(Debug, thiserror::Error)]
pub enum NoCarrier {
    /// The gateway for text messages.
    #[error(transparent)]
    Sms(#[from] NoGateway),
    /// The mail server.
    #[error(transparent)]
    Mail(#[from] NoPostbox),
}

/// One message, addressed.
#[derive(Debug, Clone)]
pub(super) struct Parcel<'a> {
    /// Its place in the outbox.
    pub(super) id: OutboxId,
    /// The same for every attempt.
    pub(super) key: &'a str,
    /// By which way.
    pub(super) channel: Channel,
    /// The number or address.
    pub(super) to: &'a str,
    /// What it says.
    pub(super) saying: &'a Saying,
    /// Its date.
    pub(super) at: Timestamp,
}

impl Carriers {
    /// As configured.
    pub(super) fn of(config: &Config) -> Result<Self, NoCarrier> {
        let telling = &config.telling;
        let gateway = telling
            .sms_url
            .as_ref()
            .map(|url| Gateway::new(url, telling.sms_token.clone(), telling.timeout))
            .transpose()?;
        let return_path = telling.mail_return_path.as_deref();
        let postbox = telling
            .smtp_url
            .as_ref()
            .map(|url| Postbox::new(url, &telling.mail_from, return_path, telling.timeout))
            .transpose()?;
        Ok(Self {
            gateway,
            postbox,
            kept: Kept::new(config.storage.path("outbox")),
        })
    }

    /// Who would carry a message on that way.
    pub(super) fn method(&self, channel: Channel) -> Method {
        match channel {
            Channel::Sms if self.gateway.is_some() => Method::Http,
            Channel::Mail if self.postbox.is_some() => Method::Smtp,
            Channel::Sms | Channel::Mail | Channel::Notice => Method::File,
        }
    }

    /// Hands a parcel over once.
    pub(super) async fn carry(&self, parcel: &Parcel<'_>) -> Handover {
        match (parcel.channel, &self.gateway, &self.postbox) {
            (Channel::Sms, Some(gateway), _) => send_short(gateway, parcel).await,
            (Channel::Mail, _, Some(postbox)) => send_letter(postbox, parcel).await,
            (Channel::Sms | Channel::Mail | Channel::Notice, _, _) => {
                keep(&self.kept, parcel).await
            }
        }
    }
}

async fn send_short(gateway: &Gateway, parcel: &Parcel<'_>) -> Handover {
    let Some(text) = parcel.saying.short() else {
        return no_text();
    };
    let key = digest(parcel.key);
    let short = Short {
        to: parcel.to,
        text: &text,
        key: &key,
    };
    gateway.send(short).await
}

async fn send_letter(postbox: &Postbox, parcel: &Parcel<'_>) -> Handover {
    let Some(words) = parcel.saying.letter() else {
        return no_text();
    };
    let calendar = parcel.saying.invitation.as_ref();
    let file = calendar.map(CalendarEntry::text);
    let calendar = calendar
        .zip(file.as_deref())
        .map(|(invitation, text)| Calendar {
            method: invitation.method.code(),
            text,
        });
    let letter = Letter {
        calendar,
        to: parcel.to,
        subject: &words.subject,
        text: &words.text,
        html: &words.html,
        language: parcel.saying.locale.code(),
        key: &digest(parcel.key),
        at: parcel.at,
    };
    postbox.send(letter).await
}

async fn keep(kept: &Kept, parcel: &Parcel<'_>) -> Handover {
    let words = match parcel.channel {
        Channel::Mail => parcel
            .saying
            .letter()
            .map(|letter| (Some(letter.subject), letter.text)),
        Channel::Sms | Channel::Notice => parcel.saying.short().map(|text| (None, text)),
    };
    let Some((subject, body)) = words else {
        return no_text();
    };
    let message = KeptMessage {
        id: parcel.id,
        channel: parcel.channel,
        to: parcel.to.to_owned(),
        subject,
        body,
        calendar: calendar_of(parcel),
        at: parcel.at,
    };
    match kept.put(&message).await {
        Ok(()) => Handover::Taken { reference: None },
        Err(error) => Handover::NotNow {
            why: error.kind().to_string(),
        },
    }
}

/// The file that would have come with the letter.
fn calendar_of(parcel: &Parcel<'_>) -> Option<String> {
    let by_mail = parcel.channel == Channel::Mail;
    let invitation = parcel.saying.invitation.as_ref().filter(|_| by_mail);
    invitation.map(CalendarEntry::text)
}

fn no_text() -> Handover {
    Handover::Refused {
        why: "no text for this reader".into(),
    }
}

/// A name that may stand in a Message-ID and tells strangers nothing.
fn digest(key: &str) -> String {
    let digest = Sha256::digest(key.as_bytes());
    data_encoding::HEXLOWER
        .encode(&digest)
        .chars()
        .take(32)
        .collect()
}
