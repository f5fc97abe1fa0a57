//! Lines that hold many rows: some tools put a whole table, or all of a report, on one line.
//!
//! Such a line is cut into what would be lines of their own: headings, and rows behind their
//! values. What stands on either side of a cut is read as if a line had ended there.

use super::fold;
use super::labels;
use super::sections;
use super::tokens::is_value;
use crate::form::{Applicant, Section};
use crate::source::{SourceText, Span};

/// How many words stand on a line of two rows of 表三 at least: two labels and their values.
const WORDS: usize = 16;

/// How many values a row of 表三 has.
const ROW: usize = Applicant::ALL.len();

/// How many words a label has at most that is followed by a lone value.
const LABEL: usize = 3;

/// How many bars no row has: a table that lost its line breaks, or words joined by bars.
const BARS: usize = 60;

/// Whether bars stand between the words of a line, and more of them than between the cells of a row.
pub fn has_bars(line: &str) -> bool {
    line.bytes().filter(|&byte| byte == b'|').count() > BARS
}

/// The parts of a line that consists of `words`, if it is more than one.
pub fn parts(source: &SourceText, words: &[Span]) -> Option<Vec<Span>> {
    if words.len() < WORDS {
        return None;
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
            && line.ends_row(from, at)
        {
            rows += 1;
            starts.extend(line.page_number(from, at));
            starts.push(at);
        }
        at += 1;
    }
    if headings == 0 && rows < 2 {
        return None;
    }
    starts.retain(|start| (1..words.len()).contains(start));
    starts.dedup();
    let ends = starts.iter().copied().chain([words.len()]);
    let from = std::iter::once(0).chain(starts.iter().copied());
    let parts: Vec<Span> =
        from.zip(ends).map(|(from, end)| words[from].to(words[end - 1])).collect();
    (parts.len() > 1).then_some(parts)
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
        let opening = first.chars().find_map(fold::label_char)?;
        if !fold::is_numeral(opening) {
            return None;
        }
        if let Some(section) = numbered(first) {
            return Some((section, 1));
        }
        // The numeral may stand apart.
        let next = self.words.get(at + 1).filter(|_| fold::label(first).chars().nth(1).is_none());
        let both = self.source.slice(self.words[at].to(*next?));
        Some((numbered(both)?, 2))
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

    /// Whether values are those of a row: more than stand together in a sentence, or behind a
    /// row's label, or the second half of such.
    fn ends_row(&self, from: usize, to: usize) -> bool {
        to - from > 2 || self.ends_label(from) || (from > 0 && self.is_comma(from - 1))
    }

    /// Where `— 3 —` begins at the end of values that are a row of 表三 with it or without it: its
    /// last value would be no total.
    fn page_number(&self, from: usize, to: usize) -> Option<usize> {
        let is = |at: usize, kind: fn(char) -> bool| self.text(at).chars().all(kind);
        let dash = |c: char| matches!(c, '-' | '–' | '—' | '－');
        let at = to.checked_sub(3).filter(|at| at - from.min(*at) >= ROW - 3)?;
        (is(at, dash) && is(at + 1, |c| c.is_ascii_digit()) && is(at + 2, dash)).then_some(at)
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

/// The section whose heading, with its numeral, a text is as a whole.
fn numbered(text: &str) -> Option<Section> {
    let folded = fold::label(text);
    let numeral = folded.chars().next()?;
    let section = Section::with_numeral(numeral)?;
    sections::is_title(section, &folded[numeral.len_utf8()..]).then_some(section)
}

#[cfg(test)]
mod tests {
    use crate::form::{ApplicationRow, Cell, DisclosureColumn, DisclosureRow, Edition, Section};
    use crate::read::text;
    use crate::recognize::recognize;
    use crate::recognize::tests::{MISSING, ROWS, expected, label, row, values};
    use crate::report::{Report, Value};

    /// A report on one line; `rows` are those of 表三.
    fn read(rows: &str) -> Report {
        let text = format!(
            "首页 信息公开 青禾县文化和旅游局 2024年政府信息公开工作年度报告 发布日期： 2025-01-20 \
             一、总体情况 本年度 受理 申请 12 件 ， 办结 11 件 ， 结转 1 件 。 \
             二、主动公开政府信息情况 信息内容 本年制发件数 本年废止件数 现行有效件数 规章 4 5 6 \
             行政规范性文件 7 8 9 信息内容 本年处理决定数量 行政许可 1 ， 975 信息内容 \
             本年处理决定数量 行政处罚 47 行政强制 6 信息内容 本年收费金额（单位：万元） \
             行政事业性收费 18.6 三、 收到和处理政府信息公开申请情况 自然人 总计 {rows}\
             四、政府信息公开行政复议、行政诉讼情况 总计 五、存在的主要问题及改进情况 无。"
        );
        recognize(&text::read(text, "报告.txt", None)).expect("there are headings")
    }

    fn table(row: impl Fn(usize) -> String) -> String {
        (0..ROWS).map(|at| format!("{} {} ", label(at), row(at))).collect()
    }

    #[test]
    fn rows_and_headings_are_told_on_one_line() {
        let report = read(&table(expected));
        for at in 0..ROWS {
            assert_eq!(row(&report, at), expected(at), "{}", label(at));
        }
        let sections: Vec<Section> = report.sections.iter().map(|found| found.section).collect();
        assert_eq!(sections, &Section::ALL[..5]);
        assert_eq!(report.year, Some(2024));
        let organization = report.organization.expect("the title names it");
        assert_eq!(organization.text, "青禾县文化和旅游局");
    }

    #[test]
    fn bars_part_words_as_spaces_do() {
        let bars = |text: &str| text.replace(' ', "|");
        let text = format!(
            "二、主动公开政府信息情况|行政许可|7|三、收到和处理政府信息公开申请情况|{}",
            bars(&table(expected))
        );
        let report = recognize(&text::read(text, "报告.txt", None)).expect("there are headings");
        for at in 0..ROWS {
            assert_eq!(row(&report, at), expected(at), "{}", label(at));
        }
    }

    #[test]
    fn sentences_with_numbers_stay_whole() {
        let report = read(&table(expected));
        let overview = &report.sections[0];
        assert_eq!(overview.section, Section::Overview);
        let narrative = &report.narrative;
        let told: Vec<&str> =
            narrative.sentences().iter().map(|sentence| narrative.text(sentence)).collect();
        assert!(told.iter().any(|told| told.contains("办结11件,结转1件")), "{told:?}");
    }

    #[test]
    fn a_row_short_of_values_or_with_one_to_spare_is_missing() {
        let report = read(&table(|at| match at {
            3 => expected(at).replacen(' ', "", 1),
            5 => format!("{} 2", expected(at)),
            7 => "8 1 2 2 — 3 —".to_owned(),
            9 => format!("{} — 4 —", expected(at)),
            _ => expected(at),
        }));
        for at in 0..ROWS {
            let told = if matches!(at, 3 | 5 | 7) { MISSING.to_owned() } else { expected(at) };
            assert_eq!(row(&report, at), told, "{}", label(at));
        }
        assert_eq!(values(3).len(), 7);
    }

    #[test]
    fn the_ordinal_of_the_next_row_is_no_value() {
        let ordinals = |label: &str| match label.split_once('.') {
            Some((ordinal, words)) => format!("{ordinal} 、{words}"),
            None => label.to_owned(),
        };
        let rows: String =
            (0..ROWS).map(|at| format!("{} {} ", ordinals(label(at)), expected(at))).collect();
        let report = read(&rows);
        for at in 0..ROWS {
            assert_eq!(row(&report, at), expected(at), "{}", label(at));
        }
    }

    #[test]
    fn lone_values_of_table_two_are_told_and_half_of_a_number_is_none() {
        let report = read(&table(expected));
        let told = |row: DisclosureRow, column: DisclosureColumn| {
            report.entry(Cell::Disclosure(row, column)).value.clone()
        };
        let decisions = |row| told(row, DisclosureColumn::Decisions);
        assert_eq!(decisions(DisclosureRow::Penalty), Value::Number(47.into()));
        assert_eq!(decisions(DisclosureRow::Coercion), Value::Number(6.into()));
        assert!(matches!(decisions(DisclosureRow::Licensing), Value::Invalid(_)));
        assert_eq!(report.edition, Edition::E2021);
        assert_eq!(ApplicationRow::of(report.edition).len(), ROWS);
    }
}
