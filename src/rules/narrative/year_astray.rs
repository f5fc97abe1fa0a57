//! 说的是哪一年的工作。

use crate::form::Section;
use crate::narrative::Sign;
use crate::narrative::dates::{self, Year};
use crate::recognize::fold;
use crate::rules::Prose;
use crate::rules::prelude::*;
use crate::rules::prose::compact;
use crate::words::{any_begins, any_in};

declare_rule! {
    /// 概述本年度工作的句子以本年度开头；写成上一年（或者别的年份）的，多半是沿用了旧稿。
    ///
    /// 只看以“某年，”“某年我局”“某年全年”“某年共收到”这样开头、句中没有本年度、也不作比较的句子；历年的文件、数据、项目的名称里有别的年份，不在此列。
    ///
    /// # 依据
    /// 《政府信息公开条例》第四十九条：公布的是“上一年度政府信息公开工作年度报告”。
    ///
    /// # 理由
    /// 概述本年度工作的句子写着别的年份，多半是沿用了旧稿；也可能确实在说往年，所以只作提示。
    ///
    /// # 怎么办
    /// 改年份，并核对这一句里的数字是不是也沿用了旧稿。
    ///
    /// # 不符
    /// ```report
    /// 某县甲局2023年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    /// 2022年，我局扎实推进政务公开，全年公开信息310条。
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 某县甲局2023年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    /// 2023年，我局扎实推进政务公开，全年公开信息310条，2022年公开信息286条。公开2022年度部门决算。
    /// ```
    pub YEAR_ASTRAY {
        id: "year-astray",
        title: "说的不是本年度",
        group: Group::Years,
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

/// What follows the year when a sentence reports on it.
const REPORTING: &str = "\
    , 度, 我 度我 本 度本 全年 度全年 共 度共 未 度未 没有 度没有 收到 度收到 新收 \
    度新收 主动公开 度主动公开 累计 度累计";

/// Sentences with these speak of another year on purpose.
const OTHERWISE: &str = "\
    较 相比 同比 比上年 以来 下一步 将 计划 拟 继续 力争 上年 去年 结转 修订 施行 实施的 \
    起施行 成立 获评";

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let Some(year) = prose.report.year else { return };
    let organization = prose.report.organization.as_ref().map(|quote| fold::joined(&quote.text));
    let organization = organization.unwrap_or_default();
    let mut mentions = Vec::new();
    for (sentence, text) in prose.sentences_with(Sign::Year) {
        if matches!(sentence.section, None | Some(Section::Problems)) {
            continue;
        }
        let mut years = dates::years(text);
        let Some(first) = years.next() else { continue };
        if first.year == year || years.any(|other| other.year != first.year) {
            continue;
        }
        if any_in(OTHERWISE, text) || !opens(text, first, &organization) {
            continue;
        }
        if any_begins(REPORTING, &text[first.end..]) {
            mentions.push(prose.mention(sentence, first.start..first.end));
        }
    }
    if let Some(first) = mentions.first() {
        let written = compact(&first.text);
        let message = match mentions.len() {
            1 => format!("正文有一句说的是{written}，报告的是 {year} 年的情况"),
            many => format!("正文有 {many} 句说的是{written}等别的年份，报告的是 {year} 年的情况"),
        };
        Prose::observe(verdicts, message, Vec::new(), mentions);
    }
}

/// Whether a year opens its sentence, alone or behind the number of a heading or the name of the
/// body.
fn opens(text: &str, year: Year, organization: &str) -> bool {
    let before = &text[..year.start];
    let before = match before.rfind([')', '、', ':']) {
        Some(at) if before.len() - at <= 60 && before[..at].chars().count() <= 4 => {
            let mark = before[at..].chars().next().map_or(1, char::len_utf8);
            &before[at + mark..]
        }
        _ => before,
    };
    let before = before.trim_end_matches(',');
    let mut name = organization.chars();
    let own =
        |words: &str| matches!(words, "" | "我局" | "本机关" | "本单位" | "我单位" | "本年度");
    own(before)
        || before.chars().all(|c| name.any(|letter| letter == c))
        || matches!(before, "依申请公开" | "主动公开" | "总体情况" | "监督保障")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("year-astray", sentence)
    }

    #[test]
    fn a_sentence_on_the_year_before_is_told() {
        assert_snapshot!(check("2023年，我局主动公开信息310条。"), @r#"存疑 正文有一句说的是2023年，报告的是 2024 年的情况 ["2023年"]"#);
        assert_snapshot!(check("县文旅局2023年度未收取信息处理费。2023 年全年公开信息3条。"), @r#"存疑 正文有 2 句说的是2023年等别的年份，报告的是 2024 年的情况 ["2023年", "2023 年"]"#);
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "2024年，我局主动公开信息310条。",
            "2023年12月，县政府印发公开目录。",
            "2023年收到申请75件，2024年收到78件。",
            "公开2023年度部门决算。",
            "2023年，公开信息386条，较2022年增长5%。",
            "2025年，我局将继续完善公开目录。",
            "2019年修订的条例施行以来，工作更加规范。",
            "2023年底启动的网站集约化改造于2024年3月完成。",
            "2022年以来累计开展政府开放日活动9场。",
            "2023年，我局被评为政务公开先进单位，2024年继续保持。",
            "2023年度政府信息公开工作年度报告于2024年1月25日发布。",
            "公开2023年部门决算和2025年部门预算。",
        ] {
            assert_eq!(check(sentence), "", "{sentence}");
        }
    }
}
