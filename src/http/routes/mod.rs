//! The API's resources, one folder each, one file a verb.

mod desk;
mod dispute;
mod document;
mod evidence;
mod house;
mod law;
mod mediate;
mod mediation;
mod ops;
mod people;
mod queue;
mod room;
mod session;
mod shop;
mod telling;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every resource; each line is a `pub(super) fn routes(config: &mut ServiceConfig)`.
pub(super) fn all(config: &mut ServiceConfig) {
    config
        .configure(desk::routes)
        .configure(dispute::routes)
        .configure(document::routes)
        .configure(evidence::routes)
        .configure(house::routes)
        .configure(law::routes)
        .configure(ops::routes)
        .configure(mediate::routes)
        .configure(mediation::routes)
        .configure(people::routes)
        .configure(queue::routes)
        .configure(room::routes)
        .configure(shop::routes)
        .configure(session::routes)
        .configure(telling::routes);
}
