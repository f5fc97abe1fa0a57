//! Word's binary files of 1997 to 2003 (`.doc`), which WPS writes too (`.wps`).
//!
//! [MS-DOC] names the parts: a table of pieces tells where in the file the characters stand, pages
//! of properties tell by place in the file which of them are deleted or hidden, which paragraphs
//! stand in a table and where its rows end. Headers, footnotes and comments are other stories,
//! behind the body, and are left out; so are automatic numbers.

mod body;
mod properties;

use std::io::{Cursor, Read};

use crate::document::{Document, Format};
use crate::read::reading_text::ReadingText;
use crate::read::{ReadError, flow, sniff};
use properties::{Of, Properties, u16_at, u32_at};

/// Reads a binary Word file.
///
/// # Errors
/// [`ReadError::Encrypted`], [`ReadError::Convert`] if it is still older, [`ReadError::Broken`] if
/// the parts that tell the text are not there, [`ReadError::Empty`].
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let broken = || ReadError::Broken { name: name.to_owned() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| broken())?;
    let main = stream(&mut file, "WordDocument").ok_or_else(broken)?;
    if u16_at(&main, VERSION).is_some_and(|version| version < WORD_97) {
        let (what, advice) = ("是 Word 95 或更早的文档（.doc）", sniff::SAVE_AS_DOCX);
        return Err(ReadError::Convert { name: name.to_owned(), what, advice });
    }
    let word = Word::open(&mut file, main).ok_or_else(broken)?;
    if word.is_encrypted() {
        return Err(ReadError::Encrypted { name: name.to_owned() });
    }
    let units = word.units().ok_or_else(broken)?;
    let items = body::items(&units, &word.paragraphs(), &word.runs());
    let mut reading = ReadingText::new();
    flow::lay_out(items, &mut reading);
    reading.finish(Format::Docx, None)
}

/// The file with its streams.
type File<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// A character as UTF-16 has it, and where in the file it stands.
#[derive(Clone, Copy, Debug)]
struct Unit {
    code: u16,
    place: u32,
}

/// The streams of a file.
struct Word {
    /// With the header at its beginning, characters and pages of properties.
    main: Vec<u8>,
    /// What the header points to.
    table: Vec<u8>,
    /// Properties that are too long for their page.
    data: Vec<u8>,
}

/// Where the header keeps the place and the length of a part of the table stream.
const CHARACTER_PAGES: usize = 0xFA;
const PARAGRAPH_PAGES: usize = 0x102;
const PIECES: usize = 0x1A2;

/// The place of the header's version, and the first that is made like this.
const VERSION: usize = 0x2;
const WORD_97: u16 = 0x00C1;

/// The place of the header's flags, and two of them.
const FLAGS: usize = 0xA;
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

/// Where the header tells how many characters the body has.
const BODY_LENGTH: usize = 0x4C;

impl Word {
    fn open(file: &mut File<'_>, main: Vec<u8>) -> Option<Word> {
        let second = u16_at(&main, FLAGS)? & SECOND_TABLE != 0;
        let table = stream(file, if second { "1Table" } else { "0Table" })?;
        Some(Word { main, table, data: stream(file, "Data").unwrap_or_default() })
    }

    fn is_encrypted(&self) -> bool {
        u16_at(&self.main, FLAGS).is_some_and(|flags| flags & ENCRYPTED != 0)
    }

    /// A part of the table stream.
    fn part(&self, entry: usize) -> Option<&[u8]> {
        let start = u32_at(&self.main, entry)? as usize;
        let length = u32_at(&self.main, entry + 4)? as usize;
        self.table.get(start..start.checked_add(length)?)
    }

    /// The characters of the body.
    fn units(&self) -> Option<Vec<Unit>> {
        /// What begins the table of pieces, and what stands before it.
        const TABLE: u8 = 2;
        const CHANGE: u8 = 1;
        /// Of a piece that has one byte a character.
        const NARROW: u32 = 1 << 30;
        let mut part = self.part(PIECES)?;
        while let [CHANGE, rest @ ..] = part {
            part = rest.get(2 + usize::from(u16_at(rest, 0)?)..)?;
        }
        let [TABLE, table @ ..] = part else { return None };
        let table = table.get(4..)?;
        // One more place than pieces, of four bytes and eight.
        let count = table.len().checked_sub(4)? / 12;
        let body = u32_at(&self.main, BODY_LENGTH)?;
        let mut units = Vec::new();
        for piece in 0..count {
            let from = u32_at(table, 4 * piece)?;
            let to = u32_at(table, 4 * piece + 4)?.min(body);
            let start = u32_at(table, 4 * (count + 1) + 8 * piece + 2)?;
            let narrow = start & NARROW != 0;
            // Every character has bytes of its own.
            let length = to.saturating_sub(from);
            if length as usize > self.main.len() - units.len() {
                return None;
            }
            let start = if narrow { (start & !NARROW) / 2 } else { start };
            for index in 0..length {
                let place = start.checked_add(if narrow { index } else { 2 * index })?;
                let code = match narrow {
                    true => western(*self.main.get(place as usize)?),
                    false => u16_at(&self.main, place as usize)?,
                };
                units.push(Unit { code, place });
            }
        }
        Some(units)
    }

    fn paragraphs(&self) -> Properties<'_> {
        self.properties(PARAGRAPH_PAGES, Of::Paragraphs)
    }

    fn runs(&self) -> Properties<'_> {
        self.properties(CHARACTER_PAGES, Of::Runs)
    }

    fn properties(&self, entry: usize, of: Of) -> Properties<'_> {
        let pages = self.part(entry).unwrap_or_default();
        Properties::read(&self.main, &self.data, pages, of)
    }
}

/// A file within the file.
fn stream(file: &mut File<'_>, name: &str) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut content).ok()?;
    Some(content)
}

/// A character of a piece with one byte each, as Windows has them in the west.
fn western(byte: u8) -> u16 {
    let (text, _) =
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.encode_utf16().next().unwrap_or_default()
}
