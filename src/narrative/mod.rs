//! The prose of a report as data: its sentences, joined over line breaks, with the way back to
//! the reading text.
//!
//! The words are folded for comparing (full-width letters, radicals, white space and Markdown
//! marks); [`Narrative::quote`] gives what really stands there. Tables, page numbers and what a
//! web page prints around the report are no prose.
//!
//! ```
//! use gouji::narrative::NarrativeBuilder;
//! use gouji::source::Span;
//! let text = "共办结 1\n2 件。";
//! let mut builder = NarrativeBuilder::new(text);
//! builder.line(Span::new(0, 11), false);
//! builder.line(Span::new(12, text.len()), false);
//! let narrative = builder.finish(None);
//! let sentence = &narrative.sentences()[0];
//! assert_eq!(narrative.text(sentence), "共办结12件。");
//! ```

mod builder;
pub mod claims;
pub mod dates;
pub mod quantity;
mod signs;
mod vocabulary;

pub use builder::NarrativeBuilder;
pub use signs::Sign;

use crate::form::Section;
use crate::report::Quote;
use crate::source::Span;
use signs::Signs;
use std::ops::Range;
use std::sync::Arc;

/// The prose of a report.
#[derive(Clone, Debug, Default)]
pub struct Narrative {
    /// The reading text, kept to quote from.
    source: Arc<str>,
    /// The prose, folded.
    folded: String,
    /// Where the folded text comes from, in its order, without gaps.
    runs: Vec<Run>,
    sentences: Vec<Sentence>,
    signed: Option<Signed>,
}

/// A piece of the folded text that stands in one piece in the reading text. Most end in a mark
/// that takes one byte when folded, and three as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Its start in the folded text.
    folded: usize,
    /// Its start in the reading text.
    source: usize,
    /// How many bytes stand there at the same distance from its start.
    same: usize,
    /// Its length in the reading text: those, and at most one character that takes another number
    /// of bytes there.
    length: usize,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the folded text.
    range: Range<usize>,
    /// The section it stands in; `None` for what comes before the first.
    pub section: Option<Section>,
    /// What the part of the section is about.
    pub aspect: Aspect,
    /// Which heading or paragraph of the text it belongs to, counted: sentences of one paragraph
    /// share it.
    pub paragraph: usize,
    signs: Signs,
}

impl Sentence {
    /// Whether something may stand in it; if not, it is not there.
    pub fn may_hold(&self, sign: Sign) -> bool {
        self.signs.has(sign)
    }
}

/// What a part of a section is about, as its sub-heading says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aspect {
    /// No sub-heading tells.
    #[default]
    None,
    /// 主动公开
    Disclosure,
    /// 依申请公开
    Applications,
    /// Something else.
    Other,
}

/// The date under the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Year, month, day.
    pub date: (u16, u8, u8),
    /// Where it stands.
    pub span: Span,
}

impl Narrative {
    /// The sentences, in the order of the text.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The folded words of a sentence, its full stop included.
    pub fn text(&self, sentence: &Sentence) -> &str {
        &self.folded[sentence.range.clone()]
    }

    /// What stands in the reading text for a range of bytes within a sentence's folded words.
    pub fn quote(&self, sentence: &Sentence, range: Range<usize>) -> Quote {
        let start = sentence.range.start;
        let span = self.span(start + range.start..start + range.end);
        Quote { text: self.source.get(span.start..span.end).unwrap_or_default().to_owned(), span }
    }

    /// What stands at a place of the reading text.
    pub fn written(&self, span: Span) -> Quote {
        Quote { text: self.source.get(span.start..span.end).unwrap_or_default().to_owned(), span }
    }

    /// The date under the report, if there is one.
    pub fn signed(&self) -> Option<Signed> {
        self.signed
    }

    fn span(&self, range: Range<usize>) -> Span {
        let run = |at: usize| self.runs.partition_point(|run| run.folded <= at).checked_sub(1);
        let Some(first) = run(range.start).map(|index| self.runs[index]) else {
            return Span::default();
        };
        let start = first.source + (range.start - first.folded);
        if range.is_empty() {
            return Span::empty(start);
        }
        let Some(index) = run(range.end - 1) else { return Span::empty(start) };
        let last = self.runs[index];
        let next = self.runs.get(index + 1).map_or(self.folded.len(), |run| run.folded);
        // The last character may be shorter when folded, so its end is the end of its run.
        let end = if range.end >= next {
            last.source + last.length
        } else {
            last.source + (range.end - last.folded)
        };
        Span::new(start, end.max(start))
    }
}
