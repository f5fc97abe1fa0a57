use std::io::Write as _;

use proptest::prelude::*;

use super::fixture::{Face, Sheet, file, pdf, stream};
use super::*;
use crate::document::{Block, Geometry, Grid};

fn read_ok(bytes: &[u8]) -> Document {
    read(bytes, "报告.pdf").unwrap()
}

fn lines(document: &Document) -> Vec<&str> {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Line(span) => Some(document.source.slice(*span)),
        Block::Grid(_) => None,
    });
    lines.collect()
}

fn grids(document: &Document) -> Vec<&Grid> {
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Line(_) => None,
        Block::Grid(grid) => Some(grid),
    });
    grids.collect()
}

/// Every row as its cells: column, width, height, text.
fn cells<'d>(document: &'d Document, grid: &Grid) -> Vec<Vec<(usize, usize, usize, &'d str)>> {
    let rows = grid.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let text = cell.pieces.first().map_or("", |span| document.source.slice(*span));
            (cell.column, cell.width, cell.height, text)
        });
        cells.collect()
    });
    rows.collect()
}

fn texts<'d>(document: &'d Document, grid: &Grid) -> Vec<Vec<&'d str>> {
    let rows = cells(document, grid).into_iter();
    rows.map(|row| row.into_iter().map(|cell| cell.3).collect()).collect()
}

#[test]
fn a_ruled_table_keeps_its_blanks_and_its_wrapped_labels() {
    let mut sheet = Sheet::new();
    sheet.text(50.0, 60.0, "二、某某情况");
    sheet.table(
        50.0,
        80.0,
        &[
            &["某类信息内", "甲", "乙", "丙"],
            &["第一种较长\n的名称", "12", "", "7"],
            &["第二种", "", "345", ""],
        ],
    );
    sheet.text(50.0, 180.0, "三、其他");
    let document = read_ok(&pdf(&[sheet]));
    assert_eq!(lines(&document), ["二、某某情况", "三、其他"]);
    let grid = grids(&document)[0];
    assert_eq!(grid.geometry, Geometry::Exact);
    assert_eq!(
        texts(&document, grid),
        [
            ["某类信息内", "甲", "乙", "丙"],
            ["第一种较长的名称", "12", "", "7"],
            ["第二种", "", "345", ""],
        ]
    );
    assert_eq!(
        document.source.as_str(),
        "二、某某情况\n某类信息内\t甲\t乙\t丙\n第一种较长的名称\t12\t\t7\n第二种\t\t345\t\n三、其他\n"
    );
    let blank = &grid.rows[1].cells[2];
    assert!(blank.is_empty());
    assert_eq!(&document.source.as_str()[..blank.place.start].chars().last(), &Some('\t'));
    let origin = grid.rows[2].cells[2].origin.unwrap();
    assert_eq!((origin.page, origin.table), (Some(1), Some(1)));
    assert_eq!((origin.row, origin.column), (Some(3), Some(3)));
}

#[test]
fn merged_cells_count_all_their_rows_and_columns() {
    let mut sheet = Sheet::new();
    sheet.frame(50.0, 50.0, 240.0, 60.0);
    sheet.line((110.0, 50.0), (110.0, 110.0)).line((110.0, 70.0), (290.0, 70.0));
    sheet.line((170.0, 70.0), (170.0, 110.0)).line((230.0, 70.0), (230.0, 110.0));
    sheet.line((110.0, 90.0), (290.0, 90.0));
    sheet.text(55.0, 84.0, "合并项").text(180.0, 64.0, "合并头");
    sheet.text(115.0, 84.0, "甲").text(175.0, 84.0, "乙").text(235.0, 84.0, "丙");
    sheet.text(115.0, 104.0, "4").text(235.0, 104.0, "6");
    let document = read_ok(&pdf(&[sheet]));
    assert_eq!(
        cells(&document, grids(&document)[0]),
        [
            vec![(0, 1, 3, "合并项"), (1, 3, 1, "合并头")],
            vec![(1, 1, 1, "甲"), (2, 1, 1, "乙"), (3, 1, 1, "丙")],
            vec![(1, 1, 1, "4"), (2, 1, 1, ""), (3, 1, 1, "6")],
        ]
    );
}

