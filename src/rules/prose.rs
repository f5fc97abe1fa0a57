//! The prose of a report as rules see it, and how its claims are held against the tables.

use super::Verdicts;
use crate::finding::{Evidence, Mention, Subject, Verdict};
use crate::form::{
    Applicant, ApplicationRow, Cell, DisclosureColumn, DisclosureRow, DisputeGroup, DisputeOutcome,
    Edition, Section,
};
use crate::narrative::claims::{Claim, Groups, Topic, claims};
use crate::narrative::{Narrative, Sentence, Sign};
use crate::report::{Number, Quote, Report, Value};
use std::ops::Range;

/// The prose of a report, read once for all rules.
#[derive(Debug)]
pub struct Prose<'r> {
    /// The report.
    pub report: &'r Report,
    /// What the prose claims about the tables.
    pub claims: Vec<Claim>,
}

impl<'r> Prose<'r> {
    pub(super) fn of(report: &'r Report) -> Prose<'r> {
        Prose { report, claims: claims(report) }
    }

    /// The prose itself.
    pub fn narrative(&self) -> &'r Narrative {
        &self.report.narrative
    }

    /// The sentences with their folded words.
    pub fn sentences(&self) -> impl Iterator<Item = (&'r Sentence, &'r str)> + use<'r> {
        let narrative = &self.report.narrative;
        narrative.sentences().iter().map(move |sentence| (sentence, narrative.text(sentence)))
    }

    /// The sentences that may hold something, with their folded words.
    pub fn sentences_with(
        &self,
        sign: Sign,
    ) -> impl Iterator<Item = (&'r Sentence, &'r str)> + use<'r> {
        self.sentences().filter(move |(sentence, _)| sentence.may_hold(sign))
    }

    /// The sentences of a section.
    pub fn section(
        &self,
        section: Section,
    ) -> impl Iterator<Item = (&'r Sentence, &'r str)> + use<'r> {
        self.sentences().filter(move |(sentence, _)| sentence.section == Some(section))
    }

    /// A place in a sentence, as a finding points to it.
    pub fn mention(&self, sentence: &Sentence, range: Range<usize>) -> Mention {
        mention(self.narrative().quote(sentence, range), None)
    }

    /// Holds the claims that `pick` wants against the tables, one verdict for each topic.
    pub fn compare(&self, verdicts: &mut Verdicts, pick: impl Fn(Topic) -> bool) {
        let mut groups: Vec<(Subject, Vec<(&Claim, Comparison)>)> = Vec::new();
        for claim in self.claims.iter().filter(|claim| pick(claim.topic)) {
            let Some(target) = Target::of(claim.topic, self.report) else { continue };
            let sentence = &self.narrative().sentences()[claim.sentence];
            let comparison = target.compare(claim, self.narrative().text(sentence), self.report);
            match groups.iter_mut().find(|(subject, _)| *subject == target.subject) {
                Some((_, list)) => list.push((claim, comparison)),
                None => groups.push((target.subject, vec![(claim, comparison)])),
            }
        }
        for (subject, list) in groups {
            // The worst of the claims on a topic is what its verdict is about.
            let verdict = [Verdict::Warn, Verdict::Unknown, Verdict::Pass]
                .into_iter()
                .find(|verdict| list.iter().any(|(_, comparison)| comparison.verdict == *verdict))
                .unwrap_or(Verdict::Pass);
            let list: Vec<_> =
                list.into_iter().filter(|(_, comparison)| comparison.verdict == verdict).collect();
            let Some((_, first)) = list.first() else { continue };
            let cells = first.cells.clone();
            let told: Vec<&str> = list.iter().map(|(_, told)| told.message.as_str()).collect();
            let message = told.join("；");
            let mentions = list
                .iter()
                .map(|(claim, _)| {
                    mention(claim.quote.clone(), (!claim.denial).then_some(claim.number))
                })
                .collect();
            verdicts.push(subject, verdict, Evidence::Observation { message, cells, mentions });
        }
    }

    /// A finding without a number.
    pub fn observe(
        verdicts: &mut Verdicts,
        message: String,
        cells: Vec<Cell>,
        mentions: Vec<Mention>,
    ) {
        let evidence = Evidence::Observation { message, cells, mentions };
        verdicts.push(Subject::Report, Verdict::Warn, evidence);
    }
}

/// What stands in the text as a sentence quotes it: without the line breaks of a page.
pub(super) fn compact(text: &str) -> String {
    crate::recognize::fold::joined(text)
}

fn mention(quote: Quote, number: Option<Number>) -> Mention {
    Mention { text: quote.text, number, span: quote.span }
}

/// The cells that a topic is about.
struct Target {
    subject: Subject,
    cells: Vec<Cell>,
}

/// How a claim stands against its cells.
struct Comparison {
    verdict: Verdict,
    message: String,
    cells: Vec<Cell>,
}

const fn topic(key: &'static str, name: &'static str, table: crate::form::Table) -> Subject {
    Subject::Topic { key, name, table: Some(table) }
}

