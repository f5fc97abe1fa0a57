//! The six sections: their headings and what stands under them.

use super::fold;
use super::labels;
use super::tokens::{Holds, Token, Tokens};
use crate::form::Section;
use crate::report::{Quote, SectionText};
use crate::source::Span;

/// How sure a heading with its numeral is, and one without.
const NUMBERED: u32 = 6;
const BARE: u32 = 2;

/// How long a line may be that is a heading as a whole, in characters of a label.
const HEADING: usize = 40;

/// A heading in the records.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The section.
    pub section: Section,
    /// The first and last record it stands in.
    pub records: (usize, usize),
    /// Where it stands.
    pub span: Span,
}

/// A heading that a record may be, and how sure that is, from 1 to [`NUMBERED`].
pub type Candidate = (Heading, u32);

/// What may be headings, in the order of the text. A table of contents leads to page numbers with
/// dots.
pub fn candidates(tokens: &Tokens<'_>) -> Vec<Candidate> {
    let dotted = |(heading, _): &Candidate| {
        let text = tokens.text(tokens.records[heading.records.0].span);
        ["…", "....", "····"].iter().any(|dots| text.contains(dots))
    };
    let found = (0..tokens.records.len()).filter_map(|record| candidate(tokens, record));
    let mut found: Vec<Candidate> = found.filter(|found| !dotted(found)).collect();
    // Where headings follow one another they are a list of contents, which a page may have below
    // the text as well.
    for at in 1..found.len() {
        let between = found[at - 1].0.records.1 + 1..found[at].0.records.0;
        let nothing = |record: usize| tokens.records[record].holds == Holds::Nothing;
        if between.into_iter().all(nothing) {
            found[at - 1].1 -= 1;
        }
    }
    found
}

/// The headings in the order of the text, at most one for each section. A table of contents
/// comes before the text, so of equal candidates the later one counts.
pub fn headings(candidates: &[Candidate]) -> Vec<Heading> {
    // The heaviest chain in the order of the form; among equals the one that ends last.
    let mut best: Vec<u32> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::new();
    for (at, (heading, weight)) in candidates.iter().enumerate() {
        let mut top = 0;
        let mut from = None;
        for (before, (other, _)) in candidates[..at].iter().enumerate() {
            if other.section < heading.section
                && other.records.1 < heading.records.0
                && best[before] >= top
                && best[before] > 0
            {
                top = best[before];
                from = Some(before);
            }
        }
        best.push(top + weight);
        previous.push(from);
    }
    let mut chain = Vec::new();
    let mut at = (0..candidates.len()).max_by_key(|&at| (best[at], at));
    while let Some(index) = at {
        chain.push(candidates[index].0.clone());
        at = previous[index];
    }
    chain.reverse();
    chain
}

/// How many values stand in rows between the headings of a report at least.
const VALUES: usize = 12;

/// How many labels of rows, where next to nothing is filled in.
const LABELS: usize = 15;

/// How many values are a row; a line of a table of contents has one.
const ROW: usize = 3;

/// The record in which a second report begins, where one stands behind the first: of two reports
/// in one text, the first is read. A report has most of the headings in order, and tables between
/// them.
pub fn second_report(tokens: &Tokens<'_>, candidates: &[Candidate]) -> Option<usize> {
    let mut runs = candidates
        .chunk_by(|(before, _), (after, _)| before.section < after.section)
        .filter(|run| run.len() >= 4);
    let is_report = |run: &&[Candidate]| {
        let [(first, _), .., (last, _)] = run else { return false };
        let (from, to) = (first.records.0, last.records.0);
        values(tokens, from, to) >= VALUES || labels(tokens, from, to) >= LABELS
    };
    let (one, other) = (runs.next()?, runs.next()?);
    let mut reports = [one, other].into_iter().chain(runs).filter(is_report);
    reports.next()?;
    let first = reports.next()?.first()?.0.records.0;
    // Its title and the lines below it stand before its first heading.
    let title = (first.saturating_sub(ABOVE)..first).rev().find(|&record| {
        let text = fold::label(tokens.text(tokens.records[record].span));
        text.contains("政府信息公开") && text.ends_with("报告") && text.chars().count() <= HEADING
    });
    Some(title.unwrap_or(first))
}

/// How many records above the first heading the title may stand.
const ABOVE: usize = 40;

/// How many labels of rows stand between two records.
fn labels(tokens: &Tokens<'_>, from: usize, to: usize) -> usize {
    let is_label = |token: &&Token<'_>| match token {
        Token::Words(words) => {
            (from..to).contains(&words.record)
                && words.text().chars().count() >= 4
                && labels::is_piece(words.text())
        }
        _ => false,
    };
    tokens.tokens.iter().filter(is_label).count()
}

/// How many values stand in rows between two records.
fn values(tokens: &Tokens<'_>, from: usize, to: usize) -> usize {
    let count = |token: &Token<'_>| match token {
        Token::Run(run) if (from..to).contains(&run.record) => run.count(),
        _ => 0,
    };
    tokens.tokens.iter().map(count).filter(|count| *count >= ROW).sum()
}

