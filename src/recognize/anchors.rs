//! Where the labels of the rows stand in the stream.
//!
//! An *occurrence* is a run of words that spells a row's label, whole, over line breaks and with
//! pieces of group labels, headers and one run of values in between. Since the rows of a table
//! stand in the order of the form, the *anchors* are the heaviest chain of occurrences in that
//! order: a word of the form that a sentence happens to use finds no place in the chain.

use super::fold;
use super::labels::{self, FormRow, Label};
use super::tokens::{RunKind, Token, Tokens};
use crate::form::{Edition, Table};
use crate::source::Span;

/// How many words after a label may be looked at for its next piece or its values: a page break
/// with header and footer stands in between at worst.
const REACH: usize = 24;

/// How many runs may stand within one label: its own, and what a page break leaves.
const INNER: usize = 3;

/// A place where a row's label stands.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The row.
    pub row: FormRow,
    /// Its first and last token.
    pub first: usize,
    pub last: usize,
    /// The runs of values within the label: where a label wraps, its values may stand on its
    /// middle line, and a page number may stand there too.
    pub inner: Vec<usize>,
    /// The run of values behind the label, with nothing but the form's own words in between.
    pub after: Option<usize>,
    /// All of the label.
    pub span: Span,
    weight: u32,
}

/// The anchors of a stream in the order of the form. `admits` says of which tables rows may
/// stand at a record.
pub fn anchors(
    tokens: &Tokens<'_>,
    edition: Edition,
    admits: &dyn Fn(usize) -> [bool; Table::ALL.len()],
) -> Vec<Anchor> {
    let mut found = Vec::new();
    // By the last bits of a character, which labels may begin with it, and whose ordinals may end
    // with it: of most, none.
    let (mut beginning, mut numbered) = ([0u64; 64], [0u64; 64]);
    let labels = labels::of(edition);
    for (at, label) in labels.iter().enumerate() {
        beginning[label.core[0] as usize % 64] |= 1 << at;
        if let Some(last) = label.ordinal.chars().next_back() {
            numbered[last as usize % 64] |= 1 << at;
        }
    }
    // The record of the words before, and which tables it admits.
    let mut record = (usize::MAX, [false; Table::ALL.len()]);
    for (at, token) in tokens.tokens.iter().enumerate() {
        let Token::Words(words) = token else { continue };
        // Prose is told by where it stands.
        if record.0 != words.record {
            record = (words.record, admits(words.record));
        }
        let admitted = record.1;
        if !admitted.contains(&true) {
            continue;
        }
        let text = words.text();
        // A label begins with the words, or behind its ordinal; before that, a group's may stand.
        let (mut begun, mut may_begin) = (0, u64::MAX);
        for bits in fold::last_bits(text).take(labels::LONGEST) {
            begun |= beginning[bits] & may_begin;
            may_begin = numbered[bits];
        }
        while begun != 0 {
            let label = &labels[begun.trailing_zeros() as usize];
            begun &= begun - 1;
            if admitted[label.row.table() as usize]
                && let Some(anchor) = occurrence(tokens, at, label, edition)
            {
                found.push(anchor);
            }
        }
    }
    heaviest_chain(found)
}

/// The occurrence of a label that starts at a token, if there is one.
fn occurrence(tokens: &Tokens<'_>, at: usize, label: &Label, edition: Edition) -> Option<Anchor> {
    let Token::Words(words) = &tokens.tokens[at] else { return None };
    let (bare, has_ordinal) = without_ordinal(tokens, at, words.text(), label)?;
    let mut spelled = spell(bare, label, 0, tokens.text(words.span))?;
    // A single character begins too many words; it must be the whole first word of a short label.
    if spelled == 1 && label.core.len() > 2 && !has_ordinal {
        return None;
    }
    let mut last = at;
    let mut inner: Vec<usize> = Vec::new();
    let mut span = words.span;
    let mut next = at + 1;
    while next < tokens.tokens.len() && next - at <= REACH {
        if spelled >= label.core.len() + label.tail.len() {
            break;
        }
        match &tokens.tokens[next] {
            Token::Words(more) => {
                if let Some(length) = spell(more.text(), label, spelled, tokens.text(more.span)) {
                    spelled = length;
                    last = next;
                    span = span.to(more.span);
                } else if !more.is_around() {
                    break;
                }
            }
            Token::Run(run) => {
                // Values between two pieces of one label are its own; but once the label is
                // whole but for an optional tail, values end it.
                let same_row = matches!(run.kind, RunKind::Cells(_));
                if spelled >= label.core.len()
                    && !same_row
                    && !tail_follows(tokens, next, label, spelled)
                {
                    break;
                }
                if inner.len() == INNER {
                    break;
                }
                inner.push(next);
            }
            Token::PageEnd => {}
        }
        next += 1;
    }
    if spelled < label.core.len() {
        return None;
    }
    // An inner run counts only if a piece of the label follows it.
    inner.retain(|&run| run < last);
    let after = run_after(tokens, last);
    let exact = inner
        .iter()
        .copied()
        .chain(after)
        .any(|run| count(tokens, run) == Some(label.row.count(edition)));
    let any = !inner.is_empty() || after.is_some();
    // Where a page stands in the text as words and again as a table, the table counts.
    let in_grid = words.cell.is_some();
    let weight = label.core.len() as u32
        + u32::from(in_grid)
        + if has_ordinal { 4 } else { 0 }
        + if exact {
            30
        } else if any {
            10
        } else {
            0
        };
    Some(Anchor { row: label.row, first: at, last, inner, after, span, weight })
}

