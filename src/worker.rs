//! The pipeline in a worker of the page, for the bins `core` and `full`.
//!
//! The worker says `{ready: true}` once, then answers each `{id, name, text | bytes, withText}`:
//! with `{id, output}`, where `output` is the JSON contract as plain objects, or with
//! `{id, needs: "full"}` when this build is the light one and the file needs a reader.
//! `{rules: true}` it answers with `{rules}`, the rules as HTML.

use crate::Options;
use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens for requests, then tells the page that it does.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let replies = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        post(&replies, &answer(&event.data()));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&scope, &object(&[("ready", JsValue::TRUE)]));
}

fn answer(request: &JsValue) -> JsValue {
    let field = |key: &str| Reflect::get(request, &key.into()).unwrap_or(JsValue::UNDEFINED);
    if field("rules").is_truthy() {
        return object(&[("rules", crate::export::rules_html().into())]);
    }
    let id = field("id");
    let name = field("name").as_string().unwrap_or_default();
    let bytes = match field("text").as_string() {
        Some(text) => text.into_bytes(),
        None => Uint8Array::new(&field("bytes")).to_vec(),
    };
    if !cfg!(feature = "readers") && crate::read::sniff::needs_readers(&bytes, &name) {
        return object(&[("id", id), ("needs", "full".into())]);
    }
    let options = Options { with_text: field("withText").is_truthy() };
    let output = crate::check(&bytes, &name, options);
    let output = output.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL);
    object(&[("id", id), ("output", output)])
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in fields {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
    let _ = scope.post_message(message);
}
