//! 第一部分报告五个方面。

use super::words::{find, is_whole, letters};
use crate::form::Section;
use crate::recognize::fold;
use crate::rules::prelude::*;

declare_rule! {
    /// 第一部分报告五个方面：主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障。
    ///
    /// 不要求分条写小标题；一个方面的词一个都没有出现的，才提示。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号所附格式“一、总体情况”；《政府信息公开条例》第五十条第（一）、（二）、（四）项。
    ///
    /// # 怎么办
    /// 补写缺少的方面；没有发生的也说明，例如“本年度未收到申请”。
    ///
    /// # 不符
    /// ```sample
    /// -（二）依申请公开
    /// -全年新收政府信息公开申请78件，上年结转4件；办结76件，结转下年度继续办理6件。因信息公开引发行政复议8件、行政诉讼5件。
    /// -（三）政府信息管理
    /// +（二）政府信息管理
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -（二）依申请公开
    /// -全年新收政府信息公开申请78件，上年结转4件；办结76件，结转下年度继续办理6件。因信息公开引发行政复议8件、行政诉讼5件。
    /// -（三）政府信息管理
    /// +群众提出的申请全部登记在册，专人跟办。
    /// +（二）政府信息管理
    /// ```
    pub ASPECTS_INCOMPLETE {
        id: "aspects-incomplete",
        title: "总体情况缺少一个方面",
        group: Group::Structure,
        severity: Severity::Warning,
        check: Check::Report(check),
    }
}

/// Each aspect with words of which at least one shows that the text speaks of it.
const ASPECTS: [&[&str]; 5] = [
    &["主动公开", "公开信息", "发布信息", "公开内容", "发布"],
    &["申请"],
    &["信息管理", "管理", "审核", "审查", "清理"],
    &["平台", "网站", "公众号", "新媒体", "专栏", "公开栏", "微博"],
    &["监督", "保障", "考核", "培训", "评议", "责任", "组织领导"],
];

/// A shorter text is cut off, or no account at all.
const SHORTEST: usize = 100;

/// The names of the aspects of which a text says nothing.
fn silent(text: &str) -> Vec<&'static str> {
    let silent = |telling: &[&str]| !telling.iter().any(|word| text.contains(word));
    let aspects = ASPECTS.iter().zip(Section::ASPECTS);
    aspects.filter(|(telling, _)| silent(telling)).map(|(_, name)| name).collect()
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    let Some(section) = find(report, Section::Overview).filter(|_| is_whole(report)) else {
        return;
    };
    if section.text.chars().filter_map(fold::letter).nth(SHORTEST - 1).is_none() {
        return;
    }
    // Most words stand there as they are; only for others spaces and marks are taken out.
    let mut lacking = silent(&section.text);
    if !lacking.is_empty() {
        lacking = silent(&letters(&section.text));
    }
    if lacking.is_empty() {
        return;
    }
    let message = format!("第一部分没有写到{}", lacking.join("、"));
    let mention =
        Mention { text: section.heading.text.clone(), number: None, span: section.heading.span };
    let subject = Subject::Section(Section::Overview);
    verdicts.observe(subject, Verdict::Warn, message, Vec::new(), vec![mention]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "aspects-incomplete";

    fn with(text: &str) -> Report {
        let mut report = whole();
        report.sections[0].text = text.repeat(4);
        report
    }

    #[test]
    fn an_aspect_that_is_not_there_is_told() {
        let text = "主动公开信息386条，完善公开平台和专栏，建立信息管理制度。";
        assert_snapshot!(all_of(&with(text), ID), @"存疑 警告 aspects-incomplete#overview：第一部分没有写到依申请公开、监督保障");
    }

    #[test]
    fn five_aspects_are_whole() {
        assert_snapshot!(all_of(&whole(), ID), @"");
    }

    /// Without headings of their own, in other words.
    #[test]
    fn aspects_may_be_told_in_other_words() {
        let text = "通过网站和公众号发布信息，未收到申请，严格审核把关，纳入年度考核，开展培训。";
        assert_snapshot!(all_of(&with(text), ID), @"");
    }
}
