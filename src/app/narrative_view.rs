//! The sections of the report, as they were found.

use super::store::Store;
use crate::form::Table;
use crate::session::missing_sections;
use leptos::prelude::*;

/// The six sections.
pub fn narrative(store: Store) -> impl IntoView {
    move || {
        let reviewed = store.reviewed()?;
        let review = &reviewed.review;
        let missing = missing_sections(review);
        let sections = review.sections.iter().map(|section| {
            let span = section.span;
            let paragraphs = section
                .text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .take(400)
                .map(|line| view! { <p>{line.trim().to_owned()}</p> })
                .collect_view();
            // What stands in sections 二 to 四 is mostly the tables again.
            let has_table = Table::ALL.iter().any(|t| t.section().number() == section.number);
            let body = match has_table {
                true => view! { <details><summary>"本部分的文字"</summary>{paragraphs}</details> }
                    .into_any(),
                false => paragraphs.into_any(),
            };
            view! {
                <section class="section">
                    <h3>
                        {section.heading.clone()}
                        <button class="link" on:click=move |_| store.show_place(span)>
                            "第 " {span.line} " 行"
                        </button>
                    </h3>
                    {body}
                </section>
            }
        });
        let sections = sections.collect_view();
        let missing = (!missing.is_empty()).then(|| {
            let names: Vec<String> =
                missing.iter().map(|s| format!("{}、{}", s.numeral(), s.title())).collect();
            view! { <p class="section-missing">"没有找到：" {names.join("；")}</p> }
        });
        Some(view! { <div class="narrative">{missing} {sections}</div> })
    }
}
