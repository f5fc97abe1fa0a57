//! Lists as programs print them: `["规章", "3", null]`, `('规章', 3, None)`, `{"0": "规章", "1": 3}`.
//! A list of such rows is a table, on one line or on many; a list of tables is several. Strings
//! that stand in no row are lines of text.

use super::{Scan, lined};
use crate::document::{Block, Geometry, Grid, GridCell, Row};
use crate::source::Span;

/// How deep lists may stand in each other: tables, rows, cells and paragraphs take four.
const MAX_DEPTH: usize = 8;

/// Something printed.
enum Value {
    /// A number, a quoted text by its lines, or nothing; and where it stands.
    Scalar { lines: Vec<Span>, place: usize, quoted: bool },
    /// Values in order, and the keys of a map.
    List { keys: Vec<Value>, values: Vec<Value> },
}

/// The blocks of what is printed from a line on, and the line after it.
pub(super) fn at(scan: &Scan<'_>, start: usize) -> Option<(Vec<Block>, usize)> {
    let (value, next) = parse(scan, start)?;
    let mut blocks = Vec::new();
    if value.is_row() {
        // A row on each line.
        let mut rows = vec![value];
        let mut line = next;
        while let Some((row, next)) = parse(scan, line).filter(|(row, _)| row.is_row()) {
            rows.push(row);
            line = next;
        }
        grid(scan, &rows, &mut blocks);
        return (rows.iter().any(|row| row.values().len() > 1)).then_some((blocks, line));
    }
    value.walk(scan, &mut blocks);
    (!blocks.is_empty()).then_some((blocks, next))
}

/// The list that starts a line, if nothing but a comma follows it on its last line.
fn parse(scan: &Scan<'_>, line: usize) -> Option<(Value, usize)> {
    let span = *scan.lines.get(line)?;
    let text = scan.source.as_str();
    let mut parser = Parser { text, at: span.start };
    parser.space();
    if parser.at >= span.end || !text[parser.at..].starts_with(['[', '(', '{']) {
        return None;
    }
    let value = parser.value(0)?;
    let last = scan.lines.partition_point(|line| line.end < parser.at);
    let rest = &text[parser.at..scan.lines.get(last)?.end];
    let ended = rest.trim_start_matches(|c: char| c == ',' || c == ';' || c.is_whitespace());
    ended.is_empty().then_some((value, last + 1))
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn space(&mut self) {
        let rest = &self.text[self.at..];
        self.at = self.text.len() - rest.trim_start().len();
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        let rest = &self.text[self.at..];
        match rest.chars().next()? {
            '[' => self.list(']', depth),
            '(' => self.list(')', depth),
            '{' => self.list('}', depth),
            quote @ ('"' | '\'') => {
                let end = closing(rest, quote)?;
                let lines = escaped_lines(rest, end, self.at);
                let place = self.at + 1;
                self.at += end + 1;
                Some(Value::Scalar { lines, place, quoted: true })
            }
            _ => {
                let length = rest
                    .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '+' | '.'))
                    .unwrap_or(rest.len());
                let (word, place) = (&rest[..length], self.at);
                let number = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'));
                let none = matches!(word, "None" | "null" | "NaN" | "nan" | "true" | "false");
                if word.is_empty() || !(number || none || word == "True" || word == "False") {
                    return None;
                }
                self.at += length;
                let lines = if number { vec![Span::new(place, self.at)] } else { Vec::new() };
                Some(Value::Scalar { lines, place, quoted: false })
            }
        }
    }

    fn list(&mut self, close: char, depth: usize) -> Option<Value> {
        if depth == MAX_DEPTH {
            return None;
        }
        self.at += 1;
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        loop {
            self.space();
            let rest = &self.text[self.at..];
            if rest.starts_with(close) {
                self.at += 1;
                return Some(Value::List { keys, values });
            }
            let value = self.value(depth + 1)?;
            self.space();
            if close == '}' && self.text[self.at..].starts_with(':') {
                self.at += 1;
                keys.push(value);
                values.push(self.value(depth + 1)?);
                self.space();
            } else {
                values.push(value);
            }
            match self.text[self.at..].chars().next()? {
                ',' => self.at += 1,
                c if c == close => {}
                _ => return None,
            }
        }
    }
}

impl Value {
    fn values(&self) -> &[Value] {
        match self {
            Value::Scalar { .. } => &[],
            Value::List { values, .. } => values,
        }
    }

    /// How many lists stand in each other.
    fn depth(&self) -> usize {
        match self {
            Value::Scalar { .. } => 0,
            Value::List { values, .. } => 1 + values.iter().map(Value::depth).max().unwrap_or(0),
        }
    }

    fn is_row(&self) -> bool {
        self.depth() == 1
    }

    /// Its lines, also those of what stands in it.
    fn lines(&self) -> Vec<Span> {
        match self {
            Value::Scalar { lines, .. } => lines.clone(),
            Value::List { values, .. } => values.iter().flat_map(Value::lines).collect(),
        }
    }

