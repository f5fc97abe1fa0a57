//! 标题写明机关和年度。

use super::words::is_whole;
use crate::rules::prelude::*;

declare_rule! {
    /// 报告的标题写明机关名称和年度，例如“某县文化和旅游局2024年政府信息公开工作年度报告”。
    ///
    /// 只核对完整的报告；只粘贴了表格的不提示。
    ///
    /// # 理由
    /// 各机关每年分别公布自己的年度报告（《政府信息公开条例》第四十九条），标题没有机关和年度，就分不清是谁的、哪一年的。没有条款规定标题的写法，所以只作提示。
    ///
    /// # 怎么办
    /// 在标题里补上机关全称和年度。
    ///
    /// # 不符
    /// ```sample
    /// -青禾县文化和旅游局2024年政府信息公开工作年度报告
    /// -
    /// +政府信息公开工作年度报告
    /// +
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -青禾县文化和旅游局2024年政府信息公开工作年度报告
    /// +青禾县文化和旅游局
    /// +2024年政府信息公开工作年度报告
    /// ```
    pub TITLE_INCOMPLETE {
        id: "title-incomplete",
        title: "标题没有写明机关和年度",
        group: Group::Structure,
        severity: Severity::Note,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    if !is_whole(report) {
        return;
    }
    let message = match (&report.title, &report.organization) {
        (Some(_), Some(_)) => return,
        (Some(title), None) => format!("标题“{}”没有写明机关名称", title.text),
        (None, _) => "没有找到写明年度的标题，如“某某局2024年政府信息公开工作年度报告”".to_owned(),
    };
    let title = report.title.iter();
    let mentions =
        title.map(|title| Mention { text: title.text.clone(), number: None, span: title.span });
    verdicts.observe(Subject::Report, Verdict::Warn, message, Vec::new(), mentions.collect());
}

#[cfg(test)]
mod tests {
    use crate::report::Quote;
    use crate::rules::testing::*;
    use crate::source::Span;
    use insta::assert_snapshot;

    const ID: &str = "title-incomplete";

    #[test]
    fn a_title_without_year_or_body_is_told() {
        let mut report = whole();
        report.title = None;
        assert_snapshot!(all_of(&report, ID), @"存疑 提示 title-incomplete：没有找到写明年度的标题，如“某某局2024年政府信息公开工作年度报告”");
        report.title = Some(Quote {
            text: "2024年政府信息公开工作年度报告".to_owned(),
            span: Span::empty(0),
        });
        report.organization = None;
        assert_snapshot!(all_of(&report, ID), @"存疑 提示 title-incomplete：标题“2024年政府信息公开工作年度报告”没有写明机关名称");
    }

    #[test]
    fn a_full_title_is_fine() {
        assert_snapshot!(all_of(&whole(), ID), @"");
    }

    /// A web page prints the body above the title; a pasted table has no title.
    #[test]
    fn what_needs_no_title_is_left_alone() {
        let mut report = whole();
        report.title = Some(Quote {
            text: "2024年政府信息公开工作年度报告".to_owned(),
            span: Span::empty(0),
        });
        assert_snapshot!(all_of(&report, ID), @"");
        report.sections.truncate(2);
        report.title = None;
        assert_snapshot!(all_of(&report, ID), @"");
    }
}
