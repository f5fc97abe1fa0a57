use std::io::{Cursor, Write};

use insta::assert_snapshot;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime as WrittenDate, Format as CellFormat, FormatBorder, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::document::Block;
use crate::read::testing::{check, dump_result};

fn bordered() -> CellFormat {
    CellFormat::new().set_border(FormatBorder::Thin)
}

/// A sheet as people fill it in: headings over the whole width, tables below one another.
fn workbook(format: &CellFormat) -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = CellFormat::new();
    sheet.merge_range(0, 0, 0, 4, "某局2023年年度报告", &plain).unwrap();
    sheet.merge_range(1, 0, 1, 4, "第一段。\n第二段。", &plain).unwrap();
    sheet.merge_range(2, 0, 3, 1, "数据", format).unwrap();
    sheet.merge_range(2, 2, 2, 4, "申请人情况", format).unwrap();
    for (column, text) in ["自然人", "企业", "总计"].into_iter().enumerate() {
        sheet.write_with_format(3, 2 + column as u16, text, format).unwrap();
    }
    sheet.merge_range(4, 0, 5, 0, "结果", format).unwrap();
    for (row, label, numbers) in
        [(4, "予以公开", [7.0, 12.5, 19.5]), (5, "其他", [0.1 + 0.2, 0.0, 1e15])]
    {
        sheet.write_with_format(row, 1, label, format).unwrap();
        for (column, number) in numbers.into_iter().enumerate() {
            sheet.write_with_format(row, 2 + column as u16, number, format).unwrap();
        }
    }
    sheet.write_with_format(6, 0, "结转", format).unwrap();
    for column in 1..5 {
        sheet.write_blank(6, column, format).unwrap();
    }
    sheet.write_with_format(7, 0, "总计", format).unwrap();
    sheet.write_with_format(7, 4, 3, format).unwrap();
    sheet.write(9, 0, "二、后面的话").unwrap();
    workbook
}

fn read_workbook(mut workbook: Workbook) -> String {
    dump_result(read(&workbook.save_to_buffer().unwrap(), "年报.xlsx"))
}

#[test]
fn headings_are_lines_and_tables_keep_their_columns() {
    let expected = read_workbook(workbook(&bordered()));
    assert_snapshot!(expected, @r"
    某局2023年年度报告
    第一段。
    第二段。

    [数据]2x2[申请人情况]3x1
    @2[自然人][企业][总计]
    [结果]1x2[予以公开][7][12.5][19.5]
    @1[其他][0.3][0][1000000000000000]
    [结转][][][][]
    [总计][][][][3]

    二、后面的话
    ");
    // Without borders the file does not list empty cells; they are empty all the same.
    assert_eq!(read_workbook(workbook(&CellFormat::new())), expected);
}

#[test]
fn dates_and_truths_are_text_and_each_cell_knows_its_place() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("说明").unwrap().write(0, 0, "填报说明").unwrap();
    let hidden = workbook.add_worksheet();
    hidden.set_hidden(true).write(0, 0, "不给人看").unwrap();
    let sheet = workbook.add_worksheet();
    let date = CellFormat::new().set_num_format("yyyy年m月d日");
    let day = WrittenDate::from_ymd(2024, 1, 15).unwrap();
    sheet.write_datetime_with_format(2, 1, &day, &date).unwrap();
    sheet.write(2, 2, true).unwrap();
    sheet.write(2, 3, "１，２３４").unwrap();
    let document = read(&workbook.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    check(&document);
    assert_eq!(document.source.as_str(), "说明\n填报说明\n\n2024-01-15\tTRUE\t１，２３４\n");
    let Some(Block::Grid(grid)) = document.blocks.last() else { panic!("no grid") };
    let origin = grid.rows[0].cells[2].origin.unwrap();
    assert_eq!((origin.table, origin.row, origin.column), (Some(3), Some(3), Some(4)));
}

#[test]
fn numbers_have_their_shortest_digits() {
    let cases = [(12.0, "12"), (66.4866, "66.4866"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (-3.0, "-3")];
    for (number, text) in cases {
        assert_eq!(number_text(number), text);
    }
}

fn ods(content: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let content = format!("<office:document-content>{content}</office:document-content>");
    for (path, content) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)]
    {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn ods_tells_merged_cells_and_exact_numbers() {
    let content = r#"<table:table table:name="Sheet1">
        <table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>标题</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
        <table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>规章</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="float" office:value="66.4866"><text:p>66.49</text:p></table:table-cell><table:table-cell table:style-name="ce1"/></table:table-row>
        <table:table-row><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="5" table:number-columns-repeated="2"><text:p>5</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        </table:table>"#;
    assert_snapshot!(dump_result(read(&ods(content), "a.ods")), @"
    标题

    [规章]1x2[66.4866][]
    @1[5][5]
    ");
}

#[test]
fn cells_without_end_are_refused() {
    let content = r#"<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"><text:p>1</text:p></table:table-cell></table:table-row></table:table>"#;
    assert_snapshot!(dump_result(read(&ods(content), "a.ods")), @"“a.ods”的单元格超过 300000 个，已停止读取；请只保留年度报告所在的工作表后再试");
}

#[test]
fn a_far_cell_costs_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "甲").unwrap().write(0, 1, 1).unwrap();
    sheet.write(1_048_575, 16_383, "远").unwrap();
    assert_snapshot!(read_workbook(workbook), @"
    [甲][1]

    远
    ");
}

#[test]
fn what_is_broken_says_so() {
    let broken = ReadError::Broken { name: "a.xls".to_owned() };
    assert_eq!(read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.xls").unwrap_err(), broken);
    assert_eq!(read(b"PK\x03\x04", "a.xls").unwrap_err(), broken);
    assert_eq!(read(&ods("</x>"), "a.xls").unwrap_err(), broken);
    assert_eq!(read(&ods(""), "a.xls").unwrap_err(), ReadError::Empty);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_damage_breaks_it(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = workbook(&bordered()).save_to_buffer().unwrap();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(document) = read(&bytes, "a.xlsx") {
            check(&document);
        }
    }
}
