//! The labels of the form, folded for comparison.

use super::fold;
use crate::form::{
    Applicant, ApplicationRow, Cell, DisclosureColumn, DisclosureRow, Edition, Table,
};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A row of 表二 or 表三.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormRow {
    /// A row of 表二.
    Disclosure(DisclosureRow),
    /// A row of 表三.
    Application(ApplicationRow),
}

impl FormRow {
    /// The rows of both tables of an edition, in the order of the form.
    pub fn of(edition: Edition) -> Vec<FormRow> {
        let disclosure = DisclosureRow::of(edition).iter().map(|&row| FormRow::Disclosure(row));
        let applications = ApplicationRow::of(edition).iter().map(|&row| FormRow::Application(row));
        disclosure.chain(applications).collect()
    }

    /// The table.
    pub fn table(self) -> Table {
        match self {
            FormRow::Disclosure(_) => Table::Disclosure,
            FormRow::Application(_) => Table::Applications,
        }
    }

    /// The cell in one of its columns, by the order of those.
    pub fn cell(self, column: usize, edition: Edition) -> Cell {
        match self {
            FormRow::Disclosure(row) => Cell::Disclosure(row, row.columns(edition)[column]),
            FormRow::Application(row) => Cell::Applications(row, Applicant::ALL[column]),
        }
    }

    /// How many values the row holds.
    pub fn count(self, edition: Edition) -> usize {
        match self {
            FormRow::Disclosure(row) => row.columns(edition).len(),
            FormRow::Application(_) => 7,
        }
    }
}

/// How a row is labelled.
#[derive(Clone, Debug)]
pub struct Label {
    /// The row.
    pub row: FormRow,
    /// The characters that must stand there, without the ordinal.
    pub core: Vec<char>,
    /// Characters that may follow: an explanation that some leave out.
    pub tail: Vec<char>,
    /// The ordinal before it, one numeral: 一, 三, 1; empty for none.
    pub ordinal: String,
    /// Whether the ordinal must be there, because the words alone stand elsewhere too.
    pub needs_ordinal: bool,
}

impl Label {
    fn new(row: FormRow, text: &str) -> Label {
        let (ordinal, words) = split_ordinal(text);
        let (core, tail) = match words.split_once('（') {
            Some((core, tail)) => (fold::label(core), fold::label(tail)),
            None => (fold::label(words), "".into()),
        };
        let core: Vec<char> = core.chars().collect();
        let needs_ordinal = core.len() <= 2 && !ordinal.is_empty();
        Label {
            row,
            core,
            tail: tail.chars().collect(),
            ordinal: fold::label(ordinal).into_owned(),
            needs_ordinal,
        }
    }

    /// Its words, with the explanation.
    fn whole(&self) -> impl Iterator<Item = char> + '_ {
        self.core.iter().chain(&self.tail).copied()
    }

    /// Whether folded words are this label, with or without its ordinal and its explanation.
    fn is(&self, words: &str) -> bool {
        let bare = words.strip_prefix(self.ordinal.as_str());
        bare.is_some_and(|bare| bare.chars().eq(self.whole()))
            || bare.unwrap_or(words).chars().eq(self.core.iter().copied())
    }
}

/// Parts `（三）不予公开`, `1.属于国家秘密` and `一、总体情况` after the ordinal.
fn split_ordinal(text: &str) -> (&str, &str) {
    let cut = text
        .char_indices()
        .find(|(_, c)| matches!(c, '）' | '.' | '、'))
        .filter(|(at, _)| *at <= 6)
        .map(|(at, c)| at + c.len_utf8());
    match cut {
        Some(cut) => text.split_at(cut),
        None => ("", text),
    }
}

/// The labels of an edition's rows, in the order of the form.
pub fn of(edition: Edition) -> &'static [Label] {
    static LABELS: LazyLock<[Vec<Label>; 2]> = LazyLock::new(|| {
        Edition::ALL.map(|edition| {
            let mut labels = Vec::new();
            for row in FormRow::of(edition) {
                match row {
                    FormRow::Disclosure(disclosure) => {
                        labels.push(Label::new(row, disclosure.label(edition)));
                        // Each edition's wording is found on the other's form too.
                        if disclosure == DisclosureRow::NormativeDocuments {
                            for other in Edition::ALL.into_iter().filter(|other| *other != edition)
                            {
                                labels.push(Label::new(row, disclosure.label(other)));
                            }
                        }
                    }
                    FormRow::Application(application) => {
                        labels.push(Label::new(row, application.label()));
                    }
                }
            }
            labels
        })
    });
    match edition {
        Edition::E2019 => &LABELS[0],
        Edition::E2021 => &LABELS[1],
    }
}

/// Everything of the form that stands around the rows: groups, headers, clauses, explanations.
/// One folded line each; any piece of a line may stand alone where a cell wraps.
static AROUND: LazyLock<Pieces> = LazyLock::new(|| {
    let mut lines: Vec<Cow<str>> = Vec::new();
    for row in ApplicationRow::ALL {
        for group in row.groups() {
            lines.push(fold::label(group));
        }
        let label = Label::new(FormRow::Application(row), row.label());
        lines.push(label.tail.iter().collect::<String>().into());
    }
    for applicant in Applicant::ALL {
        lines.push(fold::label(applicant.label()));
    }
    for row in DisclosureRow::ALL {
        lines.push(fold::label(row.clause()));
    }
    for column in DisclosureColumn::ALL {
        for edition in Edition::ALL {
            lines.push(fold::label(column.label_in(edition)));
        }
    }
    for group in crate::form::DisputeGroup::ALL {
        lines.push(fold::label(group.label()));
    }
    for outcome in crate::form::DisputeOutcome::ALL {
        lines.push(fold::label(outcome.label()));
    }
    for text in [
        "申请人情况",
        "法人或其他组织",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "信息内容",
        "行政诉讼",
        "单位：万元",
        "单位：元",
        "单位：件",
    ] {
        lines.push(fold::label(text));
    }
    Pieces::new(lines)
});

