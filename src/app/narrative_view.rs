//! The sections of the report, as they were found.

use super::live;
use super::store::Store;
use crate::export::wire::{Review, Section};
use crate::form::Table;
use crate::session::missing_sections;
use leptos::prelude::*;

/// So many lines of a section are shown; all of them stand in the source beside.
const LINES: usize = 400;

/// The six sections.
pub fn narrative(store: Store) -> AnyView {
    live::part(move || {
        let Some(reviewed) = store.reviewed() else { return ().into_any() };
        let draw = |section| draw(store, section);
        let sections: Vec<AnyView> = reviewed.review.sections.iter().map(draw).collect();
        view! { <div class="narrative">{missing(&reviewed.review)} {sections}</div> }.into_any()
    })
}

fn missing(review: &Review) -> AnyView {
    let missing = missing_sections(review);
    let names: Vec<String> = missing
        .iter()
        .map(|section| format!("{}、{}", section.numeral(), section.title()))
        .collect();
    live::some(Some(names).filter(|names| !names.is_empty()), |names| {
        view! { <p class="section-missing">"没有找到：" {names.join("；")}</p> }.into_any()
    })
}

fn draw(store: Store, section: &Section) -> AnyView {
    let span = section.span;
    let lines = section.text.lines().filter(|line| !line.trim().is_empty()).take(LINES);
    let paragraph = |line: &str| view! { <p>{line.trim().to_owned()}</p> }.into_any();
    let paragraphs: Vec<AnyView> = lines.map(paragraph).collect();
    // What stands in sections 二 to 四 is mostly the tables again.
    let has_table = Table::ALL.iter().any(|table| table.section().number() == section.number);
    let body = match has_table {
        true => {
            view! { <details><summary>"本部分的文字"</summary>{paragraphs}</details> }.into_any()
        }
        false => paragraphs.into_any(),
    };
    view! {
        <section class="section">
            <h3>
                {section.heading.clone()}
                <button class="link" on:click=move |_| store.show_place(span)>
                    {format!("第 {} 行", span.line)}
                </button>
            </h3>
            {body}
        </section>
    }
    .into_any()
}
