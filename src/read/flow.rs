//! Paragraphs and tables as marked-up formats nest them, and how they become lines and grids.
//!
//! A table on a web page or in Word may hold data or may only arrange the page. A row whose cells
//! hold whole tables or running text arranges: its cells are read one after the other. The other
//! rows are data and keep their columns.

use crate::read::reading_text::{CellText, ReadingText};

/// How many tables may stand in one another; deeper ones are read as paragraphs.
pub const MAX_TABLE_NESTING: usize = 32;

/// More columns than any form has; wider tables are read as paragraphs.
pub const MAX_COLUMNS: usize = 1000;

/// From this many characters on, a cell of several paragraphs is running text.
const PROSE_PARAGRAPHS: usize = 200;

/// From this many characters on, a cell is running text however it is set.
const PROSE: usize = 800;

/// A paragraph or a table.
#[derive(Debug)]
pub enum Item {
    /// A paragraph, or a line of one.
    Line(String),
    /// A table.
    Table(Table),
}

/// A table with its merged cells resolved.
#[derive(Debug, Default)]
pub struct Table {
    /// Its rows; a row that is all covered from above has no cells.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug)]
pub struct Cell {
    /// Its 0-based column.
    pub column: usize,
    /// How many columns it covers.
    pub width: usize,
    /// How many rows it covers; may reach below the table.
    pub height: usize,
    /// What stands in it.
    pub items: Vec<Item>,
}

impl Table {
    fn cell_count(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }

    /// Whether its cells cannot be told to stand side by side.
    fn is_column(&self) -> bool {
        let width = self.rows.iter().flatten().map(|cell| cell.column + cell.width).max();
        self.rows.iter().all(|row| row.len() <= 1) || width > Some(MAX_COLUMNS)
    }
}

impl Cell {
    fn arranges(&self) -> bool {
        let (mut lines, mut characters) = (0, 0);
        for item in &self.items {
            match item {
                Item::Table(table) if table.cell_count() > 1 => return true,
                Item::Table(_) => {}
                Item::Line(line) => {
                    lines += 1;
                    characters += line.chars().count();
                }
            }
        }
        characters >= PROSE || (lines > 1 && characters >= PROSE_PARAGRAPHS)
    }

    /// Its paragraphs with a space between them, so that no two numbers run together.
    fn text(&self) -> String {
        let mut text = String::new();
        let mut waiting: Vec<&Item> = self.items.iter().rev().collect();
        while let Some(item) = waiting.pop() {
            match item {
                Item::Line(line) => {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(line);
                }
                Item::Table(table) => {
                    waiting.extend(table.rows.iter().flatten().flat_map(|cell| &cell.items).rev());
                }
            }
        }
        text
    }
}

/// Appends items to a reading text. Goes down at most [`MAX_TABLE_NESTING`] levels, which whoever
/// made the items has seen to.
pub fn lay_out(items: Vec<Item>, reading: &mut ReadingText) {
    for item in items {
        match item {
            Item::Line(line) if line.trim().is_empty() => {}
            Item::Line(line) => {
                reading.line(&line);
            }
            Item::Table(table) => lay_out_table(table, reading),
        }
    }
}

fn lay_out_table(table: Table, reading: &mut ReadingText) {
    if table.is_column() {
        for cell in table.rows.into_iter().flatten() {
            lay_out(cell.items, reading);
        }
        return;
    }
    let mut number = None;
    let mut data = Vec::new();
    let mut first_row = 1;
    for (index, row) in table.rows.into_iter().enumerate() {
        if !row.iter().any(Cell::arranges) {
            data.push(row);
            continue;
        }
        lay_out_data(std::mem::take(&mut data), first_row, &mut number, reading);
        first_row = index + 2;
        for cell in row {
            lay_out(cell.items, reading);
        }
    }
    lay_out_data(data, first_row, &mut number, reading);
}

/// A run of data rows of one table, whose number is given out when the first such run comes.
fn lay_out_data(
    rows: Vec<Vec<Cell>>,
    first_row: usize,
    number: &mut Option<u32>,
    reading: &mut ReadingText,
) {
    if rows.iter().all(|row| row.len() <= 1) {
        for cell in rows.into_iter().flatten() {
            lay_out(cell.items, reading);
        }
        return;
    }
    let count = rows.len();
    let texts = rows.iter().enumerate().map(|(index, row)| {
        let text = |cell: &Cell| CellText {
            text: cell.text(),
            column: cell.column,
            width: cell.width,
            height: cell.height.min(count - index),
        };
        row.iter().map(text).collect()
    });
    let number = *number.get_or_insert_with(|| reading.next_table());
    reading.grid(texts.collect(), number, first_row, 1);
}
