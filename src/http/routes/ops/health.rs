//! How the installation is: the findings of `hejie doctor`, for administrators.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::law::calendar::administers;
use crate::app::{Caller, Context, Failure};
use crate::doctor::{self, Depth};

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// When it was looked at.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The worst first.
    items: Vec<HealthItem>,
}

/// One finding, in the caller's language.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HealthItem {
    /// Its code.
    code: String,
    /// `good`, `note`, `warning` or `bad`.
    level: String,
    /// What was found.
    what: String,
    /// Why it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    todo: Option<String>,
}

/// Looks the installation over: some logs and files at random, everything else.
#[utoipa::path(tag = "admin", responses((status = 200, body = Health)))]
#[get("/admin/health")]
pub(super) async fn show(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    administers(&caller)?;
    let at = ctx.now().at;
    let mut found = doctor::examine(&ctx.config, Some(&ctx.store), Depth::Sample, at).await;
    found.sort_by_key(|one| std::cmp::Reverse(one.level));
    let items = found.iter().map(|one| {
        let told = one.told(caller.locale);
        HealthItem {
            code: one.code.to_owned(),
            level: one.level.code().to_owned(),
            what: told.what,
            why: told.why,
            todo: told.todo,
        }
    });
    let items = items.collect();
    Ok(HttpResponse::Ok().json(Health { at, items }))
}
