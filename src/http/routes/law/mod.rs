//! The law, for everybody: terms and amounts without a log-in. The answers are those of
//! `hejie law`, with the same schemas.

mod ask;
mod calendar;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(ask::term)
        .service(ask::entitlement)
        .service(ask::admissible)
        .service(ask::bureau)
        .service(ask::doors)
        .service(ask::checklist)
        .service(calendar::list)
        .service(calendar::preview)
        .service(calendar::import);
}
