//! The same report as files of every kind: paragraphs and tables with merged cells, written as
//! text, Markdown, CSV, web page, Word document, workbook and PDF.

mod doc;
mod docx;
mod html;
mod pdf;
mod text;
mod xlsx;

pub use doc::compound as compound_file;
pub use docx::zipped;

use crate::sheet::{Paragraph, Sheet};
use gouji::form::{Cell, Section, Table};
use gouji::session::{SheetCell, Width};
use proptest::prelude::*;

/// A way into the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Text, the cells of a table apart by tabs, as a copy out of a spreadsheet.
    Txt,
    /// Markdown with pipe tables.
    Md,
    /// Comma-separated values.
    Csv,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// A Word document of the older, binary kind.
    Doc,
    /// A workbook.
    Xlsx,
    /// A PDF with ruled tables.
    Pdf,
}

impl Door {
    /// All of them.
    pub const ALL: [Door; 8] =
        [Door::Txt, Door::Md, Door::Csv, Door::Html, Door::Docx, Door::Doc, Door::Xlsx, Door::Pdf];

    /// A file name as such a report has.
    pub fn file_name(self) -> &'static str {
        match self {
            Door::Txt => "年报.txt",
            Door::Md => "年报.md",
            Door::Csv => "年报.csv",
            Door::Html => "年报.html",
            Door::Docx => "年报.docx",
            Door::Doc => "年报.doc",
            Door::Xlsx => "年报.xlsx",
            Door::Pdf => "年报.pdf",
        }
    }

    /// What the JSON contract calls the format.
    pub fn format(self) -> &'static str {
        match self {
            Door::Txt => "text",
            Door::Md => "markdown",
            Door::Csv => "csv",
            Door::Html => "html",
            Door::Docx | Door::Doc => "docx",
            Door::Xlsx => "xlsx",
            Door::Pdf => "pdf",
        }
    }

    /// The report as such a file.
    pub fn write(self, paper: &Paper, hand: &Hand) -> Vec<u8> {
        match self {
            Door::Txt => text::tabs(paper).into_bytes(),
            Door::Md => text::pipes(paper).into_bytes(),
            Door::Csv => text::commas(paper).into_bytes(),
            Door::Html => html::write(paper, hand).into_bytes(),
            Door::Docx => docx::write(paper, hand),
            Door::Doc => doc::write(paper, hand),
            Door::Xlsx => xlsx::write(paper, hand),
            Door::Pdf => pdf::write(paper, hand),
        }
    }
}

/// What is free in the files.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Whether a web page has navigation around the report and styles in every cell, as Word and
    /// the editors of content systems leave them.
    pub dressed: bool,
    /// After how many characters a header breaks into a further line.
    pub break_after: usize,
    /// Whether a workbook has a sheet for each table, and one for the rest.
    pub many_sheets: bool,
    /// Whether a workbook holds plain numbers as numbers.
    pub numeric: bool,
    /// Where the pages of a PDF end, in its points.
    pub page_height: f64,
    /// Whether the pages of a PDF are numbered.
    pub page_numbers: bool,
}

impl Hand {
    /// The plainest files.
    pub const PLAIN: Hand = Hand {
        dressed: false,
        break_after: 99,
        many_sheets: false,
        numeric: true,
        page_height: 1500.0,
        page_numbers: true,
    };
}

/// Hands of all kinds.
pub fn hands() -> impl Strategy<Value = Hand> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (flags, 2usize..9, 500u32..1500).prop_map(
        |((dressed, many_sheets, numeric, page_numbers), break_after, height)| Hand {
            dressed,
            break_after,
            many_sheets,
            numeric,
            page_height: f64::from(height),
            page_numbers,
        },
    )
}

/// What local forms add to the official one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Additions {
    /// A row 其他主动公开文件 in 表二, with its values.
    pub extra_row: Option<[u16; 3]>,
    /// Words in addition in a header: 现行有效件数（历史累计）.
    pub header_words: bool,
    /// A line 单位：件 over each table.
    pub unit_notes: bool,
}

/// The label of the row that [`Additions::extra_row`] adds.
pub const EXTRA_LABEL: &str = "其他主动公开文件";

/// Additions of all kinds.
pub fn additions() -> impl Strategy<Value = Additions> {
    (prop::option::of([1u16..900, 1..900, 1..900]), any::<bool>(), any::<bool>()).prop_map(
        |(extra_row, header_words, unit_notes)| Additions { extra_row, header_words, unit_notes },
    )
}

/// A report as paragraphs and tables.
pub struct Paper {
    /// The title.
    pub title: String,
    /// The rest in order.
    pub blocks: Vec<Block>,
}

/// A piece of a paper.
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A table.
    Table(Grid),
}

/// A table with merged cells.
pub struct Grid {
    /// How many columns it has.
    pub columns: usize,
    /// The cells of each row that begin in it, left to right.
    pub rows: Vec<Vec<GridCell>>,
}

