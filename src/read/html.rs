//! Web pages, what Word and WPS save as HTML, and what the clipboard carries of either.
//!
//! The page is parsed as a browser parses it, so unclosed and misnested tags mean what the reader
//! of the page saw. Scripts, styles and form controls go; menus and footers stay as lines, because
//! no reader can tell them from a report.

mod collect;
mod dom;
mod slim;

use crate::document::{Document, Format};
use crate::read::reading_text::ReadingText;
use crate::read::{ReadError, decode, flow};

pub use dom::{MAX_DEPTH, MAX_NODES};

/// Reads a page.
///
/// # Errors
/// [`ReadError::Damaged`] if it is in no known encoding, [`ReadError::TooDeep`] beyond
/// [`MAX_DEPTH`], [`ReadError::Empty`] if nothing can be seen on it.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let decoded = decode::decode_page(bytes, name)?;
    let mut reading = ReadingText::new();
    append(&decoded.text, &mut reading)?;
    reading.finish(Format::Html, Some(decoded.encoding))
}

/// Reads a page or a piece of one that is text already, such as what a paste carries.
///
/// # Errors
/// As [`read`].
pub fn read_text(html: &str) -> Result<Document, ReadError> {
    let mut reading = ReadingText::new();
    append(html, &mut reading)?;
    reading.finish(Format::Html, None)
}

/// Appends the lines and tables of a piece of HTML to a text that is being built, such as for a
/// table that stands as raw HTML in Markdown.
///
/// # Errors
/// [`ReadError::TooDeep`] beyond [`MAX_DEPTH`].
pub fn append(html: &str, reading: &mut ReadingText) -> Result<(), ReadError> {
    let dom = dom::Dom::parse(html)?;
    flow::lay_out(collect::items(&dom), reading);
    Ok(())
}

#[cfg(test)]
mod tests;
