//! The signals of the page and the events that change them.

use super::browser::{self, Answer, Dropped};
use crate::export::wire;
use crate::form::{Cell, Table};
use crate::session::{
    Content, Input, Lines, Marks, Outcome, PASTED, Reviewed, Selection, is_worth_reading_as_html,
    marks,
};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// What the middle panel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// One of the tables.
    Table(Table),
    /// The sections.
    Narrative,
    /// The JSON.
    Json,
}

/// Which panel an event comes from: the others follow it, it stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The list of checks.
    Findings,
    /// The tables.
    Sheet,
    /// The source text.
    Source,
}

/// How long a check may take before the page says that it is at it.
const PATIENCE: Duration = Duration::from_millis(300);

/// Everything that the panels share.
#[derive(Clone, Copy)]
pub struct Store {
    /// What the user gave.
    pub input: RwSignal<Option<Input>>,
    /// The text in the editor.
    pub lines: RwSignal<Arc<Lines>>,
    /// A text that the editor is to take over, with a number that grows.
    pub editor: RwSignal<(u32, Arc<str>)>,
    /// What came of the input.
    pub outcome: RwSignal<Outcome>,
    /// What is selected.
    pub selection: RwSignal<Selection>,
    /// What the middle panel shows.
    pub tab: RwSignal<Tab>,
    /// Whether a check takes long.
    pub busy: RwSignal<bool>,
    /// A short message, such as 已复制.
    pub notice: RwSignal<Option<String>>,
    /// The cell that the pointer or the focus is on.
    pub hinted: RwSignal<Option<String>>,
    /// Whether something hangs over the window.
    pub dragging: RwSignal<bool>,
    /// What is marked in the text.
    pub marks: Memo<Arc<Marks>>,
    /// Whether the panels stand side by side, each scrolling on its own.
    pub wide: ReadSignal<bool>,
    /// Whether there is room for one column of labels only.
    pub narrow: ReadSignal<bool>,
    /// Whether the next review is of something new, not of an edit.
    fresh: StoredValue<bool>,
}

thread_local! {
    static STORE: std::cell::Cell<Option<Store>> = const { std::cell::Cell::new(None) };
}

impl Store {
    /// Makes the signals and starts the core.
    pub fn start() -> Store {
        let outcome = RwSignal::new(Outcome::Idle);
        let selection = RwSignal::new(Selection::default());
        let marks = Memo::new(move |_| {
            let selection = selection.get();
            Arc::new(outcome.with(|outcome| match outcome.reviewed() {
                Some(reviewed) => marks(reviewed, &selection),
                None => Marks::new(),
            }))
        });
        let store = Store {
            input: RwSignal::new(None),
            lines: RwSignal::new(Arc::new(Lines::new("".into()))),
            editor: RwSignal::new((0, "".into())),
            outcome,
            selection,
            tab: RwSignal::new(Tab::Table(Table::Applications)),
            busy: RwSignal::new(false),
            notice: RwSignal::new(None),
            hinted: RwSignal::new(None),
            dragging: RwSignal::new(false),
            marks,
            wide: browser::takes_media("(min-width: 900px)"),
            narrow: browser::takes_media("(max-width: 640px)"),
            fresh: StoredValue::new(true),
        };
        // The worker and the file dialogue answer outside of any component.
        STORE.set(Some(store));
        browser::start(|answer| Store::here(|store| store.answered(answer)));
        browser::watch_drops(store.dragging, |dropped| Store::here(|store| store.took(dropped)));
        browser::on_paste_anywhere(move |pasted| {
            if !pasted.text.is_empty() {
                store.open_text(PASTED, &pasted.text);
            }
        });
        store
    }

    /// The store of the page, for callbacks that carry nothing.
    pub fn here(act: impl FnOnce(Store)) {
        if let Some(store) = STORE.get() {
            act(store);
        }
    }

    /// The review, if there is one.
    pub fn reviewed(self) -> Option<Arc<Reviewed>> {
        self.outcome.with(|outcome| outcome.reviewed().cloned())
    }

    /// Opens a text in place of whatever is there.
    pub fn open_text(self, name: &str, text: &str) {
        let input = Input::text(name, text);
        self.show(input.plain_text().unwrap_or_default());
        self.open(input);
    }

    /// Takes a file or a text that was chosen or dropped.
    pub fn took(self, dropped: Dropped) {
        match dropped {
            Dropped::Refused { name, sentence } => self.refuse(name, sentence),
            Dropped::Input(input) => {
                // The text of a file comes back from the core, which knows its encoding.
                if let Content::Text(text) = &input.content {
                    self.show(text.clone());
                }
                self.open(input);
            }
        }
    }

