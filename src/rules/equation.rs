//! One formula over one report: the sums, and what blanks do to them.
//!
//! A blank or placeholder addend counts as 0. A total without a number does so only where the
//! other side holds nothing but zeros and blanks; else there is nothing to compare, and the check
//! is unknown. The same goes for a balance, of which each side has but two numbers: a blank there
//! counts as 0 where that settles it, and leaves it unknown where it does not. A cell that was not
//! read, or holds no number for it, always makes a check unknown.

use crate::finding::{Counted, Hindrance, Term, Verdict, Working};
use crate::form::Cell;
use crate::report::{Number, Report, Value};

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
    let side = |operands: &[Operand], other: &[Operand], lenient: bool| {
        let terms = operands.iter().map(|&operand| term(report, operand, other, lenient));
        let terms: Vec<Term> = terms.collect();
        let sum = sum(&terms);
        (terms, sum)
    };
    let sides = |lenient| (side(computed, written, lenient), side(written, computed, lenient));
    let ((mut computed, mut left), (mut written, mut right)) = sides(true);
    if left != right {
        ((computed, left), (written, right)) = sides(false);
    }
    let difference = left.zip(right).map(|(left, right)| left - right);
    let verdict = match difference {
        None => Verdict::Unknown,
        Some(difference) if difference.is_zero() => Verdict::Pass,
        Some(_) => Verdict::Fail,
    };
    // A side with something in the way has no sum, so its blanks were counted as nothing.
    let blanks_as_zero = [(&computed, left), (&written, right)].into_iter().any(|(terms, sum)| {
        sum.is_some() && terms.iter().any(|term| matches!(term.counted, Counted::Zero(_)))
    });
    (verdict, Working { formula, computed, written, left, right, difference, blanks_as_zero })
}

/// `other`: the other side. `lenient`: blanks that may count as 0 do.
fn term(report: &Report, operand: Operand, other: &[Operand], lenient: bool) -> Term {
    let entry = report.entry(operand.cell);
    // Asked for blanks only, which few cells are.
    let unwritten = || match operand.blank {
        Blank::Zero => false,
        Blank::ZeroIfHolds => !lenient && holds_a_number(report, other),
        Blank::Unwritten => holds_a_number(report, other),
    };
    let counted = match &entry.value {
        Value::Number(number) => Counted::Number(*number),
        Value::Blank if unwritten() => {
            Counted::Nothing(Hindrance::BlankTotal(entry.raw.to_string()))
        }
        Value::Placeholder if operand.blank == Blank::Unwritten && unwritten() => {
            Counted::Nothing(Hindrance::BlankTotal(entry.raw.to_string()))
        }
        Value::Blank | Value::Placeholder => Counted::Zero(entry.raw.to_string()),
        Value::Invalid(reason) => Counted::Nothing(Hindrance::Invalid {
            raw: entry.raw.to_string(),
            reason: reason.clone(),
        }),
        Value::Missing(reason) => Counted::Nothing(Hindrance::Missing(reason.clone())),
    };
    Term { cell: operand.cell, counted, span: entry.span }
}

/// Whether a side holds a number that is not 0.
fn holds_a_number(report: &Report, side: &[Operand]) -> bool {
    let mut numbers = side.iter().filter_map(|operand| report.entry(operand.cell).number());
    numbers.any(|number| !number.is_zero())
}

fn sum(terms: &[Term]) -> Option<Number> {
    terms.iter().map(|term| term.counted.value()).sum()
}
