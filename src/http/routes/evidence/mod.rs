//! Files: bringing them in, looking at them.

mod limits;
mod ranges;
mod remove;
mod serve;
mod uploads;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(limits::show)
        .service(uploads::begin)
        .service(uploads::show)
        .service(uploads::append)
        .service(serve::serve)
        .service(remove::remove);
}
