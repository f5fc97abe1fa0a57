//! 各表：格里写的不是数字。

use super::cells_not_filled::named;
use super::counts_impossible::impossible;
use crate::form::{Cell, Table};
use crate::report::Value;
use crate::rules::prelude::*;

declare_rule! {
    /// 格里写的不是数字，例如“约3”“3件左右”“若干”，每张表提示一次；这些格所在的等式无法核对。
    ///
    /// “3件”“１２”“1,234”“12.5万元”这样的写法能读出数字，不在此列。
    ///
    /// # 理由
    /// 表里每一格都是统计数；写成别的就无法汇总，也无法核对。
    ///
    /// # 怎么办
    /// 填入确切的数字，只写数字本身。
    ///
    /// # 不符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 约10 | 0 | 0 | 0 | 0 | 0 | 10 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 10件 | ０ | 0 | 0 | 0 | 0 | 10 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    pub CELLS_NOT_NUMBERS {
        id: "cells-not-numbers",
        title: "有的格写的不是数字",
        group: Group::Numbers,
        severity: Severity::Warning,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    for table in Table::ALL {
        let cells: Vec<Cell> = report
            .table(table)
            .filter(|(_, entry)| {
                matches!(entry.value, Value::Invalid(_)) && impossible(entry).is_none()
            })
            .map(|(cell, _)| cell)
            .collect();
        let Some(first) = cells.first() else { continue };
        let message = format!(
            "{}有 {} 格写的不是数字（{}），例如“{}”，这些格无法核对",
            table.name(),
            cells.len(),
            named(&cells),
            report.entry(*first).raw,
        );
        verdicts.observe(Subject::Table(table), Verdict::Warn, message, cells, Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Applicant, ApplicationRow};
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "cells-not-numbers";
    const CELL: Cell = Cell::Applications(ApplicationRow::Granted, Applicant::Business);

    #[test]
    fn words_in_a_cell_are_told() {
        let report = consistent_with([(CELL, Value::Invalid("不是数字".to_owned()))]);
        assert_snapshot!(all_of(&report, ID), @"存疑 警告 cells-not-numbers#applications：表三有 1 格写的不是数字（予以公开·商业企业），例如“约3”，这些格无法核对");
    }

    #[test]
    fn numbers_are_left_alone() {
        assert_snapshot!(all_of(&consistent_with([]), ID), @"");
    }

    /// A count below zero is a number; another rule tells it.
    #[test]
    fn a_negative_number_is_a_number() {
        let mut report = consistent_with([(CELL, Value::Invalid("件数是负数".to_owned()))]);
        report.entries.get_mut(&CELL).unwrap().raw = "－1".into();
        assert_snapshot!(all_of(&report, ID), @"");
    }
}
