//! Text that was wrapped at a width: `13775` may stand as `1` at the end of a line and `3775` on
//! the next one, and a row may go on there.

use super::bullets::Bullets;
use super::fold;
use crate::document::{Document, Format};
use crate::source::Span;

/// No text is wrapped at less, in columns of half an ideograph.
const NARROWEST: usize = 30;

/// How many lines are as long as the longest at least, where a text is wrapped.
const FULL_LINES: usize = 8;

/// Rows and numbers that a wrapped line may have torn.
#[derive(Default)]
pub struct Torn {
    /// Full lines after which values go on.
    lines: Vec<Span>,
    /// Where the second half of a number may start.
    halves: Vec<usize>,
    /// Rows whose first mark may be a placeholder or a bullet.
    marked: Vec<Span>,
}

/// Why a value cannot be told, in Chinese.
const TORN: &str = "这一行在行末断开，分不清断处的数";
const MARKED: &str = "行首的短横可能是列表符号，也可能是一格，分不清";

impl Torn {
    /// Looks at the lines of a text; other formats have no line breaks but their own.
    pub fn of(document: &Document, bullets: Bullets) -> Torn {
        let mut torn = Torn::default();
        if bullets == Bullets::Some {
            let source = &document.source;
            let doubted = |line: &Span| {
                let text = source.slice(*line);
                bullets.doubts(text) && text.chars().all(is_of_values)
            };
            torn.marked = source.lines().filter(doubted).collect();
        }
        if !matches!(document.format, Format::Text | Format::Markdown | Format::Csv) {
            return torn;
        }
        let source = &document.source;
        // Most texts are told to have no full line above one of values once the line with the most
        // bytes is measured: a line is no wider than it has bytes.
        let bytes = |line: Span| line.end - line.start;
        let (mut most, mut above) = (Span::default(), Span::default());
        for line in source.lines() {
            if bytes(line) > bytes(most) {
                most = line;
            }
        }
        let least = width(source.slice(most));
        let tears = source.lines().any(|line| {
            let above = std::mem::replace(&mut above, line);
            bytes(above) + 1 >= least
                && goes_on(source.slice(line))
                && width(source.slice(above)) + 1 >= least
        });
        if !tears {
            return torn;
        }
        let longest = source.lines().fold(least, |longest, line| {
            if bytes(line) <= longest { longest } else { longest.max(width(source.slice(line))) }
        });
        if longest < NARROWEST {
            return torn;
        }
        let full =
            |line: &Span| bytes(*line) + 1 >= longest && width(source.slice(*line)) + 1 >= longest;
        // Where few lines are long enough to be wrapped, only a number in two halves shows it.
        let wrapped = source.lines().filter(full).nth(FULL_LINES - 1).is_some();
        let mut above = Span::default();
        for next in source.lines() {
            let line = std::mem::replace(&mut above, next);
            let below = source.slice(next);
            if !goes_on(below) || !full(&line) {
                continue;
            }
            let digit = |c: Option<char>| c.is_some_and(|c| fold::plain(c).is_ascii_digit());
            let halves =
                digit(source.slice(line).chars().next_back()) && digit(below.chars().next());
            if wrapped || halves {
                torn.lines.push(line);
            }
            if halves {
                torn.halves.push(next.start);
            }
        }
        torn
    }

    /// Notes that a number goes on elsewhere.
    pub fn tear(&mut self, number: Span) {
        if let Err(at) = self.halves.binary_search(&number.start) {
            self.halves.insert(at, number.start);
        }
    }

    /// Why a value cannot be told: it stands on a torn line, starts with the second half of a
    /// number, or stands behind what may be a bullet.
    pub fn doubt(&self, span: Span) -> Option<&'static str> {
        // Of most texts.
        if self.lines.is_empty() && self.halves.is_empty() && self.marked.is_empty() {
            return None;
        }
        if on_any(&self.lines, span) || self.halves.binary_search(&span.start).is_ok() {
            return Some(TORN);
        }
        on_any(&self.marked, span).then_some(MARKED)
    }
}

/// Whether a span stands on one of some lines, which are in order.
fn on_any(lines: &[Span], span: Span) -> bool {
    let after = lines.partition_point(|line| line.start <= span.start);
    after.checked_sub(1).is_some_and(|at| span.end <= lines[at].end)
}

/// Whether a line can be the rest of a row: values alone, and no `— 3 —`.
fn goes_on(line: &str) -> bool {
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '|' | ',' | '.');
    line.chars().find(|c| !c.is_whitespace()).is_some_and(|c| begins(fold::plain(c)))
        && line.chars().all(is_of_values)
}

/// Whether a character can stand in a line that holds nothing but values.
fn is_of_values(c: char) -> bool {
    fold::is_space(c)
        || matches!(fold::plain(c), '0'..='9' | '.' | ',' | '|' | '-' | '/' | '—' | '"' | ':')
}

/// The width of a line; an ideograph takes two columns.
fn width(text: &str) -> usize {
    let narrow = |c: char| c < '\u{1100}' || matches!(c, '\u{2000}'..='\u{206f}');
    let (mut others, mut width) = (0, 0);
    for (_, c) in fold::besides_ideographs(text) {
        others += c.len_utf8();
        width += if narrow(c) { 1 } else { 2 };
    }
    width + (text.len() - others) / 3 * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_at_the_end_of_wrapped_lines_are_torn() {
        let prose = "本年度做了许多工作并且取得了若干成绩\n".repeat(9);
        let text = format!("{prose}一、本年新收申请的数量 31 5 2 4 0 13\n75\n二、上年结转 6 7\n");
        let row = text.find("31 5").unwrap();
        let half = text.find("75").unwrap();
        let document = crate::read::text::read(text, "a.txt", None);
        let torn = Torn::of(&document, Bullets::None);
        assert_eq!(torn.doubt(Span::new(row, row + 2)), Some(TORN), "its row goes on below");
        assert_eq!(torn.doubt(Span::new(half, half + 2)), Some(TORN), "it is the end of a number");
        let below = document.source.as_str().find("6 7").unwrap();
        assert_eq!(torn.doubt(Span::new(below, below + 1)), None);
    }
}