    /// Takes the HTML of a paste over its text, when it holds a table and this site can read it.
    pub fn paste_html(self, html: &str) -> bool {
        let take = browser::reads_files() && is_worth_reading_as_html(html);
        if take {
            self.open(Input::file("clipboard.html", html.as_bytes().to_vec()));
        }
        take
    }

    fn open(self, input: Input) {
        // What is being read no longer matters.
        browser::cancel_slow();
        self.fresh.set_value(true);
        self.selection.set(Selection::default());
        self.check(input);
    }

    /// Takes the text of the editor after a key.
    pub fn edit(self, text: String) {
        if text.is_empty() {
            return self.clear();
        }
        let before = self.input.get_untracked();
        if before.as_ref().is_none_or(Input::is_empty) {
            self.fresh.set_value(true);
        }
        let input = match before {
            Some(before) => before.edited(&text),
            None => Input::text(PASTED, &text),
        };
        self.lines.set(Arc::new(Lines::new(text.into())));
        self.check(input);
    }

    fn check(self, input: Input) {
        self.input.set(Some(input.clone()));
        browser::check(input);
        set_timeout(move || self.busy.set(browser::is_slow()), PATIENCE);
    }

    /// Puts everything away.
    pub fn clear(self) {
        self.stop();
        self.input.set(None);
        self.outcome.set(Outcome::Idle);
        self.selection.set(Selection::default());
        self.show("".into());
        self.fresh.set_value(true);
        browser::set_title("勾稽 · 政府信息公开年报核对");
        browser::focus_next("#source".to_owned());
    }

    /// Stops what is being checked.
    pub fn stop(self) {
        browser::cancel();
        self.busy.set(false);
    }

    /// Refuses a file that was not even read.
    fn refuse(self, name: String, sentence: String) {
        self.clear();
        self.outcome.set(Outcome::Refused { name, sentence });
    }

    /// Puts a text into the editor.
    fn show(self, text: Arc<str>) {
        self.lines.set(Arc::new(Lines::new(text.clone())));
        self.editor.update(|editor| *editor = (editor.0 + 1, text));
    }

    fn answered(self, answer: Answer) {
        self.busy.set(false);
        let is_current = self.input.with_untracked(|input| input.as_ref() == Some(&answer.input));
        let is_text = matches!(answer.input.content, Content::Text(_));
        match answer.output {
            Err(sentence) => self.refused(sentence, &answer.input, is_text),
            Ok(wire::Output::Refusal(refusal)) => {
                self.refused(refusal.error.message, &answer.input, is_text);
            }
            Ok(wire::Output::Review(mut review)) => {
                let lines = if is_text && is_current {
                    self.lines.get_untracked()
                } else if is_text {
                    Arc::new(Lines::new(answer.input.plain_text().unwrap_or_default()))
                } else {
                    let text: Arc<str> = review.source.text.take().unwrap_or_default().into();
                    self.show(text);
                    self.lines.get_untracked()
                };
                self.show_review(Arc::new(Reviewed::new(*review, lines)));
            }
        }
    }

    fn refused(self, sentence: String, input: &Input, is_text: bool) {
        if !is_text {
            self.show(input.plain_text().unwrap_or_default());
        }
        self.selection.set(Selection::default());
        self.outcome.set(Outcome::Refused { name: input.name.clone(), sentence });
    }

    fn show_review(self, reviewed: Arc<Reviewed>) {
        let fresh = self.fresh.get_value();
        self.fresh.set_value(false);
        let selection = if fresh {
            reviewed.step(None, 1).unwrap_or_default()
        } else {
            reviewed.keep(&self.selection.get_untracked())
        };
        browser::set_title(&format!("{} · 勾稽", reviewed.title()));
        self.outcome.set(Outcome::Reviewed(reviewed));
        if fresh {
            self.tab.set(Tab::Table(Table::Applications));
            self.choose(selection, Panel::Findings);
        } else {
            self.selection.set(selection);
        }
    }

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
        super::source_view::reveal_line(self, span.line - 1);
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

    /// Selects something; the panels that it does not come from bring it into view. Where the
    /// panels stand one below the other nothing scrolls: the way there is a button.
    fn choose(self, selection: Selection, from: Panel) {
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
                if let Some(id) = selection.check {
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
                    super::source_view::reveal_line(self, reviewed.lines.locate(span.start).0);
                }
            }
        }
    }

    /// Says something shortly.
    pub fn say(self, words: &str) {
        self.notice.set(Some(words.to_owned()));
        let words = Some(words.to_owned());
        set_timeout(
            move || {
                if self.notice.get_untracked() == words {
                    self.notice.set(None);
                }
            },
            Duration::from_secs(3),
        );
    }
}
