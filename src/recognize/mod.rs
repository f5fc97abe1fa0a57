//! Document and form to report: what of the form stands where.
//!
//! The form is data; recognition looks for its labels in the document, in order, and gives each
//! row the numbers that its place allows, or none. It never judges and never computes a value.

mod anchors;
mod disputes;
mod edition;
mod entry;
mod fold;
mod identity;
mod labels;
mod place;
mod sections;
mod tokens;
mod window;

use crate::document::Document;
use crate::form::{Edition, Section, Table};
use crate::report::Report;
use indexmap::IndexMap;
use tokens::Tokens;

/// Recognises a report. `None` when nothing of the form was found: neither a table row nor a
/// section heading.
pub fn recognize(document: &Document) -> Option<Report> {
    let tokens = Tokens::new(document);
    let headings = sections::headings(&tokens);
    let identity = identity::identity(&tokens, &headings);
    let told = edition::from_tables(&tokens, &headings);
    let (edition, edition_from) = edition::edition(told, identity.year);

    // Prose uses the words of the form. Where headings tell, lines outside of a table's own
    // section are prose; a grid is a table wherever it stands.
    let has = |section: Section| headings.iter().any(|heading| heading.section == section);
    let admits = |table: Table, record: usize| {
        tokens.records[record].row.is_some()
            || !has(table.section())
            || sections::section_of(&headings, record) == Some(table.section())
    };
    let anchors = anchors::anchors(&tokens, edition, &|row, record| admits(row.table(), record));
    let mut entries = IndexMap::with_capacity(edition.cells().count());
    place::rows(&tokens, edition, &anchors, &mut entries);
    let behind = anchors.last().map_or(0, |anchor| anchor.last + 1);
    let found = disputes::disputes(
        &tokens,
        behind,
        &|record| admits(Table::Disputes, record),
        &mut entries,
    );
    if headings.is_empty() && anchors.is_empty() && !found {
        return None;
    }
    let sections = sections::sections(&tokens, &headings);
    debug_assert!(Edition::cells(edition).eq(entries.keys().copied()));
    Some(Report {
        edition,
        edition_from,
        title: identity.title,
        organization: identity.organization,
        year: identity.year,
        period: identity.period,
        sections,
        entries,
        extra_rows: Vec::new(),
    })
}
