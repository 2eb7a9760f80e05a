//! Tags, and the tags of a dispute.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, get, patch, post};
use hejie_domain::ids::{DisputeId, TagId};
use hejie_domain::queue::Colour;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::queue::{self, NewTag, TagChange};
use crate::app::records::Tag;
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, Path};
use crate::http::view::queue::{TagList, TagShort, WornView};

/// A tag to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TagBody {
    /// From 1 to 20 characters.
    name: String,
    colour: Colour,
}

/// What to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TagChangeBody {
    name: Option<String>,
    colour: Option<Colour>,
    retired: Option<bool>,
}

/// The tag that takes another's place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TagMerge {
    into: TagId,
}

/// What to put on and take off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wear {
    #[serde(default)]
    add: Vec<TagId>,
    #[serde(default)]
    remove: Vec<TagId>,
}

/// The tags of the caller's platform.
#[utoipa::path(tag = "queue", responses((status = 200, body = TagList)))]
#[get("/tags")]
pub(super) async fn list(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let tags = queue::tags(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(TagList::of(&tags)))
}

/// Makes a tag.
#[utoipa::path(tag = "queue", responses((status = 201, body = TagShort)))]
#[post("/tags")]
pub(super) async fn add(
    ctx: Data<Context>,
    caller: Caller,
    Json(body): Json<TagBody>,
) -> Result<HttpResponse, Failure> {
    let new = NewTag {
        name: body.name,
        colour: body.colour,
    };
    let tag = queue::add_tag(&ctx, &caller, new).await?;
    Ok(HttpResponse::build(StatusCode::CREATED).json(TagShort::of(&tag)))
}

/// Renames, recolours or retires a tag, or brings it back; for supervisors.
#[utoipa::path(tag = "queue", responses((status = 200, body = TagShort)))]
#[patch("/tags/{tag}")]
pub(super) async fn change(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<TagId>,
    Json(body): Json<TagChangeBody>,
) -> Result<HttpResponse, Failure> {
    let change = TagChange {
        name: body.name,
        colour: body.colour,
        retired: body.retired,
    };
    let tag = queue::change_tag(&ctx, &caller, id, change).await?;
    Ok(HttpResponse::Ok().json(TagShort::of(&tag)))
}

/// Puts another tag wherever this one was, which is gone afterwards; for supervisors.
#[utoipa::path(tag = "queue", responses((status = 200, body = TagShort)))]
#[post("/tags/{tag}/merge")]
pub(super) async fn merge(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<TagId>,
    Json(body): Json<TagMerge>,
) -> Result<HttpResponse, Failure> {
    let tag = queue::merge_tags(&ctx, &caller, id, body.into).await?;
    Ok(HttpResponse::Ok().json(TagShort::of(&tag)))
}

/// The tags on a dispute; for the platform's service.
#[utoipa::path(tag = "queue", responses((status = 200, body = Vec<TagShort>)))]
#[get("/disputes/{dispute}/tags")]
pub(super) async fn worn(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let tags = queue::tags_on(&ctx, &caller, id).await?;
    Ok(HttpResponse::Ok().json(short(&tags)))
}

/// Puts tags on a dispute and takes others off.
#[utoipa::path(tag = "queue", responses((status = 200, body = WornView)))]
#[post("/disputes/{dispute}/tags")]
pub(super) async fn wear(
    ctx: Data<Context>,
    caller: Caller,
    Path(id): Path<DisputeId>,
    Json(body): Json<Wear>,
) -> Result<HttpResponse, Failure> {
    let (added, removed) = queue::wear(&ctx, &caller, id, &body.add, &body.remove).await?;
    let tags = short(&queue::tags_on(&ctx, &caller, id).await?);
    Ok(HttpResponse::Ok().json(WornView {
        tags,
        added,
        removed,
    }))
}

fn short(tags: &[Tag]) -> Vec<TagShort> {
    tags.iter().map(TagShort::of).collect()
}