/// The words behind the label's ordinal, and whether the ordinal is there; `None` when the words
/// cannot start the label.
fn without_ordinal<'w>(
    tokens: &Tokens<'_>,
    at: usize,
    text: &'w str,
    label: &Label,
) -> Option<(&'w str, bool)> {
    let first = *label.core.first()?;
    if text.starts_with(first) {
        // `1.` may stand apart, as the word before.
        let before = at.checked_sub(1).and_then(|before| match &tokens.tokens[before] {
            Token::Words(words) => Some(words.text()),
            _ => None,
        });
        let apart = !label.ordinal.is_empty() && before == Some(label.ordinal.as_str());
        return (apart || !label.needs_ordinal).then_some((text, apart));
    }
    // `三不予公开1属于国家秘密`: a group's label may stand in the same words.
    let at = text.find(label.ordinal.chars().next()?)?;
    let bare = &text[at + label.ordinal.len()..];
    let group = &text[..at];
    (bare.starts_with(first) && (at == 0 || labels::is_around(group))).then_some((bare, true))
}

/// How much of the label is spelled once `words` are added to the `spelled` characters before;
/// `None` when they do not go on with it.
fn spell(words: &str, label: &Label, spelled: usize, raw: &str) -> Option<usize> {
    let whole = label.core.iter().chain(&label.tail).skip(spelled);
    let mut matched = 0;
    let mut letters = words.chars();
    for expected in whole {
        match letters.next() {
            None => return (matched > 0).then_some(spelled + matched),
            Some(letter) if letter == *expected => matched += 1,
            // What differs behind the whole core is a note in brackets or nothing of ours.
            Some(_) if spelled + matched >= label.core.len() => {
                return (matched > 0 && noted(raw)).then_some(label.core.len() + label.tail.len());
            }
            Some(_) => return None,
        }
    }
    match letters.next() {
        None => Some(spelled + matched),
        // More words behind the whole label: only a note in brackets may stand there.
        Some(_) => (matched > 0 && noted(raw)).then_some(spelled + matched),
    }
}

/// Whether words carry a note in brackets at their end: `规章（件）`.
fn noted(raw: &str) -> bool {
    raw.trim_end().ends_with(['）', ')'])
}

/// Whether a piece of the label's optional tail follows a run.
fn tail_follows(tokens: &Tokens<'_>, run: usize, label: &Label, spelled: usize) -> bool {
    tokens.tokens[run + 1..]
        .iter()
        .take(4)
        .filter_map(|token| match token {
            Token::Words(words) => Some(words),
            _ => None,
        })
        .any(|words| {
            spell(words.text(), label, spelled, "")
                .is_some_and(|_| words.text().chars().count() > 1)
        })
}

/// The run behind a label, with nothing but the form's own words in between; in a grid, the run
/// of the same row.
fn run_after(tokens: &Tokens<'_>, last: usize) -> Option<usize> {
    let Token::Words(end) = &tokens.tokens[last] else { return None };
    for (at, token) in tokens.tokens.iter().enumerate().skip(last + 1).take(REACH) {
        match token {
            Token::Run(run) => {
                let in_grid = matches!(run.kind, RunKind::Cells(_));
                return (!in_grid || run.record == end.record).then_some(at);
            }
            Token::Words(words) if end.cell.is_some() && words.record == end.record => {}
            Token::Words(words) if !words.is_around() => return None,
            Token::Words(_) | Token::PageEnd => {}
        }
    }
    None
}

/// How many values a run of text has, or how many filled value cells a row.
pub fn count(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    match &tokens.tokens[at] {
        Token::Run(run) => Some(run.count()),
        _ => None,
    }
}

/// The chain of occurrences in the order of the form and of the text with the greatest weight.
fn heaviest_chain(found: Vec<Anchor>) -> Vec<Anchor> {
    let mut best: Vec<u32> = Vec::with_capacity(found.len());
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(found.len());
    for (at, anchor) in found.iter().enumerate() {
        let mut weight = 0;
        let mut from = None;
        // Of equal chains the first, though the heaviest mostly ends right before.
        for (before, other) in found[..at].iter().enumerate().rev() {
            if best[before] >= weight && other.row < anchor.row && other.last < anchor.first {
                weight = best[before];
                from = Some(before);
            }
        }
        best.push(weight + anchor.weight);
        previous.push(from);
    }
    let mut chain = Vec::new();
    let mut at = (0..found.len()).max_by_key(|&at| (best[at], std::cmp::Reverse(at)));
    while let Some(index) = at {
        chain.push(index);
        at = previous[index];
    }
    chain.reverse();
    let mut kept = Vec::with_capacity(chain.len());
    let mut found: Vec<Option<Anchor>> = found.into_iter().map(Some).collect();
    for index in chain {
        kept.extend(found[index].take());
    }
    kept
}
