//! Looking at the page: what was hit, where it is, and bringing it into view.

use super::nodes::{as_key, callback};
use super::transfer::{Pasted, pasted};
use crate::app::live::Held;
use js_sys::Function;
use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::ev::KeyboardEvent;
use leptos::prelude::{document, on_cleanup, window};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    MediaQueryListEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// The element that holds the page.
pub fn body() -> Element {
    document().body().expect("a page has a body").into()
}

/// Calls back for an event that reaches the window.
pub(super) fn listen(name: &str, act: impl Fn(Event) + 'static) {
    let _ = window().add_event_listener_with_callback(name, &callback(act));
}

/// Calls back for an event that reaches the window, until what is being drawn goes.
fn listen_while_here(name: &'static str, act: impl Fn(Event) + 'static) {
    let act = callback(act);
    let _ = window().add_event_listener_with_callback(name, &act);
    let act = SendWrapper::new(act);
    on_cleanup(move || {
        let _ = window().remove_event_listener_with_callback(name, &act);
    });
}

/// Calls back for the keys that reach the window, until what is being drawn goes.
pub fn on_key_while_here(act: impl Fn(&KeyboardEvent) + 'static) {
    listen_while_here("keydown", move |event| act(as_key(&event)));
}

/// A function for the browser that does something once.
pub(super) fn once(act: impl FnOnce(Event) + 'static) -> Function {
    once_boxed(Box::new(act))
}

fn once_boxed(act: Box<dyn FnOnce(Event)>) -> Function {
    let act = Cell::new(Some(act));
    callback(move |event| {
        if let Some(act) = act.take() {
            act(event);
        }
    })
}

/// Does something after so many milliseconds.
pub fn later(milliseconds: i32, act: impl FnOnce() + 'static) {
    let act = once(|_| act());
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&act, milliseconds);
}

/// Does something when what is being done is done, before any other event.
pub fn soon(act: impl FnOnce() + 'static) {
    window().queue_microtask(&once(|_| act()));
}

/// Does something after the page has been drawn anew.
pub(super) fn next_frame(act: impl FnOnce() + 'static) {
    let _ = window().request_animation_frame(&once(|_| act()));
}

/// The value of an attribute on what an event hit, or on the nearest element around it.
pub fn closest(event: &Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Brings an element into view after the page has been drawn anew. What is in view already stays
/// where it is; what is not comes to the middle.
pub fn reveal(selector: String) {
    next_frame(move || {
        let Some(element) = find(&selector) else { return };
        let options = ScrollIntoViewOptions::new();
        let position = if is_in_view(&element) {
            ScrollLogicalPosition::Nearest
        } else {
            ScrollLogicalPosition::Center
        };
        options.set_block(position);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    });
}

fn is_in_view(element: &HtmlElement) -> bool {
    let rect = element.get_bounding_client_rect();
    let mut around = element.parent_element();
    while let Some(parent) = around {
        let frame = parent.get_bounding_client_rect();
        let scrolls = parent.scroll_height() > parent.client_height() + 1;
        // A margin for headers that stick to the top.
        if scrolls && (rect.top() < frame.top() + 96.0 || rect.bottom() > frame.bottom() - 8.0) {
            return false;
        }
        around = parent.parent_element();
    }
    true
}

/// Focuses an element at once.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        let _ = element.focus();
    }
}

/// What a `<meta>` of the page says; `None` when there is none, or nothing.
pub fn content_of_meta(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name={name}]")).ok()??;
    element.get_attribute("content").filter(|content| !content.is_empty())
}

/// The text in an element, shown or not.
pub fn text_of(selector: &str) -> Option<String> {
    find(selector)?.text_content()
}

/// Clicks on an element.
pub fn click(selector: &str) {
    if let Some(element) = find(selector) {
        element.click();
    }
}

/// Closes a `<details>` that serves as a menu, when something else is clicked, or Escape is hit.
pub fn close_menu_outside(selector: &'static str) {
    let close = move || {
        if let Some(menu) = find(selector) {
            let _ = menu.remove_attribute("open");
        }
    };
    listen_while_here("click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let inside = target.and_then(|target| target.closest(selector).ok()?).is_some();
        if !inside {
            close();
        }
    });
    on_key_while_here(move |event| {
        if event.key() == "Escape" {
            close();
        }
    });
}

/// Focuses an element after the page has been drawn anew.
pub fn focus_next(selector: String) {
    next_frame(move || focus(&selector));
}

/// Opens the `<details>` around an element.
pub fn open_details(selector: &str) {
    let details = find(selector).and_then(|element| element.closest("details").ok()?);
    if let Some(details) = details {
        let _ = details.set_attribute("open", "");
    }
}

/// Where a hint to an element goes, in pixels of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// The middle of the element.
    pub x: i32,
    /// Its lower edge, or its upper one.
    pub y: i32,
    /// Whether there is more room above it than below.
    pub above: bool,
}

/// Where a hint to an element goes.
pub fn anchor_of(selector: &str) -> Option<Anchor> {
    let rect = find(selector)?.get_bounding_client_rect();
    let height = window().inner_height().ok()?.as_f64()?;
    let width = window().inner_width().ok()?.as_f64()?;
    let above = rect.bottom() > height * 0.62;
    let half = 170.0_f64.min(width / 2.0 - 8.0);
    // Not `clamp`: what it says when it panics brings along all that prints doubles.
    let x = (rect.left() + rect.width() / 2.0).min(width - half - 8.0).max(half + 8.0);
    let y = if above { rect.top() } else { rect.bottom() };
    Some(Anchor { x: x as i32, y: y as i32, above })
}

