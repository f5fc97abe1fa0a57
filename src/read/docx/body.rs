//! The body of a DOCX to paragraphs and tables.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::numbering::Numbering;
use super::{attribute, is_on, value};
use crate::read::flow::{Cell, Item, MAX_COLUMNS, MAX_TABLE_NESTING, Table};
use crate::read::script::Script;

/// Reads the body.
///
/// # Errors
/// If it is no XML.
pub fn items(xml: &str, numbering: Numbering) -> Result<Vec<Item>, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut body = Body { containers: vec![Vec::new()], ..Body::new(numbering) };
    loop {
        match reader.read_event()? {
            Event::Start(element) => body.start(&element),
            Event::Empty(element) => {
                body.start(&element);
                body.end(element.local_name().as_ref());
            }
            Event::End(element) => body.end(element.local_name().as_ref()),
            Event::Text(text) => body.text(&text.xml10_content()),
            Event::CData(text) => body.text(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => body.text(c.encode_utf8(&mut [0; 4])),
                _ => body.text(match &*reference.xml10_content() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "",
                }),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(body.finish())
}

/// A paragraph being read. Text boxes stand inside paragraphs and hold paragraphs.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<usize>,
    level: Option<usize>,
}

/// A table being read.
#[derive(Default)]
struct OpenTable {
    table: Table,
    column: usize,
    /// The row was deleted with its changes tracked.
    dropped: bool,
    cell: Option<OpenCell>,
    /// For each column the row and place in it of the cell that a merge goes on from.
    merging: Vec<Option<(usize, usize)>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Restart,
    Continue,
}

struct OpenCell {
    width: usize,
    down: Merge,
    right: Merge,
}

struct Body {
    numbering: Numbering,
    /// The body, and in it each cell that is open.
    containers: Vec<Vec<Item>>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<OpenTable>,
    ignored_tables: usize,
    /// Elements that are open within one whose content does not count.
    skipping: usize,
    /// For each open choice between drawings whether one was taken.
    choices: Vec<bool>,
    in_text: bool,
    /// In the properties of a run, and what they say.
    run: Run,
}

#[derive(Clone, Copy, Default)]
struct Run {
    properties: bool,
    hidden: bool,
    script: Option<Script>,
}

impl Body {
    fn new(numbering: Numbering) -> Body {
        Body {
            numbering,
            containers: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            ignored_tables: 0,
            skipping: 0,
            choices: Vec::new(),
            in_text: false,
            run: Run::default(),
        }
    }

    fn start(&mut self, element: &BytesStart) {
        if self.skipping > 0 {
            self.skipping += 1;
            return;
        }
        let name = element.local_name();
        match name.as_ref() {
            // What was deleted or moved away, what only old programs draw, readings of ideographs,
            // and what was before a tracked change.
            "del" | "moveFrom" if !self.in_row_properties() => self.skipping = 1,
            "rt" | "pPrChange" | "rPrChange" | "tcPrChange" | "trPrChange" | "tblPrChange"
            | "sectPrChange" | "tblGridChange" | "instrText" | "delText" => {
                self.skipping = 1;
            }
            "AlternateContent" => self.choices.push(false),
            "Choice" | "Fallback" => match self.choices.last_mut() {
                Some(taken @ false) => *taken = true,
                _ => self.skipping = 1,
            },
            "p" if !is_drawing(element) => self.paragraphs.push(Paragraph::default()),
            "pStyle" => {
                let style = attribute(element, "val");
                self.paragraph(|paragraph| paragraph.style = style);
            }
            "ilvl" => self.paragraph(|paragraph| paragraph.level = value(element)),
            "numId" => self.paragraph(|paragraph| paragraph.list = value(element)),
            "r" => self.run = Run::default(),
            "rPr" => self.run.properties = true,
            "vanish" | "webHidden" if self.run.properties => self.run.hidden = is_on(element),
            "vertAlign" if self.run.properties => {
                self.run.script = match attribute(element, "val").as_deref() {
                    Some("superscript") => Some(Script::Super),
                    Some("subscript") => Some(Script::Sub),
                    _ => None,
                };
            }
            "t" => self.in_text = !is_drawing(element),
            // In the properties of a paragraph this element is a tab stop, not a tab.
            "tab" if element.attributes().next().is_none() => self.push('\t'),
            "br" | "cr" => self.push('\n'),
            "noBreakHyphen" => self.push('-'),
            "sym" => {
                let code = attribute(element, "char");
                let code = code.and_then(|code| u32::from_str_radix(&code, 16).ok());
                // Symbol fonts map private characters to shapes that have no text.
                if let Some(c) = code.and_then(char::from_u32).filter(|c| !is_private(*c)) {
                    self.push(c);
                }
            }
            "tbl" if !is_drawing(element) => self.start_table(),
            "tr" if !is_drawing(element) => self.table(|table| {
                table.table.rows.push(Vec::new());
                table.column = 0;
                table.dropped = false;
            }),
            "del" => self.table(|table| table.dropped = true),
            "gridBefore" => {
                self.table(|table| table.column += value(element).unwrap_or(0).min(MAX_COLUMNS));
            }
            "tc" if !is_drawing(element) => {
                if self.ignored_tables == 0 && !self.tables.is_empty() {
                    self.containers.push(Vec::new());
                }
                self.table(|table| {
                    table.cell = Some(OpenCell { width: 1, down: Merge::None, right: Merge::None });
                });
            }
            "gridSpan" => {
                let width = value(element).unwrap_or(1).clamp(1, MAX_COLUMNS);
                self.cell(|cell| cell.width = width);
            }
            "vMerge" => self.cell(|cell| cell.down = merge(element)),
            "hMerge" => self.cell(|cell| cell.right = merge(element)),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipping > 0 {
            self.skipping -= 1;
            return;
        }
        match name {
            "AlternateContent" => {
                self.choices.pop();
            }
            "t" => self.in_text = false,
            "rPr" => self.run.properties = false,
            "r" => self.run = Run::default(),
            "p" => self.end_paragraph(),
            "tc" => self.end_cell(),
            "tr" => self.table(|table| {
                if table.dropped {
                    table.table.rows.pop();
                    table.merging.clear();
                }
            }),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if !self.in_text || self.skipping > 0 || self.run.hidden {
            return;
        }
        let script = self.run.script;
        if let Some(paragraph) = self.paragraphs.last_mut() {
            // A line end in the XML is a space, only an element breaks a line.
            let characters = text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c });
            paragraph.text.extend(characters.map(|c| script.map_or(c, |script| script.digit(c))));
        }
    }

