//! A consistent report comes back as it is in every layout; one changed cell breaks exactly the
//! equations over it.

use crate::figures::{self, Figures};
use crate::layouts::{Layout, Shape, shapes};
use crate::sheet::{Sheet, sheets};
use gouji::document::Document;
use gouji::finding::{Review, Verdict};
use gouji::form::{Cell, Edition, Table};
use gouji::report::{Number, Value};
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn pdf_wrap_comes_back((figures, sheet) in of_2021(), shape in shapes()) {
        comes_back(Layout::PdfWrap, &figures, &sheet, &shape);
    }

    #[test]
    fn pdf_pages_comes_back((figures, sheet) in of_2021(), shape in shapes()) {
        comes_back(Layout::PdfPages, &figures, &sheet, &shape);
    }

    #[test]
    fn md_tabs_comes_back((figures, sheet) in of_2021(), shape in shapes()) {
        comes_back(Layout::MdTabs, &figures, &sheet, &shape);
    }

    #[test]
    fn docx_cells_comes_back((figures, sheet) in of_2021(), shape in shapes()) {
        comes_back(Layout::DocxCells, &figures, &sheet, &shape);
    }

    #[test]
    fn md_pipes_comes_back((figures, sheet) in of_2021(), shape in shapes()) {
        comes_back(Layout::MdPipes, &figures, &sheet, &shape);
    }

    #[test]
    fn one_line_comes_back((figures, sheet) in of_2021(), shape in shapes()) {
        comes_back(Layout::OneLine, &figures, &sheet, &shape);
    }

    #[test]
    fn drawn_comes_back((figures, sheet) in of_2021(), shape in shapes()) {
        comes_back(Layout::Drawn, &figures, &sheet, &shape);
    }

    #[test]
    fn the_older_edition_comes_back(
        (figures, sheet) in sheets(figures::consistent(Edition::E2019)),
        shape in shapes(),
        layout in layouts(),
    ) {
        comes_back(layout, &figures, &sheet, &shape);
    }

    #[test]
    fn one_changed_cell_breaks_exactly_the_equations_over_it(
        (mut figures, _) in of_2021(),
        layout in layouts(),
        shape in shapes(),
        which in any::<prop::sample::Index>(),
        by in 1i64..100_000,
    ) {
        let cells: Vec<Cell> =
            figures.edition.cells().filter(|cell| cell.table() != Table::Disclosure).collect();
        let cell = cells[which.index(cells.len())];
        let before = figures.values[&cell];
        let after = before - Number::from(by);
        let changed = if after.is_negative() { before + Number::from(by) } else { after };
        figures.values.insert(cell, changed);
        let sheet = Sheet::new(&figures, crate::sheet::Hand::Plain, "青禾县文化和旅游局", 2024);
        let (_, review) = examined(layout, &sheet, &shape);
        let broken: BTreeSet<String> =
            review.ended(Verdict::Fail).map(|finding| finding.id()).collect();
        let over_it: BTreeSet<String> = review
            .findings
            .iter()
            .filter(|finding| finding.working().is_some() && finding.cells().any(|own| own == cell))
            .map(|finding| finding.id())
            .collect();
        prop_assert!(!over_it.is_empty(), "every cell of 表三 and 表四 stands in an equation");
        prop_assert_eq!(broken, over_it);
    }

    /// A blank leaves no trace in the text of a PDF, and where it does leave one the row may
    /// still be shifted: then cells are missing. What never happens is a number in the wrong cell.
    #[test]
    fn blanks_and_placeholders_never_move_a_number(
        (figures, sheet) in of_2021(),
        layout in layouts(),
        shape in shapes(),
        marks in prop::collection::vec((any::<prop::sample::Index>(), mark()), 1..12),
    ) {
        never_moves(layout, &figures, sheet, &shape, &marks)?;
    }

    /// Where blanks show only as gaps between columns, many of them leave little to go by.
    #[test]
    fn many_blanks_in_drawn_columns_never_move_a_number(
        (figures, sheet) in of_2021(),
        shape in shapes(),
        marks in prop::collection::vec((any::<prop::sample::Index>(), mark()), 1..110),
    ) {
        never_moves(Layout::Drawn, &figures, sheet, &shape, &marks)?;
    }

    /// Where a layout shows its blanks, one inside a row is told from one that is not there.
    #[test]
    fn a_blank_inside_a_row_is_told_where_the_layout_shows_it(
        (figures, mut sheet) in of_2021(),
        layout in layouts().prop_filter("blanks show", |layout| layout.shows_blanks()),
        shape in shapes(),
        which in any::<prop::sample::Index>(),
    ) {
        let inside: Vec<Cell> = figures
            .edition
            .cells()
            .filter(|cell| matches!(cell, Cell::Applications(_, applicant)
                if !matches!(applicant.key(), "natural_person" | "total")))
            .collect();
        let blank = inside[which.index(inside.len())];
        sheet.written.insert(blank, String::new());
        let (_, review) = examined(layout, &sheet, &shape);
        for (&cell, &number) in &figures.values {
            let wanted = if cell == blank { Value::Blank } else { Value::Number(number) };
            prop_assert_eq!(&review.report.entry(cell).value, &wanted, "{}", cell.key());
        }
    }
}

/// A moment's worth of cases, or as many as PROPTEST_CASES says.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { 48 };
    // A failing case is worth keeping as a report in tests/reports, not as a seed.
    ProptestConfig { cases, max_shrink_iters: 3000, failure_persistence: None, ..default }
}

