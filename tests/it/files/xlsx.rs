//! A workbook: merged ranges, numbers or texts, on one sheet or several.

use super::{Block, Grid, Hand, Paper};
use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet};

/// The workbook.
pub fn write(paper: &Paper, hand: &Hand) -> Vec<u8> {
    let mut book = Workbook::new();
    let mut sheet = Worksheet::new();
    let mut row = 0;
    write_text(&mut sheet, &mut row, &paper.title);
    for block in &paper.blocks {
        match block {
            Block::Heading(text) if hand.many_sheets => {
                book.push_worksheet(std::mem::replace(&mut sheet, Worksheet::new()));
                row = 0;
                write_text(&mut sheet, &mut row, text);
            }
            Block::Heading(text) | Block::Text(text) => write_text(&mut sheet, &mut row, text),
            Block::Table(grid) => {
                write_table(&mut sheet, row, grid, hand);
                row += grid.rows.len() as u32 + 1;
            }
        }
    }
    book.push_worksheet(sheet);
    book.save_to_buffer().unwrap()
}

fn write_text(sheet: &mut Worksheet, row: &mut u32, text: &str) {
    sheet.write_string(*row, 0, text).unwrap();
    *row += 1;
}

fn write_table(sheet: &mut Worksheet, top: u32, grid: &Grid, hand: &Hand) {
    let border = Format::new().set_border(FormatBorder::Thin);
    for (nth, row) in grid.rows.iter().enumerate() {
        let first = top + nth as u32;
        for cell in row {
            let left = cell.column as u16;
            if cell.width > 1 || cell.height > 1 {
                let (last, right) = (first + cell.height as u32 - 1, left + cell.width as u16 - 1);
                sheet.merge_range(first, left, last, right, &cell.text, &border).unwrap();
            }
            let number = cell.text.parse::<f64>().ok().filter(|_| hand.numeric);
            match number {
                Some(number) => sheet.write_number_with_format(first, left, number, &border),
                None if cell.text.is_empty() => sheet.write_blank(first, left, &border),
                None => sheet.write_string_with_format(first, left, &cell.text, &border),
            }
            .unwrap();
        }
    }
}
