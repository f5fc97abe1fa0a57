//! Markdown tables: cells parted by pipes, with or without pipes at the rims.

use super::{Found, MAX_COLUMNS, Scan, cell, ragged};
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
    let left = (start..next).all(|line| scan.text(line).trim().starts_with('|'));
    let right = left && (start..next).all(|line| scan.text(line).trim().ends_with('|'));
    let frame = Frame { left, right };
    let rows: Vec<Row> = (start..next).filter_map(|line| row(scan, line, frame)).collect();
    let wide = rows.iter().any(|row| row.cells.len() > MAX_COLUMNS);
    (next > start && !wide).then(|| Found { grid: ragged(rows), next })
}

/// Which rims of a table are drawn.
#[derive(Clone, Copy)]
struct Frame {
    left: bool,
    right: bool,
}

/// The cells of a line; `None` for the line that parts the header from the body.
fn row(scan: &Scan<'_>, line: usize, frame: Frame) -> Option<Row> {
    let text = scan.text(line);
    if text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
        && text.contains("--")
    {
        return None;
    }
    let base = scan.lines[line].start;
    let from = text.len() - text.trim_start().len();
    let body = text.trim();
    let mut at = from + usize::from(frame.left);
    let end = from + body.len();
    let pipes = text.bytes().filter(|byte| *byte == b'|').count();
    let mut cells: Vec<GridCell> = Vec::with_capacity(pipes + 1);
    loop {
        let stop = unescaped_pipe(&text[at..end]).map_or(end, |found| at + found);
        // Nearly all cells stand off their pipes by a space.
        let from = middle(text, at, stop);
        let to = stop - usize::from(text[from..stop].ends_with(' '));
        let whole = [Span::new(base + from, base + to)];
        let broken;
        let lines = if scan.has(line, Marks::MARKUP) && text[at..stop].contains('<') {
            broken = broken_lines(text, at, stop, base);
            broken.as_slice()
        } else {
            &whole
        };
        cells.push(cell(scan.source, cells.len(), lines, base + from));
        if stop == end {
            break;
        }
        at = stop + 1;
    }
    // In a framed row the pipe at the right rim closes the last cell and opens none.
    if frame.right && cells.len() > 1 {
        cells.pop();
    }
    Some(Row { cells })
}

/// The empty place of a blank cell: behind its first space, so that it stands off the pipe.
fn middle(text: &str, at: usize, stop: usize) -> usize {
    if text[at..stop].starts_with(' ') { at + 1 } else { at }
}

fn unescaped_pipe(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find('|') {
        let at = from + found;
        if !text[..at].ends_with('\\') {
            return Some(at);
        }
        from = at + 1;
    }
    None
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
