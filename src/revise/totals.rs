//! Totals on request: what the equations of the form say that a total is.
//!
//! The arithmetic is that of the rules: every equation whose written side is one cell computes
//! that cell. Nothing here is done unless asked for, and what is done are edits like any other.

use super::Checked;
use crate::finding::{Finding, Term};
use crate::form::{Cell, Table};
use crate::report::{Number, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every total of a table.
    Table(Table),
    /// One cell: a total, or 结转下年度, which balances its column.
    Cell(Cell),
}

impl Scope {
    /// The scope that a key names: that of a table, or the path of a cell.
    pub fn from_key(key: &str) -> Option<Scope> {
        let table = Table::ALL.into_iter().find(|table| table.key() == key);
        table.map(Scope::Table).or_else(|| Cell::from_key(key).map(Scope::Cell))
    }
}

/// What was computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Computed {
    /// The cells that get another value.
    pub cells: Vec<(Cell, Number)>,
    /// One Chinese sentence: what was computed, what was counted as 0, what could not be done.
    pub note: String,
}

/// An equation as a recipe: the sum of `plus` less `minus` is `total`.
struct Recipe {
    total: Cell,
    plus: Vec<Cell>,
    minus: Vec<Cell>,
}

/// Computes what is asked for from what stands in the cells.
pub(super) fn compute(checked: &Checked, scope: Scope) -> Computed {
    let value = |cell: Cell| &checked.report.entry(cell).value;
    let recipes: Vec<Recipe> = checked.findings.iter().filter_map(recipe).collect();
    match scope {
        Scope::Cell(cell) => {
            let recipe = recipes.into_iter().find(|recipe| recipe.total == cell);
            let recipe = recipe.or_else(|| balance(checked, cell));
            let Some(recipe) = recipe else {
                let note = format!("{}不是能由别的格算出来的数", cell.name());
                return Computed { note, ..Computed::default() };
            };
            one(&recipe, value)
        }
        Scope::Table(table) => {
            all(recipes.into_iter().filter(|recipe| recipe.total.table() == table), table, value)
        }
    }
}

/// The recipe of an equation that computes one written cell.
fn recipe(finding: &Finding) -> Option<Recipe> {
    let working = finding.working()?;
    let [Term { cell: total, .. }] = working.written()[..] else { return None };
    let plus = working.computed().iter().map(|term| term.cell).collect();
    Some(Recipe { total, plus, minus: Vec::new() })
}

/// What is received and not disposed of is carried forward.
fn balance(checked: &Checked, cell: Cell) -> Option<Recipe> {
    let working = checked.findings.iter().filter_map(Finding::working).find(|working| {
        let last = working.written().last().map(|term| term.cell);
        working.written().len() == 2 && last == Some(cell)
    })?;
    let plus = working.computed().iter().map(|term| term.cell).collect();
    Some(Recipe { total: cell, plus, minus: vec![working.written()[0].cell] })
}

/// What a recipe comes to.
enum Sum {
    /// A number, and how many blanks were counted as 0.
    Number(Number, usize),
    /// There is nothing to add up.
    AllBlank,
    /// A cell stands in the way.
    Hindered(Cell, &'static str),
}

fn sum<'v>(recipe: &Recipe, value: impl Fn(Cell) -> &'v Value) -> Sum {
    let mut sum = Number::ZERO;
    let mut blanks = 0;
    let addends = recipe.plus.iter().map(|&cell| (cell, true));
    let all = addends.chain(recipe.minus.iter().map(|&cell| (cell, false)));
    for (cell, plus) in all {
        match value(cell) {
            Value::Number(number) if plus => sum = sum + *number,
            Value::Number(number) => sum = sum - *number,
            Value::Blank | Value::Placeholder => blanks += 1,
            Value::Invalid(_) => return Sum::Hindered(cell, "不是可用的数"),
            Value::Missing(_) => return Sum::Hindered(cell, "没有读到"),
        }
    }
    if blanks == recipe.plus.len() + recipe.minus.len() {
        return Sum::AllBlank;
    }
    Sum::Number(sum, blanks)
}

