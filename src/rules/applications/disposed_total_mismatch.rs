//! 表三：每一列的各种办理结果之和，就是（七）总计。

use crate::form::{Applicant, ApplicationRow, Cell};
use crate::rules::Applications;
use crate::rules::prelude::*;

declare_rule! {
    /// 表三每一列：（一）至（六）各项办理结果之和 = （七）总计。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号，表三“三、本年度办理结果”：（七）总计为以上各项办理结果之和。
    ///
    /// # 不符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|---|---|
    /// | 三、本年度办理结果 | （一）予以公开 | | 8 | 2 | 0 | 0 | 0 | 0 | 10 |
    /// | | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
    /// | | （三）不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 2.其他法律行政法规禁止公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | | | 3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 4.保护第三方合法权益 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 5.属于三类内部事务信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | | | 6.属于四类过程性信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 7.属于行政执法案卷 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 8.属于行政查询事项 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | （四）无法提供 | 1.本机关不掌握相关政府信息 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// | | | 2.没有现成信息需要另行制作 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 3.补正后申请内容仍不明确 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | （五）不予处理 | 1.信访举报投诉类申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | | | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 3.要求提供公开出版物 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 4.无正当理由大量反复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 5.要求行政机关确认或重新出具已获取信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | （六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// | | | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | | 3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// | | （七）总计 | | 16 | 3 | 0 | 0 | 0 | 0 | 19 |
    /// ```
    pub APPLICATIONS_DISPOSED_TOTAL_MISMATCH {
        id: "applications-disposed-total-mismatch",
        title: "办理结果之和与总计不符",
        severity: Severity::Error,
        formula: "sum of result rows = disposed_total",
        check: Check::Applications(check),
    }
}

fn check(table: &Applications, verdicts: &mut Verdicts) {
    for applicant in Applicant::ALL {
        let cell = |row| Cell::Applications(row, applicant);
        verdicts.equal(
            Subject::Column(applicant),
            table.results().iter().map(|&row| Operand::part(cell(row))),
            [Operand::whole(cell(ApplicationRow::DisposedTotal))],
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
