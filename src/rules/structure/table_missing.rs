//! 第二、三、四部分各有一张表。

use super::words::{find, is_whole, letters};
use crate::form::{Table, Table::*};
use crate::rules::prelude::*;

declare_rule! {
    /// 第二、三、四部分各有一张表；标题在而表里的文字一处也没有的，提示。
    ///
    /// 表格是图片或附件时也是这样：数字无法核对，读者也无法复制。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号所附格式的三张表。
    ///
    /// # 怎么办
    /// 按格式补上表格；表格是图片的，换成文字表格。
    ///
    /// # 不符
    /// ```sample
    /// -行政复议 行政诉讼
    /// -结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉
    /// -结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
    /// -4 1 2 1 8 2 0 0 1 3 1 0 1 0 2
    /// +本年度没有发生。
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
    /// -4 1 2 1 8 2 0 0 1 3 1 0 1 0 2
    /// +结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
    /// +4 1 2 1 8 2 0 0 1 3 1 0 1 0 2
    /// +注：跨年案件按当年审结情况填报。
    /// ```
    pub TABLE_MISSING {
        id: "table-missing",
        title: "一个部分没有表格",
        group: Group::Structure,
        severity: Severity::Error,
        check: Check::Report(check),
    }
}

/// Words of which a table has at least one in any edition.
fn telling(table: Table) -> &'static [&'static str] {
    match table {
        Disclosure => &["制发件数", "新公开数量", "处理决定数量", "第二十条第", "收费金额"],
        Applications => &["本年新收", "上年结转", "予以公开", "不予公开"],
        Disputes => &["结果维持", "结果纠正", "尚未审结"],
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    if !is_whole(report) {
        return;
    }
    for table in Table::ALL {
        let Some(section) = find(report, table.section()) else { continue };
        // The words of a table that was not understood show that there is one.
        let anywhere = || {
            report.sections.iter().any(|section| {
                let words = letters(&section.text);
                telling(table).iter().any(|word| words.contains(word))
            })
        };
        if report.has(table) || anywhere() {
            continue;
        }
        let message = format!(
            "“{}”下面没有找到表格的文字：可能缺少表格，也可能表格是图片或附件",
            section.heading.text
        );
        let mention = Mention {
            text: section.heading.text.clone(),
            number: None,
            span: section.heading.span,
        };
        verdicts.observe(Subject::Table(table), Verdict::Warn, message, Vec::new(), vec![mention]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Value;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "table-missing";

    fn without_disputes(text: &str) -> Report {
        let mut report = whole();
        for cell in report.edition.cells().filter(|cell| cell.table() == Disputes) {
            report.entries[&cell].value = Value::Missing("没有找到表四".to_owned());
        }
        report.sections[3].text = text.to_owned();
        report
    }

    #[test]
    fn a_heading_without_its_table_is_told() {
        assert_snapshot!(all_of(&without_disputes("本年度没有发生。"), ID), @"存疑 错误 table-missing#disputes：“四、政府信息公开行政复议、行政诉讼情况”下面没有找到表格的文字：可能缺少表格，也可能表格是图片或附件");
    }

    #[test]
    fn a_table_that_was_read_is_there() {
        assert_snapshot!(all_of(&whole(), ID), @"");
    }

    /// A table whose numbers could not be told apart is there all the same.
    #[test]
    fn a_table_that_was_not_understood_is_not_missing() {
        assert_snapshot!(all_of(&without_disputes("结果维持 结果纠正 0 0"), ID), @"");
    }
}
