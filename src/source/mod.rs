//! The reading text and places in it.
//!
//! The reading text is what the page shows: the decoded text that the user gave, unchanged, or,
//! for formats that are no text, the text that a reader made. Everything that is read keeps the
//! [`Span`] of where it stands. Spans count bytes; only the wire types translate them.

mod marks;
mod width;

pub use marks::Marks;
pub use width::{columns, width};

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
    /// Each line; where a line end ends the text, behind it as well.
    lines: Vec<Line>,
    /// What stands in any line.
    marks: Marks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    start: usize,
    /// Where its line end stands.
    end: usize,
    /// What stands in it.
    marks: Marks,
}

impl SourceText {
    /// Takes a text in; `\n`, `\r\n` and `\r` end lines, nothing else does.
    pub fn new(text: String) -> SourceText {
        let bytes = text.as_bytes();
        let mut lines = Vec::with_capacity(bytes.len() / 32 + 1);
        let (mut start, mut marks, mut at) = (0, Marks::default(), 0);
        let mut all = Marks::default();
        while at < bytes.len() {
            // Eight bytes at once where no line ends.
            while let Some(word) = bytes[at..].first_chunk::<8>() {
                let told = word.iter().fold(marks, |told, &byte| told | Marks::of(byte));
                if told.has(Marks::END) {
                    break;
                }
                marks = told;
                at += word.len();
            }
            while let Some(&byte) = bytes.get(at) {
                marks = marks | Marks::of(byte);
                at += 1;
                if matches!(byte, b'\n' | b'\r') {
                    let end = at - 1;
                    at += usize::from(byte == b'\r' && bytes.get(at) == Some(&b'\n'));
                    lines.push(Line { start, end, marks });
                    all = all | marks;
                    (start, marks) = (at, Marks::default());
                    break;
                }
            }
        }
        lines.push(Line { start, end: bytes.len(), marks });
        SourceText { text, lines, marks: all | marks }
    }

    /// The text alone.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands at a span.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// How many lines there are; a line end at the end of the text opens no further line.
    pub fn line_count(&self) -> usize {
        if self.lines.last().is_some_and(|last| last.start == self.text.len()) {
            self.lines.len() - 1
        } else {
            self.lines.len()
        }
    }

    /// What stands in a 0-based line; nothing in one that is not there.
    #[inline]
    pub fn marks(&self, line: usize) -> Marks {
        self.lines.get(line).map(|line| line.marks).unwrap_or_default()
    }

    /// What stands in any line.
    pub fn all_marks(&self) -> Marks {
        self.marks
    }

    /// The 0-based line that holds a byte.
    pub fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at) - 1
    }

    /// The 0-based line that holds a byte, which is `line` or, mostly, one of the next.
    pub fn line_behind(&self, line: usize, at: usize) -> usize {
        let next = |line: &usize| self.lines.get(line + 1).is_none_or(|next| at < next.start);
        (line..line + 3).find(next).unwrap_or_else(|| self.line_of(at))
    }

    /// The spans of the lines, without their line ends.
    pub fn lines(&self) -> impl Iterator<Item = Span> + '_ {
        (0..self.line_count()).map(|line| self.line(line))
    }

    /// The span of a 0-based line, without its line end.
    #[inline]
    pub fn line(&self, line: usize) -> Span {
        let Line { start, end, .. } = self.lines[line];
        Span::new(start, end)
    }
}

/// Whether a character is a common ideograph, U+4E00 to U+9FFF.
#[inline]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The characters of a text that are no common ideographs, with their places.
///
/// Most of a report is such ideographs. They are told by their first bytes and passed over three
/// bytes at a time, which takes a fraction of reading them.
pub fn besides_ideographs(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut place = at;
        let first = loop {
            match *bytes.get(place)? {
                0xe5..=0xe9 => place += 3,
                0xe4 if bytes[place + 1] >= 0xb8 => place += 3,
                first => break first,
            }
        };
        let c = match first {
            0..0x80 => char::from(first),
            _ => text[place..].chars().next()?,
        };
        at = place + c.len_utf8();
        Some((place, c))
    })
}

/// The white space in a text: where each character of it begins and ends.
pub fn spaces(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            match bytes.get(at)? {
                // Nearly all characters are told by their first byte to be none.
                0xe4..=0xed => at += 3,
                0x21..=0x7e => at += 1,
                _ => {
                    let (start, c) = (at, text[at..].chars().next()?);
                    at += c.len_utf8();
                    if is_space(c) {
                        return Some((start, at));
                    }
                }
            }
        }
    })
}