#[test]
fn borders_may_be_thin_filled_boxes_and_the_sides_open() {
    let mut sheet = Sheet::new();
    for y in [50.0, 70.0, 90.0] {
        sheet.fill(50.0, y, 180.0, 0.5);
    }
    for x in [110.0, 170.0] {
        sheet.fill(x, 50.0, 0.5, 40.5);
    }
    sheet.text(55.0, 64.0, "甲").text(115.0, 64.0, "乙").text(175.0, 64.0, "丙");
    sheet.text(55.0, 84.0, "21").text(175.0, 84.0, "23");
    let document = read_ok(&pdf(&[sheet]));
    assert_eq!(texts(&document, grids(&document)[0]), [["甲", "乙", "丙"], ["21", "", "23"]]);
}

#[test]
fn borders_may_be_dots() {
    let mut sheet = Sheet::new();
    for y in [50.0, 70.0, 90.0] {
        for dot in 0..120 {
            sheet.fill(50.0 + 1.5 * f64::from(dot), y, 0.75, 0.75);
        }
    }
    for x in [50.0, 110.0, 170.0, 230.0] {
        for dot in 0..27 {
            sheet.fill(x, 50.0 + 1.5 * f64::from(dot), 0.75, 0.75);
        }
    }
    sheet.text(55.0, 64.0, "甲").text(115.0, 64.0, "乙").text(175.0, 64.0, "丙");
    sheet.text(55.0, 84.0, "31").text(175.0, 84.0, "33");
    let document = read_ok(&pdf(&[sheet]));
    assert_eq!(texts(&document, grids(&document)[0]), [["甲", "乙", "丙"], ["31", "", "33"]]);
}

#[test]
fn a_table_goes_on_over_a_page_break() {
    let mut first = Sheet::new();
    first.text(50.0, 40.0, "某局年度报告");
    first.table(50.0, 700.0, &[&["名称", "甲", "乙"], &["第一项", "1", "2"]]);
    first.text(290.0, 780.0, "— 1 —");
    let mut second = Sheet::new();
    second.table(50.0, 40.0, &[&["第二项", "", "4"], &["第三项", "5", ""]]);
    second.text(50.0, 120.0, "完").text(290.0, 780.0, "— 2 —");
    let document = read_ok(&pdf(&[first, second]));
    assert_eq!(lines(&document), ["某局年度报告", "完"]);
    let [grid] = grids(&document)[..] else { panic!("one grid: {:?}", document.blocks) };
    assert_eq!(
        texts(&document, grid),
        [["名称", "甲", "乙"], ["第一项", "1", "2"], ["第二项", "", "4"], ["第三项", "5", ""],]
    );
    let pages: Vec<_> = grid.rows.iter().map(|row| row.cells[0].origin.unwrap().page).collect();
    assert_eq!(pages, [Some(1), Some(1), Some(2), Some(2)]);
}

#[test]
fn a_merged_label_goes_on_and_columns_are_those_of_both_pages() {
    let mut first = Sheet::new();
    first.frame(50.0, 700.0, 180.0, 20.0).line((170.0, 700.0), (170.0, 720.0));
    first.text(55.0, 714.0, "名称").text(175.0, 714.0, "数量");
    first.frame(50.0, 720.0, 180.0, 40.0).line((110.0, 720.0), (110.0, 760.0));
    first.line((170.0, 720.0), (170.0, 760.0)).line((110.0, 740.0), (230.0, 740.0));
    first.text(55.0, 734.0, "总类").text(115.0, 734.0, "一").text(175.0, 734.0, "8");
    first.text(115.0, 754.0, "二").text(175.0, 754.0, "9");
    let mut second = Sheet::new();
    second.table(50.0, 40.0, &[&["", "三", "6"]]);
    let document = read_ok(&pdf(&[first, second]));
    assert_eq!(
        cells(&document, grids(&document)[0]),
        [
            vec![(0, 2, 1, "名称"), (2, 1, 1, "数量")],
            vec![(0, 1, 3, "总类"), (1, 1, 1, "一"), (2, 1, 1, "8")],
            vec![(1, 1, 1, "二"), (2, 1, 1, "9")],
            vec![(1, 1, 1, "三"), (2, 1, 1, "6")],
        ]
    );
}

