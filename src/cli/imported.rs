//! The law for commands that need no server.

use std::error::Error;

use crate::app::law::Engine;

/// The law as it comes with the program.
pub(super) fn engine() -> Result<Engine, Box<dyn Error>> {
    Ok(Engine::shipped()?)
}
