//! 表三：一个数拆进了两格，或两个数连成了一格。

use super::ledger::{Equation, Ledger, cell, over};
use crate::form::{Applicant, ApplicationRow};
use crate::report::Value;
use crate::rules::Applications;
use crate::rules::prelude::*;

declare_rule! {
    /// 表三一行中，一个数被拆进相邻两格（56 成了 5 和 6），或者两个数连进了一格（56 和 10 成了 5610，旁边空着）：还原之后这一行和两列的等式都相符。
    ///
    /// 只在还原能使牵涉到的等式全部相符、并且只有一种还原办法时提示。
    ///
    /// # 理由
    /// 复制、转换格式时常见的差错：数字没有写错，只是位置断开或连上了；逐格核对原表才能确认。
    ///
    /// # 怎么办
    /// 对照原表，确认后在这两格分别填入还原的数。
    ///
    /// # 不符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 5 | 6 | 0 | 0 | 0 | 0 | 56 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// | （七）总计 | 55 | 0 | 0 | 0 | 0 | 0 | 55 |
    /// | 四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 5 | 6 | 0 | 0 | 0 | 0 | 11 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// | （七）总计 | 4 | 6 | 0 | 0 | 0 | 0 | 10 |
    /// | 四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    pub NUMBER_SPLIT {
        id: "number-split",
        title: "数字可能断开或连在一起",
        group: Group::Numbers,
        severity: Severity::Warning,
        check: Check::Applications(check),
    }
}

fn check(table: &Applications, verdicts: &mut Verdicts) {
    let ledger = Ledger::of(table);
    for &row in table.rows() {
        if ledger.off(Equation::Row(row)) == Some(0) {
            continue;
        }
        let mut fitting = Applicant::PARTS
            .windows(2)
            .flat_map(|pair| readings(table, row, pair[0], pair[1]))
            .filter(|reading| settles(&ledger, row, reading));
        let (Some(reading), None) = (fitting.next(), fitting.next()) else { continue };
        let Reading { one, other, values: (first, second), joined } = reading;
        let what = if joined { "一个数可能拆进了" } else { "两个数可能连在了" };
        let message = format!(
            "{}：{what}{}、{}两格，还原为 {first} 和 {second}，这一行和这两列就都相符",
            row.name(),
            one.name(),
            other.name(),
        );
        let cells = vec![cell(row, one), cell(row, other)];
        verdicts.observe(Subject::Row(row), Verdict::Warn, message, cells, Vec::new());
    }
}

/// What two cells next to each other may have been.
struct Reading {
    one: Applicant,
    other: Applicant,
    values: (i64, i64),
    /// Whether one number was split; else two were run together.
    joined: bool,
}

