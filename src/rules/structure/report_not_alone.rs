//! 一次核对一份报告。

use crate::rules::prelude::*;

declare_rule! {
    /// 文中只有一份报告。后面还有一份的，例如一并粘贴了上一年度的报告，只核对第一份，并指出第二份从哪里开始。
    ///
    /// # 理由
    /// 两份报告的表格行名称相同，混在一起就分不清哪个数是哪一份的。
    ///
    /// # 怎么办
    /// 两份报告分开核对：删去其中一份，再核对另一份。
    ///
    /// # 不符
    /// ```report
    /// 青禾县文化和旅游局2024年政府信息公开工作年度报告
    /// 一、总体情况
    /// 二、主动公开政府信息情况
    /// | 规章 | 2 | 0 | 5 |
    /// | 行政规范性文件 | 3 | 1 | 26 |
    /// 三、收到和处理政府信息公开申请情况
    /// | 一、本年新收政府信息公开申请数量 | 61 | 9 | 1 | 2 | 4 | 1 | 78 |
    /// 五、存在的主要问题及改进情况
    ///
    /// 青禾县文化和旅游局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 二、主动公开政府信息情况
    /// | 规章 | 1 | 0 | 3 |
    /// | 行政规范性文件 | 4 | 2 | 24 |
    /// 三、收到和处理政府信息公开申请情况
    /// | 一、本年新收政府信息公开申请数量 | 52 | 7 | 1 | 1 | 3 | 2 | 66 |
    /// 五、存在的主要问题及改进情况
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 青禾县文化和旅游局2024年政府信息公开工作年度报告
    /// 一、总体情况
    /// 二、主动公开政府信息情况
    /// | 规章 | 2 | 0 | 5 |
    /// | 行政规范性文件 | 3 | 1 | 26 |
    /// 三、收到和处理政府信息公开申请情况
    /// | 一、本年新收政府信息公开申请数量 | 61 | 9 | 1 | 2 | 4 | 1 | 78 |
    /// 五、存在的主要问题及改进情况
    /// ```
    pub REPORT_NOT_ALONE {
        id: "report-not-alone",
        title: "后面还有一份报告没有核对",
        group: Group::Structure,
        severity: Severity::Warning,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    let Some(further) = &report.further else { return };
    let message = format!("“{}”起是另一份报告，没有读取；这里只核对第一份", further.text);
    let mention = Mention { text: further.text.clone(), number: None, span: further.span };
    verdicts.observe(Subject::Report, Verdict::Warn, message, Vec::new(), vec![mention]);
}

#[cfg(test)]
mod tests {
    use crate::report::Quote;
    use crate::rules::testing::*;
    use crate::source::Span;
    use insta::assert_snapshot;

    const ID: &str = "report-not-alone";

    #[test]
    fn a_further_report_is_told() {
        let mut report = whole();
        report.further =
            Some(Quote { text: "某局2023年年度报告".to_owned(), span: Span::empty(0) });
        assert_snapshot!(all_of(&report, ID), @"存疑 警告 report-not-alone：“某局2023年年度报告”起是另一份报告，没有读取；这里只核对第一份");
    }

    #[test]
    fn one_report_is_fine() {
        assert_snapshot!(all_of(&whole(), ID), @"");
    }
}
