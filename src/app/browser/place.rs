//! Where the page is: the part of its address behind `#`, and the paper it is printed on.

use super::dom::{listen, next_frame};
use crate::app::live::Held;
use leptos::prelude::{document, location};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

thread_local! {
    /// What had the focus before something was laid over the page.
    static FOCUS: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// The rule that the address asks for: `#rule-<id>`, or nothing for `#rules`, the top of them.
/// Behind `#` no server sees it, so it works under any path and without one.
pub fn asked_rule() -> &'static Held<Option<String>> {
    let read = || {
        let hash = location().hash().unwrap_or_default();
        match hash.strip_prefix("#rule-") {
            Some(id) => Some(id.to_owned()),
            None => (hash == "#rules").then(String::new),
        }
    };
    let asked = Held::for_good(read());
    listen("hashchange", move |_| asked.set(read()));
    asked
}

/// Goes back from the rules to what lies beneath.
pub fn leave_rules() {
    let _ = location().set_hash("report");
}

/// Remembers what has the focus, or what is to have it afterwards.
pub fn keep_focus(selector: Option<&str>) {
    let element = match selector {
        Some(selector) => document().query_selector(selector).ok().flatten(),
        None => document().active_element(),
    };
    FOCUS.set(element.and_then(|element| element.dyn_into().ok()));
}

/// Gives the focus back after the page has been drawn anew.
pub fn give_focus_back() {
    next_frame(|| {
        if let Some(element) = FOCUS.take() {
            let _ = element.focus();
        }
    });
}

/// Brings an element to the top of what scrolls, after the page has been drawn anew; without a
/// selector that finds something, nothing moves.
pub fn show_top(selector: String) {
    next_frame(move || {
        if let Ok(Some(element)) = document().query_selector(&selector) {
            element.scroll_into_view();
        }
    });
}

/// Fills an element with HTML whenever the browser is about to print, at once: it takes the page
/// as it is when the event is over.
pub fn before_print(id: &'static str, html: impl Fn() -> String + 'static) {
    listen("beforeprint", move |_| {
        if let Some(element) = document().get_element_by_id(id) {
            element.set_inner_html(&html());
        }
    });
}

/// The day of today, as people read it.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{}年{}月{}日", now.get_full_year(), now.get_month() + 1, now.get_date())
}
