//! The official form as data: its two editions, six sections and three tables.
//!
//! This is the only place where a row, a column or a wording of the form is written down.
//! Recognition, rules, exports, the page and the samples all ask here. Nothing in this room
//! knows about positions in a text or about values.
//!
//! ```
//! use gouji::form::{Cell, Edition};
//! let keys: Vec<&str> = Edition::E2021.cells().map(Cell::key).collect();
//! assert_eq!(keys.len(), 200);
//! assert_eq!(keys[10], "applications.newly_received.natural_person");
//! ```

mod applications;
mod disclosure;
mod disputes;
mod section;

pub use applications::{Applicant, ApplicationRow};
pub use disclosure::{DisclosureColumn, DisclosureRow};
pub use disputes::{DisputeGroup, DisputeOutcome};
pub use section::Section;

use std::ops::Range;
use std::sync::LazyLock;

/// An edition of the form, named by the year of the document that brought it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edition {
    /// 国办公开办函〔2019〕60号: report years 2019 and 2020.
    E2019,
    /// 国办公开办函〔2021〕30号: report year 2021 and after.
    E2021,
}

impl Edition {
    /// Both editions, oldest first.
    pub const ALL: [Edition; 2] = [Edition::E2019, Edition::E2021];

    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            Edition::E2019 => "2019",
            Edition::E2021 => "2021",
        }
    }

    /// The edition that a key names.
    pub fn from_key(key: &str) -> Option<Edition> {
        Edition::ALL.into_iter().find(|edition| edition.key() == key)
    }

    /// The edition that was in force for reports on `year`.
    pub fn for_year(year: u16) -> Edition {
        if year <= 2020 { Edition::E2019 } else { Edition::E2021 }
    }

    /// The document that prescribes it.
    pub fn document(self) -> &'static str {
        match self {
            Edition::E2019 => "国办公开办函〔2019〕60号",
            Edition::E2021 => "国办公开办函〔2021〕30号",
        }
    }

    /// Where the cells of a table stand among all of them.
    #[inline]
    pub fn places(self, table: Table) -> Range<usize> {
        let applications = match self {
            Edition::E2019 => 22,
            Edition::E2021 => 10,
        };
        let rows = ApplicationRow::of(self).len();
        let disputes = applications + rows * Applicant::ALL.len();
        match table {
            Table::Disclosure => 0..applications,
            Table::Applications => applications..disputes,
            Table::Disputes => {
                disputes..disputes + DisputeGroup::ALL.len() * DisputeOutcome::ALL.len()
            }
        }
    }

    /// Every cell of the three tables, in the order of the form: 200 for 2021, 198 for 2019.
    pub fn cells(self) -> impl Iterator<Item = Cell> {
        let disclosure = DisclosureRow::of(self).iter().flat_map(move |&row| {
            row.columns(self).iter().map(move |&column| Cell::Disclosure(row, column))
        });
        let applications = ApplicationRow::of(self).iter().flat_map(|&row| {
            Applicant::ALL.into_iter().map(move |applicant| Cell::Applications(row, applicant))
        });
        let disputes = DisputeGroup::ALL.into_iter().flat_map(|group| {
            DisputeOutcome::ALL.into_iter().map(move |outcome| Cell::Disputes(group, outcome))
        });
        disclosure.chain(applications).chain(disputes)
    }
}

/// One of the three tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// 表二 主动公开政府信息情况
    Disclosure,
    /// 表三 收到和处理政府信息公开申请情况
    Applications,
    /// 表四 政府信息公开行政复议、行政诉讼情况
    Disputes,
}

impl Table {
    /// The three, in the order of the form.
    pub const ALL: [Table; 3] = [Table::Disclosure, Table::Applications, Table::Disputes];

    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            Table::Disclosure => "disclosure",
            Table::Applications => "applications",
            Table::Disputes => "disputes",
        }
    }

    /// How people call it.
    pub fn name(self) -> &'static str {
        match self {
            Table::Disclosure => "表二",
            Table::Applications => "表三",
            Table::Disputes => "表四",
        }
    }

    /// The section that prints it.
    pub fn section(self) -> Section {
        match self {
            Table::Disclosure => Section::Disclosure,
            Table::Applications => Section::Applications,
            Table::Disputes => Section::Disputes,
        }
    }
}

