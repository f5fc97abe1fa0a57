//! What the tests of the rules share.

use super::review;
use crate::finding::Verdict;
use crate::form::{Cell, Section};
use crate::report::{Quote, Report, SectionText, Value};
use crate::sample;
use crate::source::Span;

/// A count as a value.
pub fn count(number: i64) -> Value {
    Value::Number(number.into())
}

/// The consistent sample with some cells changed.
pub fn consistent_with(changes: impl IntoIterator<Item = (Cell, Value)>) -> Report {
    let mut report = sample::consistent();
    for (cell, value) in changes {
        let entry = report.entries.get_mut(&cell).expect("a cell of the edition");
        entry.raw = match &value {
            Value::Number(number) => number.to_string().into(),
            Value::Placeholder => "—".into(),
            Value::Invalid(_) => "约3".into(),
            Value::Blank | Value::Missing(_) => "".into(),
        };
        entry.value = value;
    }
    report
}

/// Verdict and sentence of one check.
#[track_caller]
pub fn told(report: &Report, id: &str) -> String {
    let review = review(report.clone());
    let finding = review.findings.iter().find(|finding| finding.id() == id);
    let finding = finding.unwrap_or_else(|| panic!("no check {id}"));
    format!("{} {}", finding.verdict.name(), finding.message())
}

/// What one rule says of a report, a line for each finding; empty when it says nothing.
pub fn all_of(report: &Report, rule: &str) -> String {
    let review = review(report.clone());
    let own = review.findings.iter().filter(|finding| finding.rule == rule);
    let lines = own.filter(|finding| finding.verdict != Verdict::Pass).map(|finding| {
        let (verdict, severity) = (finding.verdict.name(), finding.severity.name());
        format!("{verdict} {severity} {}：{}", finding.id(), finding.message())
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// A section with its official heading and some text.
pub fn section(section: Section, text: &str) -> SectionText {
    let heading = format!("{}、{}", section.numeral(), section.title());
    SectionText {
        section,
        heading: Quote { text: heading, span: Span::empty(0) },
        span: Span::empty(0),
        body: Span::empty(0),
        text: text.to_owned(),
    }
}

/// The consistent sample with its title and its six sections, as they should be.
pub fn whole() -> Report {
    let mut report = sample::consistent();
    let quote = |text: &str| Some(Quote { text: text.to_owned(), span: Span::empty(0) });
    report.title = quote("白鹭区审计局2024年政府信息公开工作年度报告");
    report.organization = quote("白鹭区审计局");
    let overview = "（一）主动公开。全年发布信息417条。（二）依申请公开。规范登记、答复各环节。（三）政府信息管理。先审查后公开。（四）政府信息公开平台建设。完成网站改造。（五）监督保障。纳入年度考核，培训3次。".repeat(2);
    report.sections = Section::ALL
        .into_iter()
        .map(|which| match which {
            Section::Overview => section(which, &overview),
            Section::Problems => section(
                which,
                "存在的问题：解读形式不够多样，栏目更新不够及时。改进情况：增加图解，每月通报更新，编印手册，加强培训，按季度检查。",
            ),
            Section::Others => section(which, "本年度没有收取信息处理费。"),
            table => section(table, ""),
        })
        .collect();
    report
}

/// The sample report with a sentence at the end of its part 依申请公开.
pub fn sample_text(sentence: &str) -> String {
    let place = "（三）政府信息管理\n";
    assert!(sample::TEXT.contains(place));
    let text = sample::TEXT.replace("21 3 1 1 2 1 28", "20 3 1 1 2 1 28");
    text.replacen(place, &format!("{sentence}\n{place}"), 1)
}

/// What a rule tells of the sample report with a sentence more, without what it tells of the
/// sample as it is.
#[track_caller]
pub fn prose_told(rule: &str, sentence: &str) -> String {
    let text = sample_text(sentence).replacen(
        "全年新收政府信息公开申请78件，上年结转4件；办结76件，结转下年度继续办理6件。因信息公开引发行政复议8件、行政诉讼5件。",
        "",
        1,
    );
    prose_told_of(&text.replacen("全年制发行政规范性文件5件，废止2件，现行有效31件，", "", 1), rule)
}

/// Verdicts and sentences of a rule on a text, with what it points to.
#[track_caller]
pub fn prose_told_of(text: &str, rule: &str) -> String {
    let (document, review) = crate::examine(text.as_bytes(), "report.txt").expect("a report");
    let mut lines = Vec::new();
    for finding in review.findings.iter().filter(|finding| finding.rule == rule) {
        let mentions: Vec<&str> = finding
            .mentions()
            .iter()
            .map(|mention| {
                let cut = document.source.slice(mention.span);
                assert_eq!(cut, mention.text, "the span quotes the mention");
                cut
            })
            .collect();
        lines.push(format!("{} {} {mentions:?}", finding.verdict.name(), finding.message()));
    }
    lines.join("\n")
}
