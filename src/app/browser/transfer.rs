//! Clipboard and downloads.

use super::dom::{later, once};
use crate::plain::field;
use crate::session::Copied;
use js_sys::{Array, JSON, Object, Reflect};
use js_sys::{Function, Promise};
use leptos::prelude::{document, window};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, ClipboardItem, Event, HtmlAnchorElement, Url,
};

/// What a clipboard carries.
pub struct Pasted {
    /// As plain text.
    pub text: String,
    /// As HTML; empty if it has none.
    pub html: String,
}

/// Reads what is being pasted.
pub fn pasted(event: &Event) -> Option<Pasted> {
    let data = event.unchecked_ref::<ClipboardEvent>().clipboard_data()?;
    let get = |kind| data.get_data(kind).unwrap_or_default();
    Some(Pasted { text: get("text/plain"), html: get("text/html") })
}

#[wasm_bindgen]
extern "C" {
    /// A promise, by the one way of waiting for it that needs no executor.
    type Thenable;

    #[wasm_bindgen(method)]
    fn then(this: &Thenable, kept: &Function, broken: &Function);
}

/// Goes on when a promise is kept, with what it gives, or broken.
pub(super) fn settle(promise: &Promise, then: impl FnOnce(Option<JsValue>) + 'static) {
    settle_boxed(promise.unchecked_ref(), Box::new(then));
}

type Then = Box<dyn FnOnce(Option<JsValue>)>;

fn settle_boxed(promise: &Thenable, then: Then) {
    let kept = Rc::new(Cell::new(Some(then)));
    let broken = kept.clone();
    let go_on = |then: &Cell<Option<Then>>, value| {
        if let Some(then) = then.take() {
            then(value);
        }
    };
    promise.then(
        &once(move |value| go_on(&kept, Some(value.into()))),
        &once(move |_| go_on(&broken, None)),
    );
}

/// Copies something, as text and, if it has one, as HTML; then says whether it worked.
pub fn copy(what: Copied, done: impl FnOnce(bool) + 'static) {
    match write(&what) {
        Ok(written) => settle(&written, |value| done(value.is_some())),
        Err(_) => done(false),
    }
}

fn write(what: &Copied) -> Result<Promise, JsValue> {
    let clipboard = window().navigator().clipboard();
    // Pages that do not come over a secure connection have no clipboard.
    if clipboard.is_undefined() {
        return Err(JsValue::NULL);
    }
    if what.html.is_empty() {
        return Ok(clipboard.write_text(&what.text));
    }
    let item = Object::new();
    for (kind, content) in [("text/plain", &what.text), ("text/html", &what.html)] {
        Reflect::set(&item, &kind.into(), &blob(content, kind)?.into())?;
    }
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&item)?;
    Ok(clipboard.write(&Array::of1(&item)))
}

/// The JSON of a review for people, with its text or without; `json` is as the core wrote it.
pub fn json(json: &str, text: Option<&str>) -> String {
    let Ok(review) = JSON::parse(json) else { return String::new() };
    if let Ok(source) = field(&review, "source").dyn_into::<Object>() {
        let _ = match text {
            Some(text) => Reflect::set(&source, &"text".into(), &text.into()),
            None => Reflect::delete_property(&source, &"text".into()),
        };
    }
    JSON::stringify_with_replacer_and_space(&review, &JsValue::NULL, &2.into())
        .ok()
        .and_then(|json| json.as_string())
        .unwrap_or_default()
}

/// Saves a text under a name.
pub fn download(name: &str, content: &str, kind: &str) {
    let _ = save(name, content, kind);
}

fn save(name: &str, content: &str, kind: &str) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(&blob(content, kind)?)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser reads the blob after the click; let it.
    later(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}

fn blob(content: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options)
}
