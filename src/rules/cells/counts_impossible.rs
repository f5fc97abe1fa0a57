//! 各表：件数是负数或小数。

use crate::form::{Cell, Table};
use crate::recognize::fold;
use crate::report::{Entry, Number, Value};
use crate::rules::prelude::*;

declare_rule! {
    /// 件数不能是负数，也不能是小数；金额不能是负数。每张表提示一次。
    ///
    /// 2019 年格式的“本年增/减”可以是负数，不在此列。
    ///
    /// # 理由
    /// 件数是数出来的。负数多半是把“-”当作 0 填了，小数多半是把金额或比例填进了件数。
    ///
    /// # 怎么办
    /// 对照登记台账改为实际件数；没有发生的填 0。
    ///
    /// # 不符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 10 | -1 | 0 | 0 | 0 | 0 | 9 |
    /// | 二、上年结转政府信息公开申请数量 | 2.5 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 10 | 1 | 0 | 0 | 0 | 0 | 11 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    pub COUNTS_IMPOSSIBLE {
        id: "counts-impossible",
        title: "件数是负数或小数",
        group: Group::Numbers,
        severity: Severity::Error,
        check: Check::Report(check),
    }
}

/// The number that a cell states though it cannot hold it: below zero, or a fraction.
pub fn impossible(entry: &Entry) -> Option<Number> {
    if !matches!(entry.value, Value::Invalid(_)) {
        return None;
    }
    let folded: String = entry
        .raw
        .chars()
        .map(fold::plain)
        .filter(|c| !fold::is_space(*c))
        .map(|c| if matches!(c, '−' | '–') { '-' } else { c })
        .collect();
    let number = Number::parse(folded.trim_end_matches(['件', '条', '项', '宗', '起']))?;
    (number.is_negative() || number.decimals() > 0).then_some(number)
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    for table in Table::ALL {
        let found: Vec<(Cell, Number)> = report
            .table(table)
            .filter(|(_, entry)| matches!(entry.value, Value::Invalid(_)))
            .filter_map(|(cell, entry)| Some((cell, impossible(entry)?)))
            .collect();
        if found.is_empty() {
            continue;
        }
        let told: Vec<String> = found
            .iter()
            .take(3)
            .map(|(cell, number)| format!("{} {number}", cell.name()))
            .collect();
        let more = if found.len() > 3 { format!("等 {} 格", found.len()) } else { String::new() };
        let message = format!("{}：{}{more}，这里不能是负数或小数", table.name(), told.join("、"));
        let cells = found.into_iter().map(|(cell, _)| cell).collect();
        verdicts.observe(Subject::Table(table), Verdict::Fail, message, cells, Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Applicant, ApplicationRow};
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "counts-impossible";
    const CELL: Cell = Cell::Applications(ApplicationRow::Granted, Applicant::Business);

    fn written(raw: &str) -> Report {
        let mut report = consistent_with([(CELL, Value::Invalid("不能计数".to_owned()))]);
        report.entries.get_mut(&CELL).unwrap().raw = raw.to_owned().into();
        report
    }

    #[test]
    fn negative_and_fractional_counts_are_told() {
        assert_snapshot!(all_of(&written("－１"), ID), @"不符 错误 counts-impossible#applications：表三：予以公开·商业企业 -1，这里不能是负数或小数");
        assert_snapshot!(all_of(&written("2.5件"), ID), @"不符 错误 counts-impossible#applications：表三：予以公开·商业企业 2.5，这里不能是负数或小数");
    }

    #[test]
    fn a_count_is_left_alone() {
        assert_snapshot!(all_of(&consistent_with([]), ID), @"");
    }

    /// A lone stroke stands for nothing, not for less than nothing.
    #[test]
    fn what_only_looks_like_a_sign_is_no_number() {
        assert_snapshot!(all_of(&written("-约1"), ID), @"");
        assert_snapshot!(all_of(&consistent_with([(CELL, Value::Placeholder)]), ID), @"");
    }
}
