//! Running the installation: the first steps, who needs one-time passwords, the audit trail, health.

mod audit;
mod health;
mod steps;
mod totp;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(audit::list)
        .service(audit::table)
        .service(audit::state)
        .service(health::show)
        .service(steps::show)
        .service(steps::close)
        .service(steps::keep_terms)
        .service(steps::send_test)
        .service(totp::policies)
        .service(totp::set_policy)
        .service(totp::members)
        .service(totp::reset);
}
