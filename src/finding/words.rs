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

/// The sentence of a finding.
pub(super) fn message(finding: &Finding) -> String {
    match &finding.evidence {
        Evidence::Equation(working) => equation(finding.subject, finding.verdict, working),
        Evidence::Observation { message, .. } => message.clone(),
    }
}

fn equation(subject: Subject, verdict: Verdict, working: &Working) -> String {
    let name = subject.name();
    let mut sentence = match hindrances(subject, working) {
        Some(reasons) => {
            let known: Vec<String> =
                [(&working.computed, working.left), (&working.written, working.right)]
                    .into_iter()
                    .filter_map(|(terms, sum)| Some(side(subject, terms, sum?)))
                    .collect();
            // Only what is known on one side is worth repeating; 0 against nothing says little.
            match known.as_slice() {
                [] => format!("{name}：无法核对，{reasons}"),
                sides => format!("{name}：无法核对，{reasons}；{}", sides.join("，")),
            }
        }
        None => {
            let difference = working.difference.unwrap_or(Number::ZERO);
            let end = match verdict {
                Verdict::Pass => "相符".to_owned(),
                _ => format!("相差 {difference}"),
            };
            let left = side(subject, &working.computed, working.left.unwrap_or(Number::ZERO));
            let right = side(subject, &working.written, working.right.unwrap_or(Number::ZERO));
            format!("{name}：{left}，{right}，{end}")
        }
    };
    if working.blanks_as_zero {
        sentence.push_str("（空白按 0 计）");
    }
    sentence
}

/// One side: 本年新收 10 + 上年结转 2 = 12, or a single 总计 12.
fn side(subject: Subject, terms: &[Term], sum: Number) -> String {
    let mut words = String::new();
    if let [term] = terms {
        summand(subject, term, &mut words);
        return words;
    }
    let all_named = terms.len() <= TERMS_NAMED;
    let mut folded = terms.len();
    for term in terms.iter().filter(|term| all_named || !is_plain_zero(term)) {
        if !words.is_empty() {
            words.push_str(" + ");
        }
        summand(subject, term, &mut words);
        folded -= 1;
    }
    if words.is_empty() {
        return format!("{folded} 项均为 0，合计 {sum}");
    }
    if folded > 0 {
        words.push_str(&format!(" + 其余 {folded} 项 0"));
    }
    words.push_str(" = ");
    sum.print(&mut words);
    words
}

fn is_plain_zero(term: &Term) -> bool {
    matches!(term.counted, Counted::Number(number) if number.is_zero())
}

/// Adds a term to a side. There are hundreds in a review, so nothing is made only to be joined.
fn summand(subject: Subject, term: &Term, words: &mut String) {
    words.push_str(&term_name(subject, term.cell));
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
fn term_name(subject: Subject, cell: Cell) -> Cow<'static, str> {
    match (subject, cell) {
        (Subject::Row(_), Cell::Applications(_, applicant)) => applicant.name().into(),
        (Subject::Column(_), Cell::Applications(row, _)) => row.name().into(),
        (Subject::Group(_), Cell::Disputes(_, outcome)) => outcome.label().into(),
        _ => cell.name().into(),
    }
}

/// What stands in the way, each reason once with the cells that it holds for.
fn hindrances(subject: Subject, working: &Working) -> Option<String> {
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
    for term in working.terms() {
        let Counted::Nothing(hindrance) = &term.counted else { continue };
        let reason = match hindrance {
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