fn one<'v>(recipe: &Recipe, value: impl Fn(Cell) -> &'v Value) -> Computed {
    let name = recipe.total.name();
    let unchanged = |note: String| Computed { cells: Vec::new(), note };
    match sum(recipe, &value) {
        Sum::AllBlank => unchanged(format!("{name}没有算：相加的各格都是空白")),
        Sum::Hindered(cell, why) => unchanged(format!("{name}算不出：{}{why}", cell.name())),
        Sum::Number(number, _) if number.is_negative() => {
            unchanged(format!("{name}算不出：会是 {number}，请先核对其他各格"))
        }
        Sum::Number(number, _) if *value(recipe.total) == Value::Number(number) => {
            unchanged(format!("{name}已经是 {number}"))
        }
        Sum::Number(number, blanks) => {
            let zeros = match blanks {
                0 => String::new(),
                blanks => format!("，其中 {blanks} 格空白按 0 计"),
            };
            let note = format!("{name}算得 {number}{zeros}");
            Computed { cells: vec![(recipe.total, number)], note }
        }
    }
}

/// Every total of a table: those of parts first, for other totals are sums of them.
fn all<'v>(
    recipes: impl Iterator<Item = Recipe>,
    table: Table,
    value: impl Fn(Cell) -> &'v Value,
) -> Computed {
    let mut open: Vec<Recipe> = recipes.collect();
    let mut values: BTreeMap<Cell, Value> = BTreeMap::new();
    let mut done = BTreeSet::new();
    let (mut cells, mut zeros, mut left, mut stuck) = (Vec::new(), 0, 0, None);
    while !open.is_empty() {
        let waiting: BTreeSet<Cell> = open.iter().map(|recipe| recipe.total).collect();
        let is_ready = |recipe: &Recipe| !recipe.plus.iter().any(|cell| waiting.contains(cell));
        let (ready, rest): (Vec<Recipe>, Vec<Recipe>) = open.into_iter().partition(is_ready);
        if ready.is_empty() {
            break;
        }
        open = rest;
        for recipe in ready {
            // （七）总计 of the last column is the sum of its row and of its column: once is enough.
            if !done.insert(recipe.total) {
                continue;
            }
            let now = |cell: Cell| values.get(&cell).unwrap_or_else(|| value(cell));
            match sum(&recipe, now) {
                Sum::AllBlank => left += 1,
                Sum::Hindered(cell, why) => {
                    // What cannot be told is no 0 to the sums that it goes into.
                    if !matches!(now(recipe.total), Value::Number(_)) {
                        values.insert(recipe.total, Value::Missing(String::new()));
                    }
                    stuck = stuck.or(Some(format!(
                        "{}算不出：{}{why}",
                        recipe.total.name(),
                        cell.name()
                    )));
                }
                Sum::Number(number, blanks) => {
                    let number_there = *now(recipe.total) == Value::Number(number);
                    values.insert(recipe.total, Value::Number(number));
                    if !number_there {
                        cells.push((recipe.total, number));
                        zeros += usize::from(blanks > 0);
                    }
                }
            }
        }
    }
    let mut parts = vec![match (cells.len(), done.len()) {
        (_, 0) => format!("{}没有由别的格相加的总计", table.name()),
        (0, total) if left == total => format!("{}还没有可以相加的数", table.name()),
        (0, _) => format!("{}的合计不用改", table.name()),
        (count, _) => format!("{}算出 {count} 格合计", table.name()),
    }];
    if zeros > 0 {
        parts.push(format!("{zeros} 格的加数里有空白，按 0 计"));
    }
    if left > 0 && left < done.len() {
        parts.push(format!("{left} 格的加数都是空白，没有算"));
    }
    parts.extend(stuck);
    Computed { cells, note: parts.join("；") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Applicant, ApplicationRow, DisputeGroup, DisputeOutcome};
    use crate::report::Report;
    use crate::rules;
    use Applicant::*;
    use ApplicationRow::*;

    /// A report whose tables hold only these numbers.
    fn holding(cells: &[(Cell, i64)]) -> Report {
        let mut report = crate::sample::consistent();
        for entry in report.entries.values_mut() {
            entry.value = Value::Blank;
        }
        for &(cell, value) in cells {
            report.entries[&cell].value = Value::Number(Number::from(value));
        }
        report
    }

    fn at(row: ApplicationRow, applicant: Applicant) -> Cell {
        Cell::Applications(row, applicant)
    }

    fn computed(report: Report, scope: Scope) -> (BTreeMap<Cell, i64>, String) {
        let computed = compute(&rules::review(report), scope);
        let cells = computed.cells.into_iter();
        (cells.map(|(cell, number)| (cell, number.integer().unwrap())).collect(), computed.note)
    }

    #[test]
    fn a_table_gets_the_sums_of_its_rows_and_columns() {
        let report = holding(&[
            (at(NewlyReceived, NaturalPerson), 9),
            (at(NewlyReceived, Business), 2),
            (at(Granted, NaturalPerson), 4),
            (at(Granted, Business), 2),
            (at(NotHeld, NaturalPerson), 5),
        ]);
        let (cells, note) = computed(report, Scope::Table(Table::Applications));
        let expected = [
            (at(NewlyReceived, Total), 11),
            (at(Granted, Total), 6),
            (at(NotHeld, Total), 5),
            (at(DisposedTotal, NaturalPerson), 9),
            (at(DisposedTotal, Business), 2),
            (at(DisposedTotal, Total), 11),
        ];
        assert_eq!(cells, expected.into());
        assert_eq!(
            note,
            "表三算出 6 格合计；6 格的加数里有空白，按 0 计；25 格的加数都是空白，没有算"
        );
    }

    #[test]
    fn the_sums_of_a_whole_table_are_what_they_were() {
        let report = crate::sample::consistent();
        let mut without = report.clone();
        let totals: Vec<Cell> =
            report.entries.keys().copied().filter(|cell| cell.is_total()).collect();
        for &cell in &totals {
            without.entries[&cell].value = Value::Blank;
        }
        for table in [Table::Applications, Table::Disputes] {
            let (cells, note) = computed(without.clone(), Scope::Table(table));
            let expected = totals.iter().filter(|cell| cell.table() == table);
            let expected = expected
                .map(|&cell| (cell, report.entry(cell).number().unwrap().integer().unwrap()));
            assert_eq!(cells, expected.collect(), "{note}");
            assert!(!note.contains("空白"), "{note}");
            let (cells, note) = computed(report.clone(), Scope::Table(table));
            assert!(cells.is_empty() && note.contains("不用改"), "{note}");
        }
    }

    #[test]
    fn one_cell_is_computed_from_what_stands_there() {
        let report = || {
            holding(&[
                (at(NewlyReceived, Business), 5),
                (at(BroughtForward, Business), 1),
                (at(DisposedTotal, Business), 4),
            ])
        };
        let carried = at(CarriedForward, Business);
        let (cells, note) = computed(report(), Scope::Cell(carried));
        assert_eq!(cells, [(carried, 2)].into());
        assert_eq!(note, "结转下年度·商业企业算得 2");
        // The table does not touch it.
        let (cells, _) = computed(report(), Scope::Table(Table::Applications));
        assert!(!cells.contains_key(&carried));
        let mut more = report();
        more.entries[&at(DisposedTotal, Business)].value = Value::Number(Number::from(9));
        let (cells, note) = computed(more, Scope::Cell(carried));
        assert!(cells.is_empty() && note.contains("-3"), "{note}");
    }

    #[test]
    fn nothing_is_guessed() {
        let total = Cell::Disputes(DisputeGroup::ALL[0], DisputeOutcome::Total);
        let (cells, note) = computed(holding(&[]), Scope::Cell(total));
        assert!(cells.is_empty() && note.contains("都是空白"), "{note}");
        let mut report = holding(&[(at(Granted, NaturalPerson), 4)]);
        report.entries[&at(Granted, Business)].value = Value::Missing("没有".to_owned());
        let (cells, note) = computed(report.clone(), Scope::Cell(at(Granted, Total)));
        assert!(cells.is_empty());
        assert_eq!(note, "予以公开·总计算不出：予以公开·商业企业没有读到");
        let (cells, note) = computed(report, Scope::Table(Table::Applications));
        assert!(!cells.contains_key(&at(DisposedTotal, Total)), "half a row has no total");
        assert!(note.contains("没有读到"), "{note}");
        let (cells, _) = computed(holding(&[]), Scope::Cell(at(Granted, Business)));
        assert!(cells.is_empty());
    }
}
