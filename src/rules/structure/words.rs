//! What the structure rules share: whether there is a whole report, and words without their
//! punctuation.

use crate::form::Section;
use crate::recognize::fold;
use crate::report::{Report, SectionText};

/// How many of the six headings make a text a whole report.
const HEADINGS: usize = 4;

/// How much prose shows that the text came with its prose, in letters.
const PROSE: usize = 40;

/// How long a line may be that is a heading, in letters.
const HEADING: usize = 40;

/// Whether the text is a whole report, not a pasted part.
pub fn is_whole(report: &Report) -> bool {
    report.sections.len() >= HEADINGS
}

/// Whether the prose came along: some ways of copying take the tables only. `but` is the section
/// that is being judged.
pub fn has_prose(report: &Report, but: Section) -> bool {
    let mut others = report
        .sections
        .iter()
        .filter(|section| !section.section.is_table() && section.section != but);
    others.any(|section| section.text.chars().filter_map(fold::letter).nth(PROSE - 1).is_some())
}

/// A section of the report, if its heading was found.
pub fn find(report: &Report, section: Section) -> Option<&SectionText> {
    report.sections.iter().find(|found| found.section == section)
}

/// A text without spaces, punctuation and Markdown marks, radicals as the characters they are.
pub fn letters(text: &str) -> String {
    fold::letters(text)
}

/// The section that the numeral before a heading counts, and the words behind the numeral.
pub fn numbered(heading: &str) -> (Option<Section>, &str) {
    let rest = heading.strip_prefix('第').unwrap_or(heading);
    let words = rest.trim_start_matches(fold::is_numeral);
    let numeral = &rest[..rest.len() - words.len()];
    let section = Section::ALL.into_iter().find(|section| {
        let mut chars = numeral.chars();
        chars.next() == Some(section.numeral()) && chars.next().is_none()
    });
    (section, words.strip_prefix("部分").unwrap_or(words))
}

/// The lines of the sections that may be headings, as letters.
pub fn short_lines(report: &Report) -> impl Iterator<Item = String> + '_ {
    report
        .sections
        .iter()
        .flat_map(|section| section.text.lines())
        .filter(|line| line.len() <= 4 * HEADING)
        .map(letters)
        .filter(|line| !line.is_empty() && line.chars().count() <= HEADING)
}

/// A line that is the heading of a section in all but its number or its place.
pub fn stray_heading(report: &Report, section: Section) -> Option<String> {
    let title = letters(section.title());
    short_lines(report).find(|line| numbered(line).1 == title)
}

/// A line that carries the number of a section but other words. Rows of 表三 are numbered too.
pub fn numbered_line(report: &Report, section: Section) -> Option<String> {
    let rows = ["本年新收", "上年结转", "本年度办理结果", "结转下年度"];
    report
        .sections
        .iter()
        .flat_map(|section| section.text.lines())
        .map(|line| line.trim_matches(|c: char| fold::is_space(c) || matches!(c, '#' | '*' | '|')))
        .filter(|line| line.len() <= 4 * HEADING)
        .find(|line| {
            let mut chars = line.chars();
            chars.next() == Some(section.numeral())
                && matches!(chars.next(), Some('、' | '，' | ',' | '.' | '．' | ' '))
                && !rows
                    .iter()
                    .any(|row| letters(line)[section.numeral().len_utf8()..].starts_with(row))
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lose_their_numbers() {
        assert_eq!(numbered("五存在的主要问题"), (Some(Section::Problems), "存在的主要问题"));
        assert_eq!(numbered("第六部分其他"), (Some(Section::Others), "其他"));
        assert_eq!(numbered("总体情况"), (None, "总体情况"));
        assert_eq!(letters("## **五、问题⾏**"), "五问题行");
    }
}
