//! Which value belongs to which cell: given where the labels stand, each row gets the values that
//! its place allows, or says why it gets none.

use super::anchors::{Anchor, count};
use super::entry;
use super::labels::FormRow;
use super::tokens::{RunKind, Token, Tokens};
use super::window::{self, Columns};
use crate::document::GridCell;
use crate::form::{Applicant, Cell, Edition, Kind};
use crate::report::{Entry, Unit, Value};
use crate::source::{Origin, Span};
use indexmap::IndexMap;
use std::collections::HashMap;

/// The entries found so far, by cell.
pub type Entries = IndexMap<Cell, Entry>;

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

/// Fills in the rows of 表二 and 表三.
pub fn rows(tokens: &Tokens<'_>, edition: Edition, anchors: &[Anchor], entries: &mut Entries) {
    let claims = claims(tokens, edition, anchors);
    let shifted = values_stand_first(tokens, anchors);
    let columns = Columns::new(tokens, edition, anchors);
    let shared = shared_runs(tokens, edition, anchors, &claims);
    let form = FormRow::of(edition);
    for &row in &form {
        let anchor = anchors.iter().position(|anchor| anchor.row == row);
        let slots = match anchor {
            _ if shared.contains_key(&row) => shared[&row].clone(),
            None => Err("没有找到这一行".to_owned()),
            Some(at) => match claims[at] {
                None => Err("找到了这一行的名称，但没有读到它的数".to_owned()),
                Some(run) => slots(tokens, edition, &anchors[at], run, &columns, shifted),
            },
        };
        let label = anchor.map(|at| anchors[at].span);
        let header = unit_of_header(tokens, anchors, anchor, row);
        fill(tokens, &cells_of(row, edition), slots, label, header, entries);
    }
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
            match (anchor.inner, anchor.after) {
                (Some(inner), Some(after)) => {
                    // One of them is a page number between two pieces of the label, or belongs
                    // to a row without a label: only a complete run tells which.
                    let full = |run| count(tokens, run) == Some(expected);
                    match (full(inner), full(after)) {
                        (true, _) => Some(inner),
                        (false, true) => Some(after),
                        (false, false) => Some(inner),
                    }
                }
                (inner, after) => inner.or(after),
            }
        })
        .collect();
    for at in 1..claims.len() {
        if claims[at].is_some() && claims[at] == claims[at - 1] {
            claims[at - 1] = None;
        }
    }
    claims
}

/// Whether values stand before the first label of 表三 in running text. Then values may come
/// before their labels all the way down, and no order of labels tells whose they are.
fn values_stand_first(tokens: &Tokens<'_>, anchors: &[Anchor]) -> bool {
    let Some(first) = anchors.iter().find(|anchor| matches!(anchor.row, FormRow::Application(_)))
    else {
        return false;
    };
    let before_it = anchors.iter().rev().find(|anchor| anchor.row < first.row);
    let start = before_it.map_or(0, |anchor| anchor.after.unwrap_or(anchor.last) + 1);
    // Only values directly before the label count, with nothing but headers in between.
    for token in tokens.tokens[start.min(first.first)..first.first].iter().rev() {
        match token {
            Token::Run(run) => match run.kind {
                RunKind::Lines(_) => return run.values().count() >= 5,
                RunKind::Cells => return false,
            },
            Token::Words(words) if super::labels::is_around(&words.text) => {}
            Token::Words(_) => return false,
            Token::PageEnd => {}
        }
    }
    false
}

