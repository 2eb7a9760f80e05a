//! Macros: kept, looked at in a dispute, run there.

use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use hejie_domain::ids::{DisputeId, MacroId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::desk::macros::{self, Kept};
use crate::app::desk::run::{Running, preview as look, run as go};
use crate::app::records::Subject;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Key, Once, Path, Seen, tag};
use crate::http::view::macros::{MacroList, MacroPreview, MacroReport, MacroStep, MacroView};

/// A macro as somebody writes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MacroBody {
    /// From 1 to 40 characters.
    name: String,
    /// Whether everybody on the platform may run it; else it is the caller's own.
    #[serde(default)]
    shared: bool,
    /// From 1 to 12.
    steps: Vec<MacroStep>,
}

/// A run.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RunBody {
    /// The macro's steps in its order, as the preview filled them and the caller changed them; some
    /// may be left out. No place may be open.
    steps: Vec<MacroStep>,
    /// From the preview: the run is refused with 412 when the dispute has moved since.
    head: Option<u64>,
}

/// The macros that the caller may run: shared ones and their own, by name.
#[utoipa::path(tag = "desk", responses((status = 200, body = MacroList)))]
#[get("/desk/macros")]
pub(super) async fn list(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let (can_share, found) = macros::list(&ctx, &caller).await?;
    let items = found.into_iter().map(MacroView::of).collect();
    Ok(HttpResponse::Ok().json(MacroList { can_share, items }))
}

/// Keeps a new one.
#[utoipa::path(tag = "desk", params(Once), responses((status = 201, body = MacroView)))]
#[post("/desk/macros")]
pub(super) async fn add(
    ctx: Data<Context>,
    caller: Caller,
    once: Once,
    Json(body): Json<MacroBody>,
) -> Result<HttpResponse, Failure> {
    let act = async |ctx: &Context| {
        let steps = body.steps.into_iter().map(Into::into).collect();
        let kept = macros::add(ctx, &caller, &body.name, body.shared, steps).await?;
        Ok((StatusCode::CREATED, MacroView::of(kept)))
    };
    let again = async |subject: Subject| {
        let id = subject.id().ok_or(Failure::NotFound)?;
        let kept = macros::show(&ctx, &caller, id).await?;
        Ok((StatusCode::CREATED, MacroView::of(kept)))
    };
    once.run(&ctx, &caller, act, again).await
}

/// One macro. Its version is the `ETag`.
#[utoipa::path(tag = "desk", responses((status = 200, body = MacroView)))]
#[get("/desk/macros/{macro}")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<MacroId>,
) -> Result<HttpResponse, Failure> {
    Ok(answer(macros::show(&ctx, &caller, id).await?))
}

/// Changes it, over the version in `If-Match`.
#[utoipa::path(tag = "desk", params(Seen), responses((status = 200, body = MacroView)))]
#[put("/desk/macros/{macro}")]
pub(super) async fn change(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<MacroId>,
    Seen(version): Seen,
    Json(body): Json<MacroBody>,
) -> Result<HttpResponse, Failure> {
    let steps = body.steps.into_iter().map(Into::into).collect();
    let written = (body.name.as_str(), body.shared, steps);
    let kept = macros::change(&ctx, &caller, id, version, written).await?;
    Ok(answer(kept))
}

/// Drops it. What it has done stays done.
#[utoipa::path(tag = "desk", responses((status = 204)))]
#[delete("/desk/macros/{macro}")]
pub(super) async fn give_up(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<MacroId>,
) -> Result<HttpResponse, Failure> {
    macros::give_up(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What each step would say and do in a dispute, and why it would be refused there.
#[utoipa::path(tag = "desk", responses((status = 200, body = MacroPreview)))]
#[get("/disputes/{dispute}/macros/{macro}")]
pub(super) async fn preview(
    ctx: Data<Context>,
    caller: Caller,
    request: HttpRequest,
    Path((dispute, id)): Path<(DisputeId, MacroId)>,
) -> Result<HttpResponse, Failure> {
    let preview = look(&ctx, &caller, dispute, id).await?;
    Ok(HttpResponse::Ok().json(MacroPreview::of(preview, &request)))
}

/// Runs it. The first step that is refused ends the run; what was done before stays done, and each
/// step says what became of it. Needs an `Idempotency-Key`: run again under it, only what is missing
/// is done.
#[utoipa::path(tag = "desk", params(Key), responses((status = 200, body = MacroReport)))]
#[post("/disputes/{dispute}/macros/{macro}")]
pub(super) async fn run(
    ctx: Data<Context>,
    caller: Caller,
    request: HttpRequest,
    Key(key): Key,
    Path((dispute, id)): Path<(DisputeId, MacroId)>,
    Json(body): Json<RunBody>,
) -> Result<HttpResponse, Failure> {
    let running = Running {
        key,
        steps: body.steps.into_iter().map(Into::into).collect(),
        head: body.head,
    };
    let outcomes = go(&ctx, &caller, dispute, id, &running).await?;
    let report = MacroReport::of(&running.steps, outcomes, &request);
    Ok(HttpResponse::Ok().json(report))
}

fn answer(kept: Kept) -> HttpResponse {
    let version = tag(kept.desk_macro.version);
    HttpResponse::Ok()
        .insert_header((ETAG, version))
        .json(MacroView::of(kept))
}
