//! The pipeline in a worker of the page, for the bins `core` and `full`.
//!
//! The worker says `{ready: true}` once, then answers each request. A request names what it is
//! about in one of three ways: `{name, text | bytes, withText}` to read something,
//! `{draft: {edition, organization, year}}` for an empty form, or `{same: true}` for what the
//! last one was about, which the worker holds open. To each belong
//!
//! - `id`, which the answer repeats;
//! - `changes: {edits, set_aside}`: all changes that the user made so far; without it, the report
//!   is taken as it comes, and an export brings its own;
//! - `compute`: the key of a table, or the path of a cell, of which the totals are wanted.
//!
//! The answer is `{id, output, exported, note}`: `output` is the JSON contract as text, `exported`
//! tells that an export was opened, `note` says what was computed. It is `{id, needs: "full"}`
//! when this build is the light one, which only reads text as it comes: files of other kinds,
//! changes, empty forms and the rules are the fuller one's.
//! `{rules: true}` that one answers with `{rules}`, the rules as HTML.

use crate::Options;
use crate::export::wire;
use crate::plain::{field, items, put, read_changes};
use crate::revise::{Opened, Refused, Scope};
use js_sys::{Object, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Whether this is the build of the first load.
const IS_LIGHT: bool = !cfg!(feature = "readers");

/// Listens for requests, then tells the page that it does.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let replies = scope.clone();
    let mut held = None;
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        post(&replies, &answer(&mut held, &event.data()));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&scope, &object(&[("ready", JsValue::TRUE)]));
}

fn answer(held: &mut Option<Opened>, request: &JsValue) -> JsValue {
    let id = field(request, "id");
    let answered = match IS_LIGHT {
        true => read(request),
        false if field(request, "rules").is_truthy() => {
            return object(&[("rules", crate::export::rules_html().into())]);
        }
        false => go_on(held, request),
    };
    match answered {
        Ok(Answer { json, exported, note }) => object(&[
            ("id", id),
            ("output", json.into()),
            ("exported", exported.into()),
            ("note", note.map_or(JsValue::UNDEFINED, JsValue::from)),
        ]),
        Err(Unanswered::NeedsFull) => object(&[("id", id), ("needs", "full".into())]),
        Err(Unanswered::Refused(refused)) => {
            object(&[("id", id), ("failed", refused.to_string().into())])
        }
    }
}

/// What there is to say to a request.
struct Answer {
    json: String,
    exported: bool,
    note: Option<String>,
}

impl Answer {
    fn of(output: &impl Serialize) -> Answer {
        let json = serde_json::to_string(output).unwrap_or_default();
        Answer { json, exported: false, note: None }
    }
}

/// Why there is no answer.
enum Unanswered {
    NeedsFull,
    Refused(Refused),
}

/// What a request brings along to be read.
struct Brought {
    bytes: Vec<u8>,
    name: String,
    options: Options,
}

impl Brought {
    fn with(request: &JsValue) -> Brought {
        Brought {
            bytes: match field(request, "text").as_string() {
                Some(text) => text.into_bytes(),
                None => Uint8Array::new(&field(request, "bytes")).to_vec(),
            },
            name: field(request, "name").as_string().unwrap_or_default(),
            options: Options { with_text: field(request, "withText").is_truthy() },
        }
    }
}

/// Answers as the light build does: it reads a text, and holds nothing.
fn read(request: &JsValue) -> Result<Answer, Unanswered> {
    let changes = field(request, "changes");
    let changed = |key: &str| !items(&changes, key).is_empty();
    let beyond = ["rules", "draft", "same", "compute"];
    if beyond.iter().any(|key| field(request, key).is_truthy())
        || ["edits", "set_aside"].into_iter().any(changed)
    {
        return Err(Unanswered::NeedsFull);
    }
    let Brought { bytes, name, options } = Brought::with(request);
    if crate::revise::is_export(&bytes) || crate::read::sniff::needs_readers(&bytes, &name) {
        return Err(Unanswered::NeedsFull);
    }
    Ok(Answer::of(&crate::check(&bytes, &name, options)))
}

/// Answers as the fuller build does: it reads everything, and holds open what it has read.
fn go_on(held: &mut Option<Opened>, request: &JsValue) -> Result<Answer, Unanswered> {
    let same = field(request, "same").is_truthy();
    if !same {
        *held = None;
        match open(request) {
            Ok(opened) => *held = Some(opened),
            Err(refusal) => return Ok(Answer::of(&*refusal)),
        }
    }
    // The page asks for the same only of the worker that holds it.
    let Some(opened) = held else { return Err(Unanswered::NeedsFull) };
    let changes = field(request, "changes");
    let answered = if changes.is_undefined() {
        opened.as_it_came().map(|review| (review, None))
    } else {
        let changes = read_changes(changes);
        let compute = field(request, "compute").as_string();
        let compute = compute.and_then(|key| Scope::from_key(&key));
        opened.again(changes.edits, changes.set_aside, compute)
    };
    let (mut review, note) = answered.map_err(Unanswered::Refused)?;
    // The page has the text already.
    if same {
        review.source.text = None;
    }
    Ok(Answer { exported: opened.is_export(), note, ..Answer::of(&review) })
}

/// Opens what a request is about.
fn open(request: &JsValue) -> Result<Opened, Box<wire::Refusal>> {
    let draft = field(request, "draft");
    let Brought { bytes, name, options } = Brought::with(request);
    if draft.is_undefined() {
        return Opened::open(&bytes, &name, options);
    }
    self::draft(&draft).map_err(|refused| Box::new(crate::export::not_reopened(&refused, &name)))
}

fn draft(draft: &JsValue) -> Result<Opened, Refused> {
    let text = |key: &str| field(draft, key).as_string().unwrap_or_default();
    let year = field(draft, "year").as_f64().unwrap_or_default() as u16;
    Opened::draft(&text("edition"), &text("organization"), year)
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in fields {
        put(&object, key, value);
    }
    object.into()
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
    let _ = scope.post_message(message);
}
