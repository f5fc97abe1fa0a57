//! The ways out: download, copy, print.

use super::browser;
use super::markup::{View, html, on};
use super::store::Store;
use crate::export::{chat, markdown};
use crate::session::{Copied, Reviewed};

/// The download button with its menu.
pub fn export_menu(store: Store) -> View {
    browser::close_menu_outside("#export-menu");
    let copy = move |write: fn(&Reviewed) -> String| {
        on(move |_| {
            let Some(reviewed) = store.reviewed() else { return };
            let what = Copied { text: write(&reviewed), html: String::new() };
            browser::copy(what, move |done| store.say(copied(done)));
        })
    };
    html!(
        r#"<div class="split">
            <button class="button main" id="download-json" on:click={download}>下载 JSON</button>
            <details class="menu" id="export-menu">
                <summary class="button main" aria-label="更多导出方式">
                    <span aria-hidden="true">▾</span>
                </summary>
                <div class="menu-body">
                    <label class="menu-item">
                        <input type="checkbox" id="with-text">JSON 中附上原文
                    </label>
                    <hr>
                    <button class="menu-item" id="copy-findings" on:click={chat}>
                        复制核对意见（聊天文字）
                    </button>
                    <button class="menu-item" id="copy-markdown" on:click={markdown}>
                        复制核对意见（Markdown）
                    </button>
                    <button class="menu-item" id="download-markdown" on:click={save}>
                        下载核对意见（Markdown）
                    </button>
                    <button class="menu-item" id="print" on:click={print}>打印核对单</button>
                </div>
            </details>
        </div>"#,
        download = on(move |_| download(store)),
        chat = copy(|reviewed| chat(&reviewed.review)),
        markdown = copy(|reviewed| markdown(&reviewed.review)),
        save = on(move |_| save(store)),
        print = on(|_| browser::print()),
    )
}

fn download(store: Store) {
    let Some(reviewed) = store.reviewed() else { return };
    let with_text = browser::is_checked("#with-text") && !reviewed.lines.is_empty();
    let text = with_text.then(|| reviewed.lines.text().clone());
    let json = browser::json(&reviewed.json, text.as_deref());
    browser::download(&reviewed.file_name(), &json, "application/json");
}

fn save(store: Store) {
    let Some(reviewed) = store.reviewed() else { return };
    let name = reviewed.file_name();
    let name = format!("{}-核对意见.md", name.strip_suffix(".json").unwrap_or(&name));
    browser::download(&name, &markdown(&reviewed.review), "text/markdown");
}

/// What to say after copying.
pub fn copied(done: bool) -> &'static str {
    if done { "已复制" } else { "浏览器没有允许复制；请选中内容后按 Ctrl+C" }
}
