//! 正文所说的申请数量，对着表三看。

use crate::narrative::claims::Topic;
use crate::rules::Prose;
use crate::rules::prelude::*;

declare_rule! {
    /// 正文写到的申请数量，与表三“总计”一栏的同一项相同：新收、上年结转、办结、结转下年度，予以公开、部分公开、不予公开、无法提供、不予处理、其他处理及其各小项；正文说没有收到申请的，表三是 0。
    ///
    /// 只看说的是本机关、本年度、全部申请的句子：约数、比较（较上年增加）、上半年、全县各单位、网上申请之类不作核对。“受理”可以含上年结转，“答复”可以不含其他处理和不予处理。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号：第一部分概述的依申请公开情况与第三部分的表格说的是同一年、同一机关的申请。
    ///
    /// # 怎么办
    /// 先核对台账，再改正文或者表格；数字对得上而算法不同的（如按人次、含转办件），在正文里写明。
    ///
    /// # 不符
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 全年新收政府信息公开申请31件。
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// | 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 10 | 3 | 0 | 0 | 0 | 0 | 13 |
    /// ```
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 本年度未收到公民、法人或者其他组织提出的政府信息公开申请。
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// | 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ```
    pub APPLICATIONS_MISQUOTED {
        id: "applications-misquoted",
        title: "正文与表三不一致",
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    prose.compare(verdicts, |topic| {
        matches!(
            topic,
            Topic::Received { .. }
                | Topic::BroughtForward
                | Topic::CarriedForward
                | Topic::Disposed { .. }
                | Topic::Results(_)
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    /// The sample's 表三: 新收 78, 上年结转 4, 予以公开 28, 部分公开 8, 不予公开 15, 无法提供 17,
    /// 办结 76, 结转 6.
    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("applications-misquoted", sentence)
    }

    #[test]
    fn numbers_that_agree_pass() {
        assert_snapshot!(check("本年度共收到政府信息公开申请七十八件，上年度结转4件；办结76件，结转下年度继续办理6件。"), @r"");
        assert_snapshot!(check("其中，予以公开28件、部分公开8件、不予公开15件、无法提供17件。"), @r"");
    }

    #[test]
    fn numbers_that_differ_are_told() {
        assert_snapshot!(check("2024年，县文旅局共接收依申请公开87件。"), @r"");
        assert_snapshot!(check("截至2024年底，收到公民、法人和其他组织提出的政府信息公开申请7 9\n件，其中予以公开二十九件，无法提供15件。"), @r"");
        assert_snapshot!(check("2023年结转5件，转入2025年继续办理8件。"), @r"");
        assert_snapshot!(check("收到5件政府信息公开申请，12件予以公开。"), @r"");
        assert_snapshot!(check("2024年度我局零申请。"), @r"");
        assert_snapshot!(check("全年没有收到依申请公开事项。"), @r"");
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "收到申请较上年增加3件，同比增长12%。",
            "2023年收到政府信息公开申请75件。",
            "全县各单位共收到政府信息公开申请512件。",
            "县公安局收到政府信息公开申请9件。",
            "收到网上申请5件、信函申请3件。",
            "其中自然人申请56件，予以公开20件。",
            "收到申请约80件，办结70余件。",
            "上半年收到政府信息公开申请30件。",
            "答复网民留言16件，办理群众来信12件。",
            "如未收到申请，也应当如实填报。",
            "共受理政府信息公开申请82件（含上年结转4件）。",
            "未收到要求减免费用的申请。",
            "近三年累计收到政府信息公开申请210件。",
            "予以公开信息公开目录12条。",
            "未收到网上申请。",
        ] {
            let told = check(sentence);
            assert!(!told.contains("存疑"), "{sentence}\n{told}");
        }
    }
}
