//! Selecting: a check, a cell, a place in the text; the other panels follow.

use super::{Panel, Store, Tab};
use crate::app::{browser, source_view};
use crate::export::wire;
use crate::form::Cell;
use crate::session::Selection;

impl Store {
    /// Selects a check.
    pub fn choose_check(self, id: &str) {
        if let Some(reviewed) = self.reviewed() {
            self.choose(reviewed.choose_check(id), Panel::Findings);
        }
    }

    /// Selects a cell of a table.
    pub fn choose_cell(self, cell: &str) {
        if let Some(reviewed) = self.reviewed() {
            let selection = reviewed.choose_cell(cell, &self.selection.get_untracked());
            self.choose(selection, Panel::Sheet);
        }
    }

    /// Selects what stands at an offset of the editor, in UTF-16 units.
    pub fn choose_unit(self, unit: usize) {
        let Some(reviewed) = self.reviewed() else { return };
        let scalar = reviewed.lines.scalar_of_unit(unit);
        let before = self.selection.get_untracked();
        if let Some(selection) = reviewed.choose_offset(scalar, &before) {
            self.choose(selection, Panel::Source);
        }
    }

    /// Selects what stands on a 1-based line of the source.
    pub fn choose_line(self, line: usize) {
        let Some(reviewed) = self.reviewed() else { return };
        let before = self.selection.get_untracked();
        if let Some(selection) = reviewed.choose_line(line - 1, &before) {
            self.choose(selection, Panel::Source);
        }
    }

    /// Shows a line of the source without selecting anything of the form.
    pub fn show_place(self, span: wire::Span) {
        self.selection.set(Selection { span: Some(span), ..Selection::default() });
        source_view::reveal_line(self, span.line - 1);
    }

    /// Goes to the finding after (`1`) or before (`-1`) the one of that id.
    pub fn step(self, from: Option<&str>, by: isize) {
        let Some(reviewed) = self.reviewed() else { return };
        if let Some(selection) = reviewed.step(from, by) {
            if let Some(id) = &selection.check {
                browser::focus_next(format!("[data-check=\"{id}\"] button"));
            }
            self.choose(selection, Panel::Findings);
        }
    }

    /// Goes to another finding, for this one goes from the list.
    pub fn leave_check(self, id: &str) {
        let Some(reviewed) = self.reviewed() else { return };
        let is_other = |selection: &Selection| selection.check.as_deref() != Some(id);
        let mut ways = [1, -1].into_iter().filter_map(|by| reviewed.step(Some(id), by));
        match ways.find(is_other) {
            Some(selection) => {
                let other = selection.check.clone().unwrap_or_default();
                browser::focus_next(format!("[data-check=\"{other}\"] button"));
                self.choose(selection, Panel::Findings);
            }
            None => {
                self.selection.set(Selection::default());
                browser::focus_next("#findings-title".to_owned());
            }
        }
    }

    /// Selects something; the panels that it does not come from bring it into view. Where the
    /// panels stand one below the other nothing scrolls: the way there is a button.
    pub(super) fn choose(self, selection: Selection, from: Panel) {
        if let Some(cell) = selection.cell.as_deref().and_then(Cell::from_key) {
            self.tab.set(Tab::Table(cell.table()));
        }
        self.selection.set(selection);
        if self.wide.get_untracked() {
            for panel in [Panel::Findings, Panel::Sheet, Panel::Source] {
                if panel != from {
                    self.reveal(panel);
                }
            }
        }
    }

    /// Brings what is selected into view in a panel.
    pub fn reveal(self, panel: Panel) {
        let selection = self.selection.get_untracked();
        match panel {
            Panel::Findings => {
                if let Some(id) = selection.check.filter(|id| self.is_listed(id)) {
                    browser::open_details(&format!("[data-check=\"{id}\"]"));
                    browser::reveal(format!("[data-check=\"{id}\"]"));
                }
            }
            Panel::Sheet => {
                if let Some(cell) = selection.cell {
                    browser::reveal(format!("[data-cell=\"{cell}\"]"));
                }
            }
            Panel::Source => {
                if let (Some(span), Some(reviewed)) = (selection.span, self.reviewed()) {
                    source_view::reveal_line(self, reviewed.lines.locate(span.start).0);
                }
            }
        }
    }

    /// Whether a check stands in the list of findings, or among what could not be checked. What
    /// passed, and what was set aside, is not unfolded by itself.
    fn is_listed(self, id: &str) -> bool {
        self.reviewed().is_some_and(|reviewed| {
            let check = reviewed.check(id);
            check.is_some_and(|check| check.status != wire::Status::Pass)
                && reviewed.aside_of(id).is_none()
        })
    }
}
