//! The sample report, reviewed: what the tests of this room look at.

use super::changes::Changes;
use super::lines::Lines;
use super::reviewed::Reviewed;
use crate::export::wire::{self, Output};
use crate::{Options, check, sample};
use std::sync::Arc;

/// The review of the sample, which has one wrong cell that breaks a row and a column.
pub fn reviewed() -> Reviewed {
    review_of(sample::TEXT)
}

/// One changed cell: the wrong one, which stays wrong.
pub fn changes() -> Changes {
    Changes::default()
        .with_edit("applications.granted.natural_person", Some(wire::Number::Integer(19)))
}

/// A review after these edits, with these checks set aside.
pub fn changed(reviewed: &Reviewed, edits: Vec<wire::Edit>, asides: &[(&str, &str)]) -> Reviewed {
    let asides = asides.iter().map(|&(check, reason)| wire::SetAside {
        check: check.to_owned(),
        reason: reason.to_owned(),
    });
    let review = crate::revise(&reviewed.review, edits, asides.collect()).unwrap();
    Reviewed::new(review, reviewed.lines.clone())
}

/// The review of a text that is a report.
pub fn review_of(text: &str) -> Reviewed {
    match check(text.as_bytes(), "示例年报.txt", Options::default()) {
        Output::Review(review) => Reviewed::new(*review, Arc::new(Lines::new(text.into()))),
        Output::Refusal(refusal) => panic!("{}", refusal.error.message),
    }
}
