//! The likely culprit of a broken check: a guess, and marked as one, with a way to try it.

use super::live;
use super::store::Store;
use crate::export::wire::Diagnosis;
use crate::form::Cell;
use crate::session::{Changes, figure};
use leptos::prelude::*;

/// What explains a selected check, if anything does.
pub fn guess(store: Store, id: StoredValue<String>) -> AnyView {
    let diagnosis = Memo::new(move |_| {
        store.outcome.with(|outcome| {
            let reviewed = outcome.reviewed()?;
            id.with_value(|id| reviewed.diagnosis_of(id).cloned())
        })
    });
    live::part(move || live::some(diagnosis.get(), |diagnosis| draw(store, diagnosis)))
}

fn draw(store: Store, diagnosis: Diagnosis) -> AnyView {
    let Diagnosis { message, suggestion, .. } = diagnosis;
    let words: Vec<String> = suggestion
        .iter()
        .filter_map(|(key, number)| {
            Some(format!("{} 改为 {}", Cell::from_key(key)?.name(), figure(*number)))
        })
        .collect();
    let label = format!("试改：{}", words.join("，"));
    let try_it = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        store.change(|changes| {
            let start: Changes = changes.clone();
            suggestion.iter().fold(start, |changes, (key, to)| changes.with_edit(key, Some(*to)))
        });
        store.say("已试改，可用“撤销上一步”退回");
    };
    let button = live::some((!words.is_empty()).then_some(()), |()| {
        view! {
            <button class="button small" data-try="" aria-label=label on:click=try_it>
                "试改"
            </button>
        }
        .into_any()
    });
    view! {
        <p class="guess">
            <span><b class="tag tag-guess">"推测"</b> {message}</span>
            {button}
        </p>
    }
    .into_any()
}
