//! DOCX, as Word, WPS and LibreOffice write it.
//!
//! The body is read in one pass over its XML. What Word would show is read: automatic numbers, kept
//! insertions, text boxes; deleted and hidden text is not. Headers, footers, comments and footnotes
//! stand in other parts and are left out.

mod body;
mod numbering;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::document::{Document, Format};
use crate::read::reading_text::ReadingText;
use crate::read::zipped::Zipped;
use crate::read::{ReadError, flow};
use numbering::Numbering;

/// Reads a DOCX.
///
/// # Errors
/// [`ReadError::Broken`] if it does not unpack or has no body, [`ReadError::Expansion`] if it
/// unpacks to too much, [`ReadError::Encrypted`], [`ReadError::Empty`].
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let mut zipped = Zipped::open(bytes, name)?;
    let main = main_part(&mut zipped)?;
    let beside = |file: &str| match main.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{file}"),
        None => file.to_owned(),
    };
    let body = zipped.xml(&main)?.ok_or_else(|| zipped.broken())?;
    let styles = zipped.xml(&beside("styles.xml"))?.unwrap_or_default();
    let lists = zipped.xml(&beside("numbering.xml"))?.unwrap_or_default();
    let numbering = Numbering::read(&lists, &styles);
    let items = body::items(&body, numbering).map_err(|_| zipped.broken())?;
    let mut reading = ReadingText::new();
    flow::lay_out(items, &mut reading);
    reading.finish(Format::Docx, None)
}

/// The path of the body, which the file's relations tell; by custom it is word/document.xml.
fn main_part(zipped: &mut Zipped) -> Result<String, ReadError> {
    let relations = zipped.xml("_rels/.rels")?.unwrap_or_default();
    let mut reader = Reader::from_str(&relations);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                let kind = attribute(&element, "Type").unwrap_or_default();
                if kind.ends_with("/officeDocument")
                    && let Some(target) = attribute(&element, "Target")
                {
                    return Ok(target.trim_start_matches('/').to_owned());
                }
            }
            _ => {}
        }
    }
    Ok("word/document.xml".to_owned())
}

/// An attribute by its name without prefix.
fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    element.attributes().flatten().find_map(|attribute| {
        let is_it = attribute.key.local_name().as_ref() == name;
        is_it
            .then(|| {
                attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .ok()
                    .map(|value| value.into_owned())
            })
            .flatten()
    })
}

/// The attribute `val` as a number.
fn value(element: &BytesStart) -> Option<usize> {
    attribute(element, "val")?.trim().parse().ok()
}

/// Whether a property that is on by its presence is on.
fn is_on(element: &BytesStart) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}

#[cfg(test)]
mod tests;