impl Target {
    /// `None` where the report's edition has no such cells.
    fn of(claimed: Topic, report: &Report) -> Option<Target> {
        use crate::form::Table;
        let edition = report.edition;
        let total = |row| Cell::Applications(row, Applicant::Total);
        let row = |row| Target { subject: Subject::Row(row), cells: vec![total(row)] };
        Some(match claimed {
            Topic::Received { .. } => row(ApplicationRow::NewlyReceived),
            Topic::BroughtForward => row(ApplicationRow::BroughtForward),
            Topic::CarriedForward => row(ApplicationRow::CarriedForward),
            Topic::Disposed { .. } => row(ApplicationRow::DisposedTotal),
            Topic::Results(key) => {
                let rows = rows(key, edition);
                let subject = match (rows.as_slice(), key) {
                    ([], _) => return None,
                    (&[one], _) => Subject::Row(one),
                    (_, "refused") => topic("refused", "不予公开", Table::Applications),
                    (_, "unavailable") => topic("unavailable", "无法提供", Table::Applications),
                    (_, "not_processed") => topic("not_processed", "不予处理", Table::Applications),
                    _ => topic("otherwise_closed", "其他处理", Table::Applications),
                };
                Target { subject, cells: rows.into_iter().map(total).collect() }
            }
            Topic::Disputes(groups, outcome) => {
                use DisputeGroup::*;
                let (members, subject): (&[DisputeGroup], Subject) = match groups {
                    Groups::Reconsideration => {
                        (&[Reconsideration], Subject::Group(Reconsideration))
                    }
                    Groups::Suits => (
                        &[DirectSuit, SuitAfterReconsideration],
                        topic("suits", "行政诉讼", Table::Disputes),
                    ),
                    Groups::Suit(DirectSuit) => (&[DirectSuit], Subject::Group(DirectSuit)),
                    Groups::Suit(_) => {
                        (&[SuitAfterReconsideration], Subject::Group(SuitAfterReconsideration))
                    }
                    Groups::All => (
                        &DisputeGroup::ALL,
                        topic("disputes", "行政复议、行政诉讼", Table::Disputes),
                    ),
                };
                let subject = match (groups, outcome) {
                    (_, DisputeOutcome::Total) => subject,
                    (Groups::Reconsideration, outcome) => match outcome {
                        DisputeOutcome::Upheld => {
                            topic("reconsideration.upheld", "行政复议·结果维持", Table::Disputes)
                        }
                        DisputeOutcome::Corrected => {
                            topic("reconsideration.corrected", "行政复议·结果纠正", Table::Disputes)
                        }
                        DisputeOutcome::OtherResult => {
                            topic("reconsideration.other", "行政复议·其他结果", Table::Disputes)
                        }
                        _ => topic("reconsideration.pending", "行政复议·尚未审结", Table::Disputes),
                    },
                    (Groups::Suits, outcome) => match outcome {
                        DisputeOutcome::Upheld => {
                            topic("suits.upheld", "行政诉讼·结果维持", Table::Disputes)
                        }
                        DisputeOutcome::Corrected => {
                            topic("suits.corrected", "行政诉讼·结果纠正", Table::Disputes)
                        }
                        DisputeOutcome::OtherResult => {
                            topic("suits.other", "行政诉讼·其他结果", Table::Disputes)
                        }
                        _ => topic("suits.pending", "行政诉讼·尚未审结", Table::Disputes),
                    },
                    _ => return None,
                };
                let cells = members.iter().map(|&group| Cell::Disputes(group, outcome)).collect();
                Target { subject, cells }
            }
            Topic::Documents(row, column) => {
                let column = match (edition, column) {
                    (Edition::E2021, column) => column,
                    (Edition::E2019, DisclosureColumn::Issued) => DisclosureColumn::Created,
                    (Edition::E2019, _) => return None,
                };
                let normative = row == DisclosureRow::NormativeDocuments;
                let subject = match (normative, column) {
                    (true, DisclosureColumn::Repealed) => topic(
                        "normative_documents.repealed",
                        "行政规范性文件·废止",
                        Table::Disclosure,
                    ),
                    (true, DisclosureColumn::InForce) => topic(
                        "normative_documents.in_force",
                        "行政规范性文件·现行有效",
                        Table::Disclosure,
                    ),
                    (true, _) => topic(
                        "normative_documents.issued",
                        "行政规范性文件·制发",
                        Table::Disclosure,
                    ),
                    (false, DisclosureColumn::Repealed) => {
                        topic("regulations.repealed", "规章·废止", Table::Disclosure)
                    }
                    (false, DisclosureColumn::InForce) => {
                        topic("regulations.in_force", "规章·现行有效", Table::Disclosure)
                    }
                    (false, _) => topic("regulations.issued", "规章·制发", Table::Disclosure),
                };
                Target { subject, cells: vec![Cell::Disclosure(row, column)] }
            }
            Topic::Decisions(row) => {
                let subject = match row {
                    DisclosureRow::Licensing => topic("licensing", "行政许可", Table::Disclosure),
                    DisclosureRow::Penalty => topic("penalty", "行政处罚", Table::Disclosure),
                    _ => topic("coercion", "行政强制", Table::Disclosure),
                };
                Target { subject, cells: vec![Cell::Disclosure(row, DisclosureColumn::Decisions)] }
            }
            Topic::Fees => {
                if edition != Edition::E2021 {
                    return None;
                }
                let cell = Cell::Disclosure(
                    DisclosureRow::AdministrativeFees,
                    DisclosureColumn::AmountWan,
                );
                let subject = topic("administrative_fees", "行政事业性收费", Table::Disclosure);
                Target { subject, cells: vec![cell] }
            }
        })
    }