    fn push(&mut self, c: char) {
        if !self.run.hidden {
            self.paragraph(|paragraph| paragraph.text.push(c));
        }
    }

    fn in_row_properties(&self) -> bool {
        // A deletion mark stands directly in a row's properties, before its first cell.
        self.tables.last().is_some_and(|table| table.cell.is_none()) && self.paragraphs.is_empty()
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut OpenTable)) {
        if self.ignored_tables == 0
            && let Some(table) = self.tables.last_mut()
        {
            change(table);
        }
    }

    fn cell(&mut self, change: impl FnOnce(&mut OpenCell)) {
        self.table(|table| {
            if let Some(cell) = &mut table.cell {
                change(cell);
            }
        });
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let number = self.numbering.next(
            paragraph.style.as_deref(),
            paragraph.list,
            paragraph.level,
            !paragraph.text.trim().is_empty(),
        );
        let Some(container) = self.containers.last_mut() else { return };
        for (index, line) in paragraph.text.split('\n').enumerate() {
            let number = if index == 0 { number.as_str() } else { "" };
            let line = line.trim();
            if !line.is_empty() {
                container.push(Item::Line(format!("{number}{line}")));
            }
        }
    }

    fn start_table(&mut self) {
        if self.ignored_tables > 0 || self.tables.len() == MAX_TABLE_NESTING {
            self.ignored_tables += 1;
        } else {
            self.tables.push(OpenTable::default());
        }
    }

    fn end_table(&mut self) {
        if self.ignored_tables > 0 {
            self.ignored_tables -= 1;
        } else if let Some(table) = self.tables.pop()
            && let Some(container) = self.containers.last_mut()
        {
            container.push(Item::Table(table.table));
        }
    }

    fn end_cell(&mut self) {
        if self.ignored_tables > 0 || self.tables.is_empty() || self.containers.len() < 2 {
            return;
        }
        let items = self.containers.pop().unwrap_or_default();
        self.table(|table| table.end_cell(items));
    }

    fn finish(mut self) -> Vec<Item> {
        // A body that breaks off inside a table is still well-formed enough for the XML reader.
        while !self.tables.is_empty() {
            self.ignored_tables = 0;
            if self.tables.last().is_some_and(|table| table.cell.is_some()) {
                self.end_cell();
            }
            self.end_table();
        }
        self.containers.into_iter().flatten().collect()
    }
}

impl OpenTable {
    fn end_cell(&mut self, items: Vec<Item>) {
        let Some(OpenCell { width, down, right }) = self.cell.take() else { return };
        let column = self.column;
        self.column += width;
        let Some(row) = self.table.rows.len().checked_sub(1) else { return };
        if right == Merge::Continue
            && let Some(left) = self.table.rows[row].last_mut()
            && left.column + left.width == column
        {
            left.width += width;
            return;
        }
        let above = self.merging.get(column).copied().flatten();
        if down == Merge::Continue
            && let Some((first, place)) = above
            && first + self.table.rows[first][place].height == row
        {
            self.table.rows[first][place].height += 1;
            return;
        }
        let place = self.table.rows[row].len();
        if column + width <= MAX_COLUMNS {
            self.merging.resize(self.merging.len().max(column + width), None);
            self.merging[column..column + width].fill(None);
            if down != Merge::None {
                self.merging[column] = Some((row, place));
            }
        }
        self.table.rows[row].push(Cell { column, width, height: 1, items });
    }
}

fn merge(element: &BytesStart) -> Merge {
    match attribute(element, "val").as_deref() {
        Some("restart") => Merge::Restart,
        _ => Merge::Continue,
    }
}

/// Drawings have paragraphs, text and tables of the same names but of their own prefix.
fn is_drawing(element: &BytesStart) -> bool {
    element.name().prefix().is_some_and(|prefix| matches!(prefix.as_ref(), "a" | "v" | "o"))
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}
