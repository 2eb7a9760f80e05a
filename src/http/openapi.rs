//! The description of the API (OpenAPI 3.1), collected from the routes themselves.
//!
//! To add a route:
//! 1. Write the handler in `routes/<resource>/<verb>.rs` with both attributes, in this order:
//!    ```ignore
//!    /// Ends a session.
//!    #[utoipa::path(tag = "people", responses((status = 204)))]
//!    #[actix_web::delete("/sessions/{id}")]
//!    pub(super) async fn end(ctx: Data<Context>, caller: Caller, id: Path<SessionId>) -> Result<HttpResponse, Failure>
//!    ```
//!    Method and path come from actix's attribute, the request's schema from `Json<T>`; variables of
//!    the path are added here where `Path<T>` does not bring their schema. Headers are named by what
//!    reads them, as in `params(Once, Seen)`. Query parameters need `params(ListQuery)`, with
//!    `#[derive(utoipa::IntoParams)] #[into_params(parameter_in = Query)]` on `ListQuery`.
//! 2. Its body types derive `serde` and `utoipa::ToSchema`; requests also
//!    `#[serde(deny_unknown_fields)]`. Ids, `Fen`, `Sha256Hash` and closed lists of the domain bring
//!    their schema along; an instant is `#[schema(value_type = String, format = DateTime)]`, a day
//!    `#[schema(value_type = String, format = Date)]`.
//! 3. Register it with `.service(end)` in `routes(config)` of the resource, which `routes/mod.rs`
//!    lists. Registering without the first attribute does not compile; `.route(…)` would leave it out
//!    of the document, which a test notices.
//! 4. `UPDATE_PUBLISHED=1 cargo nextest run -E 'test(published)'` and commit what changed. A route
//!    without a `Caller` argument stands in `tests/it/published/open_routes.txt`.
//!
//! Problem documents and the session cookie are added to every operation here.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::{App, HttpResponse, Responder};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, Content, Info, ObjectBuilder, OpenApi, Ref, RefOr, Required, ResponseBuilder,
    Server, Type,
};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::AppExt;

use super::problem::{MEDIA_TYPE, ProblemDocument};
use super::routes;

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// The whole description.
pub fn document() -> OpenApi {
    let (_, collected) = App::new()
        .into_utoipa_app()
        .service(utoipa_actix_web::scope::scope(BASE).configure(routes::all))
        .split_for_parts();
    finish(collected)
}

static TEXT: LazyLock<String> = LazyLock::new(|| {
    document()
        .to_json()
        .unwrap_or_else(|_unlikely| "{}".to_owned())
});

/// Serves the description.
pub(super) async fn show() -> impl Responder {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(TEXT.as_str())
}

/// Path patterns with their methods, for telling "no such address" from "not this way".
static METHODS: LazyLock<Vec<(ResourceDef, String)>> = LazyLock::new(|| {
    let paths = document().paths.paths;
    paths
        .iter()
        .map(|(path, item)| (ResourceDef::new(path.as_str()), allowed(item)))
        .collect()
});

/// The methods that an address takes, if it takes any.
pub(super) fn methods(path: &str) -> Option<String> {
    METHODS
        .iter()
        .find(|(pattern, _)| pattern.is_match(path))
        .map(|(_, methods)| methods.clone())
}

fn allowed(item: &PathItem) -> String {
    let methods = [
        ("GET", item.get.is_some()),
        ("POST", item.post.is_some()),
        ("PUT", item.put.is_some()),
        ("PATCH", item.patch.is_some()),
        ("DELETE", item.delete.is_some()),
    ];
    let taken: Vec<_> = methods
        .iter()
        .filter(|(_, taken)| *taken)
        .map(|(name, _)| *name)
        .collect();
    taken.join(", ")
}

fn finish(mut document: OpenApi) -> OpenApi {
    document.info = Info::new("Hejie", env!("CARGO_PKG_VERSION"));
    document.info.description =
        Some("Online dispute resolution with real-time rooms. 和解：消费争议在线解决".to_owned());
    document.servers = Some(vec![Server::new("/")]);
    let components = document.components.get_or_insert_with(Components::new);
    let mut schemas = vec![(
        ProblemDocument::name().into_owned(),
        ProblemDocument::schema(),
    )];
    ProblemDocument::schemas(&mut schemas);
    components.schemas.extend(schemas);
    let cookie = ApiKey::Cookie(ApiKeyValue::new("hejie"));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(operation_id(method, path));
            name_variables(operation, path);
            complete(operation);
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", &mut item.get),
        ("post", &mut item.post),
        ("put", &mut item.put),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// `post_disputes_by_dispute_answer`: handlers of different resources share their names, addresses
/// do not.
fn operation_id(method: &str, path: &str) -> String {
    let below = path.strip_prefix(BASE).unwrap_or(path);
    let parts = below.split('/').filter(|part| !part.is_empty());
    let words = parts.map(|part| match part.strip_prefix('{') {
        Some(variable) => format!("by_{}", variable.trim_end_matches('}')),
        None => part.to_owned(),
    });
    std::iter::once(method.to_owned())
        .chain(words)
        .collect::<Vec<_>>()
        .join("_")
}

/// Declares the variables of the path that the handler did not.
fn name_variables(operation: &mut Operation, path: &str) {
    let known = operation.parameters.get_or_insert_default();
    for part in path.split('/') {
        let variable = part
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        let Some(name) = variable else { continue };
        let is_known = |one: &RefOr<Parameter>| matches!(one, RefOr::T(one) if one.name == name && one.parameter_in == ParameterIn::Path);
        if known.iter().any(is_known) {
            continue;
        }
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)));
        known.push(parameter.build().into());
    }
}

fn complete(operation: &mut Operation) {
    let schema = Ref::from_schema_name(ProblemDocument::name());
    let problem = ResponseBuilder::new()
        .description("Why it was not done")
        .content(MEDIA_TYPE, Content::new(Some(schema)))
        .build();
    operation
        .responses
        .responses
        .insert("default".to_owned(), problem.into());
    let none: [&str; 0] = [];
    operation.security.get_or_insert_with(|| {
        vec![
            SecurityRequirement::default(),
            SecurityRequirement::new("session", none),
        ]
    });
}
