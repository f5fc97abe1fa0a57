//! The middle panel: the three tables as the form prints them, the sections, the JSON.

use super::browser::{self, Spot};
use super::export_menu::copied;
use super::live::follow;
use super::markup::{View, each, html, live, on, on_key, part, when};
use super::store::{Store, Tab};
use super::{cell_editor, draft_view, narrative_view};
use crate::export::wire::{Check, ExtraRow, State, Status};
use crate::form::{Cell, Table};
use crate::session::{
    Direction, Reviewed, Selection, Sheet, Width, copy_sheet, edition, escaped, sheet_html,
    starts_a_number,
};
use leptos::prelude::{Owner, untrack};
use std::rc::Rc;

/// Each tab with its key, its name, and what the name leaves out where there is little room.
const TABS: [(Tab, &str, &str, &str); 5] = [
    (Tab::Table(Table::Disclosure), "disclosure", "表二", " 主动公开"),
    (Tab::Table(Table::Applications), "applications", "表三", " 申请"),
    (Tab::Table(Table::Disputes), "disputes", "表四", " 复议诉讼"),
    (Tab::Narrative, "narrative", "正文", ""),
    (Tab::Json, "json", "JSON", ""),
];

/// The panel.
pub fn tables(store: Store) -> View {
    html!(
        r#"<section class="panel sheets" aria-label="表格">
            <div class="tabs" role="tablist" aria-label="表格、正文与 JSON" on:keydown={turn}>{tabs}</div>
            <div class="panel-body">{panels}</div>
        </section>"#,
        turn = on_key(move |event| turn(store, event)),
        tabs = TABS.map(|tab| draw_tab(store, tab)).into_iter().collect::<Vec<View>>(),
        panels =
            TABS.map(|(tab, key, ..)| panel(store, tab, key)).into_iter().collect::<Vec<View>>(),
    )
}

fn draw_tab(store: Store, (tab, key, name, more): (Tab, &str, &str, &str)) -> View {
    let on_top = move || store.tab.get() == tab;
    let failures = move || match tab {
        Tab::Table(table) => store.reviewed().map_or(0, |r| r.failures_in(table.key())),
        _ => 0,
    };
    let count = |&count: &usize| {
        (count > 0).then(|| {
            html!(
                r#"<i class="tab-count" aria-label={label}>{count}</i>"#,
                label = format!("{count} 项不符"),
                count = count.to_string(),
            )
        })
    };
    html!(
        r#"<button role="tab" id={id} aria-controls={panel} aria-selected={selected}
            tabindex={stop} on:click={choose}>
            {name}<span class="tab-more">{more}</span>{count}
        </button>"#,
        id = format!("tab-{key}"),
        panel = format!("panel-{key}"),
        selected = live(move || on_top().to_string()),
        stop = live(move || if on_top() { "0" } else { "-1" }),
        choose = on(move |_| store.tab.set(tab)),
        name,
        more,
        count = each(failures, count),
    )
}

