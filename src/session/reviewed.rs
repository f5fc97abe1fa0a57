//! A review as the page holds it: with its text, and with the ways from cell to check to place.

use super::changes::Changes;
use super::lines::Lines;
use super::sheet::Sheet;
use super::wording::{value_of, value_text};
use crate::export::wire::{Check, Diagnosis, Edit, Number, Review, Span, State, Status};
use crate::form::Cell;
use crate::order;
use std::sync::Arc;

/// What came of an input.
#[derive(Clone, Debug, Default)]
pub enum Outcome {
    /// Nothing was given.
    #[default]
    Idle,
    /// It could not be read.
    Refused {
        /// The name of the input.
        name: String,
        /// A Chinese sentence: what happened and what to do.
        sentence: String,
    },
    /// It was read and checked.
    Reviewed(Arc<Reviewed>),
}

impl Outcome {
    /// The review, if there is one.
    pub fn reviewed(&self) -> Option<&Arc<Reviewed>> {
        match self {
            Outcome::Reviewed(reviewed) => Some(reviewed),
            _ => None,
        }
    }
}

/// A review with the text that it is about.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// What the core found.
    pub review: Review,
    /// The same in its own words, as JSON; with the text or without.
    pub json: String,
    /// The reading text.
    pub lines: Arc<Lines>,
    /// What there is to each cell, in the order of the cells of the review.
    about: Vec<About>,
    /// Cells by the start of their place; none without a text.
    places: Vec<(Span, Place)>,
}

/// What there is to a cell, as indices into the review.
#[derive(Clone, Debug, Default)]
struct About {
    /// The checks that it stands in.
    checks: Vec<usize>,
    /// How it was changed.
    edit: Option<usize>,
}

#[derive(Clone, Debug)]
enum Place {
    Cell(String),
    Mention(usize),
}

/// What is selected: a check, one of its cells, and the place to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The id of a check.
    pub check: Option<String>,
    /// The path of a cell.
    pub cell: Option<String>,
    /// Where to look in the text.
    pub span: Option<Span>,
}

impl Reviewed {
    /// Brings a review and its text together.
    pub fn new(review: Review, lines: Arc<Lines>) -> Reviewed {
        let mut about = vec![About::default(); review.cells.len()];
        let index_of = |cell: &str| review.cells.position(cell);
        let mut places = Vec::new();
        for (index, check) in review.checks.iter().enumerate() {
            for cell in check.cells.iter().filter_map(|cell| index_of(cell)) {
                about[cell].checks.push(index);
            }
            places.extend(check.mentions.iter().map(|m| (m.span, Place::Mention(index))));
        }
        for (key, cell) in &review.cells {
            places.extend(cell.span.map(|span| (span, Place::Cell(key.to_string()))));
        }
        let mut places = order::by_key(places, |(span, _)| span.start);
        if lines.is_empty() {
            places.clear();
        }
        for (index, edit) in review.edits.iter().enumerate() {
            if let Some(cell) = index_of(&edit.cell) {
                about[cell].edit = Some(index);
            }
        }
        Reviewed { review, json: String::new(), lines, about, places }
    }

    /// Whether it is an empty form that was filled in here, and not read from anything.
    pub fn is_draft(&self) -> bool {
        self.review.source.format.is_none()
    }

    /// How a cell was changed, if it was.
    pub fn edit_of(&self, cell: &str) -> Option<&Edit> {
        self.about(cell)?.edit.map(|index| &self.review.edits[index])
    }

    fn about(&self, cell: &str) -> Option<&About> {
        self.about.get(self.review.cells.position(cell)?)
    }

    /// What a cell holds now: as it was read, or as it was changed.
    pub fn state_of(&self, cell: &str) -> Option<State> {
        match self.edit_of(cell) {
            Some(edit) if edit.to.is_some() => Some(State::Number),
            Some(_) => Some(State::Blank),
            None => self.review.cells.get(cell).map(|cell| cell.state),
        }
    }

