//! How the house is run, as it is shown.

mod template;

pub use template::{FilledText, TemplateInput, TemplateList, TemplateView, VersionList};
