//! The rules: what is checked, each in a file of its own that holds the whole truth about it.
//!
//! A rule is declared with [`declare_rule!`]; its documentation is data too, because the page and
//! `gouji rules` show it and a test runs its examples. A rule sees entries with their places,
//! never the raw input, and leaves words to [`crate::finding`].
//!
//! A new rule is a file, a line in [`ALL`] and nothing else. A rule that looks at something new
//! (the prose, two years, a hierarchy) brings a variant of [`Check`] with it; the rules that
//! exist do not change.

mod applications;
mod cells;
mod disputes;
mod equation;
mod narrative;
mod prose;
mod structure;
mod tables;

pub use prose::Prose;
pub use tables::{Applications, Disclosure, Disputes};

use crate::finding::{Evidence, Finding, Mention, Review, Severity, Subject, Verdict};
use crate::form::Cell;
use crate::report::Report;
use equation::Operand;

/// Every rule, in the order of the form. The order of a review's findings is theirs.
pub static ALL: &[&Rule] = &[
    &applications::total_mismatch::APPLICATIONS_TOTAL_MISMATCH,
    &applications::unbalanced::APPLICATIONS_UNBALANCED,
    &applications::disposed_total_mismatch::APPLICATIONS_DISPOSED_TOTAL_MISMATCH,
    &disputes::total_mismatch::DISPUTES_TOTAL_MISMATCH,
    &structure::report_not_alone::REPORT_NOT_ALONE,
    &structure::title_incomplete::TITLE_INCOMPLETE,
    &structure::section_missing::SECTION_MISSING,
    &structure::section_misplaced::SECTION_MISPLACED,
    &structure::section_wording::SECTION_WORDING,
    &structure::aspects_incomplete::ASPECTS_INCOMPLETE,
    &structure::table_missing::TABLE_MISSING,
    &structure::edition_unfit::EDITION_UNFIT,
    &structure::period_unfit::PERIOD_UNFIT,
    &structure::problems_empty::PROBLEMS_EMPTY,
    &structure::others_incomplete::OTHERS_INCOMPLETE,
    &cells::cells_not_filled::CELLS_NOT_FILLED,
    &cells::cells_not_numbers::CELLS_NOT_NUMBERS,
    &cells::counts_impossible::COUNTS_IMPOSSIBLE,
    &cells::amount_implausible::AMOUNT_IMPLAUSIBLE,
    &cells::in_force_too_small::IN_FORCE_TOO_SMALL,
    &cells::columns_swapped::COLUMNS_SWAPPED,
    &cells::number_split::NUMBER_SPLIT,
    &narrative::applications_misquoted::APPLICATIONS_MISQUOTED,
    &narrative::disputes_misquoted::DISPUTES_MISQUOTED,
    &narrative::disclosure_misquoted::DISCLOSURE_MISQUOTED,
    &narrative::completion_contradicted::COMPLETION_CONTRADICTED,
    &narrative::fees_contradicted::FEES_CONTRADICTED,
    &narrative::year_astray::YEAR_ASTRAY,
    &narrative::cutoff_outside_period::CUTOFF_OUTSIDE_PERIOD,
    &narrative::plan_of_another_year::PLAN_OF_ANOTHER_YEAR,
    &narrative::signature_date::SIGNATURE_DATE,
    &narrative::heading_doubled::HEADING_DOUBLED,
    &narrative::template_left::TEMPLATE_LEFT,
    &narrative::personal_data::PERSONAL_DATA,
];

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Names the defect; part of the JSON contract.
    pub id: &'static str,
    /// The defect in a few Chinese words.
    pub title: &'static str,
    /// What it is about, as a reader looks for it.
    pub group: Group,
    /// How much it weighs when it is broken.
    pub severity: Severity,
    /// The formula in keys, for rules that are one; part of the JSON contract.
    pub formula: Option<&'static str>,
    /// The lines of its documentation as `///` hands them over, a space before each. Without the
    /// feature `readers`, only those under 怎么办.
    pub documentation: &'static [&'static str],
    /// The check.
    pub check: Check,
}

/// What rules are about, in the order in which a reader goes through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The sums of the form.
    Sums,
    /// Title, sections, tables.
    Structure,
    /// What stands in the cells.
    Numbers,
    /// The prose against the tables, and against itself.
    Quotes,
    /// Years, dates and wording.
    Years,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 5] =
        [Group::Sums, Group::Structure, Group::Numbers, Group::Quotes, Group::Years];

    /// The words that people read.
    pub fn name(self) -> &'static str {
        match self {
            Group::Sums => "表内关系",
            Group::Structure => "结构",
            Group::Numbers => "数值",
            Group::Quotes => "正文与表格",
            Group::Years => "年度与措辞",
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// 表二
    Disclosure(fn(&Disclosure, &mut Verdicts)),
    /// 表三
    Applications(fn(&Applications, &mut Verdicts)),
    /// 表四
    Disputes(fn(&Disputes, &mut Verdicts)),
    /// The prose, with what it claims about the tables.
    Prose(fn(&Prose, &mut Verdicts)),
    /// Anything in the report: its head, its sections, several tables.
    Report(fn(&Report, &mut Verdicts)),
}