    /// What a drawn cell shows: its number, or what stands in its place.
    pub fn shown(&self, cell: Cell) -> String {
        let key = cell.key();
        let Some(entry) = self.review.cells.get(key) else { return String::new() };
        let state = self.state_of(key).unwrap_or(entry.state);
        value_text(state, &entry.raw, value_of(&self.review, cell))
    }

    /// Changes with another value in a cell. What was read in the first place is no change.
    pub fn written(&self, changes: &Changes, cell: Cell, to: Option<Number>) -> Changes {
        let key = cell.key();
        let state = self.review.cells.get(key).map(|cell| cell.state);
        let was = match self.edit_of(key) {
            Some(edit) => edit.from,
            None => value_of(&self.review, cell),
        };
        let as_read = match to {
            Some(_) => state == Some(State::Number) && was == to,
            None => state == Some(State::Blank),
        };
        if as_read { changes.without_edit(key) } else { changes.with_edit(key, to) }
    }

    /// Changes with every blank of a table filled with 0, totals left as they are.
    pub fn zeros_for_blanks(&self, changes: &Changes, sheet: &Sheet) -> Changes {
        let blank =
            |cell: &Cell| !cell.is_total() && self.state_of(cell.key()) == Some(State::Blank);
        let zero = Some(Number::Integer(0));
        let cells = sheet.values().filter(blank);
        cells.fold(changes.clone(), |changes, cell| self.written(&changes, cell, zero))
    }

    /// What was said when a check was set aside; `None` when it was not.
    pub fn aside_of(&self, check: &str) -> Option<&str> {
        let mut all = self.review.set_aside.iter();
        all.find(|aside| aside.check == check).map(|aside| aside.reason.as_str())
    }

    /// The checks that were set aside, in the order of the review.
    pub fn set_aside(&self) -> impl Iterator<Item = &Check> {
        self.review.checks.iter().filter(|check| self.aside_of(&check.id).is_some())
    }

    /// What explains a broken check, if something does.
    pub fn diagnosis_of(&self, check: &str) -> Option<&Diagnosis> {
        let mut all = self.review.diagnoses.iter();
        all.find(|diagnosis| diagnosis.explains.iter().any(|id| id == check))
    }

