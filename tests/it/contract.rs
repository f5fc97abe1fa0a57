//! The JSON contract: whole, current, and what the schema says.

use gouji::Options;
use gouji::export::wire::{Output, Review, State};
use gouji::form::Edition;
use serde_json::Value;
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(&gouji::export::schema()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

/// An output as JSON, which must be what the schema says.
#[track_caller]
pub fn valid(output: &Output) -> Value {
    let json = serde_json::to_value(output).unwrap();
    let errors: Vec<String> = SCHEMA
        .iter_errors(&json)
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    json
}

#[track_caller]
fn review(text: &str) -> Review {
    let output = gouji::check(text.as_bytes(), "report.txt", Options { with_text: true });
    valid(&output);
    match output {
        Output::Review(review) => *review,
        Output::Refusal(refusal) => panic!("{}", refusal.error.message),
    }
}

#[test]
fn the_committed_schema_is_current() {
    let committed = include_str!("../../public/gouji-1.schema.json");
    assert_eq!(
        committed,
        gouji::export::schema(),
        "run `gouji schema > public/gouji-1.schema.json`"
    );
}

#[test]
fn the_schema_refuses_what_is_no_output() {
    let mut json =
        valid(&gouji::check(gouji::sample::TEXT.as_bytes(), "样例.txt", Options::default()));
    json["checks"][0]["status"] = "maybe".into();
    assert!(!SCHEMA.is_valid(&json));
    json["checks"][0]["status"] = "pass".into();
    assert!(SCHEMA.is_valid(&json));
    json.as_object_mut().unwrap().remove("cells");
    assert!(!SCHEMA.is_valid(&json));
}

#[test]
fn the_sample_has_its_one_mistake() {
    let review = review(gouji::sample::TEXT);
    let broken: Vec<&str> = review
        .checks
        .iter()
        .filter(|check| check.status == gouji::export::wire::Status::Fail)
        .map(|check| check.id.as_str())
        .collect();
    assert_eq!(
        broken,
        [
            "applications-total-mismatch#granted",
            "applications-disposed-total-mismatch#natural_person"
        ]
    );
    let sums = review.checks.iter().filter(|check| check.formula.is_some());
    let held = sums.filter(|check| check.status == gouji::export::wire::Status::Pass).count();
    assert_eq!((held, review.summary.unknown), (40, 0));
    let wrong = gouji::sample::WRONG_CELL.key();
    for id in broken {
        let check = review.checks.iter().find(|check| check.id == id).unwrap();
        assert!(check.cells.contains(&wrong.into()), "{id}");
    }
    assert_eq!(review.organization.as_deref(), Some("青禾县文化和旅游局"));
    assert_eq!(review.year, Some(2024));
    assert_eq!(review.sections.len(), 6);
    assert_eq!(review.period.unwrap().to, "2024-12-31");
}

/// Offsets count scalars, also behind characters of two, three and four bytes and line ends of two.
#[test]
fn every_span_cuts_its_raw_out_of_the_text() {
    let text = format!("\u{feff}é𠮷前言\r\n{}", gouji::sample::TEXT.replace('\n', "\r\n"));
    let review = review(&text);
    let read: Vec<char> = review.source.text.as_ref().unwrap().chars().collect();
    assert_eq!(review.source.characters, Some(read.len()));
    let lines = review.source.text.as_ref().unwrap().split("\r\n").collect::<Vec<_>>();
    for (path, cell) in &review.cells {
        let span = cell.span.unwrap_or_else(|| panic!("{path} has no span"));
        let cut: String = read[span.start..span.end].iter().collect();
        assert_eq!(cut, cell.raw, "{path}");
        assert!(lines[span.line - 1].contains(&*cell.raw), "{path}");
    }
}

#[test]
fn half_a_report_is_a_whole_output() {
    let text = "四、政府信息公开行政复议、行政诉讼情况\n4 1 2 1 8 2 0 0 1 3 1 0 1 0 2\n";
    let review = review(text);
    assert_eq!(review.edition, "2021");
    assert_eq!(review.cells.len(), 200);
    assert_eq!(review.tables.applications.len(), 25);
    assert_eq!(review.checks.len(), 42);
    let missing = review.cells.values().filter(|cell| cell.state == State::Missing);
    for cell in missing {
        assert!(cell.reason.as_ref().is_some_and(|reason| !reason.is_empty()));
    }
    assert!(review.summary.unknown >= 39);
    assert_eq!(review.summary.fail, 0);
}

#[test]
fn the_checks_of_an_edition_are_always_all_there() {
    for (edition, year, checks, cells) in
        [(Edition::E2021, 2023, 42, 200), (Edition::E2019, 2020, 40, 198)]
    {
        let review =
            review(&format!("某县审计局{year}年政府信息公开工作年度报告\n一、总体情况\n全文。\n"));
        assert_eq!(review.edition, edition.key());
        assert_eq!((review.checks.len(), review.cells.len()), (checks, cells));
        assert_eq!(review.summary.unknown, checks);
    }
}

#[test]
fn what_is_no_report_is_refused_in_words() {
    for (bytes, kind) in [
        (&b""[..], "empty"),
        (" \n\t\u{3000}".as_bytes(), "empty"),
        ("今天天气很好，适合出游。\n门票 30 元\n".as_bytes(), "not_a_report"),
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "unsupported_format"),
    ] {
        let json = valid(&gouji::check(bytes, "x.txt", Options::default()));
        assert_eq!(json["error"]["kind"], kind);
        let message = json["error"]["message"].as_str().unwrap();
        assert!(message.chars().count() > 10 && message.contains('请'), "{message}");
        assert!(json.get("tables").is_none());
    }
    let large = vec![b'1'; gouji::read::MAX_BYTES + 1];
    let json = valid(&gouji::check(&large, "x.txt", Options::default()));
    assert_eq!(json["error"]["kind"], "too_large");
}
