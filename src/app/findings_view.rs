//! The list of checks: what is wrong first, the rest folded.

use super::markup::{Item, Part, View, each, html, list, live, on, on_key, part, when};
use super::store::{Panel, Store};
use super::{aside_view, browser, culprit_view, draft_view, edits_view};
use crate::export::wire::{Check, Number, Status};
use crate::form::Cell;
use crate::session::{
    Reviewed, cell_note, figure, formula_in_words, place, status_word, unknown_reason,
};

/// The panel.
pub fn findings(store: Store) -> View {
    let any = move || count(store, Status::Fail) + count(store, Status::Warn) > 0;
    let reason = |store: Store| store.reviewed().map(|r| unknown_reason(&r)).unwrap_or_default();
    html!(
        r##"<section class="panel findings" aria-labelledby="findings-title">
            <h2 id="findings-title" tabindex="-1">
                核对结果{hint}<a class="link" href="#rules">规则说明</a>
            </h2>
            <div class="panel-body">
                {edits}
                {verdict}
                <ol class="finding-list" on:keydown={arrows}>{told}</ol>
                {asides}
                {unknown}
                {passed}
            </div>
            {card}
        </section>"##,
        hint = when(any, || html!(r#"<small aria-hidden="true">↑ ↓ 逐条查看</small>"#)),
        edits = edits_view::edits(store),
        verdict = when(move || !any(), move || part(move || verdict(store))),
        arrows = on_key(move |event| arrows(store, event)),
        told = list(move || items(store, &[Status::Fail, Status::Warn], finding)),
        asides = aside_view::asides(store),
        unknown = folded(store, "unknown", "无法核对", Status::Unknown, reason),
        passed =
            folded(store, "passed", "相符", Status::Pass, |_| "展开看每一项的算式".to_owned()),
        card = chosen_cell(store),
    )
}

/// The checks that ended so; an empty form that nothing was filled in has none to tell.
fn checks(reviewed: &Reviewed, status: Status) -> impl Iterator<Item = &Check> {
    let told = !reviewed.is_untouched();
    reviewed.checks_with(status).filter(move |_| told)
}

fn count(store: Store, status: Status) -> usize {
    store.outcome.with(|o| o.reviewed().map_or(0, |reviewed| checks(reviewed, status).count()))
}

/// Checks for a list; one that stays the same keeps its element.
fn items(store: Store, wanted: &[Status], draw: fn(Store, &Check) -> View) -> Vec<Item> {
    let Some(reviewed) = store.reviewed() else { return Vec::new() };
    let all = wanted.iter().flat_map(|&status| checks(&reviewed, status));
    let item = |check: &Check| {
        let key = format!("{}\n{}\n{}", check.id, check.message, tone(check.status));
        let (reviewed, id) = (reviewed.clone(), check.id.clone());
        Item::new(key, move || match reviewed.check(&id) {
            Some(check) => draw(store, check),
            None => View::group(Vec::new()),
        })
    };
    all.map(item).collect()
}

/// A list of checks that opens on a click.
fn folded(
    store: Store,
    key: &'static str,
    word: &'static str,
    status: Status,
    aside: fn(Store) -> String,
) -> View {
    let draw = move || {
        html!(
            r#"<details class={class} id={id}>
                <summary><b>{count}</b><span>{aside}</span></summary>
                <ol class="check-list">{items}</ol>
            </details>"#,
            class = format!("folded folded-{key}"),
            id = format!("{key}-checks"),
            count = live(move || format!("{word} {} 项", count(store, status))),
            aside = live(move || aside(store)),
            items = list(move || items(store, &[status], line)),
        )
    };
    when(move || count(store, status) > 0, draw)
}

/// What to say when nothing is wrong.
fn verdict(store: Store) -> View {
    let untouched = store.reviewed().is_some_and(|reviewed| reviewed.is_untouched());
    let (passed, unknown) = (count(store, Status::Pass), count(store, Status::Unknown));
    let (class, words) = match (passed, unknown) {
        _ if untouched => ("verdict", "还没有填数；填到哪里，核对到哪里".to_owned()),
        (0, _) => ("verdict", "还没有能核对的项目".to_owned()),
        (_, 0) => ("verdict verdict-good", format!("{passed} 项核对全部相符")),
        _ => ("verdict", format!("能核对的 {passed} 项全部相符")),
    };
    html!(r#"<p class={class}>{words}</p>"#, class, words)
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

fn tone(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Fail => "fail",
        Status::Warn => "warn",
        Status::Unknown => "unknown",
    }
}

/// Whether a check is selected.
fn chosen(store: Store, check: &Check) -> impl Fn() -> bool + Clone + use<> {
    let id = check.id.clone();
    move || store.selection.with(|selection| selection.check.as_deref() == Some(&*id))
}

/// What selects a check.
fn choose(store: Store, check: &Check) -> Part {
    let id = check.id.clone();
    on(move |_| store.choose_check(&id))
}

/// A finding, told in full.
fn finding(store: Store, check: &Check) -> View {
    let chosen = chosen(store, check);
    let pressed = chosen.clone();
    let tone = tone(check.status);
    let formula = check.formula.as_deref().map(|formula| {
        html!(r#"<p class="finding-formula">{words}</p>"#, words = formula_in_words(formula))
    });
    let figures = check.left.zip(check.right).zip(check.difference);
    html!(
        r#"<li class={class} class:chosen={chosen} data-check={id} on:click={choose}>
            <h3>
                <button aria-pressed={pressed}>
                    <span class={tag}>{status}</span>
                    <span class="finding-title">{title}</span>
                </button>
            </h3>
            <p class="finding-place">{place}</p>
            {formula}
            <p class="finding-message">{message}</p>
            {figures}
            {ways}
        </li>"#,
        class = format!("finding finding-{tone}"),
        chosen = live(chosen.clone()),
        id = check.id.as_str(),
        choose = choose(store, check),
        pressed = live(move || pressed().to_string()),
        tag = format!("tag tag-{tone}"),
        status = status_word(check.status),
        title = &*check.title,
        place = place(check),
        formula,
        message = check.message.as_str(),
        figures = figures.map(|(pair, off)| draw_figures(pair, off)),
        ways = when(chosen, ways(store, check)),
    )
}

/// What is computed, what is written, and by how much they differ.
fn draw_figures((left, right): (Number, Number), off: Number) -> View {
    let sign = if figure(off).starts_with('−') { "" } else { "+" };
    html!(
        r#"<dl class="figures">
            <div class=""><dt>算得</dt><dd>{left}</dd></div>
            <div class=""><dt>填写</dt><dd>{right}</dd></div>
            <div class="figure-off"><dt>相差</dt><dd>{off}</dd></div>
        </dl>"#,
        left = figure(left),
        right = figure(right),
        off = format!("{sign}{}", figure(off)),
    )
}

/// What to do about a selected finding, and the ways to its places and its rule.
fn ways(store: Store, check: &Check) -> impl Fn() -> View + use<> {
    let (id, advice, has_cells) = (check.id.clone(), check.advice.clone(), !check.cells.is_empty());
    let rule = format!("#rule-{}", check.rule);
    move || {
        let way = move |key: &'static str, panel: Panel, words: String| {
            html!(
                r#"<button class="link" data-go={key} on:click={go}>{words}</button>"#,
                key,
                go = on(move |event| {
                    event.stop_propagation();
                    store.reveal(panel);
                }),
                words,
            )
        };
        let source = part(move || {
            let line = store.selection.with(|s| s.span.map(|span| span.line));
            line.map(|line| way("source", Panel::Source, format!("看原文第 {line} 行")))
        });
        let advice = advice
            .as_deref()
            .map(|advice| html!(r#"<p class="finding-advice"><b>怎么办</b>{advice}</p>"#, advice));
        html!(
            r#"{guess}
            {advice}
            <div class="finding-go">
                {sheet}{source}<a class="link" data-go="rule" href={rule}>规则说明</a>{aside}
            </div>"#,
            guess = culprit_view::guess(store, &id),
            advice,
            sheet = has_cells.then(|| way("sheet", Panel::Sheet, "看表格".to_owned())),
            source,
            rule = rule.as_str(),
            aside = aside_view::aside(store, &id),
        )
    }
}

/// A check in one line, with its working.
fn line(store: Store, check: &Check) -> View {
    let chosen = chosen(store, check);
    let pressed = chosen.clone();
    let opened = chosen.clone();
    let unknown = check.status == Status::Unknown;
    let id = check.id.clone();
    let ways = move || {
        let aside = aside_view::aside(store, &id);
        html!(r#"<div class="finding-go">{aside}</div>"#, aside)
    };
    html!(
        r#"<li class="check" class:chosen={chosen} data-check={id}>
            <button aria-pressed={pressed} on:click={choose}>
                <span class="check-place">{place}</span>
                <span class="check-message">{message}</span>
            </button>
            {ways}
        </li>"#,
        chosen = live(chosen),
        id = check.id.as_str(),
        pressed = live(move || pressed().to_string()),
        choose = choose(store, check),
        place = place(check),
        message = check.message.as_str(),
        ways = when(move || unknown && opened(), ways),
    )
}

/// What is selected in the tables: its name, its number, its line, and the checks it stands in.
fn chosen_cell(store: Store) -> View {
    let card = move || {
        let key = store.selection.with(|selection| selection.cell.clone())?;
        store.outcome.with(|outcome| describe(outcome.reviewed()?, &key))
    };
    html!(
        r#"<div class="cell-card" class:on={on} id="cell-card">{card}</div>"#,
        on = live(move || card().is_some()),
        card = each(card, move |card| card.as_ref().map(|card| draw_card(store, card))),
    )
}

fn draw_card(store: Store, card: &Card) -> View {
    let number =
        (!card.value.is_empty()).then(|| html!(r#"<b>{value}</b>"#, value = card.value.as_str()));
    let line = card.line.map(|line| {
        html!(
            r#"<button class="link" on:click={go}>{words}</button>"#,
            go = on(move |_| store.reveal(Panel::Source)),
            words = format!("原文第 {line} 行"),
        )
    });
    let note = |note: &String| html!(r#"<p class="cell-note">{note}</p>"#, note = note.as_str());
    html!(
        r#"<h3>{name}{number}</h3>
        <p>{line}<span>{standing}</span>{compute}{restore}</p>
        {notes}"#,
        name = card.name.as_str(),
        number,
        line,
        standing = card.standing.as_str(),
        compute = card.computed.then(|| draft_view::compute_button(store, &card.key)),
        restore = card.edited.then(|| edits_view::restore_button(store, &card.key)),
        notes = card.notes.iter().map(note).collect::<Vec<View>>(),
    )
}

#[derive(PartialEq)]
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
