//! 表四：每一类的四种结果之和，就是这一类的总计。

use crate::form::{Cell, DisputeGroup, DisputeOutcome};
use crate::rules::Disputes;
use crate::rules::prelude::*;

declare_rule! {
    /// 表四每一类：结果维持 + 结果纠正 + 其他结果 + 尚未审结 = 总计。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号所附格式：表四分行政复议、未经复议直接起诉、复议后起诉三类，每一类列四种结果和总计。
    ///
    /// # 理由
    /// 格式没有另写这一算式；总计一栏的意思就是同一类四种结果之和。
    ///
    /// # 怎么办
    /// 与法制机构核对案件台账，改填错的一格。
    ///
    /// # 不符
    /// ```report
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
    /// |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    /// | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
    /// | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    /// | 2 | 1 | 0 | 1 | 5 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 1 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// | 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
    /// |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
    /// | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
    /// | | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
    /// | 2 | 1 | 0 | 1 | 4 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 1 |
    /// ```
    pub DISPUTES_TOTAL_MISMATCH {
        id: "disputes-total-mismatch",
        title: "复议诉讼各类结果之和与总计不符",
        group: Group::Sums,
        severity: Severity::Error,
        formula: "upheld + corrected + other_result + pending = total",
        check: Check::Disputes(check),
    }
}

fn check(_table: &Disputes, verdicts: &mut Verdicts) {
    for group in DisputeGroup::ALL {
        let cell = |outcome| Cell::Disputes(group, outcome);
        verdicts.equal(
            Subject::Group(group),
            &DisputeOutcome::PARTS.map(|outcome| Operand::part(cell(outcome))),
            &[Operand::whole(cell(DisputeOutcome::Total))],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Value;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const TOTAL: Cell = Cell::Disputes(DisputeGroup::DirectSuit, DisputeOutcome::Total);
    const PENDING: Cell = Cell::Disputes(DisputeGroup::DirectSuit, DisputeOutcome::Pending);
    const ID: &str = "disputes-total-mismatch#direct_suit";

    #[test]
    fn a_wrong_total_fails() {
        assert_snapshot!(told(&consistent_with([(TOTAL, count(80))]), ID), @"不符 行政诉讼（未经复议直接起诉）：结果维持 1 + 结果纠正 3 + 其他结果 5 + 尚未审结 2 = 11，总计 80，相差 -69");
    }

    #[test]
    fn a_consistent_group_passes() {
        assert_snapshot!(told(&consistent_with([]), ID), @"相符 行政诉讼（未经复议直接起诉）：结果维持 1 + 结果纠正 3 + 其他结果 5 + 尚未审结 2 = 11，总计 11，相符");
    }

    #[test]
    fn a_placeholder_counts_as_zero() {
        assert_snapshot!(told(&consistent_with([(PENDING, Value::Placeholder)]), ID), @"不符 行政诉讼（未经复议直接起诉）：结果维持 1 + 结果纠正 3 + 其他结果 5 + 尚未审结 “—” = 9，总计 11，相差 -2（空白按 0 计）");
    }

    #[test]
    fn a_blank_total_of_numbers_is_unknown() {
        assert_snapshot!(told(&consistent_with([(TOTAL, Value::Blank)]), ID), @"无法核对 行政诉讼（未经复议直接起诉）：无法核对，总计是空白，没有可比的数；结果维持 1 + 结果纠正 3 + 其他结果 5 + 尚未审结 2 = 11");
    }
}