fn readings(
    table: &Applications,
    row: ApplicationRow,
    one: Applicant,
    other: Applicant,
) -> Vec<Reading> {
    let reading = |values, joined| Reading { one, other, values, joined };
    let (a, b) = (table.entry(row, one), table.entry(row, other));
    let count = |value: &Value| match value {
        Value::Number(number) => number.integer().filter(|count| (0..1_000_000).contains(count)),
        _ => None,
    };
    let empty = |value: &Value| matches!(value, Value::Blank);
    match (count(&a.value), count(&b.value)) {
        (Some(first), Some(second)) if first > 0 => {
            let mut found = Vec::new();
            if let Ok(whole) = format!("{first}{second}").parse() {
                found.push(reading((whole, 0), true));
                found.push(reading((0, whole), true));
            }
            found
        }
        (Some(run), None) if empty(&b.value) => {
            cuts(run).into_iter().map(|values| reading(values, false)).collect()
        }
        (None, Some(run)) if empty(&a.value) => {
            cuts(run).into_iter().map(|values| reading(values, false)).collect()
        }
        (None, None) => {
            let written = match (&a.value, &b.value) {
                (Value::Invalid(_), Value::Blank) => &a.raw,
                (Value::Blank, Value::Invalid(_)) => &b.raw,
                _ => return Vec::new(),
            };
            let mut words = written.split_whitespace().map(str::parse);
            match (words.next(), words.next(), words.next()) {
                (Some(Ok(first)), Some(Ok(second)), None) => vec![reading((first, second), false)],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// All ways to cut a number in two: 5610 is 5 and 610, 56 and 10, 561 and 0. No part starts
/// with a zero that it would not be written with.
fn cuts(number: i64) -> Vec<(i64, i64)> {
    let digits = number.to_string();
    (1..digits.len())
        .map(|at| digits.split_at(at))
        .filter(|(_, second)| !second.starts_with('0') || *second == "0")
        .filter_map(|(first, second)| Some((first.parse().ok()?, second.parse().ok()?)))
        .collect()
}

fn settles(ledger: &Ledger, row: ApplicationRow, reading: &Reading) -> bool {
    let &Reading { one, other, values: (first, second), .. } = reading;
    // Most readings are told by the row alone to settle nothing.
    if ledger.off_with(row, &[(one, first), (other, second)]) != Some(0) {
        return false;
    }
    let repaired = ledger.with(&[(row, one, first), (row, other, second)]);
    let mut touched = [one, other].into_iter().flat_map(|applicant| over(row, applicant));
    touched.all(|equation| !repaired.is_broken(equation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::ApplicationRow::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "number-split";
    const NATURAL: Applicant = Applicant::NaturalPerson;
    const BUSINESS: Applicant = Applicant::Business;

    /// A row with two numbers in its first cells that all equations agree with.
    fn agreed(first: i64, second: i64, written: [Value; 2]) -> Report {
        let base = consistent_with([]);
        let mut changes = Vec::new();
        for (who, value) in [(NATURAL, first), (BUSINESS, second)] {
            let now = |row| base.application(row, who).number().unwrap().integer().unwrap();
            let by = value - now(PartlyGranted);
            changes.push((cell(DisposedTotal, who), count(now(DisposedTotal) + by)));
            changes.push((cell(NewlyReceived, who), count(now(NewlyReceived) + by)));
        }
        let by: i64 = [(NATURAL, first), (BUSINESS, second)]
            .map(|(who, v)| {
                v - base.application(PartlyGranted, who).number().unwrap().integer().unwrap()
            })
            .iter()
            .sum();
        for row in [PartlyGranted, DisposedTotal, NewlyReceived] {
            let now = base.application(row, Applicant::Total).number().unwrap().integer().unwrap();
            changes.push((cell(row, Applicant::Total), count(now + by)));
        }
        let [a, b] = written;
        changes.extend([(cell(PartlyGranted, NATURAL), a), (cell(PartlyGranted, BUSINESS), b)]);
        consistent_with(changes)
    }

    #[test]
    fn a_number_split_into_two_cells_is_joined() {
        let report = agreed(56, 0, [count(5), count(6)]);
        assert_snapshot!(all_of(&report, ID), @"存疑 警告 number-split#partly_granted：部分公开：一个数可能拆进了自然人、商业企业两格，还原为 56 和 0，这一行和这两列就都相符");
    }

    #[test]
    fn two_numbers_run_together_are_cut() {
        let report = agreed(56, 10, [count(5610), Value::Blank]);
        assert_snapshot!(all_of(&report, ID), @"存疑 警告 number-split#partly_granted：部分公开：两个数可能连在了自然人、商业企业两格，还原为 56 和 10，这一行和这两列就都相符");
        let mut report = agreed(56, 10, [Value::Invalid("不是数字".into()), Value::Blank]);
        report.entries.get_mut(&cell(PartlyGranted, NATURAL)).unwrap().raw = "56 10".into();
        assert_snapshot!(all_of(&report, ID), @"存疑 警告 number-split#partly_granted：部分公开：两个数可能连在了自然人、商业企业两格，还原为 56 和 10，这一行和这两列就都相符");
    }

    #[test]
    fn a_row_that_holds_is_left_alone() {
        assert_snapshot!(all_of(&consistent_with([]), ID), @"");
    }

    /// Joined, the row would add up but not the columns.
    #[test]
    fn a_reading_that_breaks_a_column_is_not_told() {
        let base = consistent_with([]);
        let total = base.application(PartlyGranted, Applicant::Total).number().unwrap();
        let report = consistent_with([(
            cell(PartlyGranted, Applicant::Total),
            count(total.integer().unwrap() + 9),
        )]);
        assert_snapshot!(all_of(&report, ID), @"");
    }
}
