//! 六个部分齐全。

use super::words::{find, has_prose, is_whole, numbered_line, stray_heading};
use crate::form::{Section, Table};
use crate::rules::prelude::*;

declare_rule! {
    /// 报告有六个部分：一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况，四、政府信息公开行政复议、行政诉讼情况，五、存在的主要问题及改进情况，六、其他需要报告的事项。
    ///
    /// 只核对完整的报告（至少找到四个标题）。标题还在、只是编号或措辞不同的，不算缺少；表格还在、只缺标题的，作为提示。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号所附格式分六个部分；《政府信息公开条例》第五十条规定年度报告应当包括的内容。
    ///
    /// # 怎么办
    /// 补上缺少的部分；没有内容的部分也要保留标题并说明。
    ///
    /// # 不符
    /// ```sample
    /// -六、其他需要报告的事项
    /// -
    /// -本年度没有收取信息处理费。
    /// -
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -六、其他需要报告的事项
    /// +## 六 其他需要报告的事项
    /// ```
    pub SECTION_MISSING {
        id: "section-missing",
        title: "缺少一个部分",
        group: Group::Structure,
        severity: Severity::Error,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    if !is_whole(report) {
        return;
    }
    for section in Section::ALL {
        if find(report, section).is_some() || stray_heading(report, section).is_some() {
            continue;
        }
        let heading = format!("{}、{}", section.numeral(), section.title());
        let table = Table::ALL.into_iter().find(|table| table.section() == section);
        let read = table.is_some_and(|table| report.has(table));
        let other = numbered_line(report, section);
        let (verdict, message) = match (read, other) {
            (true, _) => {
                (Verdict::Warn, format!("没有找到“{heading}”这个标题，但是读到了它的表格"))
            }
            (false, Some(line)) => (
                Verdict::Warn,
                format!("没有找到“{heading}”；“{line}”一行用了它的编号，请核对标题"),
            ),
            // What stands before the first heading is not known to be something else.
            (false, None) if section == Section::Overview => {
                (Verdict::Warn, format!("没有找到“{heading}”这个标题"))
            }
            (false, None) if !has_prose(report, section) => continue,
            (false, None) => (Verdict::Fail, format!("缺少“{heading}”这一部分")),
        };
        verdicts.observe(Subject::Section(section), verdict, message, Vec::new(), Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "section-missing";

    fn without(section: Section) -> Report {
        let mut report = whole();
        report.sections.retain(|found| found.section != section);
        report
    }

    #[test]
    fn a_missing_section_is_an_error() {
        assert_snapshot!(all_of(&without(Section::Problems), ID), @"不符 错误 section-missing#problems：缺少“五、存在的主要问题及改进情况”这一部分");
        assert_snapshot!(all_of(&without(Section::Overview), ID), @"存疑 错误 section-missing#overview：没有找到“一、总体情况”这个标题");
    }

    #[test]
    fn six_sections_are_all_there() {
        assert_snapshot!(all_of(&whole(), ID), @"");
    }

    /// The table stands there without its heading; the heading has other words.
    #[test]
    fn what_is_there_in_other_words_is_not_missing() {
        assert_snapshot!(all_of(&without(Section::Disputes), ID), @"存疑 错误 section-missing#disputes：没有找到“四、政府信息公开行政复议、行政诉讼情况”这个标题，但是读到了它的表格");
        let mut report = without(Section::Problems);
        report.sections[3].text.push_str("\n五、工作中的不足与下一步打算\n一是解读不够。");
        assert_snapshot!(all_of(&report, ID), @"存疑 错误 section-missing#problems：没有找到“五、存在的主要问题及改进情况”；“五、工作中的不足与下一步打算”一行用了它的编号，请核对标题");
    }

    #[test]
    fn a_pasted_table_is_no_report() {
        let mut report = whole();
        report.sections.truncate(3);
        assert_snapshot!(all_of(&report, ID), @"");
    }
}
