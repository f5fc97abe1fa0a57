//! What the user gave: a text, or the bytes of a file.

use crate::read::{MAX_BYTES, ReadError};
use std::sync::Arc;

/// The name of an input that was pasted or typed.
pub const PASTED: &str = "粘贴的文本";

/// What the user gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The name of the file, or [`PASTED`].
    pub name: String,
    /// What is in it.
    pub content: Content,
}

/// The content of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, as pasted, typed or edited.
    Text(Arc<str>),
    /// A file, not yet decoded.
    Bytes(Arc<[u8]>),
}

impl Input {
    /// A pasted or typed text. A byte order mark is dropped, as reading would drop it.
    pub fn text(name: &str, text: &str) -> Input {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Input { name: name.to_owned(), content: Content::Text(text.into()) }
    }

    /// A file.
    pub fn file(name: &str, bytes: Vec<u8>) -> Input {
        Input { name: name.to_owned(), content: Content::Bytes(bytes.into()) }
    }

    /// The same input after its text was edited. A name that promises another format than text
    /// is replaced: what is checked from then on is the text.
    pub fn edited(&self, text: &str) -> Input {
        let name = match self.name.rsplit_once('.') {
            Some((stem, extension)) if !is_text_extension(extension) => {
                format!("{stem}（已修改）.txt")
            }
            _ => self.name.clone(),
        };
        Input::text(&name, text)
    }

    /// Whether there is nothing in it, not even white space.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its size in bytes.
    pub fn len(&self) -> usize {
        match &self.content {
            Content::Text(text) => text.len(),
            Content::Bytes(bytes) => bytes.len(),
        }
    }

    /// The text to show when the core gave none back: the bytes, if they are plain UTF-8.
    pub fn plain_text(&self) -> Option<Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text.clone()),
            Content::Bytes(bytes) => {
                let text = std::str::from_utf8(bytes).ok()?;
                (!text.contains('\0')).then(|| text.strip_prefix('\u{feff}').unwrap_or(text).into())
            }
        }
    }

    /// The sentence that refuses a file of `bytes` bytes before it is even read, if it is too big.
    pub fn refuse_size(bytes: f64) -> Option<String> {
        (bytes > MAX_BYTES as f64).then(|| {
            let megabytes = (bytes / (1024.0 * 1024.0)).ceil() as usize;
            ReadError::TooLarge { megabytes }.to_string()
        })
    }
}

fn is_text_extension(extension: &str) -> bool {
    ["txt", "md", "markdown", "csv", "tsv", "text"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_document_is_a_text_from_then_on() {
        assert_eq!(Input::file("年报.docx", vec![1]).edited("甲").name, "年报（已修改）.txt");
        assert_eq!(Input::file("年报.MD", vec![1]).edited("甲").name, "年报.MD");
        assert_eq!(Input::text(PASTED, "甲").edited("乙").name, PASTED);
    }

    #[test]
    fn a_binary_file_has_no_plain_text() {
        assert_eq!(Input::file("a", b"\x89PNG\0".to_vec()).plain_text(), None);
        let text = Input::file("a", "\u{feff}甲".as_bytes().to_vec()).plain_text();
        assert_eq!(text.as_deref(), Some("甲"));
    }

    #[test]
    fn only_a_size_over_the_limit_is_refused() {
        assert_eq!(Input::refuse_size(MAX_BYTES as f64), None);
        let refusal = Input::refuse_size(MAX_BYTES as f64 + 1.0).unwrap();
        assert!(refusal.contains("21 MB"), "{refusal}");
    }
}
