//! How the house is run: who may run what, the texts that it keeps ready, and the bounds of the terms
//! that it fixes for itself.

mod access;
mod bounds;
mod change;
mod steps;
mod template;

pub use access::{Place, Post, may};
pub use bounds::{Bound, Bounds, BoundsFault, Notice, Row, TermsFault};
pub use change::{Change, changes};
pub use steps::{Facts, SetupStep, StepState, TestResult};
pub use template::{BODY_CHARS_MAX, TemplateFault, TemplateKind, Variable, fill, named, read};
