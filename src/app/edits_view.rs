//! The changes of cells: what was, what is, and the ways back.

use super::live;
use super::store::Store;
use crate::export::wire::Edit;
use crate::form::Cell;
use crate::session::{Changes, Reviewed, figure_or_blank};
use leptos::prelude::*;

/// A changed cell, in words.
#[derive(Clone, PartialEq)]
struct Line {
    key: String,
    name: String,
    was: String,
    is: String,
    /// Whether the form in use has such a cell.
    there: bool,
}

fn name(key: &str) -> String {
    Cell::from_key(key).map_or_else(String::new, |c| format!("{} {}", c.table().name(), c.name()))
}

fn lines(reviewed: &Reviewed, changes: &Changes) -> Vec<Line> {
    let line = |edit: &Edit, there| Line {
        key: edit.cell.clone(),
        name: name(&edit.cell),
        was: figure_or_blank(edit.from),
        is: figure_or_blank(edit.to),
        there,
    };
    let lost = changes.edits.iter().filter(|e| !reviewed.review.cells.contains_key(&e.cell));
    let edits = reviewed.review.edits.iter().rev().map(|edit| line(edit, true));
    edits.chain(lost.map(|edit| line(edit, false))).collect()
}

/// The list, folded; not there when nothing was ever changed.
pub fn edits(store: Store) -> AnyView {
    let lines = Memo::new(move |_| {
        let found = store.outcome.with(|outcome| {
            let reviewed = outcome.reviewed()?;
            Some(store.history.with(|history| lines(reviewed, history.now())))
        });
        found.unwrap_or_default()
    });
    let can = move |back: bool| store.history.with(|history| history.has_step(back));
    let draft = move || store.outcome.with(|o| o.reviewed().is_some_and(|r| r.is_draft()));
    let count = live::text(move || match lines.read().len() {
        0 => "撤销与重做".to_owned(),
        count if draft() => format!("已填 {count} 格"),
        count => format!("已改 {count} 处"),
    });
    let last = live::text(move || {
        let lines = lines.read();
        let last = lines.first().filter(|line| line.there);
        last.map(|l| format!("{} {} → {}", l.name, l.was, l.is)).unwrap_or_default()
    });
    let step = move |back: bool, id: &'static str, words: &'static str, keys: &'static str| {
        view! {
            <button
                class="button small"
                id=id
                title=keys
                prop:disabled=live::flag(move || !can(back))
                on:click=move |_| store.undo(back)
            >
                {words}
            </button>
        }
        .into_any()
    };
    let all = move || {
        view! {
            <button class="link" id="undo-all" on:click=move |_| store.change(Changes::without_edits)>
                "全部撤销"
            </button>
        }
        .into_any()
    };
    let draw = move || {
        view! {
            <details class="folded folded-edits" id="edits">
                <summary>
                    <b>{count}</b>
                    <span>{last}</span>
                </summary>
                <ul class="edit-list">
                    <For
                        each=move || lines.get()
                        key=|line| (line.key.clone(), line.was.clone(), line.is.clone(), line.there)
                        children=move |line| draw_line(store, line)
                    />
                </ul>
                <p class="edit-ways">
                    {step(true, "undo", "撤销上一步", "Ctrl+Z")}
                    {step(false, "redo", "重做", "Ctrl+Y")}
                    {live::when(move || !lines.read().is_empty(), all)}
                </p>
            </details>
        }
        .into_any()
    };
    live::when(move || !lines.read().is_empty() || can(true) || can(false), draw)
}

fn draw_line(store: Store, line: Line) -> AnyView {
    let Line { key, name, was, is, there } = line;
    let undo = format!("撤销：{name}");
    let key = StoredValue::new(key);
    let change = match there {
        true => format!("{was} → {is}"),
        false => "现在的表里没有这一格，改动没有用上".to_owned(),
    };
    view! {
        <li class="edit" data-edit=key.get_value()>
            <button class="edit-cell" on:click=move |_| key.with_value(|key| store.choose_cell(key))>
                {name}
            </button>
            <span class="edit-change">{change}</span>
            <button class="link" aria-label=undo on:click=move |_| restore(store, key)>"撤销"</button>
        </li>
    }
    .into_any()
}

fn restore(store: Store, key: StoredValue<String>) {
    key.with_value(|key| store.change(|changes| changes.without_edit(key)));
}

/// For a changed cell: the way back to what was read.
pub fn restore_button(store: Store, key: String) -> AnyView {
    let key = StoredValue::new(key);
    view! {
        <button class="link" id="restore-cell" on:click=move |_| restore(store, key)>
            "恢复原值"
        </button>
    }
    .into_any()
}

/// Tells that a report with changes in it was put away, and offers to take it out again.
pub fn put_away(store: Store) -> AnyView {
    let words = Memo::new(move |_| store.put_away_in_words());
    let draw = move || {
        let words = live::text(move || {
            let words = words
                .get()
                .map(|(name, changes)| format!("上一份“{name}”有 {changes}，没有带到这里。"));
            words.unwrap_or_default()
        });
        view! {
            <p class="offer" role="status">
                <span>{words}</span>
                <button class="button small" id="take-out" on:click=move |_| store.take_out()>
                    "恢复上一份"
                </button>
                <button class="link" on:click=move |_| store.put_away.set(None)>"不用了"</button>
            </p>
        }
        .into_any()
    };
    live::when(move || words.read().is_some(), draw)
}