    /// The check of an id.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.review.checks.iter().find(|check| check.id == id)
    }

    /// The checks that ended so and are to be told, in the order of the review.
    pub fn checks_with(&self, status: Status) -> impl Iterator<Item = &Check> {
        let all = self.review.checks.iter();
        all.filter(move |check| check.status == status && self.is_told(check))
    }

    /// Whether a check is told: not one that was set aside, and, while a form is being filled in,
    /// not that it is not filled in.
    fn is_told(&self, check: &Check) -> bool {
        let unfilled = check.rule == "cells-not-filled" && self.is_draft();
        !unfilled && self.aside_of(&check.id).is_none()
    }

    /// Whether it is an empty form, and nothing in it yet.
    pub fn is_untouched(&self) -> bool {
        self.is_draft() && self.numbers_now() == 0
    }

    /// What is wrong, then what deserves a look: the list that a reader goes through.
    pub fn findings(&self) -> impl Iterator<Item = &Check> {
        self.checks_with(Status::Fail).chain(self.checks_with(Status::Warn))
    }

    /// The checks that a cell stands in, those that were set aside left out.
    pub fn checks_of_cell(&self, cell: &str) -> impl Iterator<Item = &Check> {
        let indices = self.about(cell).map_or(&[][..], |about| &about.checks);
        let all = indices.iter().map(|&index| &self.review.checks[index]);
        all.filter(|check| self.is_told(check))
    }

    /// The worst that the checks of a cell say of it; one that holds says nothing.
    pub fn worst_of_cell(&self, cell: &str) -> Option<Status> {
        let mut worst = None;
        for check in self.checks_of_cell(cell) {
            match check.status {
                Status::Fail => return Some(Status::Fail),
                Status::Warn => worst = Some(Status::Warn),
                _ => {}
            }
        }
        worst
    }

    /// Whether a diagnosis suspects a cell.
    pub fn is_suspect(&self, cell: &str) -> bool {
        self.review.diagnoses.iter().any(|diagnosis| diagnosis.suspects.iter().any(|s| s == cell))
    }

    /// How many failing checks look at a table.
    pub fn failures_in(&self, table: &str) -> usize {
        self.checks_with(Status::Fail)
            .filter(|check| check.cells.iter().any(|cell| cell.split('.').next() == Some(table)))
            .count()
    }

    /// How many cells held a number when they were read.
    pub fn numbers_read(&self) -> usize {
        self.review.cells.values().filter(|cell| cell.state == State::Number).count()
    }

    /// How many cells hold a number now.
    pub fn numbers_now(&self) -> usize {
        let all = self.review.cells.keys();
        all.filter(|cell| self.state_of(cell) == Some(State::Number)).count()
    }

    /// Where a cell stands in the text, if that is there.
    pub fn span_of_cell(&self, cell: &str) -> Option<Span> {
        self.review.cells.get(cell)?.span.filter(|_| !self.lines.is_empty())
    }

    /// Whether a diagnosis knows the value that a cell should have.
    fn is_named(&self, cell: &str) -> bool {
        self.review.diagnoses.iter().any(|diagnosis| diagnosis.suggestion.contains_key(cell))
    }

    /// Selects a check: the cell to show is the culprit if one is named, else the last of the
    /// formula, which is the total that somebody wrote.
    pub fn choose_check(&self, id: &str) -> Selection {
        let Some(check) = self.check(id) else { return Selection::default() };
        let cell = check
            .cells
            .iter()
            .find(|cell| self.is_named(cell))
            .or_else(|| check.cells.last())
            .map(|cell| cell.to_string());
        let span = match &cell {
            Some(cell) => self
                .span_of_cell(cell)
                .or_else(|| check.cells.iter().find_map(|cell| self.span_of_cell(cell))),
            None => check.mentions.first().map(|m| m.span).filter(|_| !self.lines.is_empty()),
        };
        Selection { check: Some(check.id.clone()), cell, span }
    }

    /// Selects a cell, and with it the check to blame: the one selected before if the cell stands
    /// in it, else the first that fails.
    pub fn choose_cell(&self, cell: &str, before: &Selection) -> Selection {
        let mut check = self
            .checks_of_cell(cell)
            .find(|check| before.check.as_ref() == Some(&check.id))
            .map(|check| check.id.clone());
        for status in [Status::Fail, Status::Warn] {
            check = check.or_else(|| {
                let mut checks = self.checks_of_cell(cell);
                checks.find(|check| check.status == status).map(|check| check.id.clone())
            });
        }
        Selection { check, cell: Some(cell.to_owned()), span: self.span_of_cell(cell) }
    }

    /// Selects what stands at a scalar offset of the text, else the first thing on its line;
    /// `None` where nothing of the form stands.
    pub fn choose_offset(&self, scalar: usize, before: &Selection) -> Option<Selection> {
        let exact =
            self.place_at(scalar).map(|(span, place)| self.choose_place(span, place, before));
        exact.or_else(|| self.choose_line(self.lines.locate(scalar).0, before))
    }

    fn place_at(&self, scalar: usize) -> Option<(Span, &Place)> {
        let end = self.places.partition_point(|(span, _)| span.start <= scalar);
        // Spans are short, and a label may hold the place of several cells: take the nearest.
        let place = self.places[..end].iter().rev().take(64);
        let nearest = place.filter(|(span, _)| scalar <= span.end).max_by_key(|(span, place)| {
            let cell = matches!(place, Place::Cell(_));
            (cell && scalar < span.end, span.start)
        });
        nearest.map(|(span, place)| (*span, place))
    }

    /// Selects the first thing on a 0-based line, one that is in question before one that is not.
    pub fn choose_line(&self, line: usize, before: &Selection) -> Option<Selection> {
        let on_line = || self.places.iter().filter(|(span, _)| span.line == line + 1);
        let (span, place) = on_line()
            .find(|(_, place)| match place {
                Place::Cell(cell) => self.worst_of_cell(cell).is_some(),
                Place::Mention(_) => true,
            })
            .or_else(|| on_line().next())?;
        Some(self.choose_place(*span, place, before))
    }

    fn choose_place(&self, span: Span, place: &Place, before: &Selection) -> Selection {
        match place {
            Place::Cell(cell) => self.choose_cell(cell, before),
            Place::Mention(check) => {
                let mut selection = self.choose_check(&self.review.checks[*check].id);
                selection.span = Some(span);
                selection
            }
        }
    }

    /// What of a selection still makes sense after the text changed: the same check and cell,
    /// at their new place.
    pub fn keep(&self, before: &Selection) -> Selection {
        let check = before.check.clone().filter(|id| self.check(id).is_some());
        let cell = before.cell.clone().filter(|cell| self.review.cells.contains_key(cell));
        let span = match &cell {
            Some(cell) => self.span_of_cell(cell),
            None => check.as_deref().and_then(|id| self.choose_check(id).span),
        };
        Selection { check, cell, span }
    }

    /// The finding after (`1`) or before (`-1`) the one of that id; without one the first or last.
    pub fn step(&self, from: Option<&str>, by: isize) -> Option<Selection> {
        let ids: Vec<&str> = self.findings().map(|check| check.id.as_str()).collect();
        let at = ids.iter().position(|id| from == Some(id));
        let next = match at {
            Some(at) => (at as isize + by).clamp(0, ids.len() as isize - 1) as usize,
            None if by > 0 => 0,
            None => ids.len().checked_sub(1)?,
        };
        ids.get(next).map(|id| self.choose_check(id))
    }

    /// Who reports on which year; the title where that was not told.
    pub fn title(&self) -> String {
        let review = &self.review;
        match (&review.organization, review.year, &review.title) {
            (Some(organization), Some(year), _) => {
                format!("{organization} {year} 年政府信息公开工作年度报告")
            }
            (_, _, Some(title)) => title.clone(),
            (Some(organization), None, None) => {
                format!("{organization} 政府信息公开工作年度报告（未读到年度）")
            }
            (None, Some(year), None) => format!("{year} 年政府信息公开工作年度报告（未读到单位）"),
            (None, None, None) => "未读到标题、单位和年度".to_owned(),
        }
    }

    /// What the file that is downloaded is called: organisation and year.
    pub fn file_name(&self) -> String {
        let organization = self.review.organization.as_deref().unwrap_or("年度报告");
        let unsafe_in_names = |c: char| {
            c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        };
        let safe: String = organization
            .chars()
            .map(|c| if unsafe_in_names(c) { '_' } else { c })
            .take(60)
            .collect();
        match self.review.year {
            Some(year) => format!("{safe}-{year}.json"),
            None => format!("{safe}.json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn a_check_leads_to_a_cell_and_its_place_and_back() {
        let reviewed = fixture::reviewed();
        let id = "applications-total-mismatch#granted";
        let selection = reviewed.choose_check(id);
        assert_eq!(selection.cell.as_deref(), Some("applications.granted.natural_person"));
        let span = selection.span.unwrap();
        let back = reviewed.choose_offset(span.start, &Selection::default()).unwrap();
        assert_eq!(back, selection);
        let line = reviewed.choose_line(span.line - 1, &Selection::default()).unwrap();
        assert_eq!(line.check.as_deref(), Some(id));
    }

    #[test]
    fn a_cell_keeps_the_check_that_was_selected() {
        let reviewed = fixture::reviewed();
        let cell = "applications.granted.natural_person";
        let row = reviewed.choose_check("applications-total-mismatch#granted");
        assert_eq!(reviewed.choose_cell(cell, &row).check, row.check);
        let column = reviewed.choose_check("applications-disposed-total-mismatch#natural_person");
        assert_eq!(reviewed.choose_cell(cell, &column).check, column.check);
        let none = reviewed.choose_cell("applications.unavailable.not_held.business", &row);
        assert_eq!(none.check, None);
    }

    #[test]
    fn a_changed_cell_shows_what_it_holds_now() {
        let before = fixture::reviewed();
        let key = "applications.granted.natural_person";
        let cell = Cell::from_key(key).unwrap();
        let after = fixture::changed(&before, fixture::changes().edits, &[]);
        assert_eq!((before.shown(cell), after.shown(cell)), ("21".to_owned(), "19".to_owned()));
        let blank = super::super::Changes::default().with_edit(key, None);
        let blank = fixture::changed(&before, blank.edits, &[]);
        assert_eq!((blank.shown(cell), blank.state_of(key)), (String::new(), Some(State::Blank)));
        assert_eq!(blank.numbers_now() + 1, before.numbers_now());
        assert_eq!(blank.numbers_read(), before.numbers_read());
    }

    #[test]
    fn what_was_read_is_no_change() {
        let before = fixture::reviewed();
        let key = "applications.granted.natural_person";
        let cell = Cell::from_key(key).unwrap();
        let number = |value| Some(Number::Integer(value));
        let none = Changes::default();
        assert!(before.written(&none, cell, number(21)).is_empty());
        let changes = before.written(&none, cell, number(19));
        let after = fixture::changed(&before, changes.edits.clone(), &[]);
        assert!(after.written(&changes, cell, number(21)).is_empty());
        assert_eq!(after.written(&changes, cell, None).edits[0].to, None);
    }

    #[test]
    fn blanks_are_filled_but_no_total() {
        use crate::form::{Edition, Table};
        let draft = crate::draft("2021", "青禾县水利局", 2024).unwrap();
        let draft = Reviewed::new(draft, Arc::new(Lines::new("".into())));
        let sheet = Sheet::new(Table::Disputes, Edition::E2021, super::super::Width::Form);
        let one = Cell::from_key("disputes.reconsideration.upheld").unwrap();
        let changes = draft.written(&Changes::default(), one, Some(Number::Integer(3)));
        let draft = fixture::changed(&draft, changes.edits.clone(), &[]);
        let zeros = draft.zeros_for_blanks(&changes, &sheet);
        assert_eq!(zeros.edits.len(), 12);
        assert!(draft.findings().next().is_none(), "a form that is filled in is not scolded");
        assert_eq!(zeros.edits[0].to, Some(Number::Integer(3)));
        assert!(zeros.edits.iter().all(|edit| !edit.cell.ends_with(".total")));
    }

    #[test]
    fn what_is_set_aside_is_no_finding() {
        let before = fixture::reviewed();
        let (row, cell) =
            ("applications-total-mismatch#granted", "applications.granted.legal_service");
        assert_eq!(before.worst_of_cell(cell), Some(Status::Fail));
        let after = fixture::changed(&before, Vec::new(), &[(row, "已核实")]);
        assert_eq!(after.findings().count() + 1, before.findings().count());
        assert_eq!(after.worst_of_cell(cell), None);
        assert_eq!(after.set_aside().count(), 1);
        assert_eq!(after.failures_in("applications") + 1, before.failures_in("applications"));
        assert!(after.diagnosis_of(row).is_some());
    }

    #[test]
    fn without_its_text_a_review_has_no_places() {
        let with = fixture::reviewed();
        let reviewed = Reviewed::new(with.review, Arc::new(Lines::new("".into())));
        let selection = reviewed.choose_check("applications-total-mismatch#granted");
        assert!(selection.cell.is_some() && selection.span.is_none());
        assert_eq!(reviewed.choose_line(0, &Selection::default()), None);
        assert!(super::super::marks(&reviewed, &selection).is_empty());
    }

    #[test]
    fn the_steps_stop_at_both_ends() {
        let reviewed = fixture::reviewed();
        let first = reviewed.step(None, 1).unwrap();
        assert_eq!(reviewed.step(first.check.as_deref(), -1).unwrap(), first);
        let last = reviewed.step(None, -1).unwrap();
        assert_eq!(reviewed.step(last.check.as_deref(), 1).unwrap(), last);
        assert_ne!(first, last);
    }

    #[test]
    fn the_file_name_holds_no_path() {
        let mut reviewed = fixture::reviewed();
        assert_eq!(reviewed.file_name(), "青禾县文化和旅游局-2024.json");
        reviewed.review.organization = Some("甲/乙:局".to_owned());
        reviewed.review.year = None;
        assert_eq!(reviewed.file_name(), "甲_乙_局.json");
    }
}