#[test]
fn pages_are_parted_by_an_empty_line_and_running_heads_are_left_out() {
    let sheets = ["甲段", "乙段", "丙段"].map(|text| {
        let mut sheet = Sheet::new();
        sheet.text(50.0, 30.0, "某局文件").text(50.0, 100.0, text);
        sheet
    });
    assert_eq!(read_ok(&pdf(&sheets)).source.as_str(), "某局文件\n甲段\n\n乙段\n\n丙段\n");
}

#[test]
fn columns_without_lines_are_told_by_their_gaps() {
    let mut sheet = Sheet::new();
    for (at, row) in
        [["名称", "甲项", "乙项", "丙项"], ["第一", "11", "22", "33"], ["第二", "44", "", "66"]]
            .iter()
            .enumerate()
    {
        for (column, text) in row.iter().enumerate() {
            sheet.text(50.0 + 80.0 * column as f64, 100.0 + 20.0 * at as f64, text);
        }
    }
    let document = read_ok(&pdf(&[sheet]));
    assert_eq!(
        texts(&document, grids(&document)[0]),
        [["名称", "甲项", "乙项", "丙项"], ["第一", "11", "22", "33"], ["第二", "44", "", "66"],]
    );
}

#[test]
fn a_number_that_runs_over_its_cell_stays_whole() {
    let mut sheet = Sheet::new();
    sheet.table(50.0, 50.0, &[&["甲", "乙", "丙"], &["1", "", "3"]]);
    sheet.text(120.0, 79.0, "12345678901");
    let document = read_ok(&pdf(&[sheet]));
    assert_eq!(texts(&document, grids(&document)[0])[1], ["1", "12345678901", "3"]);
}

#[test]
fn text_drawn_twice_counts_once_and_equal_digits_do_not() {
    let mut sheet = Sheet::new();
    sheet.text(50.0, 50.0, "共111件").text(50.3, 50.0, "共111件");
    assert_eq!(read_ok(&pdf(&[sheet])).source.as_str(), "共111件\n");
}

#[test]
fn invisible_text_is_read_and_a_watermark_is_not() {
    let mut sheet = Sheet::new();
    sheet.content.push_str("BT 3 Tr ET\n");
    sheet.text(50.0, 50.0, "识别出的文字");
    sheet.content.push_str("BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm <4e0d51c6> Tj ET\n");
    assert_eq!(read_ok(&pdf(&[sheet])).source.as_str(), "识别出的文字\n");
}

#[test]
fn turned_pages_read_as_they_are_seen() {
    for rotate in [90, 180, 270] {
        let mut sheet = Sheet::new();
        // Text that is upright once the page is turned.
        let (matrix, frame) = match rotate {
            90 => ("0 1 -1 0", [(200.0, 100.0), (180.0, 100.0)]),
            180 => ("-1 0 0 -1", [(400.0, 400.0), (400.0, 380.0)]),
            _ => ("0 -1 1 0", [(200.0, 700.0), (220.0, 700.0)]),
        };
        for ((x, y), codes) in frame.into_iter().zip(["4e0a", "4e0b"]) {
            let (x, y) = if rotate == 90 { (400.0 - x, y) } else { (x, y) };
            let y = if rotate == 180 { 800.0 - y } else { y };
            let x = if rotate == 270 { 420.0 - x } else { x };
            sheet.content.push_str(&format!("BT /F 10 Tf {matrix} {x} {y} Tm <{codes}> Tj ET\n"));
        }
        sheet.extra = format!("/Rotate {rotate}");
        let document = read_ok(&pdf(&[sheet]));
        assert_eq!(document.source.as_str(), "上\n下\n", "turned by {rotate}");
    }
}

