//! 表三：收进来的，要么办结，要么转入下年。

use crate::form::{Applicant, ApplicationRow::*, Cell};
use crate::rules::Applications;
use crate::rules::prelude::*;

declare_rule! {
    /// 表三每一列：本年新收 + 上年结转 = 办理结果总计 + 结转下年度继续办理。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号，表三左上角：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”。
    ///
    /// # 怎么办
    /// 先看“上年结转”是不是上一年报告的“结转下年度继续办理”，再核对办结和结转的件数。
    ///
    /// # 不符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 10 | 3 | 0 | 0 | 0 | 0 | 13 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
    /// | （七）总计 | 11 | 3 | 0 | 0 | 0 | 0 | 14 |
    /// | 四、结转下年度继续办理 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 10 | 3 | 0 | 0 | 0 | 0 | 13 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
    /// | （七）总计 | 11 | 3 | 0 | 0 | 0 | 0 | 14 |
    /// | 四、结转下年度继续办理 | 1 | 1 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    pub APPLICATIONS_UNBALANCED {
        id: "applications-unbalanced",
        title: "申请数量收支不平",
        group: Group::Sums,
        severity: Severity::Error,
        formula: "newly_received + brought_forward = disposed_total + carried_forward",
        check: Check::Applications(check),
    }
}

fn check(_table: &Applications, verdicts: &mut Verdicts) {
    for applicant in Applicant::ALL {
        let cell = |row| Cell::Applications(row, applicant);
        verdicts.equal(
            Subject::Column(applicant),
            &[Operand::whole(cell(NewlyReceived)), Operand::side(cell(BroughtForward))],
            &[Operand::whole(cell(DisposedTotal)), Operand::side(cell(CarriedForward))],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Value;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const NEW: Cell = Cell::Applications(NewlyReceived, Applicant::NaturalPerson);
    const BROUGHT: Cell = Cell::Applications(BroughtForward, Applicant::NaturalPerson);
    const DISPOSED: Cell = Cell::Applications(DisposedTotal, Applicant::NaturalPerson);
    const CARRIED: Cell = Cell::Applications(CarriedForward, Applicant::NaturalPerson);
    const ID: &str = "applications-unbalanced#natural_person";

    #[test]
    fn tells_the_column_and_the_difference() {
        assert_snapshot!(told(&consistent_with([(NEW, count(11))]), ID), @"不符 自然人：本年新收 11 + 上年结转 5 = 16，办理结果总计 64 + 结转下年度 2 = 66，相差 -50");
    }

    #[test]
    fn a_balanced_column_passes() {
        assert_snapshot!(told(&consistent_with([]), ID), @"相符 自然人：本年新收 61 + 上年结转 5 = 66，办理结果总计 64 + 结转下年度 2 = 66，相符");
    }

    #[test]
    fn a_blank_on_either_whole_is_unknown() {
        assert_snapshot!(told(&consistent_with([(NEW, Value::Blank)]), ID), @"无法核对 自然人：无法核对，本年新收是空白，没有可比的数；办理结果总计 64 + 结转下年度 2 = 66");
        assert_snapshot!(told(&consistent_with([(DISPOSED, Value::Placeholder)]), ID), @"无法核对 自然人：无法核对，办理结果总计写的是“—”，没有可比的数；本年新收 61 + 上年结转 5 = 66");
    }

    #[test]
    fn a_blank_part_counts_as_zero_where_that_settles_it() {
        let settled = consistent_with([(BROUGHT, Value::Blank), (NEW, count(66))]);
        assert_snapshot!(told(&settled, ID), @"相符 自然人：本年新收 66 + 上年结转 空白 = 66，办理结果总计 64 + 结转下年度 2 = 66，相符（空白按 0 计）");
        let lacking = consistent_with([(CARRIED, Value::Blank)]);
        assert_snapshot!(told(&lacking, ID), @"无法核对 自然人：无法核对，结转下年度是空白，没有可比的数；本年新收 61 + 上年结转 5 = 66");
    }

    #[test]
    fn zeros_and_blanks_pass() {
        let report = consistent_with([
            (NEW, Value::Blank),
            (BROUGHT, count(0)),
            (DISPOSED, Value::Blank),
            (CARRIED, Value::Blank),
        ]);
        assert_snapshot!(told(&report, ID), @"相符 自然人：本年新收 空白 + 上年结转 0 = 0，办理结果总计 空白 + 结转下年度 空白 = 0，相符（空白按 0 计）");
    }

    /// Whatever stands for the blank, it cannot be negative: this is provably wrong.
    #[test]
    fn a_blank_whole_cannot_undo_its_own_side() {
        let report = consistent_with([
            (NEW, Value::Blank),
            (BROUGHT, count(3)),
            (DISPOSED, count(0)),
            (CARRIED, count(0)),
        ]);
        assert_snapshot!(told(&report, ID), @"不符 自然人：本年新收 空白 + 上年结转 3 = 3，办理结果总计 0 + 结转下年度 0 = 0，相差 3（空白按 0 计）");
    }

    #[test]
    fn invalid_and_missing_cells_are_never_counted() {
        let report = consistent_with([
            (NEW, Value::Invalid("不是数".to_owned())),
            (CARRIED, Value::Missing("没有找到这一行".to_owned())),
        ]);
        assert_snapshot!(told(&report, ID), @"无法核对 自然人：无法核对，本年新收写的是“约3”：不是数；结转下年度没有读到：没有找到这一行");
    }
}
