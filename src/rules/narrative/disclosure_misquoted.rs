//! 正文所说的文件、决定和收费，对着表二看。

use crate::narrative::claims::Topic;
use crate::rules::Prose;
use crate::rules::prelude::*;

declare_rule! {
    /// 正文写到的规章、行政规范性文件的制发、废止、现行有效件数，行政许可、行政处罚、行政强制的处理决定数量，行政事业性收费金额，与表二的同一格相同。
    ///
    /// 公示、公开了多少条信息不是作出了多少件决定，清理了多少件文件也不是废止了多少件，不作核对；金额按正文写到的位数比较。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号，表二；《中华人民共和国政府信息公开条例》第二十条。
    ///
    /// # 怎么办
    /// 向业务科室核对本年的决定和文件数量，正文与表格用同一口径。
    ///
    /// # 不符
    /// ```report
    /// 一、总体情况
    /// （三）政府信息管理
    /// 全年制发行政规范性文件7件，废止2件。
    ///
    /// 二、主动公开政府信息情况
    ///
    /// | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// |---|---|---|---|
    /// | 规章 | 0 | 0 | 0 |
    /// | 行政规范性文件 | 5 | 2 | 31 |
    /// ```
    pub DISCLOSURE_MISQUOTED {
        id: "disclosure-misquoted",
        title: "正文与表二不一致",
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    prose.compare(verdicts, |topic| {
        matches!(topic, Topic::Documents(..) | Topic::Decisions(_) | Topic::Fees)
    });
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    /// The sample's 表二: 规范性文件 5, 2, 31; 许可 264, 处罚 47, 强制 6; 收费 18.6250 万元.
    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("disclosure-misquoted", sentence)
    }

    #[test]
    fn numbers_that_agree_pass() {
        assert_snapshot!(check("全年出台行政规范性文件5件，废止2件，现行有效31件。"), @r#"
        相符 正文写“全年出台行政规范性文件5件”，表二“行政规范性文件·本年制发件数”是 5，相符 ["5"]
        相符 正文写“废止2件”，表二“行政规范性文件·本年废止件数”是 2，相符 ["2"]
        相符 正文写“现行有效31件”，表二“行政规范性文件·现行有效件数”是 31，相符 ["31"]
        "#);
        assert_snapshot!(check("作出行政许可决定264件、行政处罚决定47件，收取行政事业性收费18.63万元。"), @r#"
        相符 正文写“作出行政许可决定264件”，表二“行政许可·处理决定数量”是 264，相符 ["264"]
        相符 正文写“行政处罚决定47件”，表二“行政处罚·处理决定数量”是 47，相符 ["47"]
        相符 正文写“收取行政事业性收费18.63万元”，表二“行政事业性收费·本年收费金额（单位：万元）”是 18.625，相符 ["18.63"]
        "#);
    }

    #[test]
    fn numbers_that_differ_are_told() {
        assert_snapshot!(check("全年办理行政许可246件。"), @r#"存疑 正文写“全年办理行政许可246件”，表二“行政许可·处理决定数量”是 264，相差 -18 ["246"]"#);
        assert_snapshot!(check("本年度未制发行政规范性文件。"), @r#"存疑 正文写“本年度未制发行政规范性文件”，表二“行政规范性文件·本年制发件数”是 5，不是 0 ["本年度未制发行政规范性文件"]"#);
        assert_snapshot!(check("收取行政事业性收费186250元，现行有效的行政规范性文件三十件。"), @r#"
        相符 正文写“收取行政事业性收费186250元”，表二“行政事业性收费·本年收费金额（单位：万元）”是 18.625，相符 ["186250"]
        存疑 正文写“现行有效的行政规范性文件三十件”，表二“行政规范性文件·现行有效件数”是 31，相差 -1 ["三十"]
        "#);
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "公示行政许可信息58条、行政处罚信息12条。",
            "清理行政规范性文件40件。",
            "解读行政规范性文件3件。",
            "修订规章制度12项，新制定管理制度3项。",
            "行政许可和行政处罚共300件。",
            "全县共制发行政规范性文件25件。",
        ] {
            let told = check(sentence);
            assert!(!told.contains("存疑"), "{sentence}\n{told}");
        }
    }
}