/// The heading that a record is, alone or with the record after it, and how sure that is.
fn candidate(tokens: &Tokens<'_>, record: usize) -> Option<Candidate> {
    let first = &tokens.records[record];
    if first.filled != 1 || first.holds != Holds::Words {
        return None;
    }
    let text = tokens.text(first.span);
    // Most records are told to be no heading by the first letter.
    let mut letters = text.chars().filter_map(fold::label_char);
    let opening = letters.next().filter(|opening| begins_heading(*opening))?;
    let numeral = if opening == '第' { letters.next()? } else { opening };
    let section = Section::with_numeral(numeral);
    let section = section.filter(|_| opening == numeral || letters.take(2).eq("部分".chars()));
    let heading = |section: Section, last: usize, span: Span| Heading {
        section,
        records: (record, last),
        span,
    };
    let Some(section) = section else {
        // Automatic numbering leaves no numeral in the text; then the words must be exact.
        let exact =
            Section::ALL.into_iter().find(|section| fold::is_label(text, section.title()))?;
        return Some((heading(exact, record, content(tokens, first.span)), BARE));
    };
    let folded = fold::label(text);
    let words = &folded[opening.len_utf8()..];
    if is_title(section, words) {
        return Some((heading(section, record, content(tokens, first.span)), NUMBERED));
    }
    // `六、其他需要报告的事项。无。`: the text goes on behind the heading.
    if fold::begins_label(words, section.title())
        && let Some(end) = leading_title(text, section)
    {
        let span = content(tokens, first.span);
        return Some((
            heading(section, record, Span::new(span.start, first.span.start + end)),
            NUMBERED,
        ));
    }
    // A heading that wraps: the rest stands in the next record that is not empty.
    if words.is_empty() || !fold::begins_label(section.title(), words) {
        return None;
    }
    let (next, more) = tokens.records[record + 1..]
        .iter()
        .enumerate()
        .take(3)
        .map(|(offset, next)| (record + 1 + offset, next))
        .find(|(_, next)| !tokens.text(next.span).trim().is_empty())?;
    let both = format!("{words}{}", fold::label(tokens.text(more.span)));
    is_title(section, &both).then(|| {
        let span = content(tokens, first.span).to(content(tokens, more.span));
        (heading(section, next, span), NUMBERED)
    })
}

/// Whether words behind the numeral of a section are its title.
pub fn is_title(section: Section, words: &str) -> bool {
    words.chars().count() <= HEADING && names(section, words)
}

/// Whether a heading begins with a letter: with 第, its numeral or its first word.
fn begins_heading(letter: char) -> bool {
    matches!(
        letter,
        '第' | '一' | '二' | '三' | '四' | '五' | '六' | '总' | '主' | '收' | '政' | '存' | '其'
    )
}

/// Whether words can be the title of a section: reports vary the wording.
fn names(section: Section, words: &str) -> bool {
    let has = |piece: &str| words.contains(piece);
    match section {
        Section::Overview => {
            ["总体情况", "概述", "基本情况", "总体概况", "工作总体"].iter().any(|piece| has(piece))
        }
        Section::Disclosure => has("主动公开"),
        Section::Applications => {
            (has("收到") || has("处理") || has("办理") || has("依申请"))
                && has("申请")
                && !has("数量")
                && !has("结果")
        }
        Section::Disputes => has("复议") && has("诉讼") || has("复议") && has("情况"),
        Section::Problems => has("问题") && (has("改进") || has("存在") || has("情况")),
        Section::Others => has("其他") && has("报告") || has("需要报告") || words == "其他事项",
    }
}

/// Where the exact title ends in a text that goes on behind it with punctuation.
fn leading_title(text: &str, section: Section) -> Option<usize> {
    let mut title = fold::label(section.title()).chars().collect::<Vec<_>>().into_iter().peekable();
    let mut started = false;
    for (at, c) in text.char_indices() {
        if title.peek().is_none() {
            return matches!(c, '。' | '：' | ':' | '；' | '，' | '.').then_some(at);
        }
        match fold::label_char(c) {
            None => {}
            Some(letter) if !started && letter == section.numeral() => started = true,
            Some(letter) if title.peek() == Some(&letter) => {
                started = true;
                title.next();
            }
            Some(_) => return None,
        }
    }
    None
}

/// A record without the white space and the Markdown marks around it.
fn content(tokens: &Tokens<'_>, span: Span) -> Span {
    let text = tokens.text(span);
    let rim = |c: char| fold::is_space(c) || matches!(c, '#' | '*' | '_' | '>' | '|');
    let start = text.len() - text.trim_start_matches(rim).len();
    let end = text.trim_end_matches(rim).len().max(start);
    Span::new(span.start + start, span.start + end)
}

/// The sections with what stands under them.
pub fn sections(tokens: &Tokens<'_>, headings: &[Heading]) -> Vec<SectionText> {
    let end = tokens.end;
    headings
        .iter()
        .enumerate()
        .map(|(at, heading)| {
            let next = headings.get(at + 1).map_or(end, |next| next.span.start);
            let text = tokens.text(heading.span);
            SectionText {
                section: heading.section,
                heading: Quote { text: fold::joined(text), span: heading.span },
                span: Span::new(heading.span.start, next),
                body: Span::new(heading.span.end, next),
                text: tokens.text(Span::new(heading.span.end, next)).trim().to_owned(),
            }
        })
        .collect()
}

/// The section that a record stands in, if headings tell.
pub fn section_of(headings: &[Heading], record: usize) -> Option<Section> {
    headings.iter().rev().find(|heading| heading.records.0 <= record).map(|heading| heading.section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_begins_with_a_known_letter() {
        for section in Section::ALL {
            assert!(begins_heading(section.numeral()));
            assert!(section.title().starts_with(begins_heading));
        }
    }
}
