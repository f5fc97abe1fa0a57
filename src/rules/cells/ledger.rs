//! 表三 as numbers, for rules that try whether another reading of a row makes it add up.

use crate::form::{Applicant, ApplicationRow, ApplicationRow::*, Cell};
use crate::report::{Entry, Value};
use crate::rules::Applications;

/// An equation of 表三.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Equation {
    /// A row: its parts make its total.
    Row(ApplicationRow),
    /// A column: its results make 办理结果总计.
    Disposed(Applicant),
    /// A column: what came in was closed or carried forward.
    Balance(Applicant),
}

/// The numbers of 表三.
#[derive(Clone)]
pub struct Ledger {
    rows: &'static [ApplicationRow],
    values: Vec<[Option<i64>; 7]>,
}

impl Ledger {
    /// What the table holds; a blank part is 0, a blank total nothing.
    pub fn of(table: &Applications) -> Ledger {
        let rows = table.rows();
        let value = |row, applicant, entry: &Entry| match &entry.value {
            Value::Number(number) => number.integer(),
            Value::Blank | Value::Placeholder => {
                let whole =
                    applicant == Applicant::Total || matches!(row, DisposedTotal | NewlyReceived);
                (!whole).then_some(0)
            }
            Value::Invalid(_) | Value::Missing(_) => None,
        };
        let mut entries = table.entries();
        let mut next = |row, who| value(row, who, entries.next()?);
        let values = rows.iter().map(|&row| Applicant::ALL.map(|who| next(row, who))).collect();
        Ledger { rows, values }
    }

    fn at(&self, row: ApplicationRow) -> usize {
        self.rows.iter().position(|&other| other == row).unwrap_or_default()
    }

    /// What a cell holds.
    pub fn value(&self, row: ApplicationRow, applicant: Applicant) -> Option<i64> {
        self.values[self.at(row)][applicant as usize]
    }

    /// The same with some cells of a row changed.
    pub fn with(&self, changes: &[(ApplicationRow, Applicant, i64)]) -> Ledger {
        let mut changed = self.clone();
        for &(row, applicant, value) in changes {
            let at = changed.at(row);
            changed.values[at][applicant as usize] = Some(value);
        }
        changed
    }

    /// Left − right of an equation; `None` where a number is lacking.
    pub fn off(&self, equation: Equation) -> Option<i64> {
        match equation {
            Equation::Row(row) => off_of(&self.values[self.at(row)]),
            Equation::Disposed(who) => {
                let results = &self.values[2..self.values.len() - 2];
                let sum = results.iter().map(|row| row[who as usize]).sum::<Option<i64>>()?;
                Some(sum - self.value(DisposedTotal, who)?)
            }
            Equation::Balance(who) => {
                let value = |row| self.value(row, who);
                let came = value(NewlyReceived)? + value(BroughtForward)?;
                Some(came - value(DisposedTotal)? - value(CarriedForward)?)
            }
        }
    }

    /// Left − right of a row with some of its cells changed.
    pub fn off_with(&self, row: ApplicationRow, changes: &[(Applicant, i64)]) -> Option<i64> {
        let mut values = self.values[self.at(row)];
        for &(applicant, value) in changes {
            values[applicant as usize] = Some(value);
        }
        off_of(&values)
    }

    /// Every equation of the table that is broken.
    pub fn broken(&self) -> Vec<Equation> {
        let rows = self.rows.iter().map(|&row| Equation::Row(row));
        let columns = Applicant::ALL
            .into_iter()
            .flat_map(|who| [Equation::Disposed(who), Equation::Balance(who)]);
        rows.chain(columns).filter(|&equation| self.is_broken(equation)).collect()
    }

    /// Whether an equation is broken.
    pub fn is_broken(&self, equation: Equation) -> bool {
        self.off(equation).is_some_and(|off| off != 0)
    }
}

/// Left − right of a row.
fn off_of([parts @ .., total]: &[Option<i64>; 7]) -> Option<i64> {
    Some(parts.iter().copied().sum::<Option<i64>>()? - (*total)?)
}

/// The equations in which a cell stands.
pub fn over(row: ApplicationRow, applicant: Applicant) -> Vec<Equation> {
    let mut equations = vec![Equation::Row(row)];
    match row {
        NewlyReceived | BroughtForward | CarriedForward => {
            equations.push(Equation::Balance(applicant));
        }
        DisposedTotal => {
            equations.push(Equation::Disposed(applicant));
            equations.push(Equation::Balance(applicant));
        }
        _ => equations.push(Equation::Disposed(applicant)),
    }
    equations
}

/// The cell of a row and a column.
pub fn cell(row: ApplicationRow, applicant: Applicant) -> Cell {
    Cell::Applications(row, applicant)
}
