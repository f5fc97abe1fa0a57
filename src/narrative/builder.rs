//! Lines of prose joined into sentences.

use super::dates;
use super::signs::{Signs, telling};
use super::{Aspect, Narrative, Run, Sentence, Signed};
use crate::form::Section;
use crate::recognize::fold;
use crate::source::Span;
use std::sync::Arc;

/// Joins lines into a [`Narrative`].
#[derive(Debug)]
pub struct NarrativeBuilder<'s> {
    source: &'s str,
    narrative: Narrative,
    section: Option<Section>,
    aspect: Aspect,
    paragraph: usize,
    /// Where the sentence at hand begins in the folded text.
    begun: usize,
    /// What may stand in it.
    signs: Signs,
}

impl<'s> NarrativeBuilder<'s> {
    /// Begins a narrative over a reading text.
    pub fn new(source: &'s str) -> NarrativeBuilder<'s> {
        NarrativeBuilder {
            source,
            narrative: Narrative {
                source: Arc::from(source),
                folded: String::with_capacity(source.len()),
                ..Narrative::default()
            },
            section: None,
            aspect: Aspect::None,
            paragraph: 0,
            begun: 0,
            signs: Signs::default(),
        }
    }

    /// Everything that follows stands in a section.
    pub fn section(&mut self, section: Section) {
        self.end_paragraph();
        self.section = Some(section);
        self.aspect = Aspect::None;
    }

    /// Adds a line. A line that opens a paragraph, as its number or mark shows, is not joined
    /// with what stands before it; `apart` says so of any other line.
    pub fn line(&mut self, span: Span, apart: bool) {
        let text = &self.source[span.start..span.end];
        if apart || opens(text) {
            self.end_paragraph();
        }
        // Stretches that stay as they are, which is most of a text, go over at once.
        let mut kept = 0;
        for (at, c) in telling(text) {
            if stays(c) {
                let begun = &self.narrative.folded[self.begun..];
                self.signs.add(c, || if kept < at { &text[kept..at] } else { begun });
                continue;
            }
            let (words, from) = (&text[kept..at], span.start + kept);
            kept = at + c.len_utf8();
            let plain = fold::plain(c);
            if fold::is_space(plain) || matches!(plain, '*' | '#' | '|' | '>' | '`') {
                self.push(words, from, None);
                continue;
            }
            self.push(words, from, Some((plain, c.len_utf8())));
            self.signs.add(plain, || words);
            if matches!(plain, '。' | '!' | '?') {
                self.end_sentence();
            }
        }
        self.push(&text[kept..], span.start + kept, None);
        if is_heading(self.begun()) {
            self.end_paragraph();
        }
    }

    /// What there is of the sentence at hand.
    fn begun(&self) -> &str {
        &self.narrative.folded[self.begun..]
    }

    /// Adds words that stand in the text as they are, and the character behind them in its folded
    /// form, with how many bytes it takes there.
    fn push(&mut self, words: &str, at: usize, next: Option<(char, usize)>) {
        let (mut same, mut length) = (words.len(), words.len());
        if let Some((plain, bytes)) = next {
            length += bytes;
            if plain.len_utf8() == bytes {
                same += bytes;
            }
        }
        if length == 0 {
            return;
        }
        let Narrative { folded, runs, .. } = &mut self.narrative;
        match runs.last_mut() {
            Some(run) if run.source + run.length == at && run.same == run.length => {
                run.same += same;
                run.length += length;
            }
            _ => runs.push(Run { folded: folded.len(), source: at, same, length }),
        }
        folded.push_str(words);
        if let Some((plain, _)) = next {
            folded.push(plain);
        }
    }

    fn end_sentence(&mut self) {
        let end = self.narrative.folded.len();
        if self.begun == end {
            return;
        }
        if let Some(aspect) = aspect(self.begun()) {
            self.aspect = aspect;
        }
        self.narrative.sentences.push(Sentence {
            range: self.begun..end,
            section: self.section,
            aspect: self.aspect,
            paragraph: self.paragraph,
            signs: std::mem::take(&mut self.signs),
        });
        self.begun = end;
    }

    fn end_paragraph(&mut self) {
        self.end_sentence();
        self.paragraph += 1;
    }

    /// Ends the narrative. `signed` is the line of the date under the report.
    pub fn finish(mut self, signed: Option<Span>) -> Narrative {
        self.end_sentence();
        self.narrative.signed = signed.and_then(|span| {
            let date = dates::whole(&self.source[span.start..span.end])?;
            Some(Signed { date, span })
        });
        self.narrative
    }
}

/// Whether a character goes into the folded text as it is and ends nothing.
fn stays(c: char) -> bool {
    fold::is_ideograph(c) || c.is_ascii_alphanumeric() || matches!(c, '、' | '《' | '》')
}

/// Whether a line begins with the number or the mark of a paragraph.
fn opens(text: &str) -> bool {
    // As most lines do not.
    if text.starts_with(|c: char| fold::is_ideograph(c) && !fold::is_numeral(c)) {
        return false;
    }
    let text = text.trim_start_matches(|c: char| fold::is_space(c) || matches!(c, '*' | '>' | '_'));
    let mut letters = text.chars().map(fold::plain);
    let Some(first) = letters.next() else { return false };
    match first {
        '#' | '•' | '●' | '■' | '◆' => true,
        '(' => {
            let inside: String = letters.clone().take_while(|&c| c != ')').take(4).collect();
            let closed = letters.any(|c| c == ')');
            closed
                && !inside.is_empty()
                && inside.chars().count() < 4
                && inside.chars().all(fold::is_numeral)
        }
        c if fold::is_numeral(c) => {
            let mark = letters.find(|&c| !fold::is_numeral(c));
            let more = letters.next();
            match mark {
                Some('、') => true,
                Some('.') => more.is_some_and(|c| !c.is_ascii_digit()),
                Some('是') => true,
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether words that stand before a line break are a sub-heading, so that they are not joined
/// with what follows.
fn is_heading(text: &str) -> bool {
    let Some(rest) = after_number(text) else { return false };
    let length = rest.chars().count();
    (2..=24).contains(&length) && !rest.contains(['。', ',', ';', '!', '?', ':'])
}

/// What follows the number of a sub-heading such as `(二)` or `2.`.
pub(super) fn after_number(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('(') {
        let (number, rest) = rest.split_once(')')?;
        return (!number.is_empty()
            && number.chars().count() < 4
            && number.chars().all(fold::is_numeral))
        .then_some(rest);
    }
    if !text.starts_with(fold::is_numeral) {
        return None;
    }
    let (number, rest) = text.split_once(['.', '、'])?;
    (!number.is_empty() && number.len() <= 6 && number.chars().all(fold::is_numeral))
        .then_some(rest)
}

/// What a sentence that opens with a number is about.
fn aspect(text: &str) -> Option<Aspect> {
    let rest = after_number(text)?;
    if text.starts_with("(1") || text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = rest.char_indices().nth(20).map_or(rest.len(), |(at, _)| at);
    let head = rest[..end].split(['。', ',', ':', ';']).next().unwrap_or_default();
    Some(
        if head.contains("依申请") || head.contains("申请公开") || head.contains("公开申请")
        {
            Aspect::Applications
        } else if head.contains("主动公开") {
            Aspect::Disclosure
        } else {
            Aspect::Other
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrative(text: &str) -> Narrative {
        let mut builder = NarrativeBuilder::new(text);
        let mut at = 0;
        for line in text.split('\n') {
            builder.line(Span::new(at, at + line.len()), false);
            at += line.len() + 1;
        }
        builder.finish(None)
    }

    fn sentences(narrative: &Narrative) -> Vec<&str> {
        narrative.sentences().iter().map(|sentence| narrative.text(sentence)).collect()
    }

    #[test]
    fn lines_are_joined_and_headings_are_not() {
        let narrative =
            narrative("（一）主动公开\n公开信息 1\n2 条。\n（二）依申请公开\n收\n到３件。");
        assert_eq!(
            sentences(&narrative),
            ["(一)主动公开", "公开信息12条。", "(二)依申请公开", "收到3件。"]
        );
        assert_eq!(narrative.sentences()[1].aspect, Aspect::Disclosure);
        assert_eq!(narrative.sentences()[3].aspect, Aspect::Applications);
    }

    #[test]
    fn quotes_are_what_stands_there() {
        let narrative = narrative("⾏政 复议１，２\n３４件。");
        let sentence = &narrative.sentences()[0];
        let text = narrative.text(sentence);
        assert_eq!(text, "行政复议1,234件。");
        let at = text.find('1').unwrap();
        assert_eq!(narrative.quote(sentence, at..at + 5).text, "１，２\n３４");
        assert_eq!(narrative.quote(sentence, 0..3).text, "⾏");
        let whole = narrative.quote(sentence, 0..text.len());
        assert_eq!(whole.span, Span::new(0, "⾏政 复议１，２\n３４件。".len()));
    }
}
