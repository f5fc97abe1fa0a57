//! 表三：每一行的六类申请人之和，就是这一行的总计。

use crate::form::{Applicant, Cell};
use crate::rules::Applications;
use crate::rules::prelude::*;

declare_rule! {
    /// 表三每一行：自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他 = 总计。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号所附格式：表三“申请人情况”下面列自然人、法人或其他组织的五类，最后一列是总计。
    ///
    /// # 理由
    /// 格式没有另写这一算式；总计一列的意思就是前六类之和。
    ///
    /// # 怎么办
    /// 对照登记台账，看这一行哪一类申请人的件数填错了；各类都对的，改总计。
    ///
    /// # 不符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 31 | 4 | 0 | 1 | 2 | 3 | 40 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 三、收到和处理政府信息公开申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 31 | 4 | 0 | 1 | 2 | 3 | 41 |
    /// | 二、上年结转政府信息公开申请数量 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    pub APPLICATIONS_TOTAL_MISMATCH {
        id: "applications-total-mismatch",
        title: "各类申请人之和与总计不符",
        group: Group::Sums,
        severity: Severity::Error,
        formula: "natural_person + business + research_institute + public_welfare + legal_service + other_organization = total",
        check: Check::Applications(check),
    }
}

fn check(table: &Applications, verdicts: &mut Verdicts) {
    for &row in table.rows() {
        verdicts.equal(
            Subject::Row(row),
            &Applicant::PARTS.map(|part| Operand::part(Cell::Applications(row, part))),
            &[Operand::whole(Cell::Applications(row, Applicant::Total))],
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

    const TOTAL: Cell = Cell::Applications(Granted, Applicant::Total);
    const BUSINESS: Cell = Cell::Applications(Granted, Applicant::Business);

    #[test]
    fn a_wrong_total_fails() {
        let report = consistent_with([(TOTAL, count(9))]);
        assert_snapshot!(told(&report, "applications-total-mismatch#granted"), @"不符 予以公开：自然人 4 + 商业企业 1 + 科研机构 3 + 社会公益组织 5 + 法律服务机构 2 + 其他组织 4 = 19，总计 9，相差 10");
    }

    #[test]
    fn consistent_rows_pass() {
        let report = consistent_with([]);
        assert_snapshot!(told(&report, "applications-total-mismatch#granted"), @"相符 予以公开：自然人 4 + 商业企业 1 + 科研机构 3 + 社会公益组织 5 + 法律服务机构 2 + 其他组织 4 = 19，总计 19，相符");
    }

    #[test]
    fn a_blank_addend_counts_as_zero() {
        let report = consistent_with([(BUSINESS, Value::Blank)]);
        assert_snapshot!(told(&report, "applications-total-mismatch#granted"), @"不符 予以公开：自然人 4 + 商业企业 空白 + 科研机构 3 + 社会公益组织 5 + 法律服务机构 2 + 其他组织 4 = 18，总计 19，相差 -1（空白按 0 计）");
    }

    #[test]
    fn a_blank_total_of_numbers_is_unknown() {
        let report = consistent_with([(TOTAL, Value::Blank)]);
        assert_snapshot!(told(&report, "applications-total-mismatch#granted"), @"无法核对 予以公开：无法核对，总计是空白，没有可比的数；自然人 4 + 商业企业 1 + 科研机构 3 + 社会公益组织 5 + 法律服务机构 2 + 其他组织 4 = 19");
    }

    #[test]
    fn a_row_of_blanks_and_placeholders_passes() {
        let report = consistent_with(
            Applicant::ALL
                .map(|applicant| (Cell::Applications(Granted, applicant), Value::Placeholder)),
        );
        assert_snapshot!(told(&report, "applications-total-mismatch#granted"), @"相符 予以公开：自然人 “—” + 商业企业 “—” + 科研机构 “—” + 社会公益组织 “—” + 法律服务机构 “—” + 其他组织 “—” = 0，总计 “—”，相符（空白按 0 计）");
    }
}