    fn walk(&self, scan: &Scan<'_>, blocks: &mut Vec<Block>) {
        let Value::List { values, .. } = self else {
            // Bare numbers that stand in no row measure something else.
            if matches!(self, Value::Scalar { quoted: true, .. }) {
                blocks.extend(self.lines().into_iter().map(Block::Line));
            }
            return;
        };
        let all = |depth: usize| values.iter().all(|value| value.depth() == depth);
        if values.is_empty() {
        } else if all(1) {
            grid(scan, values, blocks);
        } else if all(3) {
            // Cells of paragraphs; a table of one cell is running text.
            for table in values {
                if table.values().iter().all(|row| row.values().len() <= 1) {
                    blocks.extend(table.lines().into_iter().map(Block::Line));
                } else {
                    grid(scan, table.values(), blocks);
                }
            }
        } else {
            values.iter().for_each(|value| value.walk(scan, blocks));
        }
    }
}

/// Appends a table; where its rows are maps, their keys are its header.
fn grid(scan: &Scan<'_>, rows: &[Value], blocks: &mut Vec<Block>) {
    let cells = |values: &[Value]| -> Vec<GridCell> {
        let drawn = |(column, value): (usize, &Value)| {
            let lines = value.lines();
            let place = match value {
                Value::Scalar { place, .. } => *place,
                Value::List { .. } => lines.first().map_or(0, |line| line.start),
            };
            lined(scan.source, column, &lines, place)
        };
        values.iter().enumerate().map(drawn).collect()
    };
    let mut grid = Grid { geometry: Geometry::Exact, rows: Vec::with_capacity(rows.len()) };
    if let Some(Value::List { keys, .. }) = rows.first()
        && keys.iter().any(|key| {
            key.lines().iter().any(|&line| scan.source.slice(line).parse::<u32>().is_err())
        })
    {
        grid.rows.push(Row { cells: cells(keys) });
    }
    grid.rows.extend(rows.iter().map(|row| Row { cells: cells(row.values()) }));
    blocks.push(Block::Grid(grid));
}

/// Where the quote that opens `text` closes, on its line.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// The pieces of a quoted text: an escaped line break or space parts them.
fn escaped_lines(text: &str, to: usize, base: usize) -> Vec<Span> {
    const BREAKS: [&str; 6] = ["\\n", "\\r", "\\t", "\\u3000", "\\xa0", "\\u00a0"];
    let mut lines = Vec::new();
    let mut start = 1;
    let mut from = 1;
    while let Some(found) = text[from..to].find('\\').map(|found| from + found) {
        match BREAKS.iter().find(|mark| text[found..to].starts_with(**mark)) {
            Some(mark) => {
                lines.push(Span::new(base + start, base + found));
                start = found + mark.len();
                from = start;
            }
            // Another escape: the letter behind it belongs to it.
            None => from = (found + 2..to).find(|&at| text.is_char_boundary(at)).unwrap_or(to),
        }
    }
    lines.push(Span::new(base + start, base + to));
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use crate::document::Block;

    /// Rows of grids by their cells, lines in brackets.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let document = crate::read::text::read(text.to_owned(), "a.json", None);
        let shown: Vec<String> = document
            .blocks
            .iter()
            .flat_map(|block| match block {
                Block::Line(line) => vec![format!("<{}>", document.source.slice(*line))],
                Block::Grid(grid) => grid
                    .rows
                    .iter()
                    .map(|row| {
                        let cell = |cell: &crate::document::GridCell| {
                            let pieces: Vec<&str> = cell
                                .pieces
                                .iter()
                                .map(|&piece| document.source.slice(piece))
                                .collect();
                            pieces.join("+")
                        };
                        row.cells.iter().map(cell).collect::<Vec<_>>().join("|")
                    })
                    .collect(),
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn rows_on_lines_of_their_own() {
        check("('甲', 3, None)\n['乙\\n丙', '', '4']\n末", &["甲|3|", "乙+丙||4", "<末>"]);
        check("{\"0\": \"甲\", \"1\": 12}\n{\"0\": \"乙\", \"1\": null}", &["甲|12", "乙|"]);
    }

    #[test]
    fn tables_of_rows_and_text_between_them() {
        check("[[\"甲\", \"1\"], [\"乙\", 2]]", &["甲|1", "乙|2"]);
        check(
            "[\n  [\n    \"甲\",\n    15\n  ],\n  [\"乙\", \"16\"]\n]\n末",
            &["甲|15", "乙|16", "<末>"],
        );
        check(
            "{\"text\": \"第一行\\n第二行\", \"tables\": [[[\"甲\", \"7\"], [\"乙\", \"8\"]], [[\"丙\", \"9\"]]]}",
            &["<第一行>", "<第二行>", "甲|7", "乙|8", "丙|9"],
        );
        check("[{\"名称\": \"甲\", \"件数\": 5}]", &["名称|件数", "甲|5"]);
        check(
            "[[[[\"一段\", \"二段\"]]], [[[\"甲\", \"乙\"], [\"6\"]], [[\"丙\"], [\"\"]]]]",
            &["<一段>", "<二段>", "甲+乙|6", "丙|"],
        );
    }

    #[test]
    fn sentences_in_brackets_stay_lines() {
        check(
            "(一)主动公开\n[1] 见附件\n[\"甲\", \"乙\"] 等",
            &["<(一)主动公开>", "<[1] 见附件>", "<[\"甲\", \"乙\"] 等>"],
        );
        check("[\"甲\",\n", &["<[\"甲\",>"]);
    }
}
