//! One small report of our own: for 试用示例, the docs and the tests.

use crate::form::{
    Applicant, ApplicationRow, Cell, DisclosureColumn, DisputeGroup, DisputeOutcome, Edition, Kind,
};
use crate::narrative::Narrative;
use crate::report::{EditionFrom, Entry, Number, Report, Value};
use crate::sorted::Sorted;

/// A report on the 2021 edition as people paste it, with one deliberate mistake:
/// [`WRONG_CELL`] says 21 where the sums want 20. That breaks its row
/// (`applications-total-mismatch#granted`) and its column
/// (`applications-disposed-total-mismatch#natural_person`); everything else adds up.
pub const TEXT: &str = include_str!("sample.txt");

/// [`TEXT`] without its mistake.
pub fn correct() -> String {
    TEXT.replacen("（一）予以公开 21 ", "（一）予以公开 20 ", 1)
}

/// The cell of [`TEXT`] that is wrong.
pub const WRONG_CELL: Cell = Cell::Applications(ApplicationRow::Granted, Applicant::NaturalPerson);

/// A report on the 2021 edition in which every equation holds and no cell of 表三 or 表四 that
/// can be other than zero is zero, so that any change of a cell shows. It has no text: no places,
/// no sections.
pub fn consistent() -> Report {
    let edition = Edition::E2021;
    let mut values: Sorted<Cell, i64> = edition.cells().map(|cell| (cell, 0)).collect();
    for (nth, cell) in edition.cells().enumerate() {
        let value = 1 + (nth as i64 * 7) % 5;
        values.insert(cell, value);
    }
    for applicant in Applicant::PARTS {
        let cell = |row| Cell::Applications(row, applicant);
        let results = ApplicationRow::results(edition);
        let disposed = results.iter().map(|&row| values[&cell(row)]).sum::<i64>();
        values[&cell(ApplicationRow::DisposedTotal)] = disposed;
        values[&cell(ApplicationRow::NewlyReceived)] = disposed
            + values[&cell(ApplicationRow::CarriedForward)]
            - values[&cell(ApplicationRow::BroughtForward)];
    }
    for &row in ApplicationRow::of(edition) {
        let cell = |applicant| Cell::Applications(row, applicant);
        let total = Applicant::PARTS.iter().map(|&part| values[&cell(part)]).sum();
        values[&cell(Applicant::Total)] = total;
    }
    for group in DisputeGroup::ALL {
        let cell = |outcome| Cell::Disputes(group, outcome);
        let total = DisputeOutcome::PARTS.iter().map(|&part| values[&cell(part)]).sum();
        values[&cell(DisputeOutcome::Total)] = total;
    }
    Report {
        edition,
        edition_from: EditionFrom::Tables,
        title: None,
        organization: None,
        year: Some(2024),
        period: None,
        sections: Vec::new(),
        narrative: Narrative::default(),
        entries: values.iter().map(|(&cell, &value)| (cell, entry(cell, value))).collect(),
        extra_rows: Vec::new(),
        further: None,
    }
}

fn entry(cell: Cell, value: i64) -> Entry {
    let number = match cell.kind() {
        Kind::AmountWan => Number::new(value * 10_001, 4),
        _ => Number::from(value),
    };
    Entry {
        value: Value::Number(number),
        raw: number.to_string().into(),
        span: None,
        origin: None,
        unit: matches!(cell, Cell::Disclosure(_, DisclosureColumn::AmountWan))
            .then_some(crate::report::Unit::WanYuan),
    }
}
