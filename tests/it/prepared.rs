//! Files for the tests in a browser and for `cargo xtask bench-web`, written below the folder that
//! Cargo keeps for the tests of this workspace. What is written is read here first.

use crate::files::{Additions, Door, Hand, Paper};
use crate::layouts::{Layout, PageFoot, Placing, Shape};
use crate::sheet::Sheet;
use gouji::finding::Verdict;
use gouji::form::{Cell, Edition};
use std::path::PathBuf;

/// The cell of the sample that is wrong, and what would be right.
const WRONG: &str = "applications.granted.natural_person";
const RIGHT: &str = "20";

/// The sample's figures, with its mistake, as the report of another organisation.
fn sample() -> Sheet {
    let (_, review) = gouji::examine(gouji::sample::TEXT.as_bytes(), "sample.txt").unwrap();
    let entries = review.report.entries.iter();
    let written = entries.map(|(&cell, entry)| (cell, entry.raw.to_string())).collect();
    Sheet { organization: "柳溪县水利局", year: 2024, edition: Edition::E2021, written }
}

/// The same without the mistake.
fn right() -> Sheet {
    let mut sheet = sample();
    sheet.written.insert(Cell::from_key(WRONG).unwrap(), RIGHT.to_owned());
    sheet
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file after reading it: its checks must end like this.
#[track_caller]
fn write(folder: &str, name: &str, bytes: &[u8], fail: usize) {
    let (_, review) =
        gouji::examine(bytes, name).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    let ended = (crate::sums(&review, Verdict::Fail), crate::sums(&review, Verdict::Pass));
    assert_eq!(ended, (fail, 42 - fail), "{name}");
    std::fs::write(self::folder(folder).join(name), bytes).unwrap();
}

#[test]
fn files_to_drop() {
    const FOLDER: &str = "drop";
    let sheet = sample();
    let paper = Paper::new(&sheet, Additions::default());
    for door in Door::ALL {
        let mut bytes = door.write(&paper, &Hand { dressed: true, ..Hand::PLAIN });
        if door == Door::Txt {
            let text = String::from_utf8(bytes).unwrap();
            let (encoded, _, unknown) = encoding_rs::GB18030.encode(&text);
            assert!(!unknown);
            bytes = encoded.into_owned();
        }
        write(FOLDER, door.file_name(), &bytes, 2);
    }
    let (_, review) = gouji::examine(gouji::sample::TEXT.as_bytes(), "sample.txt").unwrap();
    let cells: serde_json::Map<_, _> = review
        .report
        .entries
        .iter()
        .map(|(cell, entry)| (cell.key().to_owned(), entry.number().unwrap().to_string().into()))
        .collect();
    assert_eq!(cells.len(), 200);
    let cells = serde_json::to_string(&cells).unwrap();
    std::fs::write(folder(FOLDER).join("cells.json"), cells).unwrap();
}

#[test]
fn files_to_be_timed() {
    const FOLDER: &str = "bench";
    let mut paper = Paper::new(&right(), Additions::default());
    paper.lengthen(16);
    let hand = Hand { dressed: true, break_after: 4, ..Hand::PLAIN };
    let html = Door::Html.write(&paper, &hand);
    assert!((65 << 10..80 << 10).contains(&html.len()), "a page of {} bytes", html.len());
    write(FOLDER, "page.html", &html, 0);
    write(FOLDER, "document.docx", &Door::Docx.write(&paper, &hand), 0);
    write(FOLDER, "workbook.xlsx", &Door::Xlsx.write(&paper, &hand), 0);

    let mut paper = Paper::new(&right(), Additions::default());
    paper.lengthen(72);
    let pdf = Door::Pdf.write(&paper, &Hand { page_height: 700.0, ..hand });
    let pages = pdf.windows(12).filter(|window| window == b"/Type /Page ").count();
    assert_eq!(pages, 8);
    write(FOLDER, "document.pdf", &pdf, 0);

    for layout in Layout::ALL {
        let shape = Shape {
            label_width: 14,
            group_width: 5,
            cut: 12,
            page_breaks: vec![7, 23, 41],
            page_foot: PageFoot::Dashes,
            placing: Placing::Joined,
            gap: 1,
            by_width: false,
            line_end: "\n",
            byte_order_mark: false,
            space: ' ',
            radicals: false,
        };
        let mut text = layout.render(&right(), &shape);
        let place = text.find("（二）依申请公开").expect("a heading of section 一");
        let place = text[..place].rfind('\n').map_or(place, |end| end + 1);
        let line = "全年通过门户网站和公共查阅点公开信息，按季度通报各科室报送情况，群众意见当日转办。\n\n";
        let lines = (10_000 - text.len()) / line.len() + 1;
        text.insert_str(place, &line.repeat(lines));
        assert!((9_900..10_300).contains(&text.len()), "{layout:?}: {} bytes", text.len());
        let extension = layout.file_name().rsplit_once('.').unwrap().1;
        write(FOLDER, &format!("{layout:?}.{extension}"), text.as_bytes(), 0);
    }
}
