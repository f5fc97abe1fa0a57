//! 各表：该填数字的格空着，或画了线。

use crate::form::{Cell, Table};
use crate::report::Value;
use crate::rules::prelude::*;

declare_rule! {
    /// 表二、表三、表四每一格都要填数字，没有发生的填 0；空着或写“/”“—”“无”的格，每张表提示一次。
    ///
    /// 核对时空白和符号按 0 计，并在算式后注明；总计空着而其他格有数的，无法核对。
    ///
    /// # 理由
    /// 空格分不清是 0 还是漏填，汇总时只能退回补填。没有条款规定空格的写法，符号只作提示。
    ///
    /// # 怎么办
    /// 没有发生的填 0；漏填的补上。
    ///
    /// # 不符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 10 |  | / | 0 | 0 | 0 | 10 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 10 | 0 | 0 | 0 | 0 | 0 | 10 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    pub CELLS_NOT_FILLED {
        id: "cells-not-filled",
        title: "有的格没有填数字",
        group: Group::Numbers,
        severity: Severity::Warning,
        check: Check::Report(check),
    }
}

/// How many cells a sentence names.
const NAMED: usize = 3;

fn check(report: &Report, verdicts: &mut Verdicts) {
    for table in Table::ALL {
        // Of most tables.
        if report.table(table).all(|(_, entry)| matches!(entry.value, Value::Number(_))) {
            continue;
        }
        let with = |wanted: fn(&Value) -> bool| -> Vec<Cell> {
            let cells = report.table(table).filter(|(_, entry)| wanted(&entry.value));
            cells.map(|(cell, _)| cell).collect()
        };
        let blanks = with(|value| matches!(value, Value::Blank));
        let marks = with(|value| matches!(value, Value::Placeholder));
        let cells = || blanks.iter().chain(&marks).copied().collect();
        let subject = Subject::Table(table);
        let name = table.name();
        match (blanks.as_slice(), marks.as_slice()) {
            ([], []) => {}
            // A mark says that there is nothing; only the form is not kept.
            ([], marks) => {
                let message = format!(
                    "{name}有 {} 格写的是符号而不是数字（{}），没有发生的应填 0",
                    marks.len(),
                    named(marks)
                );
                verdicts.note(subject, message, cells());
            }
            (blanks, marks) => {
                let more = match marks.len() {
                    0 => String::new(),
                    count => format!("，另有 {count} 格写的是符号"),
                };
                let message = format!(
                    "{name}有 {} 格空着（{}）{more}：没有发生的应填 0，漏填的请补上",
                    blanks.len(),
                    named(blanks)
                );
                verdicts.observe(subject, Verdict::Warn, message, cells(), Vec::new());
            }
        }
    }
}

/// The first few cells by name.
pub fn named(cells: &[Cell]) -> String {
    let names: Vec<String> = cells.iter().take(NAMED).map(|cell| cell.name()).collect();
    let more = if cells.len() > NAMED { "等" } else { "" };
    format!("{}{more}", names.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Applicant, ApplicationRow};
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "cells-not-filled";
    const CELL: Cell = Cell::Applications(ApplicationRow::Granted, Applicant::Business);

    #[test]
    fn blanks_are_told_once_for_each_table() {
        let other = Cell::Applications(ApplicationRow::Granted, Applicant::LegalService);
        let report = consistent_with([(CELL, Value::Blank), (other, Value::Placeholder)]);
        assert_snapshot!(all_of(&report, ID), @"存疑 警告 cells-not-filled#applications：表三有 1 格空着（予以公开·商业企业），另有 1 格写的是符号：没有发生的应填 0，漏填的请补上");
    }

    #[test]
    fn marks_alone_are_a_note() {
        let report = consistent_with([(CELL, Value::Placeholder)]);
        assert_snapshot!(all_of(&report, ID), @"存疑 提示 cells-not-filled#applications：表三有 1 格写的是符号而不是数字（予以公开·商业企业），没有发生的应填 0");
    }

    #[test]
    fn zeros_are_filled_in() {
        assert_snapshot!(all_of(&consistent_with([(CELL, count(0))]), ID), @"");
    }

    /// What was not read may well be filled in.
    #[test]
    fn a_cell_that_was_not_read_is_not_called_blank() {
        let report = consistent_with([(CELL, Value::Missing("没有读到".to_owned()))]);
        assert_snapshot!(all_of(&report, ID), @"");
    }
}
