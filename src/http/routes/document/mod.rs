//! Documents: those of a dispute, their files, whether one is genuine; and words that none may hold.

mod check;
mod file;
mod list;
mod wording;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(file::file)
        .service(check::code)
        .service(check::file)
        .service(wording::check);
}
