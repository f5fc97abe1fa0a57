//! Blank cells that show in the spacing: where every cell is a line and the same number of empty
//! lines stands between two cells, a blank cell leaves a gap of its own.

use super::place::Slot;
use super::tokens::{Tokens, ValueLine};
use crate::source::Span;

/// How many empty lines stand between two cells of a row, the same in all complete rows.
pub struct Spacing {
    step: usize,
    /// How many empty lines at least stand behind a complete row.
    tail: usize,
}

impl Spacing {
    /// Learns from complete rows; `None` unless they all agree.
    pub fn of<'a>(
        tokens: &Tokens<'_>,
        rows: impl Iterator<Item = &'a [ValueLine]>,
    ) -> Option<Spacing> {
        let mut step = None;
        let mut tail: Option<usize> = None;
        let mut count = 0;
        for row in rows {
            if row.iter().any(|line| line.values.len() != 1) {
                return None;
            }
            for line in row {
                if *step.get_or_insert(line.gap) != line.gap {
                    return None;
                }
            }
            count += 1;
            if let Some(behind) = row.last().and_then(|last| tokens.gap_behind(last.record)) {
                tail = Some(tail.map_or(behind, |tail| tail.min(behind)));
            }
        }
        // Without empty lines nothing can show; and one row proves no habit.
        let step = step.filter(|&step| step > 0 && count >= 3)?;
        Some(Spacing { step, tail: tail? })
    }

    /// The slots of a row of `width` cells with blanks in it; `None` when the gaps do not tell.
    pub fn slots(
        &self,
        tokens: &Tokens<'_>,
        lines: &[ValueLine],
        width: usize,
    ) -> Option<Vec<Slot>> {
        let mut slots = Vec::with_capacity(width);
        let mut place = None;
        for line in lines {
            let &[value] = line.values.as_slice() else { return None };
            // A blank cell is one more line, empty, with a step on either side.
            let cells = (line.gap + 1) / (self.step + 1);
            if cells * (self.step + 1) != line.gap + 1 || cells == 0 {
                return None;
            }
            for _ in 1..cells {
                slots.push(Slot::Written(Span::empty(place.unwrap_or(value.start)), None));
            }
            slots.push(Slot::Written(value, None));
            place = Some(value.end);
        }
        let place = place?;
        // What is short now are blanks at the end, if they leave gaps too: where blank cells
        // vanish without a trace, nothing tells which are short.
        let short = width.checked_sub(slots.len())?;
        let behind = tokens.gap_behind(lines.last()?.record);
        if short > 0 && behind? < self.tail + short * (self.step + 1) {
            return None;
        }
        slots.resize(width, Slot::Written(Span::empty(place), None));
        Some(slots)
    }
}
