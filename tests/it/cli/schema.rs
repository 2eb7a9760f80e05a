//! As much of JSON Schema as the published schemas use: whether a value fits.

use serde_json::Value;

/// What does not fit, with its place.
pub(super) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    fit(schema, schema, value, "", &mut faults);
    faults
}

fn fit(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(target) = schema["$ref"].as_str() {
        let target = root.pointer(target.trim_start_matches('#'));
        let target = target.unwrap_or_else(|| panic!("{at}: {schema} leads nowhere"));
        return fit(root, target, value, at, faults);
    }
    if !typed(&schema["type"], value) {
        faults.push(format!("{at}: {value} is not {}", schema["type"]));
        return;
    }
    if let Some(all) = schema["enum"].as_array()
        && !all.contains(value)
    {
        faults.push(format!("{at}: {value} is none of {all:?}"));
    }
    for key in ["oneOf", "anyOf"] {
        let Some(ways) = schema[key].as_array() else {
            continue;
        };
        let fits = |way: &&Value| {
            let mut found = Vec::new();
            fit(root, way, value, at, &mut found);
            found.is_empty()
        };
        if !ways.iter().any(|way| fits(&way)) {
            faults.push(format!("{at}: {value} fits none of {key}"));
        }
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        fit(root, part, value, at, faults);
    }
    if let Some(fields) = value.as_object() {
        object(root, schema, fields, at, faults);
    }
    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
        if schema["items"].is_object() {
            fit(
                root,
                &schema["items"],
                item,
                &format!("{at}/{place}"),
                faults,
            );
        }
    }
}

fn object(
    root: &Value,
    schema: &Value,
    fields: &serde_json::Map<String, Value>,
    at: &str,
    faults: &mut Vec<String>,
) {
    for name in schema["required"].as_array().into_iter().flatten() {
        if !fields.contains_key(name.as_str().unwrap()) {
            faults.push(format!("{at}: {name} is missing"));
        }
    }
    for (name, field) in fields {
        let at = format!("{at}/{name}");
        let names = &schema["propertyNames"]["enum"];
        if names.is_array() && !names.as_array().unwrap().iter().any(|one| one == name) {
            faults.push(format!("{at} is no name"));
        }
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => faults.push(format!("{at} is unknown")),
            (Value::Null, more) if more.is_object() => fit(root, more, field, &at, faults),
            (Value::Null, _) => {}
            (property, _) => fit(root, property, field, &at, faults),
        }
    }
}

fn typed(wanted: &Value, value: &Value) -> bool {
    match wanted {
        Value::Null => true,
        Value::Array(several) => several.iter().any(|one| typed(one, value)),
        Value::String(one) => match one.as_str() {
            "null" => value.is_null(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            other => panic!("the type {other}"),
        },
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => panic!("the type {wanted}"),
    }
}