#[test]
fn text_and_tables_that_lie_on_their_side_are_set_upright() {
    let mut sheet = Sheet::new();
    sheet.table(50.0, 50.0, &[&["甲", "乙", "丙"], &["1", "", "3"]]);
    sheet.content = format!("q 0 1 -1 0 780 100 cm\n{}Q\n", sheet.content);
    let document = read_ok(&pdf(&[sheet]));
    assert_eq!(texts(&document, grids(&document)[0]), [["甲", "乙", "丙"], ["1", "", "3"]]);
}

#[test]
fn what_is_cropped_away_is_not_read() {
    let mut sheet = Sheet::new();
    sheet.text(50.0, 50.0, "看不见").text(50.0, 400.0, "看得见");
    sheet.extra = "/CropBox [0 0 600 600]".to_owned();
    assert_eq!(read_ok(&pdf(&[sheet])).source.as_str(), "看得见\n");
}

#[test]
fn fonts_with_chinese_encodings_need_no_map() {
    for (face, text) in
        [(Face::UniGb, "自然人 12"), (Face::Gbk, "自然人总计34"), (Face::Gb1, "5678")]
    {
        let mut sheet = Sheet::new();
        sheet.face = face;
        sheet.text(50.0, 50.0, text);
        assert_eq!(read_ok(&pdf(&[sheet])).source.as_str().trim_end(), text, "{face:?}");
    }
}

#[test]
fn a_code_that_means_nothing_does_not_vanish() {
    let mut sheet = Sheet::new();
    // U+E000 is in no range of the font's map.
    sheet.text(50.0, 50.0, "共1\u{e000}2件");
    assert_eq!(read_ok(&pdf(&[sheet])).source.as_str(), "共1\u{fffd}2件\n");
}

#[test]
fn without_text_it_is_a_scan() {
    let mut drawing = Sheet::new();
    drawing.frame(50.0, 50.0, 100.0, 100.0);
    let mut mute = Sheet::new();
    mute.face = Face::Mute;
    mute.text(50.0, 50.0, "某局年度报告");
    for bytes in [pdf(&[drawing]), pdf(&[mute])] {
        let error = read(&bytes, "扫描.pdf").unwrap_err();
        assert_eq!(error, ReadError::NoText { name: "扫描.pdf".to_owned() });
        assert!(error.to_string().contains("OCR"));
    }
}

#[test]
fn what_is_no_pdf_any_more_is_refused() {
    for bytes in [&b"%PDF-1.7\n"[..], b"", b"%PDF-1.4\ntrailer << /Root 1 0 R >>"] {
        assert!(matches!(read(bytes, "坏.pdf"), Err(ReadError::Broken { .. })));
    }
}

#[test]
fn an_empty_password_opens_and_another_does_not() {
    let open = include_bytes!("../../../tests/pdf/empty-password.pdf");
    assert_eq!(read_ok(open).source.as_str(), "Encrypted 2047\n");
    let locked = include_bytes!("../../../tests/pdf/locked.pdf");
    assert!(matches!(read(locked, "密.pdf"), Err(ReadError::Encrypted { .. })));
}

/// A page that draws the first of `count` forms, each of which draws text and the next form; the
/// last draws the first again if `is_ring`.
fn forms(count: usize, is_ring: bool) -> Vec<u8> {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R \
                /Resources << /XObject << /X 5 0 R >> >> >>";
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        page.as_bytes().to_vec(),
        stream("", b"/X Do"),
    ];
    for at in 0..count {
        let next = if is_ring { 5 + (at + 1) % count } else { 6 + at };
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 30 -20] \
             /Resources << /XObject << /X {next} 0 R >> /Font << /F << /Type /Font \
             /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        );
        let text = format!("BT /F 10 Tf 50 700 Td [(Form {at}) -2000 (2)] TJ ET /X Do /X Do");
        objects.push(stream(&entries, text.as_bytes()));
    }
    file(&objects)
}

