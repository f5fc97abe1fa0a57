//! An empty form to fill in: who, which year, which edition; and what helps to fill it in.

use super::browser;
use super::export_menu::copied;
use super::live::Held;
use super::markup::{View, html, live, on, when};
use super::store::Store;
use crate::export::wire::State;
use crate::form::{Edition, Table};
use crate::session::{Draft, Reviewed, Sheet, Width, copy_sheets, edition};

const DIALOG: &str = "#draft-form";

/// The button that opens the form for a new report.
pub fn button(class: &'static str) -> View {
    html!(
        r#"<button class={class} id="new-draft" on:click={open}>新建</button>"#,
        class,
        open = on(|_| browser::open_dialog(DIALOG)),
    )
}

/// The form, in a dialogue over the page.
pub fn dialog(store: Store) -> View {
    let error = Held::for_good(String::new());
    let submit = move || {
        let organization = browser::value_in("#draft-organization");
        let year = browser::value_in("#draft-year");
        let edition = Edition::from_key(&browser::value_in("#draft-edition"));
        match Draft::new(&organization, &year, edition) {
            Ok(draft) => {
                browser::close_dialog(DIALOG);
                store.open_draft(draft);
            }
            Err(sentence) => error.set(sentence),
        }
    };
    let option = |edition: Edition| {
        html!(
            r#"<option value={key}>{words}</option>"#,
            key = edition.key(),
            words = format!("{} 年版（{}）", edition.key(), edition.document()),
        )
    };
    let told = move || {
        html!(
            r#"<p class="field-error" role="alert">{sentence}</p>"#,
            sentence = live(move || error.get()),
        )
    };
    html!(
        r#"<dialog class="dialog" id="draft-form" aria-labelledby="draft-title" on:close={closed}>
            <form on:submit={submit}>
                <h2 id="draft-title">新建一份年报的三张表</h2>
                <p class="dialog-lead">空白的表格，边填边核对；填好后可以复制到 Word。</p>
                <label>
                    单位名称
                    <input type="text" class="field" id="draft-organization"
                        autocomplete="off" maxlength="60" on:input={named}>
                </label>
                <label>
                    年度
                    <input type="text" class="field" id="draft-year"
                        autocomplete="off" maxlength="60" prop:value={year} on:input={dated}>
                </label>
                <label>
                    表样
                    <select class="field" id="draft-edition">
                        <option value="">按年度（2020 年度及以前用 2019 年版）</option>
                        {options}
                    </select>
                </label>
                {told}
                <p class="form-ways">
                    <button class="button main" type="submit" id="draft-start">开始填写</button>
                    <button class="button" type="button" on:click={cancel}>取消</button>
                </p>
            </form>
        </dialog>"#,
        closed = on(move |_| error.set(String::new())),
        submit = on(move |event| {
            event.prevent_default();
            submit();
        }),
        named = on(move |_| error.set(String::new())),
        year = browser::last_year().to_string(),
        dated = on(move |_| error.set(String::new())),
        options = Edition::ALL.map(option).into_iter().collect::<Vec<View>>(),
        told = when(move || !error.read().is_empty(), told),
        cancel = on(|_| browser::close_dialog(DIALOG)),
    )
}

/// What helps to fill in a table. Nothing of it happens by itself.
pub fn table_ways(store: Store, table: Table) -> View {
    let compute = move || {
        html!(
            r#"<button class="button small" data-compute={table}
                title="把各行各列的总计填上；空白按 0 计，可以撤销" on:click={compute}>
                计算合计（空白按 0 计）
            </button>"#,
            table = table.key(),
            compute = on(move |_| store.compute(table.key())),
        )
    };
    let zeros = move || {
        html!(
            r#"<button class="button small" data-zeros={table}
                title="合计以外的空白都填 0，可以撤销" on:click={fill}>
                空白填 0
            </button>"#,
            table = table.key(),
            fill = on(move |_| {
                if let Some(reviewed) = store.reviewed() {
                    let sheet = sheet(&reviewed, table);
                    store.change(|changes| reviewed.zeros_for_blanks(changes, &sheet));
                }
            }),
        )
    };
    let with = move |test: fn(&Reviewed, Table) -> bool| {
        move || store.outcome.with(|o| o.reviewed().is_some_and(|r| test(r, table)))
    };
    let totals = with(|reviewed, table| {
        table != Table::Disclosure && (reviewed.is_draft() || has_blank(reviewed, table, true))
    });
    let blanks = with(|reviewed, table| reviewed.is_draft() && has_blank(reviewed, table, false));
    View::group(vec![when(blanks, zeros), when(totals, compute)])
}

/// Whether a total of a table, or a cell that is none, is blank.
fn has_blank(reviewed: &Reviewed, table: Table, total: bool) -> bool {
    sheet(reviewed, table)
        .values()
        .any(|cell| cell.is_total() == total && reviewed.state_of(cell.key()) == Some(State::Blank))
}

fn sheet(reviewed: &Reviewed, table: Table) -> Sheet {
    Sheet::new(table, edition(&reviewed.review), Width::Form)
}

/// For a selected total: computes it from what stands in the other cells.
pub fn compute_button(store: Store, key: &str) -> View {
    let key = key.to_owned();
    html!(
        r#"<button class="link" id="compute-cell" title="空白按 0 计，可以撤销" on:click={compute}>
            计算这一格
        </button>"#,
        compute = on(move |_| store.compute(&key)),
    )
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
