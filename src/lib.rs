//! 勾稽 (gouji): reads 政府信息公开工作年度报告 and checks them.
//!
//! bytes → [`document::Document`] → [`report::Report`] → verdicts → [`finding`] → page, command
//! line, files. One package; walls are modules.

#[cfg(all(feature = "app", target_arch = "wasm32"))]
pub mod app;
pub mod document;
pub mod export;
pub mod finding;
pub mod form;
pub mod narrative;
mod order;
#[cfg(all(any(feature = "app", feature = "core"), target_arch = "wasm32"))]
pub mod plain;
pub mod read;
pub mod recognize;
pub mod report;
pub mod revise;
pub mod rules;
pub mod sample;
pub mod session;
mod sorted;
pub mod source;
mod words;
#[cfg(all(feature = "core", target_arch = "wasm32"))]
pub mod worker;

use document::Document;
use export::{Input, wire};
use finding::Review;
use read::ReadError;

pub use revise::{draft, reopen, revise};

// Two kilobytes of gzip smaller than the allocator that comes with Rust for wasm, and no slower.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// What a caller wants beside the review.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether the output carries the reading text.
    pub with_text: bool,
}

/// Why an input has no review. The message tells what happened and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It could not be read.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    /// The file could not be opened; only where there are files to open.
    #[error("“{name}”打不开：{why}；请检查文件名和权限后再试")]
    Unopened {
        /// The name of the file.
        name: String,
        /// Why, in Chinese where the reason is a common one.
        why: String,
    },
    /// It was read, but holds neither a table row nor a section heading of the form.
    #[error(
        "没有找到年度报告的内容：既没有六个部分的标题，也没有表格中的行；请放入《政府信息公开工作年度报告》的全文，或者至少其中一张完整的表"
    )]
    NotAReport(Box<Document>),
}

/// Reads and checks one input: the whole pipeline, up to the review.
pub fn examine(bytes: &[u8], name: &str) -> Result<(Document, Review), Refusal> {
    let document = read::read(bytes, name)?;
    match recognize::recognize(&document) {
        Some(report) => Ok((document, rules::review(report))),
        None => Err(Refusal::NotAReport(Box::new(document))),
    }
}

/// Reads and checks one input and gives what the JSON contract says. Bad input gives a refusal,
/// never a panic.
///
/// ```
/// use gouji::export::wire::{Output, ProblemKind};
/// let output = gouji::check(b"", "empty.txt", gouji::Options::default());
/// assert!(matches!(output, Output::Refusal(refusal) if refusal.error.kind == ProblemKind::Empty));
/// ```
pub fn check(bytes: &[u8], name: &str, options: Options) -> wire::Output {
    let input = Input { bytes, name };
    match examine(bytes, name) {
        Ok((document, review)) => {
            wire::Output::Review(Box::new(export::review(&document, &review, input, options)))
        }
        Err(refusal) => wire::Output::Refusal(export::refusal(&refusal, input, options)),
    }
}
