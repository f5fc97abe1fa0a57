//! 六个部分的标题用格式的原文。

use super::words::{is_whole, letters, numbered};
use crate::rules::prelude::*;

declare_rule! {
    /// 六个部分的标题与格式的原文一致，例如“改进情况”不写作“改进措施”。标点、空格和编号的写法不计。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号所附格式的标题。
    ///
    /// # 怎么办
    /// 标题改为格式的原文；内容不受影响。
    ///
    /// # 不符
    /// ```sample
    /// -五、存在的主要问题及改进情况
    /// +五、存在的主要问题及改进措施
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -五、存在的主要问题及改进情况
    /// +**五、存在的主要问题及改进情况：**
    /// ```
    pub SECTION_WORDING {
        id: "section-wording",
        title: "标题与格式的措辞不同",
        group: Group::Structure,
        severity: Severity::Note,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    if !is_whole(report) {
        return;
    }
    for found in &report.sections {
        // As most have it.
        let (_, words) = numbered(&found.heading.text);
        if words.strip_prefix('、') == Some(found.section.title()) {
            continue;
        }
        let written = letters(&found.heading.text);
        let title = letters(found.section.title());
        let words = numbered(&written).1;
        // A heading that wraps may have left its end in the text.
        let wrapped = || {
            let rest = title.strip_prefix(words).filter(|_| !words.is_empty());
            rest.is_some_and(|rest| letters(&found.text).starts_with(rest))
        };
        if words == title || wrapped() {
            continue;
        }
        let message = format!(
            "标题写作“{}”，格式的原文是“{}、{}”",
            found.heading.text,
            found.section.numeral(),
            found.section.title()
        );
        let mention =
            Mention { text: found.heading.text.clone(), number: None, span: found.heading.span };
        let subject = Subject::Section(found.section);
        verdicts.observe(subject, Verdict::Warn, message, Vec::new(), vec![mention]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "section-wording";

    fn headed(heading: &str) -> Report {
        let mut report = whole();
        report.sections[4].heading.text = heading.to_owned();
        report
    }

    #[test]
    fn other_words_are_noted() {
        assert_snapshot!(all_of(&headed("五、存在的主要问题及改进措施"), ID), @"存疑 提示 section-wording#problems：标题写作“五、存在的主要问题及改进措施”，格式的原文是“五、存在的主要问题及改进情况”");
    }

    #[test]
    fn the_words_of_the_form_are_fine() {
        assert_snapshot!(all_of(&whole(), ID), @"");
    }

    /// Punctuation, spaces, marks and ways of numbering are no other words.
    #[test]
    fn other_ways_of_writing_the_same_words_are_fine() {
        for heading in [
            "五 存在的主要问题及改进情况",
            "## **五、存在的主要问题及改进情况**",
            "第五部分　存在的主要问题及改进情况",
            "存在的主要问题及改进情况：",
        ] {
            assert_eq!(all_of(&headed(heading), ID), "");
        }
        let mut wrapped = headed("五、存在的主要问题及改");
        wrapped.sections[4].text.insert_str(0, "进情况\n");
        assert_eq!(all_of(&wrapped, ID), "");
    }
}
