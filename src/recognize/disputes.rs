//! 表四: one row of fifteen numbers under a header of three groups.

use super::fold;
use super::labels;
use super::place::{Slot, fill};
use super::tokens::{RunKind, Token, Tokens};
use super::window::windowed;
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
    let cells: Vec<Cell> = DisputeGroup::ALL
        .into_iter()
        .flat_map(|group| DisputeOutcome::ALL.map(|outcome| Cell::Disputes(group, outcome)))
        .collect();
    let header = header(tokens, from, admits);
    let found = header.is_some();
    let (slots, label) = match header {
        None => (Err("没有找到表四".to_owned()), None),
        Some((start, span)) => (slots(tokens, start), Some(span)),
    };
    fill(tokens, &cells, slots, label, None, entries);
    found
}

/// The first token of the header and where it stands: a group's name, or an outcome's.
fn header(
    tokens: &Tokens<'_>,
    from: usize,
    admits: &dyn Fn(usize) -> bool,
) -> Option<(usize, Span)> {
    let is_header = |at: usize| match &tokens.tokens[at] {
        Token::Words(words) => is_telling(&words.text) && admits(words.record),
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
    for token in &tokens.tokens[header..] {
        match token {
            Token::Words(words) => {
                if !labels::is_around(&words.text)
                    && !is_header_debris(&words.text)
                    && !is_row_name(&words.text)
                {
                    break;
                }
            }
            Token::Run(run) => match run.kind {
                RunKind::Lines(_) => values.extend(run.values()),
                RunKind::Cells => {
                    let cells = tokens.cells(run.record);
                    let filled = cells.iter().filter(|cell| tokens.is_value(cell)).count();
                    if filled > 0 || (rows.is_empty() && blank_row(tokens, run.record)) {
                        rows.push(run.record);
                    }
                }
            },
            Token::PageEnd => {}
        }
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
            windowed(cells, named.map_or(0, |at| at + 1), COUNT, None)
        }
        _ => Err("表四读到不止一行数，分不清哪一行是它的".to_owned()),
    }
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
    (WHOLE.iter().any(|header| words.contains(header)) && words.chars().count() <= 40)
        || matches!(words, "审结" | "维持" | "纠正")
}
