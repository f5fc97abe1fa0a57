//! Writing into a cell of a drawn table, by the keys of a spreadsheet.

use super::browser;
use super::live;
use super::store::Store;
use crate::form::{Cell, Kind};
use crate::session::{Direction, Sheet, Width, edition, typed};
use leptos::html;
use leptos::prelude::*;

/// Where the selection goes after a cell.
enum Go {
    Towards(Direction),
    Along(isize),
}

/// The field in the place of the number. What the cell cannot hold is said beside it, and what
/// was typed stays.
pub fn editor(store: Store, cell: Cell) -> AnyView {
    let key = cell.key();
    let field = NodeRef::<html::Input>::new();
    let error = RwSignal::new(String::new());
    let editing = store.editing.get_untracked();
    let (text, held) = editing.map(|editing| (editing.text, editing.held)).unwrap_or_default();
    let before = shown(store, cell);
    field.on_load(move |_| browser::focus_field(field, &text, held));
    let keyboard = match cell.kind() {
        Kind::Count => "numeric",
        Kind::Change => "text",
        Kind::Amount | Kind::AmountWan => "decimal",
    };
    let was = if before.is_empty() { "空白" } else { &before };
    let label = format!("{} {}，原填 {was}", cell.table().name(), cell.name());
    let commit = move |text: &str| match typed(cell, text) {
        _ if text == shown(store, cell) => {
            store.editing.set(None);
            true
        }
        Ok(number) => {
            store.editing.set(None);
            store.write(cell, number);
            true
        }
        Err(sentence) => {
            error.set(sentence);
            false
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        event.stop_propagation();
        if browser::is_composing(&event) {
            return;
        }
        let back = event.shift_key();
        let go = match event.key().as_str() {
            "Enter" if back => Go::Towards(Direction::Up),
            "Enter" | "ArrowDown" => Go::Towards(Direction::Down),
            "ArrowUp" => Go::Towards(Direction::Up),
            "Tab" => Go::Along(if back { -1 } else { 1 }),
            "Escape" => {
                event.prevent_default();
                store.editing.set(None);
                browser::focus(&selector(cell));
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if commit(&event_target_value(&event)) {
            leave(store, cell, go);
        }
    };
    let leaves = move |event: leptos::ev::FocusEvent| {
        let here = store
            .editing
            .with_untracked(|editing| editing.as_ref().is_some_and(|e| e.cell == cell));
        if here {
            commit(&event_target_value(&event));
        }
    };
    let wrong = move || !error.read().is_empty();
    view! {
        "\u{a0}"
        <input
            class="cell-input"
            data-editor=key
            inputmode=keyboard
            autocomplete="off"
            spellcheck="false"
            aria-label=label
            aria-describedby="cell-error"
            aria-invalid=live::text(move || wrong().to_string())
            node_ref=field
            on:keydown=keys
            on:blur=leaves
            on:input=move |_| error.set(String::new())
        />
        {live::when(wrong, move || view! {
            <span class="cell-error" role="alert" id="cell-error">{live::text(move || error.get())}</span>
        }.into_any())}
    }
    .into_any()
}

fn shown(store: Store, cell: Cell) -> String {
    store.reviewed().map(|reviewed| reviewed.shown(cell).replace('−', "-")).unwrap_or_default()
}

fn selector(cell: Cell) -> String {
    format!("[data-cell=\"{}\"]", cell.key())
}

/// Goes on to the next cell. The focus moves at once: the next key may come before the page is
/// drawn anew.
fn leave(store: Store, cell: Cell, go: Go) {
    let next = store.reviewed().and_then(|reviewed| {
        let width = if store.narrow.get_untracked() { Width::Narrow } else { Width::Form };
        let sheet = Sheet::new(cell.table(), edition(&reviewed.review), width);
        match go {
            Go::Towards(direction) => sheet.neighbour(cell, direction),
            Go::Along(by) => sheet.along(cell, by),
        }
    });
    let next = next.unwrap_or(cell);
    store.choose_cell(&next.key());
    browser::focus(&selector(next));
}
