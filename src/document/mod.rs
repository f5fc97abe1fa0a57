//! What every reader produces: lines of text and grids of cells, each with its place.
//!
//! A reader turns bytes into a [`Document`] and knows nothing of the form; recognition turns the
//! document into a report and knows nothing of file formats.

use crate::source::{Origin, SourceText, Span};
use std::ops::Deref;

/// A file as read: its reading text, and what stands in it in reading order.
#[derive(Clone, Debug)]
pub struct Document {
    /// The reading text.
    pub source: SourceText,
    /// What kind of file it was.
    pub format: Format,
    /// The name of the encoding it was decoded from, as the WHATWG standard spells it.
    pub encoding: Option<&'static str>,
    /// Lines and grids in reading order.
    pub blocks: Vec<Block>,
}

/// The kind of file that a document was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, or text with pipe tables.
    Markdown,
    /// Comma-separated or tab-separated values.
    Csv,
    /// HTML.
    Html,
    /// A Word document.
    Docx,
    /// A workbook: XLSX, XLS or ODS.
    Sheet,
    /// A PDF with a text layer.
    Pdf,
}

impl Format {
    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Csv => "csv",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Sheet => "xlsx",
            Format::Pdf => "pdf",
        }
    }
}

/// A piece of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// One line of running text, without its line end; may be empty.
    Line(Span),
    /// A table whose cells are told apart.
    Grid(Grid),
}

/// A table.
#[derive(Clone, Debug)]
pub struct Grid {
    /// How far its columns can be trusted.
    pub geometry: Geometry,
    /// Its rows, top to bottom.
    pub rows: Vec<Row>,
}

/// How far the columns of a grid can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Geometry {
    /// [`GridCell::column`] is the true column: merged cells are accounted for.
    Exact,
    /// The cells stand in order, but rows may be shifted against each other and padded.
    Ragged,
}

/// A row of a grid.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells, left to right. A merged cell stands once, in its first row.
    pub cells: Vec<GridCell>,
}

/// A cell of a grid.
#[derive(Clone, Debug, Default)]
pub struct GridCell {
    /// Where its text stands, without surrounding white space: one piece for each line of it,
    /// so that a label that wraps inside its cell is read whole. None for an empty cell.
    pub pieces: Pieces,
    /// Where the cell stands, for an empty cell the empty place in its row.
    pub place: Span,
    /// Its 0-based column.
    pub column: usize,
    /// How many columns it covers, at least 1.
    pub width: usize,
    /// How many rows it covers, at least 1.
    pub height: usize,
    /// Where in the file it came from.
    pub origin: Option<Origin>,
}

/// The pieces of the text of a cell, in order. Nearly all cells have one, which takes no list.
#[derive(Clone, Debug)]
pub struct Pieces(Held);

#[derive(Clone, Debug)]
enum Held {
    One([Span; 1]),
    Several(Vec<Span>),
}

impl Default for Pieces {
    fn default() -> Pieces {
        Pieces(Held::Several(Vec::new()))
    }
}

impl Deref for Pieces {
    type Target = [Span];

    fn deref(&self) -> &[Span] {
        match &self.0 {
            Held::One(one) => one,
            Held::Several(several) => several,
        }
    }
}

/// What stands at a place in one piece, if anything does.
impl From<Span> for Pieces {
    fn from(place: Span) -> Pieces {
        if place.is_empty() { Pieces::default() } else { Pieces(Held::One([place])) }
    }
}

impl FromIterator<Span> for Pieces {
    fn from_iter<I: IntoIterator<Item = Span>>(pieces: I) -> Pieces {
        Pieces(Held::Several(pieces.into_iter().collect()))
    }
}

impl GridCell {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}
