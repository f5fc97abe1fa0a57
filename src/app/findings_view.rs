//! The list of checks: what is wrong first, the rest folded.

use super::browser;
use super::store::{Panel, Store};
use crate::export::wire::{Check, Status};
use crate::form::Cell;
use crate::session::{
    Reviewed, cell_note, figure, formula_in_words, place, status_word, unknown_reason,
};
use leptos::prelude::*;

/// The panel.
pub fn findings(store: Store) -> impl IntoView {
    let checks = move |status: Status| {
        Memo::new(move |_| {
            let found = store.outcome.with(|outcome| {
                let reviewed = outcome.reviewed()?;
                Some(reviewed.checks_with(status).cloned().collect::<Vec<Check>>())
            });
            found.unwrap_or_default()
        })
    };
    let [fails, warns, unknowns, passes] =
        [Status::Fail, Status::Warn, Status::Unknown, Status::Pass].map(checks);
    let any = move || !fails.read().is_empty() || !warns.read().is_empty();
    let reason = move || {
        store
            .outcome
            .with(|outcome| outcome.reviewed().map(|r| unknown_reason(r)).unwrap_or_default())
    };
    view! {
        <section class="panel findings" aria-labelledby="findings-title">
            <h2 id="findings-title">
                "核对结果"
                <Show when=any>
                    <small aria-hidden="true">"↑ ↓ 逐条查看"</small>
                </Show>
            </h2>
            <div class="panel-body">
                <Show when=move || !any()>
                    {move || verdict(passes.read().len(), unknowns.read().len())}
                </Show>
                <ol class="finding-list" on:keydown=move |event| arrows(store, &event)>
                    <For
                        each=move || fails.get().into_iter().chain(warns.get())
                        key=|check| (check.id.clone(), check.message.clone(), check.status)
                        children=move |check| finding(store, check)
                    />
                </ol>
                <Show when=move || !unknowns.read().is_empty()>
                    <details class="folded folded-unknown" id="unknown-checks">
                        <summary>
                            <b>{move || format!("无法核对 {} 项", unknowns.read().len())}</b>
                            <span>{reason}</span>
                        </summary>
                        <ol class="check-list">
                            <For
                                each=move || unknowns.get()
                                key=|check| (check.id.clone(), check.message.clone())
                                children=move |check| line(store, check)
                            />
                        </ol>
                    </details>
                </Show>
                <Show when=move || !passes.read().is_empty()>
                    <details class="folded folded-pass" id="passed-checks">
                        <summary>
                            <b>{move || format!("相符 {} 项", passes.read().len())}</b>
                            <span>"展开看每一项的算式"</span>
                        </summary>
                        <ol class="check-list">
                            <For
                                each=move || passes.get()
                                key=|check| (check.id.clone(), check.message.clone())
                                children=move |check| line(store, check)
                            />
                        </ol>
                    </details>
                </Show>
            </div>
            {chosen_cell(store)}
        </section>
    }
}

/// What to say when nothing is wrong.
fn verdict(passed: usize, unknown: usize) -> impl IntoView {
    let (class, words) = match (passed, unknown) {
        (0, _) => ("verdict", "还没有能核对的项目".to_owned()),
        (_, 0) => ("verdict verdict-good", format!("{passed} 项勾稽关系全部相符")),
        _ => ("verdict", format!("能核对的 {passed} 项全部相符")),
    };
    view! { <p class=class>{words}</p> }
}

/// Arrow keys go through the findings.
fn arrows(store: Store, event: &leptos::ev::KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    event.prevent_default();
    store.step(browser::closest(event, "data-check").as_deref(), by);
}

fn is_chosen(store: Store, id: &str) -> bool {
    store.selection.with(|selection| selection.check.as_deref() == Some(id))
}

fn tone(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Fail => "fail",
        Status::Warn => "warn",
        Status::Unknown => "unknown",
    }
}

