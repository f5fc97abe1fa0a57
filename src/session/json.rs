//! What the core says as JSON, with its fields by their names and kinds. A reader derived for
//! every type weighs a fifth of the page; that of `serde_json` for any value is built on maps,
//! where a list of fields will do.

use crate::export::wire::Number;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A value, which borrows its words where it can.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`, and what is not there.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    Items(Vec<Json<'a>>),
    /// An object: its fields in order, with their names.
    Fields(Vec<(Json<'a>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// The field of an object; null where there is none.
    pub fn field(&self, key: &str) -> &Json<'a> {
        let own = |(name, _): &&(Json, Json)| name.str() == key;
        self.fields().iter().find(own).map_or(&Json::Null, |(_, value)| value)
    }

    /// The fields of an object, with their names.
    pub fn fields(&self) -> &[(Json<'a>, Json<'a>)] {
        if let Json::Fields(fields) = self { fields } else { &[] }
    }

    /// The items of a list.
    pub fn items(&self) -> &[Json<'a>] {
        if let Json::Items(items) = self { items } else { &[] }
    }

    /// A text, or none at all.
    pub fn str(&self) -> &str {
        if let Json::Text(text) = self { text } else { "" }
    }

    /// A text, if it is one.
    pub fn text(&self) -> Option<String> {
        if let Json::Text(text) = self { Some(text.to_string()) } else { None }
    }

    /// A text, or none at all.
    pub fn words(&self) -> String {
        self.str().to_owned()
    }

    /// A number, if it is one.
    pub fn number(&self) -> Option<Number> {
        if let Json::Number(number) = self { Some(*number) } else { None }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }

    /// The text in a field, if there is one.
    pub fn text_of(&self, key: &str) -> Option<String> {
        self.field(key).text()
    }

    /// The text in a field, or none at all.
    pub fn words_of(&self, key: &str) -> String {
        self.field(key).words()
    }

    /// The text in a field: a key.
    pub fn key_of(&self, key: &str) -> &str {
        self.field(key).str()
    }

    /// Whether a field is `true`.
    pub fn holds(&self, key: &str) -> bool {
        matches!(self.field(key), Json::Truth(true))
    }

    /// The count in a field, if there is one.
    pub fn count_of(&self, key: &str) -> Option<usize> {
        match self.field(key) {
            Json::Number(Number::Integer(count)) => usize::try_from(*count).ok(),
            _ => None,
        }
    }

    /// The number in a field, if there is one.
    pub fn number_of(&self, key: &str) -> Option<Number> {
        self.field(key).number()
    }
}

impl<'a> Deserialize<'a> for Json<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Json<'a>, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'a> Visitor<'a> for Reader {
    type Value = Json<'a>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'a>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Json<'a>, E> {
        Ok(Json::Truth(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json<'a>, E> {
        Ok(Json::Number(Number::Integer(number)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json<'a>, E> {
        Ok(Json::Number(match i64::try_from(number) {
            Ok(number) => Number::Integer(number),
            Err(_) => Number::Decimal(number as f64),
        }))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json<'a>, E> {
        Ok(Json::Number(Number::Decimal(number)))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Json<'a>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json<'a>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut from: S) -> Result<Json<'a>, S::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Json::Items(items))
    }

    fn visit_map<M: MapAccess<'a>>(self, mut from: M) -> Result<Json<'a>, M::Error> {
        let mut fields = Vec::new();
        while let Some(field) = from.next_entry()? {
            fields.push(field);
        }
        Ok(Json::Fields(fields))
    }
}
