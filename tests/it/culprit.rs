//! How often the culprit named is the cell that was changed. The figures are printed:
//! `cargo test --test it culprit -- --nocapture`.

use crate::figures;
use gouji::finding::{Review, Verdict};
use gouji::form::{Applicant, Cell, Edition, Table};
use gouji::report::{Number, Report, Value};
use gouji::rules;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Enough for a figure with two digits that mean something.
const CASES: usize = 1200;

/// The same reports in every run.
struct Reports(TestRunner);

impl Reports {
    fn new() -> Reports {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        Reports(TestRunner::new_with_rng(Config::default(), rng))
    }

    fn draw<T: std::fmt::Debug>(&mut self, strategy: impl Strategy<Value = T>) -> T {
        strategy.new_tree(&mut self.0).expect("nothing is filtered").current()
    }

    /// A report in which every equation holds.
    fn consistent(&mut self) -> Report {
        let edition = if self.draw(any::<bool>()) { Edition::E2021 } else { Edition::E2019 };
        let figures = self.draw(figures::consistent(edition));
        let mut report = gouji::sample::consistent();
        let blank = report.entries.values().next().expect("it has entries").clone();
        report.edition = edition;
        report.year = Some(if edition == Edition::E2021 { 2024 } else { 2020 });
        report.entries = figures
            .values
            .into_iter()
            .map(|(cell, number)| {
                let value = Value::Number(number);
                (
                    cell,
                    gouji::report::Entry { value, raw: number.to_string().into(), ..blank.clone() },
                )
            })
            .collect();
        report
    }

    /// Changes one cell of a table by a random amount; gives the cell and what it held.
    fn change(&mut self, report: &mut Report, tables: &[Table]) -> (Cell, Number) {
        let cells: Vec<Cell> =
            report.entries.keys().copied().filter(|cell| tables.contains(&cell.table())).collect();
        let cell = cells[self.draw(0..cells.len())];
        let before = report.entry(cell).number().expect("every cell holds a number");
        let by = Number::from(match self.draw(0..3) {
            0 => self.draw(1i64..10),
            1 => self.draw(1i64..1000),
            _ => self.draw(1i64..100_000),
        });
        let less = before - by;
        let down = !less.is_negative() && self.draw(any::<bool>());
        report.entries[&cell].value = Value::Number(if down { less } else { before + by });
        (cell, before)
    }
}

/// Whether a diagnosis names exactly this cell, with the value that stood there.
fn names(review: &Review, cell: Cell, value: Number) -> bool {
    review
        .diagnoses
        .iter()
        .any(|diagnosis| diagnosis.suspects == [cell] && diagnosis.suggestion == [(cell, value)])
}

fn suspects(review: &Review, cell: Cell) -> bool {
    review.diagnoses.iter().any(|diagnosis| diagnosis.suspects.contains(&cell))
}

/// Every cell of 表三 stands in a row and a column of its own: its equations determine it.
#[test]
fn one_changed_cell_is_the_culprit() {
    let mut reports = Reports::new();
    let mut named = 0;
    for _ in 0..CASES {
        let mut report = reports.consistent();
        let (cell, before) = reports.change(&mut report, &[Table::Applications]);
        let review = rules::review(report);
        assert!(review.count(Verdict::Fail) >= 2);
        assert!(suspects(&review, cell), "{} is not in question", cell.key());
        named += usize::from(names(&review, cell, before) && review.diagnoses.len() == 1);
    }
    println!("表三 one cell changed: {named} of {CASES} named alone with its value");
    assert!(named * 100 >= CASES * 95, "{named} of {CASES}");
}

/// A cell of 表四 stands in one equation: its group is in question, and no value is suggested.
#[test]
fn a_changed_cell_of_table_four_is_in_question() {
    let mut reports = Reports::new();
    for _ in 0..CASES / 10 {
        let mut report = reports.consistent();
        let (cell, _) = reports.change(&mut report, &[Table::Disputes]);
        let review = rules::review(report);
        let [diagnosis] = review.diagnoses.as_slice() else {
            panic!("{} diagnoses", review.diagnoses.len())
        };
        assert_eq!(diagnosis.suspects.len(), 5);
        assert!(diagnosis.suspects.contains(&cell) && diagnosis.suggestion.is_empty());
    }
}

/// Two cells at random: mostly both are determined; where they are not, both are in question.
#[test]
fn two_changed_cells_are_told_apart() {
    let mut reports = Reports::new();
    let (mut named, mut contained, mut cases) = (0, 0, 0);
    while cases < CASES / 3 {
        let mut report = reports.consistent();
        let changes = [(); 2].map(|()| reports.change(&mut report, &[Table::Applications]));
        if changes[0].0 == changes[1].0 {
            continue;
        }
        cases += 1;
        let review = rules::review(report);
        let suggested = |(cell, value): &(Cell, Number)| {
            review.diagnoses.iter().any(|diagnosis| diagnosis.suggestion.contains(&(*cell, *value)))
        };
        named += usize::from(changes.iter().all(suggested));
        contained += usize::from(changes.iter().all(|(cell, _)| suspects(&review, *cell)));
    }
    println!(
        "表三 two cells changed: {named} of {cases} both with their values, {contained} in question"
    );
    assert!(named * 100 >= cases * 95, "{named} of {cases}");
    assert!(contained * 100 >= cases * 99, "{contained} of {cases}");
}

/// Where a row was not read, fewer equations tell: the changed cell is always in question, and a
/// suggestion never rests on an equation that could not be weighed.
#[test]
fn with_a_row_that_was_not_read_the_cell_is_still_in_question() {
    let mut reports = Reports::new();
    let (mut named, mut broken) = (0, 0);
    for _ in 0..CASES / 3 {
        let mut report = reports.consistent();
        let (cell, before) = reports.change(&mut report, &[Table::Applications]);
        let rows = gouji::form::ApplicationRow::of(report.edition);
        let row = rows[reports.draw(0..rows.len())];
        for applicant in Applicant::ALL {
            report.entries[&Cell::Applications(row, applicant)].value =
                Value::Missing("没有找到这一行".to_owned());
        }
        let review = rules::review(report);
        for diagnosis in &review.diagnoses {
            for id in &diagnosis.explains {
                let finding = review.findings.iter().find(|finding| finding.id() == *id);
                assert_eq!(finding.map(|finding| finding.verdict), Some(Verdict::Fail));
            }
        }
        if review.count(Verdict::Fail) == 0 {
            continue;
        }
        broken += 1;
        assert!(suspects(&review, cell), "{} is not in question", cell.key());
        named += usize::from(names(&review, cell, before));
    }
    println!("表三 a row not read: {named} of {broken} named alone with its value");
    assert!(broken > CASES / 6);
}