/// A finding, told in full.
fn finding(store: Store, check: Check) -> impl IntoView {
    let id = StoredValue::new(check.id.clone());
    let chosen = Memo::new(move |_| id.with_value(|id| is_chosen(store, id)));
    let choose = move || id.with_value(|id| store.choose_check(id));
    let tone = tone(check.status);
    let figures = check.left.zip(check.right).zip(check.difference).map(|((left, right), off)| {
        let sign = if figure(off).starts_with('−') { "" } else { "+" };
        view! {
            <dl class="figures">
                <div><dt>"算得"</dt><dd>{figure(left)}</dd></div>
                <div><dt>"填写"</dt><dd>{figure(right)}</dd></div>
                <div class="figure-off"><dt>"相差"</dt><dd>{sign}{figure(off)}</dd></div>
            </dl>
        }
    });
    let go = move |panel| {
        move |event: leptos::ev::MouseEvent| {
            event.stop_propagation();
            choose();
            store.reveal(panel);
        }
    };
    let line = move || {
        chosen.get().then(|| store.selection.with(|s| s.span.map(|span| span.line))).flatten()
    };
    let has_cells = !check.cells.is_empty();
    view! {
        <li
            class=format!("finding finding-{tone}")
            class:chosen=move || chosen.get()
            data-check=check.id.clone()
            on:click=move |_| choose()
        >
            <h3>
                <button aria-pressed=move || chosen.get().to_string()>
                    <span class=format!("tag tag-{tone}")>{status_word(check.status)}</span>
                    <span class="finding-title">{check.title.clone()}</span>
                </button>
            </h3>
            <p class="finding-place">{place(&check)}</p>
            {check.formula.as_deref().map(|formula| {
                view! { <p class="finding-formula">{formula_in_words(formula)}</p> }
            })}
            <p class="finding-message">{check.message.clone()}</p>
            {figures}
            {check.blanks_as_zero.then(|| view! { <p class="finding-blanks">"空白按 0 计"</p> })}
            <Show when=move || chosen.get()>
                <p class="finding-go">
                    {has_cells.then(|| view! {
                        <button class="link" data-go="sheet" on:click=go(Panel::Sheet)>
                            "看表格"
                        </button>
                    })}
                    {move || line().map(|line| view! {
                        <button class="link" data-go="source" on:click=go(Panel::Source)>
                            "看原文第 " {line} " 行"
                        </button>
                    })}
                </p>
            </Show>
        </li>
    }
}

/// A check in one line, with its working.
fn line(store: Store, check: Check) -> impl IntoView {
    let id = StoredValue::new(check.id.clone());
    let chosen = Memo::new(move |_| id.with_value(|id| is_chosen(store, id)));
    view! {
        <li class="check" class:chosen=move || chosen.get() data-check=check.id.clone()>
            <button
                aria-pressed=move || chosen.get().to_string()
                on:click=move |_| id.with_value(|id| store.choose_check(id))
            >
                <span class="check-place">{place(&check)}</span>
                <span class="check-message">{check.message.clone()}</span>
            </button>
        </li>
    }
}

/// What is selected in the tables: its name, its number, its line, and the checks it stands in.
fn chosen_cell(store: Store) -> impl IntoView {
    let card = Memo::new(move |_| {
        let key = store.selection.with(|selection| selection.cell.clone())?;
        store.outcome.with(|outcome| describe(outcome.reviewed()?, &key))
    });
    view! {
        <div class="cell-card" class:on=move || card.read().is_some() id="cell-card">
            {move || card.get().map(|card| view! {
                <h3>{card.name} {(!card.value.is_empty()).then(|| view! { <b>{card.value}</b> })}</h3>
                <p>
                    {card.line.map(|line| view! {
                        <button class="link" on:click=move |_| store.reveal(Panel::Source)>
                            "原文第 " {line} " 行"
                        </button>
                    })}
                    <span>{card.standing}</span>
                </p>
                {card.notes.into_iter().map(|note| view! { <p class="cell-note">{note}</p> }).collect_view()}
            })}
        </div>
    }
}

#[derive(Clone, PartialEq)]
struct Card {
    name: String,
    value: String,
    line: Option<usize>,
    standing: String,
    notes: Vec<String>,
}

fn describe(reviewed: &Reviewed, key: &str) -> Option<Card> {
    use crate::export::wire::State;
    let cell = Cell::from_key(key)?;
    let entry = reviewed.review.cells.get(key)?;
    let (mut all, mut held) = (0, 0);
    for check in reviewed.checks_of_cell(key) {
        all += 1;
        held += usize::from(check.status == Status::Pass);
    }
    let standing = match (all, held) {
        (0, _) => String::new(),
        (all, held) if all == held => format!("所在 {all} 项核对均相符"),
        (all, held) => format!("所在 {all} 项核对，相符 {held} 项"),
    };
    let number = crate::session::value_of(&reviewed.review, cell);
    let mut notes = cell_note(reviewed, key);
    // What fails is told in the list above; here stands what the list does not tell.
    notes.truncate(usize::from(entry.state != State::Number));
    if let Some(origin) = entry.origin.as_ref().and_then(crate::session::origin_in_words) {
        notes.push(origin);
    }
    Some(Card {
        name: format!("{} {}", cell.table().name(), cell.name()),
        value: crate::session::value_text(entry, number),
        line: entry.span.map(|span| span.line),
        standing,
        notes,
    })
}
