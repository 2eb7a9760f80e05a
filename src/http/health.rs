//! For whoever watches over the process. No details for strangers.

use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::web::{self, Data};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::app::Context;

/// Whether the process is on its way out.
#[derive(Debug, Default)]
pub(super) struct Draining(AtomicBool);

impl Draining {
    /// No new work from now on.
    pub(super) fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// `/livez`, `/readyz` and its alias `/healthz`. Not part of the API's description.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/livez", web::get().to(live))
        .route("/readyz", web::get().to(ready))
        .route("/healthz", web::get().to(ready));
}

async fn live() -> impl Responder {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

async fn ready(ctx: Data<Context>, draining: Data<Draining>) -> impl Responder {
    if draining.begun() {
        return HttpResponse::ServiceUnavailable().json(json!({ "status": "draining" }));
    }
    match ctx.store.ping().await {
        Ok(()) => HttpResponse::Ok().json(json!({ "status": "ready" })),
        Err(_) => HttpResponse::ServiceUnavailable().json(json!({ "status": "database" })),
    }
}
