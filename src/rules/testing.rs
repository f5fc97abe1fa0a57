//! What the tests of the rules share.

use super::review;
use crate::form::Cell;
use crate::report::{Report, Value};
use crate::sample;

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
            Value::Number(number) => number.to_string(),
            Value::Placeholder => "—".to_owned(),
            Value::Invalid(_) => "约3".to_owned(),
            Value::Blank | Value::Missing(_) => String::new(),
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
