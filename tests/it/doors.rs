//! Many doors, one room: the same report gives the same tables through whatever file it comes in.

use crate::figures::{self, Figures};
use crate::files::{self, Additions, Door, EXTRA_LABEL, Hand, Paper};
use crate::sheet::{Sheet, sheets};
use gouji::document::Document;
use gouji::finding::{Review, Verdict};
use gouji::form::{Cell, Edition, Table};
use gouji::report::{Entry, Value};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::HashMap;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_edition_of_2021_is_the_same_through_every_door(
        (figures, sheet) in sheets(figures::consistent(Edition::E2021)),
        hand in files::hands(),
        additions in files::additions(),
        marks in marks(),
    ) {
        same_through_every_door(&figures, sheet, &hand, additions, &marks);
    }

    #[test]
    fn the_edition_of_2019_is_the_same_through_every_door(
        (figures, sheet) in sheets(figures::consistent(Edition::E2019)),
        hand in files::hands(),
        additions in files::additions(),
        marks in marks(),
    ) {
        same_through_every_door(&figures, sheet, &hand, additions, &marks);
    }
}

/// A moment's worth of cases, always the same ones; or as many new ones as PROPTEST_CASES says.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let explores = std::env::var_os("PROPTEST_CASES").is_some();
    let (cases, rng_seed) = match explores {
        true => (default.cases, default.rng_seed),
        false => (16, RngSeed::Fixed(2021)),
    };
    ProptestConfig { cases, rng_seed, max_shrink_iters: 300, failure_persistence: None, ..default }
}

/// Which cells are blank or hold a mark instead of their number.
type Marks = Vec<(prop::sample::Index, &'static str)>;

fn marks() -> impl Strategy<Value = Marks> {
    let mark = prop::sample::select(vec!["", "", "", "/", "-", "—", "－", "无"]);
    prop::collection::vec((any::<prop::sample::Index>(), mark), 0..30)
}

/// Writes the report in every kind of file and reads all of them back.
fn same_through_every_door(
    figures: &Figures,
    mut sheet: Sheet,
    hand: &Hand,
    additions: Additions,
    marks: &Marks,
) {
    let cells: Vec<Cell> = sheet.edition.cells().collect();
    // A mark in the place of a zero leaves every sum as it is.
    let mut consistent = true;
    for (which, mark) in marks {
        let cell = cells[which.index(cells.len())];
        consistent &= figures.values[&cell].is_zero();
        sheet.written.insert(cell, (*mark).to_owned());
    }
    let paper = Paper::new(&sheet, additions);
    let mut verdicts = None;
    for door in Door::ALL {
        let bytes = door.write(&paper, hand);
        let (document, review) = gouji::examine(&bytes, door.file_name())
            .unwrap_or_else(|refusal| panic!("{door:?} is refused: {refusal}"));
        let told = || format!("{door:?}: {}", document.source.as_str());
        assert_eq!(document.format.key(), door.format());
        assert_eq!(review.report.edition, sheet.edition, "{}", told());
        assert_eq!(review.report.year, Some(sheet.year), "{}", told());
        let organization = review.report.organization.as_ref().map(|quote| quote.text.as_str());
        assert_eq!(organization, Some(sheet.organization), "{}", told());
        assert_eq!(review.report.sections.len(), 6, "{}", told());
        for &cell in &cells {
            let entry = review.report.entry(cell);
            let written = sheet.cell(cell);
            let expected = expected(figures, cell, &written);
            assert_eq!(entry.value, expected, "{} in {}", cell.key(), told());
            quotes_itself(entry, &document, door, &written);
        }
        origins(door, &paper, &review, hand);
        extra_row(door, &review, additions);
        let ended: Vec<(String, Verdict)> =
            review.findings.iter().map(|finding| (finding.id(), finding.verdict)).collect();
        let failed = review.count(Verdict::Fail);
        assert!(failed == 0 || !consistent, "{failed} checks fail in {}", told());
        assert_eq!(*verdicts.get_or_insert_with(|| ended.clone()), ended, "{}", told());
    }
}

/// What a cell must come back as.
fn expected(figures: &Figures, cell: Cell, written: &str) -> Value {
    match written {
        "" => Value::Blank,
        "/" | "-" | "—" | "－" | "无" => Value::Placeholder,
        _ => Value::Number(figures.values[&cell]),
    }
}

/// The text at the place of an entry is what the entry quotes, and that is what was written.
fn quotes_itself(entry: &Entry, document: &Document, door: Door, written: &str) {
    let span = entry.span.unwrap_or_else(|| panic!("{door:?}: {written:?} has no place"));
    assert_eq!(document.source.slice(span), entry.raw, "{door:?}");
    assert_eq!(entry.raw.trim_end_matches('件'), written.trim_end_matches('件'), "{door:?}");
}

/// Every entry tells its place in the file. Where tables are kept whole, that is where it was
/// written; a workbook counts from the top of its sheet, a PDF from the top of its page.
fn origins(door: Door, paper: &Paper, review: &Review, hand: &Hand) {
    if matches!(door, Door::Txt | Door::Md | Door::Csv) {
        assert!(review.report.entries.values().all(|entry| entry.origin.is_none()), "{door:?}");
        return;
    }
    let mut rows_of: HashMap<(Table, usize), u32> = HashMap::new();
    for (table, grid) in (1..).zip(paper.tables()) {
        for (nth, row) in grid.rows.iter().enumerate() {
            for (cell, found) in row.iter().filter_map(|found| Some((found.cell?, found))) {
                let key = cell.key();
                let origin = review.report.entry(cell).origin;
                let origin = origin.unwrap_or_else(|| panic!("{door:?}: {key} has no origin"));
                assert_eq!(origin.page.is_some(), door == Door::Pdf, "{door:?} {key}");
                assert_eq!(origin.column, Some(found.column as u32 + 1), "{door:?} {key}");
                let row = origin.row.unwrap_or_else(|| panic!("{door:?}: {key} has no row"));
                match door {
                    Door::Html | Door::Docx | Door::Doc => {
                        assert_eq!((origin.table, row), (Some(table), nth as u32 + 1), "{key}");
                    }
                    Door::Xlsx => {
                        // The title is on sheet 1, section 一 on sheet 2, each table on one of the next.
                        let sheet = if hand.many_sheets { table + 2 } else { 1 };
                        assert_eq!(origin.table, Some(sheet), "{key}");
                        let first = *rows_of.entry((cell.table(), 0)).or_insert(row - nth as u32);
                        assert_eq!(row, first + nth as u32, "{key}");
                    }
                    _ => {
                        assert!(origin.table.is_some(), "{key}");
                        // All cells of a row are in the same row.
                        assert_eq!(*rows_of.entry((cell.table(), nth)).or_insert(row), row);
                    }
                }
            }
        }
    }
}

/// A row that the form does not have is kept as such.
fn extra_row(door: Door, review: &Review, additions: Additions) {
    let found: Vec<(Table, &str, Vec<&str>)> = review
        .report
        .extra_rows
        .iter()
        .map(|row| {
            let values = row.values.iter().map(|value| value.text.as_str()).collect();
            (row.table, row.label.text.as_str(), values)
        })
        .collect();
    let values = additions.extra_row.map(|values| values.map(|value| value.to_string()));
    let wanted: Vec<(Table, &str, Vec<&str>)> = values
        .iter()
        .map(|values| (Table::Disclosure, EXTRA_LABEL, values.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(found, wanted, "{door:?}");
}
