//! What handlers take: bodies, queries and paths that name the field they refuse, and who calls.

mod body;
mod caller;
mod fault;
mod json;
mod once;
pub mod paging;
mod path;
mod query;
mod version;

pub use crate::app::Caller;
pub use body::read_body;
pub use caller::{Newcomer, Visitor};
pub use json::Json;
pub use once::{Key, Once};
pub use path::Path;
pub use query::Query;
pub use version::{MaybeSeen, Seen, tag};

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{ObjectBuilder, Required, Type};

/// A header, for the description of the API.
fn header(name: &str, what: &str, needed: bool) -> Parameter {
    let required = if needed {
        Required::True
    } else {
        Required::False
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(what))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// A request that cannot even be read; what it lacks has no field to name.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Unacceptable {
    /// Another content type than the one taken.
    #[error("unsupported media type")]
    MediaType,
    /// No JSON.
    #[error("json syntax at {line}:{column}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// The body broke off.
    #[error("the body broke off")]
    Interrupted,
}

impl actix_web::ResponseError for Unacceptable {
    fn status_code(&self) -> actix_web::http::StatusCode {
        match self {
            Self::MediaType => actix_web::http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Syntax { .. } | Self::Interrupted => actix_web::http::StatusCode::BAD_REQUEST,
        }
    }
}
