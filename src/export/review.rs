//! A review as the wire type.

use super::{Input, offsets::Offsets, wire};
use crate::Options;
use crate::document::Document;
use crate::finding::{Diagnosis, Finding, Mention, Review, Severity, Verdict};
use crate::form::{Applicant, Cell, Table};
use crate::report::{
    EditionFrom, Entry, ExtraRow, Number, Period, Report, SectionText, Unit, Value,
};
use crate::rules;
use crate::source::{Origin, Span};

/// The largest integer that every reader of JSON takes exactly, JavaScript included.
const LARGEST_EXACT: i64 = (1 << 53) - 1;

/// A review for the wire: always whole, every cell of the edition and every check.
pub fn review(
    document: &Document,
    review: &Review,
    input: Input,
    options: Options,
) -> wire::Review {
    let offsets = Offsets::new(&document.source);
    let report = &review.report;
    wire::Review {
        schema: wire::SCHEMA.to_owned(),
        tool: super::tool(),
        source: super::source(document, &offsets, input, options),
        title: report.title.as_ref().map(|quote| quote.text.clone()),
        organization: report.organization.as_ref().map(|quote| quote.text.clone()),
        year: report.year,
        period: report.period.as_ref().map(period),
        edition: report.edition.key().to_owned(),
        edition_from: edition_from(report.edition_from),
        sections: report.sections.iter().map(|section| self::section(&offsets, section)).collect(),
        tables: tables(report),
        cells: report
            .entries
            .iter()
            .map(|(cell, entry)| (cell.key(), self::cell(&offsets, entry)))
            .collect(),
        extra_rows: report.extra_rows.iter().map(|row| extra_row(&offsets, row)).collect(),
        checks: review
            .findings
            .iter()
            .map(|finding| check(&|span| offsets.span(span), finding))
            .collect(),
        diagnoses: review.diagnoses.iter().map(diagnosis).collect(),
        edits: Vec::new(),
        set_aside: Vec::new(),
        summary: wire::Summary {
            pass: review.count(Verdict::Pass),
            fail: review.count(Verdict::Fail),
            warn: review.count(Verdict::Warn),
            unknown: review.count(Verdict::Unknown),
        },
    }
}

fn period(period: &Period) -> wire::Period {
    let day = |(year, month, day): (u16, u8, u8)| format!("{year:04}-{month:02}-{day:02}");
    wire::Period { from: day(period.from), to: day(period.to) }
}

fn edition_from(from: EditionFrom) -> wire::EditionFrom {
    match from {
        EditionFrom::Tables => wire::EditionFrom::Tables,
        EditionFrom::Year => wire::EditionFrom::Year,
        EditionFrom::Assumed => wire::EditionFrom::Assumed,
    }
}

fn section(offsets: &Offsets, section: &SectionText) -> wire::Section {
    wire::Section {
        number: section.section.number(),
        heading: section.heading.text.clone(),
        text: section.text.clone(),
        span: offsets.span(section.span),
    }
}

/// The most columns that a row has.
const COLUMNS: usize = Applicant::ALL.len();

/// The values of the tables for the wire.
pub(crate) fn tables(report: &Report) -> wire::Tables {
    let mut tables = wire::Tables::default();
    let mut above: Option<Cell> = None;
    for (&cell, entry) in report.entries.iter() {
        let table = match cell.table() {
            Table::Disclosure => &mut tables.disclosure,
            Table::Applications => &mut tables.applications,
            Table::Disputes => &mut tables.disputes,
        };
        // The cells come row by row.
        if above.replace(cell).is_none_or(|above| !above.is_beside(cell)) {
            table.push(cell.row_key(), wire::Map::with_capacity(COLUMNS));
        }
        if let Some(row) = table.last_mut() {
            row.push(cell.column_key(), entry.number().map(number));
        }
    }
    tables
}

fn cell(offsets: &Offsets, entry: &Entry) -> wire::Cell {
    let (state, reason) = match &entry.value {
        Value::Number(_) => (wire::State::Number, None),
        Value::Blank => (wire::State::Blank, None),
        Value::Placeholder => (wire::State::Placeholder, None),
        Value::Invalid(reason) => (wire::State::Invalid, Some(reason.clone())),
        Value::Missing(reason) => (wire::State::Missing, Some(reason.clone())),
    };
    wire::Cell {
        state,
        raw: entry.raw.clone(),
        span: entry.span.map(|span| offsets.span(span)),
        reason,
        unit: entry.unit.map(|unit| match unit {
            Unit::Yuan => "元".to_owned(),
            Unit::WanYuan => "万元".to_owned(),
        }),
        origin: entry.origin.map(origin),
    }
}

