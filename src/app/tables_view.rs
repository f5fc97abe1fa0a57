//! The middle panel: the three tables as the form prints them, the sections, the JSON.

use super::browser;
use super::export_menu::copied;
use super::store::{Store, Tab};
use super::{cell_editor, draft_view, hint, live, narrative_view};
use crate::export::wire::{ExtraRow, State, Status};
use crate::form::{Cell, Table};
use crate::session::{
    Direction, HeadRole, Sheet, SheetCell, SheetRow, Width, copy_sheet, edition, starts_a_number,
};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Each tab with its key, its name, and what the name leaves out where there is little room.
const TABS: [(Tab, &str, &str, &str); 5] = [
    (Tab::Table(Table::Disclosure), "disclosure", "表二", " 主动公开"),
    (Tab::Table(Table::Applications), "applications", "表三", " 申请"),
    (Tab::Table(Table::Disputes), "disputes", "表四", " 复议诉讼"),
    (Tab::Narrative, "narrative", "正文", ""),
    (Tab::Json, "json", "JSON", ""),
];

/// The panel.
pub fn tables(store: Store) -> impl IntoView {
    let edition = Memo::new(move |_| {
        store.outcome.with(|outcome| outcome.reviewed().map(|reviewed| edition(&reviewed.review)))
    });
    let faces = Memo::new(move |_| Arc::new(faces(store)));
    let tabs = TABS.map(|(tab, key, name, more)| {
        let on = live::flag(move || store.tab.get() == tab);
        let failures = move || match tab {
            Tab::Table(table) => store.outcome.with(|outcome| {
                outcome.reviewed().map(|r| r.failures_in(table.key())).filter(|&count| count > 0)
            }),
            _ => None,
        };
        view! {
            <button
                role="tab"
                id=format!("tab-{key}")
                aria-controls=format!("panel-{key}")
                aria-selected=live::text(move || on.get().to_string())
                tabindex=live::text(move || (if on.get() { "0" } else { "-1" }).to_owned())
                on:click=move |_| store.tab.set(tab)
            >
                {name}
                <span class="tab-more">{more}</span>
                {live::part(move || live::some(failures(), |count| view! {
                    <i class="tab-count" aria-label=format!("{count} 项不符")>{count.to_string()}</i>
                }.into_any()))}
            </button>
        }
        .into_any()
    });
    let panels = TABS.map(|(tab, key, ..)| {
        let on = move || store.tab.get() == tab;
        let content = match tab {
            Tab::Table(table) => live::part(move || {
                let width = if store.narrow.get() { Width::Narrow } else { Width::Form };
                live::some(edition.get(), |edition| {
                    draw(store, Arc::new(Sheet::new(table, edition, width)), faces)
                })
            }),
            Tab::Narrative => live::when(on, move || narrative_view::narrative(store)),
            Tab::Json => live::when(on, move || json(store)),
        };
        view! {
            <div
                role="tabpanel"
                class="tab-panel"
                id=format!("panel-{key}")
                aria-labelledby=format!("tab-{key}")
                class:off=live::flag(move || store.tab.get() != tab)
            >
                {content}
            </div>
        }
        .into_any()
    });
    view! {
        <section class="panel sheets" aria-label="表格">
            <div class="tabs" role="tablist" aria-label="表格、正文与 JSON" on:keydown=move |event| turn(store, &event)>
                {tabs.into_iter().collect_view()}
            </div>
            <div class="panel-body">{panels.into_iter().collect_view()}</div>
        </section>
    }
}

/// Arrow keys go through the tabs.
fn turn(store: Store, event: &leptos::ev::KeyboardEvent) {
    let at = TABS.iter().position(|(tab, ..)| *tab == store.tab.get_untracked()).unwrap_or(0);
    let next = match event.key().as_str() {
        "ArrowRight" => (at + 1) % TABS.len(),
        "ArrowLeft" => (at + TABS.len() - 1) % TABS.len(),
        "Home" => 0,
        "End" => TABS.len() - 1,
        _ => return,
    };
    event.prevent_default();
    store.tab.set(TABS[next].0);
    browser::focus_next(format!("#tab-{}", TABS[next].1));
}

