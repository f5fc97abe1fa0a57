//! Which rows of a sheet are paragraphs and which are tables.

use std::collections::BTreeMap;

use super::{At, SheetCells};
use crate::read::reading_text::{CellText, ReadingText, cell_text};

/// Wider tables are cut: no form comes near, and every row is filled up to this.
const MAX_WIDTH: u32 = 1000;

/// A row that has something in it.
#[derive(Debug)]
struct SheetRow<'a> {
    index: u32,
    cells: Vec<SheetCell<'a>>,
    /// Columns that a merged cell from a row above covers, first and one past the last.
    covered: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct SheetCell<'a> {
    text: &'a str,
    column: u32,
    width: u32,
    height: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Paragraph,
    Table,
}

/// Appends a sheet, with its name before it if `named` and the name says something.
pub fn lay_out(sheet: &SheetCells, named: bool, reading: &mut ReadingText) {
    let rows = rows(sheet);
    let kinds = kinds(&rows);
    if named && kinds.iter().any(|&kind| kind != Kind::Blank) && !is_default_name(&sheet.name) {
        reading.gap();
        reading.line(&sheet.name);
    }
    let mut at = 0;
    while at < rows.len() {
        if kinds[at] != Kind::Table {
            for cell in &rows[at].cells {
                for line in cell.text.lines().filter(|line| !line.trim().is_empty()) {
                    reading.line(line.trim());
                }
            }
            at += 1;
            continue;
        }
        let follows =
            |end: usize| kinds[end] == Kind::Table && rows[end].index == rows[end - 1].index + 1;
        let mut end = at + 1;
        while end < rows.len() && follows(end) {
            end += 1;
        }
        lay_out_table(&rows[at..end], sheet.number, reading);
        at = end;
    }
}

fn lay_out_table(rows: &[SheetRow], number: u32, reading: &mut ReadingText) {
    // The borders of the table: what is drawn beyond its last text is part of it only if some row
    // has text or a merged cell there.
    let told = || {
        rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.width > 1 || !is_blank(cell.text))
    };
    let first = told().map(|cell| cell.column).min().unwrap_or(0);
    let end = told().map(SheetCell::end).max().unwrap_or(0).min(first + MAX_WIDTH);
    let last_row = rows.last().map_or(0, |row| row.index);
    let texts = rows.iter().map(|row| {
        let mut texts: BTreeMap<u32, CellText> = BTreeMap::new();
        for cell in row.cells.iter().filter(|cell| cell.column >= first && cell.column < end) {
            let text = CellText {
                text: cell.text.to_owned(),
                column: cell.column as usize,
                width: cell.width as usize,
                height: cell.height.min(last_row - row.index + 1) as usize,
            };
            texts.insert(cell.column, text);
        }
        // A cell that the file does not list is empty, not absent.
        let mut column = first;
        while column < end {
            let covered = row.covered.iter().find(|(from, to)| (*from..*to).contains(&column));
            column = match (texts.get(&column), covered) {
                (Some(cell), _) => column + cell.width as u32,
                (None, Some((_, to))) => *to,
                (None, None) => {
                    let column_index = column as usize;
                    let empty = CellText {
                        column: column_index,
                        width: 1,
                        height: 1,
                        ..CellText::default()
                    };
                    texts.insert(column, empty);
                    column + 1
                }
            };
        }
        texts.into_values().collect()
    });
    let first_row = rows.first().map_or(0, |row| row.index) as usize + 1;
    reading.grid(texts.collect(), number, first_row, 1);
}

impl SheetCell<'_> {
    fn end(&self) -> u32 {
        self.column + self.width
    }
}

impl SheetRow<'_> {
    /// One past the last column that has text or is merged.
    fn end(&self) -> u32 {
        self.cells.iter().map(SheetCell::end).max().unwrap_or(0)
    }

    fn texts(&self) -> impl Iterator<Item = &SheetCell<'_>> {
        self.cells.iter().filter(|cell| !is_blank(cell.text))
    }

    fn has_number(&self) -> bool {
        self.texts()
            .any(|cell| cell.text.trim().chars().all(|c| c.is_numeric() || ".,".contains(c)))
    }
}

fn kinds(rows: &[SheetRow]) -> Vec<Kind> {
    let alone = |row: &SheetRow| match (row.texts().count(), row.cells.len()) {
        (0, _) if row.covered.is_empty() => Kind::Blank,
        // A single text with drawn cells beside it is a label whose values are blank.
        (0 | 1, 0 | 1) if row.covered.is_empty() => Kind::Paragraph,
        _ => Kind::Table,
    };
    let mut kinds: Vec<Kind> = rows.iter().map(alone).collect();
    // Without borders in the file a label whose values are blank is a single text like any heading.
    // It is taken for a label if it stands within a table, leaves room beside it, and numbers come
    // in the next row as they would not after a heading.
    for at in 1..rows.len().saturating_sub(1) {
        let [above, row, below] = [&rows[at - 1], &rows[at], &rows[at + 1]];
        let within = kinds[at - 1] == Kind::Table
            && kinds[at + 1] == Kind::Table
            && above.index + 1 == row.index
            && row.index + 1 == below.index;
        if kinds[at] == Kind::Paragraph && within && row.end() < above.end() && below.has_number() {
            kinds[at] = Kind::Table;
        }
    }
    kinds
}

/// The rows with the cells that stand in them, covered ones left out.
fn rows(sheet: &SheetCells) -> Vec<SheetRow<'_>> {
    let mut merged = sheet.merged.clone();
    merged.sort_unstable();
    let mut merged = merged.into_iter().peekable();
    let mut reaching: Vec<(At, At)> = Vec::new();
    let mut rows: Vec<SheetRow> = Vec::new();
    for (&(index, column), text) in &sheet.cells {
        if rows.last().is_none_or(|row| row.index != index) {
            reaching.retain(|(_, (last, _))| *last >= index);
            while let Some(range) = merged.next_if(|(first, _)| first.0 <= index) {
                // A range that begins in a row without cells has nothing in it to show.
                if range.1.0 >= index {
                    reaching.push(range);
                }
            }
            let above = reaching.iter().filter(|(first, _)| first.0 < index);
            let mut covered: Vec<(u32, u32)> =
                above.map(|(first, last)| (first.1, last.1.saturating_add(1))).collect();
            covered.sort_unstable();
            rows.push(SheetRow { index, cells: Vec::new(), covered });
        }
        let Some(row) = rows.last_mut() else { continue };
        let range = reaching.iter().find(|(first, last)| {
            first.0 <= index && index <= last.0 && first.1 <= column && column <= last.1
        });
        let (width, height) = match range {
            None => (1, 1),
            Some(&(first, last)) if first == (index, column) => {
                (last.1 - first.1 + 1, last.0 - first.0 + 1)
            }
            Some(_) => continue,
        };
        row.cells.push(SheetCell { text, column, width, height });
    }
    rows
}

fn is_blank(text: &str) -> bool {
    cell_text(text).is_empty()
}

/// Names that programs give to new sheets.
fn is_default_name(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    ["Sheet", "sheet", "工作表", "Worksheet"].contains(&stem)
}
