//! A document as text for snapshots, and what holds for every document.

use crate::document::{Block, Document, Geometry};
use crate::read::ReadError;

/// The document, one block after the other: a line as it is, a cell as `[text]`, with its column
/// before it and its width and height behind it where they tell something.
pub fn dump(document: &Document) -> String {
    check(document);
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Line(span) => text.push_str(document.source.slice(*span)),
            Block::Grid(grid) => {
                for row in &grid.rows {
                    let mut expected = 0;
                    for cell in &row.cells {
                        if cell.column != expected {
                            text.push_str(&format!("@{}", cell.column));
                        }
                        text.push_str(&format!("[{}]", document.source.slice(cell.place)));
                        if (cell.width, cell.height) != (1, 1) {
                            text.push_str(&format!("{}x{}", cell.width, cell.height));
                        }
                        expected = cell.column + cell.width;
                    }
                    text.push('\n');
                }
                text.pop();
            }
        }
        text.push('\n');
    }
    text
}

/// What a reader returned, as [`dump`] or the message.
pub fn dump_result(read: Result<Document, ReadError>) -> String {
    match read {
        Ok(document) => dump(&document),
        Err(error) => error.to_string(),
    }
}

/// Spans stand in the text in order and on character borders, cells quote trimmed text, and no two
/// cells of a table cover the same place.
#[track_caller]
pub fn check(document: &Document) {
    let text = document.source.as_str();
    let mut last = 0;
    for block in &document.blocks {
        match block {
            Block::Line(span) => {
                assert!(span.start >= last && !text[span.start..span.end].contains(['\n', '\r']));
                last = span.end;
            }
            Block::Grid(grid) => {
                assert_eq!(grid.geometry, Geometry::Exact);
                let mut taken = std::collections::HashSet::new();
                for (index, row) in grid.rows.iter().enumerate() {
                    for cell in &row.cells {
                        assert!(cell.place.start >= last);
                        last = cell.place.end;
                        let quoted = &text[cell.place.start..cell.place.end];
                        assert_eq!(quoted, quoted.trim());
                        assert!(!quoted.contains(['\t', '\n', '\r']));
                        assert_eq!(cell.is_empty(), quoted.is_empty());
                        assert!(cell.pieces.iter().all(|piece| *piece == cell.place));
                        assert!(cell.width >= 1 && cell.height >= 1);
                        assert!(index + cell.height <= grid.rows.len(), "reaches below its table");
                        assert!(cell.origin.is_some_and(|origin| origin.table.is_some()));
                        // The first place is enough: malformed pages may let cells overlap beyond.
                        assert!(taken.insert((index, cell.column)), "two cells in one place");
                    }
                }
            }
        }
    }
}
