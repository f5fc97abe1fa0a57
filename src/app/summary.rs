//! Who reports on what, and how the checks ended.

use super::live;
use super::store::Store;
use crate::export::wire::Status;
use crate::session::{reading_summary, tally};
use leptos::prelude::*;

/// The head of a report.
pub fn summary(store: Store) -> impl IntoView {
    let with = move |read: fn(&crate::session::Reviewed) -> String| {
        store.outcome.with(|outcome| outcome.reviewed().map(|r| read(r)).unwrap_or_default())
    };
    let count = move |key: &'static str, word: &'static str, status: Status| {
        let number = move || {
            store.outcome.with(|o| o.reviewed().map_or(0, |r| r.checks_with(status).count()))
        };
        let class = live::text(move || {
            let none = if number() == 0 { " none" } else { "" };
            format!("chip chip-{key}{none}")
        });
        view! {
            <li class=class data-count=key>
                <b>{live::text(move || number().to_string())}</b>
                {word}
            </li>
        }
        .into_any()
    };
    let asides = move || store.outcome.with(|o| o.reviewed().map_or(0, |r| r.set_aside().count()));
    let untouched =
        live::flag(move || store.outcome.with(|o| o.reviewed().is_some_and(|r| r.is_untouched())));
    view! {
        <section class="summary" aria-label="报告概况">
            <div class="summary-who">
                <h1>{live::text(move || with(|reviewed| reviewed.title()))}</h1>
                <p class="summary-meta">
                    {live::text(move || with(|reviewed| reading_summary(reviewed).join(" · ")))}
                </p>
            </div>
            <ul class="tally" class:off=untouched aria-label="核对项数">
                {count("fail", "不符", Status::Fail)}
                {count("warn", "存疑", Status::Warn)}
                {count("unknown", "无法核对", Status::Unknown)}
                {count("pass", "相符", Status::Pass)}
                {live::when(move || asides() > 0, move || view! {
                    <li class="chip chip-unknown" data-count="aside">
                        <b>{live::text(move || asides().to_string())}</b>
                        "已搁置"
                    </li>
                }.into_any())}
            </ul>
            <p class="visually-hidden" role="status" aria-live="polite" id="summary-spoken">
                {live::text(move || with(|reviewed| tally(reviewed)))}
            </p>
        </section>
    }
}
