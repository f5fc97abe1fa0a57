//! Reviews that go on: a cell changed by hand, a check set aside, an export opened again, an
//! empty form to fill in.
//!
//! All of it works on the wire types, so that the page, the worker and the command line share it,
//! and so that what was exported can be picked up without the file it came from. What stands in
//! the original is never overwritten: `tables` holds the edited values, `cells` what was written,
//! `edits` the difference.
//!
//! ```
//! use gouji::export::wire::{Edit, Number};
//! let draft = gouji::revise::draft("2021", "青禾县文化和旅游局", 2024).unwrap();
//! let cell = "disputes.reconsideration.total".to_owned();
//! let edit = Edit { cell, from: None, to: Some(Number::Integer(3)) };
//! let review = gouji::revise::revise(&draft, vec![edit], Vec::new()).unwrap();
//! assert_eq!(review.edits.len(), 1);
//! ```

mod opened;
mod totals;

pub use opened::Opened;
pub use totals::Scope;

use crate::export::wire;
use crate::finding::Review as Checked;
use crate::form::{Cell, Edition, Kind, Section};
use crate::narrative::Narrative;
use crate::order;
use crate::report::{
    EditionFrom, Entry, ExtraRow, Number, Period, Quote, Report, SectionText, Unit, Value,
};
use crate::rules::{self, Check};
use crate::source::{Origin, SourceText, Span};

/// Why a review cannot go on. The message tells what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The text is no export of this tool.
    #[error("这不是勾稽导出的核对结果（JSON），请打开原来的报告，或重新导出")]
    NotAnExport,
    /// An export of something that could not be read.
    #[error("这份导出的内容是“没有读出报告”，没有可以继续的核对结果；请打开原来的报告")]
    NoReview,
    /// An export by another contract.
    #[error("这份导出的格式是“{0}”，这个版本只能打开 gouji/1")]
    OtherSchema(String),
    /// An edition that does not exist.
    #[error("没有“{0}”年格式，请用 2019 或 2021")]
    UnknownEdition(String),
    /// A cell that the edition does not have.
    #[error("{edition} 年格式的表里没有“{cell}”这一格")]
    UnknownCell {
        /// The path that was given.
        cell: String,
        /// The edition.
        edition: &'static str,
    },
    /// A value that the cell cannot hold.
    #[error("{cell}不能填 {value}：{why}")]
    IllTyped {
        /// The name of the cell.
        cell: String,
        /// The value that was given.
        value: String,
        /// Why not.
        why: &'static str,
    },
    /// A check that was never made.
    #[error("没有“{0}”这一项核对，不能搁置")]
    UnknownCheck(String),
    /// A check set aside without a reason.
    #[error("搁置“{0}”要写明理由")]
    NoReason(String),
}

/// Opens an export again: everything is there, edits and what was set aside included, and checked
/// anew.
pub fn reopen(json: &str) -> Result<wire::Review, Refused> {
    let json = json.trim_start_matches('\u{feff}');
    let value: serde_json::Value = serde_json::from_str(json).map_err(|_| Refused::NotAnExport)?;
    match value.get("schema").and_then(|schema| schema.as_str()) {
        Some(wire::SCHEMA) => {}
        Some(other) => return Err(Refused::OtherSchema(other.to_owned())),
        None => return Err(Refused::NotAnExport),
    }
    if value.get("error").is_some() {
        return Err(Refused::NoReview);
    }
    let review: wire::Review = serde_json::from_value(value).map_err(|_| Refused::NotAnExport)?;
    let (edits, set_aside) = (review.edits.clone(), review.set_aside.clone());
    revise(&review, edits, set_aside)
}

/// Whether some bytes look like an export, so that they are opened as one.
pub fn is_export(bytes: &[u8]) -> bool {
    // Other tools may have put the keys into another order.
    let starts = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii());
    let holds = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    starts == Some(&b'{') && holds(b"\"schema\"") && holds(b"\"gouji/")
}

