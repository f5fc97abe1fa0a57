//! Bare page numbers: a line with nothing but a number may be a value or the foot of a page.
//!
//! In prose a lone number can only be a page number. If such numbers count up through the
//! document with one of them not found in prose, that one stands among the values.

use super::fold;
use super::sections::{Heading, section_of};
use super::stream::WIDTH;
use super::tokens::{Holds, Token, Tokens};
use crate::form::Section;
use crate::sorted::{Sorted, SortedSet};

/// No report has more pages.
const MAX_PAGES: u32 = 200;

/// How many pages in a row end with their number where that is no chance.
const FEET: usize = 3;

/// Lines that are page numbers for sure, and lines of which one is.
#[derive(Default)]
pub struct Pages {
    /// Page numbers.
    pub certain: SortedSet<usize>,
    /// Any of these may be one.
    pub suspects: SortedSet<usize>,
}

/// Finds bare page numbers.
pub fn pages(tokens: &Tokens<'_>, headings: &[Heading]) -> Pages {
    let mut pages = Pages::default();
    if let Some(feet) = feet(tokens) {
        pages.certain = feet.into_iter().collect();
        return pages;
    }
    let Some(first) = headings.first() else { return pages };
    let numbers: Vec<(usize, u32)> = (first.records.0..tokens.records.len())
        .filter(|&record| tokens.records[record].holds == Holds::Value)
        .filter_map(|record| Some((record, bare(tokens.text(tokens.records[record].span))?)))
        .collect();
    let prose = |record: usize| {
        matches!(
            section_of(headings, record),
            Some(Section::Overview | Section::Problems | Section::Others)
        )
    };
    let outside: Vec<(usize, u32)> =
        numbers.iter().copied().filter(|(record, _)| prose(*record)).collect();
    if outside.is_empty() || !outside.windows(2).all(|pair| pair[0].1 < pair[1].1) {
        return pages;
    }
    let fits = fits(tokens, headings);
    pages.certain = outside.iter().map(|(record, _)| *record).collect();
    let mut before = (first.records.0, 0);
    for &(record, number) in &outside {
        for lost in before.1 + 1..number {
            let candidates = numbers
                .iter()
                .filter(|(at, value)| *value == lost && (before.0..record).contains(at));
            let (mut surplus, mut possible) = (Vec::new(), Vec::new());
            for &(at, _) in candidates {
                match fits.get(&at) {
                    Some(Fit::Surplus) => surplus.push(at),
                    Some(Fit::Rim) => possible.push(at),
                    None => {}
                }
            }
            match (surplus.as_slice(), possible.as_slice()) {
                ([one], _) => {
                    pages.certain.add(*one);
                }
                ([], several) | (several, _) => {
                    several.iter().for_each(|one| pages.suspects.add(*one))
                }
            }
        }
        before = (record, number);
    }
    pages
}

/// The page numbers of a text in which form feeds end the pages, if the last line of every page
/// is its number.
fn feet(tokens: &Tokens<'_>) -> Option<Vec<usize>> {
    let line = |record: usize| tokens.text(tokens.records[record].span);
    let blank = |record: usize| line(record).chars().all(fold::is_space);
    let mut feet = Vec::new();
    let mut first = None;
    for end in (1..tokens.records.len()).filter(|&record| line(record).starts_with('\u{c}')) {
        let foot = (0..end).rev().find(|&record| !blank(record))?;
        let number = bare(line(foot)).filter(|_| tokens.records[foot].row.is_none())?;
        if number != *first.get_or_insert(number) + feet.len() as u32 {
            return None;
        }
        feet.push(foot);
    }
    (feet.len() >= FEET).then_some(feet)
}

/// How a lone number sits among the values around it.
enum Fit {
    /// Without it they are whole rows.
    Surplus,
    /// It is the first or the last of them: a page ends between rows.
    Rim,
}

/// How each lone number at the rim of a row sits in its run of values.
fn fits(tokens: &Tokens<'_>, headings: &[Heading]) -> Sorted<usize, Fit> {
    let mut fits = Sorted::default();
    for token in &tokens.tokens {
        let Token::Run(run) = token else { continue };
        let lines = run.lines();
        let in_applications = section_of(headings, run.record) == Some(Section::Applications);
        let lone = lines.iter().all(|line| line.values.len() == 1);
        let widest = lines.iter().map(|line| line.values.len()).max().unwrap_or(0);
        for (at, line) in lines.iter().enumerate() {
            let [_] = line.values.as_slice() else { continue };
            let surplus = (!lone && widest > 2)
                || (in_applications && lines.len() % WIDTH == 1 && at % WIDTH == 0);
            let rim =
                at == 0 || at + 1 == lines.len() || (in_applications && at % WIDTH == WIDTH - 1);
            let fit = match (surplus, rim) {
                (true, _) => Fit::Surplus,
                (false, true) => Fit::Rim,
                (false, false) => continue,
            };
            fits.insert(line.record, fit);
        }
    }
    fits
}

/// The number that a line consists of.
fn bare(text: &str) -> Option<u32> {
    let text = text.trim_matches(fold::is_space);
    if text.len() > 9 {
        return None;
    }
    let number = match text.is_ascii() {
        true => text.parse(),
        false => text.chars().map(fold::plain).collect::<String>().parse(),
    };
    number.ok().filter(|number| (1..=MAX_PAGES).contains(number))
}
