//! Words for what a review holds in keys: statuses, figures, formulas, places.

use super::wire::{self, Check, Number, Status};
use crate::form::{Applicant, ApplicationRow, Cell, DisclosureColumn, DisputeOutcome};
use crate::report;

/// 相符, 不符, 存疑 or 无法核对.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Pass => "相符",
        Status::Fail => "不符",
        Status::Warn => "存疑",
        Status::Unknown => "无法核对",
    }
}

/// A number with its shortest digits; a negative one with a true minus sign.
pub fn figure(number: Number) -> String {
    let plain = match number {
        Number::Integer(integer) => integer.to_string(),
        // Only sums of absurd counts have more digits than a double tells apart.
        Number::Decimal(decimal) => match report::Number::from_f64(decimal) {
            Some(number) => number.to_string(),
            None => (decimal as i64).to_string(),
        },
    };
    plain.replace('-', "−")
}

/// The formula of a check in the words of the form.
pub fn formula_in_words(formula: &str) -> String {
    let mut words = String::new();
    let mut rest = formula;
    if let Some(behind) = formula.strip_prefix("sum of result rows") {
        words.push_str("办理结果各项之和");
        rest = behind;
    }
    let mut key = String::new();
    let is_key = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
    for character in rest.chars().chain(['\n']) {
        if is_key(character) {
            key.push(character);
            continue;
        }
        if !key.is_empty() {
            words.push_str(key_in_words(&key).unwrap_or(&key));
            key.clear();
        }
        words.push(if character == '-' { '−' } else { character });
    }
    words.pop();
    words
}

fn key_in_words(key: &str) -> Option<&'static str> {
    Applicant::from_key(key)
        .map(Applicant::name)
        .or_else(|| ApplicationRow::from_key(key).map(ApplicationRow::name))
        .or_else(|| DisputeOutcome::from_key(key).map(DisputeOutcome::label))
        .or_else(|| DisclosureColumn::from_key(key).map(DisclosureColumn::label))
}

/// Where a check looks, in a few words: 表三 · 予以公开 一行.
pub fn place(check: &Check) -> String {
    let cells: Vec<Cell> = check.cells.iter().filter_map(|key| Cell::from_key(key)).collect();
    let mut words: Vec<String> = Vec::new();
    if let Some(first) = cells.first() {
        words.push(first.table().name().to_owned());
        let one_row = cells.iter().all(|cell| cell.row_key() == first.row_key());
        let one_column = cells.iter().all(|cell| cell.column_key() == first.column_key());
        match (*first, one_row, one_column) {
            (cell, true, true) => words.push(cell.name()),
            (Cell::Applications(row, _), true, _) => words.push(format!("{} 一行", row.name())),
            (Cell::Applications(_, who), _, true) => words.push(format!("{} 一列", who.name())),
            (Cell::Disputes(group, _), true, _) => words.push(group.name().to_owned()),
            (Cell::Disclosure(row, _), true, _) => words.push(row.name().to_owned()),
            _ => {}
        }
    }
    if cells.is_empty() || !check.mentions.is_empty() {
        words.extend(check.mentions.first().map(|m| format!("第 {} 行", m.span.line)));
    }
    words.join(" · ")
}

/// One sentence with the counts; what was set aside is counted apart.
pub fn tally(review: &wire::Review) -> String {
    let is_aside = |check: &&Check| review.set_aside.iter().any(|aside| aside.check == check.id);
    let count = |status| {
        review.checks.iter().filter(|check| check.status == status && !is_aside(check)).count()
    };
    counted(&count, review.checks.iter().filter(is_aside).count())
}

/// One sentence with how many checks ended how, and how many were set aside.
pub fn counted(count: &dyn Fn(Status) -> usize, aside: usize) -> String {
    let aside = match aside {
        0 => String::new(),
        count => format!("，已搁置 {count} 项"),
    };
    format!(
        "不符 {} 项，存疑 {} 项，无法核对 {} 项，相符 {} 项{aside}",
        count(Status::Fail),
        count(Status::Warn),
        count(Status::Unknown),
        count(Status::Pass)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, check, sample};

    #[test]
    fn formulas_are_told_in_the_words_of_the_form() {
        assert_eq!(
            formula_in_words("newly_received + brought_forward = disposed_total + carried_forward"),
            "本年新收 + 上年结转 = 办理结果总计 + 结转下年度"
        );
        assert_eq!(
            formula_in_words("sum of result rows = disposed_total"),
            "办理结果各项之和 = 办理结果总计"
        );
        assert_eq!(
            formula_in_words("upheld + corrected + other_result + pending = total"),
            "结果维持 + 结果纠正 + 其他结果 + 尚未审结 = 总计"
        );
    }

    #[test]
    fn a_check_is_placed_by_its_row_or_its_column() {
        let wire::Output::Review(review) =
            check(sample::TEXT.as_bytes(), "示例年报.txt", Options::default())
        else {
            panic!("the sample is a report")
        };
        let place_of = |id: &str| place(review.checks.iter().find(|c| c.id == id).unwrap());
        assert_eq!(place_of("applications-total-mismatch#granted"), "表三 · 予以公开 一行");
        assert_eq!(
            place_of("applications-disposed-total-mismatch#natural_person"),
            "表三 · 自然人 一列"
        );
        assert_eq!(place_of("disputes-total-mismatch#reconsideration"), "表四 · 行政复议");
    }

    #[test]
    fn figures_have_their_shortest_digits() {
        assert_eq!(figure(Number::Integer(-1)), "−1");
        assert_eq!(figure(Number::Decimal(66.4866)), "66.4866");
    }
}
