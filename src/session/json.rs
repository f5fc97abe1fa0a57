//! Reading JSON that our own worker wrote, and nothing else: a reader for every type, as derived
//! code has it, weighs a seventh of the page.

use crate::export::wire::Number;
use crate::report;
use std::str;

/// A JSON value. Texts and numbers are as they stand; they are read when they are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json<'t> {
    /// `null`, or nothing.
    #[default]
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number, as written.
    Number(&'t str),
    /// A text, as written between its quotes.
    Text(&'t str),
    /// A list.
    List(Vec<Json<'t>>),
    /// An object.
    Object(Vec<(&'t str, Json<'t>)>),
}

impl<'t> Json<'t> {
    /// Reads a whole text; `None` when it is not JSON.
    pub fn parse(text: &'t str) -> Option<Json<'t>> {
        let mut reader = Reader { text, at: 0 };
        let json = reader.value()?;
        reader.space();
        (reader.at == text.len()).then_some(json)
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        *self == Json::Null
    }

    /// The fields of an object, in their order.
    pub fn fields(&self) -> &[(&'t str, Json<'t>)] {
        match self {
            Json::Object(fields) => fields,
            _ => &[],
        }
    }

    /// The items of a list.
    pub fn items(&self) -> &[Json<'t>] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// A text, if it is one.
    pub fn text(&self) -> Option<String> {
        match self {
            Json::Text(raw) => Some(unescaped(raw)),
            _ => None,
        }
    }

    /// A text, or none at all.
    pub fn words(&self) -> String {
        self.text().unwrap_or_default()
    }

    /// A number, if it is one.
    pub fn number(&self) -> Option<Number> {
        let Json::Number(raw) = self else { return None };
        if let Ok(integer) = raw.parse() {
            return Some(Number::Integer(integer));
        }
        let exact = report::Number::parse(raw).map(report::Number::to_f64);
        Some(Number::Decimal(exact.unwrap_or_else(|| absurd(raw))))
    }

    /// The field of an object; null where there is none.
    pub fn field(&self, key: &str) -> &Json<'t> {
        match self {
            Json::Object(fields) => {
                fields.iter().find(|(name, _)| *name == key).map_or(&Json::Null, |(_, value)| value)
            }
            _ => &Json::Null,
        }
    }

    /// The text in a field, if there is one.
    pub fn text_of(&self, key: &str) -> Option<String> {
        self.field(key).text()
    }

    /// The text in a field, or none at all.
    pub fn words_of(&self, key: &str) -> String {
        self.field(key).words()
    }

    /// The text in a field, if it holds no escapes: a key.
    pub fn key_of(&self, key: &str) -> &'t str {
        match self.field(key) {
            Json::Text(raw) => raw,
            _ => "",
        }
    }

    /// Whether a field is `true`.
    pub fn holds(&self, key: &str) -> bool {
        *self.field(key) == Json::Flag(true)
    }

    /// The count in a field, if there is one.
    pub fn count_of(&self, key: &str) -> Option<usize> {
        match self.field(key) {
            Json::Number(raw) => raw.parse().ok(),
            _ => None,
        }
    }

    /// The number in a field, if there is one.
    pub fn number_of(&self, key: &str) -> Option<Number> {
        self.field(key).number()
    }
}

/// A number with more digits than a double tells apart, about as large as it is.
fn absurd(raw: &str) -> f64 {
    let (digits, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let mut exponent: i32 = exponent.trim_start_matches('+').parse().unwrap_or_default();
    let mut value = 0.0;
    let mut is_fraction = false;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                exponent -= i32::from(is_fraction);
            }
            b'.' => is_fraction = true,
            _ => {}
        }
    }
    for _ in 0..exponent.unsigned_abs().min(400) {
        value = if exponent < 0 { value / 10.0 } else { value * 10.0 };
    }
    if raw.starts_with('-') { -value } else { value }
}

fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(rest.get(..at).unwrap_or_default());
        let mut reader = Reader { text: rest, at: at + 1 };
        text.push(reader.escape().unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = rest.get(reader.at..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// Whether a sign comes next; then it is passed.
    fn next_is(&mut self, sign: u8) -> bool {
        self.space();
        let is_next = self.peek() == sign;
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self) -> Option<Json<'t>> {
        self.space();
        match self.peek() {
            b'"' => self.quoted().map(Json::Text),
            b'{' => {
                let mut fields = Vec::new();
                self.all(b'}', |reader| {
                    reader.space();
                    let key = reader.quoted()?;
                    reader.next_is(b':').then_some(())?;
                    fields.push((key, reader.value()?));
                    Some(())
                })?;
                Some(Json::Object(fields))
            }
            b'[' => {
                let mut items = Vec::new();
                self.all(b']', |reader| {
                    items.push(reader.value()?);
                    Some(())
                })?;
                Some(Json::List(items))
            }
            _ => {
                let start = self.at;
                while matches!(self.peek(), b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'+' | b'-' | b'.')
                {
                    self.at += 1;
                }
                match self.text.get(start..self.at).unwrap_or_default() {
                    "" => None,
                    "null" => Some(Json::Null),
                    "true" => Some(Json::Flag(true)),
                    "false" => Some(Json::Flag(false)),
                    number => Some(Json::Number(number)),
                }
            }
        }
    }

    /// Everything up to a closing bracket, with commas between.
    fn all(&mut self, end: u8, mut one: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        if self.next_is(end) {
            return Some(());
        }
        loop {
            one(self)?;
            if self.next_is(end) {
                return Some(());
            }
            self.next_is(b',').then_some(())?;
        }
    }

    fn quoted(&mut self) -> Option<&'t str> {
        if self.peek() != b'"' {
            return None;
        }
        let start = self.at + 1;
        self.at = start;
        loop {
            match self.peek() {
                0 => return None,
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        self.text.get(start..self.at - 1)
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Option<char> {
        let sign = self.peek();
        self.at += 1;
        Some(match sign {
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let first = self.unit()?;
                // Half of a character; the other half follows.
                let is_half = (0xd800..0xdc00).contains(&first);
                if is_half && self.text.get(self.at..self.at + 2) == Some("\\u") {
                    self.at += 2;
                    let second = self.unit()?.checked_sub(0xdc00)?;
                    return char::from_u32(0x10000 + ((first - 0xd800) << 10) + second);
                }
                char::from_u32(first)?
            }
            other => char::from(other),
        })
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The same value as the well-known reader sees it.
    fn plain(json: Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Flag(flag) => flag.into(),
            Json::Number(raw) => serde_json::from_str(raw).unwrap(),
            Json::Text(_) => json.text().unwrap().into(),
            Json::List(items) => items.into_iter().map(plain).collect(),
            Json::Object(fields) => {
                fields.into_iter().map(|(key, value)| (key.to_owned(), plain(value))).collect()
            }
        }
    }

    #[test]
    fn everything_is_read_as_it_was_written() {
        let value = json!({
            "texts": ["", "甲\n乙\t\"丙\"\\ \u{8}\u{c}\r/", "\u{1}\u{7f}𠀀"],
            "numbers": [0, -1, 66.4866, 1e300, i64::MAX],
            "others": [null, true, false, [], {}, [[1], {"a": {"b": 2}}]],
        });
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            assert_eq!(plain(Json::parse(&text).unwrap()), value);
        }
        let escaped = r#""\ud840\udc00\u0041\/""#;
        assert_eq!(Json::parse(escaped).unwrap().text().unwrap(), "𠀀A/");
    }

    #[test]
    fn what_is_no_json_is_none() {
        for text in ["", "{", "[1,", "{\"a\"}", "\"", "\"\\", "[1 2]", "{} {}", "{1:2}", "\\"] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
        for half in [r#""\ud840""#, r#""\ud840\u0041""#, r#""\u12""#, r#""\""#] {
            // No panic, whatever is in it.
            let _ = Json::parse(half).map(|json| json.words());
        }
    }

    #[test]
    fn numbers_keep_every_digit() {
        let number = |text: &str| Json::parse(text).unwrap().number();
        assert_eq!(number("12"), Some(Number::Integer(12)));
        assert_eq!(number("-0.5"), Some(Number::Decimal(-0.5)));
        assert_eq!(number("123456789.012345"), Some(Number::Decimal(123456789.012345)));
        assert_eq!(number("1e3"), Some(Number::Decimal(1000.0)));
        assert_eq!(number("-1.5E+2"), Some(Number::Decimal(-150.0)));
        assert_eq!(number("null"), None);
        let Some(Number::Decimal(absurd)) = number("12345678901234567890.5") else { panic!() };
        assert!((absurd / 12345678901234567890.5 - 1.0).abs() < 1e-14);
    }
}
