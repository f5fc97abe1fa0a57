//! Rows of cells parted by tabs or commas, with quotes around a cell that holds line breaks.

use super::{Found, Scan, cell, ragged};
use crate::document::{GridCell, Row};
use crate::source::Span;

/// How many lines one quoted cell may go on for: a label stands on one character a line at worst.
const QUOTED_LINES: usize = 40;

pub(super) fn at(scan: &Scan<'_>, start: usize, delimiter: char) -> Option<Found> {
    let mut rows: Vec<Row> = Vec::new();
    let mut line = start;
    while let Some((row, next)) = row_at(scan, line, delimiter) {
        // Commas also stand in sentences; in a table every row has the same number of them.
        let same = rows.first().is_none_or(|first| first.cells.len() == row.cells.len());
        if delimiter == ',' && !same {
            break;
        }
        rows.push(row);
        line = next;
    }
    let enough = if delimiter == ',' { 2 } else { 1 };
    (rows.len() >= enough).then(|| Found { grid: ragged(rows), next: line })
}

/// The row that starts at a line, and the line after it.
fn row_at(scan: &Scan<'_>, start: usize, delimiter: char) -> Option<(Row, usize)> {
    let first = scan.text(start);
    if !first.contains(delimiter) && !first.starts_with('"') {
        return None;
    }
    let mut cells: Vec<GridCell> = Vec::new();
    let mut line = start;
    let mut at = 0;
    loop {
        let text = scan.text(line);
        let rest = &text[at..];
        let offset = scan.lines[line].start + at;
        if rest.starts_with('"')
            && let Some((cell, end_line, end)) = quoted(scan, line, at, cells.len(), delimiter)
        {
            cells.push(cell);
            line = end_line;
            at = end;
        } else {
            let length = rest.find(delimiter).unwrap_or(rest.len());
            let span = Span::new(offset, offset + length);
            cells.push(cell(scan.source, cells.len(), &[span], offset));
            at += length;
        }
        if at >= scan.text(line).len() {
            break;
        }
        at += delimiter.len_utf8();
    }
    (cells.len() > 1).then(|| (Row { cells }, line + 1))
}

/// A quoted cell that starts at a quote: the cell, and where it ends. `None` when no quote closes
/// it, or what follows is no delimiter: then the quote is part of the words.
fn quoted(
    scan: &Scan<'_>,
    start: usize,
    at: usize,
    column: usize,
    delimiter: char,
) -> Option<(GridCell, usize, usize)> {
    let mut pieces = Vec::new();
    let mut line = start;
    let mut from = at + 1;
    let place = scan.lines[start].start + from;
    loop {
        let text = scan.text(line);
        let base = scan.lines.get(line)?.start;
        let mut search = from;
        loop {
            match text[search..].find('"') {
                // A doubled quote is a quote.
                Some(found) if text[search + found + 1..].starts_with('"') => search += found + 2,
                Some(found) => {
                    let end = search + found;
                    let after = &text[end + 1..];
                    if !(after.is_empty() || after.starts_with(delimiter)) {
                        return None;
                    }
                    pieces.push(Span::new(base + from, base + end));
                    return Some((cell(scan.source, column, &pieces, place), line, end + 1));
                }
                None => break,
            }
        }
        pieces.push(Span::new(base + from, base + text.len()));
        line += 1;
        from = 0;
        if line - start > QUOTED_LINES || line >= scan.lines.len() {
            return None;
        }
    }
}
