//! The API and the pages over HTTP.
//!
//! A handler is an async function with `#[utoipa::path(…)]` and actix's method attribute; its
//! arguments say who may call it ([`extract`]), its result is `Result<_, Failure>`. How a failure
//! looks is said in [`problem`] alone. To add a route, see [`openapi`].

mod address;
mod assets;
mod cookie;
pub mod csv;
mod disposition;
mod edge;
pub mod extract;
mod health;
pub mod limits;
pub mod locale;
pub mod openapi;
pub mod problem;
pub mod routes;
mod security;
mod server;
pub mod view;

pub use server::{Running, Stop, mount, start};
