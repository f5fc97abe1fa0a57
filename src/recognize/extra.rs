//! Rows that stand in a table but not in the form: kept and shown, never squeezed elsewhere.

use super::anchors::Anchor;
use super::fold;
use super::labels;
use super::sections::{Heading, section_of};
use super::tokens::{RunKind, Token, Tokens};
use crate::form::{Section, Table};
use crate::report::{ExtraRow, Quote};
use crate::source::Span;

/// The rows of 表二 and 表三 with a label that is none of the form's and with values.
pub fn rows(tokens: &Tokens<'_>, headings: &[Heading], anchors: &[Anchor]) -> Vec<ExtraRow> {
    let mut extra = Vec::new();
    for (at, token) in tokens.tokens.iter().enumerate() {
        let Token::Run(run) = token else { continue };
        let Some(label) = label(tokens, anchors, at, run.record) else { continue };
        let Some(table) = table(tokens, headings, anchors, at, run.record) else { continue };
        let values: Vec<Span> = match run.kind {
            RunKind::Lines(_) => run.values().collect(),
            RunKind::Cells(_) => tokens
                .cells(run.record)
                .iter()
                .filter(|cell| tokens.is_value(cell))
                .map(|cell| cell.place)
                .collect(),
        };
        if !values.is_empty() {
            let quote = |span| Quote { text: tokens.text(span).to_owned(), span };
            extra.push(ExtraRow {
                table,
                label: Quote { text: fold::joined(tokens.text(label)), span: label },
                values: values.into_iter().map(quote).collect(),
            });
        }
    }
    extra
}

/// The words before a run on its record, back to a label of the form, that are none of the form's.
fn label(tokens: &Tokens<'_>, anchors: &[Anchor], run: usize, record: usize) -> Option<Span> {
    let mut label: Option<Span> = None;
    for (at, token) in tokens.tokens[..run].iter().enumerate().rev() {
        match token {
            Token::Words(words) if words.record == record => {
                // Anchors follow one another.
                let behind = anchors.partition_point(|anchor| anchor.first <= at);
                if anchors[..behind].last().is_some_and(|anchor| at <= anchor.last) {
                    break;
                }
                if !words.is_around() && !labels::is_piece(words.text()) {
                    // A label may be several words of its line or cell.
                    label = Some(label.map_or(words.span, |behind| words.span.to(behind)));
                }
            }
            Token::Words(_) | Token::Run(_) => break,
            Token::PageEnd => {}
        }
    }
    label
}

/// The table that a token stands in: between rows of it, and, where headings tell, in its section
/// or in a grid.
fn table(
    tokens: &Tokens<'_>,
    headings: &[Heading],
    anchors: &[Anchor],
    at: usize,
    record: usize,
) -> Option<Table> {
    let grid = tokens.records[record].row.map(|(grid, _)| grid);
    let section = section_of(headings, record);
    [Table::Disclosure, Table::Applications].into_iter().find(|&table| {
        let mut own = anchors.iter().filter(|anchor| anchor.row.table() == table);
        let near = match grid {
            Some(grid) => own.any(|anchor| match &tokens.tokens[anchor.last] {
                Token::Words(words) => {
                    tokens.records[words.record].row.is_some_and(|(other, _)| other == grid)
                }
                _ => false,
            }),
            None => section == Some(table.section()),
        };
        let first = anchors.iter().find(|anchor| anchor.row.table() == table);
        let last = anchors.iter().rev().find(|anchor| anchor.row.table() == table);
        // Behind its last row a table may go on, but not into the next one.
        let next = anchors.iter().find(|anchor| anchor.row.table() > table);
        near && first.is_some_and(|first| first.first < at)
            && (last.is_some_and(|last| at < last.first)
                || (table == Table::Disclosure
                    && next.is_some_and(|next| at < next.first)
                    && section.is_none_or(|section| section == Section::Disclosure)))
    })
}
