//! 表四: one row of fifteen numbers under a header of three groups.

use super::fold;
use super::place::{Slot, fill};
use super::tokens::{RunKind, Token, Tokens};
use super::window::{Evidence, windowed};
use crate::form::{Cell, DisputeGroup, DisputeOutcome};
use crate::report::Entries;
use crate::source::Span;

/// The number of values of the table.
const COUNT: usize = 15;

/// Fills in 表四. `from` is the first token that can belong to it, `admits` says whether a record
/// can. Tells whether anything of the table was found.
pub fn disputes(
    tokens: &Tokens<'_>,
    from: usize,
    admits: &dyn Fn(usize) -> bool,
    entries: &mut Entries,
) -> bool {
    let cell = |at: usize| {
        let outcomes = DisputeOutcome::ALL.len();
        Cell::Disputes(DisputeGroup::ALL[at / outcomes], DisputeOutcome::ALL[at % outcomes])
    };
    let header = header(tokens, from, admits);
    let found = header.is_some();
    let (slots, label) = match header {
        None => (Err("没有找到表四".to_owned()), None),
        Some((start, span)) => (slots(tokens, start), Some(span)),
    };
    fill(tokens, COUNT, &cell, slots, label, None, entries);
    found
}

/// The first token of the header and where it stands: a group's name, or an outcome's.
fn header(
    tokens: &Tokens<'_>,
    from: usize,
    admits: &dyn Fn(usize) -> bool,
) -> Option<(usize, Span)> {
    let is_header = |at: usize| match &tokens.tokens[at] {
        Token::Words(words) => admits(words.record) && is_telling(words.text()),
        _ => false,
    };
    // Prose names the groups as well: a header has others of its kind around it.
    let at = (from..tokens.tokens.len())
        .find(|&at| is_header(at) && (at + 1..(at + 12).min(tokens.tokens.len())).any(is_header))?;
    match &tokens.tokens[at] {
        Token::Words(words) => Some((at, words.span)),
        _ => None,
    }
}

/// The fifteen values behind a header: in one row of a grid, or in running text with nothing but
/// headers in between.
fn slots(tokens: &Tokens<'_>, header: usize) -> Result<Vec<Slot>, String> {
    let mut values: Vec<Span> = Vec::new();
    let mut rows: Vec<usize> = Vec::new();
    // The outcomes in the order in which their headers were put.
    let mut order: Vec<usize> = Vec::new();
    let mut lines = 0;
    let mut doubted = false;
    for token in &tokens.tokens[header..] {
        match token {
            Token::Words(words) => {
                if !words.is_around()
                    && !is_header_debris(words.text())
                    && !is_row_name(words.text())
                {
                    break;
                }
                order.extend(words.text().chars().filter_map(outcome));
            }
            Token::Run(run) => match run.kind {
                RunKind::Lines(_) => {
                    lines += run.lines().len();
                    doubted |=
                        run.lines().iter().any(|line| tokens.suspects.contains(&line.record));
                    values.extend(run.values());
                }
                RunKind::Cells(count) => {
                    // The number of the row is no value of it.
                    let filled = count > usize::from(tokens.is_counted(run.record));
                    if filled || (rows.is_empty() && blank_row(tokens, run.record)) {
                        rows.push(run.record);
                    }
                }
            },
            Token::PageEnd => {}
        }
    }
    if rows.is_empty() && lines > 1 && !is_in_order(&order) {
        return Err("表四的表头次序是乱的，数的次序也靠不住".to_owned());
    }
    if rows.is_empty() && doubted {
        return Err("表四的数里有一个可能是页码，分不清哪些是它的".to_owned());
    }
    match (rows.as_slice(), values.len()) {
        ([], COUNT) => Ok(values.into_iter().map(|span| Slot::Written(span, None)).collect()),
        ([], 0) => Err("找到了表四的表头，但没有读到它的数".to_owned()),
        ([], read) if read < COUNT => {
            Err(format!("表四应有 {COUNT} 个数，只读到 {read} 个，分不清哪几格是空白"))
        }
        ([], read) => Err(format!("表四应有 {COUNT} 个数，却读到 {read} 个，分不清哪些是它的")),
        ([record], _) => {
            let cells = tokens.cells(*record);
            // A name before the values is no value.
            let named = cells.iter().position(|cell| {
                !cell.is_empty() && is_row_name(&fold::label(&tokens.cell_text(cell)))
            });
            let from = named.map_or(usize::from(tokens.is_counted(*record)), |at| at + 1);
            windowed(tokens, cells, from, COUNT, Evidence::None)
        }
        _ => Err("表四读到不止一行数，分不清哪一行是它的".to_owned()),
    }
}

/// The outcome whose header a character belongs to and no other.
fn outcome(c: char) -> Option<usize> {
    match c {
        '维' => Some(0),
        '纠' => Some(1),
        '其' => Some(2),
        '尚' => Some(3),
        _ => None,
    }
}

/// Whether headers follow each other as on the form: outcome after outcome, or, where each header
/// is broken in two, first lines and later their second lines. Values that a dump has put out
/// of order have headers in no order either.
fn is_in_order(order: &[usize]) -> bool {
    let whole = order.windows(2).all(|pair| pair[1] == (pair[0] + 1) % 4);
    // `其他` and `尚未` are first lines, `维持` and `纠正` second ones.
    let mut open = 0;
    let broken = order.chunks(2).all(|pair| match pair {
        [2, 3] => {
            open += 1;
            true
        }
        [0, 1] => {
            open -= 1;
            open >= 0
        }
        _ => false,
    });
    whole || broken
}

/// A row of the grid with fifteen cells or more, all blank.
fn blank_row(tokens: &Tokens<'_>, record: usize) -> bool {
    let cells = tokens.cells(record);
    cells.len() >= COUNT && cells.iter().all(|cell| cell.is_empty())
}

/// Words made of pieces of several header cells: `审结总计结果`.
fn is_header_debris(words: &str) -> bool {
    words.chars().all(|c| "结果维持纠正其他尚未审结总计行政复议诉讼未经直接起诉后".contains(c))
}

/// Words that some put before the row of values.
fn is_row_name(words: &str) -> bool {
    matches!(words, "数量" | "件数" | "数据" | "合计")
}

/// Words of the table's header that stand nowhere else on the form.
pub fn is_telling(words: &str) -> bool {
    const WHOLE: [&str; 5] = ["未经复议", "复议后起诉", "尚未审结", "结果维持", "结果纠正"];
    let header = |at: usize| WHOLE.iter().any(|header| words[at..].starts_with(header));
    (fold::places(words, "未复尚结").any(header)
        && (words.chars().count() <= 40 || is_header_debris(words)))
        || matches!(words, "审结" | "维持" | "纠正")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_order_are_told_from_scattered_ones() {
        let order = |text: &str| text.chars().filter_map(outcome).collect::<Vec<_>>();
        for text in [
            "结果维持结果纠正其他结果尚未审结总计".repeat(3),
            format!("{}{}", "结果结果其他尚未总计".repeat(3), "维持纠正结果审结".repeat(3)),
            format!("{0}{1}{0}{0}{1}{1}", "结果结果其他尚未总计", "维持纠正结果审结"),
            String::new(),
        ] {
            assert!(is_in_order(&order(&text)), "{text}");
        }
        for text in ["结果纠正其他结果结果维持尚未审结", "结果维持结果纠正总计尚未审结其他结果"]
        {
            assert!(!is_in_order(&order(text)), "{text}");
        }
    }
}
