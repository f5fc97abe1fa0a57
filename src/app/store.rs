//! The signals of the page and the events that change them.

mod changing;
mod choosing;

use super::browser::{self, Answer, Dropped, Pasted};
use super::keeping;
use super::live::Held;
use crate::form::{Cell, Table};
use crate::session::{
    Changes, Content, Draft, History, Input, Lines, Outcome, PASTED, Request, Reviewed, Selection,
    Told, edition, is_worth_reading_as_html,
};
use std::ops::Deref;
use std::sync::Arc;

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

/// A report that was put away with changes in it, to be taken out again.
#[derive(Clone)]
pub struct PutAway {
    input: Input,
    history: History,
}

/// The name of an input that was pasted as HTML.
const CLIPBOARD: &str = "clipboard.html";

/// How many milliseconds a check may take before the page says that it is at it.
const PATIENCE: i32 = 300;

/// Everything that the panels share. It lives as long as the page, and what is drawn holds no more
/// of it than where it is.
#[derive(Clone, Copy)]
pub struct Store(&'static Signals);

impl Deref for Store {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// The signals of the page.
pub struct Signals {
    /// What the user gave.
    pub input: Held<Option<Input>>,
    /// The text in the editor.
    pub lines: Held<Arc<Lines>>,
    /// A text that the editor is to take over, with a number that grows.
    pub editor: Held<(u32, Arc<str>)>,
    /// What the user changed in it.
    pub history: Held<History>,
    /// The last report that had changes when another was opened.
    pub put_away: Held<Option<PutAway>>,
    /// The cell that is being written into.
    pub editing: Held<Option<Editing>>,
    /// What came of the input.
    pub outcome: Held<Outcome>,
    /// What is selected.
    pub selection: Held<Selection>,
    /// What the middle panel shows.
    pub tab: Held<Tab>,
    /// Whether a check takes long.
    pub busy: Held<bool>,
    /// A short message, such as 已复制.
    pub notice: Held<Option<String>>,
    /// The cell that the pointer or the focus is on.
    pub hinted: Held<Option<String>>,
    /// Whether something hangs over the window.
    pub dragging: Held<bool>,
    /// Whether the panels stand side by side, each scrolling on its own.
    pub wide: &'static Held<bool>,
    /// Whether there is room for one column of labels only.
    pub narrow: &'static Held<bool>,
    /// The plain text of what was pasted as HTML, should nothing be found in that.
    plain_paste: Held<Option<String>>,
    /// Whether the next review is of something new, not of an edit.
    fresh: Held<bool>,
    /// The input of which the outcome is shown.
    shown: Held<Option<Input>>,
    /// Why what was typed into a cell cannot stand there, in a Chinese sentence.
    pub wrong: Held<String>,
    /// Whether the form to set the selected check aside is open.
    pub asking: Held<bool>,
    /// Whether that form lacks the reason.
    pub lacking: Held<bool>,
    /// What is to be computed, and not answered yet.
    compute: Held<Option<(u32, String)>>,
}

/// A cell that is being written into.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    /// Which one.
    pub cell: Cell,
    /// What stands in the field at first.
    pub text: String,
    /// Whether that is what the cell holds; else it is the first key of what is being typed.
    pub held: bool,
}

impl Store {
    /// Makes the signals and starts the core.
    pub fn start() -> Store {
        let store = Store(Box::leak(Box::new(Signals {
            input: Held::new(None),
            history: Held::new(History::default()),
            put_away: Held::new(None),
            editing: Held::new(None),
            lines: Held::new(Arc::new(Lines::new("".into()))),
            editor: Held::new((0, "".into())),
            outcome: Held::new(Outcome::Idle),
            selection: Held::new(Selection::default()),
            tab: Held::new(Tab::Table(Table::Applications)),
            busy: Held::new(false),
            notice: Held::new(None),
            hinted: Held::new(None),
            dragging: Held::new(false),
            wide: browser::takes_media("(min-width: 900px)"),
            narrow: browser::takes_media("(max-width: 640px)"),
            plain_paste: Held::new(None),
            fresh: Held::new(true),
            shown: Held::new(None),
            compute: Held::new(None),
            wrong: Held::new(String::new()),
            asking: Held::new(false),
            lacking: Held::new(false),
        })));
        browser::start(move |answer| store.answered(answer));
        browser::watch_drops(&store.0.dragging, move |dropped| store.took(dropped));
        browser::on_paste_anywhere(move |pasted| {
            if !store.paste_html(&pasted) && !pasted.text.is_empty() {
                store.open_text(PASTED, &pasted.text);
            }
        });
        browser::on_undo_keys(move |back| store.undo(back));
        browser::guard_leaving(move || {
            !keeping::is_handed_over() && store.history.with_untracked(|h| !h.now().is_empty())
        });
        store
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
    pub fn paste_html(self, pasted: &Pasted) -> bool {
        let take = browser::reads_files() && is_worth_reading_as_html(&pasted.html);
        if take {
            self.plain_paste.put(Some(pasted.text.clone()));
            self.open(Input::file(CLIPBOARD, pasted.html.as_bytes().to_vec()));
        }
        take
    }

    /// Opens an empty form.
    pub fn open_draft(self, draft: Draft) {
        self.show("".into());
        self.open(Input::draft(draft));
    }

    /// Takes up what an earlier page left, with what was changed in it.
    pub fn resume(self, input: Input, history: History) {
        if let Content::Text(text) = &input.content {
            self.show(text.clone());
        }
        self.history.set(history);
        self.read(input);
    }

    fn open(self, input: Input) {
        self.put_away();
        self.read(input);
    }

    /// Reads an input that is not what is shown.
    fn read(self, input: Input) {
        // What is being read no longer matters.
        browser::cancel_slow();
        self.fresh.put(true);
        self.editing.set(None);
        self.selection.set(Selection::default());
        self.check(input);
    }

    /// Takes the text of the editor after a key. Changes of cells stay.
    pub fn edit(self, text: String) {
        if text.is_empty() {
            return self.clear();
        }
        let before = self.input.get_untracked();
        // A text in the place of nothing is a new report.
        if before.as_ref().is_none_or(|before| before.is_empty() || before.is_draft()) {
            self.put_away();
            self.fresh.put(true);
        }
        let input = match before.filter(|before| !before.is_draft()) {
            Some(before) => before.edited(&text),
            None => Input::text(PASTED, &text),
        };
        self.lines.set(Arc::new(Lines::new(input.plain_text().unwrap_or_default())));
        self.check(input);
    }

    fn check(self, input: Input) {
        self.input.set(Some(input));
        self.ask();
    }

    /// Asks the core about the input with all that was changed in it.
    fn ask(self) {
        let Some(request) = self.request() else { return };
        browser::check(request);
        browser::later(PATIENCE, move || self.busy.set(browser::is_slow()));
    }

    fn request(self) -> Option<Request> {
        let history = self.history.get_untracked();
        // What was just opened is taken as it comes: an export has changes of its own, unless
        // they were taken back before.
        let as_it_comes = self.fresh.get_untracked() && history.is_untouched();
        Some(Request {
            input: self.input.get_untracked()?,
            changes: (!as_it_comes).then(|| history.now().clone()),
            compute: self.compute.get_untracked(),
        })
    }

    /// Puts everything away.
    pub fn clear(self) {
        self.put_away();
        browser::cancel();
        self.busy.set(false);
        self.empty();
    }

    fn empty(self) {
        self.input.set(None);
        self.shown.put(None);
        self.editing.set(None);
        self.outcome.set(Outcome::Idle);
        self.selection.set(Selection::default());
        self.show("".into());
        self.fresh.put(true);
        browser::set_title("勾稽 · 政府信息公开年报核对");
        browser::focus_next("#source".to_owned());
    }

    /// Stops what is being checked. What is shown is what there is, then.
    pub fn stop(self) {
        browser::cancel();
        self.busy.set(false);
        self.compute.put(None);
        let shown = self.shown.get_untracked();
        let (Some(shown), Some(reviewed)) = (shown, self.reviewed()) else { return };
        if !self.fresh.get_untracked() || self.input.get_untracked().as_ref() == Some(&shown) {
            return;
        }
        // Its changes were put away when the other was opened.
        let kept = self.put_away.get_untracked().filter(|put_away| put_away.input == shown);
        if let Some(PutAway { history, .. }) = kept {
            self.history.set(history);
            self.put_away.set(None);
        }
        self.fresh.put(false);
        self.input.set(Some(shown));
        self.show(reviewed.lines.text().clone());
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
        let Answer { request, output, json, held, exported, note } = answer;
        let Request { input, .. } = &request;
        let is_current = self.input.with_untracked(|now| now.as_ref() == Some(input));
        // Something else was opened meanwhile: its answer is on the way.
        if self.fresh.get_untracked() && !is_current {
            return;
        }
        self.busy.set(browser::is_slow());
        let is_latest = self.request().as_ref() == Some(&request);
        match output {
            // A change that the core does not take leaves what is shown as it is.
            Err(sentence) if held && self.reviewed().is_some() => {
                if self.compute.get_untracked().is_some() {
                    self.compute.put(None);
                } else {
                    self.history.update(|history| {
                        history.step(true);
                    });
                }
                self.say(&sentence);
            }
            Err(sentence) => self.refused(sentence, input, None),
            Ok(Told::Refused { sentence, text }) => {
                let plain = self.plain_paste.with_untracked(Clone::clone).unwrap_or_default();
                if input.name == CLIPBOARD && !plain.is_empty() {
                    return self.open_text(PASTED, &plain);
                }
                self.refused(sentence, input, text);
            }
            Ok(Told::Review(mut review)) => {
                if exported && request.changes.is_none() {
                    self.history.set(History::starting(Changes::of(&review)));
                }
                if is_latest && request.compute.is_some() {
                    self.compute.put(None);
                    self.history.update(|history| {
                        let computed = history.now().completed(&review);
                        history.push(computed);
                    });
                }
                let text = review.source.text.take();
                let lines = self.lines_of(input, text, held, exported);
                self.shown.put(Some(input.clone()));
                let mut reviewed = Reviewed::new(*review, lines);
                reviewed.json = json;
                self.show_review(Arc::new(reviewed));
                if let Some(note) = note.filter(|_| is_latest) {
                    self.say(&note);
                }
            }
        }
    }

    /// The text that an answer is about; the editor takes it over when it is not what stands
    /// there.
    fn lines_of(
        self,
        input: &Input,
        text: Option<String>,
        held: bool,
        exported: bool,
    ) -> Arc<Lines> {
        let shown = self.reviewed().filter(|_| held);
        if let Some(shown) = shown {
            return shown.lines.clone();
        }
        let given = match &input.content {
            Content::Text(text) if !exported => Some(text),
            _ => None,
        };
        let stands = |text: &Arc<str>| self.lines.with_untracked(|lines| lines.text() == text);
        match (given, text) {
            // What was read is what was given.
            (Some(given), text) if text.as_ref().is_none_or(|text| **text == **given) => {
                match stands(given) {
                    true => self.lines.get_untracked(),
                    false => Arc::new(Lines::new(given.clone())),
                }
            }
            (_, text) => {
                let text: Arc<str> = text.unwrap_or_default().into();
                self.show(text);
                self.lines.get_untracked()
            }
        }
    }

    /// Shows a refusal, with whatever text there is to work on.
    fn refused(self, sentence: String, input: &Input, text: Option<String>) {
        if let Content::Bytes(_) = input.content {
            let text = text.map(Arc::from).or_else(|| input.plain_text());
            self.show(text.unwrap_or_default());
        }
        self.shown.put(None);
        self.compute.put(None);
        self.selection.set(Selection::default());
        self.outcome.set(Outcome::Refused { name: input.name.clone(), sentence });
    }

    fn show_review(self, reviewed: Arc<Reviewed>) {
        let fresh = self.fresh.get_untracked();
        self.fresh.put(false);
        let selection = if fresh {
            reviewed.step(None, 1).unwrap_or_default()
        } else {
            reviewed.keep(&self.selection.get_untracked())
        };
        browser::set_title(&format!("{} · 勾稽", reviewed.title()));
        let draft = reviewed.is_draft().then(|| edition(&reviewed.review));
        self.outcome.set(Outcome::Reviewed(reviewed));
        if let (true, Some(edition)) = (fresh, draft) {
            // A form is filled in from its beginning.
            if let Some(first) = edition.cells().next() {
                self.choose_cell(first.key());
                browser::focus_next(format!("[data-cell=\"{}\"]", first.key()));
            }
        } else if fresh {
            self.tab.set(Tab::Table(Table::Applications));
            self.choose(selection, Panel::Findings);
        } else {
            self.selection.set(selection);
        }
    }

    /// Says something shortly.
    pub fn say(self, words: &str) {
        self.notice.set(Some(words.to_owned()));
        let words = Some(words.to_owned());
        browser::later(3_000, move || {
            if self.notice.get_untracked() == words {
                self.notice.set(None);
            }
        });
    }
}
