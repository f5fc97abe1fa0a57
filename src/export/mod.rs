//! A review as the wire types of the JSON contract, and as text for people.
//!
//! Nothing is decided here: what a check found, its words and its order come from the review.
//! Places are translated once, in [`offsets`].

mod map;
pub(crate) mod offsets;
mod opinion;
mod refusal;
mod review;
mod rules;
#[cfg(not(target_arch = "wasm32"))]
mod schema;
mod text;
pub mod wire;
mod words;

pub use opinion::{chat, markdown, print_sheet};
pub(crate) use refusal::not_reopened;
pub use refusal::refusal;
pub use review::review;
pub(crate) use review::{check, diagnosis, number, tables};
pub use rules::{rules_html, rules_markdown};
#[cfg(not(target_arch = "wasm32"))]
pub use schema::schema;
pub use text::text;
pub use words::{counted, figure, formula_in_words, place, status_word, tally};

use sha2::{Digest, Sha256};

/// What was given, beside what was read from it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'i> {
    /// The bytes.
    pub bytes: &'i [u8],
    /// The name of the file, or what stands for one.
    pub name: &'i str,
}

impl Input<'_> {
    /// The SHA-256 of the bytes, in lower-case hexadecimal.
    fn sha256(&self) -> String {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
        let digest = Sha256::digest(self.bytes);
        digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}

pub(crate) fn tool() -> wire::Tool {
    wire::Tool { name: "gouji".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
}

/// What was read, for both kinds of output.
fn source(
    document: &crate::document::Document,
    offsets: &offsets::Offsets,
    input: Input,
    options: crate::Options,
) -> wire::Source {
    wire::Source {
        name: input.name.to_owned(),
        format: Some(document.format.key().to_owned()),
        encoding: document.encoding.map(str::to_ascii_lowercase),
        sha256: Some(input.sha256()),
        characters: Some(offsets.characters()),
        lines: Some(document.source.line_count()),
        text: options.with_text.then(|| document.source.as_str().to_owned()),
    }
}

/// A text as HTML shows it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
