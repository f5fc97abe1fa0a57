//! Lines of the source text with their marks, as HTML.
//!
//! The lines lie under the text field, so they change with every key: a piece of HTML for a block
//! of lines costs the browser one call, elements made one by one would cost hundreds.

use super::lines::Lines;
use super::marks::{Marks, Tone};
use std::fmt::Write;
use std::ops::Range;

impl Tone {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Invalid => "mark-invalid",
            Tone::Warn => "mark-warn",
            Tone::Fail => "mark-fail",
            Tone::Involved => "mark-involved",
            Tone::InvolvedFail => "mark-involved mark-fail",
            Tone::Chosen => "mark-chosen",
            Tone::ChosenFail => "mark-chosen mark-chosen-fail",
        }
    }
}

/// The HTML of a range of 0-based lines; `lit` is the line to light up.
pub fn source_html(
    lines: &Lines,
    marks: &Marks,
    lit: Option<usize>,
    range: Range<usize>,
) -> String {
    let mut html = String::new();
    for line in range {
        let text = lines.line(line);
        let on = if lit == Some(line) { " lit" } else { "" };
        let number = line + 1;
        let _ = write!(
            html,
            "<div class=\"source-line{on}\" data-line=\"{number}\">\
             <span class=\"source-number\">{number}</span><span class=\"source-text\">"
        );
        let mut at = 0;
        for mark in marks.on(line) {
            // Marks are of the last review; the text may be a key further.
            let (Some(before), Some(marked)) =
                (text.get(at..mark.range.start), text.get(mark.range.clone()))
            else {
                continue;
            };
            escape(&mut html, before);
            let empty = if marked.is_empty() { " mark-empty" } else { "" };
            let _ = write!(html, "<mark class=\"{}{empty}\">", mark.tone.class());
            escape(&mut html, marked);
            html.push_str("</mark>");
            at = mark.range.end;
        }
        escape(&mut html, text.get(at..).unwrap_or_default());
        html.push_str("</span></div>");
    }
    html
}

/// A text as HTML shows it.
pub fn escaped(text: &str) -> String {
    let mut html = String::new();
    escape(&mut html, text);
    html
}

fn escape(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks::Mark;
    use super::*;

    #[test]
    fn the_text_stays_text() {
        let lines = Lines::new("<img src=x onerror=\"a\">&9".into());
        let end = lines.line(0).len();
        let mark = Mark { range: end - 1..end, tone: Tone::Chosen };
        let html = source_html(&lines, &Marks::from_iter([(0, vec![mark])]), Some(0), 0..1);
        assert_eq!(
            html,
            "<div class=\"source-line lit\" data-line=\"1\"><span class=\"source-number\">1</span>\
             <span class=\"source-text\">&lt;img src=x onerror=&quot;a&quot;&gt;&amp;\
             <mark class=\"mark-chosen\">9</mark></span></div>"
        );
    }

    #[test]
    fn a_mark_that_no_longer_fits_is_left_out() {
        let lines = Lines::new("甲乙".into());
        let marks = [1..2, 0..3, 3..99].map(|range| Mark { range, tone: Tone::Fail });
        let html = source_html(&lines, &Marks::from_iter([(0, marks.into())]), None, 0..1);
        assert!(html.contains("<mark class=\"mark-fail\">甲</mark>乙</span>"), "{html}");
    }
}
