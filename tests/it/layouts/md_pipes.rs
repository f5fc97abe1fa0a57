//! Markdown with pipe tables; 表三 is cut in two, and the second half has no header.

use super::{Shape, disputes, markdown};
use crate::sheet::Sheet;
use gouji::form::Section;

/// The report.
pub fn render(sheet: &Sheet, shape: &Shape) -> String {
    markdown::render(sheet, true, |section| match section {
        Section::Disclosure => {
            let mut rows = markdown::disclosure_rows(sheet, 4);
            // The first clause line lands above the table, which then has an empty header.
            let clause = rows.remove(0).swap_remove(0);
            rows.insert(0, vec![String::new(); 4]);
            vec![format!("{clause}\n"), table(&rows)]
        }
        Section::Applications => {
            let [before, mut after] = markdown::applications_rows(sheet, shape, true);
            let mut rows = markdown::applications_header();
            rows.extend(before);
            after.insert(0, vec![String::new(); 10]);
            vec![table(&rows), table(&after)]
        }
        Section::Disputes => {
            let mut rows =
                markdown::disputes_header(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]);
            rows.push(disputes(sheet));
            vec![table(&rows)]
        }
        _ => Vec::new(),
    })
}

fn table(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for (nth, row) in rows.iter().enumerate() {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
        if nth == 0 {
            out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
        }
    }
    out
}