impl Rule {
    /// What the rule says, on what it rests and what breaks it, as Markdown.
    pub fn markdown(&self) -> String {
        let lines = self.documentation.iter().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<&str>>().join("\n")
    }

    /// What the rule says: its documentation up to the first heading.
    pub fn statement(&self) -> String {
        let text = self.markdown();
        text.split("\n# ").next().unwrap_or_default().trim().to_owned()
    }

    /// The text under a heading of its documentation: 依据 (the clause that says so), 理由 (why, where
    /// no clause does), 怎么办, 不符 and 相符 (examples that break it, and that do not).
    pub fn section(&self, heading: &str) -> Option<String> {
        let is_heading = |line: &&str| line.starts_with(" # ");
        let lines = self.documentation.iter().copied();
        let mut section = lines.skip_while(|line| line.strip_prefix(" # ") != Some(heading));
        section.next()?;
        let lines = section.take_while(|line| !is_heading(line));
        let text: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        Some(text.join("\n").trim().to_owned())
    }

    /// The reports under a heading that show what the rule means: `report` blocks are small
    /// reports, `sample` blocks are lines taken out of the sample (`-`) and put there (`+`).
    pub fn examples(&self, heading: &str) -> Vec<String> {
        let text = self.section(heading).unwrap_or_default();
        let blocks = |kind: &str| -> Vec<String> {
            let open = format!("```{kind}\n");
            let blocks = text.split(open.as_str()).skip(1);
            blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned())).collect()
        };
        let changed = blocks("sample").into_iter().filter_map(|block| {
            let lines = |mark: char| -> String {
                let lines = block.lines().filter_map(|line| line.strip_prefix(mark));
                lines.map(|line| format!("{line}\n")).collect()
            };
            let (out, put) = (lines('-'), lines('+'));
            let whole = crate::sample::correct();
            whole.contains(&out).then(|| whole.replacen(&out, &put, 1))
        });
        blocks("report").into_iter().chain(changed).collect()
    }
}

/// The rule with an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

/// Checks a report by every rule. A step of its own, apart from reading, so that a report whose
/// cells were edited is checked again as it is.
pub fn review(report: Report) -> Review {
    let prose = Prose::of(&report);
    let mut findings = Vec::with_capacity(FINDINGS);
    ALL.iter().for_each(|rule| by(rule, &report, &prose, &mut findings));
    Review::new(report, findings)
}

/// What one rule finds in a report. For a rule on the prose that includes reading its claims,
/// which [`review`] does once for all of them.
pub fn findings(rule: &'static Rule, report: &Report) -> Vec<Finding> {
    let prose = match rule.check {
        Check::Prose(_) => Prose::of(report),
        _ => Prose { report, claims: Vec::new() },
    };
    let mut findings = Vec::new();
    by(rule, report, &prose, &mut findings);
    findings
}

/// How many findings most reviews have at most: the equations and some more.
const FINDINGS: usize = 64;

fn by(rule: &'static Rule, report: &Report, prose: &Prose<'_>, findings: &mut Vec<Finding>) {
    let mut verdicts = Verdicts { rule, report, findings };
    match rule.check {
        Check::Disclosure(check) => check(&Disclosure::of(report), &mut verdicts),
        Check::Applications(check) => check(&Applications::of(report), &mut verdicts),
        Check::Disputes(check) => check(&Disputes::of(report), &mut verdicts),
        Check::Prose(check) => check(prose, &mut verdicts),
        Check::Report(check) => check(report, &mut verdicts),
    }
}

/// Takes the verdicts of one rule.
pub struct Verdicts<'r> {
    rule: &'static Rule,
    report: &'r Report,
    /// Those of the rules before it, and behind them its own.
    findings: &'r mut Vec<Finding>,
}

