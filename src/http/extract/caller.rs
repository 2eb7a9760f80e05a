//! Who calls.

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpRequest};
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use hejie_domain::audit::Network;

use crate::app::people::{Device, First, recognise_any};
use crate::app::{Caller, Context, Failure};
use crate::http::cookie;
use crate::http::edge::Arrival;
use crate::http::limits::Gate;

/// What the log-in page says of a browser is not kept beyond this.
const USER_AGENT_CHARS_MAX: usize = 200;

/// Somebody who may or may not have a session, and may have to do something first: only for what is
/// open to everybody.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Set when they have one.
    pub caller: Option<Caller>,
    /// What browser, where, in which language.
    pub device: Device,
    /// The same address, for counting.
    pub address: std::net::IpAddr,
}

impl FromRequest for Visitor {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        async move {
            let arrival = Arrival::of(&request);
            let device = Device {
                user_agent: user_agent(&request),
                address: arrival.address.to_string(),
                locale: arrival.locale,
            };
            let caller = caller(&request, &arrival).await?;
            Ok(Self {
                caller,
                device,
                address: arrival.address,
            })
        }
        .boxed_local()
    }
}

/// Somebody with a session who may have to do something first: for doing that.
#[derive(Debug, Clone)]
pub struct Newcomer(pub Caller);

impl FromRequest for Newcomer {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        async move {
            let arrival = Arrival::of(&request);
            let caller = caller(&request, &arrival).await?;
            Ok(Self(caller.ok_or(Failure::NotLoggedIn)?))
        }
        .boxed_local()
    }
}

/// A handler with this argument answers nobody else: 401 without a session, 403 while something else
/// must be done first.
impl FromRequest for Caller {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        async move {
            let arrival = Arrival::of(&request);
            let caller = caller(&request, &arrival).await?;
            let caller = caller.ok_or(Failure::NotLoggedIn)?;
            match caller.first.map(First::code) {
                Some(due) => Err(Failure::Forbidden(due))?,
                None => Ok(caller),
            }
        }
        .boxed_local()
    }
}

async fn caller(request: &HttpRequest, arrival: &Arrival) -> Result<Option<Caller>, Failure> {
    let Some(ctx) = request.app_data::<Data<Context>>() else {
        return Ok(None);
    };
    let Some(token) = cookie::token(request, ctx.config.server.https()) else {
        return Ok(None);
    };
    let mut caller = recognise_any(ctx, &token, arrival.locale).await?;
    if let Some(caller) = &mut caller {
        caller.network = Some(Network::of(arrival.address));
    }
    let gate = request.app_data::<Data<Gate>>();
    if let (Some(caller), Some(gate), false) = (&caller, gate, request.method().is_safe()) {
        gate.write(caller.standing.person)?;
    }
    Ok(caller)
}

fn user_agent(request: &HttpRequest) -> String {
    let said = request
        .headers()
        .get("user-agent")
        .and_then(|value| value.to_str().ok());
    said.unwrap_or_default()
        .chars()
        .take(USER_AGENT_CHARS_MAX)
        .collect()
}
