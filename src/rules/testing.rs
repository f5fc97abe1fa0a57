//! What the tests of the rules share.

use super::review;
use crate::form::Cell;
use crate::report::{Report, Value};
use crate::sample;

/// A count as a value.
pub fn count(number: i64) -> Value {
    Value::Number(number.into())
}

/// The consistent sample with some cells changed.
pub fn consistent_with(changes: impl IntoIterator<Item = (Cell, Value)>) -> Report {
    let mut report = sample::consistent();
    for (cell, value) in changes {
        let entry = report.entries.get_mut(&cell).expect("a cell of the edition");
        entry.raw = match &value {
            Value::Number(number) => number.to_string(),
            Value::Placeholder => "—".to_owned(),
            Value::Invalid(_) => "约3".to_owned(),
            Value::Blank | Value::Missing(_) => String::new(),
        };
        entry.value = value;
    }
    report
}

/// Verdict and sentence of one check.
#[track_caller]
pub fn told(report: &Report, id: &str) -> String {
    let review = review(report.clone());
    let finding = review.findings.iter().find(|finding| finding.id() == id);
    let finding = finding.unwrap_or_else(|| panic!("no check {id}"));
    format!("{} {}", finding.verdict.name(), finding.message())
}
