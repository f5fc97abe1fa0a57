//! Bytes to Unicode scalar values, the one door where places are translated for the wire.

use super::wire;
use crate::source::{SourceText, Span};
use std::cell::Cell;

/// Bytes between two checkpoints: small enough that counting from one costs nothing, large
/// enough that the index of the largest text is a megabyte or two.
const STRIDE: usize = 64;

/// Translates places of one reading text.
pub struct Offsets<'s> {
    source: &'s SourceText,
    /// Scalars before byte 0, [`STRIDE`], 2 × [`STRIDE`] and so on.
    checkpoints: Vec<u32>,
    /// The place translated last: most places are asked for in their order, a few bytes apart.
    last: Cell<Place>,
}

/// A byte with the scalars before it and its 0-based line.
#[derive(Clone, Copy, Default)]
struct Place {
    byte: usize,
    scalar: usize,
    line: usize,
}

impl<'s> Offsets<'s> {
    /// Counts the text once.
    pub fn new(source: &'s SourceText) -> Offsets<'s> {
        let (blocks, rest) = source.as_str().as_bytes().as_chunks::<STRIDE>();
        let mut checkpoints = Vec::with_capacity(blocks.len() + 2);
        checkpoints.push(0);
        let mut scalars = 0;
        for block in blocks {
            scalars += starts(block) as u32;
            checkpoints.push(scalars);
        }
        checkpoints.push(scalars + starts(rest) as u32);
        Offsets { source, checkpoints, last: Cell::default() }
    }

    /// The scalars before a byte.
    pub fn scalar(&self, at: usize) -> usize {
        let block = at / STRIDE;
        let bytes = &self.source.as_str().as_bytes()[block * STRIDE..at];
        self.checkpoints[block] as usize + starts(bytes)
    }

    /// The scalars of the whole text.
    pub fn characters(&self) -> usize {
        self.checkpoints.last().map_or(0, |&scalars| scalars as usize)
    }

    /// A place for the wire.
    pub fn span(&self, span: Span) -> wire::Span {
        let bytes = self.source.as_str().as_bytes();
        let last = self.last.get();
        let (start, line) = match span.start.checked_sub(last.byte) {
            Some(behind) if behind < STRIDE => (
                last.scalar + starts(&bytes[last.byte..span.start]),
                self.source.line_behind(last.line, span.start),
            ),
            _ => (self.scalar(span.start), self.source.line_of(span.start)),
        };
        self.last.set(Place { byte: span.start, scalar: start, line });
        // Most places are a number, a few bytes.
        let end = match span.end - span.start {
            length if length < STRIDE => start + starts(&bytes[span.start..span.end]),
            _ => self.scalar(span.end),
        };
        wire::Span { line: line + 1, start, end }
    }

    /// Line and column as people count them: both from 1, the column in characters.
    pub fn line_column(&self, at: usize) -> (usize, usize) {
        let line = self.source.line_of(at);
        (line + 1, self.scalar(at) - self.scalar(self.source.line(line).start) + 1)
    }
}

/// How many scalars begin in up to [`STRIDE`] bytes of UTF-8, which may start or end within one:
/// all bytes but those of the form 10xxxxxx. Eight are looked at together.
fn starts(bytes: &[u8]) -> usize {
    const LOWEST: u64 = u64::from_ne_bytes([1; 8]);
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut begun = rest.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count();
    // What begins in each of the eight bytes is counted in a byte of its own.
    let mut counts = 0;
    for &eight in eights {
        let eight = u64::from_ne_bytes(eight);
        counts += ((!eight >> 7) | (eight >> 6)) & LOWEST;
    }
    begun += (counts.wrapping_mul(LOWEST) >> 56) as usize;
    begun
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_a_long_text_has_its_number() {
        let text = "表三 a𠮷é\r\n".repeat(300);
        let source = SourceText::new(text.clone());
        let offsets = Offsets::new(&source);
        for (number, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.scalar(at), number);
        }
        assert_eq!(offsets.scalar(text.len()), text.chars().count());
        assert_eq!(offsets.characters(), text.chars().count());
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        let source = SourceText::new("总计 12\r\n𠮷 3".to_owned());
        let offsets = Offsets::new(&source);
        let at = source.as_str().find('3').unwrap();
        assert_eq!(offsets.line_column(at), (2, 3));
        let place = offsets.span(Span::new(at, at + 1));
        assert_eq!(place, wire::Span { line: 2, start: 9, end: 10 });
    }

    #[test]
    fn an_empty_text_has_one_place() {
        let source = SourceText::new(String::new());
        let offsets = Offsets::new(&source);
        assert_eq!(offsets.span(Span::empty(0)), wire::Span { line: 1, start: 0, end: 0 });
    }
}
