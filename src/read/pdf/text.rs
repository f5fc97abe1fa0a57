//! The flow of the pages to the reading text and its blocks.

use super::flow::Piece;
use super::page::Table;
use crate::document::{Block, Document, Format, Geometry, Grid, GridCell, Row};
use crate::read::reading_text::{cell_text, line_text};
use crate::source::{Origin, SourceText, Span};

/// Writes the flow down: a line for a line, a line with tabs for a row, an empty line for a page
/// break.
pub(super) fn write(flow: &[Piece]) -> Document {
    let mut writer = Writer::default();
    for piece in flow {
        match piece {
            Piece::Line(line) => writer.line(line),
            Piece::Table(table) => writer.table(table),
            Piece::PageBreak => writer.line(""),
        }
    }
    Document {
        source: SourceText::new(writer.text),
        format: Format::Pdf,
        encoding: None,
        blocks: writer.blocks,
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    blocks: Vec<Block>,
    tables: u32,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let span = self.push(&line_text(line));
        self.text.push('\n');
        self.blocks.push(Block::Line(span));
    }

    fn push(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let mut rows = vec![Row::default(); table.rows()];
        let mut cells = table.cells.iter().peekable();
        for (at, row) in rows.iter_mut().enumerate() {
            while let Some(cell) = cells.next_if(|cell| cell.row == at) {
                if !row.cells.is_empty() {
                    self.text.push('\t');
                }
                let place = self.push(&cell_text(&cell.text));
                row.cells.push(GridCell {
                    pieces: place.into(),
                    place,
                    column: cell.column,
                    width: cell.column_to - cell.column,
                    height: cell.row_to - cell.row,
                    origin: Some(Origin {
                        page: table.row_pages.get(at).copied(),
                        table: Some(self.tables),
                        row: Some(at as u32 + 1),
                        column: Some(cell.column as u32 + 1),
                    }),
                });
            }
            self.text.push('\n');
        }
        self.blocks.push(Block::Grid(Grid { geometry: Geometry::Exact, rows }));
    }
}