/// One cell of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// A cell of 表二.
    Disclosure(DisclosureRow, DisclosureColumn),
    /// A cell of 表三.
    Applications(ApplicationRow, Applicant),
    /// A cell of 表四.
    Disputes(DisputeGroup, DisputeOutcome),
}

/// The number of the first cell of 表三.
const APPLICATIONS: usize = DisclosureRow::ALL.len() * DisclosureColumn::ALL.len();

/// The number of the first cell of 表四.
const DISPUTES: usize = APPLICATIONS + ApplicationRow::ALL.len() * Applicant::ALL.len();

/// What a cell may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A count: an integer, not negative.
    Count,
    /// 本年增/减: an integer with a sign.
    Change,
    /// An amount in 万元, an exact decimal.
    AmountWan,
    /// An amount in the unit that stands beside it.
    Amount,
}

impl Cell {
    /// The table it stands in.
    pub fn table(self) -> Table {
        match self {
            Cell::Disclosure(..) => Table::Disclosure,
            Cell::Applications(..) => Table::Applications,
            Cell::Disputes(..) => Table::Disputes,
        }
    }

    /// Whether another one stands in the same row (in the same group, in 表四).
    pub fn is_beside(self, other: Cell) -> bool {
        match (self, other) {
            (Cell::Disclosure(row, _), Cell::Disclosure(other, _)) => row == other,
            (Cell::Applications(row, _), Cell::Applications(other, _)) => row == other,
            (Cell::Disputes(group, _), Cell::Disputes(other, _)) => group == other,
            _ => false,
        }
    }

