//! A report inside JSON, as crawlers and services that read files answer: `{"title": "…", "text":
//! "一、…\n| 规章 | 1 |"}`, a string for each page, an object on each line, every ideograph as
//! `\uXXXX`.
//!
//! The reading text is made of the strings that hold the report, each on lines of its own, and is
//! read as their kind of text is read. Rows that are lists stay with [`text`]: what JSON itself
//! says of a table is more than what any string in it says.

mod choice;
mod strings;

use crate::document::{Document, Format};
use crate::read::reading_text::ReadingText;
use crate::read::{html, text};
use crate::source::is_ideograph;
use serde_json::Value;
use strings::{Strings, Text};

/// Reads a text that is JSON, as a text if no report stands in its strings. `None` if it is
/// something else, or nested deeper than the parser goes.
pub fn read(json: &str, name: &str, encoding: &'static str) -> Option<Document> {
    if !json.trim_start().starts_with(['{', '[']) {
        return None;
    }
    // One value, or one after the other, as on the lines of JSON Lines.
    let parsed = serde_json::Deserializer::from_str(json).into_iter();
    let values: Vec<Value> = parsed.collect::<Result<_, _>>().ok()?;
    inside(&values, name, encoding).or_else(|| {
        let spelled = spelled_out(json);
        (spelled != json).then(|| text::read(spelled, name, Some(encoding)))
    })
}

/// The document of the strings that hold a report.
fn inside(values: &[Value], name: &str, encoding: &'static str) -> Option<Document> {
    if values.iter().any(holds_rows) {
        return None;
    }
    let strings = Strings::of(values);
    let chosen = choice::choose(&strings)?;
    if !chosen.iter().any(|string| string.is_page) {
        return Some(text::read(in_lines(&chosen), name, Some(encoding)));
    }
    let mut reading = ReadingText::new();
    for string in chosen {
        if string.is_page {
            html::append(string.text, &mut reading).ok()?;
        } else {
            for line in string.text.lines().filter(|line| !line.trim().is_empty()) {
                reading.line(line);
            }
        }
    }
    reading.finish(Format::Html, Some(encoding)).ok()
}

/// Strings as one text. Blank lines in them stay: they tell the number of a page from one of a row.
fn in_lines(strings: &[&Text<'_>]) -> String {
    let mut lines = String::new();
    for (index, string) in strings.iter().enumerate() {
        if !lines.is_empty() && !lines.ends_with(['\n', '\r']) {
            lines.push('\n');
        }
        // Texts of one place are pages, whose ends converters of PDF tell by a form feed.
        let before = index.checked_sub(1).map(|before| strings[before]);
        if let Some(before) = before.filter(|before| before.place == string.place)
            && (before.is_passage || string.is_passage)
        {
            lines.push('\u{c}');
        }
        lines.push_str(string.text);
    }
    lines
}

/// Whether a table stands somewhere as a list of lists with words in them.
fn holds_rows(value: &Value) -> bool {
    let is_row = |item: &Value| {
        item.as_array().is_some_and(|cells| {
            let is_cell = |cell: &Value| !cell.is_array() && !cell.is_object();
            let has_words =
                |cell: &Value| cell.as_str().is_some_and(|cell| cell.contains(is_ideograph));
            cells.len() > 1 && cells.iter().all(is_cell) && cells.iter().any(has_words)
        })
    };
    match value {
        Value::Array(items) => {
            items.iter().filter(|item| is_row(item)).nth(1).is_some()
                || items.iter().any(holds_rows)
        }
        Value::Object(members) => members.values().any(holds_rows),
        _ => false,
    }
}

/// JSON with what is written as `\uXXXX` of ideographs and their punctuation as it is. Spaces and
/// the like stay, because escaped they part lines in a cell.
fn spelled_out(json: &str) -> String {
    let mut spelled = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let hex = rest[at + 1..].strip_prefix('u').and_then(|hex| hex.get(..4));
        let letter = hex
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32)
            .filter(|&c| matches!(c, '\u{2010}'..='\u{2026}' | '\u{2160}'..='\u{FFEF}'))
            .filter(|&c| !matches!(c, '\u{3000}' | '\u{FEFF}'));
        match letter {
            Some(letter) => {
                spelled.push_str(&rest[..at]);
                spelled.push(letter);
                rest = &rest[at + 6..];
            }
            None => {
                // What is escaped by another backslash begins nothing.
                let next = rest[at + 1..].chars().next().map_or(0, char::len_utf8);
                spelled.push_str(&rest[..at + 1 + next]);
                rest = &rest[at + 1 + next..];
            }
        }
    }
    spelled.push_str(rest);
    spelled
}

#[cfg(test)]
mod tests;
