//! What the core says, read from its JSON.

use super::json::Json;
use crate::export::wire::{
    Cell, Check, Diagnosis, Edit, EditionFrom, ExtraRow, ExtraValue, Map, Mention, Origin, Period,
    Review, Row, Section, SetAside, Severity, Source, Span, State, Status, Summary, Tables, Tool,
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
    let mut output = Json::parse(json)?;
    let mut error = output.take("error");
    if !error.is_null() {
        let text = output.take("source").take("text").text();
        return Some(Told::Refused { sentence: error.take("message").text()?, text });
    }
    let schema = output.take("schema").text()?;
    Some(Told::Review(Box::new(review(output, schema))))
}

fn review(mut json: Json, schema: String) -> Review {
    let mut tool = json.take("tool");
    let mut tables = json.take("tables");
    let mut summary = json.take("summary");
    Review {
        schema,
        tool: Tool { name: tool.take("name").words(), version: tool.take("version").words() },
        source: source(json.take("source")),
        title: json.take("title").text(),
        organization: json.take("organization").text(),
        year: json.take("year").count().map(|year| year as u16),
        period: some(json.take("period"), |mut period| Period {
            from: period.take("from").words(),
            to: period.take("to").words(),
        }),
        edition: json.take("edition").words(),
        edition_from: match json.take("edition_from").key() {
            "tables" => EditionFrom::Tables,
            "year" => EditionFrom::Year,
            _ => EditionFrom::Assumed,
        },
        sections: list(json.take("sections"), section),
        tables: Tables {
            disclosure: map(tables.take("disclosure"), row),
            applications: map(tables.take("applications"), row),
            disputes: map(tables.take("disputes"), row),
        },
        cells: map(json.take("cells"), cell),
        extra_rows: list(json.take("extra_rows"), extra_row),
        checks: list(json.take("checks"), check),
        diagnoses: list(json.take("diagnoses"), diagnosis),
        edits: list(json.take("edits"), |mut edit| Edit {
            cell: edit.take("cell").words(),
            from: edit.take("from").number(),
            to: edit.take("to").number(),
        }),
        set_aside: list(json.take("set_aside"), |mut aside| SetAside {
            check: aside.take("check").words(),
            reason: aside.take("reason").words(),
        }),
        summary: Summary {
            pass: size(summary.take("pass")),
            fail: size(summary.take("fail")),
            warn: size(summary.take("warn")),
            unknown: size(summary.take("unknown")),
        },
    }
}

fn source(mut json: Json) -> Source {
    Source {
        name: json.take("name").words(),
        format: json.take("format").text(),
        encoding: json.take("encoding").text(),
        sha256: json.take("sha256").text(),
        characters: json.take("characters").count(),
        lines: json.take("lines").count(),
        text: json.take("text").text(),
    }
}

fn section(mut json: Json) -> Section {
    Section {
        number: size(json.take("number")) as u8,
        heading: json.take("heading").words(),
        text: json.take("text").words(),
        span: span(json.take("span")),
    }
}

fn row(json: Json) -> Row {
    map(json, |value| value.number())
}

fn cell(mut json: Json) -> Cell {
    Cell {
        state: match json.take("state").key() {
            "number" => State::Number,
            "blank" => State::Blank,
            "placeholder" => State::Placeholder,
            "invalid" => State::Invalid,
            _ => State::Missing,
        },
        raw: json.take("raw").words(),
        span: some(json.take("span"), span),
        reason: json.take("reason").text(),
        unit: json.take("unit").text(),
        origin: some(json.take("origin"), |mut origin| {
            let mut part = |key| origin.take(key).count().map(|part| part as u32);
            Origin {
                page: part("page"),
                table: part("table"),
                row: part("row"),
                column: part("column"),
            }
        }),
    }
}

fn extra_row(mut json: Json) -> ExtraRow {
    ExtraRow {
        table: json.take("table").words(),
        label: json.take("label").words(),
        span: span(json.take("span")),
        values: list(json.take("values"), |mut value| ExtraValue {
            raw: value.take("raw").words(),
            span: span(value.take("span")),
        }),
    }
}

fn check(mut json: Json) -> Check {
    Check {
        id: json.take("id").words(),
        rule: json.take("rule").words(),
        status: match json.take("status").key() {
            "pass" => Status::Pass,
            "fail" => Status::Fail,
            "warn" => Status::Warn,
            _ => Status::Unknown,
        },
        severity: match json.take("severity").key() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Note,
        },
        title: json.take("title").words(),
        message: json.take("message").words(),
        advice: json.take("advice").text(),
        formula: json.take("formula").text(),
        left: json.take("left").number(),
        right: json.take("right").number(),
        difference: json.take("difference").number(),
        blanks_as_zero: json.take("blanks_as_zero").holds(),
        cells: list(json.take("cells"), Json::words),
        mentions: list(json.take("mentions"), |mut mention| Mention {
            text: mention.take("text").words(),
            number: mention.take("number").number(),
            span: span(mention.take("span")),
        }),
    }
}

fn diagnosis(mut json: Json) -> Diagnosis {
    let suggestion = json.take("suggestion").fields().into_iter();
    Diagnosis {
        message: json.take("message").words(),
        suspects: list(json.take("suspects"), Json::words),
        suggestion: suggestion
            .filter_map(|(key, value)| Some((key.to_owned(), value.number()?)))
            .collect(),
        explains: list(json.take("explains"), Json::words),
    }
}

fn span(mut json: Json) -> Span {
    Span {
        line: size(json.take("line")),
        start: size(json.take("start")),
        end: size(json.take("end")),
    }
}

fn size(json: Json) -> usize {
    json.count().unwrap_or_default()
}

fn some<'t, T>(json: Json<'t>, read: impl FnOnce(Json<'t>) -> T) -> Option<T> {
    (!json.is_null()).then(|| read(json))
}

fn list<'t, T>(json: Json<'t>, read: impl FnMut(Json<'t>) -> T) -> Vec<T> {
    json.items().into_iter().map(read).collect()
}

fn map<'t, T>(json: Json<'t>, read: impl Fn(Json<'t>) -> T) -> Map<T> {
    json.fields().into_iter().map(|(key, value)| (key.to_owned(), read(value))).collect()
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
