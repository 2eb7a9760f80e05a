//! Hands text messages to a gateway over HTTP.
//!
//! The gateway gets `POST {to, text, reference}` as JSON with a bearer token and an
//! `Idempotency-Key`, and answers 2xx, with `{"id": …}` if it has a name for the message. It knows
//! nothing of disputes, and nothing here decides whether to send.

use std::time::Duration;

use hejie_domain::telling::Handover;
use reqwest::{StatusCode, Url};
use serde::{Deserialize, Serialize};

use crate::config::Secret;

/// A short message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short<'a> {
    /// The telephone number.
    pub to: &'a str,
    /// The whole text.
    pub text: &'a str,
    /// The same for every attempt at the same message.
    pub key: &'a str,
}

/// A gateway.
#[derive(Debug, Clone)]
pub struct Gateway {
    client: reqwest::Client,
    url: Url,
    token: Option<Secret>,
}

/// Why there is no gateway.
#[derive(Debug, thiserror::Error)]
pub enum NoGateway {
    /// The address is none.
    #[error("HEJIE_SMS_URL is not an http address")]
    Url,
    /// The client cannot be made.
    #[error("the http client cannot be made")]
    Client(#[source] reqwest::Error),
}

#[derive(Serialize)]
struct Request<'a> {
    to: &'a str,
    text: &'a str,
    reference: &'a str,
}

#[derive(Deserialize)]
struct Receipt {
    id: Option<String>,
}

impl Gateway {
    /// A gateway at `url` that is given `timeout` for each message.
    pub fn new(url: &str, token: Option<Secret>, timeout: Duration) -> Result<Self, NoGateway> {
        crate::use_ring();
        let url = Url::parse(url).or(Err(NoGateway::Url))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NoGateway::Url);
        }
        let client = reqwest::Client::builder()
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(NoGateway::Client)?;
        Ok(Self { client, url, token })
    }

    /// Whether somebody listens at the gateway's address; nothing is sent.
    pub async fn reach(&self, timeout: Duration) -> bool {
        let host = self.url.host_str().unwrap_or_default().to_owned();
        let port = self.url.port_or_known_default().unwrap_or_default();
        let host = host.trim_matches(['[', ']']).to_owned();
        let connecting = tokio::net::TcpStream::connect((host, port));
        matches!(tokio::time::timeout(timeout, connecting).await, Ok(Ok(_)))
    }

    /// Hands `message` over once.
    pub async fn send(&self, message: Short<'_>) -> Handover {
        let body = Request {
            to: message.to,
            text: message.text,
            reference: message.key,
        };
        let mut request = self
            .client
            .post(self.url.clone())
            .header("Idempotency-Key", message.key)
            .json(&body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.reveal());
        }
        match request.send().await {
            Ok(response) => answered(response).await,
            Err(error) if error.is_connect() => Handover::NotNow {
                why: "cannot connect".into(),
            },
            Err(error) if error.is_builder() => Handover::Refused {
                why: "unusable".into(),
            },
            Err(error) if error.is_timeout() => Handover::Unknown {
                why: "timed out".into(),
            },
            Err(_broken) => Handover::Unknown {
                why: "the connection broke".into(),
            },
        }
    }
}

async fn answered(response: reqwest::Response) -> Handover {
    let status = response.status();
    let why = status.as_u16().to_string();
    if status.is_success() {
        // A gateway without names for messages may answer with anything.
        let receipt = response.json::<Receipt>().await.ok();
        return Handover::Taken {
            reference: receipt.and_then(|receipt| receipt.id),
        };
    }
    match status {
        StatusCode::TOO_MANY_REQUESTS
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::REQUEST_TIMEOUT => Handover::NotNow { why },
        _ if status.is_server_error() => Handover::Unknown { why },
        _ => Handover::Refused { why },
    }
}