/// The slots of an anchored row from its run.
fn slots(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchor: &Anchor,
    run: usize,
    columns: &Columns,
    shifted: bool,
) -> Result<Vec<Slot>, String> {
    let Token::Run(found) = &tokens.tokens[run] else { unreachable!("claims name runs") };
    let expected = anchor.row.count(edition);
    match &found.kind {
        RunKind::Cells => {
            let label_cell = last_label_cell(tokens, anchor, found.record);
            window::slots(tokens, anchor.row, edition, found.record, label_cell, columns)
        }
        RunKind::Lines(lines) => {
            let values: Vec<Span> = lines.iter().flatten().copied().collect();
            if shifted && matches!(anchor.row, FormRow::Application(_)) {
                return Err("数写在行名称的前面，分不清属于哪一行".to_owned());
            }
            if values.len() == expected && even(lines) {
                return Ok(values.into_iter().map(|span| Slot::Written(span, None)).collect());
            }
            // Values on the label's own line are its own, whatever follows below.
            let own_line = lines
                .first()
                .filter(|line| line.len() == expected && expected > 1 && lines.len() > 1);
            if let Some(line) = own_line {
                return Ok(line.iter().map(|&span| Slot::Written(span, None)).collect());
            }
            Err(match values.len() {
                read if read < expected && expected - read == 1 => {
                    format!("这一行应有 {expected} 个数，只读到 {read} 个，分不清哪一格是空白")
                }
                read if read < expected => format!(
                    "这一行应有 {expected} 个数，只读到 {read} 个，分不清哪 {} 格是空白",
                    expected - read
                ),
                read => format!("这一行应有 {expected} 个数，却读到 {read} 个，分不清哪些是它的"),
            })
        }
    }
}

/// Whether the lines of a run can be one row: all on one line, or one value on each, or wrapped
/// so that every line but the last has the same number.
fn even(lines: &[Vec<Span>]) -> bool {
    let Some(first) = lines.first() else { return false };
    let (last, body) = lines.split_last().expect("there is a first line");
    body.iter().all(|line| line.len() == first.len())
        && (last.len() <= first.len())
        // Six values and a single one below are more likely a row and a page number.
        && (lines.len() == 1 || first.len() == 1 || last.len() > 1)
}

/// The last cell of a grid row in which a piece of the anchor's label stands.
fn last_label_cell(tokens: &Tokens<'_>, anchor: &Anchor, record: usize) -> Option<usize> {
    (anchor.first..=anchor.last)
        .rev()
        .filter_map(|at| match &tokens.tokens[at] {
            Token::Words(words) if words.record == record => words.cell,
            _ => None,
        })
        .next()
}

/// Rows that share one run: where a page dump puts the labels of several rows together and their
/// values behind them, or the other way round, and the run holds exactly as many values as all
/// of them need.
fn shared_runs(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
    claims: &[Option<usize>],
) -> HashMap<FormRow, Result<Vec<Slot>, String>> {
    let mut shared = HashMap::new();
    let form = FormRow::of(edition);
    let claimed: HashMap<FormRow, usize> = anchors
        .iter()
        .zip(claims)
        .filter_map(|(anchor, claim)| claim.map(|run| (anchor.row, run)))
        .collect();
    for (at, row) in form.iter().enumerate() {
        let Some(&run) = claimed.get(row) else { continue };
        let Token::Run(found) = &tokens.tokens[run] else { continue };
        let RunKind::Lines(lines) = &found.kind else { continue };
        let values: Vec<Span> = found.values().collect();
        if values.len() <= row.count(edition) || !one_by_one(lines, row.count(edition)) {
            continue;
        }
        let same_table = |other: &&FormRow| other.table() == row.table();
        let unclaimed = |other: &&FormRow| !claimed.contains_key(*other);
        let below: Vec<FormRow> =
            form[at + 1..].iter().take_while(same_table).take_while(unclaimed).copied().collect();
        let mut above: Vec<FormRow> =
            form[..at].iter().rev().take_while(same_table).take_while(unclaimed).copied().collect();
        above.reverse();
        let need = |rows: &[FormRow]| rows.iter().map(|row| row.count(edition)).sum::<usize>();
        let own = row.count(edition);
        let fits_below = !below.is_empty() && own + need(&below) == values.len();
        let fits_above = !above.is_empty() && own + need(&above) == values.len();
        let rows: Vec<FormRow> = match (fits_above, fits_below) {
            (true, false) => above.into_iter().chain([*row]).collect(),
            (false, true) => [*row].into_iter().chain(below).collect(),
            _ => continue,
        };
        let mut rest = values.into_iter();
        for row in rows {
            let slots: Vec<Slot> = rest
                .by_ref()
                .take(row.count(edition))
                .map(|span| Slot::Written(span, None))
                .collect();
            shared.insert(row, Ok(slots));
        }
    }
    shared
}

/// Whether a run can be read row by row: one value on each line, or one whole row.
fn one_by_one(lines: &[Vec<Span>], row: usize) -> bool {
    lines.iter().all(|line| line.len() == 1) || lines.iter().all(|line| line.len() == row)
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
