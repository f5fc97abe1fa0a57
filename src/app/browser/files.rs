//! Files: chosen, or dropped anywhere on the window.

use super::dom::listen;
use super::transfer::settle;
use crate::app::live::Held;
use crate::session::Input;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

/// What came in by choosing or dropping.
pub enum Dropped {
    /// A file that was read.
    Input(Input),
    /// A file that was not.
    Refused {
        /// Its name.
        name: String,
        /// Why, and what to do, in Chinese.
        sentence: String,
    },
}

/// Reads the file that was chosen in a file field, and empties the field, so that choosing the
/// same file again is noticed.
pub fn picked(event: &Event, take: impl Fn(Dropped) + 'static) {
    let Some(field) = event.target() else { return };
    let field: HtmlInputElement = field.unchecked_into();
    read_first(field.files(), Rc::new(take));
    field.set_value("");
}

fn read_first(files: Option<FileList>, take: Rc<dyn Fn(Dropped)>) {
    let Some(file) = files.and_then(|files| files.get(0)) else { return };
    read(file, take);
}

fn read(file: File, take: Rc<dyn Fn(Dropped)>) {
    // Before it is read: a film dropped by mistake must not fill the memory.
    if let Some(sentence) = Input::refuse_size(file.size()) {
        return take(Dropped::Refused { name: file.name(), sentence });
    }
    let name = file.name();
    settle(&file.array_buffer(), move |buffer| match buffer {
        Some(buffer) => {
            let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
            take(Dropped::Input(Input::file(&name, bytes)));
        }
        None => {
            let sentence = format!("“{name}”打不开：可能是文件夹，或文件已被移动；请重新选择文件");
            take(Dropped::Refused { name, sentence });
        }
    });
}

/// Watches the window for files and texts that are dragged over it and dropped. `over` is true
/// while something hangs over it.
pub fn watch_drops(over: &'static Held<bool>, take: impl Fn(Dropped) + 'static) {
    let take: Rc<dyn Fn(Dropped)> = Rc::new(take);
    // Moving from one element to the next leaves the one and enters the other.
    let depth = Rc::new(Cell::new(0i32));
    let (entered, left) = (depth.clone(), depth.clone());
    listen("dragenter", move |event| {
        event.prevent_default();
        entered.set(entered.get() + 1);
        over.set(true);
    });
    listen("dragover", |event| event.prevent_default());
    listen("dragleave", move |_| {
        left.set((left.get() - 1).max(0));
        if left.get() == 0 {
            over.set(false);
        }
    });
    listen("drop", move |event| {
        event.prevent_default();
        depth.set(0);
        over.set(false);
        let Some(transfer) = event.unchecked_into::<DragEvent>().data_transfer() else { return };
        let files = transfer.files().filter(|files| files.length() > 0);
        if files.is_some() {
            return read_first(files, take.clone());
        }
        if let Ok(text) = transfer.get_data("text/plain")
            && !text.is_empty()
        {
            take(Dropped::Input(Input::text(crate::session::PASTED, &text)));
        }
    });
}
