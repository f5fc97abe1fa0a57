//! The JSON contract `gouji/1` as types: what the page gets, the command line prints and the
//! JavaScript function returns. Core types are not serialised; this module is their only door.
//!
//! Offsets are Unicode scalar values of the reading text, lines are 1-based.

pub use super::map::{Key, Map};
use serde::{Deserialize, Serialize};

/// The name of the contract. Keys only ever get added within it.
pub const SCHEMA: &str = "gouji/1";

/// What one input gives: a review, or a sentence that says why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "there is one per input; boxing it buys nothing")]
pub enum Output {
    /// The input could not be read, or holds nothing of the form.
    Refusal(Refusal),
    /// The input was read.
    Review(Box<Review>),
}

/// Why there is no review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Refusal {
    /// Always `gouji/1`.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("const" = "gouji/1")))]
    pub schema: String,
    /// Who wrote this.
    pub tool: Tool,
    /// What was given.
    pub source: Source,
    /// What happened.
    pub error: Problem,
}

/// What happened to an input that could not be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Problem {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// A Chinese sentence: what happened and what to do.
    pub message: String,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Nothing was given, or only white space.
    Empty,
    /// More than the stated limit.
    TooLarge,
    /// A kind of file that is not read.
    UnsupportedFormat,
    /// The file is broken, or cannot be opened.
    Damaged,
    /// The file is protected by a password.
    Encrypted,
    /// The file holds no text, such as a scan.
    NoText,
    /// Neither a table row nor a section heading of the form was found.
    NotAReport,
    /// A limit other than the size was reached.
    Limit,
}

/// One report, read and checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Review {
    /// Always `gouji/1`.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("const" = "gouji/1")))]
    pub schema: String,
    /// Who wrote this.
    pub tool: Tool,
    /// What was given.
    pub source: Source,
    /// The title of the report.
    pub title: Option<String>,
    /// The organisation that reports.
    pub organization: Option<String>,
    /// The year that it reports on.
    pub year: Option<u16>,
    /// The statistics period, if the text states one.
    pub period: Option<Period>,
    /// `2019` or `2021`.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("enum" = ["2019", "2021"])))]
    pub edition: String,
    /// How the edition was told.
    pub edition_from: EditionFrom,
    /// The sections that were found.
    pub sections: Vec<Section>,
    /// The values of the three tables: a number, or null.
    pub tables: Tables,
    /// State and place of every cell, by its path.
    pub cells: Map<Cell>,
    /// Rows that stand in the tables but not in the form.
    #[serde(default)]
    pub extra_rows: Vec<ExtraRow>,
    /// Every check that applies, with its working.
    pub checks: Vec<Check>,
    /// Cells that explain several broken checks at once.
    pub diagnoses: Vec<Diagnosis>,
    /// Changes that the user made.
    pub edits: Vec<Edit>,
    /// Checks that the user set aside.
    pub set_aside: Vec<SetAside>,
    /// How many checks ended how.
    pub summary: Summary,
}

/// The tool and its version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Tool {
    /// Always `gouji`.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("const" = "gouji")))]
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Source {
    /// The name of the file, or what stands for one.
    pub name: String,
    /// `text`, `markdown`, `csv`, `html`, `docx`, `xlsx` or `pdf`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub format: Option<String>,
    /// The encoding that it was decoded from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub encoding: Option<String>,
    /// The SHA-256 of the bytes that were given.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sha256: Option<String>,
    /// The length of the reading text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub characters: Option<usize>,
    /// The lines of the reading text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lines: Option<usize>,
    /// The reading text itself, on request.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub text: Option<String>,
}

impl Source {
    /// A source of which nothing is known but its name.
    pub(crate) fn named(name: String) -> Source {
        Source {
            name,
            format: None,
            encoding: None,
            sha256: None,
            characters: None,
            lines: None,
            text: None,
        }
    }
}

/// A statistics period, ISO dates, both days included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Period {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

/// How the edition was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditionFrom {
    /// From the tables.
    Tables,
    /// From the year, because the tables did not tell.
    Year,
    /// Nothing told; 2021.
    Assumed,
}

/// One of the six sections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Section {
    /// 1 to 6.
    pub number: u8,
    /// Its heading as written.
    pub heading: String,
    /// What follows the heading.
    pub text: String,
    /// From the heading to the next one.
    pub span: Span,
}

