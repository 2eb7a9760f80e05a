//! The queue of a platform's service.

mod bulk;
mod filter;
mod list;
mod supervise;
mod tags;
mod views;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::page)
        .service(list::counts)
        .service(list::ids)
        .service(bulk::bulk)
        .service(bulk::export)
        .service(supervise::show)
        .service(tags::list)
        .service(tags::add)
        .service(tags::change)
        .service(tags::merge)
        .service(tags::worn)
        .service(tags::wear)
        .service(views::list)
        .service(views::keep)
        .service(views::rewrite)
        .service(views::forget)
        .service(views::place)
        .service(views::choose);
}
