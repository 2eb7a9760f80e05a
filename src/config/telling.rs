//! How people are told outside the product.

use std::time::Duration;

use super::{ConfigError, Limit, Reader, Secret};

/// The gateways, and how much one address may get. Where a gateway is not set, its messages are
/// kept in the folder `outbox`.
#[derive(Debug, Clone)]
pub struct Telling {
    /// Where text messages go.
    pub sms_url: Option<String>,
    /// What the gateway for text messages knows us by.
    pub sms_token: Option<Secret>,
    /// Where mail goes: `smtp://…` or `smtps://user:password@host`.
    pub smtp_url: Option<Secret>,
    /// Who mail is from.
    pub mail_from: String,
    /// Where bounces go: an address, or `null` for nowhere; unset means to the sender.
    pub mail_return_path: Option<String>,
    /// How long a gateway may take.
    pub timeout: Duration,
    /// How many messages one address gets at most; what is more waits.
    pub messages_recipient: Limit,
}

impl Telling {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ConfigError> {
        Ok(Self {
            sms_url: reader.optional("HEJIE_SMS_URL"),
            sms_token: reader.secret("HEJIE_SMS_TOKEN", "HEJIE_SMS_TOKEN_FILE")?,
            smtp_url: reader.secret("HEJIE_SMTP_URL", "HEJIE_SMTP_URL_FILE")?,
            mail_from: reader.parse("HEJIE_MAIL_FROM", "Hejie <hejie@localhost>")?,
            mail_return_path: reader.optional("HEJIE_MAIL_RETURN_PATH"),
            timeout: Duration::from_secs(reader.parse("HEJIE_SEND_TIMEOUT_S", "20")?),
            messages_recipient: reader.parse("HEJIE_LIMIT_MESSAGES_RECIPIENT", "30/1h")?,
        })
    }
}
