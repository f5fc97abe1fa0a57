//! Plain text: finds the tables that converters leave in it, and leaves everything else as lines.
//!
//! The reading text is the text that was given, unchanged. Tables are told by their marks alone:
//! pipes, tabs, commas, box drawing, ruled columns, one cell per line. What the words say plays
//! no part.

#[cfg(feature = "readers")]
mod boxes;
mod cell_lines;
mod delimited;
#[cfg(feature = "readers")]
mod latex;
#[cfg(feature = "readers")]
mod literal;
#[cfg(feature = "readers")]
mod markup;
mod pipes;
mod ruled;
#[cfg(feature = "readers")]
mod spaced;
#[cfg(feature = "readers")]
mod wiki;

use crate::document::{Block, Document, Format, Geometry, Grid, GridCell, Pieces, Row};
use crate::read::is_no_value;
use crate::source::{self, Marks, SourceText, Span, is_space};
use std::cell::OnceCell;

/// Reads a text. `encoding` is the name of the encoding it came in.
pub fn read(text: String, name: &str, encoding: Option<&'static str>) -> Document {
    read_source(SourceText::new(text), name, encoding)
}

/// Reads a decoded text, as [`read`].
pub fn read_source(source: SourceText, name: &str, encoding: Option<&'static str>) -> Document {
    let scan = Scan::new(&source);
    let blocks = scan.blocks();
    let extension = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let text = source.as_str().as_bytes();
    let marked = |line: &Span| {
        matches!(text.get(line.start), Some(b'|' | b'#'))
            && text[..line.start].last() == Some(&b'\n')
    };
    let format = match extension.as_str() {
        "csv" | "tsv" => Format::Csv,
        "md" | "markdown" => Format::Markdown,
        _ if scan.lines.iter().any(marked) => Format::Markdown,
        _ => Format::Text,
    };
    Document { source, format, encoding, blocks }
}

/// How many columns a table may have. A line of more cells is no row but all of a page.
const MAX_COLUMNS: usize = 64;

/// The lines of a text under a cursor.
struct Scan<'a> {
    source: &'a SourceText,
    lines: Vec<Span>,
    /// The mark of [`delimited::in_use`].
    mark: OnceCell<Option<char>>,
    /// What [`spaced::in_use`] says.
    #[cfg(feature = "readers")]
    spaced: OnceCell<bool>,
}

/// A table found at the cursor, and the line after it.
struct Found {
    grid: Grid,
    next: usize,
}

impl<'a> Scan<'a> {
    fn new(source: &'a SourceText) -> Scan<'a> {
        Scan {
            source,
            lines: source.lines().collect(),
            mark: OnceCell::new(),
            #[cfg(feature = "readers")]
            spaced: OnceCell::new(),
        }
    }

    fn text(&self, line: usize) -> &'a str {
        self.lines.get(line).map_or("", |&span| self.source.slice(span))
    }

    /// Whether one of some marks stands in a line.
    fn has(&self, line: usize, any: Marks) -> bool {
        self.source.marks(line).has(any)
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(self.lines.len());
        let mut line = 0;
        while line < self.lines.len() {
            #[cfg(feature = "readers")]
            let literal = match self.has(line, Marks::BRACKET) {
                true => match self.text(line).trim_start().as_bytes() {
                    [b'(' | b'[' | b'{', ..] => literal::at(self, line),
                    _ => None,
                },
                false => None,
            };
            #[cfg(feature = "readers")]
            if let Some((found, next)) = literal {
                debug_assert!(next > line);
                blocks.extend(found);
                line = next;
                continue;
            }
            match self.table(line) {
                Some(found) => {
                    debug_assert!(found.next > line);
                    blocks.push(Block::Grid(found.grid));
                    line = found.next;
                }
                None => {
                    let span = self.lines[line];
                    #[cfg(feature = "readers")]
                    let span = match self.has(line, Marks::MARKUP) {
                        true => markup::untagged(self.source, span),
                        false => span,
                    };
                    blocks.push(Block::Line(span));
                    line += 1;
                }
            }
        }
        blocks
    }

