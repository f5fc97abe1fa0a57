//! 表三：每一列的各种办理结果之和，就是（七）总计。

use crate::form::{Applicant, ApplicationRow, Cell};
use crate::rules::Applications;
use crate::rules::prelude::*;

declare_rule! {
    /// 表三每一列：（一）至（六）各项办理结果之和 = （七）总计。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号所附格式：表三“三、本年度办理结果”列出（一）至（六）各项，最后一行是“（七）总计”。
    ///
    /// # 理由
    /// 格式没有另写这一算式；总计一行的意思就是以上各项之和。
    ///
    /// # 怎么办
    /// 对照登记台账，看这一列哪一种办理结果填错了，或者填错了列；各项都对的，改（七）总计。
    ///
    /// # 不符
    /// ```sample
    /// -（二）部分公开（区分处理的，只计这一情形，不计其他情形） 6 1 0 0 1 0 8
    /// +（二）部分公开（区分处理的，只计这一情形，不计其他情形） 2 5 0 0 1 0 8
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -（一）予以公开 20 3 1 1 2 1 28
    /// -（二）部分公开（区分处理的，只计这一情形，不计其他情形） 6 1 0 0 1 0 8
    /// +（一）予以公开 21 3 1 1 2 1 29
    /// +（二）部分公开（区分处理的，只计这一情形，不计其他情形） 5 1 0 0 1 0 7
    /// ```
    pub APPLICATIONS_DISPOSED_TOTAL_MISMATCH {
        id: "applications-disposed-total-mismatch",
        title: "办理结果之和与总计不符",
        group: Group::Sums,
        severity: Severity::Error,
        formula: "sum of result rows = disposed_total",
        check: Check::Applications(check),
    }
}

fn check(table: &Applications, verdicts: &mut Verdicts) {
    for applicant in Applicant::ALL {
        let cell = |row| Cell::Applications(row, applicant);
        let results = table.results().iter().map(|&row| Operand::part(cell(row)));
        verdicts.equal(
            Subject::Column(applicant),
            &results.collect::<Vec<Operand>>(),
            &[Operand::whole(cell(ApplicationRow::DisposedTotal))],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::ApplicationRow::*;
    use crate::report::Value;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "applications-disposed-total-mismatch#business";

    fn cell(row: ApplicationRow) -> Cell {
        Cell::Applications(row, Applicant::Business)
    }

    #[test]
    fn a_wrong_result_fails() {
        assert_snapshot!(told(&consistent_with([(cell(Granted), count(5000))]), ID), @"不符 商业企业：予以公开 5000 + 部分公开 5 + 不予公开 1.属于国家秘密 4 + 不予公开 2.其他法律行政法规禁止公开 3 + 不予公开 3.危及“三安全一稳定” 2 + 不予公开 4.保护第三方合法权益 1 + 不予公开 5.属于三类内部事务信息 5 + 不予公开 6.属于四类过程性信息 4 + 不予公开 7.属于行政执法案卷 3 + 不予公开 8.属于行政查询事项 2 + 无法提供 1.本机关不掌握相关政府信息 1 + 无法提供 2.没有现成信息需要另行制作 5 + 无法提供 3.补正后申请内容仍不明确 4 + 不予处理 1.信访举报投诉类申请 3 + 不予处理 2.重复申请 2 + 不予处理 3.要求提供公开出版物 1 + 不予处理 4.无正当理由大量反复申请 5 + 不予处理 5.要求行政机关确认或重新出具已获取信息 4 + 其他处理 1.逾期不补正 3 + 其他处理 2.逾期未缴费 2 + 其他处理 3.其他 1 = 5060，办理结果总计 61，相差 4999");
    }

    #[test]
    fn a_consistent_column_passes() {
        assert_snapshot!(told(&consistent_with([]), ID), @"相符 商业企业：予以公开 1 + 部分公开 5 + 不予公开 1.属于国家秘密 4 + 不予公开 2.其他法律行政法规禁止公开 3 + 不予公开 3.危及“三安全一稳定” 2 + 不予公开 4.保护第三方合法权益 1 + 不予公开 5.属于三类内部事务信息 5 + 不予公开 6.属于四类过程性信息 4 + 不予公开 7.属于行政执法案卷 3 + 不予公开 8.属于行政查询事项 2 + 无法提供 1.本机关不掌握相关政府信息 1 + 无法提供 2.没有现成信息需要另行制作 5 + 无法提供 3.补正后申请内容仍不明确 4 + 不予处理 1.信访举报投诉类申请 3 + 不予处理 2.重复申请 2 + 不予处理 3.要求提供公开出版物 1 + 不予处理 4.无正当理由大量反复申请 5 + 不予处理 5.要求行政机关确认或重新出具已获取信息 4 + 其他处理 1.逾期不补正 3 + 其他处理 2.逾期未缴费 2 + 其他处理 3.其他 1 = 61，办理结果总计 61，相符");
    }

    #[test]
    fn a_blank_total_of_numbers_is_unknown() {
        assert_snapshot!(told(&consistent_with([(cell(DisposedTotal), Value::Blank)]), ID), @"无法核对 商业企业：无法核对，办理结果总计是空白，没有可比的数；予以公开 1 + 部分公开 5 + 不予公开 1.属于国家秘密 4 + 不予公开 2.其他法律行政法规禁止公开 3 + 不予公开 3.危及“三安全一稳定” 2 + 不予公开 4.保护第三方合法权益 1 + 不予公开 5.属于三类内部事务信息 5 + 不予公开 6.属于四类过程性信息 4 + 不予公开 7.属于行政执法案卷 3 + 不予公开 8.属于行政查询事项 2 + 无法提供 1.本机关不掌握相关政府信息 1 + 无法提供 2.没有现成信息需要另行制作 5 + 无法提供 3.补正后申请内容仍不明确 4 + 不予处理 1.信访举报投诉类申请 3 + 不予处理 2.重复申请 2 + 不予处理 3.要求提供公开出版物 1 + 不予处理 4.无正当理由大量反复申请 5 + 不予处理 5.要求行政机关确认或重新出具已获取信息 4 + 其他处理 1.逾期不补正 3 + 其他处理 2.逾期未缴费 2 + 其他处理 3.其他 1 = 61");
    }

    #[test]
    fn a_column_that_was_not_read_tells_so_once() {
        let all = ApplicationRow::ALL.map(cell);
        let of_this_edition = all.into_iter().filter(|cell| *cell != self::cell(OtherwiseClosed));
        let missing = |cell| (cell, Value::Missing("没有找到表三".to_owned()));
        assert_snapshot!(told(&consistent_with(of_this_edition.map(missing)), ID), @"无法核对 商业企业：无法核对，予以公开、部分公开、不予公开 1.属于国家秘密等 22 格没有读到：没有找到表三");
    }
}
