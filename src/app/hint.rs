//! The hint beside a cell that needs explaining, on hover and on focus.

use super::browser::{self, Anchor};
use super::live;
use super::store::Store;
use crate::form::Cell;
use crate::session::cell_note;
use leptos::prelude::*;

#[derive(Clone, PartialEq)]
struct Hint {
    name: String,
    notes: Vec<String>,
    anchor: Anchor,
}

/// The id of the hint, for the cell that it describes.
pub const ID: &str = "cell-hint";

/// The hint. It follows [`Store::hinted`].
pub fn hint(store: Store) -> impl IntoView {
    let hint = Memo::new(move |_| {
        let key = store.hinted.get().filter(|_| store.editing.read().is_none())?;
        let notes = store.outcome.with(|outcome| Some(cell_note(outcome.reviewed()?, &key)))?;
        if notes.is_empty() {
            return None;
        }
        let anchor = browser::anchor_of(&format!("[data-cell=\"{key}\"]"))?;
        Some(Hint { name: Cell::from_key(&key)?.name(), notes, anchor })
    });
    let px = move |read: fn(Anchor) -> f64| {
        live::text(move || {
            hint.read().as_ref().map(|hint| format!("{}px", read(hint.anchor))).unwrap_or_default()
        })
    };
    view! {
        <div
            class="hint"
            id=ID
            role="tooltip"
            class:on=live::flag(move || hint.read().is_some())
            class:above=live::flag(move || {
                hint.read().as_ref().is_some_and(|hint| hint.anchor.above)
            })
            style:left=px(|anchor| anchor.x)
            style:top=px(|anchor| anchor.y)
        >
            {live::part(move || live::some(hint.get(), draw))}
        </div>
    }
}

fn draw(hint: Hint) -> AnyView {
    let note = |note: String| view! { <p>{note}</p> }.into_any();
    view! { <b>{hint.name}</b> {hint.notes.into_iter().map(note).collect_view()} }.into_any()
}
