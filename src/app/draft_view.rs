//! An empty form to fill in: who, which year, which edition; and what helps to fill it in.

use super::browser;
use super::export_menu::copied;
use super::live;
use super::store::Store;
use crate::export::wire::State;
use crate::form::{Edition, Table};
use crate::session::{Draft, Sheet, Width, copy_sheets, edition};
use leptos::html;
use leptos::prelude::*;

const DIALOG: &str = "#draft-form";

/// Opens the form for a new report.
fn open(_: leptos::ev::MouseEvent) {
    browser::open_dialog(DIALOG);
}

/// The button that opens the form for a new report.
pub fn button(class: &'static str) -> AnyView {
    view! {
        <button class=class id="new-draft" on:click=open>"新建"</button>
    }
    .into_any()
}

/// The form, in a dialogue over the page.
pub fn dialog(store: Store) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    let organization = NodeRef::<html::Input>::new();
    let year = NodeRef::<html::Input>::new();
    let edition = NodeRef::<html::Select>::new();
    let error = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let value = |field: NodeRef<html::Input>| {
            field.get_untracked().map(|field| field.value()).unwrap_or_default()
        };
        let chosen = edition.get_untracked().map(|field| field.value()).unwrap_or_default();
        match Draft::new(&value(organization), &value(year), Edition::from_key(&chosen)) {
            Ok(draft) => {
                browser::close_dialog(dialog);
                store.open_draft(draft);
            }
            Err(sentence) => error.set(sentence),
        }
    };
    let options = Edition::ALL.map(|edition| {
        let words = format!("{} 年版（{}）", edition.key(), edition.document());
        view! { <option value=edition.key()>{words}</option> }.into_any()
    });
    let field =
        |id: &'static str, name: &'static str, node: NodeRef<html::Input>, value: String| {
            view! {
                <label>
                    {name}
                    <input
                        type="text"
                        class="field"
                        id=id
                        autocomplete="off"
                        maxlength="60"
                        prop:value=value
                        node_ref=node
                        on:input=move |_| error.set(String::new())
                    />
                </label>
            }
            .into_any()
        };
    view! {
        <dialog class="dialog" id=&DIALOG[1..] aria-labelledby="draft-title" node_ref=dialog on:close=move |_| error.set(String::new())>
            <form on:submit=submit>
                <h2 id="draft-title">"新建一份年报的三张表"</h2>
                <p class="dialog-lead">"空白的表格，边填边核对；填好后可以复制到 Word。"</p>
                {field("draft-organization", "单位名称", organization, String::new())}
                {field("draft-year", "年度", year, browser::last_year().to_string())}
                <label>
                    "表样"
                    <select class="field" id="draft-edition" node_ref=edition>
                        <option value="">"按年度（2020 年度及以前用 2019 年版）"</option>
                        {options.into_iter().collect_view()}
                    </select>
                </label>
                {live::when(move || !error.read().is_empty(), move || view! {
                    <p class="field-error" role="alert">{live::text(move || error.get())}</p>
                }.into_any())}
                <p class="form-ways">
                    <button class="button main" type="submit" id="draft-start">"开始填写"</button>
                    <button class="button" type="button" on:click=move |_| browser::close_dialog(dialog)>
                        "取消"
                    </button>
                </p>
            </form>
        </dialog>
    }
    .into_any()
}

/// What helps to fill in a table. Nothing of it happens by itself.
pub fn table_ways(store: Store, table: Table) -> AnyView {
    let with = move |test: fn(&crate::session::Reviewed, Table) -> bool| {
        move || store.outcome.with(|o| o.reviewed().is_some_and(|r| test(r, table)))
    };
    let totals = with(|reviewed, table| {
        let cells = || sheet(reviewed, table).values().collect::<Vec<_>>();
        table != Table::Disclosure
            && (reviewed.is_draft()
                || cells().iter().any(|cell| {
                    cell.is_total() && reviewed.state_of(&cell.key()) == Some(State::Blank)
                }))
    });
    let blanks = with(|reviewed, table| {
        reviewed.is_draft()
            && sheet(reviewed, table).values().any(|cell| {
                !cell.is_total() && reviewed.state_of(&cell.key()) == Some(State::Blank)
            })
    });
    let compute = move || {
        view! {
            <button
                class="button small"
                data-compute=table.key()
                title="把各行各列的总计填上；空白按 0 计，可以撤销"
                on:click=move |_| store.compute(table.key())
            >
                "计算合计（空白按 0 计）"
            </button>
        }
        .into_any()
    };
    let zeros = move || {
        let fill = move |_| {
            if let Some(reviewed) = store.reviewed() {
                let sheet = sheet(&reviewed, table);
                store.change(|changes| reviewed.zeros_for_blanks(changes, &sheet));
            }
        };
        view! {
            <button
                class="button small"
                data-zeros=table.key()
                title="合计以外的空白都填 0，可以撤销"
                on:click=fill
            >
                "空白填 0"
            </button>
        }
        .into_any()
    };
    view! { {live::when(blanks, zeros)} {live::when(totals, compute)} }.into_any()
}

fn sheet(reviewed: &crate::session::Reviewed, table: Table) -> Sheet {
    Sheet::new(table, edition(&reviewed.review), Width::Form)
}

/// For a selected total: computes it from what stands in the other cells.
pub fn compute_button(store: Store, key: String) -> AnyView {
    let key = StoredValue::new(key);
    view! {
        <button
            class="link"
            id="compute-cell"
            title="空白按 0 计，可以撤销"
            on:click=move |_| key.with_value(|key| store.compute(key))
        >
            "计算这一格"
        </button>
    }
    .into_any()
}

/// Copies the three tables as the form prints them.
pub fn copy_all(store: Store) {
    let Some(reviewed) = store.reviewed() else { return };
    let sheets = Table::ALL.map(|table| sheet(&reviewed, table));
    let blanks = reviewed.review.cells.len() - reviewed.numbers_now();
    browser::copy(copy_sheets(&sheets, &reviewed), move |done| {
        store.say(&match (done, blanks) {
            (true, 1..) => format!("已复制；还有 {blanks} 格没有数字"),
            _ => copied(done).to_owned(),
        });
    });
}
