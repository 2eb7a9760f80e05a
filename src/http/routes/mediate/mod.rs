//! The desk of a mediation body.

mod cases;
mod figures;
mod mediators;
mod sessions;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(cases::list)
        .service(cases::counts)
        .service(mediators::list)
        .service(mediators::conflicts)
        .service(sessions::list)
        .service(figures::show);
}
