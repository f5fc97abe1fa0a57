//! 六个部分按顺序编号。

use super::words::{find, is_whole, numbered, stray_heading};
use crate::form::Section;
use crate::rules::prelude::*;

declare_rule! {
    /// 六个部分按格式的顺序和编号排列。
    ///
    /// 只核对完整的报告；标题前没有编号的（自动编号在复制时会丢失）不提示。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号所附格式。
    ///
    /// # 怎么办
    /// 按格式调整顺序、改正编号。
    ///
    /// # 不符
    /// ```sample
    /// -六、其他需要报告的事项
    /// +七、其他需要报告的事项
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -五、存在的主要问题及改进情况
    /// +（五）存在的主要问题及改进情况
    /// ```
    pub SECTION_MISPLACED {
        id: "section-misplaced",
        title: "部分的编号或顺序不对",
        group: Group::Structure,
        severity: Severity::Warning,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    if !is_whole(report) {
        return;
    }
    for section in Section::ALL {
        if find(report, section).is_some() {
            continue;
        }
        let Some(line) = stray_heading(report, section) else { continue };
        let heading = format!("{}、{}", section.numeral(), section.title());
        let message = match numbered(&line) {
            (Some(numeral), _) if numeral == section => {
                format!("“{heading}”不在格式规定的位置")
            }
            _ => format!("“{}”的编号或位置不对，格式为“{heading}”", section.title()),
        };
        verdicts.observe(Subject::Section(section), Verdict::Warn, message, Vec::new(), Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "section-misplaced";

    fn with_line(line: &str) -> Report {
        let mut report = whole();
        report.sections.retain(|found| found.section != Section::Others);
        report.sections[4].text.push_str(line);
        report
    }

    #[test]
    fn a_wrong_number_or_place_is_told() {
        assert_snapshot!(all_of(&with_line("\n七、其他需要报告的事项\n无。"), ID), @"存疑 警告 section-misplaced#others：“其他需要报告的事项”的编号或位置不对，格式为“六、其他需要报告的事项”");
        assert_snapshot!(all_of(&with_line("\n六、其他需要报告的事项\n无。"), ID), @"存疑 警告 section-misplaced#others：“六、其他需要报告的事项”不在格式规定的位置");
    }

    #[test]
    fn sections_in_order_are_fine() {
        assert_snapshot!(all_of(&whole(), ID), @"");
    }

    /// A table of contents repeats the titles of sections that are there.
    #[test]
    fn titles_may_be_repeated() {
        let mut report = whole();
        report.sections[0].text.push_str("\n五、其他需要报告的事项\n");
        assert_snapshot!(all_of(&report, ID), @"");
    }
}
