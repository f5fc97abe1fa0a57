//! The page: panels around the signals of [`store::Store`].
//!
//! A panel receives the store, shows what `session` holds and raises its events. Leptos holds the
//! signals and mounts the page; [`markup`] draws the panels. Only [`browser`] names `web_sys`.

mod aside_view;
mod browser;
mod cell_editor;
mod culprit_view;
mod draft_view;
mod edits_view;
mod export_menu;
mod findings_view;
mod hint;
mod input_pane;
mod keeping;
mod live;
mod markup;
mod narrative_view;
mod offline;
mod print_view;
mod rules_view;
mod source_view;
mod store;
mod summary;
mod tables_view;

use crate::session::Outcome;
use markup::{Part, View, html, live, switch};
use store::Store;

/// Puts the page in the place of the sentence for browsers that cannot run it.
pub fn start() {
    browser::remove("#fallback");
    leptos::mount::mount_to_renderer(&browser::body(), page).forget();
}

fn page() -> View {
    let store = Store::start();
    // Which of the three layouts: nothing given, a refusal, a report.
    let stage = move || match &*store.outcome.read() {
        Outcome::Reviewed(reviewed) if reviewed.is_draft() => "stage-report stage-draft",
        Outcome::Reviewed(_) => "stage-report",
        Outcome::Refused { .. } => "stage-refused",
        Outcome::Idle => "stage-empty",
    };
    let asked_rule = browser::asked_rule();
    let behind = move || asked_rule.read().is_some();
    let has_report = move || store.outcome.with(|outcome| outcome.reviewed().is_some());
    let head = move |has_report| match has_report {
        true => summary::summary(store),
        false => input_pane::welcome(store),
    };
    let panels = move |has_report| match has_report {
        true => Part::from(vec![findings_view::findings(store), tables_view::tables(store)]),
        false => Part::Nothing,
    };
    let view = html!(
        r#"<div class={stage} inert={inert}>
            {bar}
            {put_away}
            <main>
                {head}
                <div class="panels">{panels}{source}</div>
            </main>
            {foot}
        </div>
        {rules}
        <div class="paper" id="paper"></div>
        {hint}
        {draft}
        <div class="drop-veil" class:on={over} aria-hidden="true">
            <p>松开鼠标，读取这份报告</p>
        </div>
        <p class="notice" class:on={told} role="status">{notice}</p>"#,
        stage =
            live(move || { format!("stage {}{}", stage(), if behind() { " behind" } else { "" }) }),
        inert = live(behind),
        bar = input_pane::bar(store),
        put_away = edits_view::put_away(store),
        head = switch(has_report, head),
        panels = switch(has_report, panels),
        source = source_view::source(store),
        foot = offline::foot(),
        rules = rules_view::rules(store, asked_rule),
        hint = hint::hint(store),
        draft = draft_view::dialog(store),
        over = live(move || store.dragging.get()),
        told = live(move || store.notice.read().is_some()),
        notice = live(move || store.notice.get().unwrap_or_default()),
    );
    print_view::write_when_printed(store, asked_rule);
    // Last: what is brought back changes what is drawn by now.
    keeping::start(store);
    view
}
