//! The listening server.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, HttpResponse, HttpServer, web};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use utoipa_actix_web::service_config::ServiceConfig;

use super::health::{self, Draining};
use super::limits::Gate;
use super::openapi::{self, BASE};
use super::{assets, edge, routes};
use crate::app::{Context, Failure};
use crate::ws::{self, Realtime};

/// A server that has its address; it serves once [`Running::serve`] is awaited.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    server: Server,
    quiet: JoinHandle<()>,
    handle: ServerHandle,
    draining: Data<Draining>,
    closing: CancellationToken,
    realtime: Realtime,
    drain: Duration,
}

/// Stops a server from elsewhere.
#[derive(Clone)]
pub struct Stop {
    handle: ServerHandle,
    draining: Data<Draining>,
    closing: CancellationToken,
    realtime: Realtime,
    drain: Duration,
}

impl Running {
    /// Serves until stopped.
    pub async fn serve(self) -> std::io::Result<()> {
        let served = self.server.await;
        self.quiet.abort();
        served
    }

    /// The way to stop it.
    pub fn stop(&self) -> Stop {
        Stop {
            handle: self.handle.clone(),
            draining: Data::clone(&self.draining),
            closing: self.closing.clone(),
            realtime: self.realtime.clone(),
            drain: self.drain,
        }
    }
}

impl Stop {
    /// Turns away new work (`/readyz` says so), has sockets and streams close, lets open requests
    /// finish, then stops.
    pub async fn gracefully(&self) {
        self.draining.begin();
        self.closing.cancel();
        self.realtime.drain(self.drain).await;
        self.handle.stop(true).await;
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stop")
    }
}

/// Binds the address and makes the server.
pub fn start(ctx: &Context) -> std::io::Result<Running> {
    let settings = ctx.config.server.clone();
    let listener = TcpListener::bind(settings.listen)?;
    let address = listener.local_addr()?;
    let draining = Data::new(Draining::default());
    let (shared, flag) = (Data::from(Arc::new(ctx.clone())), Data::clone(&draining));
    let realtime = Realtime::start(ctx.clone());
    ws::bridge(&realtime);
    let live = Data::new(realtime.clone());
    let gate = Data::new(Gate::new(&ctx.config.limits));
    let quiet = tokio::spawn(gate.get_ref().clone().forget_quiet());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(Data::clone(&shared))
            .app_data(Data::clone(&flag))
            .app_data(Data::clone(&gate))
            .app_data(Data::clone(&live))
            .wrap(from_fn(edge::edge))
            .configure(mount)
    })
    .workers(settings.workers)
    .shutdown_timeout(settings.drain_s)
    // Nagle's algorithm would hold small answers and socket frames back for 40 ms.
    .tcp_nodelay(true)
    .keep_alive(Duration::from_secs(75))
    .disable_signals()
    .listen(listener)?
    .run();
    let handle = server.handle();
    Ok(Running {
        address,
        server,
        quiet,
        handle,
        draining,
        closing: ctx.closing.clone(),
        realtime,
        drain: Duration::from_secs(ctx.config.server.drain_s),
    })
}

/// Every address of the server: the API, its description, health, pages.
pub fn mount(config: &mut web::ServiceConfig) {
    let api = utoipa_actix_web::scope::scope(BASE).configure(routes::all);
    ServiceConfig::new(config).service(api);
    config
        .route("/api/openapi.json", web::get().to(openapi::show))
        .configure(health::routes)
        .default_service(web::to(unknown));
}

/// What no route of the API takes: other methods of its addresses, pages and their parts, or
/// nothing at all.
async fn unknown(request: actix_web::HttpRequest) -> Result<HttpResponse, Failure> {
    if openapi::methods(request.path()).is_some() {
        return Ok(HttpResponse::MethodNotAllowed().finish());
    }
    assets::page(&request).ok_or(Failure::NotFound)
}
