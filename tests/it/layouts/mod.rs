//! The same report as people paste it: seven layouts, and what copying does to any of them.

mod docx_cells;
mod drawn;
mod markdown;
mod md_pipes;
mod md_tabs;
mod pdf;

use crate::sheet::Sheet;
use proptest::prelude::*;

/// How a report reached the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Text of a PDF: wrapped labels, numbers after the last line of the label.
    PdfWrap,
    /// The same over pages: breaks and page numbers inside tables and labels.
    PdfPages,
    /// Markdown with rows of tabs, columns shifting, a table cut in two.
    MdTabs,
    /// DOCX as text: one cell on a line.
    DocxCells,
    /// Markdown with pipe tables, columns shifting, a table cut in two.
    MdPipes,
    /// A web page as text without its line breaks: all of it on one line.
    OneLine,
    /// Text of a PDF that keeps its look: 表三 drawn with spaces.
    Drawn,
}

impl Layout {
    /// All seven.
    pub const ALL: [Layout; 7] = [
        Layout::PdfWrap,
        Layout::PdfPages,
        Layout::MdTabs,
        Layout::DocxCells,
        Layout::MdPipes,
        Layout::OneLine,
        Layout::Drawn,
    ];

    /// A file name as such a report has.
    pub fn file_name(self) -> &'static str {
        match self {
            Layout::MdTabs | Layout::MdPipes => "report.md",
            _ => "report.txt",
        }
    }

    /// Whether a blank cell always leaves something in the text.
    pub fn shows_blanks(self) -> bool {
        matches!(self, Layout::MdTabs | Layout::DocxCells | Layout::MdPipes)
    }

    /// The report in this layout.
    pub fn render(self, sheet: &Sheet, shape: &Shape) -> String {
        let text = match self {
            Layout::PdfWrap => pdf::render(sheet, shape, false),
            Layout::PdfPages => pdf::render(sheet, shape, true),
            Layout::Drawn => drawn::render(sheet, shape),
            Layout::MdTabs => md_tabs::render(sheet, shape),
            Layout::DocxCells => docx_cells::render(sheet),
            Layout::MdPipes => md_pipes::render(sheet, shape),
            Layout::OneLine => {
                docx_cells::render(sheet).split_whitespace().collect::<Vec<_>>().join(" ")
            }
        };
        shape.copied(&text)
    }
}

/// What is free in a layout, and what copying did to the text.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Characters of a label column before it wraps.
    pub label_width: usize,
    /// Characters of the column of group labels before it wraps.
    pub group_width: usize,
    /// The row of 表三, counted from 0, before which a table is cut.
    pub cut: usize,
    /// Where pages end, as positions among the places where they can.
    pub page_breaks: Vec<usize>,
    /// What stands at the foot of a page.
    pub page_foot: PageFoot,
    /// Where values stand in columns that are drawn with spaces.
    pub placing: Placing,
    /// How many spaces part them at least.
    pub gap: usize,
    /// Whether ideographs are two columns wide there.
    pub by_width: bool,
    /// What ends a line.
    pub line_end: &'static str,
    /// Whether the text starts with a byte order mark.
    pub byte_order_mark: bool,
    /// What stands for a space.
    pub space: char,
    /// Whether common characters come as radicals, as some PDF fonts map them.
    pub radicals: bool,
}

/// What stands at the foot of a page.
#[derive(Clone, Copy, Debug)]
pub enum PageFoot {
    /// Empty lines only.
    Nothing,
    /// A form feed.
    FormFeed,
    /// `- 3 -` and a form feed.
    Dashes,
    /// `— 3 —`
    LongDashes,
    /// 第 3 页 共 8 页
    Words,
}

/// Where a value stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// At its beginning.
    Left,
    /// At its end.
    Right,
    /// In its middle.
    Middle,
    /// There are no columns: each value stands behind the one before.
    Joined,
}

impl Shape {
    fn copied(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        if self.byte_order_mark {
            out.push('\u{feff}');
        }
        for character in text.chars() {
            match character {
                '\n' => out.push_str(self.line_end),
                ' ' => out.push(self.space),
                other if self.radicals => out.push(radical(other)),
                other => out.push(other),
            }
        }
        out
    }
}

/// Kangxi and supplement radicals that PDF copies carry instead of the characters.
fn radical(character: char) -> char {
    match character {
        '一' => '⼀',
        '二' => '⼆',
        '人' => '⼈',
        '力' => '⼒',
        '大' => '⼤',
        '工' => '⼯',
        '无' => '⽆',
        '文' => '⽂',
        '用' => '⽤',
        '立' => '⽴',
        '自' => '⾃',
        '行' => '⾏',
        '见' => '⻅',
        '长' => '⻓',
        '非' => '⾮',
        '食' => '⻝',
        '民' => '⺠',
        other => other,
    }
}

/// Shapes of all kinds.
pub fn shapes() -> impl Strategy<Value = Shape> {
    let foot = prop_oneof![
        Just(PageFoot::Nothing),
        Just(PageFoot::FormFeed),
        Just(PageFoot::Dashes),
        Just(PageFoot::LongDashes),
        Just(PageFoot::Words),
    ];
    let placing =
        prop::sample::select(vec![Placing::Left, Placing::Right, Placing::Middle, Placing::Joined]);
    let line_end = prop_oneof![3 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r")];
    let space = prop_oneof![3 => Just(' '), 1 => Just('\u{a0}'), 1 => Just('\u{3000}')];
    (
        (9usize..=30, 3usize..=8, 5usize..=19),
        prop::collection::vec(0usize..60, 0..4),
        (foot, line_end, space),
        (any::<bool>(), prop::bool::weighted(0.3)),
        (placing, 1usize..=6, any::<bool>()),
    )
        .prop_map(
            |(
                (label_width, group_width, cut),
                page_breaks,
                (page_foot, line_end, space),
                (byte_order_mark, radicals),
                (placing, gap, by_width),
            )| Shape {
                label_width,
                group_width,
                cut,
                page_breaks,
                page_foot,
                placing,
                gap,
                by_width,
                line_end,
                byte_order_mark,
                space,
                radicals,
            },
        )
}

/// Breaks a line as a narrow column does: no line begins with a closing mark.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for character in text.chars() {
        let closes = matches!(character, '，' | '。' | '、' | '）' | '”' | '；' | '：');
        if length >= width && !closes {
            lines.push(String::new());
            length = 0;
        }
        lines.last_mut().unwrap().push(character);
        length += 1;
    }
    lines
}

/// The 15 numbers of 表四.
fn disputes(sheet: &Sheet) -> Vec<String> {
    use gouji::form::{Cell, DisputeGroup, DisputeOutcome};
    let groups = DisputeGroup::ALL.into_iter();
    groups
        .flat_map(|group| {
            DisputeOutcome::ALL.map(|outcome| sheet.cell(Cell::Disputes(group, outcome)))
        })
        .collect()
}

/// The seven numbers of a row of 表三.
fn applications(sheet: &Sheet, row: gouji::form::ApplicationRow) -> Vec<String> {
    use gouji::form::{Applicant, Cell};
    Applicant::ALL.map(|applicant| sheet.cell(Cell::Applications(row, applicant))).to_vec()
}
