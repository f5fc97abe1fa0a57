//! Which cells of a grid row are the value cells.
//!
//! Converters shift rows: a merged label takes one cell or three, a row is padded at its end, a
//! number is repeated where cells were merged. A header tells the columns where it can; elsewhere
//! the values are a window of consecutive cells behind the label, and where more than one window
//! would do, the rows of the same shape in the same grid tell, or nothing does.

use super::anchors::Anchor;
use super::fold;
use super::labels::FormRow;
use super::place::{Slot, slot};
use super::tokens::{RunKind, Token, Tokens};
use crate::document::{Geometry, GridCell};
use crate::form::{DisclosureColumn, Edition};
use std::collections::HashMap;

/// What complete rows tell about the columns of a grid: for each grid and index of the label's
/// cell, the index of the first value cell, `None` when they differ; and for each grid how many
/// cells of padding end its rows, if rows of more than one shape agree.
pub struct Columns {
    starts: HashMap<(usize, usize), Option<usize>>,
    padding: HashMap<usize, Option<usize>>,
}

impl Columns {
    /// Learns from all rows of 表三 in which every value cell is filled.
    pub fn new(tokens: &Tokens<'_>, edition: Edition, anchors: &[Anchor]) -> Columns {
        let mut starts: HashMap<(usize, usize), Option<usize>> = HashMap::new();
        let mut shapes: HashMap<usize, HashMap<(usize, usize), usize>> = HashMap::new();
        for anchor in anchors {
            let FormRow::Application(_) = anchor.row else { continue };
            let Some(run) = anchor.after.or(anchor.inner.first().copied()) else { continue };
            let Token::Run(run) = &tokens.tokens[run] else { continue };
            let (RunKind::Cells, Some((grid, _))) = (&run.kind, tokens.records[run.record].row)
            else {
                continue;
            };
            let Some(label) = label_cell(tokens, anchor, run.record) else { continue };
            let cells = tokens.cells(run.record);
            let filled: Vec<usize> =
                (label + 1..cells.len()).filter(|&at| !cells[at].is_empty()).collect();
            let expected = anchor.row.count(edition);
            let whole =
                filled.len() == expected && filled.windows(2).all(|pair| pair[1] == pair[0] + 1);
            if !whole {
                continue;
            }
            starts
                .entry((grid, label))
                .and_modify(|start| *start = start.filter(|&start| start == filled[0]))
                .or_insert(Some(filled[0]));
            let padding = cells.len() - filled[0] - expected;
            let known =
                shapes.entry(grid).or_default().entry((label, filled[0])).or_insert(padding);
            // Rows of one shape that differ in their padding agree with nothing.
            if *known != padding {
                *known = usize::MAX;
            }
        }
        let padding = shapes.into_iter().map(|(grid, shapes)| (grid, agreed(&shapes))).collect();
        Columns { starts, padding }
    }

    /// Where the values of a row start, by rows of its shape or by the padding of its grid.
    fn start(&self, grid: usize, label: usize, cells: usize, expected: usize) -> Option<usize> {
        self.starts.get(&(grid, label)).copied().flatten().or_else(|| {
            let padding = self.padding.get(&grid).copied().flatten()?;
            (cells - padding.min(cells)).checked_sub(expected)
        })
    }
}

/// The padding that rows of at least two shapes share.
fn agreed(shapes: &HashMap<(usize, usize), usize>) -> Option<usize> {
    let mut paddings = shapes.values();
    let first = *paddings.next()?;
    (shapes.len() > 1 && paddings.all(|padding| *padding == first)).then_some(first)
}

/// The last cell of a grid row in which a piece of the anchor's label stands, counting the cells
/// behind it that repeat it: converters write a merged label into each of its columns.
pub fn label_cell(tokens: &Tokens<'_>, anchor: &Anchor, record: usize) -> Option<usize> {
    let at = (anchor.first..=anchor.last).rev().find_map(|at| match &tokens.tokens[at] {
        Token::Words(words) if words.record == record => words.cell,
        _ => None,
    })?;
    let cells = tokens.cells(record);
    let text = tokens.cell_text(&cells[at]);
    let repeats = cells[at + 1..].iter().take_while(|cell| tokens.cell_text(cell) == text).count();
    Some(at + repeats)
}

