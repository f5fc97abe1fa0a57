//! Which value belongs to which cell: given where the labels stand, each row gets the values that
//! its place allows, or says why it gets none.

use super::anchors::{Anchor, count};
use super::entry;
use super::labels::FormRow;
use super::stream;
use super::tokens::{Run, RunKind, Token, Tokens, ValueLine};
use super::window::{self, Columns};
use crate::document::GridCell;
use crate::form::{Applicant, Cell, Edition, Kind};
use crate::report::{Entries, Entry, Unit, Value};
use crate::source::{Origin, Span};
use std::collections::HashMap;
use std::ops::Range;

/// A value, a blank, or a reason why there is neither.
#[derive(Clone, Debug)]
pub enum Slot {
    /// What stands at a span; blank if the span is empty.
    Written(Span, Option<Origin>),
    /// Why nothing can be told.
    Unclear(String),
}

/// The cells of a row of 表二 or 表三, in the order of its columns.
pub fn cells_of(row: FormRow, edition: Edition) -> Vec<Cell> {
    match row {
        FormRow::Disclosure(row) => {
            row.columns(edition).iter().map(|&column| Cell::Disclosure(row, column)).collect()
        }
        FormRow::Application(row) => {
            Applicant::ALL.into_iter().map(|applicant| Cell::Applications(row, applicant)).collect()
        }
    }
}

/// Fills in the rows of 表二 and 表三. `applications` is the part of the stream in which running
/// text can hold 表三.
pub fn rows(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
    applications: Range<usize>,
    entries: &mut Entries,
) {
    let claims = claims(tokens, edition, anchors);
    let columns = Columns::new(tokens, edition, anchors);
    let streamed = stream::rows(tokens, edition, anchors, applications);
    let shared = shared_runs(tokens, edition, anchors, &claims);
    for &row in &FormRow::of(edition) {
        let anchor = anchors.iter().position(|anchor| anchor.row == row);
        let in_stream = match row {
            FormRow::Application(row) => streamed.get(&row).cloned(),
            FormRow::Disclosure(_) => shared.get(&row).cloned(),
        };
        let run = anchor.and_then(|at| claims[at]);
        let slots = match (in_stream, anchor, run) {
            // A row of a grid tells its cells itself.
            (_, Some(at), Some(run)) if in_grid(tokens, run) => {
                grid_slots(tokens, edition, &anchors[at], run, &columns)
            }
            (Some(slots), _, _) => slots,
            (None, None, _) => {
                let table = row.table();
                let any = anchors.iter().any(|anchor| anchor.row.table() == table);
                let what = if any { "这一行" } else { table.name() };
                Err(format!("没有找到{what}"))
            }
            (None, Some(at), Some(run)) if matches!(row, FormRow::Disclosure(_)) => {
                line_slots(tokens, row.count(edition), &anchors[at], run)
            }
            (None, Some(_), _) => Err("找到了这一行的名称，但没有读到它的数".to_owned()),
        };
        let label = anchor.map(|at| anchors[at].span);
        let header = unit_of_header(tokens, anchors, anchor, row);
        fill(tokens, &cells_of(row, edition), slots, label, header, entries);
    }
}

fn in_grid(tokens: &Tokens<'_>, run: usize) -> bool {
    matches!(&tokens.tokens[run], Token::Run(Run { kind: RunKind::Cells, .. }))
}

/// Writes the slots of a row into its cells.
pub fn fill(
    tokens: &Tokens<'_>,
    cells: &[Cell],
    slots: Result<Vec<Slot>, String>,
    label: Option<Span>,
    header: Option<Unit>,
    entries: &mut Entries,
) {
    match slots {
        Err(reason) => {
            for &cell in cells {
                entries.insert(cell, Entry::missing(reason.clone(), label));
            }
        }
        Ok(slots) => {
            for (&cell, slot) in cells.iter().zip(slots) {
                let entry = match slot {
                    Slot::Written(span, origin) => {
                        written(tokens, cell.kind(), span, origin, header)
                    }
                    Slot::Unclear(reason) => Entry::missing(reason, label),
                };
                entries.insert(cell, entry);
            }
        }
    }
}

/// The entry of what stands at a span.
fn written(
    tokens: &Tokens<'_>,
    kind: Kind,
    span: Span,
    origin: Option<Origin>,
    header: Option<Unit>,
) -> Entry {
    let text = tokens.text(span);
    let (start, end) = entry::core(text);
    let span = if start < end {
        Span::new(span.start + start, span.start + end)
    } else {
        Span::empty(span.start)
    };
    let (value, unit) = entry::value(tokens.text(span), kind, header);
    let raw = if value == Value::Blank { String::new() } else { tokens.text(span).to_owned() };
    Entry { value, raw, span: Some(span), origin, unit }
}

/// The run that each anchor claims. A run claimed twice belongs to the nearer label.
fn claims(tokens: &Tokens<'_>, edition: Edition, anchors: &[Anchor]) -> Vec<Option<usize>> {
    let mut claims: Vec<Option<usize>> = anchors
        .iter()
        .map(|anchor| {
            let expected = anchor.row.count(edition);
            let mut runs = anchor.inner.iter().copied().chain(anchor.after);
            // A row of a grid in which a piece of the label stands and something is filled, then
            // a complete run, then any: a page number may stand between two pieces of a label.
            runs.clone()
                .find(|&run| in_grid(tokens, run) && count(tokens, run) > Some(0))
                .or_else(|| runs.clone().find(|&run| count(tokens, run) == Some(expected)))
                .or_else(|| runs.next())
        })
        .collect();
    for at in 1..claims.len() {
        if claims[at].is_some() && claims[at] == claims[at - 1] {
            claims[at - 1] = None;
        }
    }
    claims
}

