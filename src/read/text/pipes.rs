//! Markdown tables: cells parted by pipes, with or without pipes at the rims.

use super::{Found, MAX_COLUMNS, Scan, cell, lined, ragged};
use crate::document::{GridCell, Row};
use crate::source::{Marks, Span};

pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    // A frame drawn with pipes is a box, see `boxes`.
    if start > 0 && scan.text(start - 1).trim_start().starts_with("+-") {
        return None;
    }
    let mut next = start;
    while scan.has(next, Marks::PIPE) {
        next += 1;
    }
    // A pipe at a rim frames the rows only if it does so in all of them; in others it parts the
    // first or the last cell, which is blank. One at the right alone is no frame: AsciiDoc opens
    // a blank cell with it.
    let left = (start..next).all(|line| scan.text(line).trim_start().starts_with('|'));
    let right = left && (start..next).all(|line| scan.text(line).trim_end().ends_with('|'));
    let frame = Frame { left, right };
    let mut rows: Vec<Row> = Vec::with_capacity(next - start);
    for line in start..next {
        let above = rows.last().map_or(0, |row| row.cells.len());
        rows.extend(row(scan, line, frame, above));
    }
    let wide = rows.iter().any(|row| row.cells.len() > MAX_COLUMNS);
    (next > start && !wide).then(|| Found { grid: ragged(rows), next })
}

/// Which rims of a table are drawn.
#[derive(Clone, Copy)]
struct Frame {
    left: bool,
    right: bool,
}

/// The cells of a line; `None` for the line that parts the header from the body. `above`: how many
/// the row above has.
fn row(scan: &Scan<'_>, line: usize, frame: Frame, above: usize) -> Option<Row> {
    let text = scan.text(line);
    if text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
        && text.contains("--")
    {
        return None;
    }
    let base = scan.lines[line].start;
    let from = text.len() - text.trim_start().len();
    let body = text.trim();
    let begin = from + usize::from(frame.left);
    let end = from + body.len();
    let mut at = begin;
    let bytes = text.as_bytes();
    let mut cells: Vec<GridCell> = Vec::with_capacity(above + 1);
    for stop in begin..=end {
        if stop < end && (bytes[stop] != b'|' || bytes[at..stop].ends_with(b"\\")) {
            continue;
        }
        // Nearly all cells stand off their pipes by a space. An empty place is behind the first.
        let from = at + usize::from(bytes[at..stop].starts_with(b" "));
        let to = stop - usize::from(bytes[from..stop].ends_with(b" "));
        let column = cells.len();
        cells.push(if scan.has(line, Marks::TAG) && text[at..stop].contains('<') {
            lined(scan.source, column, &broken_lines(text, at, stop, base), base + from)
        } else {
            cell(scan.source, column, Span::new(base + from, base + to), base + from)
        });
        at = stop + 1;
    }
    // In a framed row the pipe at the right rim closes the last cell and opens none.
    if frame.right && cells.len() > 1 {
        cells.pop();
    }
    Some(Row { cells })
}

/// What stands in a cell outside of tags: `<br>` breaks its lines, `<span …>` sets its type.
fn broken_lines(text: &str, at: usize, stop: usize, base: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut from = at;
    for (open, _) in text[..stop].match_indices('<').filter(|(open, _)| *open >= at) {
        let tag = &text[open + 1..stop];
        let named = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if let Some(close) = tag.find('>').filter(|_| named && open >= from) {
            lines.push(Span::new(base + from, base + open));
            from = open + 1 + close + 1;
        }
    }
    lines.push(Span::new(base + from, base + stop));
    lines
}
