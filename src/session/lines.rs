//! The lines of the reading text, with offsets counted as the wire and as the browser count them.

use crate::export::wire::Span;
use std::ops::Range;
use std::sync::Arc;

/// A text with its lines. The wire counts Unicode scalar values of the text as it is; a text
/// field of a browser counts UTF-16 units, and to it every line end is a single `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    text: Arc<str>,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    /// First byte, and one past the last before the line end.
    start: usize,
    end: usize,
    /// The first scalar value.
    scalar: usize,
    /// The first UTF-16 unit in the field.
    unit: usize,
}

impl Lines {
    /// Takes a text in. There is always at least one line, and a final line end opens another:
    /// so a text field shows it.
    pub fn new(text: Arc<str>) -> Lines {
        let mut lines = Vec::with_capacity(text.len() / 24 + 1);
        let mut line = Line { start: 0, end: 0, scalar: 0, unit: 0 };
        let (mut scalar, mut unit) = (0, 0);
        let mut was_return = false;
        for (at, &byte) in text.as_bytes().iter().enumerate() {
            // Every character has one byte that continues none; four bytes are two units.
            let begins = usize::from(byte & 0xc0 != 0x80);
            scalar += begins;
            unit += begins + usize::from(byte >= 0xf0);
            let ends = byte == b'\n' || byte == b'\r';
            if byte == b'\n' && was_return {
                // The line ended before the first half of its end.
                unit -= 1;
                line = Line { start: at + 1, end: at + 1, scalar, unit };
            } else if ends {
                line.end = at;
                lines.push(line);
                line = Line { start: at + 1, end: at + 1, scalar, unit };
            }
            was_return = byte == b'\r';
        }
        line.end = text.len();
        lines.push(line);
        Lines { text, lines }
    }

    /// The whole text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// How many lines there are, at least one.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What stands on a 0-based line, without its line end; nothing for a line that is not there.
    pub fn line(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", |line| self.text_of(line))
    }

    fn text_of(&self, line: &Line) -> &str {
        // Not by an index: what that says when it panics weighs as much as a panel.
        self.text.get(line.start..line.end).unwrap_or_default()
    }

    /// The 0-based line and the column in scalar values of a scalar offset.
    pub fn locate(&self, scalar: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|line| line.scalar <= scalar).max(1) - 1;
        (line, scalar - self.lines[line].scalar)
    }

    /// The scalar offset of a UTF-16 offset in the text field.
    pub fn scalar_of_unit(&self, unit: usize) -> usize {
        let line = self.lines.partition_point(|line| line.unit <= unit).max(1) - 1;
        let line = &self.lines[line];
        let mut left = unit - line.unit;
        let mut scalar = line.scalar;
        for character in self.text_of(line).chars() {
            if left < character.len_utf16() {
                break;
            }
            left -= character.len_utf16();
            scalar += 1;
        }
        scalar
    }

    /// The columns that a span covers on each line it touches, as byte ranges of the line.
    pub fn pieces(&self, span: Span) -> Vec<(usize, Range<usize>)> {
        let (first, _) = self.locate(span.start);
        let mut pieces = Vec::new();
        for (index, line) in self.lines.iter().enumerate().skip(first) {
            if index > first && line.scalar >= span.end {
                break;
            }
            let text = self.text_of(line);
            let from = byte_of_column(text, span.start.saturating_sub(line.scalar));
            let to = byte_of_column(text, span.end.saturating_sub(line.scalar));
            pieces.push((index, from..to));
        }
        pieces
    }

    /// The length of the longest line, in UTF-16 units.
    pub fn widest(&self) -> usize {
        let ends = self.lines.windows(2).map(|pair| pair[1].unit - pair[0].unit - 1);
        let last = self.lines.last().map_or(0, |last| self.text_of(last).chars().count());
        ends.max().unwrap_or(0).max(last)
    }
}

fn byte_of_column(text: &str, column: usize) -> usize {
    text.char_indices().nth(column).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_is_two_scalars_for_the_wire_and_one_unit_for_the_field() {
        let lines = Lines::new("甲\r\n𠮷丙\r丁\n".into());
        let all: Vec<&str> = (0..lines.len()).map(|line| lines.line(line)).collect();
        assert_eq!(all, ["甲", "𠮷丙", "丁", ""]);
        assert_eq!(lines.locate(4), (1, 1));
        // In the field: 甲 \n 𠮷(2) 丙 \r 丁
        assert_eq!(lines.scalar_of_unit(4), 4);
        assert_eq!(lines.scalar_of_unit(6), 6);
        assert_eq!(lines.locate(6), (2, 0));
    }

    #[test]
    fn the_widest_line_is_told_wherever_it_stands() {
        let widest = |text: &str| Lines::new(text.into()).widest();
        assert_eq!((widest(""), widest("\r\n\r\n")), (0, 0));
        assert_eq!((widest("甲乙丙\r\n丁"), widest("丁\n甲乙丙")), (3, 3));
        assert_eq!(widest("甲\r乙丙\n\n丁"), 2);
    }

    #[test]
    fn a_span_over_two_lines_gives_two_pieces() {
        let lines = Lines::new("不予\n公开 12".into());
        let pieces = lines.pieces(Span { line: 1, start: 0, end: 5 });
        assert_eq!(pieces, [(0, 0..6), (1, 0..6)]);
        let pieces = lines.pieces(Span { line: 2, start: 6, end: 8 });
        assert_eq!(pieces, [(1, 7..9)]);
        assert_eq!(&lines.line(1)[7..9], "12");
    }

    #[test]
    fn an_empty_place_is_an_empty_piece() {
        let lines = Lines::new("甲||乙\n丙".into());
        assert_eq!(lines.pieces(Span { line: 1, start: 2, end: 2 }), [(0, 4..4)]);
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        let lines = Lines::new("甲".into());
        assert_eq!(lines.pieces(Span { line: 9, start: 70, end: 80 }), [(0, 3..3)]);
        assert_eq!(lines.scalar_of_unit(99), 1);
    }
}
