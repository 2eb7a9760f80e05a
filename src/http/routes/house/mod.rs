//! How the house is run.

mod invitations;
mod members;
mod organisations;
mod registry;
mod templates;
mod terms;

use utoipa_actix_web::service_config::ServiceConfig;

/// See the module.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(organisations::list)
        .service(organisations::add)
        .service(organisations::show)
        .service(organisations::change)
        .service(organisations::close)
        .service(organisations::open)
        .service(members::list)
        .service(members::held)
        .service(members::appoint)
        .service(members::remove)
        .service(members::describe)
        .service(invitations::list)
        .service(invitations::invite)
        .service(invitations::resend)
        .service(invitations::revoke)
        .service(invitations::look)
        .service(invitations::send_code)
        .service(invitations::accept)
        .service(templates::list)
        .service(templates::add)
        .service(templates::show)
        .service(templates::change)
        .service(templates::archive)
        .service(templates::restore)
        .service(templates::versions)
        .service(templates::filled)
        .service(registry::preview)
        .service(registry::report)
        .service(registry::import)
        .service(terms::show)
        .service(terms::save)
        .service(terms::discard)
        .service(terms::publish)
        .service(terms::withdraw);
}
