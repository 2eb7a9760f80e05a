//! What people were told, and what could not be told.

mod notices;
mod outbox;

use std::str::FromStr;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::Failure;

/// Registers the routes.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(notices::list)
        .service(notices::read)
        .service(outbox::kept)
        .service(outbox::dead)
        .service(outbox::retry_many)
        .service(outbox::give_up)
        .service(outbox::readdress)
        .service(outbox::retry);
}

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    /// How many at the most, 1 to 100; 30 if not said.
    limit: Option<u64>,
    /// As the page before said.
    cursor: Option<String>,
}

impl PageQuery {
    fn limit(&self) -> u64 {
        self.limit.unwrap_or(30).clamp(1, 100)
    }

    fn cursor<T: FromStr>(&self) -> Result<Option<T>, Failure> {
        let cursor = self.cursor.as_deref().map(str::parse).transpose();
        cursor.map_err(|_foreign| Failure::invalid("/cursor", "wrong_value"))
    }
}
