//! The likely culprit of a broken check: a guess, and marked as one, with a way to try it.

use super::markup::{View, each, html, on};
use super::store::Store;
use crate::export::wire::Diagnosis;
use crate::form::Cell;
use crate::session::figure;

/// What explains a selected check, if anything does.
pub fn guess(store: Store, id: &str) -> View {
    let id = id.to_owned();
    let diagnosis = move || store.reviewed().and_then(|r| r.diagnosis_of(&id).cloned());
    each(diagnosis, move |diagnosis| diagnosis.as_ref().map(|diagnosis| draw(store, diagnosis)))
}

fn draw(store: Store, diagnosis: &Diagnosis) -> View {
    let suggestion = diagnosis.suggestion.clone();
    let words: Vec<String> = suggestion
        .iter()
        .filter_map(|(key, number)| {
            Some(format!("{} 改为 {}", Cell::from_key(key)?.name(), figure(*number)))
        })
        .collect();
    let try_it = (!words.is_empty()).then(|| {
        html!(
            r#"<button class="button small" data-try="" aria-label={label} on:click={try_it}>
                试改
            </button>"#,
            label = format!("试改：{}", words.join("，")),
            try_it = on(move |event| {
                event.stop_propagation();
                store.change(|changes| {
                    let all = suggestion.iter();
                    all.fold(changes.clone(), |changes, (key, to)| {
                        changes.with_edit(key, Some(*to))
                    })
                });
                store.say("已试改，可用“撤销上一步”退回");
            }),
        )
    });
    html!(
        r#"<p class="guess">
            <span><b class="tag tag-guess">推测</b>{message}</span>
            {try_it}
        </p>"#,
        message = diagnosis.message.clone(),
        try_it,
    )
}
