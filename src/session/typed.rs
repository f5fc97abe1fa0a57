//! What was typed into a cell, as the number that it holds.

use super::sheet::Sheet;
use crate::export::wire;
use crate::form::Cell;
use crate::report::Number;
use crate::revise::misfit;

/// Reads what was typed into a cell: `None` for an empty field, which is a blank cell; else a
/// Chinese sentence that says why the cell cannot hold it. Digits, point and sign may be full
/// width, thousands may be set apart.
pub fn typed(cell: Cell, text: &str) -> Result<Option<wire::Number>, String> {
    let text = text.trim();
    let plain = half_width(text);
    if plain.is_empty() {
        return Ok(None);
    }
    let thousands = has_thousands(&plain);
    let plain = if thousands { plain.replace(',', "") } else { plain };
    let no_number = || format!("“{text}”不是数字；没有发生的填 0，不填就留空");
    let number = Number::parse(&plain).ok_or_else(|| {
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        let all = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
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

/// A block of numbers, as a spreadsheet copies it: cells apart by tabs, rows by line ends; with the
/// cells of a table that it goes into, from one cell on. `None` for what is no such block; a
/// Chinese sentence for one that does not fit.
pub fn typed_block(sheet: &Sheet, from: Cell, text: &str) -> Option<Result<Block, String>> {
    let rows: Vec<Vec<&str>> =
        text.trim_end_matches(['\r', '\n']).lines().map(|row| row.split('\t').collect()).collect();
    let is_number = |field: &&str| {
        let field = half_width(field.trim());
        field.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ','))
    };
    let fields = || rows.iter().flatten();
    if !fields().all(is_number) || fields().all(|field| field.trim().is_empty()) {
        return None;
    }
    let mut block = Block::new();
    for (down, row) in rows.iter().enumerate() {
        for (right, field) in row.iter().enumerate() {
            let Some(cell) = sheet.from(from, down, right) else {
                let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
                let words = format!("粘贴的有 {} 行 {columns} 列，从这一格起放不下", rows.len());
                return Some(Err(words));
            };
            match typed(cell, field) {
                Ok(number) => block.push((cell, number)),
                Err(sentence) => return Some(Err(format!("{}：{sentence}", cell.name()))),
            }
        }
    }
    Some(Ok(block))
}

/// Cells, each with what goes into it.
pub type Block = Vec<(Cell, Option<wire::Number>)>;

/// Whether a key starts to fill a cell, as in a spreadsheet.
pub fn starts_a_number(key: &str) -> bool {
    let mut characters = key.chars();
    let first = characters.next();
    characters.next().is_none()
        && first.is_some_and(|c| {
            c.is_ascii_digit()
                || ('０'..='９').contains(&c)
                || matches!(c, '-' | '−' | '－' | '.' | '．')
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
        // Two numbers are not one.
        assert!(typed(COUNT, "1 2").is_err() && typed(COUNT, "1\t2").is_err());
        assert!(typed(COUNT, "1234567890123456").unwrap_err().contains("15 位"));
    }

    #[test]
    fn a_block_of_a_spreadsheet_goes_into_as_many_cells() {
        use crate::form::{Edition, Table};
        let sheet = Sheet::new(Table::Applications, Edition::E2021, super::super::Width::Form);
        let from = Cell::from_key(COUNT).unwrap();
        let block = |text| typed_block(&sheet, from, text);
        let told: Vec<String> = block("1\t２\r\n\t1,024\r\n")
            .unwrap()
            .unwrap()
            .into_iter()
            .map(|(cell, number)| format!("{} {number:?}", cell.name()))
            .collect();
        assert_eq!(
            told,
            [
                "予以公开·商业企业 Some(Integer(1))",
                "予以公开·科研机构 Some(Integer(2))",
                "部分公开·商业企业 None",
                "部分公开·科研机构 Some(Integer(1024))",
            ]
        );
        // A report is no block, and a block that does not fit is put nowhere.
        assert!(block("一、总体情况\n1\t2").is_none() && block(" \n").is_none());
        assert!(block("1\t2\t3\t4\t5\t6\t7").unwrap().unwrap_err().contains("1 行 7 列"));
        assert!(block("1\n-2").unwrap().unwrap_err().contains("部分公开·商业企业：不能是负数"));
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
