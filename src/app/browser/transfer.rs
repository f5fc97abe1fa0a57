//! Clipboard and downloads.

use crate::export::wire;
use crate::session::Copied;
use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, ClipboardEvent, ClipboardItem, HtmlAnchorElement, Url};

/// What a clipboard carries.
pub struct Pasted {
    /// As plain text.
    pub text: String,
    /// As HTML; empty if it has none.
    pub html: String,
}

/// Reads what is being pasted.
pub fn pasted(event: &ClipboardEvent) -> Option<Pasted> {
    let data = event.clipboard_data()?;
    let get = |kind| data.get_data(kind).unwrap_or_default();
    Some(Pasted { text: get("text/plain"), html: get("text/html") })
}

/// Copies something, as text and, if it has one, as HTML; then says whether it worked.
pub fn copy(what: Copied, done: impl Fn(bool) + 'static) {
    spawn_local(async move {
        done(write(&what).await.is_ok());
    });
}

async fn write(what: &Copied) -> Result<(), JsValue> {
    let clipboard = window().navigator().clipboard();
    // Pages that do not come over a secure connection have no clipboard.
    if clipboard.is_undefined() {
        return Err(JsValue::NULL);
    }
    if what.html.is_empty() {
        JsFuture::from(clipboard.write_text(&what.text)).await?;
        return Ok(());
    }
    let item = Object::new();
    for (kind, content) in [("text/plain", &what.text), ("text/html", &what.html)] {
        Reflect::set(&item, &kind.into(), &blob(content, kind)?.into())?;
    }
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&item)?;
    JsFuture::from(clipboard.write(&Array::of1(&item))).await?;
    Ok(())
}

/// The JSON of a review, with its text or without.
pub fn json(review: &wire::Review, text: Option<&str>) -> String {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let Ok(value) = review.serialize(&serializer) else { return String::new() };
    if let (Some(text), Ok(source)) = (text, Reflect::get(&value, &"source".into())) {
        let _ = Reflect::set(&source, &"text".into(), &text.into());
    }
    JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into())
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
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

fn blob(content: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options)
}
