//! 勾稽 (gouji): reads 政府信息公开工作年度报告 and checks them.
//!
//! bytes → [`document::Document`] → [`report::Report`] → verdicts → [`finding`] → page, command
//! line, files. One package; walls are modules.

pub mod document;
pub mod export;
pub mod finding;
pub mod form;
pub mod read;
pub mod recognize;
pub mod report;
pub mod rules;
pub mod sample;
pub mod source;

use export::wire;

/// What a caller wants beside the review.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether the output carries the reading text.
    pub with_text: bool,
}

/// Reads and checks one input: the whole pipeline. Bad input gives a refusal, never a panic.
pub fn check(bytes: &[u8], name: &str, options: Options) -> wire::Output {
    let _ = (bytes, name, options);
    todo!("read, recognize, review, export")
}
