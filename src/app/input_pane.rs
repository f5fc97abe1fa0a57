//! The bar on top with what opens a report, and what stands there before one is.

use super::browser;
use super::draft_view;
use super::export_menu;
use super::markup::{View, html, on, part, when};
use super::offline;
use super::store::Store;
use crate::session::Outcome;

/// The bar: name, ways in, ways out.
pub fn bar(store: Store) -> View {
    let has_report = move || store.outcome.with(|outcome| outcome.reviewed().is_some());
    html!(
        r##"<header class="bar">
            <a class="skip" href="#source">跳到原文</a>
            <span class="brand" lang="zh-CN">勾稽</span>
            <span class="tagline">政府信息公开年报核对</span>
            {offline}
            <span class="gap"></span>
            {busy}{start_over}{ways_in}{ways_out}
            <input type="file" id="file-input" class="visually-hidden" tabindex="-1"
                aria-label="选择年度报告文件" on:change={picked}>
        </header>"##,
        offline = offline::status(store),
        busy = when(move || store.busy.get(), move || busy(store)),
        start_over = when(move || store.input.read().is_some(), move || start_over(store)),
        ways_in = when(
            move || !is_idle(store),
            || View::group(vec![draft_view::button("button"), open_button("button")]),
        ),
        ways_out = when(has_report, move || export_menu::export_menu(store)),
        picked = on(move |event| browser::picked(&event, move |dropped| store.took(dropped))),
    )
}

fn is_idle(store: Store) -> bool {
    store.outcome.with(|outcome| matches!(outcome, Outcome::Idle))
}

fn busy(store: Store) -> View {
    html!(
        r#"<span class="busy" role="status">
            <span class="busy-dot" aria-hidden="true"></span>
            正在读取…
            <button class="link" id="cancel" on:click={stop}>取消</button>
        </span>"#,
        stop = on(move |_| store.stop()),
    )
}

fn start_over(store: Store) -> View {
    html!(
        r#"<button class="button quiet" id="start-over" on:click={clear}>清空</button>"#,
        clear = on(move |_| store.clear()),
    )
}

/// There is one at a time: in the bar, or large under the empty field.
fn open_button(class: &'static str) -> View {
    html!(
        r#"<button class={class} id="open-file" on:click={open}>打开文件</button>"#,
        class,
        open = on(|_| browser::click("#file-input")),
    )
}

/// What stands above the text field: a welcome, or why the input was refused.
pub fn welcome(store: Store) -> View {
    part(move || match &*store.outcome.read() {
        Outcome::Refused { name, sentence } => html!(
            r#"<section class="refusal" role="alert" id="refusal">
                <h1>没有读成</h1>
                <p class="refusal-sentence">{sentence}</p>
                <p class="refusal-name">输入：{name}</p>
            </section>"#,
            sentence = sentence.as_str(),
            name = name.as_str(),
        ),
        _ => html!(
            r#"<section class="welcome">
                <h1>核对政府信息公开工作年度报告</h1>
                <p class="lead">
                    放入一份年报，立即画出表二、表三、表四，逐行逐列核对勾稽关系，并指出每个数在原文的哪一行。
                </p>
            </section>"#
        ),
    })
}

fn private() -> View {
    html!(
        r##"<p class="private">
            全部在本机浏览器内计算，内容不会离开这个页面。<a href="#privacy">隐私说明</a>
        </p>"##
    )
}

/// The buttons under the empty text field.
pub fn ways_in(store: Store) -> View {
    let idle = move || is_idle(store);
    html!(
        r#"<div class="ways-in">
            {open}
            <button class="button large" id="try-sample" on:click={sample}>试用示例</button>
            {draft}{private}
        </div>"#,
        open = when(idle, || open_button("button main large")),
        sample = on(move |_| store.open_text("示例年报.txt", crate::sample::TEXT)),
        draft = when(idle, || draft_view::button("button large")),
        private = when(idle, private),
    )
}
