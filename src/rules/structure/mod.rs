//! The report as a whole: title, six sections, tables, edition and period.
//!
//! These rules speak only of a whole report. Who pastes a single table wants that table checked,
//! not to be told that the rest is missing.

mod words;

pub mod aspects_incomplete;
pub mod edition_unfit;
pub mod others_incomplete;
pub mod period_unfit;
pub mod problems_empty;
pub mod report_not_alone;
pub mod section_misplaced;
pub mod section_missing;
pub mod section_wording;
pub mod table_missing;
pub mod title_incomplete;
