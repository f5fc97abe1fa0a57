//! What the page says about itself: whether it works offline, whether there is a newer version,
//! whether something is kept, and where more is told.

use super::browser::{self, Offline};
use super::keeping;
use super::live;
use super::store::Store;
use leptos::prelude::*;

/// What stands in the bar.
pub fn status(store: Store) -> AnyView {
    let now = || (browser::offline(), browser::remembers());
    let state = RwSignal::new(now());
    browser::on_host_change(move || state.set(now()));
    let ready = move || state.get().0 == Offline::Ready;
    let waiting = move || state.get().0 == Offline::Waiting;
    let remembers = move || state.get().1;
    view! {
        <a class="status status-privacy" href="#privacy">"隐私"</a>
        {live::when(ready, || {
            view! { <span class="status status-ready" id="offline-ready">"已可离线使用"</span> }
                .into_any()
        })}
        {live::when(waiting, move || {
            view! {
                <span class="status status-new" role="status">
                    "有新版本 "
                    <button class="link" id="update" on:click=move |_| keeping::update(store)>
                        "更新"
                    </button>
                </span>
            }
            .into_any()
        })}
        {live::when(remembers, || {
            view! {
                <span class="status">
                    "内容记住在这台电脑 "
                    <button class="link" id="forget" on:click=|_| browser::forget()>"忘记"</button>
                </span>
            }
            .into_any()
        })}
    }
    .into_any()
}

/// What stands under the page.
pub fn foot() -> AnyView {
    let single = browser::content_of_meta("gouji-single");
    view! {
        <footer class="foot">
            <span class="foot-private">"全部在本机浏览器内计算，内容不会离开这个页面。"</span>
            <a class="link" href="#rules">"规则说明"</a>
            <a class="link" href="#privacy">"隐私"</a>
            {live::some(single, |file| {
                view! { <a class="link" id="single-file" href=file download="勾稽.html">"内网版（单个文件）"</a> }
                    .into_any()
            })}
        </footer>
    }
    .into_any()
}
