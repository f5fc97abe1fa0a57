//! Tables that programs print as text with two spaces or more between the columns, and `NaN` where
//! nothing is: since blanks are written, every row has all of its cells.

use super::{Found, Scan, cell, ragged};
use crate::document::{GridCell, Row};
use crate::source::{Marks, Span};

/// How many columns such a table has at least: what numbers the rows, a label and two values.
const COLUMNS: usize = 4;

/// How many rows are a table, where none of them has a blank.
const ROWS: usize = 3;

/// Whether such tables may stand in a text: somewhere a blank is written.
pub(super) fn in_use(scan: &Scan<'_>) -> bool {
    (0..scan.lines.len()).any(|line| {
        scan.has(line, Marks::NO_VALUE) && cells(scan, line).iter().skip(1).any(GridCell::is_empty)
    })
}

/// The table that starts at a line.
pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let first = cells(scan, start);
    let width = first.len();
    if width < COLUMNS {
        return None;
    }
    let below = (start + 1..scan.lines.len()).map(|line| cells(scan, line));
    let mut rows = vec![Row { cells: first }];
    rows.extend(below.take_while(|cells| cells.len() == width).map(|cells| Row { cells }));
    let blank = || rows.iter().any(|row| row.cells.iter().any(GridCell::is_empty));
    let next = start + rows.len();
    (rows.len() >= ROWS || blank()).then(|| Found { grid: ragged(rows), next })
}

/// What stands on a line between two spaces or more.
fn cells(scan: &Scan<'_>, line: usize) -> Vec<GridCell> {
    let text = scan.text(line);
    let base = scan.lines.get(line).map_or(0, |line| line.start);
    let mut cells: Vec<GridCell> = Vec::new();
    let mut from = 0;
    for part in text.split("  ") {
        let words = Span::new(base + from, base + from + part.len());
        from += part.len() + "  ".len();
        if !part.trim().is_empty() {
            cells.push(cell(scan.source, cells.len(), words, words.start));
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::tests::grid;
    use crate::document::Block;
    use crate::read::text;

    #[test]
    fn blanks_that_are_written_hold_the_columns() {
        let text = "   0     1    2    3\n0  甲  乙 一    1    2\n1  丙   NaN    3  NaN\n";
        assert_eq!(grid(text), ["0:0 1:甲 2:乙 一 3:1 4:2", "0:1 1:丙 2: 3:3 4:"]);
    }

    #[test]
    fn without_a_written_blank_spaces_part_nothing() {
        let text = "甲  乙  丙  丁\n规章  1  2  3\n其他  4  5  6\n";
        let document = text::read(text.to_owned(), "a.txt", None);
        assert!(document.blocks.iter().all(|block| matches!(block, Block::Line(_))));
        // With one, a table without blanks is told by its rows.
        let text = format!("{text}\n8  NaN  9  10\n");
        let document = text::read(text, "a.txt", None);
        let grids = document.blocks.iter().filter(|block| matches!(block, Block::Grid(_)));
        assert_eq!(grids.count(), 2);
    }
}
