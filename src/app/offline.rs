//! What the page says about itself: whether it works offline, whether there is a newer version,
//! whether something is kept, and where more is told.

use super::browser::{self, Offline};
use super::keeping;
use super::live::Held;
use super::markup::{View, html, on, when};
use super::store::Store;

/// What stands in the bar.
pub fn status(store: Store) -> View {
    let now = || (browser::offline(), browser::remembers());
    let state = Held::for_good(now());
    browser::on_host_change(move || state.set(now()));
    let ready =
        || html!(r#"<span class="status status-ready" id="offline-ready">已可离线使用</span>"#);
    let waiting = move || {
        html!(
            r#"<span class="status status-new" role="status">
                有新版本 <button class="link" id="update" on:click={update}>更新</button>
            </span>"#,
            update = on(move |_| keeping::update(store)),
        )
    };
    let remembers = || {
        html!(
            r#"<span class="status">
                内容记住在这台电脑 <button class="link" id="forget" on:click={forget}>忘记</button>
            </span>"#,
            forget = on(|_| browser::forget()),
        )
    };
    html!(
        r##"<a class="status status-privacy" href="#privacy">隐私</a>{ready}{waiting}{remembers}"##,
        ready = when(move || state.get().0 == Offline::Ready, ready),
        waiting = when(move || state.get().0 == Offline::Waiting, waiting),
        remembers = when(move || state.get().1, remembers),
    )
}

/// What stands under the page.
pub fn foot() -> View {
    let single = browser::content_of_meta("gouji-single").map(|file| {
        html!(
            r#"<a class="link" id="single-file" href={file} download="勾稽.html">
                内网版（单个文件）
            </a>"#,
            file,
        )
    });
    html!(
        r##"<footer class="foot">
            <span class="foot-private">全部在本机浏览器内计算，内容不会离开这个页面。</span>
            <a class="link" href="#rules">规则说明</a>
            <a class="link" href="#privacy">隐私</a>
            {single}
        </footer>"##,
        single,
    )
}
