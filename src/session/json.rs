//! Fields of JSON by their names and kinds. A reader derived for every type weighs a fifth of the
//! page.

use crate::export::wire::Number;
pub use serde_json::Value as Json;

/// What a value holds, if it is of that kind.
pub trait Fields {
    /// The field of an object; null where there is none.
    fn field(&self, key: &str) -> &Json;
    /// The items of a list.
    fn items(&self) -> &[Json];
    /// A text, if it is one.
    fn text(&self) -> Option<String>;
    /// A text, or none at all.
    fn words(&self) -> String {
        self.text().unwrap_or_default()
    }
    /// A number, if it is one.
    fn number(&self) -> Option<Number>;
    /// The text in a field, if there is one.
    fn text_of(&self, key: &str) -> Option<String> {
        self.field(key).text()
    }
    /// The text in a field, or none at all.
    fn words_of(&self, key: &str) -> String {
        self.field(key).words()
    }
    /// The text in a field: a key.
    fn key_of(&self, key: &str) -> &str {
        self.field(key).as_str().unwrap_or_default()
    }
    /// Whether a field is `true`.
    fn holds(&self, key: &str) -> bool {
        self.field(key).as_bool() == Some(true)
    }
    /// The count in a field, if there is one.
    fn count_of(&self, key: &str) -> Option<usize> {
        self.field(key).as_u64().map(|count| count as usize)
    }
    /// The number in a field, if there is one.
    fn number_of(&self, key: &str) -> Option<Number> {
        self.field(key).number()
    }
}

impl Fields for Json {
    fn field(&self, key: &str) -> &Json {
        self.get(key).unwrap_or(&Json::Null)
    }

    fn items(&self) -> &[Json] {
        self.as_array().map_or(&[], Vec::as_slice)
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<Number> {
        self.as_i64().map(Number::Integer).or_else(|| self.as_f64().map(Number::Decimal))
    }
}