fn origin(origin: Origin) -> wire::Origin {
    let Origin { page, table, row, column } = origin;
    wire::Origin { page, table, row, column }
}

fn extra_row(offsets: &Offsets, row: &ExtraRow) -> wire::ExtraRow {
    wire::ExtraRow {
        table: row.table.key().to_owned(),
        label: row.label.text.clone(),
        span: offsets.span(row.label.span),
        values: row
            .values
            .iter()
            .map(|value| wire::ExtraValue {
                raw: value.text.clone(),
                span: offsets.span(value.span),
            })
            .collect(),
    }
}

/// A check for the wire; `place` translates where its mentions stand.
pub(crate) fn check(place: &dyn Fn(Span) -> wire::Span, finding: &Finding) -> wire::Check {
    let working = finding.working();
    let rule = rules::find(finding.rule).expect("a finding names a rule that exists");
    wire::Check {
        id: finding.id(),
        rule: finding.rule.into(),
        status: match finding.verdict {
            Verdict::Pass => wire::Status::Pass,
            Verdict::Fail => wire::Status::Fail,
            Verdict::Warn => wire::Status::Warn,
            Verdict::Unknown => wire::Status::Unknown,
        },
        severity: match finding.severity {
            Severity::Error => wire::Severity::Error,
            Severity::Warning => wire::Severity::Warning,
            Severity::Note => wire::Severity::Note,
        },
        title: rule.title.into(),
        message: finding.message(),
        advice: match finding.verdict {
            Verdict::Fail | Verdict::Warn => rule.section("怎么办"),
            Verdict::Pass | Verdict::Unknown => None,
        },
        formula: working.map(|working| working.formula.into()),
        left: working.and_then(|working| working.left).map(number),
        right: working.and_then(|working| working.right).map(number),
        difference: working.and_then(|working| working.difference).map(number),
        blanks_as_zero: working.is_some_and(|working| working.blanks_as_zero),
        cells: finding.cells().map(key).collect(),
        mentions: finding.mentions().iter().map(|mention| self::mention(place, mention)).collect(),
    }
}

fn key(cell: Cell) -> wire::Key {
    cell.key().into()
}

/// A diagnosis for the wire.
pub(crate) fn diagnosis(diagnosis: &Diagnosis) -> wire::Diagnosis {
    let suggestion = diagnosis.suggestion.iter();
    wire::Diagnosis {
        message: diagnosis.message.clone(),
        suspects: diagnosis.suspects.iter().copied().map(key).collect(),
        suggestion: suggestion.map(|&(cell, value)| (cell.key(), number(value))).collect(),
        explains: diagnosis.explains.clone(),
    }
}

fn mention(place: &dyn Fn(Span) -> wire::Span, mention: &Mention) -> wire::Mention {
    wire::Mention {
        text: mention.text.clone(),
        number: mention.number.map(number),
        span: place(mention.span),
    }
}

/// An integer stays one as long as JavaScript can hold it; only a sum of absurd counts cannot.
pub(crate) fn number(number: Number) -> wire::Number {
    match number.integer() {
        Some(integer) if integer.abs() <= LARGEST_EXACT => wire::Number::Integer(integer),
        _ => wire::Number::Decimal(number.to_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_with_their_shortest_digits() {
        let print = |text| serde_json::to_string(&number(Number::parse(text).unwrap())).unwrap();
        assert_eq!(print("66.4866"), "66.4866");
        assert_eq!(print("12.50"), "12.5");
        assert_eq!(print("10.0"), "10");
        assert_eq!(print("-3"), "-3");
        assert_eq!(print("0.0001"), "0.0001");
    }

    #[test]
    fn sums_beyond_what_javascript_counts_are_no_integers() {
        let number = number(Number::from(LARGEST_EXACT + 1));
        assert!(matches!(number, wire::Number::Decimal(_)));
    }
}