/// Lines that are searched for pieces of one.
struct Pieces {
    text: String,
    /// Where each piece could begin, in the order of what stands there.
    places: Vec<usize>,
}

/// Whether a text comes before another: mostly told by their first eight bytes as a number.
fn before(text: &str, other: &str) -> bool {
    let opening =
        |text: &str| text.as_bytes().first_chunk().map(|first| u64::from_be_bytes(*first));
    match (opening(text), opening(other)) {
        (Some(own), Some(others)) if own != others => own < others,
        _ => text < other,
    }
}

impl Pieces {
    fn new(lines: Vec<Cow<str>>) -> Pieces {
        let mut text = String::new();
        for (at, line) in lines.iter().enumerate() {
            // Rows of one group share its label.
            if !lines[..at].contains(line) {
                text.push_str(line);
                text.push('\n');
            }
        }
        let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        crate::order::in_place(&mut places, &|a, b| before(&text[*a..], &text[*b..]));
        Pieces { text, places }
    }

    /// Whether words are a piece of a line: the first piece behind them in the order begins with
    /// them if any does.
    fn hold(&self, words: &str) -> bool {
        let behind = self.places.partition_point(|&at| before(&self.text[at..], words));
        self.places.get(behind).is_some_and(|&at| self.text[at..].starts_with(words))
    }
}

/// How many bytes of text a piece of the form may have.
pub const LONGEST: usize = 120;

/// Whether folded words are a piece of what stands around the rows.
pub fn is_around(words: &str) -> bool {
    match words.as_bytes() {
        // An ordinal that stands apart from its label.
        [digit] => digit.is_ascii_digit(),
        _ => words.len() <= LONGEST && AROUND.hold(words),
    }
}

/// Whether a header of 表二 stands twice in a row in a text.
pub fn has_doubled_header(text: &str) -> bool {
    let label = |column: DisclosureColumn| Edition::ALL.map(|edition| column.label_in(edition));
    DisclosureColumn::ALL.into_iter().flat_map(label).any(|label| text.contains(&label.repeat(2)))
}

/// The labels of the rows, one folded line each.
static ROWS: LazyLock<Pieces> = LazyLock::new(|| {
    let rows = Edition::ALL.into_iter().flat_map(of);
    Pieces::new(
        rows.map(|label| {
            let words = label.core.iter().chain(&label.tail);
            label.ordinal.chars().chain(words.copied()).collect::<String>().into()
        })
        .collect(),
    )
});

/// Whether folded words are a piece of a row's label.
pub fn is_piece(words: &str) -> bool {
    words.len() <= LONGEST && ROWS.hold(words)
}

/// Whether folded words are one whole label or header of the form.
pub fn is_known(words: &str) -> bool {
    is_around(words)
        || Edition::ALL.into_iter().flat_map(of).any(|label| {
            let bare = words.strip_prefix(label.ordinal.as_str()).unwrap_or(words);
            bare.chars().eq(label.core.iter().copied())
        })
}

/// Whether folded words are a row's label, whole but for the explanation that some leave out.
#[cfg(feature = "readers")]
pub fn is_row(words: &str) -> bool {
    Edition::ALL.into_iter().flat_map(of).any(|label| label.is(words))
}

/// Whether folded words end as a row's label ends.
pub fn ends_label(words: &str) -> bool {
    let count = words.chars().count();
    count >= 1
        && Edition::ALL.into_iter().flat_map(of).any(|label| {
            let length = label.core.len() + label.tail.len();
            let ends = (2..=length).contains(&count)
                && label.whole().skip(length - count).eq(words.chars());
            ends || label.is(words)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cut_into_ordinal_core_and_tail() {
        let labels = of(Edition::E2021);
        let partly = labels
            .iter()
            .find(|label| label.row == FormRow::Application(ApplicationRow::PartlyGranted))
            .unwrap();
        assert_eq!(partly.ordinal, "二");
        assert_eq!(partly.core.iter().collect::<String>(), "部分公开");
        assert!(partly.tail.starts_with(&['区', '分']));
        let other = labels
            .iter()
            .find(|label| label.row == FormRow::Application(ApplicationRow::ClosedOther))
            .unwrap();
        assert!(other.needs_ordinal && other.ordinal == "3");
        for label in Edition::ALL.into_iter().flat_map(of) {
            let mut ordinal = label.ordinal.chars();
            assert!(ordinal.next().is_none_or(fold::is_numeral) && ordinal.next().is_none());
        }
    }

    #[test]
    fn pieces_of_headers_are_known() {
        for words in ["科研", "机构", "三本", "年度办", "理结果", "五不", "予处理", "总计"]
        {
            assert!(is_around(words), "{words}");
        }
        assert!(!is_around("其他主动公开文件"));
        assert!(ends_label("已获取信息") && ends_label("七总计"));
    }
}
