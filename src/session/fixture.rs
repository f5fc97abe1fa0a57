//! The sample report, reviewed: what the tests of this room look at.

use super::lines::Lines;
use super::reviewed::Reviewed;
use crate::export::wire::Output;
use crate::{Options, check, sample};
use std::sync::Arc;

/// The review of the sample, which has one wrong cell that breaks a row and a column.
pub fn reviewed() -> Reviewed {
    review_of(sample::TEXT)
}

/// The review of a text that is a report.
pub fn review_of(text: &str) -> Reviewed {
    match check(text.as_bytes(), "示例年报.txt", Options::default()) {
        Output::Review(review) => Reviewed::new(*review, Arc::new(Lines::new(text.into()))),
        Output::Refusal(refusal) => panic!("{}", refusal.error.message),
    }
}