fn of_2021() -> impl Strategy<Value = (Figures, Sheet)> {
    sheets(figures::consistent(Edition::E2021))
}

fn layouts() -> impl Strategy<Value = Layout> {
    prop::sample::select(Layout::ALL.to_vec())
}

fn mark() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "/", "-", "—", "－", "无"])
}

fn examined(layout: Layout, sheet: &Sheet, shape: &Shape) -> (Document, Review) {
    let text = layout.render(sheet, shape);
    gouji::examine(text.as_bytes(), layout.file_name())
        .unwrap_or_else(|refusal| panic!("{layout:?} is refused: {refusal}\n{text}"))
}

/// A cell with a mark is blank, a placeholder or missing; every other holds its number or, where its
/// row lacks something, is missing.
fn never_moves(
    layout: Layout,
    figures: &Figures,
    mut sheet: Sheet,
    shape: &Shape,
    marks: &[(prop::sample::Index, &'static str)],
) -> Result<(), TestCaseError> {
    let cells: Vec<Cell> = figures.edition.cells().collect();
    for (which, mark) in marks {
        sheet.written.insert(cells[which.index(cells.len())], (*mark).to_owned());
    }
    let (document, review) = examined(layout, &sheet, shape);
    for &cell in &cells {
        let entry = review.report.entry(cell);
        let written = sheet.cell(cell);
        let marked = marks.iter().any(|(which, _)| cells[which.index(cells.len())] == cell);
        match &entry.value {
            Value::Number(number) => {
                prop_assert!(!marked, "{} holds {written:?}, got {number}", cell.key());
                prop_assert_eq!(*number, figures.values[&cell], "{}", cell.key());
            }
            Value::Blank => prop_assert_eq!(&written, "", "{}", cell.key()),
            Value::Placeholder => {
                prop_assert_eq!(&entry.raw.replace('⽆', "无"), &written, "{}", cell.key());
                let span = entry.span.expect("a placeholder stands somewhere");
                prop_assert_eq!(document.source.slice(span), &entry.raw, "{}", cell.key());
            }
            Value::Invalid(_) => prop_assert!(false, "{} is called invalid", cell.key()),
            Value::Missing(reason) => {
                prop_assert!(!reason.is_empty());
                let told = row_of(cell, &sheet).iter().all(|written| !written.is_empty());
                let text = document.source.as_str();
                prop_assert!(!told, "{} missing from a full row: {reason}\n{text}", cell.key());
            }
        }
    }
    prop_assert_eq!(
        crate::sums(&review, Verdict::Fail)
            + crate::sums(&review, Verdict::Pass)
            + crate::sums(&review, Verdict::Unknown),
        42
    );
    Ok(())
}

/// Everything that stands in the row of a cell.
fn row_of(cell: Cell, sheet: &Sheet) -> Vec<String> {
    let in_row = |other: &Cell| match (cell, *other) {
        // 表四 is one row of fifteen.
        (Cell::Disputes(..), Cell::Disputes(..)) => true,
        (cell, other) => cell.table() == other.table() && cell.row_key() == other.row_key(),
    };
    let row = sheet.written.iter().filter(|(other, _)| in_row(other));
    row.map(|(_, written)| written.clone()).collect()
}

#[track_caller]
fn comes_back(layout: Layout, figures: &Figures, sheet: &Sheet, shape: &Shape) {
    let (document, review) = examined(layout, sheet, shape);
    let report = &review.report;
    assert_eq!(report.edition, figures.edition);
    assert_eq!(report.year, Some(sheet.year));
    assert_eq!(
        report.organization.as_ref().map(|quote| folded(&quote.text)).as_deref(),
        Some(sheet.organization)
    );
    assert_eq!(report.sections.len(), 6, "{:?}", report.sections);

    let mut end_before = 0;
    for (&cell, number) in &figures.values {
        let key = cell.key();
        let entry = report.entry(cell);
        assert_eq!(entry.value, Value::Number(*number), "{key}: {}", document.source.as_str());
        let span = entry.span.unwrap_or_else(|| panic!("{key} has no place"));
        assert_eq!(document.source.slice(span), entry.raw, "{key}");
        assert_eq!(
            entry.raw.trim_end_matches('件'),
            sheet.cell(cell).trim_end_matches('件'),
            "{key}"
        );
        // These layouts print in the order of the form: equal numbers cannot be mistaken.
        assert!(span.start >= end_before, "{key} stands before the cell before it");
        end_before = span.end;
    }
    assert!(report.extra_rows.is_empty(), "{:?}", report.extra_rows);

    let checks = if figures.edition == Edition::E2021 { 42 } else { 40 };
    assert_eq!(crate::sums(&review, Verdict::Pass), checks);
    // Random figures may be odd in ways that are no equation.
    let equations = review.findings.iter().filter(|finding| finding.working().is_some());
    assert_eq!(equations.count(), checks);
    assert_eq!(review.count(Verdict::Fail), 0);
}

/// Radicals as the characters that they stand for.
fn folded(text: &str) -> String {
    let pairs = [
        ('⼈', '人'),
        ('⺠', '民'),
        ('⾏', '行'),
        ('⽂', '文'),
        ('⼒', '力'),
        ('⼤', '大'),
        ('⻓', '长'),
    ];
    text.chars()
        .map(|seen| {
            pairs.iter().find(|(radical, _)| *radical == seen).map_or(seen, |(_, plain)| *plain)
        })
        .collect()
}
