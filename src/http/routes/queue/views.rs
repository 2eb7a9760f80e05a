//! Kept views.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post, put};
use hejie_domain::ids::SavedViewId;
use hejie_domain::queue::Filter;
use serde::Deserialize;
use utoipa::ToSchema;

use super::filter::unfit;
use crate::app::queue::{self, NewView};
use crate::app::records::Subject;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Once, Path};
use crate::http::view::queue::{SavedViewItem, SavedViewList};

/// A view to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ViewBody {
    /// From 1 to 30 characters.
    name: String,
    /// Names and texts, as in the address of the queue.
    filter: BTreeMap<String, String>,
    /// Whether everybody in the platform's service is to see it; for supervisors.
    #[serde(default)]
    shared: bool,
}

/// Views in order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ViewOrder {
    order: Vec<SavedViewId>,
}

/// The view that the queue opens with, or null.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ViewChoice {
    chosen: Option<SavedViewId>,
}

impl ViewBody {
    fn read(self) -> Result<NewView, Failure> {
        let pairs = self.filter.iter();
        let pairs = pairs.map(|(name, text)| (name.as_str(), text.as_str()));
        let filter = Filter::parse(pairs).map_err(|fault| unfit("/filter", fault))?;
        Ok(NewView {
            name: self.name,
            filter,
            shared: self.shared,
        })
    }
}

/// The caller's views and those shared with them, with how many match each.
#[utoipa::path(tag = "queue", responses((status = 200, body = SavedViewList)))]
#[get("/queue/views")]
pub(super) async fn list(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let seen = queue::views(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(SavedViewList::of(&seen)))
}

/// Keeps a view.
#[utoipa::path(tag = "queue", params(Once), responses((status = 201, body = SavedViewItem)))]
#[post("/queue/views")]
pub(super) async fn keep(
    ctx: Data<Context>,
    caller: Caller,
    once: Once,
    Json(body): Json<ViewBody>,
) -> Result<HttpResponse, Failure> {
    let new = body.read()?;
    let act = async |ctx: &Context| {
        let view = queue::keep_view(ctx, &caller, new).await?;
        Ok((StatusCode::CREATED, SavedViewItem::of(&view, true, None)))
    };
    let again = async |subject: Subject| {
        let seen = queue::views(&ctx, &caller).await?;
        let items = SavedViewList::of(&seen).items;
        let kept = subject.id::<SavedViewId>();
        let found = items.into_iter().find(|item| Some(item.id) == kept);
        Ok((StatusCode::CREATED, found.ok_or(Failure::NotFound)?))
    };
    once.run(&ctx, &caller, act, again).await
}

/// Changes a view: one's own, or as a supervisor a shared one.
#[utoipa::path(tag = "queue", responses((status = 200, body = SavedViewItem)))]
#[put("/queue/views/{view}")]
pub(super) async fn rewrite(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<SavedViewId>,
    Json(body): Json<ViewBody>,
) -> Result<HttpResponse, Failure> {
    let view = queue::rewrite_view(&ctx, &caller, id, body.read()?).await?;
    Ok(HttpResponse::Ok().json(SavedViewItem::of(&view, true, None)))
}

/// Forgets a view.
#[utoipa::path(tag = "queue", responses((status = 204)))]
#[delete("/queue/views/{view}")]
pub(super) async fn forget(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<SavedViewId>,
) -> Result<HttpResponse, Failure> {
    queue::drop_view(&ctx, &caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Puts views in order: one's own, or as a supervisor the shared ones.
#[utoipa::path(tag = "queue", responses((status = 204)))]
#[put("/queue/view_order")]
pub(super) async fn place(
    ctx: Data<Context>,
    caller: Caller,
    Json(body): Json<ViewOrder>,
) -> Result<HttpResponse, Failure> {
    queue::place_views(&ctx, &caller, &body.order).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Lets the caller's queue open with a view.
#[utoipa::path(tag = "queue", responses((status = 204)))]
#[put("/queue/view_choice")]
pub(super) async fn choose(
    ctx: Data<Context>,
    caller: Caller,
    Json(body): Json<ViewChoice>,
) -> Result<HttpResponse, Failure> {
    queue::choose_view(&ctx, &caller, body.chosen).await?;
    Ok(HttpResponse::NoContent().finish())
}