/// Checks a review again with these edits in place of all earlier ones, and these checks set
/// aside. `from` is filled in from the original; an edit that changes nothing is dropped.
pub fn revise(
    review: &wire::Review,
    edits: Vec<wire::Edit>,
    set_aside: Vec<wire::SetAside>,
) -> Result<wire::Review, Refused> {
    let (checked, kept) = edited(report(review)?, edits)?;
    let places = Places::of(review);
    let mut again = told(review, &checked, &|span| places.span(span));
    carry_over(review, &kept, &mut again);
    for aside in &set_aside {
        if aside.reason.trim().is_empty() {
            return Err(Refused::NoReason(aside.check.clone()));
        }
        // A check that an edit has settled may be gone from the list; it was there before.
        let before = review.set_aside.iter().any(|other| other.check == aside.check);
        if !has_check(&again, &aside.check) && !has_check(review, &aside.check) && !before {
            return Err(Refused::UnknownCheck(aside.check.clone()));
        }
    }
    finish(&mut again, kept, set_aside);
    Ok(again)
}

/// Puts edits into a report that has none, and checks it. What changes nothing is dropped.
fn edited(
    mut report: Report,
    edits: Vec<wire::Edit>,
) -> Result<(Checked, Vec<wire::Edit>), Refused> {
    let mut kept: Vec<(Cell, Value, wire::Edit)> = Vec::new();
    for edit in edits {
        let Some(cell) = Cell::from_key(&edit.cell).filter(|cell| report.entries.contains(cell))
        else {
            return Err(Refused::UnknownCell { cell: edit.cell, edition: report.edition.key() });
        };
        let to = edit.to.map(|number| fitting(cell, number)).transpose()?;
        // Of several edits of a cell the last one counts; the original is what was there before.
        kept.retain(|(other, ..)| *other != cell);
        let original = &report.entries[&cell].value;
        let value = to.map_or(Value::Blank, Value::Number);
        if value != *original {
            let from = match original {
                Value::Number(number) => Some(crate::export::number(*number)),
                _ => None,
            };
            let edit = wire::Edit { from, to: to.map(crate::export::number), ..edit };
            kept.push((cell, value, edit));
        }
    }
    let edits = kept
        .into_iter()
        .map(|(cell, value, edit)| {
            report.entries[&cell].value = value;
            edit
        })
        .collect();
    Ok((rules::review(report), edits))
}

/// A review told anew: what was given stays, what was found is found again.
fn told(
    before: &wire::Review,
    checked: &Checked,
    place: &dyn Fn(Span) -> wire::Span,
) -> wire::Review {
    let mut again = before.clone();
    again.tool = crate::export::tool();
    again.tables = crate::export::tables(&checked.report);
    again.checks =
        checked.findings.iter().map(|finding| crate::export::check(place, finding)).collect();
    again.diagnoses = checked.diagnoses.iter().map(crate::export::diagnosis).collect();
    again
}

/// Puts down what the user did, and counts.
fn finish(review: &mut wire::Review, edits: Vec<wire::Edit>, set_aside: Vec<wire::SetAside>) {
    review.edits = edits;
    review.set_aside = set_aside;
    let count = |status| review.checks.iter().filter(|check| check.status == status).count();
    review.summary = wire::Summary {
        pass: count(wire::Status::Pass),
        fail: count(wire::Status::Fail),
        warn: count(wire::Status::Warn),
        unknown: count(wire::Status::Unknown),
    };
}

fn has_check(review: &wire::Review, id: &str) -> bool {
    review.checks.iter().any(|check| check.id == id)
}

