//! 引用的年度要点、方案，要是当年的。

use crate::form::Section;
use crate::narrative::{Sign, dates};
use crate::rules::Prose;
use crate::rules::prelude::*;
use crate::rules::prose::compact;
use crate::words::any_in;

declare_rule! {
    /// 说本年度工作时引用的年度公开工作要点、方案、计划、安排，是本年度的。
    ///
    /// 法律、法规、办法和通知的年份，上一年度的年度报告、考核通报，以及下一步工作里提到的下一年要点，不在此列。
    ///
    /// # 依据
    /// 《政府信息公开条例》第四十九条：公布的是“上一年度政府信息公开工作年度报告”。
    ///
    /// # 理由
    /// 引用了别的年度的要点，多半是沿用了旧稿；上一年的文件在本年落实也是有的，所以只作提示。
    ///
    /// # 怎么办
    /// 核对文件名称和年份；确实是在落实上一年的文件，就照写。
    ///
    /// # 不符
    /// ```report
    /// 某县甲局2023年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    /// 认真落实《2022年政务公开工作要点》，推进各项工作。
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 某县甲局2023年政府信息公开工作年度报告
    ///
    /// 一、总体情况
    /// 认真落实《2023年政务公开工作要点》，按时公布《2022年政府信息公开工作年度报告》。
    /// ```
    pub PLAN_OF_ANOTHER_YEAR {
        id: "plan-of-another-year",
        title: "引用的是别的年度的文件",
        group: Group::Years,
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

/// What is made anew each year.
const PLANS: [&str; 9] = [
    "工作要点",
    "实施方案",
    "工作方案",
    "工作计划",
    "工作安排",
    "任务分工",
    "工作任务",
    "重点工作安排",
    "任务清单",
];

/// Sentences with these speak of another year on purpose.
const OTHERWISE: &str = "下一步 将 明年 计划于 拟 较 相比 以来 去年 上年";

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let Some(year) = prose.report.year else { return };
    let mut mentions = Vec::new();
    for (sentence, text) in prose.sentences_with(Sign::Year) {
        let ahead = sentence.section == Some(Section::Problems);
        // Few sentences name another year; look for words only in those.
        let other = dates::years(text).any(|found| found.year != year);
        if ahead || !other || any_in(OTHERWISE, text) {
            continue;
        }
        for found in dates::years(text) {
            // 2023年 beside 2022年 in one name or sentence: a span of years, or a comparison.
            if found.year == year
                || dates::years(text).any(|other| other.year == year)
                    && !in_title(text, found.start)
            {
                continue;
            }
            let rest = &text[found.end..];
            let name = rest.split(['》', ',', '。', ';', '、', ':']).next().unwrap_or_default();
            let Some((at, plan)) =
                PLANS.iter().filter_map(|plan| Some((name.find(plan)?, *plan))).min()
            else {
                continue;
            };
            let public = name[..at].contains("政务公开") || name[..at].contains("信息公开");
            // 2019年至2022年, 2021-2023年
            let span = text[..found.start].ends_with(['-', '至', '到', '—', '~'])
                || rest.starts_with(['-', '至', '到', '—', '~', '〔']);
            let month = rest.starts_with(|c: char| c.is_ascii_digit());
            // 2023年印发的工作方案 tells when it was issued, not for which year.
            let issued = ["印发", "制定", "出台", "发布", "下发"]
                .iter()
                .any(|word| name.trim_start_matches('度').starts_with(word));
            if public && !span && !month && !issued && name[..at].chars().count() <= 24 {
                mentions.push(prose.mention(sentence, found.start..found.end + at + plan.len()));
            }
        }
    }
    if let Some(first) = mentions.first() {
        let written = compact(&first.text);
        let message = format!("正文引用“{written}”，报告的是 {year} 年的工作");
        Prose::observe(verdicts, message, Vec::new(), mentions);
    }
}

/// Whether a place stands within 《》.
fn in_title(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.rfind('《') > before.rfind('》')
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("plan-of-another-year", sentence)
    }

    #[test]
    fn the_plan_of_the_year_before_is_told() {
        assert_snapshot!(check("2024年，我局对照《2023年全县政务公开工作要点》逐项落实。"), @r#"存疑 正文引用“2023年全县政务公开工作要点”，报告的是 2024 年的工作 ["2023年全县政务公开工作要点"]"#);
        assert_snapshot!(check("印发2023 年政务公开工作\n实施方案。"), @r#"存疑 正文引用“2023年政务公开工作实施方案”，报告的是 2024 年的工作 ["2023 年政务公开工作\n实施方案"]"#);
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "对照《2024年政务公开工作要点》逐项落实。",
            "根据2019年修订的《中华人民共和国政府信息公开条例》开展工作。",
            "编制发布《2023年政府信息公开工作年度报告》。",
            "下一步，将落实2025年政务公开工作要点。",
            "公开2023年度财政决算和2023年重点项目工作方案。",
            "落实《法治政府建设实施方案（2021-2025年）》。",
            "根据省政府办公厅2023年印发的政务公开工作方案，持续推进标准化规范化。",
            "对照2023年政务公开第三方评估反馈问题，逐项整改。",
        ] {
            assert_eq!(check(sentence), "", "{sentence}");
        }
    }
}
