//! Who reports on what, and how the checks ended.

use super::markup::{View, html, live, when};
use super::store::Store;
use crate::export::wire::Status;
use crate::session::{Reviewed, reading_summary, tally};

/// The head of a report.
pub fn summary(store: Store) -> View {
    let with = move |read: fn(&Reviewed) -> String| {
        live(move || store.reviewed().map(|reviewed| read(&reviewed)).unwrap_or_default())
    };
    let count = move |key: &'static str, word: &'static str, status: Status| {
        let number = move || {
            store.outcome.with(|o| o.reviewed().map_or(0, |r| r.checks_with(status).count()))
        };
        html!(
            r#"<li class={class} data-count={key}><b>{number}</b>{word}</li>"#,
            class = live(move || {
                let none = if number() == 0 { " none" } else { "" };
                format!("chip chip-{key}{none}")
            }),
            key,
            number = live(move || number().to_string()),
            word,
        )
    };
    let asides = move || store.outcome.with(|o| o.reviewed().map_or(0, |r| r.set_aside().count()));
    let aside = move || {
        html!(
            r#"<li class="chip chip-unknown" data-count="aside"><b>{number}</b>已搁置</li>"#,
            number = live(move || asides().to_string()),
        )
    };
    let untouched = move || store.reviewed().is_some_and(|reviewed| reviewed.is_untouched());
    html!(
        r#"<section class="summary" aria-label="报告概况">
            <div class="summary-who">
                <h1>{title}</h1>
                <p class="summary-meta">{reading}</p>
            </div>
            <ul class="tally" class:off={untouched} aria-label="核对项数">
                {fail}{warn}{unknown}{pass}{aside}
            </ul>
            <p class="visually-hidden" role="status" aria-live="polite" id="summary-spoken">{spoken}</p>
        </section>"#,
        title = with(|reviewed| reviewed.title()),
        reading = with(|reviewed| reading_summary(reviewed).join(" · ")),
        untouched = live(untouched),
        fail = count("fail", "不符", Status::Fail),
        warn = count("warn", "存疑", Status::Warn),
        unknown = count("unknown", "无法核对", Status::Unknown),
        pass = count("pass", "相符", Status::Pass),
        aside = when(move || asides() > 0, aside),
        spoken = with(tally),
    )
}
