//! Writing into a cell of a drawn table, by the keys of a spreadsheet.

use super::browser;
use super::markup::{View, html, live, on, on_key, when};
use super::store::{Editing, Store};
use crate::form::{Cell, Kind};
use crate::session::{Direction, Sheet, Width, edition, typed};

/// Where the selection goes after a cell.
enum Go {
    Towards(Direction),
    Along(isize),
}

/// The field in the place of the number. What the cell cannot hold is said beside it, and what
/// was typed stays.
pub fn editor(store: Store, editing: Editing) -> View {
    let Editing { cell, text, held } = editing;
    let before = shown(store, cell);
    store.wrong.put(String::new());
    browser::expect_changes();
    browser::soon(move || browser::focus_field("[data-editor]", &text, held));
    let was = if before.is_empty() { "空白" } else { &before };
    let wrong = move || !store.wrong.read().is_empty();
    let told = move || {
        html!(
            r#"<span class="cell-error" role="alert" id="cell-error">{sentence}</span>"#,
            sentence = live(move || store.wrong.get()),
        )
    };
    html!(
        r#"&nbsp;<input class="cell-input" data-editor={key} inputmode={keyboard}
            autocomplete="off" spellcheck="false" aria-label={label}
            aria-describedby="cell-error" aria-invalid={wrong}
            on:keydown={keys} on:blur={leaves} on:input={typed}>
        {told}"#,
        key = cell.key(),
        keyboard = match cell.kind() {
            Kind::Count => "numeric",
            Kind::Change => "text",
            Kind::Amount | Kind::AmountWan => "decimal",
        },
        label = format!("{} {}，原填 {was}", cell.table().name(), cell.name()),
        wrong = live(move || wrong().to_string()),
        keys = on_key(move |event| walk(store, cell, event)),
        leaves = on(move |event| {
            let here = store.editing.with_untracked(|e| e.as_ref().is_some_and(|e| e.cell == cell));
            if here {
                commit(store, cell, &browser::value_of(&event));
            }
        }),
        typed = on(move |_| store.wrong.set(String::new())),
        told = when(wrong, told),
    )
}

/// Takes what was typed; whether the cell can hold it.
fn commit(store: Store, cell: Cell, text: &str) -> bool {
    if text == shown(store, cell) {
        store.editing.set(None);
        return true;
    }
    match typed(cell, text) {
        Ok(number) => {
            store.editing.set(None);
            store.write(cell, number);
            true
        }
        Err(sentence) => {
            store.wrong.set(sentence);
            false
        }
    }
}

fn walk(store: Store, cell: Cell, event: &leptos::ev::KeyboardEvent) {
    event.stop_propagation();
    if browser::is_composing(event) {
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
    if commit(store, cell, &browser::value_of(event)) {
        leave(store, cell, go);
    }
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
    store.choose_cell(next.key());
    browser::focus(&selector(next));
}
