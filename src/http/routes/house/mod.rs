//! How the house is run.

mod templates;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(templates::list)
        .service(templates::add)
        .service(templates::show)
        .service(templates::change)
        .service(templates::archive)
        .service(templates::restore)
        .service(templates::versions)
        .service(templates::filled);
}