/// A field that a selector finds. What the other kinds of field share with `<input>` is all that is
/// asked of it.
fn field(selector: &str) -> Option<HtmlInputElement> {
    find(selector).map(JsCast::unchecked_into)
}

/// What stands in a field.
pub fn value_in(selector: &str) -> String {
    field(selector).map(|field| field.value()).unwrap_or_default()
}

/// What stands in the field that an event is about.
pub fn value_of(event: &Event) -> String {
    let target = event.target().map(JsCast::unchecked_into::<HtmlInputElement>);
    target.map(|field| field.value()).unwrap_or_default()
}

/// Puts a text into a field.
pub fn set_value(selector: &str, text: &str) {
    if let Some(field) = field(selector) {
        field.set_value(text);
    }
}

/// Whether a box is ticked.
pub fn is_checked(selector: &str) -> bool {
    field(selector).is_some_and(|field| field.checked())
}

fn text_field(selector: &str) -> Option<HtmlTextAreaElement> {
    find(selector)?.dyn_into().ok()
}

/// Whether a paste would replace all that stands in a text field.
pub fn is_replaced(selector: &str) -> bool {
    text_field(selector).is_some_and(|field| {
        let start = field.selection_start().ok().flatten();
        let end = field.selection_end().ok().flatten();
        start == Some(0) && end == Some(field.text_length())
    })
}

/// The caret of a text field, in UTF-16 units.
pub fn caret(selector: &str) -> Option<usize> {
    Some(text_field(selector)?.selection_start().ok()?? as usize)
}

/// Whether the keyboard writes into a field.
fn is_editable_focused() -> bool {
    let Some(active) = document().active_element() else { return false };
    match active.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => {
            !matches!(active.get_attribute("type").as_deref(), Some("checkbox" | "file" | "radio"))
        }
        _ => false,
    }
}

/// Calls back for the keys that undo (`true`) and redo, where the keyboard writes into no field,
/// which has its own.
pub fn on_undo_keys(act: impl Fn(bool) + 'static) {
    listen("keydown", move |event| {
        let event = as_key(&event);
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || is_editable_focused() {
            return;
        }
        let back = match (event.key().as_str(), event.shift_key()) {
            ("z" | "Z", shift) => !shift,
            ("y" | "Y", false) => false,
            _ => return,
        };
        event.prevent_default();
        act(back);
    });
}

/// Has the browser ask before the page is left, while something would be lost.
pub fn guard_leaving(would_lose: impl Fn() -> bool + 'static) {
    listen("beforeunload", move |event| {
        if would_lose() {
            event.prevent_default();
        }
    });
}

/// Focuses a field with a text in it, selected or with the caret at its end.
pub fn focus_field(selector: &str, text: &str, select: bool) {
    let Some(field) = field(selector) else { return };
    field.set_value(text);
    let _ = field.focus();
    if select {
        field.select();
    } else {
        let end = field.value().encode_utf16().count() as u32;
        let _ = field.set_selection_range(end, end);
    }
}

/// Opens a dialogue over the page.
pub fn open_dialog(selector: &str) {
    if let Some(dialog) = find(selector) {
        let _ = dialog.unchecked_into::<HtmlDialogElement>().show_modal();
    }
}

/// Closes a dialogue.
pub fn close_dialog(selector: &str) {
    if let Some(dialog) = find(selector) {
        dialog.unchecked_into::<HtmlDialogElement>().close();
    }
}

/// The year before this one: reports are made on it.
pub fn last_year() -> u32 {
    js_sys::Date::new_0().get_full_year() - 1
}

/// Whether a key belongs to an input method that is composing.
pub fn is_composing(event: &leptos::ev::KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Calls back for a paste that goes into no field.
pub fn on_paste_anywhere(take: impl Fn(Pasted) + 'static) {
    listen("paste", move |event| {
        if !is_editable_focused()
            && let Some(pasted) = pasted(&event)
        {
            event.prevent_default();
            take(pasted);
        }
    });
}

/// A signal that follows a media query.
pub fn takes_media(query: &str) -> &'static Held<bool> {
    let list = window().match_media(query).ok().flatten();
    let holds = Held::for_good(list.as_ref().is_some_and(|list| list.matches()));
    if let Some(list) = list {
        let changed = callback(move |event| {
            holds.set(event.unchecked_into::<MediaQueryListEvent>().matches());
        });
        let _ = list.add_event_listener_with_callback("change", &changed);
    }
    holds
}

/// The name of the page in its tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Prints the page.
pub fn print() {
    let _ = window().print();
}

/// Takes an element out of the page.
pub fn remove(selector: &str) {
    if let Some(element) = find(selector) {
        element.remove();
    }
}

/// How far an element is scrolled, and how high what shows of it is, in pixels.
pub fn scroll_top(selector: &str) -> (usize, usize) {
    find(selector).map_or((0, 0), |element| {
        (element.scroll_top().max(0) as usize, element.client_height() as usize)
    })
}

/// Scrolls an element so that a point of it, in pixels from its top, comes to the middle.
pub fn scroll_to(selector: &str, point: usize) {
    if let Some(element) = find(selector) {
        let half = element.client_height() / 2;
        element.set_scroll_top((point as i32 - half).max(0));
    }
}
