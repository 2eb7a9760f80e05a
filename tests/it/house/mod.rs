//! How the house is run, from outside.

mod invitations;
mod members;
mod organisations;
mod registry;
mod scene;
mod templates;
mod terms;
