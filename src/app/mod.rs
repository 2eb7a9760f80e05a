//! What the service does: one file a use case. Each loads, decides, saves, posts and commits; none
//! knows of HTTP, sockets or tables.

pub mod audit;
mod caller;
mod context;
pub mod desk;
pub mod dispute;
pub mod document;
pub mod evidence;
mod failure;
pub mod house;
mod ids;
pub mod law;
pub mod mediate;
pub mod mediation;
pub mod once;
pub mod people;
pub mod queue;
pub mod records;
pub mod room;
pub mod secret;
pub mod session;
pub mod setup;
pub mod shop;
pub mod telling;

pub use caller::Caller;
pub use context::{Context, StartError};
pub use failure::{Failure, Fault};
pub use ids::Ids;
