//! Values that a page dump has put column by column: a header, and below it one value for each of
//! the rows whose labels stand above.

use super::anchors::Anchor;
use super::fold;
use super::labels::{self, FormRow};
use super::place::Slot;
use super::tokens::{Run, Token, Tokens, ValueLine};
use crate::form::{Applicant, ApplicationRow, DisclosureRow, Edition};
use crate::source::Span;

/// Headers and values in turn: what stands between two runs of values, and the values below it,
/// one a line without an empty line in between.
struct Column<'t> {
    /// The words before the values, folded, the last ones last.
    header: Vec<&'t str>,
    /// The token of the run.
    run: usize,
    values: Vec<Span>,
}

impl Column<'_> {
    /// Whether its header ends with a label of the form.
    fn is_headed(&self, label: &str) -> bool {
        let label = fold::label(label);
        (0..self.header.len()).any(|from| self.header[from..].concat() == label)
    }
}

/// The columns in a range of the stream; a run that is no column has no values. None, where no
/// run is a column.
fn columns<'t>(tokens: &'t Tokens<'_>, from: usize, to: usize) -> Vec<Column<'t>> {
    let mut columns = Vec::new();
    let is_single = |token: &Token<'_>| match token {
        Token::Run(run) => run.lines().first().is_some_and(|line| line.values.len() == 1),
        _ => false,
    };
    if !tokens.tokens[from..to].iter().any(is_single) {
        return columns;
    }
    let mut header = Vec::new();
    for (at, token) in tokens.tokens.iter().enumerate().take(to).skip(from) {
        match token {
            Token::Words(words) => header.push(words.text()),
            Token::Run(run) => {
                let values = single(tokens, run).unwrap_or_default();
                columns.push(Column { header: std::mem::take(&mut header), run: at, values });
            }
            Token::PageEnd => {}
        }
    }
    columns
}

/// The first paragraph of a run, if it has one value on each line and none is a page number.
fn single(tokens: &Tokens<'_>, run: &Run) -> Option<Vec<Span>> {
    let lines = run.lines();
    let paragraph = lines.iter().skip(1).take_while(|line| line.gap == 0).count() + 1;
    let value = |line: &ValueLine| match line.values.as_slice() {
        &[value] => Some(value).filter(|_| !tokens.suspects.contains(&line.record)),
        _ => None,
    };
    lines.get(..paragraph)?.iter().map(value).collect()
}

/// The anchors of one table with their rows.
fn of_table<R>(anchors: &[Anchor], row: fn(FormRow) -> Option<R>) -> Vec<(&Anchor, R)> {
    anchors.iter().filter_map(|anchor| Some((anchor, row(anchor.row)?))).collect()
}

/// The rows of 表二 whose labels stand together, with their columns below: every header of theirs
/// in order, each with a value for every row of its clause.
pub fn disclosure(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
) -> Vec<(FormRow, Vec<Slot>)> {
    let mut found = Vec::new();
    let own = of_table(anchors, |row| match row {
        FormRow::Disclosure(row) => Some(row),
        FormRow::Application(_) => None,
    });
    let Some((first, _)) = own.first() else { return found };
    let next = anchors.iter().find(|anchor| matches!(anchor.row, FormRow::Application(_)));
    let end = next.map_or(tokens.tokens.len(), |next| next.first);
    let columns = columns(tokens, first.first, end);
    let labels = |at: usize| -> Vec<DisclosureRow> {
        let above = at.checked_sub(1).map_or(first.first, |above| columns[above].run);
        let between = above..columns[at].run;
        let own = own.iter().filter(|(anchor, _)| between.contains(&anchor.first));
        own.map(|(_, row)| *row).collect()
    };
    // The columns below some labels go on until the next ones.
    let mut at = 0;
    while at < columns.len() {
        let next =
            (at + 1..columns.len()).find(|&next| !labels(next).is_empty()).unwrap_or(columns.len());
        let mut rest = columns[at..next].iter();
        let labels = labels(at);
        let begins = labels
            .first()
            .is_some_and(|row| columns[at].is_headed(row.columns(edition)[0].label_in(edition)));
        at = next;
        if !begins {
            continue;
        }
        for clause in labels.chunk_by(|row, other| row.clause() == other.clause()) {
            // Clauses are whole: a row that stands elsewhere may have values here.
            let whole = DisclosureRow::of(edition)
                .iter()
                .filter(|row| row.clause() == clause[0].clause())
                .eq(clause);
            let Some(values) = clause[0]
                .columns(edition)
                .iter()
                .map(|column| {
                    let label = column.label_in(edition);
                    rest.find(|other| !other.values.is_empty() && other.is_headed(label))
                        .filter(|other| whole && other.values.len() == clause.len())
                })
                .collect::<Option<Vec<&Column<'_>>>>()
            else {
                break;
            };
            for (index, &row) in clause.iter().enumerate() {
                let slots = values.iter().map(|column| Slot::Written(column.values[index], None));
                found.push((FormRow::Disclosure(row), slots.collect()));
            }
        }
    }
    found
}

/// The rows of 表三 whose first values stand behind their labels and whose last ones stand below
/// the headers of the last columns, one for each of the rows.
pub fn applications(tokens: &Tokens<'_>, anchors: &[Anchor]) -> Vec<(ApplicationRow, Vec<Slot>)> {
    let mut found = Vec::new();
    let rows = of_table(anchors, |row| match row {
        FormRow::Application(row) => Some(row),
        FormRow::Disclosure(_) => None,
    });
    let Some((first, _)) = rows.first() else { return found };
    let columns = columns(tokens, first.first, tokens.tokens.len());
    for (at, column) in columns.iter().enumerate() {
        let width = column.values.len();
        if width == 0 || width + 1 >= Applicant::ALL.len() {
            continue;
        }
        // The rows that this run ends: as many values each, each behind a label of its own.
        let behind = |column: &Column<'_>| {
            let mut own = rows.iter().filter(|(anchor, _)| anchor.after == Some(column.run));
            let row = own.next_back();
            row.filter(|_| own.next().is_none()).map(|(_, row)| *row)
        };
        let mut group = Vec::new();
        for column in columns[..=at].iter().rev() {
            match behind(column) {
                Some(row) if column.values.len() == width => group.push((row, column)),
                _ => break,
            }
        }
        group.reverse();
        let tail = &columns[at + 1..];
        let names = &Applicant::ALL[width..];
        let headed = tail.len() >= names.len()
            && names.iter().zip(tail).all(|(applicant, column)| {
                column.values.len() == group.len()
                    && column.header.concat() == fold::label(applicant.label())
            });
        // Rows above that end otherwise would have values below these headers too.
        let first = group.first().is_some_and(|(row, _)| *row == rows[0].1);
        if !headed || !first {
            continue;
        }
        for (index, (row, column)) in group.iter().enumerate() {
            let own = column.values.iter().copied();
            let below = tail[..names.len()].iter().map(|column| column.values[index]);
            let slots = own.chain(below).map(|span| Slot::Written(span, None)).collect();
            found.push((*row, slots));
        }
    }
    found
}

/// Whether a row's label stands somewhere in the stream, be it out of order.
pub fn is_named(tokens: &Tokens<'_>, edition: Edition, row: FormRow) -> bool {
    labels::of(edition).iter().filter(|label| label.row == row).any(|label| {
        tokens.tokens.iter().any(|token| match token {
            Token::Words(words) => words.text().chars().eq(label.core.iter().copied()),
            _ => false,
        })
    })
}
