//! Plain objects of JavaScript, between page, worker and storage; written and read by hand: the
//! general way weighs a tenth of the page.

use crate::export::wire::{Edit, Number, SetAside};
use crate::session::Changes;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// Gives an object a field.
pub fn put(object: &Object, key: &str, value: impl Into<JsValue>) {
    put_value(object, key, &value.into());
}

fn put_value(object: &Object, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}

/// A field of an object; undefined where there is none, or no object.
pub fn field(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Changes as the core and the storage take them.
pub fn changes(changes: &Changes) -> Object {
    let edits = changes.edits.iter().map(|edit| {
        let object = Object::new();
        put(&object, "cell", edit.cell.as_str());
        put(&object, "from", number(edit.from));
        put(&object, "to", number(edit.to));
        object
    });
    let set_aside = changes.set_aside.iter().map(|aside| {
        let object = Object::new();
        put(&object, "check", aside.check.as_str());
        put(&object, "reason", aside.reason.as_str());
        object
    });
    let object = Object::new();
    put(&object, "edits", edits.collect::<Array>());
    put(&object, "set_aside", set_aside.collect::<Array>());
    object
}

/// Reads [`changes`].
pub fn read_changes(object: JsValue) -> Changes {
    let items = |key| items(&object, key).into_iter();
    let text = |item: &JsValue, key| field(item, key).as_string();
    let number = |item: &JsValue, key| {
        field(item, key).as_f64().map(|number| match number as i64 {
            integer if integer as f64 == number => Number::Integer(integer),
            _ => Number::Decimal(number),
        })
    };
    let edit = |item: JsValue| {
        let (from, to) = (number(&item, "from"), number(&item, "to"));
        Some(Edit { cell: text(&item, "cell")?, from, to })
    };
    let aside = |item: JsValue| {
        Some(SetAside { check: text(&item, "check")?, reason: text(&item, "reason")? })
    };
    Changes {
        edits: items("edits").filter_map(edit).collect(),
        set_aside: items("set_aside").filter_map(aside).collect(),
    }
}

/// The items of a field that is a list; none where there is none.
pub fn items(object: &JsValue, key: &str) -> Vec<JsValue> {
    let items = field(object, key).dyn_into::<Array>();
    items.map(|items| items.to_vec()).unwrap_or_default()
}

fn number(number: Option<Number>) -> JsValue {
    match number {
        Some(Number::Integer(integer)) => JsValue::from_f64(integer as f64),
        Some(Number::Decimal(decimal)) => JsValue::from_f64(decimal),
        None => JsValue::NULL,
    }
}

/// An empty form as the core and the storage take it.
pub fn draft(organization: &str, year: u16, edition: &str) -> Object {
    let object = Object::new();
    put(&object, "edition", edition);
    put(&object, "organization", organization);
    put(&object, "year", year);
    object
}