/// A cell of a table, merged or not.
#[derive(Clone)]
pub struct GridCell {
    /// What stands in it.
    pub text: String,
    /// Its 0-based column.
    pub column: usize,
    /// How many columns it covers.
    pub width: usize,
    /// How many rows it covers.
    pub height: usize,
    /// Which cell of the form it is; a header is none, nor is what the form does not have.
    pub cell: Option<Cell>,
    /// Whether it is a header or a label, which may break into lines.
    pub is_head: bool,
}

impl Grid {
    /// Every place of the grid, row by row: the text of a merged cell in its first place, nothing
    /// in the others.
    pub fn places(&self) -> Vec<Vec<&str>> {
        let mut places = vec![vec![""; self.columns]; self.rows.len()];
        for (nth, row) in self.rows.iter().enumerate() {
            for cell in row {
                places[nth][cell.column] = &cell.text;
            }
        }
        places
    }
}

impl Paper {
    /// Lays a report out as the form prints it.
    pub fn new(sheet: &Sheet, additions: Additions) -> Paper {
        let mut blocks = Vec::new();
        for section in Section::ALL {
            blocks.push(Block::Heading(format!("{}、{}", section.numeral(), section.title())));
            let table = Table::ALL.into_iter().find(|table| table.section() == section);
            if let Some(table) = table {
                if additions.unit_notes {
                    blocks.push(Block::Text("单位：件".to_owned()));
                }
                blocks.push(Block::Table(grid(table, sheet, additions)));
            }
            for paragraph in sheet.prose(section) {
                blocks.push(Block::Text(match paragraph {
                    Paragraph::Subheading(text) => text.to_owned(),
                    Paragraph::Text(text) => text,
                }));
            }
        }
        blocks.push(Block::Text(sheet.organization.to_owned()));
        blocks.push(Block::Text(sheet.date()));
        let title = format!("{}{}年政府信息公开工作年度报告", sheet.organization, sheet.year);
        Paper { title, blocks }
    }

    /// The tables in order.
    pub fn tables(&self) -> impl Iterator<Item = &Grid> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            Block::Heading(_) | Block::Text(_) => None,
        })
    }

    /// Lengthens section 一 by this many paragraphs.
    pub fn lengthen(&mut self, paragraphs: usize) {
        let place = self.blocks.iter().position(|block| matches!(block, Block::Table(_)));
        // Before the heading over the first table.
        let place = place.expect("a report has tables") - 1;
        let more = (1..=paragraphs).map(|nth| {
            Block::Text(format!(
                "围绕重点领域加强信息发布，当年第{nth}期公报刊登文件{}件，政策吹风会{}场，群众来电来信全部按时答复，\
                 公开栏目由专人维护并按季度检查，发现问题当日整改，结果在门户网站通报。",
                nth * 3 + 1,
                nth % 7 + 2
            ))
        });
        self.blocks.splice(place..place, more.collect::<Vec<_>>());
    }
}

fn grid(table: Table, sheet: &Sheet, additions: Additions) -> Grid {
    let drawn = gouji::session::Sheet::new(table, sheet.edition, Width::Form);
    let mut rows: Vec<Vec<GridCell>> = Vec::new();
    // How many rows more each column is covered from above.
    let mut covered = vec![0usize; drawn.columns];
    for row in drawn.rows() {
        let mut boxes = Vec::new();
        let mut column = 0;
        for cell in &row.cells {
            while covered[column] > 0 {
                column += 1;
            }
            let (text, width, height, cell) = match *cell {
                SheetCell::Head { text, width, height, .. } => {
                    (header(text, additions), width, height, None)
                }
                SheetCell::Value { cell, width } => (sheet.cell(cell), width, 1, Some(cell)),
            };
            covered[column..column + width].fill(height);
            boxes.push(GridCell { text, column, width, height, cell, is_head: cell.is_none() });
            column += width;
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        rows.push(boxes);
    }
    if let (Table::Disclosure, Some(values)) = (table, additions.extra_row) {
        // After the two rows of the first clause: its line, its header, 规章, 规范性文件.
        let texts = [EXTRA_LABEL.to_owned()].into_iter().chain(values.map(|n| n.to_string()));
        let like = rows[3].clone();
        let boxes = like.into_iter().zip(texts);
        rows.insert(4, boxes.map(|(like, text)| GridCell { text, cell: None, ..like }).collect());
    }
    Grid { columns: drawn.columns, rows }
}

fn header(text: &str, additions: Additions) -> String {
    match text {
        "现行有效件数" | "对外公开总数量" if additions.header_words => {
            format!("{text}（历史累计）")
        }
        text => text.to_owned(),
    }
}

/// Breaks a text into lines of so many characters.
fn broken(text: &str, after: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(after).map(|line| line.iter().collect()).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
