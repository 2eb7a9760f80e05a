//! Mediation: the bodies that can be asked.

mod bodies;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(bodies::list).service(bodies::for_dispute);
}
