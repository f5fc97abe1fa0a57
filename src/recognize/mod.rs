//! Document and form to report: what of the form stands where.

use crate::document::Document;
use crate::report::Report;

/// Recognises a report. `None` when nothing of the form was found: neither a table row nor a
/// section heading.
pub fn recognize(_document: &Document) -> Option<Report> {
    None
}