/// Checks of rules that read the prose cannot be made again without it: they stay as they were,
/// unless a cell that they look at was changed; then nothing is known.
fn carry_over(review: &wire::Review, edits: &[wire::Edit], again: &mut wire::Review) {
    for old in &review.checks {
        let rerun = rules::find(&old.rule).is_some_and(|rule| runs_without_text(rule.check));
        if rerun || again.checks.iter().any(|check| check.id == old.id) {
            continue;
        }
        let mut check = old.clone();
        let differs = |cell: &wire::Key| {
            let before = review.edits.iter().find(|edit| edit.cell == *cell);
            let now = edits.iter().find(|edit| edit.cell == *cell);
            before.map(|edit| edit.to) != now.map(|edit| edit.to)
        };
        if check.cells.iter().any(differs) {
            check.status = wire::Status::Unknown;
            check.message = "表格的数改过，这一项要对照正文，请打开原来的报告重新核对".to_owned();
        }
        again.checks.push(check);
    }
}

fn runs_without_text(check: Check) -> bool {
    match check {
        Check::Disclosure(_) | Check::Applications(_) | Check::Disputes(_) | Check::Report(_) => {
            true
        }
        // The prose does not come back from an export; what was said of it is kept.
        Check::Prose(_) => false,
    }
}

/// An empty form: every cell blank, no text.
pub fn draft(edition: &str, organization: &str, year: u16) -> Result<wire::Review, Refused> {
    let edition =
        Edition::from_key(edition).ok_or_else(|| Refused::UnknownEdition(edition.to_owned()))?;
    let organization = organization.trim();
    let title = format!("{organization}{year}年政府信息公开工作年度报告");
    let blank = |cell: Cell| wire::Cell {
        state: wire::State::Blank,
        raw: wire::Key::default(),
        span: None,
        reason: None,
        unit: (cell.kind() == Kind::AmountWan).then(|| "万元".to_owned()),
        origin: None,
    };
    let empty = wire::Review {
        schema: wire::SCHEMA.to_owned(),
        tool: crate::export::tool(),
        source: wire::Source::named(format!("{title}（新建）")),
        title: Some(title),
        organization: (!organization.is_empty()).then(|| organization.to_owned()),
        year: Some(year),
        period: Some(wire::Period {
            from: format!("{year:04}-01-01"),
            to: format!("{year:04}-12-31"),
        }),
        edition: edition.key().to_owned(),
        // The user chose it; the year did not have to tell.
        edition_from: wire::EditionFrom::Assumed,
        sections: Vec::new(),
        tables: wire::Tables::default(),
        cells: edition.cells().map(|cell| (cell.key(), blank(cell))).collect(),
        extra_rows: Vec::new(),
        checks: Vec::new(),
        diagnoses: Vec::new(),
        edits: Vec::new(),
        set_aside: Vec::new(),
        summary: wire::Summary::default(),
    };
    revise(&empty, Vec::new(), Vec::new())
}

/// The value of an edit, if the cell may hold it.
fn fitting(cell: Cell, number: wire::Number) -> Result<Number, Refused> {
    let (number, value) = match number {
        wire::Number::Integer(integer) => {
            let text = integer.to_string();
            (Number::parse(&text), text)
        }
        wire::Number::Decimal(decimal) => {
            let number = Number::from_f64(decimal);
            (number, number.map_or_else(|| "这个数".to_owned(), |number| number.to_string()))
        }
    };
    let refused = |why| Refused::IllTyped { cell: cell.name(), value: value.clone(), why };
    let number = number.ok_or_else(|| refused("不是能精确表示的数"))?;
    match misfit(cell, number) {
        Some(why) => Err(refused(why)),
        None => Ok(number),
    }
}

/// Why a cell cannot hold a number, in a few Chinese words; `None` when it can.
pub fn misfit(cell: Cell, number: Number) -> Option<&'static str> {
    match cell.kind() {
        Kind::Count if number.integer().is_none() => Some("件数是整数"),
        Kind::Change if number.integer().is_none() => Some("增减数是整数"),
        Kind::Change => None,
        _ if number.is_negative() => Some("不能是负数"),
        _ => None,
    }
}