/// A text without the white space around it.
pub fn trimmed(text: &str) -> &str {
    match (text.chars().next(), text.chars().next_back()) {
        (Some(first), Some(last)) if is_space(first) || is_space(last) => {
            text.trim_matches(is_space)
        }
        // Nearly no line and no cell has any.
        _ => text,
    }
}

/// The places of some ideographs in a text. Nearly all others are told by their last byte.
pub fn places<'t>(text: &'t str, wanted: &'t str) -> impl Iterator<Item = usize> + 't {
    let (bytes, (wanted, _)) = (text.as_bytes(), wanted.as_bytes().as_chunks::<3>());
    let last = wanted.iter().fold(0u64, |set, letter| set | 1 << (letter[2] & 63));
    let mut next = 0;
    std::iter::from_fn(move || {
        let mut at = next;
        while let Some(&first) = bytes.get(at) {
            if first & 0xf0 == 0xe0 {
                if last >> (bytes[at + 2] & 63) & 1 == 1
                    && wanted.iter().any(|letter| bytes[at..at + 3] == letter[..])
                {
                    next = at + 3;
                    return Some(at);
                }
                at += 3;
            } else {
                at += match first {
                    0..0x80 => 1,
                    0x80..0xe0 => 2,
                    _ => 4,
                };
            }
        }
        next = at;
        None
    })
}

/// White space of any kind, and what is [invisible](is_invisible).
#[inline]
pub fn is_space(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c <= ' ' || c == '\u{7f}',
        // Nearly everything else in a report is one of these.
        '\u{3001}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' => false,
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
    fn all_but_ideographs_are_found() {
        let ideograph = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}');
        let text: String = ('\0'..=char::MAX).flat_map(|c| [c, '一', '\u{9fff}']).collect();
        let found = besides_ideographs(&text).map(|(at, c)| {
            assert!(text[at..].starts_with(c));
            c
        });
        assert!(found.eq(('\0'..=char::MAX).filter(|c| !ideograph(c))));
    }

    #[test]
    fn spaces_are_found_where_they_stand() {
        let text: String = ('\0'..=char::MAX).flat_map(|c| [c, '一']).collect();
        let found: String = spaces(&text).map(|(start, end)| &text[start..end]).collect();
        assert!(found.chars().eq(('\0'..=char::MAX).filter(|c| is_space(*c))));
        assert_eq!(["", " \u{3000}", "\u{a0}一 。 ", "。"].map(trimmed), ["", "", "一 。", "。"]);
    }

    #[test]
    fn ideographs_are_found_where_they_stand() {
        let text = "a年é报𠮷告，年号";
        let found: Vec<&str> = places(text, "告年").map(|at| &text[at..at + 3]).collect();
        assert_eq!(found, ["年", "告", "年"]);
    }

    #[test]
    fn every_line_end_counts_once() {
        let source = SourceText::new("甲\r\n乙\r丙\n\n丁".to_owned());
        let lines: Vec<&str> = source.lines().map(|line| source.slice(line)).collect();
        assert_eq!(lines, ["甲", "乙", "丙", "", "丁"]);
        assert_eq!(source.line_of(source.as_str().find('丙').unwrap()), 2);
    }

    #[test]
    fn lines_of_any_length_end_where_they_end() {
        for length in 0..40 {
            for end in ["\n", "\r\n", "\r"] {
                let line = "|".repeat(length);
                let source = SourceText::new(format!("{line}{end}，{end}{end}{line}"));
                let lines: Vec<&str> = source.lines().map(|line| source.slice(line)).collect();
                let last = (length > 0).then_some(&*line);
                assert!(lines.iter().copied().eq([&*line, "，", ""].into_iter().chain(last)));
                let pipes = [0, 1, 2, 3].map(|line| source.marks(line).has(Marks::PIPE));
                assert_eq!(pipes, [length > 0, false, false, length > 0]);
            }
        }
    }

    #[test]
    fn a_final_line_end_opens_no_line() {
        assert_eq!(SourceText::new("甲\n".to_owned()).line_count(), 1);
        assert_eq!(SourceText::new(String::new()).line_count(), 0);
    }
}
