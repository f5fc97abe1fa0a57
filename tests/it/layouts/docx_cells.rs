//! DOCX as text: a cell is a line with a tab before it, a row ends with an empty line.

use super::{applications, disputes};
use crate::sheet::{Paragraph, Sheet};
use gouji::form::{ApplicationRow, Section};

/// The report.
pub fn render(sheet: &Sheet) -> String {
    let mut out = format!("{}{}年政府信息公开工作年度报告\n", sheet.organization, sheet.year);
    for section in Section::ALL {
        out.push_str(&format!("{}、{}\n", section.numeral(), section.title()));
        let rows = match section {
            Section::Disclosure => disclosure_rows(sheet),
            Section::Applications => applications_rows(sheet),
            Section::Disputes => disputes_rows(sheet),
            Section::Overview | Section::Problems | Section::Others => Vec::new(),
        };
        if !rows.is_empty() {
            let told: Vec<String> = rows
                .iter()
                .map(|row| row.iter().map(|cell| format!("\t{cell}\n")).collect::<String>())
                .collect();
            out.push_str(&format!("\n{}\n\n", told.join("\n")));
        }
        for paragraph in sheet.prose(section) {
            match paragraph {
                Paragraph::Subheading(text) => out.push_str(&format!("{text}\n\n")),
                Paragraph::Text(text) => out.push_str(&format!("{text}\n")),
            }
        }
    }
    out.push_str(&format!("{}\n{}\n", sheet.organization, sheet.date()));
    out
}

fn disclosure_rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for block in sheet.disclosure() {
        rows.push(vec![block.clause.to_owned()]);
        let headers = block.headers.iter().map(|header| (*header).to_owned());
        rows.push(std::iter::once("信息内容".to_owned()).chain(headers).collect());
        for (label, values) in block.rows {
            rows.push(std::iter::once(label.to_owned()).chain(values).collect());
        }
    }
    rows
}

fn applications_rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let mut rows: Vec<Vec<String>> = vec![
        words(&[
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            "申请人情况",
        ]),
        words(&["", "自然人", "法人或其他组织", "总计"]),
        words(&["", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""]),
    ];
    let mut groups_before: &[&str] = &[];
    for &row in ApplicationRow::of(sheet.edition) {
        let groups = row.groups();
        let mut cells: Vec<String> = groups
            .iter()
            .enumerate()
            .map(|(level, group)| {
                let new = groups_before.get(level) != Some(group);
                if new { (*group).to_owned() } else { String::new() }
            })
            .collect();
        groups_before = groups;
        cells.push(row.label().to_owned());
        cells.extend(applications(sheet, row));
        rows.push(cells);
    }
    rows
}

fn disputes_rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut second = words(&outcomes);
    second.extend(words(&["未经复议直接起诉", "复议后起诉"]));
    let mut third = vec![String::new(); 5];
    third.extend(words(&outcomes));
    third.extend(words(&outcomes));
    vec![words(&["行政复议", "行政诉讼"]), second, third, disputes(sheet)]
}
