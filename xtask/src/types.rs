//! TypeScript types from a JSON Schema, as far as the project's own schema goes.

use serde_json::{Map, Value};

use crate::Outcome;

/// The types of a schema, with `name` for the schema itself.
///
/// # Errors
/// When the schema says something that has no type here: nothing is left out in silence.
pub fn of_schema(schema: &Value, name: &str) -> Outcome<String> {
    let mut types = declared(name, schema)?;
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        types.push('\n');
        types.push_str(&declared(name, definition)?);
    }
    Ok(types)
}

fn declared(name: &str, schema: &Value) -> Outcome<String> {
    let words = comment(schema, "");
    match schema["properties"].as_object() {
        Some(_) => Ok(format!("{words}export interface {name} {}\n", type_of(schema, "")?)),
        None => Ok(format!("{words}export type {name} = {};\n", type_of(schema, "")?)),
    }
}

fn comment(schema: &Value, indent: &str) -> String {
    let Some(words) = schema["description"].as_str() else { return String::new() };
    format!("{indent}/** {} */\n", words.replace('\n', " "))
}

fn type_of(schema: &Value, indent: &str) -> Outcome<String> {
    let all = |schemas: &Value| {
        let schemas = schemas.as_array().into_iter().flatten();
        let mut types = schemas.map(|one| type_of(one, indent)).collect::<Outcome<Vec<_>>>()?;
        types.dedup();
        Ok(types.join(" | "))
    };
    if let Some(target) = schema["$ref"].as_str() {
        return Ok(target.trim_start_matches("#/$defs/").to_owned());
    }
    for several in ["anyOf", "oneOf"] {
        if schema.get(several).is_some() {
            return all(&schema[several]);
        }
    }
    if let Some(value) = schema.get("const") {
        return Ok(value.to_string());
    }
    if let Some(values) = schema["enum"].as_array() {
        return Ok(values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | "));
    }
    match &schema["type"] {
        Value::Array(kinds) => {
            let kinds = kinds.iter().map(|kind| {
                let mut one = schema.clone();
                one["type"] = kind.clone();
                type_of(&one, indent)
            });
            Ok(kinds.collect::<Outcome<Vec<_>>>()?.join(" | "))
        }
        Value::String(kind) => match kind.as_str() {
            "string" | "boolean" | "null" => Ok(kind.clone()),
            "integer" | "number" => Ok("number".into()),
            "array" => {
                let item = type_of(&schema["items"], indent)?;
                Ok(if item.contains(' ') { format!("({item})[]") } else { format!("{item}[]") })
            }
            "object" => object(schema, indent),
            other => Err(format!("no type for `{other}`")),
        },
        _ => Err(format!("no type for {schema}")),
    }
}

fn object(schema: &Value, indent: &str) -> Outcome<String> {
    if let Some(values) = schema.get("additionalProperties") {
        return Ok(format!("{{ [key: string]: {} }}", type_of(values, indent)?));
    }
    let none = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&none);
    let required = schema["required"].as_array();
    let mut lines = String::from("{\n");
    for (name, property) in properties {
        let inner = format!("{indent}  ");
        let is_required = required.is_some_and(|names| names.iter().any(|one| one == name));
        let mark = if is_required { "" } else { "?" };
        lines.push_str(&comment(property, &inner));
        lines.push_str(&format!("{inner}{name}{mark}: {};\n", type_of(property, &inner)?));
    }
    Ok(format!("{lines}{indent}}}"))
}

#[cfg(test)]
mod tests {
    use super::of_schema;
    use serde_json::json;

    #[test]
    fn every_kind_of_schema_has_its_type() {
        let schema = json!({
            "description": "Either.",
            "anyOf": [{ "$ref": "#/$defs/One" }, { "type": "null" }],
            "$defs": {
                "One": {
                    "type": "object",
                    "properties": {
                        "kind": { "description": "Which.", "enum": ["a", "b"] },
                        "many": { "type": "array", "items": { "type": ["integer", "null"] } },
                        "by_key": { "type": "object", "additionalProperties": { "type": "string" } }
                    },
                    "required": ["kind", "many"]
                }
            }
        });
        assert_eq!(
            of_schema(&schema, "Output").unwrap(),
            "/** Either. */\nexport type Output = One | null;\n\n\
             export interface One {\n  /** Which. */\n  kind: \"a\" | \"b\";\n  \
             many: (number | null)[];\n  by_key?: { [key: string]: string };\n}\n"
        );
    }

    #[test]
    fn what_has_no_type_is_said() {
        assert!(of_schema(&json!({ "not": {} }), "Output").is_err());
    }
}