fn panel(store: Store, tab: Tab, key: &str) -> View {
    let on_top = move || store.tab.get() == tab;
    let content = match tab {
        Tab::Table(table) => {
            let kind = move || {
                let width = if store.narrow.get() { Width::Narrow } else { Width::Form };
                Some((edition(&store.reviewed()?.review), width))
            };
            let draw = move |(edition, width)| draw(store, Sheet::new(table, edition, width));
            each(kind, move |kind| kind.map(draw))
        }
        Tab::Narrative => when(on_top, move || narrative_view::narrative(store)),
        Tab::Json => when(on_top, move || json(store)),
    };
    html!(
        r#"<div role="tabpanel" class="tab-panel" id={id} aria-labelledby={tab} class:off={off}>
            {content}
        </div>"#,
        id = format!("panel-{key}"),
        tab = format!("tab-{key}"),
        off = live(move || !on_top()),
        content,
    )
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

/// A table with what stands around it.
fn draw(store: Store, sheet: Sheet) -> View {
    let table = sheet.table;
    let drawn = sheet_html(&sheet);
    let cells: Vec<Cell> = sheet.values().collect();
    let note = sheet.note.map(|note| html!(r#"<p class="sheet-note">{note}</p>"#, note));
    let sheet = Rc::new(sheet);
    let block = sheet.clone();
    let at_cell = |event: &leptos::ev::Event| browser::closest(event, "data-cell");
    let view = html!(
        r#"<div class="sheet-scroll" tabindex="-1">
            <table class={class} html={drawn} on:click={touch} on:dblclick={open} on:keydown={walk}
                on:paste={paste} on:mouseover={over} on:mouseleave={left} on:focusin={here}
                on:focusout={gone}></table>
        </div>
        {note}
        {extra}
        <div class="sheet-foot">
            <ul class="legend"></ul>
            <small class="sheet-tip">选中一格后键入数字，或双击，即可修改</small>
            <span class="sheet-ways">
                {ways}
                <button class="button small" data-copy={key} on:click={copy}>复制本表</button>
                <button class="button small" data-copy="all" on:click={copy_all}>复制三张表</button>
            </span>
        </div>"#,
        class = format!("sheet sheet-{}", table.key()),
        drawn,
        touch = on(move |event| {
            if let Some(cell) = at_cell(&event) {
                touch(store, &cell);
            }
        }),
        open = on(move |event| {
            if let Some(cell) = at_cell(&event).filter(|cell| !is_open(store, cell)) {
                store.begin(&cell, None);
            }
        }),
        walk = on_key(move |event| walk(store, &sheet, event)),
        paste = on(move |event| paste(store, &block, &event)),
        over = on(move |event| store.hinted.set(at_cell(&event))),
        left = on(move |_| store.hinted.set(None)),
        here = on(move |event| store.hinted.set(at_cell(&event))),
        gone = on(move |_| store.hinted.set(None)),
        note,
        extra = extra_rows(store, table),
        ways = draft_view::table_ways(store, table),
        key = table.key(),
        copy = on(move |_| copy(store, table)),
        copy_all = on(move |_| draft_view::copy_all(store)),
    );
    let spots = view.all("td");
    show_faces(store, cells.clone(), spots.clone(), view.all(".legend"));
    show_tab_stop(store, cells.clone(), spots.clone());
    show_editor(store, cells, spots);
    view
}

/// How a cell looks.
#[derive(Default, PartialEq)]
struct Face {
    class: String,
    /// Its number, or what stands in its place, with what a screen reader says beside it; nothing
    /// while the cell is being written into.
    html: Option<String>,
}

/// What a look means, by the class that makes it.
const LOOKS: [(&str, &str); 5] = [
    ("edited", "已改"),
    ("blank", "空白"),
    ("placeholder", "填的不是数字（如 / 、—）"),
    ("invalid", "不是可用的数"),
    ("missing", "没有读到"),
];

/// Keeps the looks of all cells, and the words on those that occur. What differs is drawn anew.
fn show_faces(store: Store, cells: Vec<Cell>, spots: Vec<Spot>, legend: Vec<Spot>) {
    let mut shown: Vec<Face> = cells.iter().map(|_| Face::default()).collect();
    let mut told = String::new();
    follow(move || {
        let Some(reviewed) = store.reviewed() else { return };
        let selection = store.selection.read();
        let open = store.editing.with(|editing| editing.as_ref().map(|editing| editing.cell));
        let chosen = selection.check.as_deref().and_then(|id| reviewed.check(id));
        let mut looks = [false; LOOKS.len()];
        for ((&cell, spot), shown) in cells.iter().zip(&spots).zip(&mut shown) {
            let mut now = face(&reviewed, &selection, chosen, cell, &mut looks);
            if now.class != shown.class {
                spot.set_attribute("class", &now.class);
            }
            // In a cell that is being written into stands the field.
            if open == Some(cell) {
                now.html = None;
            } else if now.html != shown.html {
                spot.set_html(now.html.as_deref().unwrap_or_default());
            }
            *shown = now;
        }
        let words: String = LOOKS
            .iter()
            .zip(looks)
            .filter(|(_, occurs)| *occurs)
            .map(|((look, words), _)| {
                format!(
                    "<li><span class=\"swatch {look}\" aria-hidden=\"true\"></span>{words}</li>"
                )
            })
            .collect();
        if words != told {
            legend.iter().for_each(|legend| legend.set_html(&words));
            told = words;
        }
    });
}

/// The look of a cell, for the review and the selection; marks which [`LOOKS`] it has.
fn face(
    reviewed: &Reviewed,
    selection: &Selection,
    chosen: Option<&Check>,
    cell: Cell,
    looks: &mut [bool; LOOKS.len()],
) -> Face {
    let key = cell.key();
    let Some(state) = reviewed.state_of(key) else {
        return Face { class: String::new(), html: Some(String::new()) };
    };
    let draft = reviewed.is_draft();
    let text = reviewed.shown(cell);
    let mut class = String::from("value");
    let mut add = |name: &str| {
        class.push(' ');
        class.push_str(name);
        if let Some(look) = LOOKS.iter().position(|(look, _)| *look == name) {
            looks[look] = true;
        }
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
    if chosen.is_some_and(|check| check.cells.iter().any(|own| own == key)) {
        add("involved");
    }
    if selection.cell.as_deref() == Some(key) {
        add("chosen");
    }
    let mut html = escaped(&text);
    if !spoken.is_empty() {
        html.push_str("<span class=\"visually-hidden\">");
        html.push_str(spoken);
        html.push_str("</span>");
    }
    Face { class, html: Some(html) }
}

/// Keeps one cell in the way of the tab key: the selected one, else the first.
fn show_tab_stop(store: Store, cells: Vec<Cell>, spots: Vec<Spot>) {
    let mut stop = None;
    follow(move || {
        let chosen = store.selection.with(|s| s.cell.as_deref().and_then(Cell::from_key));
        let now = cells.iter().position(|cell| Some(*cell) == chosen).or(Some(0));
        if now != stop {
            let spot = |at: Option<usize>| at.and_then(|at| spots.get(at));
            spot(stop).into_iter().for_each(|spot| spot.set_attribute("tabindex", "-1"));
            spot(now).into_iter().for_each(|spot| spot.set_attribute("tabindex", "0"));
            stop = now;
        }
    });
}

/// Puts the field into the cell that is being written into.
fn show_editor(store: Store, cells: Vec<Cell>, spots: Vec<Spot>) {
    let outer = Owner::current().unwrap_or_default();
    let mut open: Option<(Cell, Owner)> = None;
    follow(move || {
        let editing = store.editing.get();
        let wanted = editing.as_ref().map(|editing| editing.cell);
        if wanted == open.as_ref().map(|(cell, _)| *cell) {
            return;
        }
        if let Some((_, owner)) = open.take() {
            owner.cleanup();
        }
        let at = cells.iter().position(|cell| Some(*cell) == wanted);
        if let (Some(spot), Some(editing)) = (at.map(|at| &spots[at]), editing) {
            let owner = outer.child();
            let cell = editing.cell;
            spot.put(untrack(|| owner.with(|| cell_editor::editor(store, editing))));
            open = Some((cell, owner));
        }
    });
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
        store.choose_cell(next.key());
        browser::focus_next(format!("[data-cell=\"{}\"]", next.key()));
    }
}

/// Numbers pasted on a cell go into it and those right of and below it; anything else is a report.
fn paste(store: Store, sheet: &Sheet, event: &leptos::ev::Event) {
    let cell = browser::closest(event, "data-cell").filter(|cell| !is_open(store, cell));
    let from = cell.and_then(|cell| Cell::from_key(&cell));
    let (Some(from), Some(pasted)) = (from, browser::pasted(event)) else { return };
    if store.paste_block(sheet, from, &pasted.text) {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn copy(store: Store, table: Table) {
    let Some(reviewed) = store.reviewed() else { return };
    let sheet = Sheet::new(table, edition(&reviewed.review), Width::Form);
    browser::copy(copy_sheet(&sheet, &reviewed), move |done| store.say(copied(done)));
}

/// Rows that stand in the table but not in the form.
fn extra_rows(store: Store, table: Table) -> View {
    part(move || {
        let reviewed = store.reviewed()?;
        let rows = reviewed.review.extra_rows.iter().filter(|row| row.table == table.key());
        let rows: Vec<View> = rows.map(|row| extra_row(store, row)).collect();
        (!rows.is_empty()).then(|| {
            html!(
                r#"<div class="extra-rows">
                    <h3>表样以外的行（照录，不参与核对）</h3>
                    <ul>{rows}</ul>
                </div>"#,
                rows,
            )
        })
    })
}

fn extra_row(store: Store, row: &ExtraRow) -> View {
    let span = row.span;
    let values: Vec<&str> = row.values.iter().map(|value| value.raw.trim()).collect();
    html!(
        r#"<li><span>{label}</span><b>{values}</b><button class="link" on:click={show}>{line}</button></li>"#,
        label = row.label.as_str(),
        values = values.join("　"),
        show = on(move |_| store.show_place(span)),
        line = format!("第 {} 行", span.line),
    )
}

fn json(store: Store) -> View {
    let text = move || {
        store.reviewed().map(|reviewed| browser::json(&reviewed.json, None)).unwrap_or_default()
    };
    html!(r#"<pre class="json" tabindex="0" id="json">{text}</pre>"#, text = live(text))
}
