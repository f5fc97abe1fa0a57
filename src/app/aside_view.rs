//! Setting a check aside with a reason, and those that were.

use super::browser;
use super::live;
use super::store::Store;
use crate::session::{place, status_word};
use leptos::html;
use leptos::prelude::*;

/// Reasons that come up again and again.
const REASONS: [&str; 3] = ["已与经办人核实，数字无误", "上级统计口径如此", "已告知，下次改正"];

/// For a selected check: the way to set it aside.
pub fn aside(store: Store, id: StoredValue<String>) -> AnyView {
    let open = RwSignal::new(false);
    live::part(move || match open.get() {
        true => form(store, id, open),
        false => {
            let start = move |event: leptos::ev::MouseEvent| {
                event.stop_propagation();
                open.set(true);
            };
            view! { <button class="link" data-aside="" on:click=start>"搁置…"</button> }.into_any()
        }
    })
}

fn form(store: Store, id: StoredValue<String>, open: RwSignal<bool>) -> AnyView {
    let field = NodeRef::<html::Input>::new();
    let lacking = RwSignal::new(false);
    field.on_load(move |_| {
        browser::focus_field(field, "", false);
        browser::reveal(".aside-form".to_owned());
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reason = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if reason.trim().is_empty() {
            lacking.set(true);
            browser::focus_field(field, "", false);
            return;
        }
        id.with_value(|id| {
            store.leave_check(id);
            store.change(|changes| changes.with_aside(id, &reason));
        });
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        // The arrows of the list are not for the field.
        event.stop_propagation();
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    let ready = REASONS.map(|reason| {
        let take = move |_| browser::focus_field(field, reason, false);
        view! { <button type="button" class="reason" on:click=take>{reason}</button> }.into_any()
    });
    view! {
        <form
            class="aside-form"
            on:submit=submit
            on:keydown=keys
            on:click=move |event| event.stop_propagation()
        >
            <label>
                "搁置的理由"
                <input
                    type="text"
                    class="field"
                    id="aside-reason"
                    maxlength="200"
                    autocomplete="off"
                    aria-invalid=live::text(move || lacking.get().to_string())
                    node_ref=field
                    on:input=move |_| lacking.set(false)
                />
            </label>
            {live::when(move || lacking.get(), || {
                view! { <span class="field-error" role="alert">"请写明理由，会写进导出的结果"</span> }
                    .into_any()
            })}
            <p class="reasons">{ready.into_iter().collect_view()}</p>
            <p class="form-ways">
                <button class="button small main" type="submit" id="aside-done">"搁置"</button>
                <button class="link" type="button" on:click=move |_| open.set(false)>"取消"</button>
            </p>
        </form>
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
struct Line {
    id: String,
    tone: &'static str,
    title: String,
    place: String,
    message: String,
    reason: String,
}

/// The checks that were set aside, folded.
pub fn asides(store: Store) -> AnyView {
    let lines = Memo::new(move |_| {
        let found = store.outcome.with(|outcome| {
            let reviewed = outcome.reviewed()?;
            let line = |check: &crate::export::wire::Check| Line {
                id: check.id.clone(),
                tone: status_word(check.status),
                title: check.title.clone(),
                place: place(check),
                message: check.message.clone(),
                reason: reviewed.aside_of(&check.id).unwrap_or_default().to_owned(),
            };
            Some(reviewed.set_aside().map(line).collect::<Vec<Line>>())
        });
        found.unwrap_or_default()
    });
    let draw = move || {
        let count = live::text(move || format!("已搁置 {} 项", lines.read().len()));
        view! {
            <details class="folded folded-aside" id="set-aside">
                <summary>
                    <b>{count}</b>
                    <span>"不再列为发现，理由写进导出的结果"</span>
                </summary>
                <ol class="check-list">
                    <For
                        each=move || lines.get()
                        key=|line| (line.id.clone(), line.message.clone(), line.reason.clone())
                        children=move |line| draw_line(store, line)
                    />
                </ol>
            </details>
        }
        .into_any()
    };
    live::when(move || !lines.read().is_empty(), draw)
}

fn draw_line(store: Store, line: Line) -> AnyView {
    let Line { id, tone, title, place, message, reason } = line;
    let check = id.clone();
    let id = StoredValue::new(id);
    let take_back = move |_| id.with_value(|id| store.change(|changes| changes.without_aside(id)));
    view! {
        <li class="check" data-check=check>
            <button on:click=move |_| id.with_value(|id| store.choose_check(id))>
                <span class="check-place">{format!("{tone} · {title} · {place}")}</span>
                <span class="check-message">{message}</span>
            </button>
            <p class="aside-reason">
                <span>"理由：" {reason}</span>
                <button class="link" data-take-back="" on:click=take_back>"取消搁置"</button>
            </p>
        </li>
    }
    .into_any()
}
