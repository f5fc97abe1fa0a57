//! Pages to the reading text and its blocks.

use super::page::{Item, ReadPage, Table};
use crate::document::{Block, Document, Format, Geometry, Grid, GridCell, Row};
use crate::source::{Origin, SourceText, Span};

/// Writes pages down, an empty line between two of them.
pub(super) fn write(pages: Vec<ReadPage>) -> Document {
    let mut writer = Writer::default();
    for (at, page) in pages.iter().enumerate() {
        if at > 0 && !writer.text.is_empty() {
            writer.line("");
        }
        for item in &page.items {
            match item {
                Item::Line(line) => writer.line(&line.text),
                Item::Table(table) => writer.table(table, at as u32 + 1),
            }
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
        let span = self.push(line);
        self.text.push('\n');
        self.blocks.push(Block::Line(span));
    }

    fn push(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    fn table(&mut self, table: &Table, page: u32) {
        self.tables += 1;
        let mut rows = vec![Row::default(); table.rows];
        let mut cells = table.cells.iter().peekable();
        for (at, row) in rows.iter_mut().enumerate() {
            while let Some(cell) = cells.next_if(|cell| cell.row == at) {
                if !row.cells.is_empty() {
                    self.text.push('\t');
                }
                let place = self.push(&cell.text);
                row.cells.push(GridCell {
                    pieces: if place.is_empty() { Vec::new() } else { vec![place] },
                    place,
                    column: cell.column,
                    width: cell.column_to - cell.column,
                    height: cell.row_to - cell.row,
                    origin: Some(Origin {
                        page: Some(page),
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
