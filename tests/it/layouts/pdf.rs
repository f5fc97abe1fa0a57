//! Text of a PDF: every visual line on its own, an empty line between, merged cells in pieces.

use super::{PageFoot, Shape, applications, disputes, wrapped};
use crate::sheet::{Paragraph, Sheet};
use gouji::form::{ApplicationRow, Section};

/// Characters of prose on a line.
const LINE: usize = 28;

/// The report, with pages that end in the middle of it or without.
pub fn render(sheet: &Sheet, shape: &Shape, pages: bool) -> String {
    let lines = report(sheet, |lines| applications_table(lines, sheet, shape));
    if pages { lines.paged(shape) } else { lines.joined() }
}

/// The report with rows of 表三 that are laid out otherwise.
pub fn render_with(sheet: &Sheet, table: &str) -> String {
    let lines = report(sheet, |lines| {
        header(lines);
        lines.follow(table);
    });
    lines.joined()
}

fn report(sheet: &Sheet, applications: impl Fn(&mut Lines)) -> Lines {
    let mut lines = Lines::default();
    lines.push(sheet.organization);
    lines.follow(&format!("{}年政府信息公开工作年度报告", sheet.year));
    for section in Section::ALL {
        lines.push(&format!("{}、{}", section.numeral(), section.title()));
        match section {
            Section::Disclosure => disclosure(&mut lines, sheet),
            Section::Applications => applications(&mut lines),
            Section::Disputes => disputes_table(&mut lines, sheet),
            Section::Overview | Section::Problems | Section::Others => {}
        }
        for paragraph in sheet.prose(section) {
            match paragraph {
                Paragraph::Subheading(text) => lines.push(text),
                Paragraph::Text(text) => {
                    wrapped(&text, LINE).iter().for_each(|line| lines.push(line));
                }
            }
        }
    }
    lines.push(sheet.organization);
    lines.push(&sheet.date());
    lines
}

fn disclosure(lines: &mut Lines, sheet: &Sheet) {
    for block in sheet.disclosure() {
        lines.push(block.clause);
        lines.push(&format!("信息内容 {}", block.headers.join(" ")));
        for (nth, (label, values)) in block.rows.iter().enumerate() {
            let row = format!("{label} {}", values.join(" "));
            // Where a row follows its header closely, there is no empty line but an indent.
            if nth == 0 && block.rows.len() > 1 {
                lines.follow(&format!(" {row}"));
            } else {
                lines.push(&row);
            }
        }
    }
}

/// The header of 表三.
fn header(lines: &mut Lines) {
    for line in wrapped("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 20)
    {
        lines.push(&line);
    }
    for line in ["申请人情况", "自然人", "法人或其他组织", "总计商业", "企业", "科研", "机构"]
    {
        lines.push(line);
    }
    for line in ["社会", "公益", "组织", "法律", "服务", "机构", "其他"] {
        lines.push(line);
    }
}

fn applications_table(lines: &mut Lines, sheet: &Sheet, shape: &Shape) {
    header(lines);
    let mut groups_before: &[&str] = &[];
    for &row in ApplicationRow::of(sheet.edition) {
        let groups = row.groups();
        for (level, group) in groups.iter().enumerate() {
            if groups_before.get(level) != Some(group) {
                wrapped(group, shape.group_width).iter().for_each(|line| lines.push(line));
            }
        }
        groups_before = groups;
        let values = applications(sheet, row).join(" ");
        let label = wrapped(row.label(), shape.label_width);
        match label.as_slice() {
            [one] => lines.push(&format!("{one} {values}")),
            [first, second] => {
                lines.push(first);
                lines.push(second);
                lines.follow(&values);
            }
            more => {
                more.iter().for_each(|line| lines.push(line));
                lines.push(&values);
            }
        }
    }
}

fn disputes_table(lines: &mut Lines, sheet: &Sheet) {
    lines.push("行政复议 行政诉讼");
    outcomes(lines);
    lines.push("未经复议直接起诉 复议后起诉");
    outcomes(lines);
    outcomes(lines);
    lines.push(&disputes(sheet).join(" "));
}

fn outcomes(lines: &mut Lines) {
    for line in ["结果", "维持", "结果", "纠正", "其他", "结果", "尚未", "审结"] {
        lines.push(line);
    }
    lines.follow("总计");
}

/// Visual lines, each with what separates it from the one before.
#[derive(Default)]
struct Lines {
    lines: Vec<(&'static str, String)>,
}

impl Lines {
    fn push(&mut self, line: &str) {
        self.lines.push(("\n\n", line.to_owned()));
    }

    /// A line that follows without an empty one between.
    fn follow(&mut self, line: &str) {
        self.lines.push(("\n", line.to_owned()));
    }

    fn joined(&self) -> String {
        self.lines.iter().map(|(gap, line)| format!("{gap}{line}")).collect()
    }

    /// With page breaks spread over everything from 二 on, tables and labels included.
    fn paged(&self, shape: &Shape) -> String {
        let start = self.lines.iter().position(|(_, line)| line.starts_with("二、")).unwrap();
        let places = self.lines.len() - start - 1;
        let breaks: Vec<usize> =
            shape.page_breaks.iter().map(|&place| start + 1 + place * places / 60).collect();
        let mut out = String::new();
        let mut page = 3;
        for (nth, (gap, line)) in self.lines.iter().enumerate() {
            if breaks.contains(&nth) {
                out.push_str(&foot(shape.page_foot, page));
                page += 1;
            } else {
                out.push_str(gap);
            }
            out.push_str(line);
        }
        out
    }
}

/// What ends a page.
pub fn foot(foot: PageFoot, page: usize) -> String {
    match foot {
        PageFoot::Nothing => "\n\n\n\n\n".to_owned(),
        PageFoot::FormFeed => "\n\n\u{c}\n".to_owned(),
        PageFoot::Dashes => format!("\n\n- {page} -\n\u{c}"),
        PageFoot::LongDashes => format!("\n\n— {page} —\n\n\n"),
        PageFoot::Words => format!("\n\n第 {page} 页 共 9 页\n\n"),
    }
}
