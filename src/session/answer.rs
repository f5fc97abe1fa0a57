//! What the core says, read from its JSON.

use super::json::Json;
use crate::export::wire::{
    Cell, Check, Diagnosis, Edit, EditionFrom, ExtraRow, ExtraValue, Key, Map, Mention, Origin,
    Period, Review, Row, Section, SetAside, Severity, Source, Span, State, Status, Summary, Tables,
    Tool,
};

/// What the core says about an input.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// It was read and checked.
    Review(Box<Review>),
    /// It was not read.
    Refused {
        /// A Chinese sentence: what happened and what to do.
        sentence: String,
        /// What text there is nevertheless.
        text: Option<String>,
    },
}

/// Reads what the core says: [`crate::export::wire::Output`] as JSON. `None` for what it never
/// says.
pub fn told(json: &str) -> Option<Told> {
    let output = serde_json::from_str::<Json>(json).ok()?;
    let error = output.field("error");
    if !error.is_null() {
        let text = output.field("source").text_of("text");
        return Some(Told::Refused { sentence: error.text_of("message")?, text });
    }
    let schema = output.text_of("schema")?;
    Some(Told::Review(Box::new(review(&output, schema))))
}

fn review(json: &Json, schema: String) -> Review {
    let tool = json.field("tool");
    let tables = json.field("tables");
    let summary = json.field("summary");
    Review {
        schema,
        tool: Tool { name: tool.words_of("name"), version: tool.words_of("version") },
        source: source(json.field("source")),
        title: json.text_of("title"),
        organization: json.text_of("organization"),
        year: json.count_of("year").map(|year| year as u16),
        period: some(json.field("period"), |period| Period {
            from: period.words_of("from"),
            to: period.words_of("to"),
        }),
        edition: json.words_of("edition"),
        edition_from: match json.key_of("edition_from") {
            "tables" => EditionFrom::Tables,
            "year" => EditionFrom::Year,
            _ => EditionFrom::Assumed,
        },
        sections: list(json.field("sections"), section),
        tables: Tables {
            disclosure: map(tables.field("disclosure"), row),
            applications: map(tables.field("applications"), row),
            disputes: map(tables.field("disputes"), row),
        },
        cells: map(json.field("cells"), cell),
        extra_rows: list(json.field("extra_rows"), extra_row),
        checks: list(json.field("checks"), check),
        diagnoses: list(json.field("diagnoses"), diagnosis),
        edits: list(json.field("edits"), |edit| Edit {
            cell: edit.words_of("cell"),
            from: edit.number_of("from"),
            to: edit.number_of("to"),
        }),
        set_aside: list(json.field("set_aside"), |aside| SetAside {
            check: aside.words_of("check"),
            reason: aside.words_of("reason"),
        }),
        summary: Summary {
            pass: size(summary, "pass"),
            fail: size(summary, "fail"),
            warn: size(summary, "warn"),
            unknown: size(summary, "unknown"),
        },
    }
}

fn source(json: &Json) -> Source {
    Source {
        name: json.words_of("name"),
        format: json.text_of("format"),
        encoding: json.text_of("encoding"),
        sha256: json.text_of("sha256"),
        characters: json.count_of("characters"),
        lines: json.count_of("lines"),
        text: json.text_of("text"),
    }
}

fn section(json: &Json) -> Section {
    Section {
        number: size(json, "number") as u8,
        heading: json.words_of("heading"),
        text: json.words_of("text"),
        span: span(json.field("span")),
    }
}

fn row(json: &Json) -> Row {
    map(json, |value| value.number())
}

fn cell(json: &Json) -> Cell {
    Cell {
        state: match json.key_of("state") {
            "number" => State::Number,
            "blank" => State::Blank,
            "placeholder" => State::Placeholder,
            "invalid" => State::Invalid,
            _ => State::Missing,
        },
        raw: json.words_of("raw").into(),
        span: some(json.field("span"), span),
        reason: json.text_of("reason"),
        unit: json.text_of("unit"),
        origin: some(json.field("origin"), |origin| {
            let part = |key| origin.count_of(key).map(|part| part as u32);
            Origin {
                page: part("page"),
                table: part("table"),
                row: part("row"),
                column: part("column"),
            }
        }),
    }
}

fn extra_row(json: &Json) -> ExtraRow {
    ExtraRow {
        table: json.words_of("table"),
        label: json.words_of("label"),
        span: span(json.field("span")),
        values: list(json.field("values"), |value| ExtraValue {
            raw: value.words_of("raw"),
            span: span(value.field("span")),
        }),
    }
}

