//! What a consumer is still writing.

use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post, put};
use hejie_domain::ids::DisputeId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::dispute::draft::{self, DraftContent, ReadDraft};
use crate::app::records::Subject;
use crate::app::{Caller, Context, Failure, dispute};
use crate::http::extract::{Json, MaybeSeen, Once, Path};
use crate::http::view::evidence::EvidenceView;

/// A draft, with what is still missing before it can be filed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DraftView {
    id: DisputeId,
    version: u64,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    content: DraftContent,
    evidence: Vec<EvidenceView>,
    missing: Vec<MissingView>,
}

/// What is missing.
#[derive(Debug, Serialize, ToSchema)]
struct MissingView {
    pointer: String,
    code: &'static str,
}

/// The caller's drafts.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DraftList {
    items: Vec<DraftView>,
}

/// A draft's content.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftBody {
    #[serde(default)]
    content: DraftContent,
}

/// The rules that the consumer was shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FileBody {
    rules_version: String,
}

/// The receipt.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Receipt {
    dispute: DisputeId,
    /// To read out on the telephone.
    number: String,
}

/// The caller's drafts, the latest first.
#[utoipa::path(tag = "dispute", responses((status = 200, body = DraftList)))]
#[get("/drafts")]
pub(super) async fn list(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let mut items = Vec::new();
    for draft in draft::list(&ctx, &caller).await? {
        items.push(view(&ctx, draft).await?);
    }
    Ok(HttpResponse::Ok().json(DraftList { items }))
}

/// Begins a draft.
#[utoipa::path(tag = "dispute", params(Once), responses((status = 201, body = DraftView)))]
#[post("/drafts")]
pub(super) async fn begin(
    ctx: Data<Context>,
    caller: Caller,
    once: Once,
    Json(body): Json<DraftBody>,
) -> Result<HttpResponse, Failure> {
    let act = async |ctx: &Context| {
        let draft = draft::begin(ctx, &caller, &body.content).await?;
        Ok((StatusCode::CREATED, view(ctx, draft).await?))
    };
    let again = async |subject: Subject| {
        let id = subject.id().ok_or(Failure::NotFound)?;
        let draft = draft::show(&ctx, &caller, id).await?;
        Ok((StatusCode::CREATED, view(&ctx, draft).await?))
    };
    once.run(&ctx, &caller, act, again).await
}

/// One draft.
#[utoipa::path(tag = "dispute", responses((status = 200, body = DraftView)))]
#[get("/drafts/{draft}")]
pub(super) async fn show(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    let draft = draft::show(&ctx, &caller, id.0).await?;
    Ok(answer(view(&ctx, draft).await?))
}

/// Saves a draft over the version in `If-Match`.
#[utoipa::path(tag = "dispute", params(MaybeSeen), responses((status = 200, body = DraftView)))]
#[put("/drafts/{draft}")]
pub(super) async fn save(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
    MaybeSeen(seen): MaybeSeen,
    Json(body): Json<DraftBody>,
) -> Result<HttpResponse, Failure> {
    let id = id.0;
    let seen = match seen {
        Some(seen) => seen,
        None => draft::show(&ctx, &caller, id).await?.draft.version,
    };
    let draft = draft::save(&ctx, &caller, id, seen, &body.content).await?;
    Ok(answer(view(&ctx, draft).await?))
}

/// Gives a draft up.
#[utoipa::path(tag = "dispute", responses((status = 204)))]
#[delete("/drafts/{draft}")]
pub(super) async fn give_up(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
) -> Result<HttpResponse, Failure> {
    draft::give_up(&ctx, &caller, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Files a draft: it becomes a dispute with the same id.
#[utoipa::path(tag = "dispute", params(Once), responses((status = 201, body = Receipt)))]
#[post("/drafts/{draft}/file")]
pub(super) async fn file(
    ctx: Data<Context>,
    caller: Caller,
    id: Path<DisputeId>,
    once: Once,
    Json(body): Json<FileBody>,
) -> Result<HttpResponse, Failure> {
    let file = async |ctx: &Context| {
        let filed = dispute::file(ctx, &caller, id.0, &body.rules_version).await?;
        let receipt = Receipt {
            dispute: filed.dispute,
            number: filed.number,
        };
        Ok((StatusCode::CREATED, receipt))
    };
    // What is filed is filed, and filing it again says so.
    let again = async |_subject| file(&ctx).await;
    once.run(&ctx, &caller, &file, again).await
}

async fn view(ctx: &Context, read: ReadDraft) -> Result<DraftView, Failure> {
    let evidence = ctx.store.evidence_of(read.draft.id).await?;
    let missing = draft::missing(&read.content, ctx.now().today());
    Ok(DraftView {
        id: read.draft.id,
        version: read.draft.version,
        updated_at: read.draft.updated_at,
        content: read.content,
        evidence: evidence.iter().map(EvidenceView::of).collect(),
        missing: missing
            .into_iter()
            .map(|fault| MissingView {
                pointer: fault.pointer,
                code: fault.code,
            })
            .collect(),
    })
}

fn answer(view: DraftView) -> HttpResponse {
    let tag = format!("\"{}\"", view.version);
    HttpResponse::Ok().insert_header((ETAG, tag)).json(view)
}
