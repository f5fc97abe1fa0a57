//! 规则说明: a page over the page, at `#rule-<id>`. What lies beneath stays as it is.

use super::browser;
use super::live::{Held, follow};
use super::markup::{View, html, live, on, when};
use super::store::{Panel, Store};
use crate::export::wire::Status;
use crate::session::{place, status_word};
use leptos::prelude::on_cleanup;

/// The page, while the address asks for a rule.
pub fn rules(store: Store, asked: &'static Held<Option<String>>) -> View {
    let told = Held::for_good(None);
    when(move || asked.read().is_some(), move || page(store, asked, told))
}

fn page(
    store: Store,
    asked: &'static Held<Option<String>>,
    told: &'static Held<Option<String>>,
) -> View {
    told.put(None);
    browser::ask_rules(move |html| told.set(Some(html)));
    browser::keep_focus(None);
    browser::focus_next("#rules-back".to_owned());
    browser::on_key_while_here(|event| {
        if event.key() == "Escape" {
            browser::leave_rules();
        }
    });
    on_cleanup(browser::give_focus_back);
    follow(move || {
        if told.read().is_some() {
            browser::show_top(format!("#rule-{}", asked.get().unwrap_or_default()));
        }
    });
    // Whatever is pasted or dropped meanwhile is to be seen.
    let mut is_first = true;
    follow(move || {
        store.input.track();
        if !std::mem::take(&mut is_first) {
            browser::leave_rules();
        }
    });
    let html = move || match told.get() {
        None => "<p>正在读取规则…</p>".to_owned(),
        Some(html) if html.is_empty() => {
            "<p>规则说明没有加载成功；请检查网络后刷新页面再试</p>".to_owned()
        }
        Some(html) => with_findings(store, html),
    };
    let back = on(move |event| {
        let Some(id) = browser::closest(&event, "data-finding") else { return };
        store.choose_check(&id);
        store.reveal(Panel::Findings);
        browser::keep_focus(Some(&format!("[data-check=\"{id}\"] button")));
    });
    html!(
        r##"<section class="rules" id="rules" role="dialog" aria-modal="true"
            aria-labelledby="rules-title">
            <header class="rules-bar">
                <h1 id="rules-title">规则说明</h1>
                <span class="gap"></span>
                <a class="button" id="rules-back" href="#report">返回</a>
            </header>
            <div class="rules-page" html={html} on:click={back}></div>
        </section>"##,
        html = live(html),
        back,
    )
}

/// The rules, each with the way to what it found in the report.
fn with_findings(store: Store, mut html: String) -> String {
    if let Some(reviewed) = store.reviewed() {
        for check in reviewed.findings() {
            let mark = format!("<!--{}-->", check.rule);
            let (status, place) = (status_word(check.status), place(check));
            let tone = if check.status == Status::Fail { "fail" } else { "warn" };
            let id = &check.id;
            let link = format!(
                "<a class=\"rule-here tag tag-{tone}\" href=\"#report\" data-finding=\"{id}\">本报告{status}　{place}</a>"
            );
            let mut places = html.as_bytes().windows(mark.len());
            if let Some(at) = places.position(|place| place == mark.as_bytes()) {
                html.insert_str(at, &link);
            }
        }
    }
    html
}
