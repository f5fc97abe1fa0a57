//! Setting a check aside with a reason, and those that were.

use super::browser;
use super::markup::{Item, View, html, list, live, on, on_key, switch, when};
use super::store::Store;
use crate::export::wire::Check;
use crate::session::{Reviewed, place, status_word};

/// Reasons that come up again and again.
const REASONS: [&str; 3] = ["已与经办人核实，数字无误", "上级统计口径如此", "已告知，下次改正"];

const FIELD: &str = "#aside-reason";

/// For a selected check: the way to set it aside.
pub fn aside(store: Store, id: &str) -> View {
    // One check is selected at a time, so there is one form.
    store.asking.put(false);
    let id = id.to_owned();
    let draw = move |asking| match asking {
        true => form(store, id.clone()),
        false => html!(
            r#"<button class="link" data-aside="" on:click={start}>搁置…</button>"#,
            start = on(move |event| {
                event.stop_propagation();
                store.asking.set(true);
            }),
        ),
    };
    switch(move || store.asking.get(), draw)
}

fn form(store: Store, id: String) -> View {
    store.lacking.put(false);
    browser::soon(|| {
        browser::focus_field(FIELD, "", false);
        browser::reveal(".aside-form".to_owned());
    });
    let submit = move || {
        let reason = browser::value_in(FIELD);
        if reason.trim().is_empty() {
            store.lacking.set(true);
            browser::focus_field(FIELD, "", false);
            return;
        }
        store.leave_check(&id);
        store.change(|changes| changes.with_aside(&id, &reason));
    };
    let ready = |reason: &'static str| {
        html!(
            r#"<button type="button" class="reason" on:click={take}>{reason}</button>"#,
            take = on(move |_| browser::focus_field(FIELD, reason, false)),
            reason,
        )
    };
    let told =
        || html!(r#"<span class="field-error" role="alert">请写明理由，会写进导出的结果</span>"#);
    html!(
        r#"<form class="aside-form" on:submit={submit} on:keydown={keys} on:click={stay}>
            <label>
                搁置的理由
                <input type="text" class="field" id="aside-reason" maxlength="200"
                    autocomplete="off" aria-invalid={lacking} on:input={typed}>
            </label>
            {told}
            <p class="reasons">{ready}</p>
            <p class="form-ways">
                <button class="button small main" type="submit" id="aside-done">搁置</button>
                <button class="link" type="button" on:click={cancel}>取消</button>
            </p>
        </form>"#,
        submit = on(move |event| {
            event.prevent_default();
            submit();
        }),
        keys = on_key(move |event| {
            // The arrows of the list are not for the field.
            event.stop_propagation();
            if event.key() == "Escape" {
                store.asking.set(false);
            }
        }),
        stay = on(|event| event.stop_propagation()),
        lacking = live(move || store.lacking.get().to_string()),
        typed = on(move |_| store.lacking.set(false)),
        told = when(move || store.lacking.get(), told),
        ready = REASONS.map(ready).into_iter().collect::<Vec<View>>(),
        cancel = on(move |_| store.asking.set(false)),
    )
}

/// The checks that were set aside, folded.
pub fn asides(store: Store) -> View {
    let count = move || {
        store.outcome.with(|outcome| outcome.reviewed().map_or(0, |r| r.set_aside().count()))
    };
    let items = move || {
        let Some(reviewed) = store.reviewed() else { return Vec::new() };
        reviewed.set_aside().map(|check| item(store, &reviewed, check)).collect()
    };
    let draw = move || {
        html!(
            r#"<details class="folded folded-aside" id="set-aside">
                <summary><b>{count}</b><span>不再列为发现，理由写进导出的结果</span></summary>
                <ol class="check-list">{items}</ol>
            </details>"#,
            count = live(move || format!("已搁置 {} 项", count())),
            items = list(items),
        )
    };
    when(move || count() > 0, draw)
}

fn item(store: Store, reviewed: &Reviewed, check: &Check) -> Item {
    let (id, message) = (check.id.clone(), check.message.clone());
    let reason = reviewed.aside_of(&id).unwrap_or_default().to_owned();
    let head = format!("{} · {} · {}", status_word(check.status), check.title, place(check));
    Item::new(format!("{id}\n{message}\n{reason}"), move || {
        let (chosen, taken_back) = (id.clone(), id.clone());
        html!(
            r#"<li class="check" data-check={id}>
                <button on:click={choose}>
                    <span class="check-place">{head}</span>
                    <span class="check-message">{message}</span>
                </button>
                <p class="aside-reason">
                    <span>理由：{reason}</span>
                    <button class="link" data-take-back="" on:click={take_back}>取消搁置</button>
                </p>
            </li>"#,
            id,
            choose = on(move |_| store.choose_check(&chosen)),
            head,
            message,
            reason,
            take_back = on(move |_| store.change(|changes| changes.without_aside(&taken_back))),
        )
    })
}
