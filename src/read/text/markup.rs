//! Tables as raw HTML in a text: Markdown converters fall back to them where pipes cannot draw
//! merged cells. The text stays as it is, so the cells are found by the places of their tags.

use super::{Found, Scan, lined, trimmed};
use crate::document::{Geometry, Grid, Row};
use crate::source::{SourceText, Span, is_space};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Spanned, Token, Tokenizer};
use std::collections::{BTreeMap, HashSet};

/// No form has more columns, and no merged cell covers more rows.
const MAX_SPAN: usize = 200;

/// How many lines one table may take.
const MAX_LINES: usize = 20_000;

pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<Found> {
    let open = scan.lines[start].start + scan.text(start).find("<table")?;
    let last = (start..scan.lines.len().min(start + MAX_LINES))
        .find(|&line| scan.text(line).contains("</table>"))?;
    let text = scan.source.slice(Span::new(open, scan.lines[last].end));
    let mut table = Table::default();
    for token in Tokenizer::new_with_emitter(text, DefaultEmitter::<usize>::new_with_span()) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => match tag.name.as_slice() {
                b"tr" => table.row(),
                b"td" | b"th" => table.cell(
                    number(&tag.attributes, "colspan"),
                    number(&tag.attributes, "rowspan"),
                    open + tag.span.end,
                ),
                _ => {}
            },
            Token::EndTag(tag) => match tag.name.as_slice() {
                b"td" | b"th" => table.open = false,
                b"table" => break,
                _ => {}
            },
            // `&nbsp;` alone is an empty cell.
            Token::String(words)
                if String::from_utf8_lossy(&words).chars().any(|c| !is_space(c)) =>
            {
                table.words(Span::new(open + words.span.start, open + words.span.end));
            }
            _ => {}
        }
    }
    table.found(scan, last + 1)
}

/// A table under construction.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Vec<Drawn>>,
    /// Places that a cell of a row above covers.
    covered: HashSet<(usize, usize)>,
    /// Whether a cell is open.
    open: bool,
}

struct Drawn {
    column: usize,
    width: usize,
    height: usize,
    pieces: Vec<Span>,
    place: usize,
}

impl Table {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
        self.open = false;
    }

    /// Begins a cell in the next free column. `place` is where it begins.
    pub(super) fn cell(&mut self, width: usize, height: usize, place: usize) {
        let (width, height) = (width.clamp(1, MAX_SPAN), height.clamp(1, MAX_SPAN));
        if self.rows.is_empty() {
            self.row();
        }
        let row = self.rows.len() - 1;
        let after = self.rows[row].last().map_or(0, |last| last.column + last.width);
        let column =
            (after..).find(|&column| !self.covered.contains(&(row, column))).unwrap_or(after);
        for below in row + 1..row + height {
            self.covered.extend((column..column + width).map(|column| (below, column)));
        }
        self.rows[row].push(Drawn { column, width, height, pieces: Vec::new(), place });
        self.open = true;
    }

    /// Merges the cell at hand with the columns behind it.
    pub(super) fn widen(&mut self, width: usize) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.width = width.clamp(1, MAX_SPAN);
        }
    }

    /// Adds words to the cell at hand.
    pub(super) fn words(&mut self, span: Span) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut())
            && self.open
        {
            cell.pieces.push(span);
        }
    }

    /// The table, unless nothing stands in it. `next` is the line after it.
    pub(super) fn found(self, scan: &Scan<'_>, next: usize) -> Option<Found> {
        let drawn = |drawn: &Drawn| {
            let mut cell = lined(scan.source, drawn.column, &drawn.pieces, drawn.place);
            cell.width = drawn.width;
            cell.height = drawn.height;
            cell
        };
        let rows = self.rows.iter().map(|cells| Row { cells: cells.iter().map(drawn).collect() });
        let filled = |row: &Row| row.cells.iter().any(|cell| !cell.is_empty());
        let rows: Vec<Row> = rows.filter(|row| !row.cells.is_empty()).collect();
        rows.iter()
            .any(filled)
            .then_some(Found { grid: Grid { geometry: Geometry::Exact, rows }, next })
    }
}

fn number(attributes: &BTreeMap<HtmlString, Spanned<HtmlString>>, name: &str) -> usize {
    attributes
        .get(name.as_bytes())
        .and_then(|value| std::str::from_utf8(value).ok()?.trim().parse().ok())
        .unwrap_or(1)
}

/// A line without the tags around what stands in it: `<p>5</p>` is `5`.
pub(super) fn untagged(source: &SourceText, line: Span) -> Span {
    let is_tag = |tag: &str| {
        let name = tag.strip_prefix('<').map(|name| name.trim_start_matches('/'));
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let (whole, _) = trimmed(source, line);
    let mut span = whole;
    loop {
        let text = source.slice(span);
        let opening = text.find('>').filter(|end| is_tag(&text[..*end]));
        let closing = text.rfind('<').filter(|at| text.ends_with('>') && is_tag(&text[*at..]));
        let inner = match (opening, closing) {
            (Some(end), _) => Span::new(span.start + end + 1, span.end),
            (None, Some(at)) => Span::new(span.start, span.start + at),
            (None, None) => return if span == whole { line } else { span },
        };
        (span, _) = trimmed(source, inner);
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Block;

    #[test]
    fn cells_are_found_where_they_stand() {
        let text = "# 标题\n<table>\n<tr><th rowspan=\"2\">甲<br />\n乙</th><th colspan=\"2\">丙</th></tr>\n<tr><td>5</td><td>&nbsp;</td></tr>\n</table>\n末行";
        let document = crate::read::text::read(text.to_owned(), "a.md", None);
        let Block::Grid(grid) = &document.blocks[1] else { panic!("{:?}", document.blocks) };
        let shown: Vec<(usize, usize, String)> = grid
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| {
                let text = cell.pieces.iter().map(|&piece| document.source.slice(piece)).collect();
                (cell.column, cell.width, text)
            })
            .collect();
        assert_eq!(
            shown,
            [
                (0, 1, "甲乙".to_owned()),
                (1, 2, "丙".to_owned()),
                (1, 1, "5".to_owned()),
                (2, 1, String::new())
            ]
        );
        assert!(
            matches!(document.blocks[2], Block::Line(line) if document.source.slice(line) == "末行")
        );
    }

    #[test]
    fn tags_around_a_line_are_none_of_it() {
        let text = "规章\n<p class=\"x\">5</p>\n <b><i>甲 6</i></b><br>\n<p></p>\n7 < 8 > 6\n  9\n";
        let document = crate::read::text::read(text.to_owned(), "a.txt", None);
        let lines = document.blocks.iter().map(|block| match block {
            Block::Line(line) => document.source.slice(*line),
            Block::Grid(_) => panic!("there is no table"),
        });
        assert_eq!(lines.collect::<Vec<_>>(), ["规章", "5", "甲 6", "", "7 < 8 > 6", "  9"]);
    }
}
