//! For administrators.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use hejie_domain::ids::PersonId;

use crate::app::people::admin;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Path;

/// Shuts somebody out and ends their sessions.
#[utoipa::path(tag = "admin", responses((status = 204)))]
#[post("/admin/people/{id}/suspend")]
pub(super) async fn suspend(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<HttpResponse, Failure> {
    admin::suspend(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Lets somebody in again.
#[utoipa::path(tag = "admin", responses((status = 204)))]
#[post("/admin/people/{id}/restore")]
pub(super) async fn restore(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<HttpResponse, Failure> {
    admin::restore(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
