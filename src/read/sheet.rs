//! Workbooks: XLSX and XLS by way of `calamine`, ODS from its XML, which tells merged cells.
//!
//! A sheet has no paragraphs and no tables, only cells. Rows with a single text are paragraphs,
//! runs of other rows are tables.

mod layout;
mod ods;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{
    Data, Dimensions, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsx,
};

use crate::document::{Document, Format};
use crate::read::reading_text::ReadingText;
use crate::read::zipped::Zipped;
use crate::read::{ReadError, sniff};

/// The most cells that a workbook may have, empty ones that are drawn counted.
pub const MAX_CELLS: usize = 300_000;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError::Broken`], [`ReadError::Encrypted`], [`ReadError::Expansion`],
/// [`ReadError::TooManyCells`], or [`ReadError::Empty`] if no visible sheet has text.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let sheets = if bytes.starts_with(b"PK") {
        let mut zipped = Zipped::open(bytes, name)?;
        zipped.check()?;
        match zipped.part("xl/workbook.xml")? {
            Some(_) => xlsx(bytes, name)?,
            None => ods::sheets(&mut zipped, name)?,
        }
    } else {
        xls(bytes, name)?
    };
    let mut reading = ReadingText::new();
    let named = sheets.iter().filter(|sheet| !sheet.cells.is_empty()).count() > 1;
    for sheet in &sheets {
        layout::lay_out(sheet, named, &mut reading);
    }
    reading.finish(Format::Sheet, None)
}

/// A place in a sheet: row, then column, both 0-based.
type At = (u32, u32);

/// A sheet as its file tells it.
#[derive(Debug, Default)]
struct SheetCells {
    name: String,
    /// Its 1-based place in the workbook.
    number: u32,
    /// What stands in its cells; an empty text for a cell that is drawn, such as with borders.
    cells: BTreeMap<At, String>,
    /// First and last cell of each merged range.
    merged: Vec<(At, At)>,
}

impl SheetCells {
    fn set(&mut self, at: At, text: String, name: &str) -> Result<(), ReadError> {
        self.cells.insert(at, text);
        if self.cells.len() > MAX_CELLS {
            return Err(ReadError::TooManyCells { name: name.to_owned(), cells: MAX_CELLS });
        }
        Ok(())
    }

    /// Sees to it that every merged range has a cell to stand in.
    fn with_merged(mut self, name: &str) -> Result<SheetCells, ReadError> {
        for index in 0..self.merged.len() {
            let (first, _) = self.merged[index];
            if !self.cells.contains_key(&first) {
                self.set(first, String::new(), name)?;
            }
        }
        Ok(self)
    }
}

fn xlsx(bytes: &[u8], name: &str) -> Result<Vec<SheetCells>, ReadError> {
    let broken = || ReadError::Broken { name: name.to_owned() };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut sheets = Vec::new();
    for (number, sheet) in visible(workbook.sheets_metadata()) {
        let mut read = SheetCells { name: sheet.clone(), number, ..SheetCells::default() };
        // A sheet without merged cells has no such list.
        let merged = workbook.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        read.merged = ranges(merged);
        let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(|_| broken())?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| broken())? {
            let value = text(cell.get_value().clone().into());
            let borders = || cells.styles().get(style).and_then(|style| style.borders.as_ref());
            if !value.is_empty() || borders().is_some_and(|borders| borders.has_visible_borders()) {
                read.set(cell.get_position(), value, name)?;
            }
        }
        sheets.push(read.with_merged(name)?);
    }
    Ok(sheets)
}

fn xls(bytes: &[u8], name: &str) -> Result<Vec<SheetCells>, ReadError> {
    if sniff::has_compound_entry(bytes, "EncryptedPackage") {
        return Err(ReadError::Encrypted { name: name.to_owned() });
    }
    let broken = || ReadError::Broken { name: name.to_owned() };
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => ReadError::Encrypted { name: name.to_owned() },
        _ => broken(),
    })?;
    let mut sheets = Vec::new();
    for (number, sheet) in visible(workbook.sheets_metadata()) {
        let mut read = SheetCells { name: sheet.clone(), number, ..SheetCells::default() };
        read.merged = ranges(workbook.merge_cells_by_sheet_name(&sheet).unwrap_or_default());
        let range = workbook.worksheet_range(&sheet).map_err(|_| broken())?;
        let (row, column) = range.start().unwrap_or_default();
        for (r, c, value) in range.used_cells() {
            read.set((row + r as u32, column + c as u32), text(value.clone()), name)?;
        }
        sheets.push(read.with_merged(name)?);
    }
    Ok(sheets)
}

/// The sheets that a reader of the workbook sees, with their 1-based places.
fn visible(sheets: &[Sheet]) -> Vec<(u32, String)> {
    let is_shown =
        |sheet: &Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let numbered = (1..).zip(sheets).filter(|(_, sheet)| is_shown(sheet));
    numbered.map(|(number, sheet)| (number, sheet.name.clone())).collect()
}

fn ranges(merged: Vec<Dimensions>) -> Vec<(At, At)> {
    let ordered = |range: &Dimensions| range.start.0 <= range.end.0 && range.start.1 <= range.end.1;
    merged.into_iter().filter(ordered).map(|range| (range.start, range.end)).collect()
}

/// What a reader of the workbook would see in a cell, but numbers are whole.
fn text(value: Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(number),
        Data::String(text) => text,
        Data::Bool(value) => if value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(moment) => date_text(&moment),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// A number with its shortest digits. Spreadsheets compute and show 15 digits; what comes after
/// them is noise of binary fractions, such as in 0.30000000000000004.
fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

fn date_text(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    // Beyond what a calendar has, or a length of time: the number is what is certain.
    if !moment.is_datetime() || !(0.0..2_958_466.0).contains(&serial) {
        return number_text(serial);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (serial < 1.0, serial.fract() == 0.0) {
        (true, false) => time,
        (_, true) => date,
        (false, false) => format!("{date} {time}"),
    }
}

#[cfg(test)]
mod tests;
