//! How the house is run, as it is shown.

mod organisation;
mod registry;
mod template;
mod terms;

pub use organisation::{
    HeldList, InvitationInput, InvitationList, InvitationSight, InvitationView, OrganisationInput,
    OrganisationPage, OrganisationView, ProfileView, RosterView,
};
pub(in crate::http) use registry::RegistryLook;
pub use template::{FilledText, TemplateInput, TemplateList, TemplateView, VersionList};
pub(in crate::http) use terms::{TermsChangeView, TermsInput, TermsView, changed};
