//! Who has to be reached: the mail server, the gateway for text messages, Redis. Nothing is sent.

use std::time::Duration;

use super::{Finding, Level};
use crate::bus;
use crate::config::Config;
use crate::mail::Postbox;
use crate::sms::Gateway;

const WAIT_MAX: Duration = Duration::from_secs(5);

pub(super) async fn reach(config: &Config) -> Vec<Finding> {
    let (mail, sms, redis) = tokio::join!(mail(config), sms(config), redis(config));
    vec![mail, sms, redis]
}

async fn mail(config: &Config) -> Finding {
    let telling = &config.telling;
    let Some(url) = &telling.smtp_url else {
        return Finding::new(Level::Warning, "mail_kept");
    };
    let return_path = telling.mail_return_path.as_deref();
    match Postbox::new(url, &telling.mail_from, return_path, WAIT_MAX) {
        Err(error) => Finding::new(Level::Bad, "mail_unusable").with("error", error),
        Ok(postbox) if postbox.reach().await => Finding::new(Level::Good, "mail_good"),
        Ok(_) => Finding::new(Level::Bad, "mail_unreachable"),
    }
}

async fn sms(config: &Config) -> Finding {
    let telling = &config.telling;
    let Some(url) = &telling.sms_url else {
        return Finding::new(Level::Warning, "sms_kept");
    };
    match Gateway::new(url, telling.sms_token.clone(), WAIT_MAX) {
        Err(error) => Finding::new(Level::Bad, "sms_unusable").with("error", error),
        Ok(gateway) if gateway.reach(WAIT_MAX).await => Finding::new(Level::Good, "sms_good"),
        Ok(_) => Finding::new(Level::Bad, "sms_unreachable"),
    }
}

async fn redis(config: &Config) -> Finding {
    match &config.realtime.redis_url {
        None => Finding::new(Level::Good, "redis_unset"),
        Some(url) if bus::reach(url.reveal(), WAIT_MAX).await => {
            Finding::new(Level::Good, "redis_good")
        }
        Some(_) => Finding::new(Level::Bad, "redis_unreachable"),
    }
}
