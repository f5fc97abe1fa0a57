//! The hint beside a cell that needs explaining, on hover and on focus.

use super::browser::{self, Anchor};
use super::live::Derived;
use super::markup::{Part, View, html, live, part};
use super::store::Store;
use crate::form::Cell;
use crate::session::cell_note;

#[derive(Clone, PartialEq)]
struct Hint {
    name: String,
    notes: Vec<String>,
    anchor: Anchor,
}

/// The hint, `#cell-hint` for the cells. It follows [`Store::hinted`].
pub fn hint(store: Store) -> View {
    let hint = Derived::new(move || {
        let key = store.hinted.get().filter(|_| store.editing.read().is_none())?;
        let notes = store.outcome.with(|outcome| Some(cell_note(outcome.reviewed()?, &key)))?;
        if notes.is_empty() {
            return None;
        }
        let anchor = browser::anchor_of(&format!("[data-cell=\"{key}\"]"))?;
        Some(Hint { name: Cell::from_key(&key)?.name(), notes, anchor })
    });
    let px = move |read: fn(&Anchor) -> i32| {
        live(move || {
            hint.read().as_ref().map_or_else(String::new, |h| format!("{}px", read(&h.anchor)))
        })
    };
    html!(
        r#"<div class="hint" id="cell-hint" role="tooltip" class:on={on} class:above={above}
            style:left={left} style:top={top}>{words}</div>"#,
        on = live(move || hint.read().is_some()),
        above = live(move || hint.read().as_ref().is_some_and(|hint| hint.anchor.above)),
        left = px(|anchor| anchor.x),
        top = px(|anchor| anchor.y),
        words = part(move || hint.read().as_ref().map_or(Part::Nothing, draw)),
    )
}

fn draw(hint: &Hint) -> Part {
    let note = |note: &String| html!(r#"<p>{note}</p>"#, note = note.as_str());
    let notes: Vec<View> = hint.notes.iter().map(note).collect();
    html!(r#"<b>{name}</b>{notes}"#, name = hint.name.as_str(), notes).into()
}
