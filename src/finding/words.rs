//! Findings as sentences, made last.
//!
//! ```text
//! 自然人：本年新收 10 + 上年结转 2 = 12，办理结果总计 11 + 结转下年度 2 = 13，相差 -1
//! ```

use super::{Counted, Evidence, Finding, Hindrance, Subject, Term, Verdict, Working};
use crate::form::Cell;
use crate::report::Number;
use std::borrow::Cow;

/// Sums with more terms than this name only the terms that are not zero: 21 result rows, most of
/// them 0, would bury the number that matters.
const TERMS_NAMED: usize = 7;

/// How many cells a sentence lists before it says 等.
const CELLS_LISTED: usize = 3;

/// How many bytes most sentences have at most.
const ROOM: usize = 320;

/// The sentence of a finding.
pub(super) fn message(finding: &Finding) -> String {
    match &finding.evidence {
        Evidence::Equation(working) => equation(finding.subject, finding.verdict, working),
        Evidence::Observation { message, .. } => message.clone(),
    }
}

fn equation(subject: Subject, verdict: Verdict, working: &Working) -> String {
    // There are dozens in a review: each is written at once, where most find room.
    let mut sentence = String::with_capacity(ROOM);
    sentence.push_str(subject.name());
    sentence.push('：');
    let sides = [(working.computed(), working.left), (working.written(), working.right)];
    match hindrances(subject, working) {
        Some(reasons) => {
            sentence.push_str("无法核对，");
            sentence.push_str(&reasons);
            // Only what is known on one side is worth repeating; 0 against nothing says little.
            let mut mark = "；";
            for (terms, sum) in sides {
                if let Some(sum) = sum {
                    sentence.push_str(mark);
                    side(subject, terms, sum, &mut sentence);
                    mark = "，";
                }
            }
        }
        None => {
            for (terms, sum) in sides {
                side(subject, terms, sum.unwrap_or(Number::ZERO), &mut sentence);
                sentence.push('，');
            }
            match verdict {
                Verdict::Pass => sentence.push_str("相符"),
                _ => {
                    sentence.push_str("相差 ");
                    working.difference.unwrap_or(Number::ZERO).print(&mut sentence);
                }
            }
        }
    }
    if working.blanks_as_zero {
        sentence.push_str("（空白按 0 计）");
    }
    sentence
}

/// Adds one side: 本年新收 10 + 上年结转 2 = 12, or a single 总计 12.
fn side(subject: Subject, terms: &[Term], sum: Number, words: &mut String) {
    if let [term] = terms {
        return summand(subject, term, words);
    }
    let all_named = terms.len() <= TERMS_NAMED;
    let mut folded = terms.len();
    for term in terms {
        if !all_named && is_plain_zero(term) {
            continue;
        }
        if folded < terms.len() {
            words.push_str(" + ");
        }
        summand(subject, term, words);
        folded -= 1;
    }
    if folded == terms.len() {
        Number::from(folded as i64).print(words);
        words.push_str(" 项均为 0，合计 ");
    } else {
        if folded > 0 {
            words.push_str(" + 其余 ");
            Number::from(folded as i64).print(words);
            words.push_str(" 项 0");
        }
        words.push_str(" = ");
    }
    sum.print(words);
}

fn is_plain_zero(term: &Term) -> bool {
    matches!(term.counted, Counted::Number(number) if number.is_zero())
}

/// Adds a term to a side. There are hundreds in a review, so nothing is made only to be joined.
fn summand(subject: Subject, term: &Term, words: &mut String) {
    match told_by(subject, term.cell) {
        Some(name) => words.push_str(name),
        None => words.push_str(&term.cell.name()),
    }
    words.push(' ');
    match &term.counted {
        Counted::Number(number) => number.print(words),
        Counted::Zero(raw) if raw.is_empty() => words.push_str("空白"),
        Counted::Zero(raw) => {
            words.push('“');
            words.push_str(raw);
            words.push('”');
        }
        Counted::Nothing(_) => words.push('？'),
    }
}

/// Within a row the column tells a cell, within a column the row.
#[inline]
fn told_by(subject: Subject, cell: Cell) -> Option<&'static str> {
    match (subject, cell) {
        (Subject::Row(_), Cell::Applications(_, applicant)) => Some(applicant.name()),
        (Subject::Column(_), Cell::Applications(row, _)) => Some(row.name()),
        (Subject::Group(_), Cell::Disputes(_, outcome)) => Some(outcome.label()),
        _ => None,
    }
}

fn term_name(subject: Subject, cell: Cell) -> Cow<'static, str> {
    told_by(subject, cell).map_or_else(|| cell.name().into(), Cow::Borrowed)
}

/// What stands in the way, each reason once with the cells that it holds for.
fn hindrances(subject: Subject, working: &Working) -> Option<String> {
    // Where both sides have a sum, as nearly all have, nothing is in the way.
    working.difference.is_none().then_some(())?;
    let told: Vec<String> = reasons(working)
        .into_iter()
        .map(|(reason, cells)| {
            let names: Vec<Cow<str>> =
                cells.into_iter().map(|cell| term_name(subject, cell)).collect();
            format!("{}{reason}", listed(&names))
        })
        .collect();
    (!told.is_empty()).then(|| told.join("；"))
}

/// The reasons alone.
pub(super) fn hindrance(working: &Working) -> Option<String> {
    let told: Vec<String> = reasons(working).into_iter().map(|(reason, _)| reason).collect();
    (!told.is_empty()).then(|| told.join("；"))
}

/// Each reason why a cell could not be counted, with its cells.
fn reasons(working: &Working) -> Vec<(String, Vec<Cell>)> {
    let mut reasons: Vec<(String, Vec<Cell>)> = Vec::new();
    for term in &working.terms {
        let Counted::Nothing(hindrance) = &term.counted else { continue };
        let reason = match &**hindrance {
            Hindrance::BlankTotal(raw) if raw.is_empty() => "是空白，没有可比的数".to_owned(),
            Hindrance::BlankTotal(raw) => format!("写的是“{raw}”，没有可比的数"),
            Hindrance::Invalid { raw, reason } => format!("写的是“{raw}”：{reason}"),
            Hindrance::Missing(reason) => format!("没有读到：{reason}"),
        };
        match reasons.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, cells)) => cells.push(term.cell),
            None => reasons.push((reason, vec![term.cell])),
        }
    }
    reasons
}

fn listed(names: &[Cow<str>]) -> String {
    let shown = names[..names.len().min(CELLS_LISTED)].join("、");
    match names.len() {
        count if count > CELLS_LISTED => format!("{shown}等 {count} 格"),
        _ => shown,
    }
}
