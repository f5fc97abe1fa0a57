//! Random figures that add up.

use gouji::form::{Applicant, ApplicationRow, Cell, DisputeGroup, DisputeOutcome, Edition, Kind};
use gouji::report::Number;
use indexmap::IndexMap;
use proptest::prelude::*;
use std::fmt;

/// The figures of one report: every cell of an edition.
#[derive(Clone)]
pub struct Figures {
    /// The edition.
    pub edition: Edition,
    /// The value of every cell, in the order of the form.
    pub values: IndexMap<Cell, Number>,
}

/// Only what is not zero: a failing case of 200 cells is to be read.
impl fmt::Debug for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.values.iter().filter(|(_, number)| !number.is_zero());
        f.debug_map().entries(told.map(|(cell, number)| (cell.key(), number.to_string()))).finish()
    }
}

/// Figures in which every equation holds: from all zero to six digits, sparse or dense, amounts
/// with up to four decimals.
pub fn consistent(edition: Edition) -> impl Strategy<Value = Figures> {
    let cells: Vec<Cell> = edition.cells().collect();
    let draws = prop::collection::vec(any::<u32>(), cells.len());
    (0u32..=6, 0u32..=100, draws).prop_map(move |(digits, density, draws)| {
        let mut counts: IndexMap<Cell, i64> = IndexMap::new();
        for (&cell, &draw) in cells.iter().zip(&draws) {
            let filled = draw % 100 < density;
            let count = if filled { i64::from(draw / 100) % 10i64.pow(digits) } else { 0 };
            counts.insert(cell, count);
        }
        settle(edition, &mut counts);
        let values = counts.iter().zip(&draws).map(|((&cell, &count), draw)| {
            let number = match cell.kind() {
                Kind::Count => Number::from(count),
                Kind::Change if draw % 2 == 0 => Number::from(-count),
                Kind::Change => Number::from(count),
                Kind::AmountWan | Kind::Amount => Number::new(count, (draw % 5) as u8),
            };
            (cell, number)
        });
        Figures { edition, values: values.collect() }
    })
}

/// Makes the totals and the new applications follow from the rest.
fn settle(edition: Edition, counts: &mut IndexMap<Cell, i64>) {
    use ApplicationRow::{BroughtForward, CarriedForward, DisposedTotal, NewlyReceived};
    for applicant in Applicant::PARTS {
        let cell = |row| Cell::Applications(row, applicant);
        let results = ApplicationRow::results(edition).iter();
        let disposed: i64 = results.map(|&row| counts[&cell(row)]).sum();
        let out = disposed + counts[&cell(CarriedForward)];
        let brought = counts[&cell(BroughtForward)].min(out);
        counts[&cell(BroughtForward)] = brought;
        counts[&cell(DisposedTotal)] = disposed;
        counts[&cell(NewlyReceived)] = out - brought;
    }
    for &row in ApplicationRow::of(edition) {
        let cell = |applicant| Cell::Applications(row, applicant);
        let total = Applicant::PARTS.iter().map(|&part| counts[&cell(part)]).sum();
        counts[&cell(Applicant::Total)] = total;
    }
    for group in DisputeGroup::ALL {
        let cell = |outcome| Cell::Disputes(group, outcome);
        let total = DisputeOutcome::PARTS.iter().map(|&part| counts[&cell(part)]).sum();
        counts[&cell(DisputeOutcome::Total)] = total;
    }
}
