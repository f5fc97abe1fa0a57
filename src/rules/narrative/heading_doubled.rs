//! 同一个标题写了两遍。

use crate::narrative::Narrative;
use crate::recognize::fold::plain;
use crate::rules::Prose;
use crate::rules::prelude::*;

declare_rule! {
    /// 同一个标题不接连出现两遍。
    ///
    /// # 理由
    /// 重复的标题多半是复制粘贴留下的；没有条款规定，只作提示。
    ///
    /// # 怎么办
    /// 删去多余的一个。
    ///
    /// # 不符
    /// ```report
    /// 一、总体情况
    /// （一）主动公开
    /// （一）主动公开
    /// 全年公开信息310条。
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 一、总体情况
    /// （一）主动公开
    /// 主动公开信息310条。
    /// （二）主动公开目录
    /// 全年更新2次。
    /// ```
    pub HEADING_DOUBLED {
        id: "heading-doubled",
        title: "标题重复",
        group: Group::Years,
        severity: Severity::Note,
        check: Check::Prose(check),
    }
}

/// How long a heading is at least, and at most, in bytes.
const SHORTEST: usize = 9;
const HEADING: usize = 90;

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let narrative: &Narrative = prose.narrative();
    let mut mentions = Vec::new();
    let mut told = String::new();
    let sentences = narrative.sentences();
    for pair in sentences.windows(2) {
        let [first, second] = pair else { continue };
        let (before, after) = (narrative.text(first), narrative.text(second));
        // Most are told by how they begin to be no doubles.
        if before.as_bytes().get(..SHORTEST) != after.as_bytes().get(..SHORTEST) {
            continue;
        }
        let heading = before.trim_end_matches('。');
        if first.section != second.section
            || !(SHORTEST..=HEADING).contains(&heading.len())
            || after.trim_end_matches('。') != heading
        {
            continue;
        }
        if heading.starts_with('(') || heading.contains('、') && heading.len() < HEADING {
            told = heading.to_owned();
            mentions.push(prose.mention(second, 0..after.len()));
        }
    }
    // `一、总体情况一、总体情况` on one line, or the section's heading again as its first words.
    for section in &prose.report.sections {
        let title = section.heading.text.as_str();
        let Some(first) = sentences.iter().find(|s| s.section == Some(section.section)) else {
            continue;
        };
        let words = narrative.text(first);
        let mut letters = words.chars();
        if !title.chars().map(plain).all(|c| letters.next() == Some(c)) {
            continue;
        }
        let folded = &words[..words.len() - letters.as_str().len()];
        if folded.contains('、') && folded.len() >= 12 {
            told = folded.to_owned();
            mentions.push(prose.mention(first, 0..folded.len()));
        }
    }
    if !mentions.is_empty() {
        Prose::observe(verdicts, format!("标题“{told}”写了两遍"), Vec::new(), mentions);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("heading-doubled", sentence)
    }

    #[test]
    fn a_heading_twice_is_told() {
        assert_snapshot!(check("\n（六）其他方面\n（六） 其他方面\n一切正常。"), @r#"存疑 标题“(六)其他方面”写了两遍 ["（六） 其他方面"]"#);
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "\n（六）主动公开\n主动公开信息3条。\n（七）主动公开目录\n",
            "\n（六）其他方面\n（七）其他方面\n",
            "\n（六）主动公开方面\n（七）依申请公开方面\n一是、二是。\n",
            "\n1.加强组织领导\n加强组织领导，压实责任。\n",
        ] {
            assert_eq!(check(sentence), "", "{sentence}");
        }
    }
}
