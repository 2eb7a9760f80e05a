//! Disputes: drafts, lists, the page, and one route a verb.

mod draft;
mod law;
mod links;
mod list;
mod rules;
mod show;
mod verbs;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(draft::list)
        .service(draft::begin)
        .service(draft::show)
        .service(draft::save)
        .service(draft::give_up)
        .service(draft::file)
        .service(list::own)
        .service(rules::show)
        .service(show::show)
        .service(law::show)
        .service(law::signals)
        .service(links::list)
        .service(links::add)
        .service(links::remove)
        .service(links::merge)
        .service(links::unmerge);
    verbs::routes(config);
}
