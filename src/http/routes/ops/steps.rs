//! The first steps of an administrator.

use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use hejie_domain::telling::Channel;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::setup::{steps, test_message};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::Json;
use crate::http::view::steps::{StepsView, TestView};

/// By which way a message to oneself shall go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TestInput {
    /// `sms` or `mail`.
    channel: Channel,
}

/// What is done and what is left, told by what is there.
#[utoipa::path(tag = "admin", responses((status = 200, body = StepsView)))]
#[get("/admin/steps")]
pub(super) async fn show(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let steps = steps::show(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(StepsView::from(steps)))
}

/// Puts the steps away, once everything is done that disputes need.
#[utoipa::path(tag = "admin", responses((status = 200, body = StepsView)))]
#[post("/admin/steps/close")]
pub(super) async fn close(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let steps = steps::close(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(StepsView::from(steps)))
}

/// Says that the terms were looked at and stay as they are.
#[utoipa::path(tag = "admin", responses((status = 200, body = StepsView)))]
#[post("/admin/steps/keep_terms")]
pub(super) async fn keep_terms(
    ctx: Data<Context>,
    caller: Caller,
) -> Result<HttpResponse, Failure> {
    let steps = steps::keep_terms(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(StepsView::from(steps)))
}

/// Sends a message to oneself, to see whether it arrives.
#[utoipa::path(tag = "admin", responses((status = 202, body = TestView)))]
#[post("/admin/test_messages")]
pub(super) async fn send_test(
    ctx: Data<Context>,
    caller: Caller,
    Json(input): Json<TestInput>,
) -> Result<HttpResponse, Failure> {
    let tested = test_message::send(&ctx, &caller, input.channel).await?;
    Ok(HttpResponse::Accepted().json(TestView::from(tested)))
}
