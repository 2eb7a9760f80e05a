//! People: log-in, sessions, links, registry, staff.

mod admin;
mod codes;
mod duty;
mod links;
mod login;
mod me;
mod merchants;
mod reauth;
mod register;
mod security;
mod sessions;
mod staff;

use actix_web::HttpResponse;
use hejie_domain::people::{Contact, Email, NameRefused, NotAContact, PersonName, Phone};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::people::{Entered, LoggedIn, me as own};
use crate::app::{Context, Failure};
use crate::http::cookie;
use crate::http::view::people::Me;
use crate::http::view::security::SecondStep;

/// Says that a code is on its way.
pub(super) use codes::{CodeSent, sent as code_sent};

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(me::show)
        .service(me::change)
        .service(codes::send)
        .service(codes::send_reauth)
        .service(login::by_code)
        .service(login::by_password)
        .service(login::second)
        .service(login::out)
        .service(register::register)
        .service(register::reset)
        .service(security::show)
        .service(security::change_password)
        .service(security::begin)
        .service(security::confirm)
        .service(security::remove)
        .service(security::renew_codes)
        .service(sessions::list)
        .service(sessions::end)
        .service(reauth::prove)
        .service(links::look)
        .service(links::send_code)
        .service(links::enter)
        .service(merchants::search)
        .service(staff::list)
        .service(duty::rota)
        .service(duty::set_rota)
        .service(admin::suspend)
        .service(admin::restore);
}

/// The cookie, or what the second proof comes with.
pub(super) async fn entered(ctx: &Context, entered: Entered) -> Result<HttpResponse, Failure> {
    match entered {
        Entered::In(done) => logged_in(ctx, *done).await,
        Entered::Half { ticket, expires_at } => {
            Ok(HttpResponse::Accepted().json(SecondStep { ticket, expires_at }))
        }
    }
}

/// The cookie, and who one is now.
async fn logged_in(ctx: &Context, logged_in: LoggedIn) -> Result<HttpResponse, Failure> {
    let https = ctx.config.server.https();
    let me = own::show(ctx, &logged_in.caller).await?;
    let cookie = cookie::set(logged_in.token, https, ctx.now().at, logged_in.expires_at);
    Ok(HttpResponse::Ok().cookie(cookie).json(Me::of(me)))
}

fn phone(raw: &str, pointer: &str) -> Result<Phone, Failure> {
    Phone::parse(raw).map_err(|_why| Failure::invalid(pointer, "not_a_phone"))
}

fn email(raw: &str, pointer: &str) -> Result<Email, Failure> {
    Email::parse(raw).map_err(|_why| Failure::invalid(pointer, "not_an_email"))
}

pub(super) fn contact(raw: &str, pointer: &str) -> Result<Contact, Failure> {
    Contact::parse(raw).map_err(|why| match why {
        NotAContact::Phone => Failure::invalid(pointer, "not_a_phone"),
        NotAContact::Email => Failure::invalid(pointer, "not_an_email"),
    })
}

pub(super) fn name(raw: &str, pointer: &str) -> Result<PersonName, Failure> {
    PersonName::parse(raw).map_err(|why| match why {
        NameRefused::Missing => Failure::invalid(pointer, "required"),
        NameRefused::TooLong => Failure::invalid(pointer, "too_long"),
    })
}
