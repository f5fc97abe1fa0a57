//! Tables whose columns are told by groups of dashes over them, as Pandoc writes plain text:
//! wrapped cells go on in the lines below, an empty line ends a row.

use super::{Found, Scan, lined};
use crate::document::{Geometry, Grid, GridCell, Row};
use crate::source::{Span, columns, is_space, width};

/// How far below the rule on top the groups of dashes may stand: a header has few lines.
const HEADER_LINES: usize = 12;

pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let top = groups(scan.text(start))?;
    // A single rule on top, header lines, then the groups; or the groups at once.
    let (rule, header) = if top.len() == 1 {
        let rule = (start + 1..start + 1 + HEADER_LINES)
            .find(|&line| groups(scan.text(line)).is_some())
            .filter(|&line| groups(scan.text(line)).is_some_and(|groups| groups.len() > 1))?;
        (rule, start + 1..rule)
    } else {
        (start, start..start)
    };
    let stops = groups(scan.text(rule))?;
    let mut rows = Vec::new();
    push_row(scan, &stops, header, &mut rows)?;
    let mut line = rule + 1;
    let mut first = line;
    loop {
        let text = scan.text(line);
        let ends = line >= scan.lines.len() || groups(text).is_some();
        if ends || text.trim().is_empty() {
            push_row(scan, &stops, first..line, &mut rows)?;
            first = line + 1;
        }
        if ends {
            break;
        }
        // Two empty lines, or text left of the table, end it without a rule.
        let next = scan.text(line + 1);
        if text.trim().is_empty() && next.trim().is_empty() {
            break;
        }
        line += 1;
    }
    let next = (line + 1).min(scan.lines.len());
    (rows.len() > 1).then_some(Found { grid: Grid { geometry: Geometry::Exact, rows }, next })
}

/// The start columns of the groups of dashes, if the line holds nothing else.
fn groups(text: &str) -> Option<Vec<usize>> {
    if !text.bytes().all(|byte| byte == b'-' || byte == b' ') || !text.contains("---") {
        return None;
    }
    let bytes = text.as_bytes();
    Some(
        (0..bytes.len())
            .filter(|&at| bytes[at] == b'-' && (at == 0 || bytes[at - 1] == b' '))
            .collect(),
    )
}

/// Cuts lines at the stops: one row. `None` when a stop goes through a word: something has moved
/// the columns since the rule was drawn over them.
fn push_row(
    scan: &Scan<'_>,
    stops: &[usize],
    lines: std::ops::Range<usize>,
    rows: &mut Vec<Row>,
) -> Option<()> {
    if lines.clone().all(|line| scan.text(line).trim().is_empty()) {
        return Some(());
    }
    let mut pieces: Vec<Vec<Span>> = vec![Vec::new(); stops.len()];
    for line in lines.clone() {
        let base = scan.lines[line].start;
        let mut begins = vec![usize::MAX; stops.len()];
        for (at, column, c) in columns(scan.text(line)) {
            let stop = stops.partition_point(|&stop| stop <= column);
            // The column before a stop parts two columns of the table.
            let seam = column + width(c);
            if stop > 0 && stop < stops.len() && seam >= stops[stop] && !is_space(c) {
                return None;
            }
            if stop > 0 && begins[stop - 1] == usize::MAX {
                begins[stop - 1] = at;
            }
        }
        let length = scan.text(line).len();
        for stop in 0..stops.len() {
            let from = begins[stop];
            if from == usize::MAX {
                continue;
            }
            let to =
                begins[stop + 1..].iter().copied().find(|&at| at != usize::MAX).unwrap_or(length);
            pieces[stop].push(Span::new(base + from, base + to));
        }
    }
    let place = scan.lines[lines.start].end;
    let cells: Vec<GridCell> = pieces
        .iter()
        .enumerate()
        .map(|(column, lines)| {
            let place = lines.first().map_or(place, |span| span.start);
            lined(scan.source, column, lines, place)
        })
        .collect();
    rows.push(Row { cells });
    Some(())
}
