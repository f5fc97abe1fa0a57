//! 截至哪一天，要在本年度之内。

use crate::narrative::{Sign, dates};
use crate::rules::Prose;
use crate::rules::prelude::*;
use crate::rules::prose::compact;
use crate::words::any_in;

declare_rule! {
    /// 正文里“截至某年”“截止某年某月某日”的日期，在报告的年度之内。
    ///
    /// 与往年作比较的句子、下一步的打算不作核对。
    ///
    /// # 依据
    /// 《政府信息公开条例》第四十九条：公布的是“上一年度政府信息公开工作年度报告”。
    ///
    /// # 理由
    /// 年度报告的数统计到当年 12 月 31 日；截至别的年份的数，不是这一年的。
    ///
    /// # 怎么办
    /// 多半是沿用了上一年的报告，或者统计到了编写的当天：改日期，并核对后面的数。
    ///
    /// # 不符
    /// ```report
    /// 某县甲局2023年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    /// 截至2022年12月31日，门户网站公开信息310条。
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 某县甲局2023年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    /// 截至2023年12月31日，门户网站公开信息310条，较截至2022年底的数量增加24条。
    /// ```
    pub CUTOFF_OUTSIDE_PERIOD {
        id: "cutoff-outside-period",
        title: "截至的日期不在本年度",
        group: Group::Years,
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

/// Sentences with these look back or ahead on purpose.
const OTHERWISE: &str = "较 相比 同比 比上年 增长 下一步 计划 将 力争 有效期 《 起至";

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let Some(year) = prose.report.year else { return };
    let mut mentions = Vec::new();
    for (sentence, text) in prose.sentences_with(Sign::Year) {
        // Few sentences name another year; look for words only in those.
        let other = dates::years(text).any(|found| found.year != year);
        if sentence.section.is_none() || !other || any_in(OTHERWISE, text) {
            continue;
        }
        for found in dates::years(text).filter(|found| found.year != year) {
            let cut = ["截至", "截止", "截止到", "截至到", "截止至"]
                .iter()
                .find(|word| text[..found.start].ends_with(*word));
            let Some(cut) = cut else { continue };
            // 截至2024年1月31日 is outside of a report on 2023 as well, but not by a whole year.
            let end = text[found.end..]
                .char_indices()
                .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '月' | '日' | '底' | '末')))
                .map_or(text.len(), |(at, _)| found.end + at);
            mentions.push(prose.mention(sentence, found.start - cut.len()..end));
        }
    }
    if let Some(first) = mentions.first() {
        let written = compact(&first.text);
        let message = format!("正文写“{written}”，报告的是 {year} 年的情况");
        Prose::observe(verdicts, message, Vec::new(), mentions);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("cutoff-outside-period", sentence)
    }

    #[test]
    fn a_date_outside_of_the_year_is_told() {
        assert_snapshot!(check("截止 2023 年底，累计公开信息310条。"), @r#"存疑 正文写“截止2023年底”，报告的是 2024 年的情况 ["截止 2023 年底"]"#);
        assert_snapshot!(check("截至2025年1月10日，公开信息310条。"), @r#"存疑 正文写“截至2025年1月10日”，报告的是 2024 年的情况 ["截至2025年1月10日"]"#);
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "截至2024年12月31日，公开信息310条。",
            "截至2024年11月底，访问量9万次。",
            "截至目前，公开信息9条。",
            "较截至2023年底的数量增加9条。",
            "截至2024年12月，微信公众号关注人数2.3万，比2023年底增加0.4万。",
            "2024年12月31日前完成2023年度信息归档。",
        ] {
            assert_eq!(check(sentence), "", "{sentence}");
        }
    }
}
