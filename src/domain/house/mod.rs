//! How the house is run: who may run what, and the texts that it keeps ready.

mod access;
mod template;

pub use access::{Place, Post, may};
pub use template::{BODY_CHARS_MAX, TemplateFault, TemplateKind, Variable, fill, named, read};
