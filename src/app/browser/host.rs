//! What the scripts around the page do for it: `public/offline.js` and `public/keep.js`. Where
//! they are not, as in the page as one file, nothing is kept and nothing is claimed.

use crate::plain::{self, field, put};
use crate::session::{Changes, History, Kept, KeptDraft};
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::*;

/// Whether the page can do without a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// Not known to.
    #[default]
    No,
    /// All that it needs is kept.
    Ready,
    /// There is another version than this.
    Waiting,
}

/// Whether the page can do without a network.
pub fn offline() -> Offline {
    match property("offline").as_string().as_deref() {
        Some("ready") => Offline::Ready,
        Some("waiting") => Offline::Waiting,
        _ => Offline::No,
    }
}

/// Loads the page anew, in the version that waits.
pub fn update() {
    call("update", &JsValue::UNDEFINED);
}

/// Calls back whenever [`offline`] or [`remembers`] may have changed.
pub fn on_host_change(act: impl Fn() + 'static) {
    super::dom::listen("gouji", move |_| act());
}

/// Puts a state aside for the page that comes next in this tab. Whether there was room for it.
pub fn hand_over(state: &Kept) -> bool {
    call("handOver", &written(Some(state))).is_truthy()
}

/// What the page before this one put aside; it is gone after that.
pub fn take_over() -> Option<Kept> {
    read(call("takeOver", &JsValue::UNDEFINED))
}

/// Whether the user agreed to have the last input remembered on this machine.
pub fn remembers() -> bool {
    call("remembers", &JsValue::UNDEFINED).is_truthy()
}

/// Remembers a state, or that there is none. Whether there was room for it.
pub fn remember(state: Option<&Kept>) -> bool {
    call("remember", &written(state)).is_truthy()
}

/// What is remembered.
pub fn remembered() -> Option<Kept> {
    read(call("remembered", &JsValue::UNDEFINED))
}

/// Erases what is remembered, and takes the consent back.
pub fn forget() {
    call("consent", &JsValue::FALSE);
}

fn property(name: &str) -> JsValue {
    field(&field(&js_sys::global(), "gouji"), name)
}

fn call(name: &str, argument: &JsValue) -> JsValue {
    let function = property(name).dyn_into::<Function>();
    let answer = function.and_then(|function| function.call1(&JsValue::UNDEFINED, argument));
    answer.unwrap_or(JsValue::UNDEFINED)
}

/// The names of the steps back and forth.
const STEPS: [(&str, bool); 2] = [("past", true), ("future", false)];

fn written(state: Option<&Kept>) -> JsValue {
    let Some(state) = state else { return JsValue::NULL };
    let history = &state.history;
    let object = plain::changes(history.now());
    for (key, back) in STEPS {
        put(&object, key, history.steps(back).iter().map(plain::changes).collect::<Array>());
    }
    put(&object, "shape", state.shape);
    put(&object, "name", state.name.as_str());
    put(&object, "text", state.text.as_deref());
    // Bytes stay bytes: the script knows a shorter way to write them than a list of numbers.
    put(&object, "bytes", state.bytes.as_deref().map(Uint8Array::from));
    put(&object, "draft", state.draft.as_ref().map(draft));
    object.into()
}

fn draft(draft: &KeptDraft) -> JsValue {
    let KeptDraft { organization, year, edition } = draft;
    plain::draft(organization, *year, edition).into()
}

fn read(state: JsValue) -> Option<Kept> {
    let draft = field(&state, "draft");
    let draft = field(&draft, "organization").as_string().map(|organization| KeptDraft {
        organization,
        year: field(&draft, "year").as_f64().unwrap_or_default() as u16,
        edition: field(&draft, "edition").as_string().unwrap_or_default(),
    });
    let bytes = field(&state, "bytes").dyn_into::<Uint8Array>();
    let steps = STEPS.map(|(key, _)| -> Vec<Changes> {
        plain::items(&state, key).into_iter().map(plain::read_changes).collect()
    });
    Some(Kept {
        shape: field(&state, "shape").as_f64()? as u32,
        name: field(&state, "name").as_string()?,
        text: field(&state, "text").as_string(),
        bytes: bytes.ok().map(|bytes| bytes.to_vec()),
        draft,
        history: History::resumed(steps, plain::read_changes(state)),
    })
}
