//! The list of checks: what is wrong first, the rest folded.

use super::store::{Panel, Store};
use super::{aside_view, browser, culprit_view, draft_view, edits_view, live};
use crate::export::wire::{Check, Number, Status};
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
                let reviewed = outcome.reviewed().filter(|reviewed| !reviewed.is_untouched())?;
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
    let told = list(move || fails.get().into_iter().chain(warns.get()).collect(), store, finding);
    let hint = || view! { <small aria-hidden="true">"↑ ↓ 逐条查看"</small> }.into_any();
    let good = move || {
        live::part(move || {
            match store.outcome.with(|o| o.reviewed().is_some_and(|r| r.is_untouched())) {
                true => {
                    view! { <p class="verdict">"还没有填数；填到哪里，核对到哪里"</p> }.into_any()
                }
                false => verdict(passes.read().len(), unknowns.read().len()),
            }
        })
    };
    let working = live::text(|| "展开看每一项的算式".to_owned());
    view! {
        <section class="panel findings" aria-labelledby="findings-title">
            <h2 id="findings-title" tabindex="-1">
                "核对结果" {live::when(any, hint)} <a class="link" href="#rules">"规则说明"</a>
            </h2>
            <div class="panel-body">
                {edits_view::edits(store)}
                {live::when(move || !any(), good)}
                <ol class="finding-list" on:keydown=move |event| arrows(store, &event)>
                    {told}
                </ol>
                {aside_view::asides(store)}
                {folded(store, "unknown", "无法核对", unknowns, live::text(reason))}
                {folded(store, "passed", "相符", passes, working)}
            </div>
            {chosen_cell(store)}
        </section>
    }
}

/// Checks, each with its element; one that stays the same keeps its element.
fn list(
    each: impl Fn() -> Vec<Check> + Send + Sync + 'static,
    store: Store,
    draw: fn(Store, Check) -> AnyView,
) -> AnyView {
    keyed(Signal::derive(each), store, draw)
}

fn keyed(each: Signal<Vec<Check>>, store: Store, draw: fn(Store, Check) -> AnyView) -> AnyView {
    view! {
        <For
            each=move || each.get()
            key=|check| (check.id.clone(), check.message.clone(), check.status)
            children=move |check| draw(store, check)
        />
    }
    .into_any()
}

/// A list of checks that opens on a click.
fn folded(
    store: Store,
    key: &'static str,
    word: &'static str,
    checks: Memo<Vec<Check>>,
    aside: Signal<String>,
) -> AnyView {
    let draw = move || {
        let count = live::text(move || format!("{word} {} 项", checks.read().len()));
        view! {
            <details class=format!("folded folded-{key}") id=format!("{key}-checks")>
                <summary>
                    <b>{count}</b>
                    <span>{aside}</span>
                </summary>
                <ol class="check-list">{list(move || checks.get(), store, line)}</ol>
            </details>
        }
        .into_any()
    };
    live::when(move || !checks.read().is_empty(), draw)
}

/// What to say when nothing is wrong.
fn verdict(passed: usize, unknown: usize) -> AnyView {
    let (class, words) = match (passed, unknown) {
        (0, _) => ("verdict", "还没有能核对的项目".to_owned()),
        (_, 0) => ("verdict verdict-good", format!("{passed} 项核对全部相符")),
        _ => ("verdict", format!("能核对的 {passed} 项全部相符")),
    };
    view! { <p class=class>{words}</p> }.into_any()
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
fn finding(store: Store, check: Check) -> AnyView {
    let id = StoredValue::new(check.id.clone());
    let chosen = chosen(store, id);
    let tone = tone(check.status);
    let paragraph =
        |class: &'static str, words: String| view! { <p class=class>{words}</p> }.into_any();
    let formula = live::some(check.formula.as_deref(), |formula| {
        paragraph("finding-formula", formula_in_words(formula))
    });
    let figures = live::some(check.left.zip(check.right).zip(check.difference), |(pair, off)| {
        figures(pair, off)
    });
    let ways = ways(store, &check, id);
    view! {
        <li
            class=format!("finding finding-{tone}")
            class:chosen=chosen
            data-check=check.id.clone()
            on:click=move |_| id.with_value(|id| store.choose_check(id))
        >
            <h3>
                <button aria-pressed=live::text(move || chosen.get().to_string())>
                    <span class=format!("tag tag-{tone}")>{status_word(check.status)}</span>
                    <span class="finding-title">{check.title.clone()}</span>
                </button>
            </h3>
            {paragraph("finding-place", place(&check))}
            {formula}
            {paragraph("finding-message", check.message.clone())}
            {figures}
            {live::when(move || chosen.get(), move || view! {
                {culprit_view::guess(store, id)}
                {ways()}
            }.into_any())}
        </li>
    }
    .into_any()
}

/// What is computed, what is written, and by how much they differ.
fn figures((left, right): (Number, Number), off: Number) -> AnyView {
    let sign = if figure(off).starts_with('−') { "" } else { "+" };
    let one = |class: &'static str, name: &'static str, number: String| {
        view! { <div class=class><dt>{name}</dt><dd>{number}</dd></div> }.into_any()
    };
    let three = [
        one("", "算得", figure(left)),
        one("", "填写", figure(right)),
        one("figure-off", "相差", format!("{sign}{}", figure(off))),
    ];
    view! { <dl class="figures">{three.into_iter().collect_view()}</dl> }.into_any()
}

/// What to do about a selected finding, and the ways to its places and its rule.
fn ways(store: Store, check: &Check, id: StoredValue<String>) -> impl Fn() -> AnyView + use<> {
    let (advice, has_cells) = (check.advice.clone(), !check.cells.is_empty());
    let rule = format!("#rule-{}", check.rule);
    move || draw_ways(store, advice.clone(), rule.clone(), has_cells, id)
}

fn draw_ways(
    store: Store,
    advice: Option<String>,
    rule: String,
    has_cells: bool,
    id: StoredValue<String>,
) -> AnyView {
    let way = move |key: &'static str, panel: Panel, words: String| {
        let go = move |event: leptos::ev::MouseEvent| {
            event.stop_propagation();
            store.reveal(panel);
        };
        view! { <button class="link" data-go=key on:click=go>{words}</button> }.into_any()
    };
    let source = live::part(move || {
        let line = store.selection.with(|s| s.span.map(|span| span.line));
        live::some(line, |line| way("source", Panel::Source, format!("看原文第 {line} 行")))
    });
    let sheet =
        live::some(has_cells.then_some(()), |()| way("sheet", Panel::Sheet, "看表格".to_owned()));
    let advice = live::some(advice, |advice| {
        view! { <p class="finding-advice"><b>"怎么办"</b> {advice}</p> }.into_any()
    });
    view! {
        {advice}
        <div class="finding-go">
            {sheet} {source} <a class="link" data-go="rule" href=rule>"规则说明"</a>
            {aside_view::aside(store, id)}
        </div>
    }
    .into_any()
}

