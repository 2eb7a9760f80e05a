//! A shop's desk, for those who work there.

mod answers;
mod list;
mod record;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(answers::answer)
        .service(record::show);
}
