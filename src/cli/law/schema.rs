//! `hejie law schema`: what the questions take and answer, as JSON Schema (2020-12).

use hejie_domain::law::admissible::{Admissible, AdmissibleFacts};
use hejie_domain::law::checklist::{Checklist, ChecklistFacts};
use hejie_domain::law::doors::{DoorFacts, Panel};
use hejie_domain::law::entitlement::Condition;
use hejie_domain::law::entitlement::{Card, EntitlementFacts};
use hejie_domain::law::jurisdiction::{Competent, JurisdictionFacts};
use hejie_domain::term::{TermAnswer, TermFacts};
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::ask::Fault;

/// A schema with everything it refers to inside.
type Make = fn() -> Result<Value, serde_json::Error>;

const SCHEMAS: &[(&str, Make)] = &[
    ("term", both::<TermFacts, TermAnswer>),
    ("term-facts", document::<TermFacts>),
    ("term-answer", document::<TermAnswer>),
    ("entitlement", both::<EntitlementFacts, Card>),
    ("entitlement-facts", document::<EntitlementFacts>),
    ("entitlement-answer", document::<Card>),
    ("admissible", both::<AdmissibleFacts, Admissible>),
    ("admissible-facts", document::<AdmissibleFacts>),
    ("admissible-answer", document::<Admissible>),
    ("bureau", both::<JurisdictionFacts, Competent>),
    ("bureau-facts", document::<JurisdictionFacts>),
    ("bureau-answer", document::<Competent>),
    ("checklist", both::<ChecklistFacts, Checklist>),
    ("checklist-facts", document::<ChecklistFacts>),
    ("checklist-answer", document::<Checklist>),
    ("doors", both::<DoorFacts, Panel>),
    ("doors-facts", document::<DoorFacts>),
    ("doors-answer", document::<Panel>),
];

/// The schema of that name, or the list of names.
pub(super) fn answer(name: Option<&str>) -> Result<String, Fault> {
    let names = || SCHEMAS.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let Some(name) = name else {
        return Ok(names().join("\n"));
    };
    let found = SCHEMAS.iter().find(|(known, _)| *known == name);
    let (_, make) = found.ok_or_else(|| {
        format!(
            "no schema is called {name:?}; there are {}",
            names().join(", ")
        )
    })?;
    Ok(serde_json::to_string_pretty(&make()?)?)
}

/// OpenAPI keeps shared schemas elsewhere; here they move into `$defs`.
fn document<T: ToSchema + PartialSchema>() -> Result<Value, serde_json::Error> {
    let mut parts: Vec<(String, RefOr<Schema>)> = Vec::new();
    T::schemas(&mut parts);
    let mut root = serde_json::to_value(T::schema())?;
    let mut defs = Map::new();
    for (name, part) in parts {
        defs.insert(name, serde_json::to_value(part)?);
    }
    if let Value::Object(object) = &mut root {
        object.insert(
            "$schema".into(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        object.insert("title".into(), json!(T::name()));
        object.insert("$defs".into(), Value::Object(defs));
    }
    point_inside(&mut root);
    name_the_conditions(&mut root);
    Ok(root)
}

/// Facts and answer side by side, as `{facts, answer}`.
fn both<F: ToSchema + PartialSchema, A: ToSchema + PartialSchema>()
-> Result<Value, serde_json::Error> {
    let (mut facts, mut answer) = (document::<F>()?, document::<A>()?);
    let mut defs = Map::new();
    for part in [&mut facts, &mut answer] {
        if let Some(Value::Object(inner)) =
            part.as_object_mut().and_then(|part| part.remove("$defs"))
        {
            defs.extend(inner);
        }
    }
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": { "facts": facts, "answer": answer },
        "$defs": defs,
    }))
}

/// The names that may stand under `conditions` are a closed list, which a map's schema leaves out.
fn name_the_conditions(root: &mut Value) {
    let names: Vec<_> = Condition::ALL.iter().map(|one| one.code()).collect();
    if let Some(Value::Object(map)) = root.pointer_mut("/properties/conditions")
        && map.contains_key("additionalProperties")
    {
        map.insert("propertyNames".into(), json!({ "enum": names }));
    }
}

fn point_inside(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(target)) = object.get_mut("$ref") {
                *target = target.replace("#/components/schemas/", "#/$defs/");
            }
            object.values_mut().for_each(point_inside);
        }
        Value::Array(items) => items.iter_mut().for_each(point_inside),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{SCHEMAS, answer};

    #[test]
    fn every_reference_of_a_schema_lies_inside_it() {
        for (name, make) in SCHEMAS {
            let schema = make().unwrap();
            let text = schema.to_string();
            assert!(!text.contains("#/components/"), "{name}");
            for target in text.split("\"#/$defs/").skip(1) {
                let part = target.split('"').next().unwrap();
                assert!(
                    schema["$defs"].get(part).is_some(),
                    "{name} refers to {part}"
                );
            }
        }
    }

    #[test]
    fn names_are_listed_and_unknown_ones_refused() {
        assert!(answer(None).unwrap().contains("term"));
        let said = answer(Some("nonsense")).unwrap_err().to_string();
        assert!(said.contains("term"), "{said}");
        let schema: Value = serde_json::from_str(&answer(Some("term")).unwrap()).unwrap();
        assert_eq!(schema["properties"]["answer"]["title"], "TermAnswer");
    }
}
