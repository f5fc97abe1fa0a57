//! Markdown headings, and tables as rows of tabs.

use super::{Shape, disputes, markdown};
use crate::sheet::Sheet;
use gouji::form::Section;

/// The report.
pub fn render(sheet: &Sheet, shape: &Shape) -> String {
    markdown::render(sheet, false, |section| match section {
        Section::Disclosure => vec![table(&markdown::disclosure_rows(sheet, 4))],
        Section::Applications => {
            let [before, after] = markdown::applications_rows(sheet, shape, false);
            let mut rows = markdown::applications_header();
            rows.extend(before);
            rows.extend(after);
            vec![table(&rows)]
        }
        Section::Disputes => {
            let mut rows = markdown::disputes_header([
                "结果 维持",
                "结果 纠正",
                "其他 结果",
                "尚未 审结",
                "总计",
            ]);
            rows.push(disputes(sheet));
            vec![table(&rows)]
        }
        _ => Vec::new(),
    })
}

fn table(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("\t") + "\n").collect()
}