    /// The table that starts at a line, if one does. The most telling marks are asked first.
    fn table(&self, line: usize) -> Option<Found> {
        let text = self.text(line);
        if text.is_empty() {
            return None;
        }
        let marks = self.source.marks(line);
        let has = |mark| marks.has(mark);
        if text.starts_with('\t')
            && let Some(found) = cell_lines::at(self, line)
        {
            return Some(found);
        }
        if has(Marks::TAB)
            && let Some(found) = delimited::at(self, line, '\t')
        {
            return Some(found);
        }
        #[cfg(feature = "readers")]
        if has(Marks::PIPE)
            && text.trim_start().starts_with("{|")
            && let Some(found) = wiki::at(self, line)
        {
            return Some(found);
        }
        if has(Marks::PIPE)
            && let Some(found) = pipes::at(self, line)
        {
            return Some(found);
        }
        #[cfg(feature = "readers")]
        if has(Marks::MARKUP)
            && text.contains("<table")
            && let Some(found) = markup::at(self, line)
        {
            return Some(found);
        }
        #[cfg(feature = "readers")]
        if has(Marks::MARKUP)
            && text.contains("\\begin{")
            && let Some(found) = latex::at(self, line)
        {
            return Some(found);
        }
        #[cfg(feature = "readers")]
        if has(Marks::RULE)
            && let Some(found) = boxes::at(self, line)
        {
            return Some(found);
        }
        if has(Marks::RULE)
            && let Some(found) = ruled::at(self, line)
        {
            return Some(found);
        }
        if has(Marks::COMMA)
            && let Some(found) = delimited::at(self, line, ',')
        {
            return Some(found);
        }
        #[cfg(feature = "readers")]
        if has(Marks::SPACE)
            && text.contains("  ")
            && *self.spaced.get_or_init(|| spaced::in_use(self))
            && let Some(found) = spaced::at(self, line)
        {
            return Some(found);
        }
        let mark = *self.mark.get_or_init(|| delimited::in_use(self));
        delimited::at(self, line, mark.filter(|&mark| text.contains(mark))?)
    }
}

/// A span without the white space around it, and what stands there; empty at its start when nothing
/// else does.
fn trimmed(source: &SourceText, span: Span) -> (Span, &str) {
    let text = source.slice(span);
    let inner = source::trimmed(text);
    if inner.len() == text.len() {
        return (span, text);
    }
    let start = match inner {
        "" => span.start,
        _ => span.end - text.trim_start_matches(is_space).len(),
    };
    (Span::new(start, start + inner.len()), inner)
}

/// A cell one column wide, from the span of its only line, which may have white space around it.
/// `place` is where the cell stands if nothing is in it.
fn cell(source: &SourceText, column: usize, line: Span, place: usize) -> GridCell {
    let (line, text) = trimmed(source, line);
    let (pieces, place) = match text {
        "" => (Pieces::default(), Span::empty(place)),
        _ if is_no_value(text) => (Pieces::default(), Span::empty(line.start)),
        _ => (line.into(), line),
    };
    GridCell { pieces, place, column, width: 1, height: 1, origin: None }
}

/// A cell as [`cell`], from the spans of its lines.
fn lined(source: &SourceText, column: usize, lines: &[Span], place: usize) -> GridCell {
    let pieces = lines.iter().map(|&line| trimmed(source, line).0);
    let pieces: Vec<Span> = pieces.filter(|piece| !piece.is_empty()).collect();
    match *pieces {
        [] => cell(source, column, Span::empty(place), place),
        [lone] => cell(source, column, lone, place),
        [first, .., last] => GridCell {
            pieces: pieces.into_iter().collect(),
            place: first.to(last),
            column,
            width: 1,
            height: 1,
            origin: None,
        },
    }
}

/// A grid whose rows may be shifted against each other.
fn ragged(rows: Vec<Row>) -> Grid {
    Grid { geometry: Geometry::Ragged, rows }
}

#[cfg(test)]
mod tests {
    use crate::document::Block;

    /// The rows of the only table of a text: each cell with its column and its pieces.
    pub(super) fn grid(text: &str) -> Vec<String> {
        let document = super::read(text.to_owned(), "a.txt", None);
        let mut grids = document.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Line(_) => None,
        });
        let (Some(grid), None) = (grids.next(), grids.next()) else {
            panic!("{:?}", document.blocks)
        };
        let rows = grid.rows.iter().map(|row| {
            let cell = |cell: &crate::document::GridCell| {
                let pieces: Vec<&str> =
                    cell.pieces.iter().map(|&piece| document.source.slice(piece)).collect();
                format!("{}:{}", cell.column, pieces.join("+"))
            };
            row.cells.iter().map(cell).collect::<Vec<_>>().join(" ")
        });
        rows.collect()
    }
}