fn check(json: &Json) -> Check {
    Check {
        id: json.words_of("id"),
        rule: json.words_of("rule").into(),
        status: match json.key_of("status") {
            "pass" => Status::Pass,
            "fail" => Status::Fail,
            "warn" => Status::Warn,
            _ => Status::Unknown,
        },
        severity: match json.key_of("severity") {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Note,
        },
        title: json.words_of("title").into(),
        message: json.words_of("message"),
        advice: json.text_of("advice"),
        formula: json.text_of("formula").map(Key::from),
        left: json.number_of("left"),
        right: json.number_of("right"),
        difference: json.number_of("difference"),
        blanks_as_zero: json.holds("blanks_as_zero"),
        cells: list(json.field("cells"), |text| text.words().into()),
        mentions: list(json.field("mentions"), |mention| Mention {
            text: mention.words_of("text"),
            number: mention.number_of("number"),
            span: span(mention.field("span")),
        }),
    }
}

fn diagnosis(json: &Json) -> Diagnosis {
    Diagnosis {
        message: json.words_of("message"),
        suspects: list(json.field("suspects"), |text| text.words().into()),
        suggestion: json
            .field("suggestion")
            .fields()
            .iter()
            .filter_map(|(key, value)| Some((key.words(), value.number()?)))
            .collect(),
        explains: list(json.field("explains"), |text| text.words()),
    }
}

fn span(json: &Json) -> Span {
    Span { line: size(json, "line"), start: size(json, "start"), end: size(json, "end") }
}

fn size(json: &Json, key: &str) -> usize {
    json.count_of(key).unwrap_or_default()
}

fn some<T>(json: &Json, read: impl FnOnce(&Json) -> T) -> Option<T> {
    (!json.is_null()).then(|| read(json))
}

fn list<T>(json: &Json, read: impl FnMut(&Json) -> T) -> Vec<T> {
    json.items().iter().map(read).collect()
}

fn map<T>(json: &Json, read: impl Fn(&Json) -> T) -> Map<T> {
    json.fields().iter().map(|(key, value)| (key.words(), read(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use crate::export::wire::{Number, Output};
    use crate::{Options, sample};

    #[track_caller]
    fn read_again(review: &Review) {
        let json = serde_json::to_string(&Output::Review(Box::new(review.clone()))).unwrap();
        assert_eq!(told(&json), Some(Told::Review(Box::new(review.clone()))));
    }

    #[test]
    fn every_field_of_a_review_comes_over() {
        let Output::Review(whole) =
            crate::check(sample::TEXT.as_bytes(), "示例.txt", Options { with_text: true })
        else {
            panic!("the sample is a report")
        };
        assert!(whole.checks.iter().any(|check| check.left.is_some()));
        assert!(!whole.diagnoses.is_empty() && whole.source.text.is_some());
        read_again(&whole);
        let reviewed = fixture::reviewed();
        let aside = (whole.checks[0].id.as_str(), "“已核实”");
        read_again(&fixture::changed(&reviewed, fixture::changes().edits, &[aside]).review);
        read_again(&crate::revise::draft("2019", "青禾县文化和旅游局", 2020).unwrap());
    }

    /// What a text has not: origins, units, extra rows, states, decimals.
    #[test]
    fn rare_fields_come_over() {
        let mut review = fixture::reviewed().review;
        let span = Span { line: 3, start: 4, end: 5 };
        let states = [State::Blank, State::Placeholder, State::Invalid, State::Missing];
        for (cell, state) in review.cells.values_mut().zip(states) {
            cell.state = state;
            cell.unit = Some("元".to_owned());
            cell.reason = Some("为\n什么".to_owned());
            cell.origin = Some(Origin { page: Some(1), row: Some(7), ..Origin::default() });
        }
        let values = vec![ExtraValue { raw: " 1 ".to_owned(), span }];
        let (table, label) = ("disputes".to_owned(), "其他\\".to_owned());
        review.extra_rows = vec![ExtraRow { table, label, span, values }];
        review.checks[0].left = Some(Number::Decimal(-66.4866));
        review.checks[0].severity = Severity::Note;
        review.checks[1].severity = Severity::Warning;
        let mention = Mention { text: "约 3 件".to_owned(), number: None, span };
        review.checks[1].mentions = vec![mention];
        review.edition_from = EditionFrom::Year;
        review.period = Some(Period { from: "2024-01-01".to_owned(), to: String::new() });
        read_again(&review);
    }

    #[test]
    fn a_refusal_is_its_sentence() {
        let output = crate::check(b"", "empty.txt", Options { with_text: true });
        let Output::Refusal(refusal) = &output else { panic!("nothing is no report") };
        let (sentence, text) = (refusal.error.message.clone(), refusal.source.text.clone());
        let json = serde_json::to_string(&output).unwrap();
        assert_eq!(told(&json), Some(Told::Refused { sentence, text }));
        assert_eq!(told("{}"), None);
        assert_eq!(told("null"), None);
    }
}
