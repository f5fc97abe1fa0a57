//! What stands in one cell: number, blank, placeholder, or something else.

use super::fold::{is_ideograph, is_space, plain};
use crate::form::Kind;
use crate::report::{Number, Unit, Value};
use std::borrow::Cow;

/// A written value before it is known which cell it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A number, with the unit of an amount if one stands behind it.
    Number(Number, Option<Unit>),
    /// A mark for zero or not applicable.
    Placeholder,
}

/// Counting words that may stand behind a count.
const COUNTERS: [&str; 12] =
    ["件", "条", "项", "个", "份", "宗", "起", "次", "人", "例", "部", "件次"];

/// The part of `text` that can be a value: without white space and Markdown marks around it.
/// Gives byte offsets into `text`.
pub fn core(text: &str) -> (usize, usize) {
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if plain(text.as_bytes().first()) && plain(text.as_bytes().last()) {
        return (0, text.len());
    }
    let start = text.len() - text.trim_start_matches(is_rim).len();
    let end = start + text[start..].trim_end_matches(is_rim).len();
    // A backslash escapes a mark in Markdown: `\-3`, `\*`; two end a line in LaTeX.
    let escaped = text[start..end].starts_with('\\')
        && end - start > 1
        && !text[start..end].starts_with("\\\\");
    (start + usize::from(escaped), end)
}

/// Whether a number or a placeholder may begin with a character.
fn begins_value(c: char) -> bool {
    matches!(
        plain(c),
        '0'..='9'
            | '+'
            | '-'
            | '−'
            | '–'
            | '—'
            | '―'
            | '‐'
            | '‑'
            | '─'
            | '/'
            | '\\'
            | '无'
            | '增'
            | '减'
    )
}

/// The ideographs that a unit, a counting word or a placeholder ends with.
const LAST: [char; 14] =
    ['元', '万', '件', '条', '项', '个', '份', '宗', '起', '次', '人', '例', '部', '无'];

/// Whether neither a unit, a counting word nor a placeholder ends with a character.
fn ends_no_value(c: char) -> bool {
    is_ideograph(c) && !LAST.contains(&c)
}

/// Whether a text is told by its first character to hold no value, as most are.
pub fn is_worded(text: &str) -> bool {
    text.chars().next().is_some_and(|c| match is_ideograph(c) {
        true => !matches!(c, '无' | '增' | '减'),
        false => !(is_rim(c) || begins_value(c)),
    })
}

/// Whether a character may stand around a value.
fn is_rim(c: char) -> bool {
    is_space(c) || matches!(c, '*' | '_' | '`')
}

/// Reads a value as people write it; `None` for anything else, also for a blank.
pub fn written(text: &str) -> Option<Written> {
    if text.len() <= Number::DIGITS && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = text.bytes().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
        return (!text.is_empty()).then_some(Written::Number(number.into(), None));
    }
    // Long texts are no values, and most texts are told by their first character or, as labels
    // with a number are, by their last one.
    if !begins_value(text.chars().next()?) || text.len() > 48 || text.ends_with(ends_no_value) {
        return None;
    }
    if is_placeholder(text) {
        return Some(Written::Placeholder);
    }
    let folded: Cow<str> = match text.chars().all(|c| plain(c) == c) {
        true => text.into(),
        false => text.chars().map(plain).collect(),
    };
    // A number whose comma stands on a line of its own.
    let folded = match folded.contains(['\n', '\r']) {
        true => folded.chars().filter(|c| !is_space(*c)).collect(),
        false => folded,
    };
    if is_placeholder(&folded) {
        return Some(Written::Placeholder);
    }
    let (sign, rest) = sign(&folded);
    let end =
        rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let magnitude = Number::parse(&without_separators(digits)?)?;
    let number = if sign { Number::ZERO - magnitude } else { magnitude };
    let unit = match unit.trim_matches(is_space) {
        "" => None,
        "元" => Some(Unit::Yuan),
        "万元" | "万" => Some(Unit::WanYuan),
        counter if COUNTERS.contains(&counter) => None,
        _ => return None,
    };
    Some(Written::Number(number, unit))
}

fn is_placeholder(folded: &str) -> bool {
    let count = folded.chars().count();
    match folded {
        "无" | "/" | "\\" => true,
        _ => {
            count <= 4
                && folded
                    .chars()
                    .all(|c| matches!(c, '-' | '−' | '–' | '—' | '―' | '‐' | '‑' | '─'))
        }
    }
}

