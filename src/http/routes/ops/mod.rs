//! Running the installation: who needs one-time passwords, the audit trail, health.

mod audit;
mod health;
mod totp;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(audit::list)
        .service(audit::table)
        .service(audit::state)
        .service(health::show)
        .service(totp::policies)
        .service(totp::set_policy)
        .service(totp::members)
        .service(totp::reset);
}
