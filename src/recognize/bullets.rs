//! Dashes in front of lines: marks of a list, or placeholders of a row's first cell.

use super::fold;
use crate::document::{Block, Document};
use crate::source::{SourceText, Span};

/// How many lines of words begin with a dash where it is a mark of a list.
const LISTED: usize = 3;

/// What a dash and a space in front of a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bullets {
    /// What stands in the row's first cell.
    None,
    /// Marks of a list: nearly every line has one.
    All,
    /// Either: some lines of words have one too.
    Some,
}

impl Bullets {
    /// Looks at the lines of a text.
    pub fn of(document: &Document) -> Bullets {
        let (mut lines, mut marked, mut words) = (0, 0, 0);
        for block in &document.blocks {
            let Block::Line(span) = block else { continue };
            let text = document.source.slice(*span);
            let Some(first) = text.chars().find(|&c| !fold::is_space(c)) else { continue };
            lines += 1;
            if is_mark(first)
                && let Some(rest) = without_mark(text)
            {
                marked += 1;
                words += usize::from(rest.chars().any(|c| fold::plain(c).is_alphabetic()));
            }
        }
        match words {
            _ if marked < LISTED => Bullets::None,
            0..LISTED => Bullets::None,
            _ if marked * 10 >= lines * 9 => Bullets::All,
            _ => Bullets::Some,
        }
    }

    /// A line without its mark, if that is one.
    pub fn strip(self, source: &SourceText, span: Span) -> Span {
        match self {
            Bullets::All => {
                let rest = without_mark(source.slice(span));
                let rest = rest.map_or(span.end - span.start, str::len);
                Span::new(span.end - rest, span.end)
            }
            Bullets::None | Bullets::Some => span,
        }
    }

    /// Whether a line of values begins with what may be a mark or a placeholder.
    pub fn doubts(self, text: &str) -> bool {
        self == Bullets::Some && without_mark(text).is_some()
    }
}

/// Whether a character may mark an item of a list.
fn is_mark(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '－' | '·')
}

/// What stands behind the dash and the space that a line begins with.
fn without_mark(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(fold::is_space).strip_prefix(is_mark)?;
    let behind = rest.trim_start_matches(fold::is_space);
    (behind.len() < rest.len() && !behind.is_empty()).then_some(behind)
}
