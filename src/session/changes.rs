//! What the user changed: cells, and checks set aside; with every step of the way, to go back.

use crate::export::wire::{Edit, Number, Review, SetAside};

/// All changes that stand, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Cells with another value. What stood there before is the core's to say.
    pub edits: Vec<Edit>,
    /// Checks set aside, each with its reason.
    pub set_aside: Vec<SetAside>,
}

impl Changes {
    /// Those that a review tells of.
    pub fn of(review: &Review) -> Changes {
        Changes { edits: review.edits.clone(), set_aside: review.set_aside.clone() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.set_aside.is_empty()
    }

    /// With another value in a cell.
    pub fn with_edit(&self, cell: &str, to: Option<Number>) -> Changes {
        let mut changes = self.without_edit(cell);
        changes.edits.push(Edit { cell: cell.to_owned(), from: None, to });
        changes
    }

    /// With a cell as it was read.
    pub fn without_edit(&self, cell: &str) -> Changes {
        let mut changes = self.clone();
        changes.edits.retain(|edit| edit.cell != cell);
        changes
    }

    /// With all cells as they were read.
    pub fn without_edits(&self) -> Changes {
        Changes { edits: Vec::new(), set_aside: self.set_aside.clone() }
    }

    /// With a check set aside.
    pub fn with_aside(&self, check: &str, reason: &str) -> Changes {
        let mut changes = self.without_aside(check);
        let (check, reason) = (check.to_owned(), reason.trim().to_owned());
        changes.set_aside.push(SetAside { check, reason });
        changes
    }

    /// With a check no longer set aside.
    pub fn without_aside(&self, check: &str) -> Changes {
        let mut changes = self.clone();
        changes.set_aside.retain(|aside| aside.check != check);
        changes
    }

    /// With what a review was given beyond these. A change of a cell that its edition does not
    /// have stays: the text may get it back.
    pub fn completed(&self, review: &Review) -> Changes {
        let lost = self.edits.iter().filter(|edit| !review.cells.contains_key(&edit.cell));
        let edits = lost.chain(&review.edits).cloned().collect();
        Changes { edits, set_aside: self.set_aside.clone() }
    }

    /// A cell that these and others leave with different values, if there is one.
    pub fn first_difference<'c>(&'c self, other: &'c Changes) -> Option<&'c str> {
        let to = |changes: &Changes, cell: &str| {
            changes.edits.iter().find(|edit| edit.cell == cell).map(|edit| edit.to)
        };
        let cells = self.edits.iter().chain(&other.edits).rev().map(|edit| edit.cell.as_str());
        cells.into_iter().find(|cell| to(self, cell) != to(other, cell))
    }
}

/// The changes that stand, and those before and after them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Changes>,
    now: Changes,
    future: Vec<Changes>,
}

/// So many steps can be undone.
const STEPS: usize = 500;

impl History {
    /// Starts from changes that were made elsewhere: those are no step of this one.
    pub fn starting(now: Changes) -> History {
        History { now, ..History::default() }
    }

    /// Takes up the [steps](History::steps) back and forth of another page, and what stood there.
    pub fn resumed([past, future]: [Vec<Changes>; 2], now: Changes) -> History {
        History { past, now, future }
    }

    /// The changes that stand.
    pub fn now(&self) -> &Changes {
        &self.now
    }

    /// What stood before each step back (`true`) or forth; the nearest is the last.
    pub fn steps(&self, back: bool) -> &[Changes] {
        if back { &self.past } else { &self.future }
    }

    /// Without the steps that led here.
    pub fn without_steps(&self) -> History {
        History::starting(self.now.clone())
    }

    /// Whether nothing was ever changed.
    pub fn is_untouched(&self) -> bool {
        self.now.is_empty() && !self.has_step(true) && !self.has_step(false)
    }

    /// Takes a step; one that changes nothing is none. Whether it was one.
    pub fn push(&mut self, changes: Changes) -> bool {
        if changes == self.now {
            return false;
        }
        if self.past.len() == STEPS {
            self.past.remove(0);
        }
        self.past.push(std::mem::replace(&mut self.now, changes));
        self.future.clear();
        true
    }

    /// Goes back (`true`) or forth a step; gives what stood before, if there was a step.
    pub fn step(&mut self, back: bool) -> Option<Changes> {
        let (from, to) = match back {
            true => (&mut self.past, &mut self.future),
            false => (&mut self.future, &mut self.past),
        };
        let next = from.pop()?;
        let before = std::mem::replace(&mut self.now, next);
        to.push(before.clone());
        Some(before)
    }

    /// Whether there is a step back (`true`) or forth.
    pub fn has_step(&self, back: bool) -> bool {
        !self.steps(back).is_empty()
    }

    /// What is lost when this is put away, in a few Chinese words; `None` when nothing is.
    pub fn in_words(&self) -> Option<String> {
        let (edits, asides) = (self.now.edits.len(), self.now.set_aside.len());
        match (edits, asides) {
            (0, 0) => None,
            (edits, 0) => Some(format!("{edits} 处改动")),
            (0, asides) => Some(format!("{asides} 项搁置")),
            (edits, asides) => Some(format!("{edits} 处改动、{asides} 项搁置")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: &str = "applications.granted.natural_person";
    const OTHER: &str = "applications.granted.total";

    fn to(value: i64) -> Option<Number> {
        Some(Number::Integer(value))
    }

    #[test]
    fn every_step_can_be_gone_back_and_forth() {
        let mut history = History::default();
        assert!(history.step(true).is_none());
        let one = history.now().with_edit(CELL, to(20));
        assert!(history.push(one.clone()));
        assert!(!history.push(one.clone()), "nothing changed");
        let two = one.with_aside("rule#row", " 已核实 ");
        assert!(history.push(two.clone()));
        assert_eq!(history.now().set_aside[0].reason, "已核实");
        assert_eq!(history.step(true), Some(two.clone()));
        assert_eq!(history.now(), &one);
        assert_eq!(history.step(false), Some(one.clone()));
        assert_eq!(history.now(), &two);
        history.step(true);
        history.step(true);
        assert!(history.now().is_empty() && !history.has_step(true));
        // A new step leaves no way forth.
        history.push(Changes::default().with_edit(OTHER, None));
        assert!(!history.has_step(false) && history.has_step(true));
    }

    #[test]
    fn a_cell_is_edited_once_and_restored_alone() {
        let changes = Changes::default().with_edit(CELL, to(1)).with_edit(OTHER, to(2));
        let again = changes.with_edit(CELL, to(3));
        assert_eq!(again.edits.len(), 2);
        assert_eq!(again.without_edit(CELL).edits, changes.without_edit(CELL).edits);
        assert_eq!(again.first_difference(&changes), Some(CELL));
        assert_eq!(changes.first_difference(&changes), None);
        let aside = again.with_aside("a", "x").with_aside("b", "y").with_aside("a", "z");
        assert_eq!(aside.set_aside.len(), 2);
        assert_eq!(aside.without_edits().set_aside, aside.set_aside);
        assert_eq!(aside.without_aside("b").set_aside[0].reason, "z");
    }

    #[test]
    fn what_would_be_lost_is_told() {
        let mut history = History::default();
        assert_eq!(history.in_words(), None);
        history.push(history.now().with_edit(CELL, to(1)));
        assert_eq!(history.in_words().as_deref(), Some("1 处改动"));
        history.push(history.now().with_aside("a", "x"));
        assert_eq!(history.in_words().as_deref(), Some("1 处改动、1 项搁置"));
    }
}
