//! What was typed into a cell, as the number that it holds.

use crate::export::wire;
use crate::form::Cell;
use crate::report::Number;
use crate::revise::misfit;

/// Reads what was typed into a cell: `None` for an empty field, which is a blank cell; else a
/// Chinese sentence that says why the cell cannot hold it. Digits, point and sign may be full
/// width, thousands may be set apart.
pub fn typed(cell: Cell, text: &str) -> Result<Option<wire::Number>, String> {
    let text = text.trim();
    let plain: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let thousands = has_thousands(&plain);
    let plain = if thousands { plain.replace(',', "") } else { plain };
    let no_number = || format!("“{text}”不是数字；没有发生的填 0，不填就留空");
    let number = Number::parse(&plain).ok_or_else(|| {
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        let all = plain.chars().all(|c| c.is_ascii_digit() || "+-.".contains(c));
        match all && digits > Number::DIGITS {
            true => format!("“{text}”超过 {} 位数字，请核对", Number::DIGITS),
            false => no_number(),
        }
    })?;
    match misfit(cell, number) {
        Some(why) => Err(format!("{why}，这一格不能填 {number}")),
        None => Ok(Some(wire_number(number))),
    }
}

fn wire_number(number: Number) -> wire::Number {
    match number.integer() {
        Some(integer) => wire::Number::Integer(integer),
        None => wire::Number::Decimal(number.to_f64()),
    }
}

/// Full-width digits, signs and points as ASCII.
pub(super) fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '－' | '−' | '﹣' => '-',
        '＋' => '+',
        '．' | '。' => '.',
        '，' => ',',
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(half).collect()
}

/// Whether every comma sets thousands apart.
fn has_thousands(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default().trim_start_matches(['+', '-']);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// Whether a key starts to fill a cell, as in a spreadsheet.
pub fn starts_a_number(key: &str) -> bool {
    let mut characters = key.chars();
    let first = characters.next();
    characters.next().is_none()
        && first.is_some_and(|c| {
            c.is_ascii_digit() || ('０'..='９').contains(&c) || "-−－.．".contains(c)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::Number::{Decimal, Integer};

    const COUNT: &str = "applications.granted.business";
    const CHANGE: &str = "disclosure.licensing.change";
    const AMOUNT: &str = "disclosure.administrative_fees.amount_wan";

    fn typed(cell: &str, text: &str) -> Result<Option<wire::Number>, String> {
        super::typed(Cell::from_key(cell).unwrap(), text)
    }

    #[test]
    fn reads_what_people_type() {
        for (cell, text, number) in [
            (COUNT, " 12 ", Some(Integer(12))),
            (COUNT, "１２", Some(Integer(12))),
            (COUNT, "1,024", Some(Integer(1024))),
            (COUNT, "1，024", Some(Integer(1024))),
            (COUNT, "007", Some(Integer(7))),
            (COUNT, "", None),
            (COUNT, "\u{3000}", None),
            (CHANGE, "－3", Some(Integer(-3))),
            (CHANGE, "−3", Some(Integer(-3))),
            (AMOUNT, "66。4866", Some(Decimal(66.4866))),
        ] {
            assert_eq!(typed(cell, text), Ok(number), "{text}");
        }
    }

    #[test]
    fn says_what_a_cell_cannot_hold() {
        assert_eq!(typed(COUNT, "-1").unwrap_err(), "不能是负数，这一格不能填 -1");
        assert_eq!(typed(COUNT, "2.5").unwrap_err(), "件数是整数，这一格不能填 2.5");
        assert!(typed(COUNT, "—").unwrap_err().contains("“—”不是数字"));
        assert!(typed(COUNT, "12,34").unwrap_err().contains("不是数字"));
        assert!(typed(COUNT, "1e3").is_err());
        assert!(typed(COUNT, "1234567890123456").unwrap_err().contains("15 位"));
    }

    #[test]
    fn only_what_can_begin_a_number_starts_one() {
        for key in ["0", "９", "-", "."] {
            assert!(starts_a_number(key), "{key}");
        }
        for key in ["a", "Enter", "F2", "", "12", "/"] {
            assert!(!starts_a_number(key), "{key}");
        }
    }
}
