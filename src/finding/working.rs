//! The working of a formula: what was counted, both sums, and what stood in the way.

use crate::form::Cell;
use crate::report::{Number, Raw};

/// A formula worked out over the cells of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// The formula in keys, as the JSON contract prints it.
    pub formula: &'static str,
    /// All terms, in the order of the formula.
    pub terms: Vec<Term>,
    /// How many of them make the computed side.
    pub parts: usize,
    /// The sum of the computed side; `None` when it cannot be told.
    pub left: Option<Number>,
    /// The sum of the written side; `None` when it cannot be told.
    pub right: Option<Number>,
    /// `left` − `right`; `None` when either cannot be told.
    pub difference: Option<Number>,
    /// Whether a blank or placeholder was counted as 0.
    pub blanks_as_zero: bool,
}

impl Working {
    /// The terms of the computed side.
    pub fn computed(&self) -> &[Term] {
        &self.terms[..self.parts]
    }

    /// The terms of the written side.
    pub fn written(&self) -> &[Term] {
        &self.terms[self.parts..]
    }
}

/// One term of a formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its cell.
    pub cell: Cell,
    /// What it was counted as.
    pub counted: Counted,
}

/// What a cell was counted as.
#[derive(Clone, Debug, PartialEq)]
pub enum Counted {
    /// The number that stands there.
    Number(Number),
    /// A blank or a placeholder, counted as 0. Holds what stands there, empty for a blank.
    Zero(Raw),
    /// Nothing: the cell stands in the way of the check, as few do.
    Nothing(Box<Hindrance>),
}

/// Why a cell cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// A total without a number, while there are numbers to be totalled. Holds what stands
    /// there, empty for a blank.
    BlankTotal(String),
    /// Something that is no number for this cell: what stands there, and why not.
    Invalid {
        /// As written.
        raw: String,
        /// A Chinese sentence.
        reason: String,
    },
    /// Not found: a Chinese sentence that says why.
    Missing(String),
}

impl Counted {
    /// The value that went into the sum, if one did.
    pub fn value(&self) -> Option<Number> {
        match self {
            Counted::Number(number) => Some(*number),
            Counted::Zero(_) => Some(Number::ZERO),
            Counted::Nothing(_) => None,
        }
    }
}
