//! Document and form to report: what of the form stands where.
//!
//! The form is data; recognition looks for its labels in the document, in order, and gives each
//! row the numbers that its place allows, or none. It never judges and never computes a value.

mod aligned;
mod anchors;
mod bullets;
mod columns;
mod disputes;
mod edition;
mod entry;
mod extra;
pub(crate) mod fold;
mod gaps;
mod identity;
#[cfg(feature = "readers")]
mod joined;
mod labels;
mod narrative;
mod pages;
mod place;
mod sections;
mod stream;
mod tokens;
mod torn;
mod window;

#[cfg(test)]
mod dump_tests;
#[cfg(test)]
mod tests;

use crate::document::Document;
use crate::form::{Edition, Section, Table};
use crate::report::{Entries, Quote, Report};
use labels::FormRow;
use std::ops::Range;
use tokens::{Token, Tokens};

/// Recognises a report. `None` when nothing of the form was found: neither a table row nor a
/// section heading.
pub fn recognize(document: &Document) -> Option<Report> {
    let mut tokens = Tokens::new(document);
    let headings = sections::headings(&tokens.candidates);
    let pages = pages::pages(&tokens, &headings);
    if !pages.certain.is_empty() || !pages.suspects.is_empty() {
        tokens = Tokens::with_pages(document, pages);
    }
    let tokens = tokens;
    let identity = identity::identity(&tokens, &headings);
    let told = edition::from_tables(&tokens, &headings);
    let (edition, edition_from) = edition::edition(told, identity.year);

    // Prose uses the words of the form. Where headings tell, lines outside of a table's own
    // section are prose; a grid is a table wherever it stands.
    let has =
        Table::ALL.map(|table| headings.iter().any(|heading| heading.section == table.section()));
    let admits = |record: usize| {
        if tokens.records[record].row.is_some() {
            return [true; Table::ALL.len()];
        }
        let section = sections::section_of(&headings, record);
        Table::ALL.map(|table| !has[table as usize] || section == Some(table.section()))
    };
    let anchors = anchors::anchors(&tokens, edition, &admits);
    let mut entries = Entries::with_capacity(edition.places(Table::Disputes).end);
    let applications = applications(&tokens, &headings, &anchors);
    place::rows(&tokens, edition, &anchors, applications, &mut entries);
    let behind = anchors.last().map_or(0, |anchor| anchor.last + 1);
    let found = disputes::disputes(
        &tokens,
        behind,
        &|record| admits(record)[Table::Disputes as usize],
        &mut entries,
    );
    if headings.is_empty() && anchors.is_empty() && !found {
        return None;
    }
    let sections = sections::sections(&tokens, &headings);
    debug_assert!(Edition::cells(edition).eq(entries.keys().copied()));
    let narrative =
        narrative::narrative(&tokens, &headings, identity.title.as_ref().map(|title| title.span));
    Some(Report {
        edition,
        edition_from,
        title: identity.title,
        organization: identity.organization,
        year: identity.year,
        period: identity.period,
        sections,
        narrative,
        entries,
        extra_rows: extra::rows(&tokens, &headings, &anchors),
        further: tokens.further.map(|span| Quote { text: fold::joined(tokens.text(span)), span }),
    })
}

/// The part of the stream in which 表三 stands as running text: its section, or from the last row
/// of 表二 to the header of 表四.
fn applications(
    tokens: &Tokens<'_>,
    headings: &[sections::Heading],
    anchors: &[anchors::Anchor],
) -> Range<usize> {
    let record = |token: &Token<'_>| match token {
        Token::Words(words) => Some(words.record),
        Token::Run(run) => Some(run.record),
        Token::PageEnd => None,
    };
    let at = |wanted: usize| {
        tokens
            .tokens
            .iter()
            .position(|token| record(token).is_some_and(|record| record >= wanted))
            .unwrap_or(tokens.tokens.len())
    };
    let section = headings.iter().position(|heading| heading.section == Section::Applications);
    let first = anchors.iter().find(|anchor| matches!(anchor.row, FormRow::Application(_)));
    let before = anchors.iter().rev().find(|anchor| matches!(anchor.row, FormRow::Disclosure(_)));
    let start = match (section, before) {
        (Some(section), _) => at(headings[section].records.1 + 1),
        (None, Some(before)) => before.after.unwrap_or(before.last) + 1,
        (None, None) => first.map_or(0, |first| first.first),
    };
    let end = match section.and_then(|section| headings.get(section + 1)) {
        Some(next) => at(next.records.0),
        None => tokens.tokens[start..]
            .iter()
            .position(
                |token| matches!(token, Token::Words(words) if disputes::is_telling(words.text())),
            )
            .map_or(tokens.tokens.len(), |found| start + found),
    };
    start..end.max(start)
}
