//! Changing a report: cells written, checks set aside, totals on request, steps back and forth,
//! and reports put away with their changes.

use super::{Editing, Panel, PutAway, Store};
use crate::app::browser::Pasted;
use crate::export::wire;
use crate::form::Cell;
use crate::session::{Changes, History, PASTED, Sheet, typed_block};

impl Store {
    /// Keeps a report with changes in it, for something else takes its place.
    pub(super) fn put_away(self) {
        let history = self.history.get_untracked();
        self.history.set(History::default());
        self.compute.put(None);
        let input = self.input.get_untracked().filter(|_| history.in_words().is_some());
        if let Some(input) = input {
            self.put_away.set(Some(PutAway { input, history }));
        }
    }

    /// What was put away, in a few Chinese words: name and changes.
    pub fn put_away_in_words(self) -> Option<(String, String)> {
        let put_away = self.put_away.read();
        let PutAway { input, history } = put_away.as_ref()?;
        Some((input.name.clone(), history.in_words()?))
    }

    /// Takes out again what was put away, with its changes.
    pub fn take_out(self) {
        let Some(PutAway { input, history }) = self.put_away.get_untracked() else { return };
        self.put_away.set(None);
        self.put_away();
        self.history.set(history);
        self.show(input.plain_text().unwrap_or_default());
        self.read(input);
    }

    /// Takes a step: other changes than those that stand.
    pub fn change(self, change: impl FnOnce(&Changes) -> Changes) {
        if self.fresh.get_untracked() {
            return self.say("正在读取，读完再改");
        }
        let next = self.history.with_untracked(|history| change(history.now()));
        let mut is_step = false;
        self.history.update(|history| is_step = history.push(next));
        if is_step {
            self.ask();
        }
    }

    /// Writes a number into a cell, or takes it out.
    pub fn write(self, cell: Cell, to: Option<wire::Number>) {
        if let Some(reviewed) = self.reviewed() {
            self.change(|changes| reviewed.written(changes, cell, to));
        }
    }

    /// Takes a block of numbers that is pasted on a cell. Whether it was one.
    pub fn paste_block(self, sheet: &Sheet, from: Cell, text: &str) -> bool {
        let Some(reviewed) = self.reviewed() else { return false };
        match typed_block(sheet, from, text) {
            None => return false,
            Some(Err(sentence)) => self.say(&sentence),
            Some(Ok(block)) => {
                let count = block.len();
                self.change(|changes| {
                    block.iter().fold(changes.clone(), |changes, &(cell, number)| {
                        reviewed.written(&changes, cell, number)
                    })
                });
                self.say(&format!("已填入 {count} 格"));
            }
        }
        true
    }

    /// Starts to write into a cell: with what stands there, or with a text in its place.
    pub fn begin(self, cell: &str, text: Option<&str>) {
        if self.fresh.get_untracked() {
            return self.say("正在读取，读完再改");
        }
        let Some(reviewed) = self.reviewed() else { return };
        let Some(cell) = Cell::from_key(cell) else { return };
        let held = text.is_none();
        let text = text.map_or_else(|| reviewed.shown(cell).replace('−', "-"), str::to_owned);
        self.hinted.set(None);
        self.editing.set(Some(Editing { cell, text, held }));
    }

    /// Takes a text in the place of all that stands in the editor, if that would lose changes.
    pub fn replace_text(self, pasted: &Pasted) -> bool {
        let changed = self.history.with_untracked(|history| !history.now().is_empty());
        let replaces = changed
            && !pasted.text.is_empty()
            && self.lines.with_untracked(|lines| !lines.is_empty());
        if replaces {
            self.open_text(PASTED, &pasted.text);
        }
        replaces
    }

    /// Goes a step back, or forth, and shows what that changed.
    pub fn undo(self, back: bool) {
        if self.fresh.get_untracked() {
            return;
        }
        let mut before = None;
        self.history.update(|history| before = history.step(back));
        let Some(before) = before else {
            return self.say(if back {
                "没有可以撤销的改动"
            } else {
                "没有可以重做的改动"
            });
        };
        self.editing.set(None);
        let now = self.history.with_untracked(|history| history.now().clone());
        self.ask();
        if let Some(cell) = now.first_difference(&before) {
            self.choose_cell(cell);
            self.reveal(Panel::Sheet);
        }
        self.say(if back { "已撤销" } else { "已重做" });
    }

    /// Has totals computed: all of a table, by its key, or one cell, by its path.
    pub fn compute(self, key: &str) {
        if self.fresh.get_untracked() {
            return;
        }
        thread_local! {
            static WISHES: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
        }
        let number = WISHES.get() + 1;
        WISHES.set(number);
        self.compute.put(Some((number, key.to_owned())));
        self.ask();
    }
}