#[test]
fn forms_are_read_as_deep_as_the_limit() {
    assert_eq!(read_ok(&forms(1, false)).source.as_str(), "Form 0\t2\n");
    assert_eq!(read_ok(&forms(3, false)).source.as_str(), "Form 0\t2\nForm 1\t2\nForm 2\t2\n");
    assert!(matches!(read(&forms(20, false), "深.pdf"), Err(ReadError::Limit { .. })));
}

#[test]
fn forms_that_draw_one_another_end() {
    for count in [1, 2, 5] {
        let read = read(&forms(count, true), "环.pdf");
        let text = read.map(|document| document.source.as_str().lines().count());
        assert!(matches!(text, Ok(1..=200) | Err(ReadError::Limit { .. })), "{count}: {text:?}");
    }
}

#[test]
fn a_bomb_is_refused() {
    let zlib = |size: usize| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&vec![b' '; size]).unwrap();
        encoder.finish().unwrap()
    };
    let with = |data: &[u8], entries: &str| {
        file(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>".to_vec(),
            stream(entries, data),
        ])
    };
    let bomb = zlib(80 << 20);
    let refused = read(&with(&bomb, "/Filter /FlateDecode"), "大.pdf");
    assert!(matches!(refused, Err(ReadError::Limit { .. })), "{refused:?}");
    let harmless = read(&with(&zlib(1 << 20), "/Filter /FlateDecode"), "空.pdf");
    assert!(matches!(harmless, Err(ReadError::NoText { .. })), "{harmless:?}");
}

#[test]
fn deep_nesting_is_refused_or_skipped() {
    let with = |depth: usize| {
        let mut sheet = Sheet::new();
        sheet.content.push_str(&"[".repeat(depth));
        sheet.content.push_str(&"]".repeat(depth));
        sheet.content.push_str(" TJ\n");
        sheet.text(50.0, 50.0, "第12件");
        sheet.extra = format!("/Odd {}1{}", "<< /A ".repeat(depth), " >>".repeat(depth));
        pdf(&[sheet])
    };
    assert_eq!(read_ok(&with(100)).source.as_str(), "第12件\n");
    let refused = read(&with(100_000), "深.pdf");
    assert!(matches!(refused, Err(ReadError::Limit { .. })), "{refused:?}");
}

/// A file with most of what the reader knows.
fn sample() -> Vec<u8> {
    let mut first = Sheet::new();
    first.text(50.0, 60.0, "某县某局 2023 年年度报告");
    first.table(50.0, 700.0, &[&["名称", "甲", "乙"], &["较长的名\n称一", "12", ""]]);
    let mut second = Sheet::new();
    second.face = Face::UniGb;
    second.table(50.0, 40.0, &[&["第二", "", "34"]]).text(50.0, 120.0, "56 件");
    pdf(&[first, second])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn damage_never_panics(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = sample();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(document) = read(&bytes, "坏.pdf") {
            // Whatever was read has its place.
            for grid in grids(&document) {
                for cell in grid.rows.iter().flat_map(|row| &row.cells) {
                    prop_assert!(cell.width >= 1 && cell.height >= 1);
                    let piece = cell.pieces.first().copied().unwrap_or(cell.place);
                    prop_assert_eq!(document.source.slice(piece).is_empty(), cell.is_empty());
                }
            }
        }
    }

    #[test]
    fn tables_of_any_numbers_come_back(
        rows in proptest::collection::vec(proptest::collection::vec("[1-9][0-9]{0,5}|", 4), 2..6),
    ) {
        let rows: Vec<Vec<String>> = rows.into_iter().enumerate().map(|(at, mut row)| {
            row.insert(0, format!("第{at}项"));
            row
        }).collect();
        let borrowed: Vec<Vec<&str>> =
            rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let slices: Vec<&[&str]> = borrowed.iter().map(Vec::as_slice).collect();
        let mut sheet = Sheet::new();
        sheet.table(50.0, 50.0, &slices);
        let document = read_ok(&pdf(&[sheet]));
        prop_assert_eq!(texts(&document, grids(&document)[0]), borrowed);
    }
}
