//! The changes of cells: what was, what is, and the ways back.

use super::markup::{Item, View, html, list, live, on, when};
use super::store::Store;
use crate::export::wire::Edit;
use crate::form::Cell;
use crate::session::{Changes, figure_or_blank};

/// A changed cell, in words.
struct Line {
    key: String,
    name: String,
    was: String,
    is: String,
    /// Whether the form in use has such a cell.
    there: bool,
}

impl Line {
    fn of(edit: &Edit, there: bool) -> Line {
        let name = Cell::from_key(&edit.cell)
            .map_or_else(String::new, |cell| format!("{} {}", cell.table().name(), cell.name()));
        let (was, is) = (figure_or_blank(edit.from), figure_or_blank(edit.to));
        Line { key: edit.cell.clone(), name, was, is, there }
    }
}

/// What was changed, the last first; then what the form in use has no cell for.
fn changed<T>(store: Store, read: impl Fn(&mut dyn Iterator<Item = (&Edit, bool)>) -> T) -> T {
    let Some(reviewed) = store.reviewed() else { return read(&mut std::iter::empty()) };
    store.history.with(|history| {
        let all = history.now().edits.iter();
        let lost = all.filter(|edit| !reviewed.review.cells.contains_key(&edit.cell));
        let edits = reviewed.review.edits.iter().rev().map(|edit| (edit, true));
        read(&mut edits.chain(lost.map(|edit| (edit, false))))
    })
}

/// The list, folded; not there when nothing was ever changed.
pub fn edits(store: Store) -> View {
    let count = move || changed(store, |edits| edits.count());
    let can = move |back: bool| store.history.with(|history| history.has_step(back));
    let draft = move || store.outcome.with(|o| o.reviewed().is_some_and(|r| r.is_draft()));
    let summary = move || match count() {
        0 => "撤销与重做".to_owned(),
        count if draft() => format!("已填 {count} 格"),
        count => format!("已改 {count} 处"),
    };
    let last = move || {
        let last = changed(store, |edits| edits.next().map(|(edit, there)| Line::of(edit, there)));
        let last = last.filter(|line| line.there);
        last.map(|l| format!("{} {} → {}", l.name, l.was, l.is)).unwrap_or_default()
    };
    let items = move || {
        changed(store, |edits| {
            edits.map(|(edit, there)| item(store, Line::of(edit, there))).collect()
        })
    };
    let step = move |back: bool, id: &'static str, words: &'static str, keys: &'static str| {
        html!(
            r#"<button class="button small" id={id} title={keys} prop:disabled={off} on:click={go}>
                {words}
            </button>"#,
            id,
            keys,
            off = live(move || !can(back)),
            go = on(move |_| store.undo(back)),
            words,
        )
    };
    let all = move || {
        html!(
            r#"<button class="link" id="undo-all" on:click={undo}>全部撤销</button>"#,
            undo = on(move |_| store.change(Changes::without_edits)),
        )
    };
    let draw = move || {
        html!(
            r#"<details class="folded folded-edits" id="edits">
                <summary><b>{summary}</b><span>{last}</span></summary>
                <ul class="edit-list">{items}</ul>
                <p class="edit-ways">{undo}{redo}{all}</p>
            </details>"#,
            summary = live(summary),
            last = live(last),
            items = list(items),
            undo = step(true, "undo", "撤销上一步", "Ctrl+Z"),
            redo = step(false, "redo", "重做", "Ctrl+Y"),
            all = when(move || count() > 0, all),
        )
    };
    when(move || count() > 0 || can(true) || can(false), draw)
}

fn item(store: Store, line: Line) -> Item {
    let Line { key, name, was, is, there } = line;
    Item::new(format!("{key}\n{was}\n{is}\n{there}"), move || {
        let (chosen, restored) = (key.clone(), key.clone());
        html!(
            r#"<li class="edit" data-edit={key}>
                <button class="edit-cell" on:click={choose}>{name}</button>
                <span class="edit-change">{change}</span>
                <button class="link" aria-label={undo} on:click={restore}>撤销</button>
            </li>"#,
            key,
            choose = on(move |_| store.choose_cell(&chosen)),
            name = name.as_str(),
            change = match there {
                true => format!("{was} → {is}"),
                false => "现在的表里没有这一格，改动没有用上".to_owned(),
            },
            undo = format!("撤销：{name}"),
            restore = on(move |_| restore(store, &restored)),
        )
    })
}

fn restore(store: Store, key: &str) {
    store.change(|changes| changes.without_edit(key));
}

/// For a changed cell: the way back to what was read.
pub fn restore_button(store: Store, key: &str) -> View {
    let key = key.to_owned();
    html!(
        r#"<button class="link" id="restore-cell" on:click={restore}>恢复原值</button>"#,
        restore = on(move |_| restore(store, &key)),
    )
}

/// Tells that a report with changes in it was put away, and offers to take it out again.
pub fn put_away(store: Store) -> View {
    let words = move || {
        let words = store.put_away_in_words();
        words.map(|(name, changes)| format!("上一份“{name}”有 {changes}，没有带到这里。"))
    };
    let draw = move || {
        html!(
            r#"<p class="offer" role="status">
                <span>{words}</span>
                <button class="button small" id="take-out" on:click={take_out}>恢复上一份</button>
                <button class="link" on:click={dismiss}>不用了</button>
            </p>"#,
            words = live(move || words().unwrap_or_default()),
            take_out = on(move |_| store.take_out()),
            dismiss = on(move |_| store.put_away.set(None)),
        )
    };
    when(move || words().is_some(), draw)
}
