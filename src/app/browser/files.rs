//! Files: chosen, or dropped anywhere on the window.

use crate::session::Input;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

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
pub fn picked(input: NodeRef<leptos::html::Input>, take: fn(Dropped)) {
    let Some(input) = input.get_untracked() else { return };
    let input: &HtmlInputElement = &input;
    let files = input.files();
    read_first(files, take);
    input.set_value("");
}

fn read_first(files: Option<FileList>, take: fn(Dropped)) {
    let Some(file) = files.and_then(|files| files.get(0)) else { return };
    read(file, take);
}

fn read(file: File, take: fn(Dropped)) {
    // Before it is read: a film dropped by mistake must not fill the memory.
    if let Some(sentence) = Input::refuse_size(file.size()) {
        return take(Dropped::Refused { name: file.name(), sentence });
    }
    spawn_local(async move {
        let name = file.name();
        match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => {
                let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                take(Dropped::Input(Input::file(&name, bytes)));
            }
            Err(_) => {
                let sentence =
                    format!("“{name}”打不开：可能是文件夹，或文件已被移动；请重新选择文件");
                take(Dropped::Refused { name, sentence });
            }
        }
    });
}

/// Watches the window for files and texts that are dragged over it and dropped. `over` is true
/// while something hangs over it.
pub fn watch_drops(over: RwSignal<bool>, take: fn(Dropped)) {
    // Moving from one element to the next leaves the one and enters the other.
    let depth = StoredValue::new(0i32);
    let listen = |name: &'static str, act: Box<dyn Fn(DragEvent)>| {
        let closure = Closure::<dyn Fn(DragEvent)>::new(act);
        let window = window();
        let _ = window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        closure.forget();
    };
    listen(
        "dragenter",
        Box::new(move |event| {
            event.prevent_default();
            depth.update_value(|depth| *depth += 1);
            over.set(true);
        }),
    );
    listen("dragover", Box::new(move |event| event.prevent_default()));
    listen(
        "dragleave",
        Box::new(move |_| {
            depth.update_value(|depth| *depth -= 1);
            if depth.get_value() <= 0 {
                depth.set_value(0);
                over.set(false);
            }
        }),
    );
    listen(
        "drop",
        Box::new(move |event| {
            event.prevent_default();
            depth.set_value(0);
            over.set(false);
            let Some(transfer) = event.data_transfer() else { return };
            let files = transfer.files().filter(|files| files.length() > 0);
            if files.is_some() {
                return read_first(files, take);
            }
            if let Ok(text) = transfer.get_data("text/plain")
                && !text.is_empty()
            {
                take(Dropped::Input(Input::text(crate::session::PASTED, &text)));
            }
        }),
    );
}
