//! The characters of a body to paragraphs and tables.
//!
//! A cell ends with a mark of its own; a row ends with one more, whose paragraph says so and tells
//! where the edges of the cells stand and which are merged.

use super::Unit;
use super::properties::{MERGED_DOWN, Operation, Properties, ROW, u16_at};
use crate::read::flow::{Cell, Item, MAX_COLUMNS, Table};
use crate::read::script::Script;

/// Characters that mark something.
const CELL_END: u16 = 0x07;
const TAB: u16 = 0x09;
const LINE_END: u16 = 0x0B;
const PAGE_END: u16 = 0x0C;
const PARAGRAPH_END: u16 = 0x0D;
const COLUMN_END: u16 = 0x0E;
const FIELD_BEGINS: u16 = 0x13;
const FIELD_RESULT: u16 = 0x14;
const FIELD_ENDS: u16 = 0x15;
const FIRM_HYPHEN: u16 = 0x1E;
const SPACE: u16 = 0x20;

/// Operations on characters: deleted with changes tracked, hidden, raised or lowered.
const DELETED: u16 = 0x0800;
const HIDDEN: u16 = 0x083C;
const SCRIPT: u16 = 0x2A48;

/// Operations on paragraphs: it stands in a table, it ends a row.
const IN_TABLE: u16 = 0x2416;
const ENDS_ROW: u16 = 0x2417;

/// How far apart, in twentieths of a point, the edges of one column may stand in two rows.
const SAME_EDGE: i32 = 20;

/// The paragraphs and tables that characters make.
pub fn items(units: &[Unit], paragraphs: &Properties<'_>, runs: &Properties<'_>) -> Vec<Item> {
    let mut body = Body::default();
    for unit in units {
        match unit.code {
            FIELD_BEGINS => body.fields.push(false),
            FIELD_RESULT => body.fields.last_mut().into_iter().for_each(|shown| *shown = true),
            FIELD_ENDS => {
                body.fields.pop();
            }
            CELL_END | PARAGRAPH_END | PAGE_END | COLUMN_END => {
                let on = |wanted: u16| {
                    paragraphs
                        .at(unit.place)
                        .any(|(operation, operand)| operation == wanted && operand == [1])
                };
                if on(ENDS_ROW) {
                    body.end_row(paragraphs.at(unit.place));
                    continue;
                }
                match unit.code {
                    CELL_END => {
                        body.end_paragraph();
                        body.row.push(std::mem::take(&mut body.cell));
                    }
                    _ if on(IN_TABLE) => body.end_paragraph(),
                    _ => {
                        body.end_table();
                        body.end_paragraph();
                        body.items.append(&mut body.cell);
                    }
                }
            }
            // A command of a field is not shown, its result is.
            _ if body.fields.iter().any(|shown| !shown) => {}
            code => body.character(code, runs.at(unit.place)),
        }
    }
    // What no mark has ended stays text.
    body.end_paragraph();
    body.end_table();
    body.items
}

#[derive(Default)]
struct Body {
    items: Vec<Item>,
    /// For each field that is open whether its result has begun.
    fields: Vec<bool>,
    /// The paragraph at hand.
    text: Vec<u16>,
    /// The paragraphs of the cell at hand.
    cell: Vec<Item>,
    /// The cells of the row at hand.
    row: Vec<Vec<Item>>,
    /// The rows of the table at hand.
    rows: Vec<Row>,
}

/// A row as it stands there.
struct Row {
    cells: Vec<Vec<Item>>,
    /// Where cells begin and where the last ends; one more than cells, or none at all.
    edges: Vec<i32>,
    /// How each cell is merged.
    merges: Vec<u16>,
}

impl Row {
    /// Bits of a cell that goes on from the one before it; and from the one above it.
    const RIGHT: u16 = 0b11;
    const GOES_ON_RIGHT: u16 = 0b01;
    const DOWN: u16 = 0b11 << 5;
    const GOES_ON_DOWN: u16 = 0b01 << 5;

    fn goes_on_right(&self, cell: usize) -> bool {
        self.merges.get(cell).is_some_and(|merge| merge & Row::RIGHT == Row::GOES_ON_RIGHT)
    }

    fn goes_on_down(&self, cell: usize) -> bool {
        self.merges.get(cell).is_some_and(|merge| merge & Row::DOWN == Row::GOES_ON_DOWN)
    }
}

