//! Tables drawn with lines: `│ ├ ┼` and the like, or `| + -`. Text browsers write them. The lines
//! tell which cells are merged, so the columns are true.

use super::{Found, MAX_COLUMNS, Scan, lined};
use crate::document::{Geometry, Grid, Row};
use crate::order;
use crate::source::{Span, columns};

/// How many lines one drawn table may have.
const MAX_LINES: usize = 2000;

fn is_horizontal(c: char) -> bool {
    matches!(c, '─' | '━' | '═' | '┄' | '┅' | '-' | '=')
}

fn is_junction(c: char) -> bool {
    matches!(c, '\u{250c}'..='\u{254b}' | '╒'..='╬' | '+')
}

fn is_vertical(c: char) -> bool {
    matches!(c, '│' | '┃' | '║' | '|')
}

/// One character of a drawn line, by the column where it starts.
struct Drawn {
    column: usize,
    at: usize,
    c: char,
}

pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let opens = |text: &str| {
        let body = text.trim_start();
        body.starts_with(['┌', '╔', '┏', '╒'])
            || (body.starts_with("+-") && body.trim_end().ends_with('+'))
            || (body.starts_with("+=") && body.trim_end().ends_with('+'))
    };
    if !opens(scan.text(start)) {
        return None;
    }
    let frame = |c: char| is_vertical(c) || is_junction(c);
    let mut next = start;
    while next - start < MAX_LINES
        && scan.text(next).trim_start().starts_with(frame)
        && scan.text(next).trim_end().ends_with(frame)
        && (next == start || !opens(scan.text(next)) || scan.text(next).contains('+'))
    {
        next += 1;
    }
    let mut lines: Vec<Vec<Drawn>> = (start..next)
        .map(|line| {
            columns(scan.text(line)).map(|(at, column, c)| Drawn { column, at, c }).collect()
        })
        .collect();
    // Some programs count an ideograph as one column: then the right rim is even only so.
    let first = lines.first()?.last()?.column;
    let even = lines.iter().all(|line| line.last().is_some_and(|last| last.column == first));
    if !even && lines.iter().all(|line| line.len() == lines[0].len()) {
        for line in &mut lines {
            line.iter_mut().enumerate().for_each(|(column, drawn)| drawn.column = column);
        }
    }
    let rows = rows(scan, start, &lines)?;
    Some(Found { grid: Grid { geometry: Geometry::Exact, rows }, next })
}

fn at_column(line: &[Drawn], column: usize) -> Option<&Drawn> {
    line.binary_search_by_key(&column, |drawn| drawn.column).ok().map(|found| &line[found])
}

