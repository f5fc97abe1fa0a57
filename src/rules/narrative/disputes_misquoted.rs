//! 正文所说的复议、诉讼，对着表四看。

use crate::narrative::claims::Topic;
use crate::rules::Prose;
use crate::rules::prelude::*;

declare_rule! {
    /// 正文写到的因政府信息公开引起的行政复议、行政诉讼数量，与表四的同一项相同；正文说没有发生的，表四是 0。行政诉讼是未经复议直接起诉与复议后起诉两组之和。
    ///
    /// 复议机关、法院自己审理、受理的案件不是本机关的案件，不作核对。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号：第四部分统计因政府信息公开工作被申请行政复议、提起行政诉讼的全部案件。
    ///
    /// # 怎么办
    /// 与法制机构核对案件台账；跨年的案件按当年的审结情况填报，正文与表格用同一口径。
    ///
    /// # 不符
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 因政府信息公开被申请行政复议3件，被提起行政诉讼2件。
    ///
    /// 四、政府信息公开行政复议、行政诉讼情况
    ///
    /// 行政复议 行政诉讼
    /// 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉
    /// 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
    /// 4 1 2 1 8 2 0 0 0 2 0 0 0 0 0
    /// ```
    pub DISPUTES_MISQUOTED {
        id: "disputes-misquoted",
        title: "正文与表四不一致",
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    prose.compare(verdicts, |topic| matches!(topic, Topic::Disputes(..)));
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    /// The sample's 表四: 行政复议 8, 行政诉讼 3 + 2.
    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("disputes-misquoted", sentence)
    }

    #[test]
    fn numbers_that_agree_pass() {
        assert_snapshot!(check("因政府信息公开引发行政复议案件8件、行政诉讼案件5件。"), @r#"
        相符 正文写“因政府信息公开引发行政复议案件8件”，表四“行政复议·总计”是 8，相符 ["8"]
        相符 正文写“行政诉讼案件5件”，表四行政诉讼（2 格合计）是 5，相符 ["5"]
        "#);
        assert_snapshot!(check("因信息公开引起的行政复议、行政诉讼共13件。"), @r#"相符 正文写“因信息公开引起的行政复议、行政诉讼共13件”，表四行政复议、行政诉讼（3 格合计）是 13，相符 ["13"]"#);
    }

    #[test]
    fn numbers_that_differ_are_told() {
        assert_snapshot!(check("因政府信息公开工作被申请行政复议九宗，其中维持3件。"), @r#"
        存疑 正文写“因政府信息公开工作被申请行政复议九宗”，表四“行政复议·总计”是 8，相差 1 ["九"]
        存疑 正文写“其中维持3件”，表四“行政复议·结果维持”是 4，相差 -1 ["3"]
        "#);
        assert_snapshot!(check("未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。"), @r#"存疑 正文写“未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况”，表四行政复议、行政诉讼（3 格合计）是 13，不是 0 ["未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况"]"#);
        assert_snapshot!(check("因信息公开未经复议直接起诉4件。"), @r#"存疑 正文写“因信息公开未经复议直接起诉4件”，表四“行政诉讼（未经复议直接起诉）·总计”是 3，相差 1 ["4"]"#);
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "全县审理行政复议案件120件。",
            "没有因政府信息公开被纠错的行政复议，没有败诉的行政诉讼。",
            "因政府信息公开引发的行政复议较上年减少2件。",
            "被申请行政复议、提起行政诉讼各1件。",
            "2023年因政府信息公开被申请行政复议1件。",
            "负责办理行政复议案件32件。",
        ] {
            let told = check(sentence);
            assert!(!told.contains("存疑"), "{sentence}\n{told}");
        }
    }
}