/// What the report held before any edit.
fn original(
    review: &wire::Review,
    path: &str,
    cell: Cell,
    edition: Edition,
) -> Result<Entry, Refused> {
    let unknown = || Refused::UnknownCell { cell: path.to_owned(), edition: edition.key() };
    let wire_cell = review.cells.get(path).ok_or_else(unknown)?;
    let edited = review.edits.iter().find(|edit| edit.cell == path);
    let tables = &review.tables;
    let table = match cell.table() {
        crate::form::Table::Disclosure => &tables.disclosure,
        crate::form::Table::Applications => &tables.applications,
        crate::form::Table::Disputes => &tables.disputes,
    };
    let now = table.get(cell.row_key()).and_then(|row| row.get(cell.column_key())).copied();
    let number = edited.map_or(now.flatten(), |edit| edit.from);
    let reason = || wire_cell.reason.clone().unwrap_or_else(|| "没有读到".to_owned());
    let value = match wire_cell.state {
        wire::State::Number => match number.map(|number| fitting(cell, number)) {
            Some(Ok(number)) => Value::Number(number),
            Some(Err(refused)) => return Err(refused),
            None => Value::Missing("导出里没有这一格的数".to_owned()),
        },
        wire::State::Blank => Value::Blank,
        wire::State::Placeholder => Value::Placeholder,
        wire::State::Invalid => Value::Invalid(reason()),
        wire::State::Missing => Value::Missing(reason()),
    };
    let wire::Origin { page, table, row, column } = wire_cell.origin.unwrap_or_default();
    Ok(Entry {
        value,
        raw: wire_cell.raw.clone(),
        span: wire_cell.span.map(scalars),
        origin: wire_cell.origin.map(|_| Origin { page, table, row, column }),
        unit: match wire_cell.unit.as_deref() {
            Some("元") => Some(Unit::Yuan),
            Some("万元") => Some(Unit::WanYuan),
            _ => None,
        },
    })
}

/// The report that a review was made of, before any edit. Its places count scalar values.
fn report(review: &wire::Review) -> Result<Report, Refused> {
    let edition = Edition::from_key(&review.edition)
        .ok_or_else(|| Refused::UnknownEdition(review.edition.clone()))?;
    let entries = edition
        .cells()
        .map(|cell| Ok((cell, original(review, cell.key(), cell, edition)?)))
        .collect::<Result<_, Refused>>()?;
    let quote = |text: &Option<String>| {
        text.as_ref().map(|text| Quote { text: text.clone(), span: Span::empty(0) })
    };
    Ok(Report {
        edition,
        edition_from: match review.edition_from {
            wire::EditionFrom::Tables => EditionFrom::Tables,
            wire::EditionFrom::Year => EditionFrom::Year,
            wire::EditionFrom::Assumed => EditionFrom::Assumed,
        },
        title: quote(&review.title),
        organization: quote(&review.organization),
        year: review.year,
        period: review.period.as_ref().and_then(|period| {
            // The export does not say whether the text calls it so; a check that said so does.
            let stated = review.checks.iter().any(|check| check.rule == "period-unfit");
            let (from, to) = (day(&period.from)?, day(&period.to)?);
            Some(Period { from, to, span: Span::empty(0), stated })
        }),
        sections: review.sections.iter().filter_map(section).collect(),
        entries,
        extra_rows: review.extra_rows.iter().filter_map(extra_row).collect(),
        // The check that tells of it keeps its words.
        further: review
            .checks
            .iter()
            .find(|check| check.rule == "report-not-alone")
            .and_then(|check| check.mentions.first())
            .map(|mention| Quote { text: mention.text.clone(), span: Span::empty(0) }),
        narrative: Narrative::default(),
    })
}

fn day(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let day =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(day)
}

fn section(found: &wire::Section) -> Option<SectionText> {
    let section = Section::ALL.into_iter().find(|section| section.number() == found.number)?;
    let span = scalars(found.span);
    let heading = Span::new(span.start, (span.start + found.heading.chars().count()).min(span.end));
    Some(SectionText {
        section,
        heading: Quote { text: found.heading.clone(), span: heading },
        span,
        body: Span::new(heading.end, span.end),
        text: found.text.clone(),
    })
}