impl Body {
    fn character<'a>(&mut self, code: u16, mut operations: impl Iterator<Item = Operation<'a>>) {
        let mut script = None;
        let hidden = operations.any(|(operation, operand)| {
            match (operation, operand) {
                (SCRIPT, [1]) => script = Some(Script::Super),
                (SCRIPT, [2]) => script = Some(Script::Sub),
                _ => {}
            }
            matches!(operation, DELETED | HIDDEN) && operand == [1]
        });
        if hidden {
            return;
        }
        let shown = match code {
            TAB => TAB,
            LINE_END => u16::from(b'\n'),
            FIRM_HYPHEN => u16::from(b'-'),
            // Places of drawings, notes and breaks that are only possible.
            ..SPACE => return,
            _ => code,
        };
        match (script, char::from_u32(shown.into())) {
            (Some(script), Some(c)) => {
                self.text.extend(script.digit(c).encode_utf16(&mut [0; 2]).iter());
            }
            _ => self.text.push(shown),
        }
    }

    fn end_paragraph(&mut self) {
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.text));
        let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        self.cell.extend(lines.map(|line| Item::Line(line.to_owned())));
    }

    fn end_row<'a>(&mut self, operations: impl Iterator<Item = Operation<'a>>) {
        self.text.clear();
        let (mut edges, mut merges) = (Vec::new(), Vec::new());
        for (operation, operand) in operations {
            match (operation, operand) {
                (ROW, row) => (edges, merges) = cells(row).unwrap_or_default(),
                // A cell that was merged afterwards.
                (MERGED_DOWN, &[cell, how]) => {
                    if let Some(merge) = merges.get_mut(usize::from(cell)) {
                        *merge = (*merge & !Row::DOWN) | (u16::from(how & 0b11) << 5);
                    }
                }
                _ => {}
            }
        }
        let cells = std::mem::take(&mut self.row);
        let edges = if edges.len() == cells.len() + 1 { edges } else { Vec::new() };
        self.rows.push(Row { cells, edges, merges });
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.items.push(Item::Table(table(rows)));
        }
        self.items.extend(std::mem::take(&mut self.row).into_iter().flatten());
        self.items.append(&mut self.cell);
    }
}

/// The edges of a row's cells, and how each is merged.
fn cells(row: &[u8]) -> Option<(Vec<i32>, Vec<u16>)> {
    /// How many bytes tell of one cell.
    const CELL: usize = 20;
    let count = usize::from(*row.first()?);
    let edge = |at: usize| Some(i32::from(u16_at(row, 1 + 2 * at)? as i16));
    let edges = (0..=count).map(edge).collect::<Option<_>>()?;
    let merge = |at: usize| u16_at(row, 1 + 2 * (count + 1) + CELL * at).unwrap_or_default();
    Some((edges, (0..count).map(merge).collect()))
}

/// The table of some rows. The columns are the stretches between all edges; without edges, the
/// cells of a row in order.
fn table(rows: Vec<Row>) -> Table {
    let mut edges: Vec<i32> = rows.iter().flat_map(|row| &row.edges).copied().collect();
    edges.sort_unstable();
    edges.dedup_by(|next, edge| *next - *edge <= SAME_EDGE);
    let known = rows.iter().all(|row| !row.edges.is_empty());
    let mut table = Table::default();
    for (nth, mut row) in rows.into_iter().enumerate() {
        let column = |at: usize| match row.edges.get(at) {
            Some(own) if known => edges.partition_point(|edge| edge + SAME_EDGE < *own),
            _ => at,
        };
        let columns: Vec<usize> = (0..=row.cells.len()).map(column).collect();
        let mut cells: Vec<Cell> = Vec::new();
        for (at, items) in std::mem::take(&mut row.cells).into_iter().enumerate() {
            let (column, end) = (columns[at], columns[at + 1].max(columns[at] + 1));
            if row.goes_on_right(at)
                && let Some(left) = cells.last_mut()
            {
                left.width = end.saturating_sub(left.column);
                continue;
            }
            let covers = |cell: &&mut Cell| cell.column == column;
            let above = table.rows.iter_mut().enumerate().rev().find_map(|(above, cells)| {
                let cell = cells.iter_mut().find(covers)?;
                Some(cell).filter(|cell| above + cell.height == nth)
            });
            if row.goes_on_down(at)
                && let Some(above) = above
            {
                above.height += 1;
            } else if end <= MAX_COLUMNS {
                cells.push(Cell { column, width: end - column, height: 1, items });
            }
        }
        table.rows.push(cells);
    }
    table
}