impl Verdicts<'_> {
    /// Weighs a computed side against a written one, with the blank rules of the form.
    ///
    /// # Panics
    /// When the rule declares no formula: a bug of the rule.
    pub fn equal(&mut self, subject: Subject, computed: &[Operand], written: &[Operand]) {
        let formula = self.rule.formula.expect("a rule that weighs sides declares its formula");
        let (verdict, working) = equation::weigh(self.report, formula, computed, written);
        self.push(subject, verdict, Evidence::Equation(working));
    }

    /// Takes what a rule saw that is no formula: one Chinese sentence, and where to look.
    pub fn observe(
        &mut self,
        subject: Subject,
        verdict: Verdict,
        message: String,
        cells: Vec<Cell>,
        mentions: Vec<Mention>,
    ) {
        self.push(subject, verdict, Evidence::Observation { message, cells, mentions });
    }

    /// Takes what a rule saw, weighing less than the rule usually does.
    pub fn note(&mut self, subject: Subject, message: String, cells: Vec<Cell>) {
        let evidence = Evidence::Observation { message, cells, mentions: Vec::new() };
        self.findings.push(Finding {
            rule: self.rule.id,
            subject,
            verdict: Verdict::Warn,
            severity: Severity::Note,
            evidence,
        });
    }

    /// Takes a verdict that rests on something else than a formula.
    pub fn push(&mut self, subject: Subject, verdict: Verdict, evidence: Evidence) {
        self.push_as(self.rule.severity, subject, verdict, evidence);
    }

    /// Takes a verdict that weighs otherwise than the rule does as a whole.
    pub fn push_as(
        &mut self,
        severity: Severity,
        subject: Subject,
        verdict: Verdict,
        evidence: Evidence,
    ) {
        let id = self.rule.id;
        self.findings.push(Finding { rule: id, subject, verdict, severity, evidence });
    }
}

/// Which lines of a rule's documentation a build carries, from and up to: all of them, or, in the
/// light build, what a finding advises.
const fn kept(documentation: &[&str]) -> (usize, usize) {
    if cfg!(feature = "readers") {
        return (0, documentation.len());
    }
    let mut from = 0;
    while from < documentation.len() && !is(documentation[from], " # 怎么办") {
        from += 1;
    }
    let mut to = from;
    while to < documentation.len() && !is(documentation[to], " # 不符") {
        to += 1;
    }
    (from, to)
}

/// `COUNT` lines from one on, and no trace of the others.
const fn lines<const COUNT: usize>(
    documentation: &[&'static str],
    from: usize,
) -> [&'static str; COUNT] {
    let mut lines = [""; COUNT];
    let mut at = 0;
    while at < COUNT {
        lines[at] = documentation[from + at];
        at += 1;
    }
    lines
}

/// Whether two lines are the same, where the compiler asks.
const fn is(line: &str, other: &str) -> bool {
    let (line, other) = (line.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < line.len() && at < other.len() && line[at] == other[at] {
        at += 1;
    }
    at == line.len() && at == other.len()
}

/// Declares a rule: its documentation becomes data as well.
macro_rules! declare_rule {
    (
        $(#[doc = $line:literal])+
        pub $name:ident {
            id: $id:literal,
            title: $title:literal,
            group: $group:expr,
            severity: $severity:expr,
            $(formula: $formula:literal,)?
            check: $check:expr,
        }
    ) => {
        $(#[doc = $line])+
        pub static $name: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            title: $title,
            group: $group,
            severity: $severity,
            formula: [$(Some($formula),)? None][0],
            documentation: {
                const WHOLE: &[&str] = &[$($line),+];
                const KEPT: (usize, usize) = $crate::rules::kept(WHOLE);
                &$crate::rules::lines::<{ KEPT.1 - KEPT.0 }>(WHOLE, KEPT.0)
            },
            check: $check,
        };
    };
}
use declare_rule;

/// What a rule file needs.
mod prelude {
    pub(super) use super::equation::Operand;
    pub(super) use super::{Check, Group, Verdicts, declare_rule};
    pub(super) use crate::finding::{Evidence, Mention, Severity, Subject, Verdict};
    pub(super) use crate::report::Report;
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_rule_is_whole() {
        let ids: HashSet<&str> = ALL.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), ALL.len(), "ids are unique");
        for rule in ALL {
            assert!(!rule.statement().is_empty(), "{}: says nothing", rule.id);
            let rests = rule.section("依据").or_else(|| rule.section("理由"));
            assert!(rests.is_some(), "{}: rests on nothing", rule.id);
            assert!(rule.section("怎么办").is_some(), "{}: leaves the reader alone", rule.id);
            for heading in ["不符", "相符"] {
                let blocks = rule.section(heading).unwrap_or_default().matches("```").count() / 2;
                let examples = rule.examples(heading).len();
                assert!(examples > 0, "{}: no example of {heading}", rule.id);
                assert_eq!(examples, blocks, "{}: an example of {heading} is no text", rule.id);
            }
            assert!(std::ptr::eq(find(rule.id).unwrap(), *rule));
        }
    }

    #[test]
    fn every_rule_file_is_listed() {
        let rooms = [
            ("applications", include_str!("applications/mod.rs")),
            ("disputes", include_str!("disputes/mod.rs")),
            ("structure", include_str!("structure/mod.rs")),
            ("cells", include_str!("cells/mod.rs")),
            ("narrative", include_str!("narrative/mod.rs")),
        ];
        let files = rooms
            .iter()
            .flat_map(|(_, text)| text.lines())
            .filter(|line| line.starts_with("pub mod "))
            .count();
        assert_eq!(files, ALL.len());
    }
}
