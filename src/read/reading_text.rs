//! The reading text under construction: lines and tables go in, spans come out.
//!
//! For formats that are no text the page shows what is built here, so it is laid out to be read:
//! a paragraph is a line, a table row is a line with its cells joined by a tab, a blank line stands
//! on either side of a table.

use crate::document::{Block, Document, Format, Geometry, Grid, GridCell, Row};
use crate::read::{ReadError, is_no_value};
use crate::source::{Origin, SourceText, Span, is_invisible};

/// A cell before it has a place in the reading text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellText {
    /// What stands in it.
    pub text: String,
    /// Its 0-based column.
    pub column: usize,
    /// How many columns it covers, at least 1.
    pub width: usize,
    /// How many rows it covers, at least 1.
    pub height: usize,
}

/// A reading text with the blocks that stand in it.
#[derive(Debug, Default)]
pub struct ReadingText {
    text: String,
    blocks: Vec<Block>,
    tables: u32,
    /// A blank line is due before the next block.
    gap: bool,
}

impl ReadingText {
    /// Nothing yet.
    pub fn new() -> ReadingText {
        ReadingText::default()
    }

    /// Appends a line, made fit by [`line_text`], and says where it stands.
    pub fn line(&mut self, line: &str) -> Span {
        self.close_gap();
        let span = self.append(&line_text(line));
        self.text.push('\n');
        self.blocks.push(Block::Line(span));
        span
    }

    /// Asks for one blank line before what comes next; there is none at either end of the text.
    pub fn gap(&mut self) {
        self.gap = !self.blocks.is_empty();
    }

    /// The number of a further table of the file, counted from 1.
    pub fn next_table(&mut self) -> u32 {
        self.tables += 1;
        self.tables
    }

    /// Appends a table whose columns are true, between blank lines. The cells' origins are in
    /// `table`, rows counted from `first_row`, columns from `first_column`, both 1-based.
    pub fn grid(
        &mut self,
        rows: Vec<Vec<CellText>>,
        table: u32,
        first_row: usize,
        first_column: usize,
    ) {
        self.gap();
        self.close_gap();
        let mut grid = Grid { geometry: Geometry::Exact, rows: Vec::with_capacity(rows.len()) };
        for (index, cells) in rows.into_iter().enumerate() {
            let mut row = Row::default();
            for cell in &cells {
                if !row.cells.is_empty() {
                    self.text.push('\t');
                }
                let place = match cell_text(&cell.text) {
                    text if is_no_value(&text) => Span::empty(self.text.len()),
                    text => self.append(&text),
                };
                row.cells.push(GridCell {
                    pieces: place.into(),
                    place,
                    column: cell.column,
                    width: cell.width.max(1),
                    height: cell.height.max(1),
                    origin: Some(Origin {
                        page: None,
                        table: Some(table),
                        row: Some((first_row + index) as u32),
                        column: Some((first_column + cell.column) as u32),
                    }),
                });
            }
            if !row.cells.is_empty() {
                self.text.push('\n');
            }
            grid.rows.push(row);
        }
        self.blocks.push(Block::Grid(grid));
        self.gap();
    }

    /// The document.
    ///
    /// # Errors
    /// [`ReadError::Empty`] if nothing but white space stands in it.
    pub fn finish(
        self,
        format: Format,
        encoding: Option<&'static str>,
    ) -> Result<Document, ReadError> {
        if self.text.chars().all(char::is_whitespace) {
            return Err(ReadError::Empty);
        }
        Ok(Document { source: SourceText::new(self.text), format, encoding, blocks: self.blocks })
    }

    fn close_gap(&mut self) {
        if std::mem::take(&mut self.gap) {
            self.blocks.push(Block::Line(Span::empty(self.text.len())));
            self.text.push('\n');
        }
    }

    fn append(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }
}

/// What may stand on a line: no line ends, nothing invisible, no white space at its end.
/// Tabs and other spaces stay, because they may be what keeps columns apart.
pub fn line_text(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|&c| !is_invisible(c))
        .map(|c| if ends_line(c) { ' ' } else { c })
        .collect();
    visible.trim_end().to_owned()
}

/// What may stand in a cell: as [`line_text`], and any white space is a single space, but a
/// full-width one inside stays.
pub fn cell_text(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.trim().chars().filter(|&c| !is_invisible(c)) {
        if !c.is_whitespace() || c == '\u{3000}' {
            cell.push(c);
        } else if !cell.ends_with(' ') {
            cell.push(' ');
        }
    }
    // An invisible character at the rim may have hidden white space behind it.
    cell.trim().to_owned()
}

/// Whether a character ends a line wherever text is shown.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, column: usize) -> CellText {
        CellText { text: text.to_owned(), column, width: 1, height: 1 }
    }

    #[test]
    fn tables_stand_between_blank_lines_and_every_span_quotes_its_cell() {
        let mut reading = ReadingText::new();
        reading.line("甲\u{200B}乙\r\n");
        let rows = vec![vec![cell(" 规章\n", 0), cell("\u{A0}", 1), cell("1\u{FEFF}2", 2)], vec![]];
        reading.grid(rows, 1, 1, 1);
        reading.line("丙");
        let document = reading.finish(Format::Html, None).unwrap();
        assert_eq!(document.source.as_str(), "甲乙\n\n规章\t\t12\n\n丙\n");
        let Block::Grid(grid) = &document.blocks[2] else { panic!("{:?}", document.blocks) };
        let cells = &grid.rows[0].cells;
        assert_eq!(document.source.slice(cells[0].place), "规章");
        assert!(cells[1].is_empty() && cells[1].place.start == cells[0].place.end + 1);
        assert_eq!(document.source.slice(cells[2].pieces[0]), "12");
        assert_eq!(cells[2].origin.unwrap().column, Some(3));
    }

    #[test]
    fn white_space_alone_is_no_document() {
        let mut reading = ReadingText::new();
        reading.line("\u{3000}");
        assert_eq!(reading.finish(Format::Docx, None).unwrap_err(), ReadError::Empty);
    }
}
