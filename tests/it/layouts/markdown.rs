//! What both Markdown layouts share: prose, headings, labels and the shifting rows of 表三.

use super::{Shape, applications};
use crate::sheet::{Paragraph, Sheet};
use gouji::form::{ApplicationRow, Section};

/// The report, with tables drawn by the caller, each given as its pieces.
pub fn render(sheet: &Sheet, bold: bool, table: impl Fn(Section) -> Vec<String>) -> String {
    let mark = if bold { "**" } else { "" };
    let mut out =
        format!("\n\n# {} {} 年政府信息公开工作年度报告\n\n", sheet.organization, sheet.year);
    for section in Section::ALL {
        let level = if section.number() < 3 { "##" } else { "###" };
        let heading = format!("{}、{}", section.numeral(), section.title());
        out.push_str(&format!("{level} {mark}{heading}{mark}\n\n"));
        for piece in table(section) {
            out.push_str(&piece);
            out.push('\n');
        }
        for paragraph in sheet.prose(section) {
            match paragraph {
                Paragraph::Subheading(text) => out.push_str(&format!("### {mark}{text}{mark}\n\n")),
                Paragraph::Text(text) => out.push_str(&format!("{text}\n\n")),
            }
        }
    }
    out.push_str(&format!("{}\n\n{}\n", sheet.organization, sheet.date()));
    out
}

/// A label as Markdown converters write it: half-width brackets, a space after the number.
pub fn label(label: &str) -> String {
    let half = label.replace('（', "(").replace('）', ")");
    if half.starts_with('(') {
        return half.replacen(')', ") ", 1);
    }
    match half.split_once('.') {
        Some((number, rest)) if number.len() == 1 => format!("{number}. {rest}"),
        _ => half,
    }
}

/// The header rows of 表三 in ten columns.
pub fn applications_header() -> Vec<Vec<String>> {
    let rows = [
        [
            "(本列数据的勾稽关系为：第一项加第二项之和, 等于第三项加第四项之和)",
            "",
            "申请人情况",
            "",
            "",
            "",
            "",
            "",
            "总计",
            "",
        ],
        ["", "", "自然人", "法人或其他组织", "", "", "", "", "", ""],
        ["", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "", ""],
    ];
    rows.map(|row| row.map(str::to_owned).to_vec()).to_vec()
}

/// The rows of 表三 before and after the cut, each ten columns wide. `deep` tells whether the
/// part after the cut keeps an empty column for the merged cell that the cut took away.
pub fn applications_rows(sheet: &Sheet, shape: &Shape, deep: bool) -> [Vec<Vec<String>>; 2] {
    let mut parts = [Vec::new(), Vec::new()];
    let mut groups_before: &[&str] = &[];
    for (nth, &row) in ApplicationRow::of(sheet.edition).iter().enumerate() {
        let after = nth >= shape.cut;
        let groups = row.groups();
        let mut cells: Vec<String> = Vec::new();
        for (level, group) in groups.iter().enumerate() {
            // The cut takes the outermost merged cell away; it is not printed again.
            if after && level == 0 {
                continue;
            }
            let new = groups_before.get(level) != Some(group);
            cells.push(if new { self::label(group) } else { String::new() });
            if after && deep {
                cells.push(String::new());
            }
        }
        groups_before = groups;
        cells.push(self::label(row.label()));
        if after && deep {
            cells.resize(3, String::new());
        } else if cells.len() < 2 {
            cells.push(String::new());
        }
        cells.extend(applications(sheet, row));
        cells.resize(10, String::new());
        parts[usize::from(after)].push(cells);
    }
    parts
}

/// The header rows of 表四 in fifteen columns.
pub fn disputes_header(outcomes: [&str; 5]) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new(); 15]; 3];
    rows[0][0] = "行政复议".to_owned();
    rows[0][5] = "行政诉讼".to_owned();
    rows[1][5] = "未经复议直接起诉".to_owned();
    rows[1][10] = "复议后起诉".to_owned();
    for (nth, outcome) in outcomes.into_iter().enumerate() {
        rows[1][nth] = outcome.to_owned();
        rows[2][nth + 5] = outcome.to_owned();
        rows[2][nth + 10] = outcome.to_owned();
    }
    rows
}

/// The rows of 表二, clause lines among them, `width` columns wide.
pub fn disclosure_rows(sheet: &Sheet, width: usize) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for block in sheet.disclosure() {
        rows.push(vec![block.clause.to_owned()]);
        let headers = block.headers.iter().map(|header| (*header).to_owned());
        rows.push(std::iter::once("信息内容".to_owned()).chain(headers).collect());
        for (label, values) in block.rows {
            rows.push(std::iter::once(label.to_owned()).chain(values).collect());
        }
    }
    rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    rows
}
