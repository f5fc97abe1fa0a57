//! `gouji.js`: the pipeline with every reader as a function for other people's pages and programs.

#[cfg(target_arch = "wasm32")]
mod function {
    use gouji::Options;
    use gouji::session::PASTED;
    use js_sys::{ArrayBuffer, Reflect, Uint8Array};
    use serde::Serialize;
    use serde_wasm_bindgen::Serializer;
    use wasm_bindgen::prelude::*;

    /// The name of a file that came without one; the kind of file is told from its content.
    const FILE: &str = "未命名的文件";

    /// Reads and checks a text, or the bytes of a file, and gives what the JSON contract says, as
    /// plain objects. Whatever is neither a text nor bytes is read as an empty text.
    #[wasm_bindgen(skip_typescript)]
    pub fn check(input: JsValue, name: JsValue, options: JsValue) -> JsValue {
        let bytes = bytes_of(&input);
        let unnamed = if input.is_string() { PASTED } else { FILE };
        let name = name.as_string().unwrap_or_else(|| unnamed.to_owned());
        let wanted = Reflect::get(&options, &"withText".into()).unwrap_or(JsValue::UNDEFINED);
        let output = gouji::check(&bytes, &name, Options { with_text: wanted.is_truthy() });
        output.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
    }

    fn bytes_of(input: &JsValue) -> Vec<u8> {
        if let Some(text) = input.as_string() {
            return text.into_bytes();
        }
        if let Some(bytes) = input.dyn_ref::<Uint8Array>() {
            return bytes.to_vec();
        }
        match input.dyn_ref::<ArrayBuffer>() {
            Some(buffer) => Uint8Array::new(buffer).to_vec(),
            None => Vec::new(),
        }
    }
}

fn main() {}
