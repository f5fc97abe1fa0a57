//! The tables of a report as rules see them.

use crate::form::{
    Applicant, ApplicationRow, Cell, DisclosureColumn, DisclosureRow, DisputeGroup, DisputeOutcome,
    Edition, Table,
};
use crate::report::{Entry, Report};

/// 表二 of a report.
#[derive(Clone, Copy, Debug)]
pub struct Disclosure<'r> {
    report: &'r Report,
}

impl<'r> Disclosure<'r> {
    pub(super) fn of(report: &'r Report) -> Disclosure<'r> {
        Disclosure { report }
    }

    /// The edition, which decides what rows and columns there are.
    pub fn edition(&self) -> Edition {
        self.report.edition
    }

    /// The entry of a cell that the edition has.
    pub fn entry(&self, row: DisclosureRow, column: DisclosureColumn) -> &'r Entry {
        self.report.entry(Cell::Disclosure(row, column))
    }
}

/// 表三 of a report.
#[derive(Clone, Copy, Debug)]
pub struct Applications<'r> {
    report: &'r Report,
}

impl<'r> Applications<'r> {
    pub(super) fn of(report: &'r Report) -> Applications<'r> {
        Applications { report }
    }

    /// The rows that the report's edition has.
    pub fn rows(&self) -> &'static [ApplicationRow] {
        ApplicationRow::of(self.report.edition)
    }

    /// The result rows of the report's edition: the addends of （七）总计.
    pub fn results(&self) -> &'static [ApplicationRow] {
        ApplicationRow::results(self.report.edition)
    }

    /// All entries, row by row.
    pub fn entries(&self) -> impl Iterator<Item = &'r Entry> + use<'r> {
        self.report.table(Table::Applications).map(|(_, entry)| entry)
    }

    /// The entry of a cell that the edition has.
    pub fn entry(&self, row: ApplicationRow, applicant: Applicant) -> &'r Entry {
        self.report.application(row, applicant)
    }
}

/// 表四 of a report.
#[derive(Clone, Copy, Debug)]
pub struct Disputes<'r> {
    report: &'r Report,
}

impl<'r> Disputes<'r> {
    pub(super) fn of(report: &'r Report) -> Disputes<'r> {
        Disputes { report }
    }

    /// The entry of a cell.
    pub fn entry(&self, group: DisputeGroup, outcome: DisputeOutcome) -> &'r Entry {
        self.report.dispute(group, outcome)
    }
}
