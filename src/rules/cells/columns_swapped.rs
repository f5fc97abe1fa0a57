//! 表三：两列的数填反了。

use super::ledger::{Equation, Ledger, cell, over};
use crate::form::{Applicant, ApplicationRow, ApplicationRow::*};
use crate::rules::Applications;
use crate::rules::prelude::*;

declare_rule! {
    /// 表三同一行中两类申请人的数填反了：对调之后，原来不符的等式全部相符。
    ///
    /// 只在对调能使表三全部不符的等式相符、并且只有一种对调办法时提示。
    ///
    /// # 理由
    /// 对调不改变一行的总计，却使两列的勾稽关系同时不符，相差的数一正一负；表三左上角：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”。
    ///
    /// # 怎么办
    /// 对照登记台账，看这一行的两格是不是填反了；填反了就对调。
    ///
    /// # 不符
    /// ```sample
    /// -（一）予以公开 20 3 1 1 2 1 28
    /// +（一）予以公开 3 20 1 1 2 1 28
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 3 | 20 | 0 | 0 | 0 | 0 | 23 |
    /// | 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | （七）总计 | 2 | 18 | 0 | 0 | 0 | 0 | 20 |
    /// | 四、结转下年度继续办理 | 2 | 2 | 0 | 0 | 0 | 0 | 4 |
    /// ```
    pub COLUMNS_SWAPPED {
        id: "columns-swapped",
        title: "两列的数可能填反",
        group: Group::Numbers,
        severity: Severity::Warning,
        check: Check::Applications(check),
    }
}

/// The rows that are tried together: each alone, and those outside of the results as a block.
const BLOCK: [ApplicationRow; 3] = [NewlyReceived, BroughtForward, CarriedForward];

fn check(table: &Applications, verdicts: &mut Verdicts) {
    let ledger = Ledger::of(table);
    // A swap leaves the rows as they are and moves two columns.
    let columns: Vec<Applicant> = Applicant::PARTS
        .into_iter()
        .filter(|&who| {
            ledger.is_broken(Equation::Disposed(who)) || ledger.is_broken(Equation::Balance(who))
        })
        .collect();
    let [one, other] = columns.as_slice() else { return };
    let broken = ledger.broken();
    let alone = table.rows().iter().map(std::slice::from_ref);
    let mut fitting =
        alone.chain([&BLOCK[..]]).filter(|rows| settles(&ledger, rows, *one, *other, &broken));
    let (Some(rows), None) = (fitting.next(), fitting.next()) else { return };
    let name = match rows {
        [row] => format!("{}一行", row.name()),
        _ => "本年新收、上年结转、结转下年度三行".to_owned(),
    };
    let message = format!(
        "{name}中{}与{}的数可能填反了：对调之后，表三原来不符的 {} 处全部相符",
        one.name(),
        other.name(),
        broken.len()
    );
    let cells = rows.iter().flat_map(|&row| [cell(row, *one), cell(row, *other)]).collect();
    verdicts.observe(Subject::Row(rows[0]), Verdict::Warn, message, cells, Vec::new());
}

fn settles(
    ledger: &Ledger,
    rows: &[ApplicationRow],
    one: Applicant,
    other: Applicant,
    broken: &[Equation],
) -> bool {
    let mut changes = Vec::new();
    let mut touched = Vec::new();
    for &row in rows {
        let (Some(a), Some(b)) = (ledger.value(row, one), ledger.value(row, other)) else {
            return false;
        };
        changes.extend([(row, one, b), (row, other, a)]);
        touched.extend(over(row, one).into_iter().chain(over(row, other)));
    }
    let swapped = ledger.with(&changes);
    broken.iter().all(|equation| touched.contains(equation))
        && touched.into_iter().all(|equation| !swapped.is_broken(equation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "columns-swapped";

    fn swapped(row: ApplicationRow, one: Applicant, other: Applicant) -> Report {
        let report = consistent_with([]);
        let (a, b) = (report.application(row, one), report.application(row, other));
        let (a, b) = (a.value.clone(), b.value.clone());
        consistent_with([(cell(row, one), b), (cell(row, other), a)])
    }

    #[test]
    fn a_swap_that_settles_everything_is_told() {
        let report = swapped(DisposedTotal, Applicant::NaturalPerson, Applicant::Business);
        assert_snapshot!(all_of(&report, ID), @"存疑 警告 columns-swapped#disposed_total：办理结果总计一行中自然人与商业企业的数可能填反了：对调之后，表三原来不符的 4 处全部相符");
    }

    #[test]
    fn a_consistent_table_is_not_swapped() {
        assert_snapshot!(all_of(&consistent_with([]), ID), @"");
    }

    /// Another mistake beside it, or one cell that is simply wrong, is not called a swap.
    #[test]
    fn what_a_swap_does_not_settle_is_no_swap() {
        let wrong = consistent_with([(cell(Granted, Applicant::NaturalPerson), count(40))]);
        assert_snapshot!(all_of(&wrong, ID), @"");
        let mut report = swapped(NewlyReceived, Applicant::NaturalPerson, Applicant::Business);
        report.entries.get_mut(&cell(CarriedForward, Applicant::Total)).unwrap().value = count(99);
        assert_snapshot!(all_of(&report, ID), @"");
    }
}
