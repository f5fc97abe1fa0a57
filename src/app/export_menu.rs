//! The ways out: download, copy, print.

use super::browser;
use super::store::Store;
use crate::export::{chat, markdown};
use crate::session::{Copied, Reviewed};
use leptos::prelude::*;

/// The download button with its menu.
pub fn export_menu(store: Store) -> impl IntoView {
    let with_text = RwSignal::new(false);
    browser::close_menu_outside("#export-menu");
    let download = move |_| {
        let Some(reviewed) = store.reviewed() else { return };
        let with_text = with_text.get_untracked() && !reviewed.lines.is_empty();
        let text = with_text.then(|| reviewed.lines.text().clone());
        let json = browser::json(&reviewed.review, text.as_deref());
        browser::download(&reviewed.file_name(), &json, "application/json");
    };
    let save = move |_| {
        let Some(reviewed) = store.reviewed() else { return };
        let name = reviewed.file_name();
        let name = format!("{}-核对意见.md", name.trim_end_matches(".json"));
        browser::download(&name, &markdown(&reviewed.review), "text/markdown");
    };
    let item = move |id: &'static str, words: &'static str, write: fn(&Reviewed) -> String| {
        let copy = move |_| {
            let Some(reviewed) = store.reviewed() else { return };
            let what = Copied { text: write(&reviewed), html: String::new() };
            browser::copy(what, move |done| store.say(copied(done)));
        };
        view! { <button class="menu-item" id=id on:click=copy>{words}</button> }.into_any()
    };
    view! {
        <div class="split">
            <button class="button main" id="download-json" on:click=download>"下载 JSON"</button>
            <details class="menu" id="export-menu">
                <summary class="button main" aria-label="更多导出方式">
                    <span aria-hidden="true">"▾"</span>
                </summary>
                <div class="menu-body">
                    <label class="menu-item">
                        <input
                            type="checkbox"
                            id="with-text"
                            prop:checked=with_text
                            on:change=move |_| with_text.update(|on| *on = !*on)
                        />
                        "JSON 中附上原文"
                    </label>
                    <hr />
                    {item("copy-findings", "复制核对意见（聊天文字）", |r| chat(&r.review))}
                    {item("copy-markdown", "复制核对意见（Markdown）", |r| markdown(&r.review))}
                    <button class="menu-item" id="download-markdown" on:click=save>
                        "下载核对意见（Markdown）"
                    </button>
                    <button class="menu-item" id="print" on:click=move |_| browser::print()>
                        "打印核对单"
                    </button>
                </div>
            </details>
        </div>
    }
}

/// What to say after copying.
pub fn copied(done: bool) -> &'static str {
    if done { "已复制" } else { "浏览器没有允许复制；请选中内容后按 Ctrl+C" }
}
