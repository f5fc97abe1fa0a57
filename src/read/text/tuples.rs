//! Rows as Python prints them: `('规章', 3, None)` or `['规章', '3', '']`. Scripts that dump a
//! workbook leave them.

use super::{Found, Scan, cell};
use crate::document::{Geometry, Grid, GridCell, Row};
use crate::source::Span;

pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let mut rows = Vec::new();
    let mut line = start;
    while let Some(row) = row(scan, line) {
        rows.push(row);
        line += 1;
    }
    // `None` keeps the place of an empty cell, so the columns are true.
    (!rows.is_empty())
        .then_some(Found { grid: Grid { geometry: Geometry::Exact, rows }, next: line })
}

fn row(scan: &Scan<'_>, line: usize) -> Option<Row> {
    let text = scan.text(line).trim_end();
    let close = match text.as_bytes().first()? {
        b'(' => ')',
        b'[' => ']',
        _ => return None,
    };
    let body = text.strip_suffix(close)?;
    let base = scan.lines[line].start;
    let mut cells: Vec<GridCell> = Vec::new();
    let mut at = 1;
    while at < body.len() {
        let rest = &body[at..];
        let column = cells.len();
        let quote = rest.chars().next()?;
        if quote == '\'' || quote == '"' {
            let end = closing(rest, quote)?;
            let lines = escaped_lines(rest, 1, end, base + at);
            cells.push(cell(scan.source, column, &lines, base + at + 1));
            at += end + 1;
        } else {
            let length = rest.find(',').unwrap_or(rest.len());
            let word = &rest[..length];
            let known = word == "None"
                || word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'));
            if !known || word.is_empty() {
                return None;
            }
            let span = Span::new(base + at, base + at + length);
            let lines: &[Span] = if word == "None" { &[] } else { &[span] };
            cells.push(cell(scan.source, column, lines, base + at));
            at += length;
        }
        match body[at..].strip_prefix(',') {
            Some(rest) => at = body.len() - rest.trim_start().len(),
            None if at == body.len() => {}
            None => return None,
        }
    }
    (cells.len() > 1).then_some(Row { cells })
}

/// Where the quote that opens `text` closes.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// The pieces of a quoted text: an escaped line break or space parts them.
fn escaped_lines(text: &str, from: usize, to: usize, base: usize) -> Vec<Span> {
    const BREAKS: [&str; 5] = ["\\n", "\\r", "\\t", "\\u3000", "\\xa0"];
    let mut lines = Vec::new();
    let mut start = from;
    while let Some((found, length)) = BREAKS
        .iter()
        .filter_map(|mark| text[start..to].find(mark).map(|found| (found, mark.len())))
        .min()
    {
        lines.push(Span::new(base + start, base + start + found));
        start += found + length;
    }
    lines.push(Span::new(base + start, base + to));
    lines
}
