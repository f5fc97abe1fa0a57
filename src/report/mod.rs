//! The typed report: what was found of the form, each entry with its state and its place.

mod number;

pub use number::Number;

use crate::form::{
    Applicant, ApplicationRow, Cell, DisputeGroup, DisputeOutcome, Edition, Section, Table,
};
use crate::narrative::Narrative;
pub use crate::sorted::Sorted;
use crate::source::{Origin, Span};
use std::borrow::Cow;

/// The entries of a report by cell, in the order of the form.
pub type Entries = Sorted<Cell, Entry>;

/// A report as recognised.
#[derive(Clone, Debug)]
pub struct Report {
    /// The edition of the form that it uses.
    pub edition: Edition,
    /// How the edition was told.
    pub edition_from: EditionFrom,
    /// Its title, joined over line breaks.
    pub title: Option<Quote>,
    /// The organisation that reports.
    pub organization: Option<Quote>,
    /// The year that it reports on.
    pub year: Option<u16>,
    /// The statistics period, if the text states one.
    pub period: Option<Period>,
    /// The sections that were found, in the order of the text.
    pub sections: Vec<SectionText>,
    /// The prose of the sections and of what stands before them.
    pub narrative: Narrative,
    /// Every cell of the edition, in the order of the form.
    pub entries: Entries,
    /// Rows that stand in the tables but not in the form.
    pub extra_rows: Vec<ExtraRow>,
    /// The line with which a further report in the same text begins; it is not read.
    pub further: Option<Quote>,
}

impl Report {
    /// The entry of a cell.
    ///
    /// # Panics
    /// When the cell is not of the report's edition: that is a bug of the caller.
    #[inline]
    pub fn entry(&self, cell: Cell) -> &Entry {
        match cell.place(self.edition).and_then(|place| self.entries.at(place)) {
            Some((own, entry)) if *own == cell => entry,
            _ => &self.entries[&cell],
        }
    }

    /// The cells of a table with their entries, in the order of the form.
    pub fn table(&self, table: Table) -> impl Iterator<Item = (Cell, &Entry)> {
        let places = self.edition.places(table);
        self.entries.within(places).iter().map(|(cell, entry)| (*cell, entry))
    }

    /// Whether anything of a table was found.
    pub fn has(&self, table: Table) -> bool {
        self.table(table).any(|(_, entry)| !matches!(entry.value, Value::Missing(_)))
    }

    /// The entry of a cell of 表三.
    pub fn application(&self, row: ApplicationRow, applicant: Applicant) -> &Entry {
        self.entry(Cell::Applications(row, applicant))
    }

    /// The entry of a cell of 表四.
    pub fn dispute(&self, group: DisputeGroup, outcome: DisputeOutcome) -> &Entry {
        self.entry(Cell::Disputes(group, outcome))
    }
}

/// How the edition was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionFrom {
    /// From rows and headers of the tables.
    Tables,
    /// From the year, because the tables did not tell.
    Year,
    /// By default, because nothing told.
    Assumed,
}

/// Words found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words, with line breaks and stray spaces taken out.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A statistics period, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Year, month, day of the first day.
    pub from: (u16, u8, u8),
    /// Year, month, day of the last day.
    pub to: (u16, u8, u8),
    /// Where it stands.
    pub span: Span,
    /// Whether the text calls it the statistics period; else it is the first period of days that
    /// the text names.
    pub stated: bool,
}

/// A section as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionText {
    /// Which of the six it is.
    pub section: Section,
    /// Its heading as written.
    pub heading: Quote,
    /// Everything from its heading to the next one's, the heading included.
    pub span: Span,
    /// What follows the heading.
    pub body: Span,
    /// The words of the body as written, without the white space around them.
    pub text: String,
}

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub value: Value,
    /// What stands there, as written.
    pub raw: Raw,
    /// Where it stands; for a blank the empty place, for a missing one its row's label if found.
    pub span: Option<Span>,
    /// Where in the file it came from.
    pub origin: Option<Origin>,
    /// The unit of an amount.
    pub unit: Option<Unit>,
}

impl Entry {
    /// An entry of which nothing was found.
    pub fn missing(reason: impl Into<String>, span: Option<Span>) -> Entry {
        Entry {
            value: Value::Missing(reason.into()),
            raw: Raw::default(),
            span,
            origin: None,
            unit: None,
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<Number> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// What stands in a cell. Of the two hundred of a report nearly all are one digit, of which none
/// needs a copy of its own.
pub type Raw = Cow<'static, str>;

/// What stands in a cell, apart from the text that it stands in.
pub fn raw(text: &str) -> Raw {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    match text.as_bytes() {
        [digit @ b'0'..=b'9'] => DIGITS[usize::from(digit - b'0')].into(),
        _ => text.to_owned().into(),
    }
}

/// The state of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number that the cell may hold.
    Number(Number),
    /// An empty cell.
    Blank,
    /// A mark for zero or not applicable: `/`, `-`, `—`, `无`.
    Placeholder,
    /// Something that the cell must not hold; the reason is a Chinese sentence.
    Invalid(String),
    /// Not found, or not to be told apart; the reason is a Chinese sentence.
    Missing(String),
}

/// The unit of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    WanYuan,
}

/// A row that stands in a table but not in the form; kept and shown, never squeezed elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraRow {
    /// The table.
    pub table: Table,
    /// Its label as written.
    pub label: Quote,
    /// What stands in its cells.
    pub values: Vec<Quote>,
}
