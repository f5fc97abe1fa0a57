//! The reading text and places in it.
//!
//! The reading text is what the page shows: the decoded text that the user gave, unchanged, or,
//! for formats that are no text, the text that a reader made. Everything that is read keeps the
//! [`Span`] of where it stands. Spans count bytes; only the wire types translate them.

use std::ops::Range;

/// A half-open range of bytes in the reading text, always on character borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// The empty place at `at`.
    pub fn empty(at: usize) -> Span {
        Span { start: at, end: at }
    }

    /// Whether nothing stands there.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span over both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// Where in a file a cell came from, for formats that have such places. All numbers are 1-based.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The page of a PDF.
    pub page: Option<u32>,
    /// The table, counted over the file (in a workbook: the sheet).
    pub table: Option<u32>,
    /// The row in its table.
    pub row: Option<u32>,
    /// The column in its table.
    pub column: Option<u32>,
}

/// The reading text with its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    text: String,
    /// Start of each line, then the length of the text.
    lines: Vec<usize>,
}

impl SourceText {
    /// Takes a text in; `\n`, `\r\n` and `\r` end lines, nothing else does.
    pub fn new(text: String) -> SourceText {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            if byte > b'\r' {
                continue;
            }
            let ends = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                lines.push(at + 1);
            }
        }
        SourceText { text, lines }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands at a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// How many lines there are; a line end at the end of the text opens no further line.
    pub fn line_count(&self) -> usize {
        if self.lines.last() == Some(&self.text.len()) {
            self.lines.len() - 1
        } else {
            self.lines.len()
        }
    }

    /// The 0-based line that holds a byte.
    pub fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at) - 1
    }

    /// The spans of the lines, without their line ends.
    pub fn lines(&self) -> impl Iterator<Item = Span> + '_ {
        (0..self.line_count()).map(|line| self.line(line))
    }

    /// The span of a 0-based line, without its line end.
    pub fn line(&self, line: usize) -> Span {
        let start = self.lines[line];
        let end = self.lines.get(line + 1).copied().unwrap_or(self.text.len());
        let ended = self.text[start..end].trim_end_matches(['\r', '\n']);
        Span::new(start, start + ended.len())
    }
}

/// White space of any kind, and what is [invisible](is_invisible).
#[inline]
pub fn is_space(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c <= ' ' || c == '\u{7f}',
        // Nearly everything else in a report is one of these.
        '\u{3001}'..='\u{9fff}' => false,
        _ => c.is_whitespace() || is_invisible(c),
    }
}

/// Zero-width characters, marks of writing direction and control characters: they would break a
/// number or a label without anyone seeing why.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}'
        | '\u{FE00}'..='\u{FE0F}')
        || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_those_of_unicode_and_what_is_invisible() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_space(c), c.is_whitespace() || is_invisible(c), "{c:?}");
        }
    }

    #[test]
    fn every_line_end_counts_once() {
        let source = SourceText::new("甲\r\n乙\r丙\n\n丁".to_owned());
        let lines: Vec<&str> = source.lines().map(|line| source.slice(line)).collect();
        assert_eq!(lines, ["甲", "乙", "丙", "", "丁"]);
        assert_eq!(source.line_of(source.as_str().find('丙').unwrap()), 2);
    }

    #[test]
    fn a_final_line_end_opens_no_line() {
        assert_eq!(SourceText::new("甲\n".to_owned()).line_count(), 1);
        assert_eq!(SourceText::new(String::new()).line_count(), 0);
    }
}
