//! What checking a report gives: verdicts with their working, and the review that holds them.
//!
//! A [`Finding`] is data: a rule, what it is about, how it ended and on what evidence. Its words
//! are made last, by [`Finding::message`], so that an edited report is re-checked without text
//! being cut and pasted, and so that every rule speaks alike.
//!
//! ```
//! use gouji::finding::Verdict;
//! let review = gouji::rules::review(gouji::sample::consistent());
//! assert_eq!(review.count(Verdict::Pass), 42);
//! ```

mod diagnosis;
mod words;
mod working;

pub use diagnosis::Diagnosis;
pub use working::{Counted, Hindrance, Term, Working};

use crate::form::{Applicant, ApplicationRow, Cell, DisclosureRow, DisputeGroup, Section, Table};
use crate::report::{Number, Report};
use crate::source::Span;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// 相符: the check was made and holds.
    Pass,
    /// 不符: an official equation or requirement is broken.
    Fail,
    /// 存疑: something to verify.
    Warn,
    /// 无法核对: what the check needs is not there.
    Unknown,
}

impl Verdict {
    /// All four, the most urgent first.
    pub const ALL: [Verdict; 4] = [Verdict::Fail, Verdict::Warn, Verdict::Unknown, Verdict::Pass];

    /// The word that people read.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Pass => "相符",
            Verdict::Fail => "不符",
            Verdict::Warn => "存疑",
            Verdict::Unknown => "无法核对",
        }
    }
}

/// How much it weighs when a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Provably wrong.
    Error,
    /// Worth a look.
    Warning,
    /// Wording and habits.
    Note,
}

impl Severity {
    /// The word that people read.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Note => "提示",
        }
    }
}

/// What a finding is about: the part of its id after `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A row of 表三.
    Row(ApplicationRow),
    /// A column of 表三.
    Column(Applicant),
    /// A group of 表四.
    Group(DisputeGroup),
    /// A row of 表二.
    Item(DisclosureRow),
    /// A whole table.
    Table(Table),
    /// One of the six sections.
    Section(Section),
    /// What the prose speaks of, where that is no single row, column or group.
    Topic {
        /// The part of the id after `#`.
        key: &'static str,
        /// How a sentence names it.
        name: &'static str,
        /// The table that it belongs to.
        table: Option<Table>,
    },
    /// The whole report; the only subject without a key.
    Report,
}

impl Subject {
    /// The part of the id after `#`.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Subject::Row(row) => Some(row.key()),
            Subject::Column(applicant) => Some(applicant.key()),
            Subject::Group(group) => Some(group.key()),
            Subject::Item(row) => Some(row.key()),
            Subject::Table(table) => Some(table.key()),
            Subject::Section(section) => Some(section.key()),
            Subject::Topic { key, .. } => Some(key),
            Subject::Report => None,
        }
    }

    /// How a sentence names it.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Row(row) => row.name(),
            Subject::Column(applicant) => applicant.name(),
            Subject::Group(group) => group.name(),
            Subject::Item(row) => row.name(),
            Subject::Table(table) => table.name(),
            Subject::Section(section) => section.name(),
            Subject::Topic { name, .. } => name,
            Subject::Report => "全文",
        }
    }

    /// The table that it belongs to.
    pub fn table(self) -> Option<Table> {
        match self {
            Subject::Row(_) | Subject::Column(_) => Some(Table::Applications),
            Subject::Group(_) => Some(Table::Disputes),
            Subject::Item(_) => Some(Table::Disclosure),
            Subject::Table(table) => Some(table),
            Subject::Topic { table, .. } => table,
            Subject::Section(_) | Subject::Report => None,
        }
    }
}

/// One check as it ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// How it ended.
    pub verdict: Verdict,
    /// How much it weighs.
    pub severity: Severity,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// A formula over cells.
    Equation(Working),
    /// What a rule that is no formula saw, with the places to look at.
    Observation {
        /// One Chinese sentence.
        message: String,
        /// Cells of the tables that it is about.
        cells: Vec<Cell>,
        /// Places in the prose that it is about.
        mentions: Vec<Mention>,
    },
}

/// A place in the prose that a finding looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The words as written.
    pub text: String,
    /// The number that they state, if they state one.
    pub number: Option<Number>,
    /// Where they stand.
    pub span: Span,
}

impl Finding {
    /// Rule and subject, as the JSON contract names the check.
    pub fn id(&self) -> String {
        match self.subject.key() {
            Some(key) => [self.rule, "#", key].concat(),
            None => self.rule.to_owned(),
        }
    }

    /// The cells that it looks at, in the order of the formula.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        let (terms, observed): (&[Term], &[Cell]) = match &self.evidence {
            Evidence::Equation(working) => (&working.terms, &[]),
            Evidence::Observation { cells, .. } => (&[], cells),
        };
        terms.iter().map(|term| term.cell).chain(observed.iter().copied())
    }

    /// The places in the prose that it looks at.
    pub fn mentions(&self) -> &[Mention] {
        match &self.evidence {
            Evidence::Equation(_) => &[],
            Evidence::Observation { mentions, .. } => mentions,
        }
    }

    /// The working, if it rests on a formula.
    pub fn working(&self) -> Option<&Working> {
        match &self.evidence {
            Evidence::Equation(working) => Some(working),
            Evidence::Observation { .. } => None,
        }
    }

    /// Why it could not be checked, without the names of the cells; `None` when it could. Checks
    /// that give the same reason can be told in one line.
    pub fn hindrance(&self) -> Option<String> {
        self.working().and_then(words::hindrance)
    }

    /// One Chinese sentence with the working in words and numbers.
    pub fn message(&self) -> String {
        words::message(self)
    }
}

/// A report with everything that was checked in it.
#[derive(Clone, Debug)]
pub struct Review {
    /// The report as it was checked.
    pub report: Report,
    /// Every check that applies, rule by rule, in the order of the form.
    pub findings: Vec<Finding>,
    /// Cells that explain the broken equations, the clearest first.
    pub diagnoses: Vec<Diagnosis>,
}

impl Review {
    /// A report with what was found in it, and what explains that.
    pub fn new(report: Report, findings: Vec<Finding>) -> Review {
        let diagnoses = diagnosis::diagnose(&findings);
        Review { report, findings, diagnoses }
    }

    /// How many checks ended so.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.ended(verdict).count()
    }

    /// The checks that ended so.
    pub fn ended(&self, verdict: Verdict) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.verdict == verdict)
    }
}