    fn compare(&self, claim: &Claim, sentence: &str, report: &Report) -> Comparison {
        let words = &claim.words;
        let place = self.place();
        let cells = self.cells.clone();
        let value = match sum(&self.cells, report) {
            Ok((value, blanks)) if blanks == 0 || value.is_zero() && claim.number.is_zero() => {
                value
            }
            Ok(_) => {
                let message = format!("正文写“{words}”，{place}有空白，没有可比的数");
                return Comparison { verdict: Verdict::Unknown, message, cells };
            }
            Err(reason) => {
                let message = format!("正文写“{words}”，{place}无法核对：{reason}");
                return Comparison { verdict: Verdict::Unknown, message, cells };
            }
        };
        let same = value == claim.number
            || (claim.topic == Topic::Fees && rounded(value, claim.number, claim.places))
            || others(claim, sentence, report).contains(&claim.number);
        if same {
            let message = format!("正文写“{words}”，{place}是 {value}，相符");
            return Comparison { verdict: Verdict::Pass, message, cells };
        }
        let message = if claim.denial {
            format!("正文写“{words}”，{place}是 {value}，不是 0")
        } else {
            format!("正文写“{words}”，{place}是 {value}，相差 {}", claim.number - value)
        };
        Comparison { verdict: Verdict::Warn, message, cells }
    }

    /// How a sentence names the cells: 表三“予以公开·总计”, 表三不予公开 8 行的总计合起来.
    fn place(&self) -> String {
        let table = self.subject.table().map_or("表中", |table| table.name());
        match self.cells.as_slice() {
            [one] => format!("{table}“{}”", one.name()),
            many => format!("{table}{}（{} 格合计）", self.subject.name(), many.len()),
        }
    }
}

/// The result rows of 表三 that a key names: one, or all of a group.
fn rows(key: &str, edition: Edition) -> Vec<ApplicationRow> {
    let within = |row: &&ApplicationRow| {
        row.key().strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    ApplicationRow::results(edition).iter().filter(within).copied().collect()
}

/// The sum of cells, and how many of them are blank; or why there is none.
fn sum(cells: &[Cell], report: &Report) -> Result<(Number, usize), String> {
    let mut sum = Number::ZERO;
    let mut blanks = 0;
    for &cell in cells {
        let entry = report.entry(cell);
        match &entry.value {
            Value::Number(number) => sum = sum + *number,
            Value::Placeholder => {}
            Value::Blank => blanks += 1,
            Value::Invalid(reason) | Value::Missing(reason) => return Err(reason.clone()),
        }
    }
    Ok((sum, blanks))
}

/// Whether an amount in prose is the amount of a cell, written with fewer places.
fn rounded(cell: Number, prose: Number, places: u8) -> bool {
    let unit = Number::new(1, places.min(9));
    let (over, under) = (prose - cell, cell - prose);
    (over - unit).is_negative() && (under - unit).is_negative()
}

/// Other numbers that the words of a claim can mean as well: 受理 may include what was brought
/// forward, 答复 may leave out what was closed without an answer.
fn others(claim: &Claim, sentence: &str, report: &Report) -> Vec<Number> {
    let total = |row| sum(&[Cell::Applications(row, Applicant::Total)], report).ok().map(|s| s.0);
    let all = |key: &str| -> Option<Number> {
        let cells: Vec<Cell> = rows(key, report.edition)
            .into_iter()
            .map(|row| Cell::Applications(row, Applicant::Total))
            .collect();
        sum(&cells, report).ok().map(|sum| sum.0)
    };
    let mut numbers = Vec::new();
    match claim.topic {
        Topic::Received { whole } if whole || sentence.contains("结转") => {
            let (new, brought) =
                (total(ApplicationRow::NewlyReceived), total(ApplicationRow::BroughtForward));
            numbers.extend(new.zip(brought).map(|(new, brought)| new + brought));
            // 办理12件 may count what was received or what was done.
            if whole {
                numbers.extend(total(ApplicationRow::DisposedTotal));
            }
        }
        Topic::Disposed { answered: true } => {
            let disposed = total(ApplicationRow::DisposedTotal);
            let (closed, refused) = (all("otherwise_closed"), all("not_processed"));
            if let (Some(disposed), Some(closed), Some(refused)) = (disposed, closed, refused) {
                numbers.extend([
                    disposed - closed,
                    disposed - refused,
                    disposed - closed - refused,
                ]);
            }
        }
        _ => {}
    }
    numbers
}