/// A place in the reading text: half-open, in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Span {
    /// The 1-based line in which it starts.
    pub line: usize,
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A row of a table: its columns with their values.
pub type Row = Map<Option<Number>>;

/// The three tables, whole: every row and column of the edition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Tables {
    /// 表二
    pub disclosure: Map<Row>,
    /// 表三
    pub applications: Map<Row>,
    /// 表四
    pub disputes: Map<Row>,
}

/// A number: an integer, or a decimal with its shortest digits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Number {
    /// An integer.
    Integer(i64),
    /// A decimal.
    Decimal(f64),
}

/// State and place of a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Cell {
    /// What it is.
    pub state: State,
    /// What stands there, as written.
    pub raw: Key,
    /// Where it stands; for a blank the empty place in its row, for a missing cell its row's
    /// label if that was found.
    pub span: Option<Span>,
    /// Why there is no number, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// The unit of an amount: 万元 or 元.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// Where in the file it came from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub origin: Option<Origin>,
}

/// The state of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A number.
    Number,
    /// An empty cell.
    Blank,
    /// `/`, `-`, `—`, `无`.
    Placeholder,
    /// Something that must not stand there.
    Invalid,
    /// Not found, or not to be told apart.
    Missing,
}

/// Where in a file a cell came from; all numbers 1-based.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Origin {
    /// The page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
    /// The table.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table: Option<u32>,
    /// The row in the table.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub row: Option<u32>,
    /// The column in the table.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<u32>,
}

/// A row that stands in a table but not in the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ExtraRow {
    /// The key of the table.
    pub table: String,
    /// Its label as written.
    pub label: String,
    /// Where the label stands.
    pub span: Span,
    /// What stands in its cells, as written.
    pub values: Vec<ExtraValue>,
}

/// A value of an extra row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ExtraValue {
    /// As written.
    pub raw: String,
    /// Where it stands.
    pub span: Span,
}

/// One check with its working.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Check {
    /// Rule and instance: `applications-unbalanced#natural_person`.
    pub id: String,
    /// The rule.
    pub rule: Key,
    /// How it ended.
    pub status: Status,
    /// How much a failure weighs.
    pub severity: Severity,
    /// What is wrong when it fails, in a few Chinese words.
    pub title: Key,
    /// The working in words and numbers.
    pub message: String,
    /// What to do, in Chinese; only where there is something to do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub advice: Option<String>,
    /// The formula in keys.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub formula: Option<Key>,
    /// What is computed.
    pub left: Option<Number>,
    /// What is written.
    pub right: Option<Number>,
    /// Left minus right.
    pub difference: Option<Number>,
    /// Whether a blank or placeholder was counted as 0.
    pub blanks_as_zero: bool,
    /// The cells that it looks at, in the order of the formula.
    pub cells: Vec<Key>,
    /// Numbers in the prose that it looks at.
    pub mentions: Vec<Mention>,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 相符
    Pass,
    /// 不符
    Fail,
    /// 存疑
    Warn,
    /// 无法核对
    Unknown,
}

/// How much a failure weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Provably wrong.
    Error,
    /// Worth a look.
    Warning,
    /// Wording and habits.
    Note,
}

/// A number that the prose states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Mention {
    /// The words around it.
    pub text: String,
    /// The number, if it is one.
    pub number: Option<Number>,
    /// Where it stands.
    pub span: Span,
}

/// A cell that explains several broken checks at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Diagnosis {
    /// In one Chinese sentence.
    pub message: String,
    /// The cells in question.
    pub suspects: Vec<Key>,
    /// The values that would settle everything it explains.
    pub suggestion: Map<Number>,
    /// The checks that it explains.
    pub explains: Vec<String>,
}

/// A change that the user made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Edit {
    /// The path of the cell.
    pub cell: String,
    /// What stood there.
    pub from: Option<Number>,
    /// What the user put there.
    pub to: Option<Number>,
}

/// A check that the user set aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SetAside {
    /// The id of the check.
    pub check: String,
    /// Why.
    pub reason: String,
}

/// How many checks ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Summary {
    /// 相符
    pub pass: usize,
    /// 不符
    pub fail: usize,
    /// 存疑
    pub warn: usize,
    /// 无法核对
    pub unknown: usize,
}
