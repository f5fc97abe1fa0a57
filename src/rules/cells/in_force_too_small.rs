//! 表二：现行有效件数少于本年制发减去废止的件数。

use crate::form::{Cell, DisclosureColumn::*, DisclosureRow, DisclosureRow::*, Edition};
use crate::rules::Disclosure;
use crate::rules::prelude::*;

declare_rule! {
    /// 规章、行政规范性文件的现行有效件数，一般不少于本年制发件数减去本年废止件数；2019 年格式的对外公开总数量，一般不少于本年新公开数量。
    ///
    /// 本年制发的文件，除非年内又废止，年底还应当有效；往年的文件只会使现行有效件数更多。年内制发、次年才施行或年内已经到期的文件是例外，所以只作提示。
    ///
    /// # 理由
    /// 三个数说的是同一批文件：本年制发 5 件、废止 1 件而现行有效只有 2 件，多半是漏计了往年的文件，或填错了列。没有条款写这一关系，所以只作提示。
    ///
    /// # 怎么办
    /// 核对文件目录：现行有效件数应包括往年制发、年底仍然有效的文件。
    ///
    /// # 不符
    /// ```report
    /// | 第二十条第（一）项 |  |  |  |
    /// |---|---|---|---|
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 5 | 1 | 2 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 第二十条第（一）项 |  |  |  |
    /// |---|---|---|---|
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 5 | 9 | 3 |
    /// ```
    pub IN_FORCE_TOO_SMALL {
        id: "in-force-too-small",
        title: "现行有效件数偏少",
        group: Group::Numbers,
        severity: Severity::Warning,
        check: Check::Disclosure(check),
    }
}

fn check(table: &Disclosure, verdicts: &mut Verdicts) {
    for row in [Regulations, NormativeDocuments] {
        match table.edition() {
            Edition::E2021 => {
                let columns = [Issued, Repealed, InForce];
                let Some([issued, repealed, in_force]) = counts(table, row, columns) else {
                    continue;
                };
                if in_force < issued - repealed {
                    let message = format!(
                        "{}：现行有效 {in_force} 件，少于本年制发 {issued} 件减去废止 {repealed} 件，请核对是否漏计",
                        row.name()
                    );
                    warn(verdicts, row, &columns, message);
                }
            }
            Edition::E2019 => {
                let columns = [Disclosed, TotalDisclosed];
                let Some([disclosed, total]) = counts(table, row, columns) else { continue };
                if total < disclosed {
                    let message = format!(
                        "{}：对外公开总数量 {total} 件，少于本年新公开数量 {disclosed} 件，请核对是否漏计",
                        row.name()
                    );
                    warn(verdicts, row, &columns, message);
                }
            }
        }
    }
}

/// The counts of some cells, if all are numbers.
fn counts<const N: usize>(
    table: &Disclosure,
    row: DisclosureRow,
    columns: [crate::form::DisclosureColumn; N],
) -> Option<[i64; N]> {
    let counts: Option<Vec<i64>> =
        columns.iter().map(|&column| table.entry(row, column).number()?.integer()).collect();
    counts?.try_into().ok()
}

fn warn(
    verdicts: &mut Verdicts,
    row: DisclosureRow,
    columns: &[crate::form::DisclosureColumn],
    message: String,
) {
    let cells = columns.iter().map(|&column| Cell::Disclosure(row, column)).collect();
    verdicts.observe(Subject::Item(row), Verdict::Warn, message, cells, Vec::new());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Value;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "in-force-too-small";

    fn with(issued: i64, repealed: i64, in_force: Value) -> Report {
        let cell = |column| Cell::Disclosure(NormativeDocuments, column);
        consistent_with([
            (cell(Issued), count(issued)),
            (cell(Repealed), count(repealed)),
            (cell(InForce), in_force),
        ])
    }

    #[test]
    fn fewer_in_force_than_were_issued_is_told() {
        assert_snapshot!(all_of(&with(5, 1, count(2)), ID), @"存疑 警告 in-force-too-small#normative_documents：行政规范性文件：现行有效 2 件，少于本年制发 5 件减去废止 1 件，请核对是否漏计");
    }

    #[test]
    fn all_of_this_year_in_force_is_possible() {
        assert_snapshot!(all_of(&with(5, 1, count(4)), ID), @"");
    }

    /// Repealed documents may be of other years: fewer in force than were issued is possible.
    #[test]
    fn repealed_documents_may_be_old_or_new() {
        assert_snapshot!(all_of(&with(5, 9, count(3)), ID), @"");
        assert_snapshot!(all_of(&with(5, 0, Value::Blank), ID), @"");
    }
}