/// How a cell looks.
#[derive(Clone, Debug, Default, PartialEq)]
struct Face {
    text: String,
    /// What a screen reader says beside the text.
    spoken: &'static str,
    class: String,
}

type Faces = HashMap<Cell, Face>;

/// The look of every cell, for the review and the selection.
fn faces(store: Store) -> Faces {
    let mut faces = Faces::new();
    let Some(reviewed) = store.reviewed() else { return faces };
    let selection = store.selection.get();
    let chosen = selection.check.as_deref().and_then(|id| reviewed.check(id));
    let draft = reviewed.is_draft();
    for key in reviewed.review.cells.keys() {
        let (Some(cell), Some(state)) = (Cell::from_key(key), reviewed.state_of(key)) else {
            continue;
        };
        let text = reviewed.shown(cell);
        let mut class = String::from("value");
        let mut add = |name: &str| {
            class.push(' ');
            class.push_str(name);
        };
        let mut spoken = "";
        match state {
            State::Number if text == "0" => add("zero"),
            State::Number => {}
            State::Blank => {
                // An empty form is no form with gaps.
                add(if draft { "empty" } else { "blank" });
                spoken = "空白";
            }
            State::Placeholder => add("placeholder"),
            State::Invalid => {
                add("invalid");
                spoken = "不是可用的数";
            }
            State::Missing => {
                add("missing");
                spoken = "没有读到";
            }
        }
        match reviewed.worst_of_cell(key) {
            Some(Status::Fail) => {
                add("fail");
                spoken = if spoken.is_empty() { "所在核对不符" } else { spoken };
            }
            Some(_) => add("warn"),
            None => {}
        }
        if reviewed.edit_of(key).is_some() && !draft {
            add("edited");
            spoken = if spoken.is_empty() { "已改" } else { spoken };
        }
        if reviewed.is_suspect(key) {
            add("suspect");
        }
        if chosen.is_some_and(|check| check.cells.contains(key)) {
            add("involved");
        }
        if selection.cell.as_deref() == Some(key) {
            add("chosen");
        }
        faces.insert(cell, Face { text, spoken, class });
    }
    faces
}

/// A table with what stands around it.
fn draw(store: Store, sheet: Arc<Sheet>, faces: Memo<Arc<Faces>>) -> AnyView {
    let table = sheet.table;
    let first = sheet.first();
    let tab_stop = Memo::new(move |_| {
        let chosen = store.selection.with(|s| s.cell.as_deref().and_then(Cell::from_key));
        chosen.filter(|cell| cell.table() == table).or(first)
    });
    let row = |row: &SheetRow| {
        let draw = |cell| draw_cell(store, cell, faces, tab_stop);
        let cells = row.cells.iter().map(draw).collect_view();
        view! { <tr class=if row.sum { "sum" } else { "" }>{cells}</tr> }.into_any()
    };
    let head = sheet.head.iter().map(row).collect_view();
    let bodies = sheet
        .bodies
        .iter()
        .map(|body| view! { <tbody>{body.iter().map(row).collect_view()}</tbody> }.into_any())
        .collect_view();
    let keys = sheet.clone();
    let hinted = store.hinted;
    let at_cell = |event: &leptos::ev::Event| browser::closest(event, "data-cell");
    view! {
        <div class="sheet-scroll" tabindex="-1">
            <table
                class=format!("sheet sheet-{}", table.key())
                on:click=move |event| {
                    if let Some(cell) = at_cell(&event) {
                        touch(store, &cell);
                    }
                }
                on:dblclick=move |event| {
                    if let Some(cell) = at_cell(&event).filter(|cell| !is_open(store, cell)) {
                        store.begin(&cell, None);
                    }
                }
                on:keydown=move |event| walk(store, &keys, &event)
                on:mouseover=move |event| hinted.set(at_cell(&event))
                on:mouseleave=move |_| hinted.set(None)
                on:focusin=move |event| hinted.set(at_cell(&event))
                on:focusout=move |_| hinted.set(None)
            >
                <caption>{sheet.caption.clone()}</caption>
                <thead>{head}</thead>
                {bodies}
            </table>
        </div>
        {live::some(sheet.note, |note| view! { <p class="sheet-note">{note}</p> }.into_any())}
        {extra_rows(store, table)}
        <div class="sheet-foot">
            {legend(faces, table)}
            <small class="sheet-tip">"选中一格后键入数字，或双击，即可修改"</small>
            <span class="sheet-ways">
                {draft_view::table_ways(store, table)}
                <button class="button small" data-copy=table.key() on:click=move |_| copy(store, table)>
                    "复制本表"
                </button>
                <button class="button small" data-copy="all" on:click=move |_| draft_view::copy_all(store)>
                    "复制三张表"
                </button>
            </span>
        </div>
    }
    .into_any()
}

