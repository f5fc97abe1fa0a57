//! The bar on top with what opens a report, and what stands there before one is.

use super::browser;
use super::draft_view;
use super::export_menu;
use super::live;
use super::offline;
use super::store::Store;
use crate::session::Outcome;
use leptos::html;
use leptos::prelude::*;

/// The bar: name, ways in, ways out.
pub fn bar(store: Store) -> impl IntoView + use<> {
    let field = NodeRef::<html::Input>::new();
    let has_report = move || store.outcome.with(|outcome| outcome.reviewed().is_some());
    view! {
        <header class="bar">
            <a class="skip" href="#source">"跳到原文"</a>
            <span class="brand" lang="zh-CN">"勾稽"</span>
            <span class="tagline">"政府信息公开年报核对"</span>
            {offline::status(store)}
            <span class="gap"></span>
            {live::when(move || store.busy.get(), move || busy(store))}
            {live::when(move || store.input.read().is_some(), move || start_over(store))}
            {live::when(move || !is_idle(store), || view! {
                {draft_view::button("button")}
                {open_button("button")}
            }.into_any())}
            {live::when(has_report, move || export_menu::export_menu(store).into_any())}
            <input
                type="file"
                id="file-input"
                class="visually-hidden"
                tabindex="-1"
                aria-label="选择年度报告文件"
                node_ref=field
                on:change=move |_| {
                    browser::picked(field, |dropped| Store::here(|store| store.took(dropped)));
                }
            />
        </header>
    }
}

fn is_idle(store: Store) -> bool {
    store.outcome.with(|outcome| matches!(outcome, Outcome::Idle))
}

fn busy(store: Store) -> AnyView {
    view! {
        <span class="busy" role="status">
            <span class="busy-dot" aria-hidden="true"></span>
            "正在读取…"
            <button class="link" id="cancel" on:click=move |_| store.stop()>"取消"</button>
        </span>
    }
    .into_any()
}

fn start_over(store: Store) -> AnyView {
    view! {
        <button class="button quiet" id="start-over" on:click=move |_| store.clear()>
            "清空"
        </button>
    }
    .into_any()
}

/// There is one at a time: in the bar, or large under the empty field.
fn open_button(class: &'static str) -> AnyView {
    view! {
        <button class=class id="open-file" on:click=move |_| browser::click("#file-input")>
            "打开文件"
        </button>
    }
    .into_any()
}

/// What stands above the text field: a welcome, or why the input was refused.
pub fn welcome(store: Store) -> AnyView {
    live::part(move || {
        match store.outcome.read().clone() {
        Outcome::Refused { name, sentence } => {
            view! {
                <section class="refusal" role="alert" id="refusal">
                    <h1>"没有读成"</h1>
                    <p class="refusal-sentence">{sentence}</p>
                    <p class="refusal-name">"输入：" {name}</p>
                </section>
            }
            .into_any()
        }
        _ => {
            view! {
                <section class="welcome">
                    <h1>"核对政府信息公开工作年度报告"</h1>
                    <p class="lead">
                        "放入一份年报，立即画出表二、表三、表四，逐行逐列核对勾稽关系，并指出每个数在原文的哪一行。"
                    </p>
                </section>
            }
            .into_any()
        }
    }
    })
}

fn private() -> AnyView {
    view! {
        <p class="private">
            "全部在本机浏览器内计算，内容不会离开这个页面。" <a href="#privacy">"隐私说明"</a>
        </p>
    }
    .into_any()
}

/// The buttons under the empty text field.
pub fn ways_in(store: Store) -> AnyView {
    view! {
        <div class="ways-in">
            {live::when(move || is_idle(store), || open_button("button main large"))}
            <button
                class="button large"
                id="try-sample"
                on:click=move |_| store.open_text("示例年报.txt", crate::sample::TEXT)
            >
                "试用示例"
            </button>
            {live::when(move || is_idle(store), || draft_view::button("button large"))}
            {live::when(move || is_idle(store), private)}
        </div>
    }
    .into_any()
}
