//! Lines that hold many rows: some tools put a whole table, or all of a report, on one line.
//!
//! Such a line is cut into what would be lines of their own: headings, and rows behind their
//! values. What stands on either side of a cut is read as if a line had ended there.

use super::fold;
use super::labels;
use super::sections;
use super::tokens::is_value;
use crate::form::Section;
use crate::source::{SourceText, Span};

/// How many words stand on a line of two rows of 表三 at least: two labels and their values.
const WORDS: usize = 16;

/// How many words a label has at most that is followed by a lone value.
const LABEL: usize = 3;

/// The parts of a line that consists of `words`; none if it is one line.
pub fn parts(source: &SourceText, words: &[Span]) -> Vec<Span> {
    if words.len() < WORDS {
        return Vec::new();
    }
    let line = Line { source, words };
    let mut starts: Vec<usize> = Vec::new();
    let (mut rows, mut headings) = (0, 0);
    // The section at hand, and where the values before the word at hand begin.
    let mut section = None;
    let mut values = None;
    let mut at = 0;
    while at < words.len() {
        if let Some((found, length)) = line.heading(at) {
            (section, values) = (Some(found), None);
            headings += 1;
            starts.extend([at, at + length]);
            at += length;
            continue;
        }
        if line.is_value(at) {
            values.get_or_insert(at);
        } else if values.is_some() && line.is_comma(at) {
            // Read as lines, the two halves of a number find together or are told to be torn.
            starts.extend([at, at + 1]);
            values = Some(at + 1);
        } else if let Some(from) = values.take()
            && !is_prose(section)
            && (at - from > 1 || line.ends_label(from) || line.is_comma(from - 1))
        {
            rows += 1;
            starts.push(at);
        }
        at += 1;
    }
    if headings == 0 && rows < 2 {
        return Vec::new();
    }
    starts.retain(|start| (1..words.len()).contains(start));
    starts.dedup();
    let ends = starts.iter().copied().chain([words.len()]);
    let from = std::iter::once(0).chain(starts.iter().copied());
    from.zip(ends).map(|(from, end)| words[from].to(words[end - 1])).collect()
}

/// The words of a line.
struct Line<'a> {
    source: &'a SourceText,
    words: &'a [Span],
}

impl Line<'_> {
    fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |&word| self.source.slice(word))
    }

    /// The section whose heading begins at a word, and how many words that is.
    fn heading(&self, at: usize) -> Option<(Section, usize)> {
        let first = self.text(at);
        if !first.starts_with(fold::is_numeral) {
            return None;
        }
        if let Some(section) = sections::numbered(first) {
            return Some((section, 1));
        }
        // The numeral may stand apart.
        let next = self.words.get(at + 1).filter(|_| fold::label(first).chars().nth(1).is_none());
        let both = self.source.slice(self.words[at].to(*next?));
        Some((sections::numbered(both)?, 2))
    }

    /// Whether a word is a value; `1` before `、属于国家秘密` is the ordinal of a row.
    fn is_value(&self, at: usize) -> bool {
        let text = self.text(at);
        is_value(text) && !(text.len() == 1 && self.text(at + 1).starts_with(['.', '．', '、']))
    }

    /// Whether a word is the comma of a number, which markup has parted from its digits.
    fn is_comma(&self, at: usize) -> bool {
        matches!(self.text(at), "," | "，") && self.is_value(at + 1)
    }

    /// Whether a row's label, and nothing else, ends before a word.
    fn ends_label(&self, at: usize) -> bool {
        (at.saturating_sub(LABEL)..at).any(|from| {
            let label = self.source.slice(self.words[from].to(self.words[at - 1]));
            labels::is_row(&fold::label(label))
        })
    }
}

/// Whether a section has no table: numbers in it are words of sentences.
fn is_prose(section: Option<Section>) -> bool {
    matches!(section, Some(Section::Overview | Section::Problems | Section::Others))
}
