//! The desk of whoever works on disputes.

mod follow;
mod handover;
mod held;
mod macros;
mod page;
mod replies;
mod settings;
mod unsent;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::Failure;
use hejie_domain::desk::Spot;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(page::show)
        .service(page::fill)
        .service(unsent::list)
        .service(unsent::save)
        .service(unsent::give_up)
        .service(held::send)
        .service(held::list)
        .service(held::undo)
        .service(held::send_now)
        .service(follow::follow)
        .service(follow::unfollow)
        .service(follow::snooze)
        .service(follow::unsnooze)
        .service(handover::on_duty)
        .service(handover::read)
        .service(replies::list)
        .service(replies::used)
        .service(macros::list)
        .service(macros::add)
        .service(macros::show)
        .service(macros::change)
        .service(macros::give_up)
        .service(macros::preview)
        .service(macros::run)
        .service(settings::show)
        .service(settings::set);
}

/// A place that nobody can write in belongs to nothing.
fn spot(text: &str) -> Result<Spot, Failure> {
    Spot::parse(text).ok_or(Failure::NotFound)
}
