//! Rules over the prose: against the tables, against the year, against itself.

pub mod applications_misquoted;
pub mod completion_contradicted;
pub mod cutoff_outside_period;
pub mod disclosure_misquoted;
pub mod disputes_misquoted;
pub mod fees_contradicted;
pub mod heading_doubled;
pub mod personal_data;
pub mod plan_of_another_year;
pub mod signature_date;
pub mod template_left;
pub mod year_astray;