fn extra_row(row: &wire::ExtraRow) -> Option<ExtraRow> {
    let table = crate::form::Table::ALL.into_iter().find(|table| table.key() == row.table)?;
    let value =
        |value: &wire::ExtraValue| Quote { text: value.raw.clone(), span: scalars(value.span) };
    Some(ExtraRow {
        table,
        label: Quote { text: row.label.clone(), span: scalars(row.span) },
        values: row.values.iter().map(value).collect(),
    })
}

/// A place as it came: in scalar values. An export may have been changed by hand.
fn scalars(span: wire::Span) -> Span {
    Span::new(span.start.min(span.end), span.end)
}

/// The lines of places, in scalar values: from the text where the export carries it, else from
/// the places that it names.
struct Places(Vec<(usize, usize)>);

impl Places {
    fn of(review: &wire::Review) -> Places {
        let lines: Vec<(usize, usize)> = match &review.source.text {
            Some(text) => {
                let source = SourceText::new(text.clone());
                let mut scalars = 0;
                let mut before = 0;
                source
                    .lines()
                    .enumerate()
                    .map(|(line, span)| {
                        scalars += text[before..span.start].chars().count();
                        before = span.start;
                        (scalars, line + 1)
                    })
                    .collect()
            }
            None => {
                let cells = review.cells.values().filter_map(|cell| cell.span);
                let sections = review.sections.iter().map(|section| section.span);
                let mentions =
                    review.checks.iter().flat_map(|check| &check.mentions).map(|found| found.span);
                let all = cells.chain(sections).chain(mentions);
                all.map(|span| (span.start, span.line)).collect()
            }
        };
        Places(order::by_key(lines, |(start, _)| *start))
    }