fn is_open(store: Store, cell: &str) -> bool {
    store.editing.with_untracked(|editing| editing.as_ref().is_some_and(|e| e.cell.key() == cell))
}

/// A click selects. With nothing to click twice with, a second one on the same cell opens it.
fn touch(store: Store, cell: &str) {
    let chosen = store.selection.with_untracked(|s| s.cell.as_deref() == Some(cell));
    if is_open(store, cell) {
        return;
    }
    if chosen && !store.wide.get_untracked() {
        return store.begin(cell, None);
    }
    store.choose_cell(cell);
}

fn draw_cell(
    store: Store,
    cell: &SheetCell,
    faces: Memo<Arc<Faces>>,
    tab_stop: Memo<Option<Cell>>,
) -> AnyView {
    let merged = |span: usize| (span > 1).then(|| span.to_string());
    match *cell {
        SheetCell::Head { text, width, height, scope, role } => {
            let cell = view! {
                <th
                    class=role.class()
                    scope=scope.key()
                    colspan=merged(width)
                    rowspan=merged(height)
                >
                    {wording(text, role)}
                </th>
            };
            cell.into_any()
        }
        SheetCell::Value { cell, width } => {
            let face =
                Memo::new(move |_| faces.with(|f| f.get(&cell).cloned().unwrap_or_default()));
            let open = move || store.editing.with(|e| e.as_ref().is_some_and(|e| e.cell == cell));
            let content = live::either(
                open,
                move || cell_editor::editor(store, cell),
                move || {
                    let text = live::text(move || face.read().text.clone());
                    let spoken = live::part(move || spoken(face.read().spoken));
                    view! { {text} {spoken} }.into_any()
                },
            );
            view! {
                <td
                    class=live::text(move || face.read().class.clone())
                    data-cell=cell.key()
                    colspan=merged(width)
                    tabindex=live::text(move || {
                        (if tab_stop.get() == Some(cell) { "0" } else { "-1" }).to_owned()
                    })
                    aria-describedby=hint::ID
                >
                    {content}
                </td>
            }
            .into_any()
        }
    }
}

fn spoken(words: &'static str) -> AnyView {
    let said = Some(words).filter(|words| !words.is_empty());
    live::some(said, |words| view! { <span class="visually-hidden">{words}</span> }.into_any())
}

/// A label, with what the form prints in brackets set smaller.
fn wording(text: &'static str, role: HeadRole) -> AnyView {
    let aside = match role {
        HeadRole::Label | HeadRole::Column => text.find('（').filter(|&at| at > 0),
        _ => None,
    };
    // （一）予以公开 starts with a bracket; what comes after the name is the aside.
    let aside = aside.or_else(|| {
        let inner = text.char_indices().skip(1).find(|&(at, c)| c == '（' && at > 9);
        (role == HeadRole::Label).then(|| inner.map(|(at, _)| at)).flatten()
    });
    match aside {
        Some(at) => view! { {&text[..at]} <small>{&text[at..]}</small> }.into_any(),
        None => text.into_any(),
    }
}

