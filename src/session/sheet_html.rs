//! A table as the form prints it, as HTML: its cells are empty, and each says which one it is.

use super::sheet::{HeadRole, Sheet, SheetCell, SheetRow};
use std::fmt::Write;

/// The HTML of what is in the table. Labels are the form's own words: none of them is markup.
pub fn sheet_html(sheet: &Sheet) -> String {
    let mut html = format!("<caption>{}</caption><thead>", sheet.caption);
    let rows = |html: &mut String, rows: &[SheetRow]| {
        for row in rows {
            html.push_str(if row.sum { "<tr class=\"sum\">" } else { "<tr>" });
            row.cells.iter().for_each(|cell| write_cell(html, cell));
            html.push_str("</tr>");
        }
    };
    rows(&mut html, &sheet.head);
    html.push_str("</thead>");
    for body in &sheet.bodies {
        html.push_str("<tbody>");
        rows(&mut html, body);
        html.push_str("</tbody>");
    }
    html
}

fn write_cell(html: &mut String, cell: &SheetCell) {
    let span = |html: &mut String, name: &str, span: usize| {
        if span > 1 {
            let _ = write!(html, " {name}=\"{span}\"");
        }
    };
    match *cell {
        SheetCell::Head { text, width, height, scope, role } => {
            let _ = write!(html, "<th class=\"{}\" scope=\"{}\"", role.class(), scope.key());
            span(html, "colspan", width);
            span(html, "rowspan", height);
            html.push('>');
            write_label(html, text, role);
            html.push_str("</th>");
        }
        SheetCell::Value { cell, width } => {
            let _ = write!(html, "<td data-cell=\"{}\" tabindex=\"-1\"", cell.key());
            span(html, "colspan", width);
            html.push_str(" aria-describedby=\"cell-hint\"></td>");
        }
    }
}

/// A label, with what the form prints in brackets set smaller.
fn write_label(html: &mut String, text: &str, role: HeadRole) {
    let aside = match role {
        HeadRole::Label | HeadRole::Column => text.find('（').filter(|&at| at > 0),
        _ => None,
    };
    // （一）予以公开 starts with a bracket; what comes after the name is the aside.
    let aside = aside.or_else(|| {
        let inner = text.char_indices().skip(1).find(|&(at, c)| c == '（' && at > 9);
        (role == HeadRole::Label).then(|| inner.map(|(at, _)| at)).flatten()
    });
    let (name, aside) = text.split_at_checked(aside.unwrap_or(text.len())).unwrap_or((text, ""));
    html.push_str(name);
    if !aside.is_empty() {
        html.push_str("<small>");
        html.push_str(aside);
        html.push_str("</small>");
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Width;
    use super::*;
    use crate::form::{Edition, Table};

    #[test]
    fn every_cell_of_every_table_is_there() {
        for edition in Edition::ALL {
            for table in Table::ALL {
                for width in [Width::Form, Width::Narrow] {
                    let sheet = Sheet::new(table, edition, width);
                    let html = sheet_html(&sheet);
                    let mut rest = html.as_str();
                    for cell in sheet.values() {
                        let mark = format!("<td data-cell=\"{}\" ", cell.key());
                        let at = rest.find(&mark).unwrap_or_else(|| panic!("{}", cell.key()));
                        rest = &rest[at + mark.len()..];
                    }
                    assert!(!rest.contains("<td"));
                    let words = sheet.rows().flat_map(|row| &row.cells);
                    assert!(words.into_iter().all(|cell| match cell {
                        SheetCell::Head { text, .. } => !text.contains(['<', '&']),
                        SheetCell::Value { .. } => true,
                    }));
                }
            }
        }
    }

    #[test]
    fn labels_set_brackets_apart() {
        let label = |text, role| {
            let mut html = String::new();
            write_label(&mut html, text, role);
            html
        };
        assert_eq!(label("（一）予以公开", HeadRole::Label), "（一）予以公开");
        assert_eq!(
            label("（二）部分公开（区分处理的，只计这一情形）", HeadRole::Label),
            "（二）部分公开<small>（区分处理的，只计这一情形）</small>"
        );
        assert_eq!(label("总计（件）", HeadRole::Column), "总计<small>（件）</small>");
        assert_eq!(label("（注）", HeadRole::Corner), "（注）");
    }
}
