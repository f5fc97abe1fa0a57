//! The JSON Schema of the contract, made from the wire types.

use super::wire;
use schemars::generate::SchemaSettings;

/// The schema of what `check` gives for one input, as pretty JSON with a final line end.
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<wire::Output>();
    schema.insert("$id".to_owned(), "gouji-1.schema.json".into());
    schema.insert("title".to_owned(), wire::SCHEMA.into());
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}
