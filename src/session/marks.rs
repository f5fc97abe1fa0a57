//! What is marked in the source text, line by line.

use super::reviewed::{Reviewed, Selection};
use crate::export::wire::{Span, State, Status};
use crate::order;
use std::ops::Range;

/// Marks by 0-based line, in order and without overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Vec<(usize, Vec<Mark>)>);

impl Marks {
    /// Those of one line.
    pub fn on(&self, line: usize) -> &[Mark] {
        match self.0.binary_search_by_key(&line, |(line, _)| *line) {
            Ok(at) => &self.0[at].1,
            Err(_) => &[],
        }
    }

    /// Those of one line, to add to them.
    fn on_mut(&mut self, line: usize) -> &mut Vec<Mark> {
        let at = self.0.binary_search_by_key(&line, |(line, _)| *line).unwrap_or_else(|at| {
            self.0.insert(at, (line, Vec::new()));
            at
        });
        &mut self.0[at].1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(usize, Vec<Mark>)> for Marks {
    fn from_iter<I: IntoIterator<Item = (usize, Vec<Mark>)>>(lines: I) -> Marks {
        let mut marks = Marks::default();
        lines.into_iter().for_each(|(line, some)| marks.on_mut(line).extend(some));
        marks
    }
}

/// A marked piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The bytes of the line that it covers; may be empty, for the place of a blank.
    pub range: Range<usize>,
    /// Why it is marked.
    pub tone: Tone,
}

/// Why something is marked, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// It is no number that the cell may hold.
    Invalid,
    /// A check that looks at it deserves a look.
    Warn,
    /// A check that looks at it fails.
    Fail,
    /// It stands in the selected check.
    Involved,
    /// It stands in the selected check, and that one fails.
    InvolvedFail,
    /// It is what is selected.
    Chosen,
    /// It is what is selected, and a check that looks at it fails.
    ChosenFail,
}

/// Everything to mark for a review and a selection.
pub fn marks(reviewed: &Reviewed, selection: &Selection) -> Marks {
    if reviewed.lines.is_empty() {
        return Marks::default();
    }
    let mut found: Vec<(Span, Tone)> = Vec::new();
    for (key, cell) in &reviewed.review.cells {
        let Some(span) = cell.span.filter(|_| cell.state != State::Missing) else { continue };
        match reviewed.worst_of_cell(key) {
            Some(Status::Fail) => found.push((span, Tone::Fail)),
            Some(Status::Warn) => found.push((span, Tone::Warn)),
            _ if cell.state == State::Invalid => found.push((span, Tone::Invalid)),
            _ => {}
        }
    }
    for check in reviewed.findings() {
        found.extend(check.mentions.iter().map(|mention| (mention.span, Tone::Warn)));
    }
    if let Some(check) = selection.check.as_deref().and_then(|id| reviewed.check(id)) {
        let tone = if check.status == Status::Fail { Tone::InvolvedFail } else { Tone::Involved };
        let cells = check.cells.iter().filter_map(|cell| reviewed.review.cells.get(cell)?.span);
        let mentions = check.mentions.iter().map(|mention| mention.span);
        found.extend(cells.chain(mentions).map(|span| (span, tone)));
    }
    let fails = selection.cell.as_deref().and_then(|cell| reviewed.worst_of_cell(cell));
    let tone = if fails == Some(Status::Fail) { Tone::ChosenFail } else { Tone::Chosen };
    found.extend(selection.span.map(|span| (span, tone)));
    // Of two that overlap, the weightier one stays.
    let found = order::by_key(found, |&(span, tone)| (std::cmp::Reverse(tone), span.start));
    let mut marks = Marks::default();
    for (span, tone) in found {
        for (line, range) in reviewed.lines.pieces(span) {
            let on_line = marks.on_mut(line);
            let taken = |mark: &Mark| {
                mark.range == range
                    || (mark.range.start < range.end && range.start < mark.range.end)
            };
            if !on_line.iter().any(taken) {
                on_line.push(Mark { range, tone });
            }
        }
    }
    for (_, on_line) in &mut marks.0 {
        let in_order = |mark: &Mark| (mark.range.start, mark.range.end);
        *on_line = order::by_key(std::mem::take(on_line), in_order);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn the_chosen_cell_outweighs_its_check() {
        let reviewed = fixture::reviewed();
        let selection = reviewed.choose_check("applications-total-mismatch#granted");
        let marks = marks(&reviewed, &selection);
        let line = selection.span.unwrap().line - 1;
        let tones: Vec<(&str, Tone)> = marks
            .on(line)
            .iter()
            .map(|mark| (&reviewed.lines.line(line)[mark.range.clone()], mark.tone))
            .collect();
        let involved = |text| (text, Tone::InvolvedFail);
        let mut expected = vec![("21", Tone::ChosenFail)];
        expected.extend(["3", "1", "1", "2", "1", "28"].map(involved));
        assert_eq!(tones, expected);
    }

    #[test]
    fn without_a_selection_only_what_fails_is_marked() {
        let reviewed = fixture::reviewed();
        let marks = marks(&reviewed, &Selection::default());
        assert!(!marks.is_empty());
        assert!(marks.0.iter().flat_map(|(_, marks)| marks).all(|mark| mark.tone == Tone::Fail));
    }
}
