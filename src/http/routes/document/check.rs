//! Whether a document is genuine. Nobody needs to say who asks; each address may ask so often
//! (`HEJIE_LIMIT_CHECK_ADDRESS`).

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use hejie_domain::document::{CheckCode, CodeFault};
use hejie_domain::text::Sha256Hash;

use crate::app::document::{Checked, check_code, check_file};
use crate::app::{Context, Failure};
use crate::http::extract::{Path, Visitor};
use crate::http::limits::Gate;
use crate::http::view::document::CheckView;

/// The document of a code; 404 when none was ever issued under it.
#[utoipa::path(tag = "document", responses((status = 200, body = CheckView)))]
#[get("/check/{code}")]
pub(super) async fn code(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    code: Path<String>,
) -> Result<HttpResponse, Failure> {
    gate.check(visitor.address)?;
    let code = CheckCode::parse(&code.0).map_err(|fault| match fault {
        CodeFault::Shape => Failure::invalid("/code", "check_code_shape"),
        CodeFault::Check => Failure::invalid("/code", "check_code_misread"),
    })?;
    Ok(answer(&check_code(&ctx, &code).await?))
}

/// The document of a file's SHA-256, which a browser reckons without sending the file; 404 when these
/// are no bytes of ours.
#[utoipa::path(tag = "document", responses((status = 200, body = CheckView)))]
#[get("/check/file/{sha256}")]
pub(super) async fn file(
    ctx: Data<Context>,
    gate: Data<Gate>,
    visitor: Visitor,
    sha256: Path<String>,
) -> Result<HttpResponse, Failure> {
    gate.check(visitor.address)?;
    let sha256 = Sha256Hash::parse(&sha256.0).ok_or(Failure::NotFound)?;
    Ok(answer(&check_file(&ctx, sha256).await?))
}

fn answer(checked: &Checked) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .json(CheckView::of(checked))
}