    /// The key of its row (of its group, in 表四).
    pub fn row_key(self) -> &'static str {
        match self {
            Cell::Disclosure(row, _) => row.key(),
            Cell::Applications(row, _) => row.key(),
            Cell::Disputes(group, _) => group.key(),
        }
    }

    /// The key of its column.
    pub fn column_key(self) -> &'static str {
        match self {
            Cell::Disclosure(_, column) => column.key(),
            Cell::Applications(_, applicant) => applicant.key(),
            Cell::Disputes(_, outcome) => outcome.key(),
        }
    }

    /// Its path in the JSON contract: table, row, column.
    pub fn key(self) -> &'static str {
        // A review names its cells over and over, so the paths are made once.
        static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
            let mut keys = Vec::with_capacity(Cell::COUNT);
            let mut add = |table: Table, row: &str, column: &str| {
                keys.push([table.key(), ".", row, ".", column].concat());
            };
            for row in DisclosureRow::ALL {
                for column in DisclosureColumn::ALL {
                    add(Table::Disclosure, row.key(), column.key());
                }
            }
            for row in ApplicationRow::ALL {
                for applicant in Applicant::ALL {
                    add(Table::Applications, row.key(), applicant.key());
                }
            }
            for group in DisputeGroup::ALL {
                for outcome in DisputeOutcome::ALL {
                    add(Table::Disputes, group.key(), outcome.key());
                }
            }
            keys
        });
        &KEYS[self.number()]
    }

    /// How many cells there are in either edition, and rows with columns that no edition brings
    /// together.
    pub const COUNT: usize = DISPUTES + DisputeGroup::ALL.len() * DisputeOutcome::ALL.len();

    /// Its number among all of them, in the order of the form.
    pub fn number(self) -> usize {
        match self {
            Cell::Disclosure(row, column) => {
                row as usize * DisclosureColumn::ALL.len() + column as usize
            }
            Cell::Applications(row, applicant) => {
                APPLICATIONS + row as usize * Applicant::ALL.len() + applicant as usize
            }
            Cell::Disputes(group, outcome) => {
                DISPUTES + group as usize * DisputeOutcome::ALL.len() + outcome as usize
            }
        }
    }

    /// Its place among the cells of an edition that has it; `None` in 表二, where every row has
    /// columns of its own.
    #[inline]
    pub fn place(self, edition: Edition) -> Option<usize> {
        let first = |table| edition.places(table).start;
        match self {
            Cell::Disclosure(..) => None,
            Cell::Applications(row, applicant) => {
                let within = row.place(edition) * Applicant::ALL.len() + applicant as usize;
                Some(first(Table::Applications) + within)
            }
            Cell::Disputes(..) => Some(first(Table::Disputes) + self.number() - DISPUTES),
        }
    }

    /// The cell that a path names, in either edition.
    pub fn from_key(key: &str) -> Option<Cell> {
        let (table, rest) = key.split_once('.')?;
        let (row, column) = rest.rsplit_once('.')?;
        let cell = match table {
            "disclosure" => {
                Cell::Disclosure(DisclosureRow::from_key(row)?, DisclosureColumn::from_key(column)?)
            }
            "applications" => {
                Cell::Applications(ApplicationRow::from_key(row)?, Applicant::from_key(column)?)
            }
            "disputes" => {
                Cell::Disputes(DisputeGroup::from_key(row)?, DisputeOutcome::from_key(column)?)
            }
            _ => return None,
        };
        Edition::ALL
            .into_iter()
            .any(|edition| edition.cells().any(|other| other == cell))
            .then_some(cell)
    }

    /// What it may hold.
    pub fn kind(self) -> Kind {
        match self {
            Cell::Disclosure(_, DisclosureColumn::Change) => Kind::Change,
            Cell::Disclosure(_, DisclosureColumn::AmountWan) => Kind::AmountWan,
            Cell::Disclosure(_, DisclosureColumn::Amount) => Kind::Amount,
            _ => Kind::Count,
        }
    }

    /// Whether the form prints a sum of other cells in it.
    pub fn is_total(self) -> bool {
        match self {
            Cell::Applications(row, applicant) => {
                row == ApplicationRow::DisposedTotal || applicant == Applicant::Total
            }
            Cell::Disputes(_, outcome) => outcome == DisputeOutcome::Total,
            Cell::Disclosure(..) => false,
        }
    }

    /// Whether the equations of the form tell it from other cells: a total, or 结转下年度.
    pub fn is_computed(self) -> bool {
        self.is_total() || matches!(self, Cell::Applications(ApplicationRow::CarriedForward, _))
    }

    /// Row and column in words, as a sentence names the cell: 予以公开·自然人.
    pub fn name(self) -> String {
        match self {
            Cell::Disclosure(row, column) => format!("{}·{}", row.name(), column.label()),
            Cell::Applications(row, applicant) => format!("{}·{}", row.name(), applicant.name()),
            Cell::Disputes(group, outcome) => format!("{}·{}", group.name(), outcome.label()),
        }
    }
}

/// Implements `from_key` by a search in all the values.
macro_rules! from_key {
    ($type:ident) => {
        impl $type {
            /// The value that a key names.
            pub fn from_key(key: &str) -> Option<$type> {
                $type::ALL.into_iter().find(|value| value.key() == key)
            }
        }
    };
}
use from_key;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_edition_has_the_cells_of_the_contract() {
        assert_eq!(Edition::E2021.cells().count(), 200);
        assert_eq!(Edition::E2019.cells().count(), 198);
    }

    #[test]
    fn cells_know_their_places() {
        for edition in Edition::ALL {
            for (place, cell) in edition.cells().enumerate() {
                assert!(cell.place(edition).is_none_or(|own| own == place), "{}", cell.key());
                assert!(edition.places(cell.table()).contains(&place), "{}", cell.key());
            }
        }
    }

    #[test]
    fn keys_lead_back_to_their_cells() {
        for edition in Edition::ALL {
            for cell in edition.cells() {
                assert_eq!(Cell::from_key(cell.key()), Some(cell), "{}", cell.key());
            }
        }
        assert_eq!(Cell::from_key("disclosure.regulations.amount_wan"), None);
    }
}