/// Arrow keys walk over the cells, the space bar selects; Enter, F2 or a digit write into one.
fn walk(store: Store, sheet: &Sheet, event: &leptos::ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = event.key();
    let here = browser::closest(event, "data-cell");
    let begin = |text: Option<&str>| {
        if let Some(cell) = &here {
            event.prevent_default();
            store.begin(cell, text);
        }
    };
    let direction = match key.as_str() {
        "ArrowUp" => Direction::Up,
        "ArrowDown" => Direction::Down,
        "ArrowLeft" => Direction::Left,
        "ArrowRight" => Direction::Right,
        "Escape" => return store.hinted.set(None),
        " " => {
            if let Some(cell) = &here {
                event.prevent_default();
                store.choose_cell(cell);
            }
            return;
        }
        "Enter" | "F2" => return begin(None),
        "Delete" | "Backspace" => {
            if let Some(cell) = here.as_deref().and_then(Cell::from_key) {
                event.prevent_default();
                store.write(cell, None);
            }
            return;
        }
        key if starts_a_number(key) => return begin(Some(key)),
        _ => return,
    };
    let from = here.and_then(|key| Cell::from_key(&key));
    if let Some(next) = from.and_then(|from| sheet.neighbour(from, direction)) {
        event.prevent_default();
        store.choose_cell(&next.key());
        browser::focus_next(format!("[data-cell=\"{}\"]", next.key()));
    }
}

fn copy(store: Store, table: Table) {
    let Some(reviewed) = store.reviewed() else { return };
    let sheet = Sheet::new(table, edition(&reviewed.review), Width::Form);
    browser::copy(copy_sheet(&sheet, &reviewed), move |done| store.say(copied(done)));
}

/// Rows that stand in the table but not in the form.
fn extra_rows(store: Store, table: Table) -> AnyView {
    live::part(move || {
        let Some(reviewed) = store.reviewed() else { return ().into_any() };
        let rows = reviewed.review.extra_rows.iter().filter(|row| row.table == table.key());
        let rows: Vec<AnyView> = rows.map(|row| extra_row(store, row)).collect();
        live::some(Some(rows).filter(|rows| !rows.is_empty()), |rows| {
            view! {
                <div class="extra-rows">
                    <h3>"表样以外的行（照录，不参与核对）"</h3>
                    <ul>{rows}</ul>
                </div>
            }
            .into_any()
        })
    })
}

fn extra_row(store: Store, row: &ExtraRow) -> AnyView {
    let span = row.span;
    let values: Vec<&str> = row.values.iter().map(|value| value.raw.trim()).collect();
    view! {
        <li>
            <span>{row.label.clone()}</span>
            <b>{values.join("　")}</b>
            <button class="link" on:click=move |_| store.show_place(span)>
                {format!("第 {} 行", span.line)}
            </button>
        </li>
    }
    .into_any()
}

/// What the looks mean, as far as they occur.
fn legend(faces: Memo<Arc<Faces>>, table: Table) -> AnyView {
    const LOOKS: [(&str, &str); 5] = [
        ("edited", "已改"),
        ("blank", "空白"),
        ("placeholder", "填的不是数字（如 / 、—）"),
        ("invalid", "不是可用的数"),
        ("missing", "没有读到"),
    ];
    live::part(move || {
        let faces = faces.get();
        let has = |look: &str| {
            faces.iter().any(|(cell, face)| {
                cell.table() == table && face.class.split(' ').any(|class| class == look)
            })
        };
        let item = |(look, words): (&str, &'static str)| {
            let class = format!("swatch {look}");
            view! { <li><span class=class aria-hidden="true"></span>{words}</li> }.into_any()
        };
        let items: Vec<AnyView> =
            LOOKS.into_iter().filter(|(look, _)| has(look)).map(item).collect();
        view! { <ul class="legend">{items}</ul> }.into_any()
    })
}

fn json(store: Store) -> AnyView {
    let text = live::text(move || {
        store.reviewed().map(|reviewed| browser::json(&reviewed.review, None)).unwrap_or_default()
    });
    view! { <pre class="json" tabindex="0" id="json">{text}</pre> }.into_any()
}
