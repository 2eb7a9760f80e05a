//! The duty rota: who is named first responder.

use actix_web::http::header::ETAG;
use actix_web::web::Data;
use actix_web::{HttpResponse, get, put};

use crate::app::people::duty;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Seen, tag};
use crate::http::view::duty::{RotaInput, RotaView};

/// The duty rota. Its version is the `ETag`.
#[utoipa::path(tag = "admin", responses((status = 200, body = RotaView)))]
#[get("/admin/duty")]
pub(super) async fn rota(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    Ok(answer(duty::show(&ctx, &caller).await?))
}

/// Puts another rota in place of the version in `If-Match`. Where that is not the newest, the refusal
/// says what was added and removed since, by whom and when.
#[utoipa::path(tag = "admin", params(Seen), responses((status = 200, body = RotaView)))]
#[put("/admin/duty")]
pub(super) async fn set_rota(
    ctx: Data<Context>,
    caller: Caller,
    Seen(version): Seen,
    Json(input): Json<RotaInput>,
) -> Result<HttpResponse, Failure> {
    Ok(answer(
        duty::set(&ctx, &caller, version, input.read()?).await?,
    ))
}

fn answer(shown: duty::Shown) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((ETAG, tag(shown.edition.version)))
        .json(RotaView::from(shown))
}
