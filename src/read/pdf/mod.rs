//! PDF files with a text layer.
//!
//! hayro-syntax reads the objects, decrypts and decompresses; hayro-cmap knows the character
//! collections of Chinese fonts. Everything between an operator of a page and a cell of a grid is
//! here: `content` interprets the operators, `font` turns codes into characters, `lines` puts
//! them in order, `ruled` finds tables by their lines and `aligned` by
//! their gaps, `page` brings these together, `flow` puts the
//! pages after one another and `text` writes the document down.

mod aligned;
mod content;
mod encoding;
mod flow;
mod font;
mod geometry;
mod limits;
mod lines;
mod page;
mod ruled;
mod streams;
mod text;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::ReadError;
use crate::document::Document;
use content::Fonts;
use font::UNKNOWN;
use limits::Budget;

/// Why a PDF is not read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// It costs more than is allowed; what is too much, in Chinese.
    Limit(&'static str),
}

/// Reads a PDF that has a text layer.
///
/// Tables that are ruled become grids with exact geometry, everything else becomes lines; page
/// numbers at the edge of a page are left out.
///
/// # Errors
/// [`ReadError::Encrypted`] if it needs a password, [`ReadError::NoText`] if it has no text that
/// can be read, [`ReadError::Limit`] beyond the limits, [`ReadError::Broken`] if it is no PDF any
/// more.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let limit = |Trouble::Limit(what)| ReadError::Limit { name: name.to_owned(), what };
    streams::refuse_bombs(bytes).map_err(limit)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | _) => {
            ReadError::Encrypted { name: name.to_owned() }
        }
        LoadPdfError::Invalid => ReadError::Broken { name: name.to_owned() },
    })?;
    let pages = read_pages(&pdf).map_err(limit)?;
    let document = text::write(&flow::flow(pages));
    if !is_readable(document.source.as_str()) {
        return Err(ReadError::NoText { name: name.to_owned() });
    }
    Ok(document)
}

fn read_pages(pdf: &Pdf) -> Result<Vec<page::ReadPage>, Trouble> {
    if pdf.len() > limits::OBJECTS {
        return Err(Trouble::Limit("对象过多"));
    }
    if pdf.pages().len() > limits::PAGES {
        return Err(Trouble::Limit("页数超过 500"));
    }
    let mut budget = Budget::new();
    let mut fonts = Fonts::new();
    let mut pages = Vec::new();
    for (page, number) in pdf.pages().iter().zip(1..) {
        let content = content::read_page(page, &mut fonts, &mut budget)?;
        pages.push(page::assemble(content, number, &mut budget)?);
    }
    Ok(pages)
}

/// Whether most of a text is known characters.
fn is_readable(text: &str) -> bool {
    let shown = text.chars().filter(|found| !found.is_whitespace());
    let (known, unknown): (Vec<char>, Vec<char>) = shown.partition(|&found| found != UNKNOWN);
    known.len() > unknown.len()
}