/// Whether the number is below zero, and what follows the sign.
fn sign(text: &str) -> (bool, &str) {
    for (mark, negative) in [
        ("-", true),
        ("−", true),
        ("–", true),
        ("+", false),
        ("增加", false),
        ("减少", true),
        ("增", false),
        ("减", true),
    ] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (negative, rest);
        }
    }
    (false, text)
}

/// Digits without thousands separators; `None` when a separator stands where none may.
fn without_separators(digits: &str) -> Option<Cow<'_, str>> {
    if !digits.contains(',') {
        return Some(digits.into());
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let head = groups.next()?;
    let well = (1..=3).contains(&head.len()) && groups.all(|group| group.len() == 3);
    (well && !fraction.contains(',')).then(|| digits.replace(',', "").into())
}

/// The count that a text comes to in a sum; 0 if it is none.
pub fn number(text: &str) -> Number {
    match value(text, Kind::Count, None).0 {
        Value::Number(number) => number,
        _ => Number::ZERO,
    }
}

/// The value of a cell from what stands in it, and the unit of an amount.
/// `header` is the unit that the header names.
pub fn value(text: &str, kind: Kind, header: Option<Unit>) -> (Value, Option<Unit>) {
    let (start, end) = core(text);
    let amount = matches!(kind, Kind::AmountWan | Kind::Amount);
    if start >= end {
        return (Value::Blank, None);
    }
    let (number, unit) = match written(&text[start..end]) {
        Some(Written::Placeholder) => return (Value::Placeholder, None),
        Some(Written::Number(number, unit)) => (number, unit),
        None => return (Value::Invalid("不是数字".to_owned()), None),
    };
    let invalid = |reason: &str| (Value::Invalid(reason.to_owned()), None);
    if unit.is_some() && !amount {
        return invalid("件数后面带了金额单位");
    }
    if kind != Kind::Change && number.is_negative() {
        return invalid(if amount { "金额是负数" } else { "件数是负数" });
    }
    if !amount && number.integer().is_none() {
        return invalid("件数不是整数");
    }
    match kind {
        Kind::Count | Kind::Change => (Value::Number(number), None),
        Kind::AmountWan => match unit.or(header).unwrap_or(Unit::WanYuan) {
            Unit::WanYuan => (Value::Number(number), Some(Unit::WanYuan)),
            Unit::Yuan => (Value::Number(number.shifted_down(4)), Some(Unit::WanYuan)),
        },
        Kind::Amount => (Value::Number(number), unit.or(header)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: Kind, expected: &str) {
        let shown = match value(text, kind, None) {
            (Value::Number(number), _) => number.to_string(),
            (Value::Blank, _) => "blank".to_owned(),
            (Value::Placeholder, _) => "placeholder".to_owned(),
            (Value::Invalid(reason) | Value::Missing(reason), _) => reason,
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn counts_as_people_write_them() {
        for (text, expected) in [
            ("12", "12"),
            ("１２", "12"),
            ("1,234", "1234"),
            ("1，234", "1234"),
            ("3件", "3"),
            (" 7\u{a0}", "7"),
            ("**5**", "5"),
            ("", "blank"),
            ("\u{3000}", "blank"),
            ("/", "placeholder"),
            ("—", "placeholder"),
            ("－", "placeholder"),
            ("无", "placeholder"),
            ("1,23", "不是数字"),
            ("-3", "件数是负数"),
            ("2.5", "件数不是整数"),
            ("约3", "不是数字"),
            ("\\-", "placeholder"),
            ("\\\\", "不是数字"),
            ("1\n，\n975", "1975"),
            ("3元", "件数后面带了金额单位"),
        ] {
            check(text, Kind::Count, expected);
        }
    }

    #[test]
    fn every_unit_may_end_a_value() {
        for word in COUNTERS.into_iter().chain(["元", "万元", "万", "无"]) {
            assert!(!word.ends_with(ends_no_value), "{word}");
        }
    }

    #[test]
    fn changes_carry_signs() {
        for (text, expected) in
            [("+3", "3"), ("-2", "-2"), ("－11", "-11"), ("增3", "3"), ("减2", "-2"), ("0", "0")]
        {
            check(text, Kind::Change, expected);
        }
    }

    #[test]
    fn amounts_are_exact_and_in_wan() {
        for (text, expected) in [
            ("66.4866", "66.4866"),
            ("251000元", "25.1"),
            ("12.5万元", "12.5"),
            ("1,234.56", "1234.56"),
        ] {
            check(text, Kind::AmountWan, expected);
        }
    }
}
