//! One formula over one report: the sums, and what blanks do to them.
//!
//! A blank or placeholder addend counts as 0. A total without a number does so only where the
//! other side holds nothing but zeros and blanks; else there is nothing to compare, and the check
//! is unknown. The same goes for a balance, of which each side has but two numbers: a blank there
//! counts as 0 where that settles it, and leaves it unknown where it does not. A cell that was not
//! read, or holds no number for it, always makes a check unknown.

use crate::finding::{Counted, Hindrance, Term, Verdict, Working};
use crate::form::Cell;
use crate::report::{Entry, Number, Report, Value};

/// A cell in a formula.
#[derive(Clone, Copy, Debug)]
pub struct Operand {
    cell: Cell,
    blank: Blank,
}

/// What a blank stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blank {
    /// Nothing to count.
    Zero,
    /// Nothing to count if the formula then holds; else it may be what is lacking. A mark such as
    /// `—` says that nothing is lacking, and counts as 0 in any case.
    ZeroIfHolds,
    /// A number that was not written: it states what others add up to.
    Unwritten,
}

impl Operand {
    /// An addend.
    pub fn part(cell: Cell) -> Operand {
        Operand { cell, blank: Blank::Zero }
    }

    /// A total.
    pub fn whole(cell: Cell) -> Operand {
        Operand { cell, blank: Blank::Unwritten }
    }

    /// One of the few numbers of a balance.
    pub fn side(cell: Cell) -> Operand {
        Operand { cell, blank: Blank::ZeroIfHolds }
    }
}

/// Weighs a computed side against a written one.
pub fn weigh(
    report: &Report,
    formula: &'static str,
    computed: &[Operand],
    written: &[Operand],
) -> (Verdict, Working) {
    let parts = computed.len();
    let mut terms = Vec::with_capacity(parts + written.len());
    let mut sides = |lenient| {
        terms.clear();
        let left = side(report, computed, written, lenient, &mut terms);
        (left, side(report, written, computed, lenient, &mut terms))
    };
    let (mut left, mut right) = sides(true);
    if left.sum != right.sum {
        (left, right) = sides(false);
    }
    let blanks_as_zero = left.blanks_as_zero() || right.blanks_as_zero();
    let (left, right) = (left.sum, right.sum);
    let difference = left.zip(right).map(|(left, right)| left - right);
    let verdict = match difference {
        None => Verdict::Unknown,
        Some(difference) if difference.is_zero() => Verdict::Pass,
        Some(_) => Verdict::Fail,
    };
    (verdict, Working { formula, terms, parts, left, right, difference, blanks_as_zero })
}

/// What one side comes to.
struct Side {
    /// `None` when something is in the way.
    sum: Option<Number>,
    /// Whether it holds a blank that counts as 0 where there is a sum.
    blanks: bool,
}

impl Side {
    /// A side with something in the way has no sum, so its blanks were counted as nothing.
    fn blanks_as_zero(&self) -> bool {
        self.blanks && self.sum.is_some()
    }
}

/// Adds the terms of a side. `other`: the other side. `lenient`: blanks that may count as 0 do.
fn side(
    report: &Report,
    operands: &[Operand],
    other: &[Operand],
    lenient: bool,
    terms: &mut Vec<Term>,
) -> Side {
    let mut side = Side { sum: Some(Number::ZERO), blanks: false };
    for &Operand { cell, blank } in operands {
        let entry = report.entry(cell);
        let counted = match entry.value {
            Value::Number(number) => {
                side.sum = side.sum.map(|sum| sum + number);
                Counted::Number(number)
            }
            _ => {
                let unwritten = match blank {
                    Blank::Zero => false,
                    Blank::ZeroIfHolds => !lenient && holds_a_number(report, other),
                    Blank::Unwritten => holds_a_number(report, other),
                };
                without_number(entry, blank, unwritten)
            }
        };
        match counted {
            Counted::Number(_) => {}
            Counted::Zero(_) => side.blanks = true,
            Counted::Nothing(_) => side.sum = None,
        }
        terms.push(Term { cell, counted });
    }
    side
}

/// What a cell is counted as that holds no number, as few do. `unwritten`: a blank is a number
/// that was not written.
fn without_number(entry: &Entry, blank: Blank, unwritten: bool) -> Counted {
    let raw = || entry.raw.to_string();
    let hindrance = match &entry.value {
        Value::Blank if unwritten => Hindrance::BlankTotal(raw()),
        Value::Placeholder if unwritten && blank == Blank::Unwritten => {
            Hindrance::BlankTotal(raw())
        }
        Value::Invalid(reason) => Hindrance::Invalid { raw: raw(), reason: reason.clone() },
        Value::Missing(reason) => Hindrance::Missing(reason.clone()),
        Value::Number(_) | Value::Blank | Value::Placeholder => {
            return Counted::Zero(entry.raw.clone());
        }
    };
    Counted::Nothing(Box::new(hindrance))
}

/// Whether a side holds a number that is not 0.
fn holds_a_number(report: &Report, side: &[Operand]) -> bool {
    let mut numbers = side.iter().filter_map(|operand| report.entry(operand.cell).number());
    numbers.any(|number| !number.is_zero())
}
