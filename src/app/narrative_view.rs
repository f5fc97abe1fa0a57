//! The sections of the report, as they were found.

use super::markup::{Part, View, html, on, part};
use super::store::Store;
use crate::export::wire::{Review, Section};
use crate::form::Table;
use crate::session::missing_sections;

/// So many lines of a section are shown; all of them stand in the source beside.
const LINES: usize = 400;

/// The six sections.
pub fn narrative(store: Store) -> View {
    part(move || {
        let reviewed = store.reviewed()?;
        let draw = |section| draw(store, section);
        let sections: Vec<View> = reviewed.review.sections.iter().map(draw).collect();
        Some(html!(
            r#"<div class="narrative">{missing}{sections}</div>"#,
            missing = missing(&reviewed.review),
            sections,
        ))
    })
}

fn missing(review: &Review) -> Option<View> {
    let missing = missing_sections(review);
    let name =
        |section: &crate::form::Section| format!("{}、{}", section.numeral(), section.title());
    let names: Vec<String> = missing.iter().map(name).collect();
    (!names.is_empty()).then(|| {
        html!(r#"<p class="section-missing">没有找到：{names}</p>"#, names = names.join("；"))
    })
}

fn draw(store: Store, section: &Section) -> View {
    let span = section.span;
    let lines = section.text.lines().filter(|line| !line.trim().is_empty()).take(LINES);
    let paragraph = |line: &str| html!(r#"<p>{line}</p>"#, line = line.trim());
    let paragraphs: Vec<View> = lines.map(paragraph).collect();
    // What stands in sections 二 to 四 is mostly the tables again.
    let has_table = Table::ALL.iter().any(|table| table.section().number() == section.number);
    let body = match has_table {
        true => Part::from(html!(
            r#"<details><summary>本部分的文字</summary>{paragraphs}</details>"#,
            paragraphs,
        )),
        false => paragraphs.into(),
    };
    html!(
        r#"<section class="section">
            <h3>{heading}<button class="link" on:click={show}>{line}</button></h3>
            {body}
        </section>"#,
        heading = section.heading.as_str(),
        show = on(move |_| store.show_place(span)),
        line = format!("第 {} 行", span.line),
        body,
    )
}
