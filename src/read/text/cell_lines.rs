//! One cell per line: each line of a row starts with a tab, an empty line ends the row. Word
//! converters write tables so; a line with nothing but the tab is a blank cell.

use super::{Found, Scan, cell, ragged};
use crate::document::Row;
use crate::source::Span;

pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let is_cell = |line: usize| {
        let text = scan.text(line).as_bytes();
        matches!(text, [b'\t', cell @ ..] if !cell.contains(&b'\t'))
    };
    let mut rows = Vec::new();
    let mut line = start;
    while is_cell(line) {
        // The rows of a table have as many cells each, more or less.
        let above = rows.last().map_or(0, |row: &Row| row.cells.len());
        let mut row = Row { cells: Vec::with_capacity(above) };
        loop {
            let span = scan.lines[line];
            let inner = Span::new(span.start + 1, span.end);
            row.cells.push(cell(scan.source, row.cells.len(), inner, inner.start));
            line += 1;
            if !is_cell(line) {
                break;
            }
        }
        rows.push(row);
        // One empty line parts two rows of a table; a second one ends it.
        if scan.text(line).is_empty() && is_cell(line + 1) {
            line += 1;
        }
    }
    (!rows.is_empty()).then(|| Found { grid: ragged(rows), next: line })
}
