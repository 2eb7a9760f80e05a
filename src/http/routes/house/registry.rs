//! The register of merchants from a table, for administrators: looked at, reported on, taken in. The
//! body is the file as it is.

use std::borrow::Cow;

use actix_web::web::{Data, Payload};
use actix_web::{Error, HttpResponse, post};
use bytes::Bytes;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::house::registry::{self, BYTES_MAX, Choice};
use crate::app::{Caller, Context};
use crate::http::csv;
use crate::http::extract::{Query, read_body};
use crate::http::problem::fault_text;
use crate::http::view::house::RegistryLook;

/// What to do where lines are wrong.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportQuery {
    /// Takes the lines that are right and leaves the others out; without it, wrong lines keep all
    /// of them out.
    valid_only: Option<bool>,
}

/// What a table would do. Nothing is stored.
#[utoipa::path(tag = "house", request_body(content = String, content_type = "text/csv"), responses((status = 200, body = RegistryLook)))]
#[post("/admin/registry/preview")]
pub(super) async fn preview(
    ctx: Data<Context>,
    caller: Caller,
    table: Payload,
) -> Result<HttpResponse, Error> {
    let table = whole(table).await?;
    let look = registry::look(&ctx, &caller, &table).await?;
    Ok(HttpResponse::Ok().json(RegistryLook::of(&look, caller.locale)))
}

/// What is wrong with a table, as a table: line, field, reason, in the caller's language.
#[utoipa::path(tag = "house", request_body(content = String, content_type = "text/csv"), responses((status = 200, content_type = "text/csv")))]
#[post("/admin/registry/report")]
pub(super) async fn report(
    ctx: Data<Context>,
    caller: Caller,
    table: Payload,
) -> Result<HttpResponse, Error> {
    let table = whole(table).await?;
    let look = registry::look(&ctx, &caller, &table).await?;
    let titles = match caller.locale {
        crate::http::locale::Locale::ZhCn => ["行号", "字段", "原内容", "原因"],
        crate::http::locale::Locale::En => ["line", "field", "value", "reason"],
    };
    let rows = look.wrong.iter().map(|wrong| {
        [
            Cow::Owned(wrong.line.to_string()),
            Cow::Owned(RegistryLook::field(&wrong.field, caller.locale)),
            Cow::Borrowed(wrong.value.as_str()),
            Cow::Owned(fault_text(caller.locale, wrong.code)),
        ]
    });
    let body = [csv::head(&titles), csv::rows(rows)].concat();
    Ok(csv::answer("registry-errors.csv").body(body))
}

/// Takes a table in, all of it at once.
#[utoipa::path(tag = "house", params(ImportQuery), request_body(content = String, content_type = "text/csv"), responses((status = 201, body = RegistryLook)))]
#[post("/admin/registry")]
pub(super) async fn import(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<ImportQuery>,
    table: Payload,
) -> Result<HttpResponse, Error> {
    let table = whole(table).await?;
    let choice = match query.valid_only {
        Some(true) => Choice::Valid,
        Some(false) | None => Choice::All,
    };
    let look = registry::import(&ctx, &caller, &table, choice).await?;
    Ok(HttpResponse::Created().json(RegistryLook::of(&look, caller.locale)))
}

/// The whole file, up to the limit.
async fn whole(table: Payload) -> Result<Bytes, Error> {
    read_body(&mut table.into_inner(), BYTES_MAX).await
}
