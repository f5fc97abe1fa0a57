//! 统计期限就是报告的年度。

use crate::rules::prelude::*;

declare_rule! {
    /// 报告写明的数据统计期限是报告年度的 1 月 1 日至 12 月 31 日。
    ///
    /// 没有写统计期限的不提示；正文里说到其他时段的日期不算。
    ///
    /// # 依据
    /// 《政府信息公开条例》第四十九条：公布的是“上一年度政府信息公开工作年度报告”。
    ///
    /// # 理由
    /// 一个年度是 1 月 1 日至 12 月 31 日；期限与标题不是同一年，必有一处写错。
    ///
    /// # 怎么办
    /// 核对标题的年度和统计期限，改正写错的一处；沿用上年文字的，检查正文其他年份。
    ///
    /// # 不符
    /// ```sample
    /// -本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2024年1月1日起至2024年12月31日止。
    /// +本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2023年1月1日起至2023年12月31日止。
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自2024年1月1日起至2024年12月31日止。
    /// +本报告所列数据的统计期限为2024年1月1日至12月31日。2024年6月1日至6月30日为栏目改版期。
    /// ```
    pub PERIOD_UNFIT {
        id: "period-unfit",
        title: "统计期限与年度不符",
        group: Group::Structure,
        severity: Severity::Error,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    let (Some(year), Some(period)) = (report.year, report.period) else { return };
    let whole_year = (period.from.1, period.from.2, period.to.1, period.to.2) == (1, 1, 12, 31);
    let same_year = (period.from.0, period.to.0) == (year, year);
    if !period.stated || report.title.is_none() || (whole_year && same_year) {
        return;
    }
    let day = |(year, month, day): (u16, u8, u8)| format!("{year}年{month}月{day}日");
    let written = format!("{}至{}", day(period.from), day(period.to));
    let message = format!("标题是 {year} 年，统计期限写的是{written}");
    // A whole other year contradicts the title; other limits may have their reason.
    let contradicts = whole_year && period.from.0 == period.to.0 && period.from.0 != year;
    let verdict = if contradicts { Verdict::Fail } else { Verdict::Warn };
    let mention = Mention { text: written, number: None, span: period.span };
    verdicts.observe(Subject::Report, verdict, message, Vec::new(), vec![mention]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Period;
    use crate::rules::testing::*;
    use crate::source::Span;
    use insta::assert_snapshot;

    const ID: &str = "period-unfit";

    fn with(from: (u16, u8, u8), to: (u16, u8, u8), stated: bool) -> Report {
        let mut report = whole();
        report.period = Some(Period { from, to, span: Span::empty(0), stated });
        report
    }

    #[test]
    fn another_period_is_told() {
        assert_snapshot!(all_of(&with((2023, 1, 1), (2023, 12, 31), true), ID), @"不符 错误 period-unfit：标题是 2024 年，统计期限写的是2023年1月1日至2023年12月31日");
        assert_snapshot!(all_of(&with((2024, 1, 1), (2024, 12, 30), true), ID), @"存疑 错误 period-unfit：标题是 2024 年，统计期限写的是2024年1月1日至2024年12月30日");
    }

    #[test]
    fn the_year_of_the_title_is_fine() {
        assert_snapshot!(all_of(&with((2024, 1, 1), (2024, 12, 31), true), ID), @"");
    }

    /// Other dates in the prose are no statistics period.
    #[test]
    fn dates_of_something_else_are_left_alone() {
        assert_snapshot!(all_of(&with((2024, 6, 1), (2024, 6, 30), false), ID), @"");
    }
}
