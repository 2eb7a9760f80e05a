//! What we promise to the outside, word by word: a change shows in review.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use actix_web::App;
use actix_web::introspection::{IntrospectionNode, IntrospectionTree};
use actix_web::web::{self, Data};
use serde_json::Value;

use crate::support::TestApp;

fn published(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/published")
        .join(name)
}

/// Writes a file anew when `UPDATE_PUBLISHED=1`.
#[expect(
    clippy::disallowed_methods,
    reason = "a switch for people, not a setting"
)]
pub(crate) fn rewrite(path: &str, text: &str) {
    if std::env::var("UPDATE_PUBLISHED").is_ok_and(|value| value == "1") {
        std::fs::write(path, text).unwrap();
    }
}

/// Compares with the committed copy, or rewrites it when `UPDATE_PUBLISHED=1`.
#[expect(
    clippy::disallowed_methods,
    reason = "a switch for people, not a setting"
)]
pub(crate) fn check(name: &str, text: &str) {
    let path = published(name);
    if std::env::var("UPDATE_PUBLISHED").is_ok_and(|value| value == "1") {
        std::fs::write(&path, text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "tests/it/published/{name} is stale: run UPDATE_PUBLISHED=1 cargo nextest run -E 'test(published)'"
    );
}

#[test]
fn the_published_description_of_the_api_is_the_newest() {
    let mut document = hejie::http::openapi::document().to_pretty_json().unwrap();
    document.push('\n');
    check("openapi.json", &document);
}

/// Every variable that stands in an address is declared, and whatever stands in `If-Match` and
/// `Idempotency-Key` where it counts.
#[test]
fn whoever_reads_the_description_knows_what_to_send() {
    let text = hejie::http::openapi::document().to_json().unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let declared = |operation: &Value, place: &str| -> BTreeSet<String> {
        let all = operation["parameters"].as_array().into_iter().flatten();
        all.filter(|one| one["in"] == place)
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect()
    };
    for (path, item) in document["paths"].as_object().unwrap() {
        let variables: BTreeSet<_> = path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .map(str::to_owned)
            .collect();
        for (method, operation) in item.as_object().unwrap() {
            assert_eq!(declared(operation, "path"), variables, "{method} {path}");
        }
    }
    let answer = &document["paths"]["/api/v1/disputes/{dispute}/answer"]["post"];
    let both = ["Idempotency-Key", "If-Match"].map(str::to_owned);
    assert_eq!(declared(answer, "header"), BTreeSet::from(both));
}

/// Every `$ref` below a value.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(fields) => {
            found.extend(
                fields
                    .get("$ref")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            fields.values().for_each(|field| references(field, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_reference_of_the_published_description_leads_somewhere() {
    let document = serde_json::to_value(hejie::http::openapi::document()).unwrap();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 50, "{}", found.len());
    let leads_nowhere = |reference: &&String| {
        let pointer = reference.strip_prefix('#');
        pointer
            .and_then(|pointer| document.pointer(pointer))
            .is_none()
    };
    let lost: Vec<_> = found.iter().filter(leads_nowhere).collect();
    assert_eq!(lost, Vec::<&String>::new());
}

#[test]
fn every_operation_of_the_published_description_has_a_name_of_its_own() {
    let document = serde_json::to_value(hejie::http::openapi::document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths
        .values()
        .flat_map(|item| item.as_object().unwrap().values());
    let names: Vec<_> = operations
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    let unique: BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    assert_eq!(names.len(), described().len());
}

/// Method and path of every operation in the description.
fn described() -> BTreeSet<String> {
    let document = serde_json::to_value(hejie::http::openapi::document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().keys();
        methods.map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    operations.collect()
}

/// Method and path of every route below the API that the server itself knows of.
async fn routed() -> BTreeSet<String> {
    let tree = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&tree);
    let look = move |found: Data<IntrospectionTree>| {
        *seen.lock().unwrap() = Some(found.get_ref().clone());
        std::future::ready(actix_web::HttpResponse::Ok().finish())
    };
    let app = App::new()
        .configure(hejie::http::mount)
        .route("/look", web::get().to(look));
    let service = actix_web::test::init_service(app).await;
    let request = actix_web::test::TestRequest::get()
        .uri("/look")
        .to_request();
    actix_web::test::call_service(&service, request).await;
    let tree = tree.lock().unwrap().take().unwrap();
    let mut routes = BTreeSet::new();
    collect(&tree.root, &mut routes);
    routes
}

fn collect(node: &IntrospectionNode, routes: &mut BTreeSet<String>) {
    if node.full_path.starts_with("/api/v1/") {
        routes.extend(
            node.methods
                .iter()
                .map(|method| format!("{method} {}", node.full_path)),
        );
    }
    for child in &node.children {
        collect(child, routes);
    }
}

#[actix_web::test]
async fn the_published_description_covers_every_route_and_no_other() {
    assert_eq!(routed().await, described());
}

/// Whatever a stranger gets anything else from than "log in" has no permission check of its own,
/// and stands on a list that people read.
#[tokio::test]
async fn the_published_list_of_open_routes_is_complete() {
    let app = TestApp::start().await;
    let mut open = String::new();
    for operation in described() {
        let (method, path) = operation.split_once(' ').unwrap();
        let parts = path.trim_start_matches("/api/v1").split('/');
        let nil = uuid::Uuid::nil().to_string();
        let filled: Vec<_> = parts
            .map(|p| if p.starts_with('{') { nil.as_str() } else { p })
            .collect();
        let body = (method != "GET").then(|| serde_json::json!({}));
        let sent = app
            .stranger()
            .send(method.parse().unwrap(), &filled.join("/"), body, &[])
            .await;
        if sent.status != 401 {
            open.push_str(&format!("{operation}\n"));
        }
    }
    check("open_routes.txt", &open);
}