fn chosen(store: Store, id: StoredValue<String>) -> Memo<bool> {
    Memo::new(move |_| id.with_value(|id| is_chosen(store, id)))
}

/// A check in one line, with its working.
fn line(store: Store, check: Check) -> AnyView {
    let id = StoredValue::new(check.id.clone());
    let chosen = chosen(store, id);
    let unknown = check.status == Status::Unknown;
    view! {
        <li class="check" class:chosen=chosen data-check=check.id.clone()>
            <button
                aria-pressed=live::text(move || chosen.get().to_string())
                on:click=move |_| id.with_value(|id| store.choose_check(id))
            >
                <span class="check-place">{place(&check)}</span>
                <span class="check-message">{check.message.clone()}</span>
            </button>
            {live::when(move || unknown && chosen.get(), move || view! {
                <div class="finding-go">{aside_view::aside(store, id)}</div>
            }.into_any())}
        </li>
    }
    .into_any()
}

/// What is selected in the tables: its name, its number, its line, and the checks it stands in.
fn chosen_cell(store: Store) -> AnyView {
    let card = Memo::new(move |_| {
        let key = store.selection.with(|selection| selection.cell.clone())?;
        store.outcome.with(|outcome| describe(outcome.reviewed()?, &key))
    });
    let on = live::flag(move || card.read().is_some());
    view! {
        <div class="cell-card" class:on=on id="cell-card">
            {live::part(move || live::some(card.get(), |card| draw_card(store, card)))}
        </div>
    }
    .into_any()
}

fn draw_card(store: Store, card: Card) -> AnyView {
    let value = live::some(Some(card.value).filter(|value| !value.is_empty()), |value| {
        view! { <b>{value}</b> }.into_any()
    });
    let line = live::some(card.line, |line| {
        let words = format!("原文第 {line} 行");
        view! {
            <button class="link" on:click=move |_| store.reveal(Panel::Source)>{words}</button>
        }
        .into_any()
    });
    let note = |note: String| view! { <p class="cell-note">{note}</p> }.into_any();
    let key = card.key;
    let restore =
        live::some(card.edited.then(|| key.clone()), |key| edits_view::restore_button(store, key));
    let compute =
        live::some(card.computed.then_some(key), |key| draft_view::compute_button(store, key));
    view! {
        <h3>{card.name} {value}</h3>
        <p>{line} <span>{card.standing}</span> {compute} {restore}</p>
        {card.notes.into_iter().map(note).collect_view()}
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
struct Card {
    key: String,
    edited: bool,
    computed: bool,
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
    let edited = reviewed.edit_of(key).is_some();
    let mut notes = cell_note(reviewed, key);
    // What fails is told in the list above; here stands what the list does not tell.
    let told = (edited || entry.state != State::Number) && !reviewed.is_draft();
    notes.truncate(usize::from(told));
    if let Some(origin) = entry.origin.as_ref().and_then(crate::session::origin_in_words) {
        notes.push(origin);
    }
    Some(Card {
        key: key.to_owned(),
        edited: edited && !reviewed.is_draft(),
        computed: cell.is_computed(),
        name: format!("{} {}", cell.table().name(), cell.name()),
        value: reviewed.shown(cell),
        line: reviewed.span_of_cell(key).map(|span| span.line),
        standing,
        notes,
    })
}
