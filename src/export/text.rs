//! A review as text for people, and as the form of the golden tests.
//!
//! ```text
//! applications-unbalanced  错误  表三 · 自然人
//!   自然人：本年新收 10 + 上年结转 2 = 12，办理结果总计 11 + 结转下年度 2 = 13，相差 -1
//!   怎么办：先看“上年结转”是不是上一年报告的“结转下年度继续办理”……
//!   依据：国办公开办函〔2021〕30号……
//!   位置：38:12  39:12  61:12  62:12
//! ```

use super::offsets::Offsets;
use crate::document::Document;
use crate::finding::{Finding, Review, Verdict};
use crate::form::{Cell, Table};
use crate::report::{EditionFrom, Entry, Report, Value};
use crate::rules;
use std::fmt::Write;

/// The whole review: what is wrong first, then what cannot be told, then the tables.
pub fn text(document: &Document, review: &Review) -> String {
    let offsets = Offsets::new(&document.source);
    let mut out = String::new();
    head(&mut out, review);
    for verdict in [Verdict::Fail, Verdict::Warn] {
        for finding in review.ended(verdict) {
            out.push('\n');
            self::finding(&mut out, &offsets, &review.report, finding);
        }
    }
    unknown(&mut out, review);
    tables(&mut out, &review.report);
    out
}

fn head(out: &mut String, review: &Review) {
    let report = &review.report;
    let quoted = |quote: &Option<crate::report::Quote>| {
        quote.as_ref().map_or("（没有读到）".to_owned(), |quote| quote.text.clone())
    };
    let from = match report.edition_from {
        EditionFrom::Tables => "按表格判断",
        EditionFrom::Year => "按年度判断",
        EditionFrom::Assumed => "无从判断，按现行格式",
    };
    let year = report.year.map_or("（没有读到）".to_owned(), |year| format!("{year}"));
    let _ = writeln!(out, "{}", quoted(&report.title));
    let _ = writeln!(
        out,
        "机关：{}   年度：{year}   格式：{}（{from}）",
        quoted(&report.organization),
        report.edition.document(),
    );
    if let Some(period) = &report.period {
        let day = |(year, month, day): (u16, u8, u8)| format!("{year}年{month}月{day}日");
        let _ = writeln!(out, "统计期限：{}至{}", day(period.from), day(period.to));
    }
    let sections: Vec<&str> =
        report.sections.iter().map(|section| section.heading.text.as_str()).collect();
    let _ = writeln!(
        out,
        "部分：{}",
        if sections.is_empty() { "（没有读到）".to_owned() } else { sections.join("  ") }
    );
    let counts: Vec<String> = [Verdict::Pass, Verdict::Fail, Verdict::Warn, Verdict::Unknown]
        .into_iter()
        .map(|verdict| format!("{} {}", verdict.name(), review.count(verdict)))
        .collect();
    let _ = writeln!(out, "核对：{}", counts.join("   "));
}

fn finding(out: &mut String, offsets: &Offsets, report: &Report, finding: &Finding) {
    let place = match finding.subject.table() {
        Some(table) if finding.subject.name() == table.name() => table.name().to_owned(),
        Some(table) => format!("{} · {}", table.name(), finding.subject.name()),
        None => finding.subject.name().to_owned(),
    };
    let severity = finding.severity.name();
    let _ = writeln!(out, "{}  {severity}  {place}", finding.rule);
    let _ = writeln!(out, "  {}", finding.message());
    if let Some(rule) = rules::find(finding.rule) {
        for heading in ["怎么办", "依据", "理由"] {
            if let Some(text) = rule.section(heading) {
                let _ = writeln!(out, "  {heading}：{text}");
            }
        }
    }
    let spans = finding.cells().filter_map(|cell| report.entry(cell).span);
    let places: Vec<String> = spans
        .chain(finding.mentions().iter().map(|mention| mention.span))
        .map(|span| offsets.line_column(span.start))
        .map(|(line, column)| format!("{line}:{column}"))
        .collect();
    if !places.is_empty() {
        let _ = writeln!(out, "  位置：{}", places.join("  "));
    }
}

/// What could not be checked: half a report would fill pages, so checks of a rule with the same
/// reason share a line.
fn unknown(out: &mut String, review: &Review) {
    let mut groups: Vec<(&str, String, Vec<&Finding>)> = Vec::new();
    for finding in review.ended(Verdict::Unknown) {
        let reason = finding.hindrance().unwrap_or_default();
        let same = |group: &&mut (&str, String, Vec<&Finding>)| {
            group.0 == finding.rule && !reason.is_empty() && group.1 == reason
        };
        match groups.iter_mut().find(same) {
            Some((_, _, findings)) => findings.push(finding),
            None => groups.push((finding.rule, reason, vec![finding])),
        }
    }
    if !groups.is_empty() {
        out.push_str("\n无法核对：\n");
    }
    for (rule, reason, findings) in groups {
        let _ = match findings.as_slice() {
            [one] => writeln!(out, "  {rule}  {}", one.message()),
            [first, second, rest @ ..] => {
                let (first, second) = (first.subject.name(), second.subject.name());
                let more = if rest.is_empty() {
                    String::new()
                } else {
                    format!("等 {} 项", findings.len())
                };
                writeln!(out, "  {rule}  {first}、{second}{more}：有的格{reason}")
            }
            [] => Ok(()),
        };
    }
}

fn tables(out: &mut String, report: &Report) {
    for table in Table::ALL {
        let _ = writeln!(out, "\n{} {}", table.name(), table.section().title());
        let mut row_before = "";
        for (cell, entry) in report.table(table) {
            if cell.row_key() != row_before {
                row_before = cell.row_key();
                let start = if out.ends_with('\n') { "" } else { "\n" };
                let _ = write!(out, "{start}  {}：", row_name(cell));
            }
            let _ = write!(out, " {}", shown(entry));
        }
        out.push('\n');
    }
    for row in &report.extra_rows {
        let values: Vec<&str> = row.values.iter().map(|value| value.text.as_str()).collect();
        let (table, label) = (row.table.name(), &row.label.text);
        let _ = writeln!(out, "\n{table}中表格以外的一行：{label}： {}", values.join(" "));
    }
    let mut reasons: Vec<&str> = Vec::new();
    for entry in report.entries.values() {
        if let Value::Missing(reason) | Value::Invalid(reason) = &entry.value
            && !reasons.contains(&reason.as_str())
        {
            reasons.push(reason);
        }
    }
    if !reasons.is_empty() {
        let _ = writeln!(out, "\n？为没有读到，！为不能计数：{}", reasons.join("；"));
    }
}

fn row_name(cell: Cell) -> &'static str {
    match cell {
        Cell::Disclosure(row, _) => row.name(),
        Cell::Applications(row, _) => row.name(),
        Cell::Disputes(group, _) => group.name(),
    }
}

/// A cell in one word: a number as it counts, everything else as it stands.
fn shown(entry: &Entry) -> String {
    match &entry.value {
        Value::Number(number) => number.to_string(),
        Value::Blank => "空白".to_owned(),
        Value::Placeholder => entry.raw.to_string(),
        Value::Invalid(_) => format!("！{}", entry.raw),
        Value::Missing(_) => "？".to_owned(),
    }
}
