//! ODS: its cells and merged ranges, straight from the XML.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{SheetCells, number_text};
use crate::read::ReadError;
use crate::read::zipped::Zipped;

/// More rows or columns than any program has; counts beyond come from no program.
const MAX_INDEX: u32 = 1 << 20;

/// Runs of drawn but empty cells longer than this fill the sheet, not a table.
const MAX_EMPTY_RUN: u32 = 32;

/// Reads the sheets.
///
/// # Errors
/// [`ReadError::Broken`] if it is no ODS, [`ReadError::Encrypted`], [`ReadError::TooManyCells`].
pub fn sheets(zipped: &mut Zipped, name: &str) -> Result<Vec<SheetCells>, ReadError> {
    let manifest = zipped.xml("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Encrypted { name: name.to_owned() });
    }
    let xml = zipped.xml("content.xml")?.ok_or_else(|| zipped.broken())?;
    let mut content = Content::default();
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event().map_err(|_| zipped.broken())? {
            Event::Start(element) => content.start(&element),
            Event::Empty(element) => {
                content.start(&element);
                content.end(element.local_name().as_ref(), name)?;
            }
            Event::End(element) => content.end(element.local_name().as_ref(), name)?,
            Event::Text(text) => content.text(&text.xml10_content()),
            Event::CData(text) => content.text(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => content.text(c.encode_utf8(&mut [0; 4])),
                _ => content.text(match &*reference.xml10_content() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    _ => "",
                }),
            },
            Event::Eof => return Ok(content.sheets),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Content {
    sheets: Vec<SheetCells>,
    /// Open sheets; more than one if a cell holds a table, which is read as nothing.
    tables: usize,
    row: u32,
    row_repeats: u32,
    /// The cells of the open row: column, how often, text.
    row_cells: Vec<(u32, u32, String)>,
    column: u32,
    cell: Option<OpenCell>,
    /// In a comment or a drawing.
    skipping: usize,
}

struct OpenCell {
    repeats: u32,
    width: u32,
    height: u32,
    styled: bool,
    covered: bool,
    number: Option<f64>,
    text: String,
}

impl Content {
    fn start(&mut self, element: &BytesStart) {
        let name = element.local_name();
        if self.skipping > 0 || matches!(name.as_ref(), "annotation" | "shapes" | "frame") {
            self.skipping += 1;
            return;
        }
        match name.as_ref() {
            "table" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.row = 0;
                    let number = self.sheets.len() as u32 + 1;
                    let name = attribute(element, "name").unwrap_or_default();
                    self.sheets.push(SheetCells { name, number, ..SheetCells::default() });
                }
            }
            _ if self.tables != 1 => {}
            "table-row" => {
                self.row_repeats = count(element, "number-rows-repeated");
                self.column = 0;
                self.row_cells.clear();
            }
            "table-cell" | "covered-table-cell" => {
                let kind = attribute(element, "value-type");
                let is_number = matches!(kind.as_deref(), Some("float" | "currency"));
                let number = attribute(element, "value").filter(|_| is_number);
                self.cell = Some(OpenCell {
                    repeats: count(element, "number-columns-repeated"),
                    width: count(element, "number-columns-spanned"),
                    height: count(element, "number-rows-spanned"),
                    styled: attribute(element, "style-name").is_some(),
                    covered: name.as_ref() == "covered-table-cell",
                    number: number.and_then(|number| number.parse().ok()),
                    text: String::new(),
                });
            }
            "p" if self.cell.as_ref().is_some_and(|cell| !cell.text.is_empty()) => self.text("\n"),
            "s" | "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipping == 0
            && self.tables == 1
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str, file: &str) -> Result<(), ReadError> {
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        match name {
            "table" => self.tables = self.tables.saturating_sub(1),
            _ if self.tables != 1 => {}
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => {
                let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
                if !self.row_cells.is_empty() {
                    for row in self.row..self.row.saturating_add(self.row_repeats).min(MAX_INDEX) {
                        for (column, repeats, text) in &self.row_cells {
                            for column in *column..(column + repeats).min(MAX_INDEX) {
                                sheet.set((row, column), text.clone(), file)?;
                            }
                        }
                    }
                }
                self.row = self.row.saturating_add(self.row_repeats).min(MAX_INDEX);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(sheet)) = (self.cell.take(), self.sheets.last_mut()) else { return };
        let (row, column) = (self.row, self.column);
        self.column = self.column.saturating_add(cell.repeats).min(MAX_INDEX);
        if cell.covered {
            return;
        }
        if cell.width > 1 || cell.height > 1 {
            let last = (row + cell.height - 1, column + cell.width - 1);
            sheet.merged.push(((row, column), last));
        }
        let text = match cell.number {
            Some(number) => number_text(number),
            None => cell.text.trim().to_owned(),
        };
        let is_drawn = cell.styled && cell.repeats <= MAX_EMPTY_RUN;
        if !text.is_empty() || is_drawn || cell.width > 1 || cell.height > 1 {
            self.row_cells.push((column, cell.repeats, text));
        }
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    element.attributes().flatten().find_map(|attribute| {
        let is_it = attribute.key.local_name().as_ref() == name;
        let value = || attribute.normalized_value(XmlVersion::Implicit1_0).ok();
        is_it.then(value).flatten().map(|value| value.into_owned())
    })
}

fn count(element: &BytesStart, name: &str) -> u32 {
    let count = attribute(element, name).and_then(|count| count.parse().ok());
    count.unwrap_or(1).clamp(1, MAX_INDEX)
}
