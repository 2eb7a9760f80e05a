//! How somebody wants their desk.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, put};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::desk::settings;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Json;
use crate::http::view::desk::DeskSettingView;

/// What can be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeskSettingBody {
    /// For how many seconds what one sends can be undone: 0, 5, 10 or 20.
    undo_s: u32,
    /// Whether single keys do something.
    keys: bool,
}

/// The caller's settings.
#[utoipa::path(tag = "desk", responses((status = 200, body = DeskSettingView)))]
#[get("/desk/settings")]
pub(super) async fn show(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let setting = settings::show(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(DeskSettingView::of(setting)))
}

/// Changes them.
#[utoipa::path(tag = "desk", responses((status = 200, body = DeskSettingView)))]
#[put("/desk/settings")]
pub(super) async fn set(
    ctx: Data<Context>,
    caller: Caller,
    Json(body): Json<DeskSettingBody>,
) -> Result<HttpResponse, Failure> {
    let setting = settings::set(&ctx, &caller, body.undo_s, body.keys).await?;
    Ok(HttpResponse::Ok().json(DeskSettingView::of(setting)))
}