/// The slots of a row from the cells of a record. `label` is the index of the cell in which its
/// label ends, if that stands in the same record.
pub fn slots(
    tokens: &Tokens<'_>,
    row: FormRow,
    edition: Edition,
    record: usize,
    label: Option<usize>,
    columns: &Columns,
) -> Result<Vec<Slot>, String> {
    let cells = tokens.cells(record);
    let from = label.map_or(0, |label| label + 1);
    match row {
        FormRow::Disclosure(row) => {
            let wanted = row.columns(edition);
            by_header(tokens, record, from, wanted)
                .unwrap_or_else(|| counted(cells, from, wanted.len()))
        }
        FormRow::Application(_) => {
            let evidence = tokens.records[record].row.zip(label).and_then(|((grid, _), label)| {
                columns.start(grid, label, cells.len(), row.count(edition))
            });
            windowed(cells, from, row.count(edition), evidence)
        }
    }
}

/// The one window of `expected` cells from `from` on that holds everything that is filled.
/// `evidence` is where it starts in rows of the same shape.
pub fn windowed(
    cells: &[GridCell],
    from: usize,
    expected: usize,
    evidence: Option<usize>,
) -> Result<Vec<Slot>, String> {
    let filled: Vec<usize> = (from..cells.len()).filter(|&at| !cells[at].is_empty()).collect();
    let available = cells.len() - from;
    if available < expected {
        return Err(format!("这一行应有 {expected} 格，只读到 {available} 格"));
    }
    let (first, last) = match (filled.first(), filled.last()) {
        (Some(&first), Some(&last)) => (first, last),
        // An empty row is empty wherever its cells are.
        _ => (cells.len() - 1, from),
    };
    if last >= first && last - first + 1 > expected {
        return Err(format!("这一行应有 {expected} 格，填了数的却多于 {expected} 格"));
    }
    let lowest = (last + 1).saturating_sub(expected).max(from);
    let highest = first.min(cells.len() - expected);
    let empty = filled.is_empty();
    let start = match evidence.filter(|start| (lowest..=highest).contains(start)) {
        Some(start) => start,
        None if lowest == highest || empty => lowest.min(cells.len() - expected),
        None => {
            return Err(format!("这一行只读到 {} 个数，分不清哪几格是空白", filled.len()));
        }
    };
    Ok(cells[start..start + expected].iter().map(slot).collect())
}

/// The slots of a row of 表二 by the header above it; `None` when no header can be found.
fn by_header(
    tokens: &Tokens<'_>,
    record: usize,
    from: usize,
    wanted: &[DisclosureColumn],
) -> Option<Result<Vec<Slot>, String>> {
    let (grid, row) = tokens.records[record].row?;
    let grid = tokens.grids[grid];
    let cells = tokens.cells(record);
    let named = |cell: &GridCell, column: DisclosureColumn| {
        let text = fold::label(&tokens.cell_text(cell));
        Edition::ALL.into_iter().any(|edition| {
            let label = fold::label(column.label_in(edition));
            let bare = label.strip_suffix("单位万元").unwrap_or(&label);
            text.starts_with(bare)
        })
    };
    // The nearest row above that names any of the columns.
    let header =
        grid.rows[..row].iter().rev().take(8).find(|header| {
            header.cells.iter().any(|cell| wanted.iter().any(|&c| named(cell, c)))
        })?;
    let exact = grid.geometry == Geometry::Exact;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &column in wanted {
        let mut group: Vec<usize> = Vec::new();
        for head in header.cells.iter().filter(|cell| named(cell, column)) {
            let covered = head.column..head.column + head.width;
            group.extend((from..cells.len()).filter(|&at| {
                let cell = &cells[at];
                // A cell that is merged over columns belongs to the first of them.
                if exact { covered.contains(&cell.column) } else { covered.contains(&at) }
            }));
        }
        groups.push(group);
    }
    if groups.iter().any(Vec::is_empty) {
        return None;
    }
    // Something filled outside of the columns: the header does not fit this row.
    let covered: Vec<usize> = groups.iter().flatten().copied().collect();
    if (from..cells.len()).any(|at| !cells[at].is_empty() && !covered.contains(&at)) {
        return None;
    }
    let slots = groups
        .iter()
        .map(|group| {
            // A header over several columns stands over one merged cell, which converters
            // repeat or leave in the first.
            let filled: Vec<&GridCell> =
                group.iter().map(|&at| &cells[at]).filter(|cell| !cell.is_empty()).collect();
            let Some(first) = filled.first() else { return slot(&cells[group[0]]) };
            let text = tokens.cell_text(first);
            if filled.iter().all(|cell| tokens.cell_text(cell) == text) {
                slot(first)
            } else {
                Slot::Unclear("同一列里读到几个不同的数，分不清哪个是它的".to_owned())
            }
        })
        .collect();
    Some(Ok(slots))
}

/// The slots of a row without a header: the cells behind the label, if they are exactly as many
/// as the row has, or more of which only these are filled.
fn counted(cells: &[GridCell], from: usize, expected: usize) -> Result<Vec<Slot>, String> {
    windowed(cells, from, expected, None)
}
