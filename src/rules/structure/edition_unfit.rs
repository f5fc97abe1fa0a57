//! 表格用的是当年的格式。

use crate::form::Edition;
use crate::report::EditionFrom;
use crate::rules::prelude::*;

declare_rule! {
    /// 2019、2020 年度用 2019 年格式，2021 年度及以后用 2021 年格式。
    ///
    /// 格式按表格里的栏目判断；表格看不出是哪一种的，不提示。
    ///
    /// # 依据
    /// 2021 年度起的报告按国办公开办函〔2021〕30号所附格式编制，2019、2020 年度的按国办公开办函〔2019〕60号所附格式。
    ///
    /// # 怎么办
    /// 换用报告年度的格式重新填表；如果是标题的年度写错了，改正标题。
    ///
    /// # 不符
    /// ```report
    /// 青禾县文化和旅游局2022年政府信息公开工作年度报告
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 第二十条第（一）项 |  |  |  |
    /// |---|---|---|---|
    /// | 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
    /// | 规章 | 0 | 0 | 0 |
    /// | 规范性文件 | 5 | 5 | 31 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 青禾县文化和旅游局2020年政府信息公开工作年度报告
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 第二十条第（一）项 |  |  |  |
    /// |---|---|---|---|
    /// | 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
    /// | 规章 | 0 | 0 | 0 |
    /// | 规范性文件 | 5 | 5 | 31 |
    /// ```
    pub EDITION_UNFIT {
        id: "edition-unfit",
        title: "表格不是当年的格式",
        group: Group::Structure,
        severity: Severity::Error,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    let Some(year) = report.year.filter(|_| report.edition_from == EditionFrom::Tables) else {
        return;
    };
    let wanted = Edition::for_year(year);
    if year < 2019 || wanted == report.edition {
        return;
    }
    let message = format!(
        "{year} 年度应使用{}的格式，表格用的是{}的格式",
        wanted.document(),
        report.edition.document()
    );
    // Where title and period name different years, it may be the year that is wrong.
    let doubtful = report.period.is_some_and(|period| period.to.0 != year);
    let verdict = if doubtful { Verdict::Warn } else { Verdict::Fail };
    verdicts.observe(Subject::Report, verdict, message, Vec::new(), Vec::new());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "edition-unfit";

    fn of(year: u16, from: EditionFrom) -> Report {
        let mut report = whole();
        report.year = Some(year);
        report.edition_from = from;
        report
    }

    #[test]
    fn the_form_of_another_year_is_told() {
        assert_snapshot!(all_of(&of(2020, EditionFrom::Tables), ID), @"不符 错误 edition-unfit：2020 年度应使用国办公开办函〔2019〕60号的格式，表格用的是国办公开办函〔2021〕30号的格式");
    }

    #[test]
    fn the_form_of_the_year_is_fine() {
        assert_snapshot!(all_of(&of(2021, EditionFrom::Tables), ID), @"");
        assert_snapshot!(all_of(&of(2025, EditionFrom::Tables), ID), @"");
    }

    /// An edition that was only assumed proves nothing; reports before 2019 had no such form.
    #[test]
    fn what_the_tables_do_not_tell_is_left_alone() {
        assert_snapshot!(all_of(&of(2020, EditionFrom::Assumed), ID), @"");
        assert_snapshot!(all_of(&of(2018, EditionFrom::Tables), ID), @"");
    }
}