    fn span(&self, span: Span) -> wire::Span {
        let at = self.0.partition_point(|&(start, _)| start <= span.start);
        let line = at.checked_sub(1).map_or(1, |at| self.0[at].1);
        wire::Span { line, start: span.start, end: span.end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::wire::{Edit, Output, SetAside};

    const CELL: &str = "applications.granted.natural_person";
    const ROW: &str = "applications-total-mismatch#granted";

    fn sample(with_text: bool) -> wire::Review {
        let options = crate::Options { with_text };
        match crate::check(crate::sample::TEXT.as_bytes(), "样例.txt", options) {
            Output::Review(review) => *review,
            Output::Refusal(refusal) => panic!("{}", refusal.error.message),
        }
    }

    fn edit(cell: &str, to: Option<wire::Number>) -> Edit {
        Edit { cell: cell.to_owned(), from: None, to }
    }

    fn integer(value: i64) -> Option<wire::Number> {
        Some(wire::Number::Integer(value))
    }

    #[test]
    fn nothing_changed_is_the_same_review() {
        for with_text in [true, false] {
            let review = sample(with_text);
            assert_eq!(revise(&review, Vec::new(), Vec::new()).unwrap(), review);
        }
    }

    #[test]
    fn an_edit_settles_the_sums_and_keeps_the_original_beside_it() {
        let review = sample(false);
        let edited = revise(&review, vec![edit(CELL, integer(20))], Vec::new()).unwrap();
        let settled = review.summary.pass + review.summary.fail;
        assert_eq!((edited.summary.fail, edited.summary.pass), (0, settled));
        assert!(edited.diagnoses.is_empty());
        assert_eq!(edited.tables.applications["granted"]["natural_person"], integer(20));
        assert_eq!(edited.cells[CELL], review.cells[CELL]);
        assert_eq!(edited.cells[CELL].raw, "21");
        let from = integer(21);
        assert_eq!(edited.edits, [Edit { cell: CELL.to_owned(), from, to: integer(20) }]);
        // Without the edit everything is as it was; back to 21 by hand is no edit.
        assert_eq!(revise(&edited, Vec::new(), Vec::new()).unwrap(), review);
        assert_eq!(revise(&edited, vec![edit(CELL, from)], Vec::new()).unwrap(), review);
    }

    #[test]
    fn a_cell_can_be_blanked_and_an_export_goes_on() {
        let aside = SetAside { check: ROW.to_owned(), reason: "已与经办人核实".to_owned() };
        let blanked = revise(&sample(true), vec![edit(CELL, None)], vec![aside.clone()]).unwrap();
        assert_eq!(blanked.tables.applications["granted"]["natural_person"], None);
        let json = serde_json::to_string(&blanked).unwrap();
        let opened = reopen(&json).unwrap();
        assert_eq!(opened, blanked);
        assert_eq!(opened.set_aside, [aside]);
        assert!(is_export(json.as_bytes()) && is_export(format!("\u{feff} {json}").as_bytes()));
        let (first, rest) = json.split_at(json.find("\"title\"").unwrap());
        let turned = format!("{{{},{}}}", &rest[..rest.len() - 1], &first[1..first.len() - 1]);
        assert!(is_export(turned.as_bytes()), "{}", &turned[..40]);
        assert!(!is_export("# 2024年政府信息公开工作年度报告".as_bytes()));
    }

    #[test]
    fn what_a_cell_cannot_hold_is_refused_in_words() {
        let review = sample(false);
        let refused = |edit| revise(&review, vec![edit], Vec::new()).unwrap_err().to_string();
        assert_eq!(refused(edit(CELL, integer(-1))), "予以公开·自然人不能填 -1：不能是负数");
        let half = Some(wire::Number::Decimal(2.5));
        assert_eq!(refused(edit(CELL, half)), "予以公开·自然人不能填 2.5：件数是整数");
        let endless = Some(wire::Number::Decimal(f64::NAN));
        assert!(refused(edit(CELL, endless)).contains("不是能精确表示的数"));
        let other = "disclosure.procurement.items";
        assert!(refused(edit(other, integer(1))).contains("没有"), "a cell of the other edition");
        let aside = |check: &str, reason: &str| {
            let aside = SetAside { check: check.to_owned(), reason: reason.to_owned() };
            revise(&review, Vec::new(), vec![aside]).unwrap_err()
        };
        assert_eq!(aside("no-such-check", "x"), Refused::UnknownCheck("no-such-check".to_owned()));
        assert_eq!(aside(ROW, " "), Refused::NoReason(ROW.to_owned()));
    }

    #[test]
    fn what_is_no_export_is_refused_in_words() {
        assert_eq!(reopen("一、总体情况"), Err(Refused::NotAnExport));
        assert_eq!(reopen("{}"), Err(Refused::NotAnExport));
        assert_eq!(reopen(r#"{"schema":"gouji/9"}"#), Err(Refused::OtherSchema("gouji/9".into())));
        assert_eq!(reopen(r#"{"schema":"gouji/1","error":{}}"#), Err(Refused::NoReview));
        let mut json = serde_json::to_value(sample(false)).unwrap();
        json["cells"].as_object_mut().unwrap().remove(CELL);
        assert!(matches!(reopen(&json.to_string()), Err(Refused::UnknownCell { .. })));
        json["edition"] = "2008".into();
        assert_eq!(reopen(&json.to_string()), Err(Refused::UnknownEdition("2008".to_owned())));
    }

    #[test]
    fn a_draft_is_empty_and_whole() {
        for (edition, year, cells) in [("2021", 2024, 200), ("2019", 2020, 198)] {
            let draft = draft(edition, "白鹭区审计局", year).unwrap();
            assert_eq!(draft.cells.len(), cells);
            assert!(draft.cells.values().all(|cell| cell.state == wire::State::Blank));
            assert_eq!((draft.summary.fail, draft.summary.unknown), (0, 0));
            let json = serde_json::to_string(&draft).unwrap();
            assert_eq!(reopen(&json).unwrap(), draft);
        }
        assert!(draft("2008", "白鹭区审计局", 2008).is_err());
    }
}
