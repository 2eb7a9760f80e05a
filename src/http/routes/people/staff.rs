//! Colleagues.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use crate::app::people::staff;
use crate::app::{Caller, Context, Failure};
use crate::http::view::people::{StaffItem, StaffList};

/// Who works on the caller's platform; for its staff only.
#[utoipa::path(tag = "people", responses((status = 200, body = StaffList)))]
#[get("/staff")]
pub(super) async fn list(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let colleagues = staff::colleagues(&ctx, &caller).await?;
    let items = colleagues.into_iter().map(StaffItem::from).collect();
    Ok(HttpResponse::Ok().json(StaffList { items }))
}