fn rows(scan: &Scan<'_>, start: usize, lines: &[Vec<Drawn>]) -> Option<Vec<Row>> {
    // The columns where a vertical line stands anywhere.
    let borders = lines
        .iter()
        .flatten()
        .filter(|drawn| is_vertical(drawn.c) || (is_junction(drawn.c) && drawn.c != '+'))
        .map(|drawn| drawn.column);
    let mut borders = order::by_key(borders, |column| *column);
    borders.dedup();
    if borders.len() < 2 || borders.len() > MAX_COLUMNS {
        return None;
    }
    let width = borders.len() - 1;
    // Whether a line is a rule within a column, and whether a border stands left of a column.
    let is_at = |y: usize, k: usize, kind: fn(char) -> bool| {
        at_column(&lines[y], borders[k]).is_some_and(|drawn| kind(drawn.c))
    };
    // `|  |----+----|` has bars for junctions, and may be told by the others.
    let crossed: Vec<bool> =
        (0..lines.len()).map(|y| (0..=width).any(|k| is_at(y, k, |c| c == '+'))).collect();
    let ruled = |y: usize, k: usize| {
        let inner = borders[k] + 1..borders[k + 1];
        let line = |column: usize| {
            at_column(&lines[y], column).is_some_and(|drawn| is_horizontal(drawn.c))
        };
        match is_at(y, k, |c| is_junction(c) || is_horizontal(c)) {
            true => line(inner.start),
            false => crossed[y] && is_at(y, k, is_vertical) && inner.into_iter().all(line),
        }
    };
    let walled = |y: usize, k: usize| {
        at_column(&lines[y], borders[k])
            .is_some_and(|drawn| is_vertical(drawn.c) || is_junction(drawn.c))
    };
    let any_rule = |y: usize| (0..width).any(|k| ruled(y, k));
    // With no rules but those around the header, each line is a row, as `|----+----|` below the
    // header tells, or numbers that stand one below another: one wraps into two lines at worst.
    let is_number = |y: usize, k: usize| {
        let text = scan.source.slice(span(scan, start + y, &lines[y], borders[k], borders[k + 1]));
        let digits = text.trim();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let stacked = |k: usize| (2..lines.len()).any(|y| (y - 2..=y).all(|y| is_number(y, k)));
    let rules: Vec<usize> = (0..lines.len()).filter(|&y| any_rule(y)).collect();
    let is_lined = match rules[..] {
        [_, below, _] if is_at(below, 0, is_vertical) => true,
        _ => rules.len() <= 3 && (0..width).any(stacked),
    };
    let mut rows: Vec<Row> = Vec::new();
    // Row of each line: a rule in any column starts a new one.
    let mut row_of = vec![0; lines.len()];
    let mut row = 0;
    let mut fresh = true;
    for (y, row_of) in row_of.iter_mut().enumerate() {
        let rule = any_rule(y);
        if (rule || is_lined) && !fresh {
            row += 1;
        }
        fresh = rule;
        *row_of = row;
    }
    let mut seen = vec![false; lines.len() * width];
    for y in 0..lines.len() {
        for k in 0..width {
            if seen[y * width + k] || ruled(y, k) {
                continue;
            }
            // The cell goes right until a wall, and down until a rule.
            let right = (k + 1..width).find(|&right| walled(y, right)).unwrap_or(width);
            let bottom = (y + 1..lines.len())
                .find(|&below| is_lined || ruled(below, k))
                .unwrap_or(lines.len());
            let mut pieces = Vec::new();
            for below in y..bottom {
                for column in k..right {
                    seen[below * width + column] = true;
                }
                pieces.push(span(scan, start + below, &lines[below], borders[k], borders[right]));
            }
            let place = pieces.first().map_or(scan.lines[start + y].start, |piece| piece.start);
            let mut drawn = lined(scan.source, k, &pieces, place);
            drawn.width = right - k;
            drawn.height = row_of[bottom - 1].max(row_of[y]) - row_of[y] + 1;
            // A rule elsewhere on the cell's first line is already the next row there.
            let top = row_of[y];
            while rows.len() <= top {
                rows.push(Row::default());
            }
            rows[top].cells.push(drawn);
        }
    }
    rows.retain(|row| !row.cells.is_empty());
    for row in &mut rows {
        row.cells = order::by_key(std::mem::take(&mut row.cells), |cell| cell.column);
    }
    Some(rows)
}

/// What stands between two borders on a line.
fn span(scan: &Scan<'_>, line: usize, drawn: &[Drawn], left: usize, right: usize) -> Span {
    let base = scan.lines[line];
    let end_of_line = base.end - base.start;
    let from = drawn.iter().find(|drawn| drawn.column > left).map_or(end_of_line, |drawn| drawn.at);
    let to = drawn.iter().find(|drawn| drawn.column >= right).map_or(end_of_line, |drawn| drawn.at);
    Span::new(base.start + from, base.start + to.max(from))
}

#[cfg(test)]
mod tests {
    use super::super::tests::grid;
    use crate::document::Block;

    #[test]
    fn an_ideograph_may_count_as_one_column() {
        let text = "+-----+----+\n| 项目  | 数  |\n+=====+====+\n| 规章  | 12 |\n+-----+----+\n| 其他件 | 3  |\n+-----+----+\n";
        assert_eq!(grid(text), ["0:项目 1:数", "0:规章 1:12", "0:其他件 1:3"]);
    }

    #[test]
    fn a_frame_that_a_line_break_went_through_is_none() {
        let text = "┌──────┬───\n──┐\n│规章  │  12\n │\n".to_owned();
        let document = crate::read::text::read(text, "a.txt", None);
        assert!(document.blocks.iter().all(|block| matches!(block, Block::Line(_))));
    }

    proptest::proptest! {
        #[test]
        fn no_drawing_stops_the_reader(text in "([┌┬┐│├┼+|=─-]|[ 0-9规\n]){0,120}") {
            let document = crate::read::text::read(text, "a.txt", None);
            let _ = crate::recognize::recognize(&document);
        }
    }

    #[test]
    fn bars_are_junctions_of_a_rule_that_others_cross() {
        let text = "+-----------+\n|甲  |乙  |12 |\n|   |---+---|\n|   |丙  |7  |\n|---+---+---|\n|丁  |   |5  |\n+-----------+\n";
        assert_eq!(grid(text), ["0:甲 1:乙 2:12", "1:丙 2:7", "0:丁 1: 2:5"]);
    }

    #[test]
    fn without_rules_between_them_lines_are_rows() {
        let below = "+------+----+\n| 项目 | 数 |\n|------+----|\n| 规章 | 12 |\n| 其他 | 3  |\n+------+----+\n";
        assert_eq!(grid(below), ["0:项目 1:数", "0:规章 1:12", "0:其他 1:3"]);
        let stacked = "+------+----+\n| 规章 | 12 |\n| 其他 | 3  |\n| 许可 | 45 |\n+------+----+\n";
        assert_eq!(grid(stacked), ["0:规章 1:12", "0:其他 1:3", "0:许可 1:45"]);
        // A number that wraps is one cell, and no number.
        let wrapped = "+------+----+\n| 规章 | 12 |\n|      | 34 |\n+------+----+\n";
        assert_eq!(grid(wrapped), ["0:规章 1:12+34"]);
    }
}
