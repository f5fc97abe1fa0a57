//! The page: Leptos panels around the signals of [`store::Store`].
//!
//! A panel receives the store, shows what `session` holds and raises its events. Only [`browser`]
//! names `web_sys`.

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
mod narrative_view;
mod offline;
mod print_view;
mod rules_view;
mod source_view;
mod store;
mod summary;
mod tables_view;

use crate::session::Outcome;
use leptos::prelude::*;
use store::Store;

/// Puts the page in the place of the sentence for browsers that cannot run it.
pub fn start() {
    browser::remove("#fallback");
    leptos::mount::mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let store = Store::start();
    keeping::start(store);
    // Which of the three layouts: nothing given, a refusal, a report.
    let stage = Memo::new(move |_| match store.outcome.read().clone() {
        Outcome::Reviewed(reviewed) if reviewed.is_draft() => "stage stage-report stage-draft",
        Outcome::Reviewed(_) => "stage stage-report",
        Outcome::Refused { .. } => "stage stage-refused",
        Outcome::Idle => "stage stage-empty",
    });
    let asked_rule = browser::asked_rule();
    let has_report = Memo::new(move |_| store.outcome.with(|outcome| outcome.reviewed().is_some()));
    view! {
        <div
            class=live::text(move || stage.get().to_owned())
            class:behind=live::flag(move || asked_rule.read().is_some())
            inert=live::flag(move || asked_rule.read().is_some())
        >
            {input_pane::bar(store)}
            {edits_view::put_away(store)}
            <main>
                {live::part(move || match has_report.get() {
                    true => summary::summary(store).into_any(),
                    false => input_pane::welcome(store).into_any(),
                })}
                <div class="panels">
                    {live::part(move || match has_report.get() {
                        true => {
                            (findings_view::findings(store), tables_view::tables(store)).into_any()
                        }
                        false => ().into_any(),
                    })}
                    {source_view::source(store)}
                </div>
            </main>
            {offline::foot()}
        </div>
        {rules_view::rules(store, asked_rule)}
        {print_view::paper(store, asked_rule)}
        {hint::hint(store)}
        {draft_view::dialog(store)}
        <div class="drop-veil" class:on=live::flag(move || store.dragging.get()) aria-hidden="true">
            <p>"松开鼠标，读取这份报告"</p>
        </div>
        <p class="notice" class:on=live::flag(move || store.notice.read().is_some()) role="status">
            {live::text(move || store.notice.get().unwrap_or_default())}
        </p>
    }
}