/// The slots of an anchored row from its row of a grid.
fn grid_slots(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchor: &Anchor,
    run: usize,
    columns: &Columns,
) -> Result<Vec<Slot>, String> {
    let Token::Run(found) = &tokens.tokens[run] else { unreachable!("claims name runs") };
    let label = window::label_cell(tokens, anchor, found.record);
    window::slots(tokens, anchor.row, edition, found.record, label, columns)
}

/// The slots of an anchored row of 表二 from its values in running text.
fn line_slots(
    tokens: &Tokens<'_>,
    expected: usize,
    anchor: &Anchor,
    run: usize,
) -> Result<Vec<Slot>, String> {
    let Token::Run(found) = &tokens.tokens[run] else { unreachable!("claims name runs") };
    let lines = found.lines();
    let written = |spans: &[Span]| spans.iter().map(|&span| Slot::Written(span, None)).collect();
    // Values on the label's own line are its own, whatever follows below.
    let on_label = |record: usize| {
        tokens.tokens[anchor.first..=anchor.last]
            .iter()
            .any(|token| matches!(token, Token::Words(words) if words.record == record))
    };
    if let Some(first) = lines.first()
        && first.values.len() == expected
        && on_label(first.record)
    {
        return Ok(written(&first.values));
    }
    let values: Vec<Span> = found.values().collect();
    if lines.iter().any(|line| tokens.suspects.contains(&line.record)) {
        return Err("这里有一个数可能是页码，分不清哪个是这一行的".to_owned());
    }
    if values.len() == expected && even(lines) {
        return Ok(written(&values));
    }
    Err(stream::miscount(expected, values.len()))
}

/// Whether the lines of a run can be one row: all values on one line, or one on each.
fn even(lines: &[ValueLine]) -> bool {
    lines.len() == 1 || lines.iter().all(|line| line.values.len() == 1)
}

/// Rows of 表二 that share one run: where a page dump puts the labels of several rows together
/// and their values behind them, and the run holds exactly as many values as all of them need.
fn shared_runs(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
    claims: &[Option<usize>],
) -> HashMap<FormRow, Result<Vec<Slot>, String>> {
    let mut shared = HashMap::new();
    let rows: Vec<(FormRow, Option<usize>)> = anchors
        .iter()
        .zip(claims)
        .filter(|(anchor, _)| matches!(anchor.row, FormRow::Disclosure(_)))
        .map(|(anchor, claim)| (anchor.row, *claim))
        .collect();
    for (at, &(row, claim)) in rows.iter().enumerate() {
        let Some(Token::Run(run)) = claim.map(|run| &tokens.tokens[run]) else { continue };
        let values: Vec<Span> = run.values().collect();
        let above = rows[..at].iter().rev().take_while(|(_, claim)| claim.is_none()).count();
        if above == 0 || values.len() <= row.count(edition) {
            continue;
        }
        let group: Vec<FormRow> = rows[at - above..=at].iter().map(|(row, _)| *row).collect();
        let widths: Vec<usize> = group.iter().map(|row| row.count(edition)).collect();
        let Some(cut) = cut(run.lines(), &widths) else { continue };
        for (row, values) in group.into_iter().zip(cut) {
            let slots = values.into_iter().map(|span| Slot::Written(span, None)).collect();
            shared.insert(row, Ok(slots));
        }
    }
    shared
}

/// Cuts lines of one value each into rows of the given widths: row by row where each value is a
/// paragraph, column by column where a paragraph holds as many values as there are rows.
fn cut(lines: &[ValueLine], widths: &[usize]) -> Option<Vec<Vec<Span>>> {
    let values: Vec<Span> = lines
        .iter()
        .map(|line| line.values.as_slice())
        .map(|values| match values {
            [one] => Some(*one),
            _ => None,
        })
        .collect::<Option<_>>()?;
    if values.len() != widths.iter().sum::<usize>() {
        return None;
    }
    let parted = |size: usize| {
        lines.iter().enumerate().skip(1).all(|(at, line)| (line.gap > 0) == (at % size == 0))
    };
    let width = widths[0];
    if widths.iter().all(|other| *other == width)
        && width > 1
        && widths.len() > 1
        && parted(widths.len())
    {
        let rows = widths.len();
        return Some(
            (0..rows)
                .map(|row| (0..width).map(|column| values[column * rows + row]).collect())
                .collect(),
        );
    }
    if !parted(1) && widths.iter().any(|width| *width > 1) {
        return None;
    }
    let mut rest = values.into_iter();
    Some(widths.iter().map(|&width| rest.by_ref().take(width).collect()).collect())
}

/// The unit that the header over an amount names, where it is not the form's own.
fn unit_of_header(
    tokens: &Tokens<'_>,
    anchors: &[Anchor],
    anchor: Option<usize>,
    row: FormRow,
) -> Option<Unit> {
    use crate::form::DisclosureRow::{AdministrativeFees, Procurement};
    if !matches!(row, FormRow::Disclosure(AdministrativeFees | Procurement)) {
        return None;
    }
    let at = anchor?;
    let from = at.checked_sub(1).map_or(0, |before| anchors[before].last);
    tokens.tokens[from..anchors[at].first].iter().rev().take(16).find_map(|token| match token {
        Token::Words(words) if words.text.contains("万元") => Some(Unit::WanYuan),
        Token::Words(words) if words.text.ends_with('元') => Some(Unit::Yuan),
        _ => None,
    })
}

/// What stands in a grid cell as a slot.
pub fn slot(cell: &GridCell) -> Slot {
    Slot::Written(cell.place, cell.origin)
}
