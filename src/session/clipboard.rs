//! What goes out through the clipboard, and what comes in.

use super::reviewed::Reviewed;
use super::sheet::{Sheet, SheetCell};
use std::fmt::Write;

/// One thing in the two forms that office programs look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Cells apart by tabs, rows by line ends.
    pub text: String,
    /// A table with merged cells.
    pub html: String,
}

/// A table, to be pasted into a sheet or a document.
pub fn copy_sheet(sheet: &Sheet, reviewed: &Reviewed) -> Copied {
    let mut html = String::from("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">");
    let mut text = String::new();
    // How many more rows each column is covered by a merged cell from above.
    let mut covered = vec![0usize; sheet.columns];
    for row in sheet.rows() {
        html.push_str("<tr>");
        let mut at = 0;
        let mut fields = vec![String::new(); sheet.columns];
        for cell in &row.cells {
            while covered[at] > 0 {
                at += 1;
            }
            let (tag, width, height, content) = match cell {
                SheetCell::Head { text, width, height, .. } => {
                    ("th", *width, *height, (*text).to_owned())
                }
                SheetCell::Value { cell, width } => {
                    let content = reviewed.shown(*cell);
                    // A minus sign of typography is no minus sign to a spreadsheet.
                    ("td", *width, 1, content.replace('−', "-"))
                }
            };
            let merged = |name, span| match span {
                1 => String::new(),
                span => format!(" {name}=\"{span}\""),
            };
            let _ = write!(
                html,
                "<{tag}{}{}>{}</{tag}>",
                merged("colspan", width),
                merged("rowspan", height),
                escape(&content)
            );
            fields[at] = content.replace(['\t', '\n', '\r'], " ");
            covered[at..at + width].fill(height);
            at += width;
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        html.push_str("</tr>");
        text.push_str(&fields.join("\t"));
        text.push_str("\r\n");
    }
    html.push_str("</table>");
    Copied { text, html }
}

/// Several tables one below the other, each under its heading, to be pasted into a document.
pub fn copy_sheets(sheets: &[Sheet], reviewed: &Reviewed) -> Copied {
    let mut all = Copied { text: String::new(), html: String::new() };
    for sheet in sheets {
        let one = copy_sheet(sheet, reviewed);
        let _ = write!(all.html, "<p>{}</p>{}<p></p>", escape(&sheet.caption), one.html);
        let _ = write!(all.text, "{}\r\n{}\r\n", sheet.caption, one.text);
    }
    all
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether the HTML on a clipboard says more than its text: it holds a table.
pub fn is_worth_reading_as_html(html: &str) -> bool {
    html.as_bytes().windows(6).any(|window| window.eq_ignore_ascii_case(b"<table"))
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::super::sheet::Width;
    use super::*;
    use crate::form::{Edition, Table};

    #[test]
    fn a_copied_table_keeps_its_columns() {
        let reviewed = fixture::reviewed();
        let sheet = Sheet::new(Table::Applications, Edition::E2021, Width::Form);
        let copied = copy_sheet(&sheet, &reviewed);
        let rows: Vec<&str> = copied.text.split_terminator("\r\n").collect();
        assert_eq!(rows.len(), 28);
        assert!(rows.iter().all(|row| row.split('\t').count() == 10));
        assert_eq!(rows[3], "一、本年新收政府信息公开申请数量\t\t\t56\t10\t2\t1\t7\t2\t78");
        assert_eq!(rows[5], "三、本年度办理结果\t（一）予以公开\t\t21\t3\t1\t1\t2\t1\t28");
        assert!(copied.html.contains("<th rowspan=\"8\">（三）不予公开</th>"));
        assert!(copied.html.contains("<td>78</td>"));
    }

    #[test]
    fn what_was_changed_is_copied() {
        let before = fixture::reviewed();
        let edits = fixture::changes().edits;
        let after = fixture::changed(&before, edits, &[]);
        let sheet = Sheet::new(Table::Applications, Edition::E2021, Width::Form);
        let copied = copy_sheets(&[sheet.clone(), sheet], &after);
        assert!(copied.text.contains("（一）予以公开\t\t19\t3\t1\t1\t2\t1\t28"));
        assert_eq!(copied.html.matches("<table").count(), 2);
        assert!(copied.html.starts_with("<p>三、收到和处理"));
    }

    #[test]
    fn only_html_with_a_table_is_worth_it() {
        assert!(is_worth_reading_as_html("<div><TABLE border=1>"));
        assert!(!is_worth_reading_as_html("<p>表格</p>"));
    }
}
