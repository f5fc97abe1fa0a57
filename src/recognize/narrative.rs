//! The prose among the records: what of the sections is no table, page or web furniture.

use super::fold;
use super::sections::Heading;
use super::tokens::{Holds, Tokens};
use crate::form::Section;
use crate::narrative::{Narrative, NarrativeBuilder, dates};
use crate::source::Span;
use crate::words::{any_begins, any_in};
use std::ops::Range;

/// How many records before the first heading can be a preamble.
const PREAMBLE_RECORDS: usize = 60;

/// Collects the prose; `title` is where the title stands, behind which the preamble begins.
pub fn narrative(tokens: &Tokens<'_>, headings: &[Heading], title: Option<Span>) -> Narrative {
    let mut builder = NarrativeBuilder::new(tokens.document.source.as_str());
    let Some(first) = headings.first() else { return builder.finish(None) };
    if let Some(title) = title {
        let from = first.records.0.saturating_sub(PREAMBLE_RECORDS);
        let behind = (from..first.records.0)
            .find(|&record| tokens.records[record].span.start >= title.end)
            .unwrap_or(first.records.0);
        for record in behind..first.records.0 {
            if let Some(span) = line(tokens, record)
                && !is_contents(tokens.text(span))
            {
                builder.line(span, false);
            }
        }
    }
    let mut signed = None;
    for (at, heading) in headings.iter().enumerate() {
        let end = headings.get(at + 1).map_or(tokens.records.len(), |next| next.records.0);
        builder.section(heading.section);
        // `六、其他需要报告的事项：无。`: the text goes on in the heading's own line.
        let own = tokens.records[heading.records.1].span;
        if own.end > heading.span.end && tokens.records[heading.records.1].row.is_none() {
            builder.line(Span::new(heading.span.end, own.end), true);
        }
        let records = heading.records.1 + 1..end;
        match heading.section {
            Section::Overview | Section::Problems => {
                for record in records {
                    if let Some(span) = line(tokens, record) {
                        builder.line(span, false);
                    }
                }
            }
            Section::Disclosure | Section::Applications | Section::Disputes => {
                before_the_table(tokens, records, &mut builder);
            }
            Section::Others => signed = last_section(tokens, records, &mut builder),
        }
    }
    builder.finish(signed)
}

/// A line of running text, or the lone cell of a row; `None` for a table row, a blank or what a
/// printer adds.
fn line(tokens: &Tokens<'_>, record: usize) -> Option<Span> {
    let found = &tokens.records[record];
    let prose = !matches!(found.holds, Holds::Nothing | Holds::Furniture);
    (found.filled == 1 && prose).then_some(found.span)
}

/// A table of contents leads to page numbers with dots.
fn is_contents(text: &str) -> bool {
    text.contains("……") || text.contains("....") || text.contains("····")
}

/// What stands between the heading of a section and its table, if it is made of sentences.
fn before_the_table(
    tokens: &Tokens<'_>,
    records: Range<usize>,
    builder: &mut NarrativeBuilder<'_>,
) {
    let mut lines = Vec::new();
    for record in records {
        if tokens.records[record].row.is_some() && tokens.records[record].filled > 1 {
            break;
        }
        let Some(span) = line(tokens, record) else { continue };
        if begins_table(tokens.text(span)) {
            break;
        }
        lines.push(span);
    }
    if lines.iter().any(|&span| tokens.text(span).contains('。')) {
        for span in lines {
            builder.line(span, false);
        }
    }
}

/// The last section, up to its date, to tables that a converter moved behind the text, or to what
/// a web page prints under the report. Gives where the date stands.
fn last_section(
    tokens: &Tokens<'_>,
    records: Range<usize>,
    builder: &mut NarrativeBuilder<'_>,
) -> Option<Span> {
    for record in records {
        if tokens.records[record].row.is_some() && tokens.records[record].filled > 1 {
            return None;
        }
        let Some(span) = line(tokens, record) else { continue };
        let text = tokens.text(span);
        if dates::whole(text).is_some() {
            let start = text.len() - text.trim_start_matches(fold::is_space).len();
            let end = text.trim_end_matches(fold::is_space).len();
            return Some(Span::new(span.start + start, span.start + end));
        }
        if begins_table(text) || is_website(text) {
            return None;
        }
        builder.line(span, false);
    }
    None
}

/// Whether a line begins one of the tables.
fn begins_table(text: &str) -> bool {
    const OPENINGS: &str = "\
        第二十条第 信息内容 本列数据的勾稽 申请人情况 自然人 法人或其他组织 行政复议行政诉讼 \
        结果维持 单位件 一本年新收政府信息公开申请数量 未经复议直接起诉 规章";
    const WHOLE: [&str; 6] = ["行政复议", "行政诉讼", "结果", "维持", "申请人", "信息"];
    let label = fold::label(text);
    any_begins(OPENINGS, &label) || WHOLE.contains(&&*label)
}

/// Whether a line is what a web page prints under a text.
fn is_website(text: &str) -> bool {
    const MARKS: &str = "\
        相关文章 相关链接 相关阅读 相关信息 上一篇 下一篇 扫一扫 打印 关闭窗口 分享到 \
        责任编辑 版权所有 网站地图 ICP备 返回顶部 附件";
    let text = fold::joined(text);
    text.chars().count() <= 40 && any_in(MARKS, &text)
}
