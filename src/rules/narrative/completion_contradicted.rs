//! 说全部办结，就没有结转。

use crate::form::{Applicant, ApplicationRow, Cell};
use crate::narrative::claims::Topic;
use crate::narrative::{Aspect, Sentence, Sign, dates};
use crate::rules::Prose;
use crate::rules::prelude::*;
use crate::words::any_in;

declare_rule! {
    /// 正文说申请全部办结、办结率100%的，表三和正文里都没有结转下年度继续办理的申请。
    ///
    /// “按时办结率”“按期答复率”说的是到期的申请，可以与结转并存，不作核对。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号、国办公开办函〔2019〕60号所附格式：表三“四、结转下年度继续办理”。
    ///
    /// # 理由
    /// 结转下年度的就是本年没有办结的，与“全部办结”不能同时成立。
    ///
    /// # 怎么办
    /// 有结转的，写“到期的申请全部按时办结，其余结转下年度继续办理”；没有结转的，改表三。
    ///
    /// # 不符
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 全年收到的申请均已办结，办结率100%。
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// | 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 四、结转下年度继续办理 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 到期的申请按时办结率100%，其余3件结转下年度继续办理。
    ///
    /// 三、收到和处理政府信息公开申请情况
    ///
    /// | 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// |---|---|---|---|---|---|---|---|
    /// | 四、结转下年度继续办理 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    pub COMPLETION_CONTRADICTED {
        id: "completion-contradicted",
        title: "说已全部办结，却有结转",
        group: Group::Quotes,
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

/// Words that say that nothing is left.
const COMPLETE: [&str; 12] = [
    "全部办结",
    "均已办结",
    "全部办理完毕",
    "均已办理完毕",
    "已全部办结",
    "全部予以办结",
    "办结率100%",
    "办结率为100%",
    "办结率达100%",
    "办结率达到100%",
    "办结率均为100%",
    "办结率百分之百",
];

/// Words that say so of a part, of what was due, or of something else.
const ELSEWHERE: &str = "\
    按时 按期 及时 限时 期限内 到期 网民 留言 信访 热线 来信 咨询 建议 提案 工单 投诉 \
    信箱 较上年 下一步 其余 除 上年结转 审批 目标";

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let cell = Cell::Applications(ApplicationRow::CarriedForward, Applicant::Total);
    let table = prose.report.entry(cell).number().filter(|number| !number.is_zero());
    let claim = prose
        .claims
        .iter()
        .find(|claim| claim.topic == Topic::CarriedForward && !claim.number.is_zero());
    let carried = match (table, claim) {
        (Some(number), _) => format!("表三“{}”是 {number}", cell.name()),
        (None, Some(claim)) => format!("正文又写“{}”", claim.words),
        (None, None) => return,
    };
    let mut mentions: Vec<Mention> = Vec::new();
    let mut said = String::new();
    for (sentence, text) in prose.sentences_with(Sign::Completion) {
        if !(text.contains("办结") || text.contains("办理完毕")) {
            continue;
        }
        if sentence.section.is_none() || !speaks_of_applications(sentence, text) {
            continue;
        }
        let Some((at, word)) =
            COMPLETE.iter().filter_map(|word| Some((text.find(word)?, *word))).min()
        else {
            continue;
        };
        // 2023年结转的4件均已办结: so they may be, whatever is carried forward now.
        let other_year =
            || dates::years(text).any(|found| prose.report.year.is_some_and(|y| y != found.year));
        if any_in(ELSEWHERE, text) || other_year() {
            continue;
        }
        said = word.to_owned();
        mentions.push(prose.mention(sentence, at..at + word.len()));
    }
    if mentions.is_empty() {
        return;
    }
    if table.is_none()
        && let Some(claim) = claim
    {
        let (text, span) = (claim.quote.text.clone(), claim.quote.span);
        mentions.push(Mention { text, number: Some(claim.number), span });
    }
    let message = format!("正文写“{said}”，{carried}，还有没办结的");
    Prose::observe(verdicts, message, vec![cell], mentions);
}

fn speaks_of_applications(sentence: &Sentence, text: &str) -> bool {
    sentence.aspect == Aspect::Applications || text.contains("申请")
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("completion-contradicted", sentence)
    }

    #[test]
    fn all_done_but_something_is_left() {
        assert_snapshot!(check("全年收到的申请已全部办结。"), @r#"存疑 正文写“已全部办结”，表三“结转下年度·总计”是 6，还有没办结的 ["已全部办结"]"#);
        assert_snapshot!(check("依申请公开办结率达到\n１００％。"), @r#"存疑 正文写“办结率达到100%”，表三“结转下年度·总计”是 6，还有没办结的 ["办结率达到\n１００％"]"#);
    }

    #[test]
    fn nothing_is_left() {
        let told = prose_told_of(
            &sample_text("收到的申请均已办结。")
                .replace("继续办理 4 1 0 0 1 0 6", "继续办理 0 0 0 0 0 0 0")
                .replace("结转下年度继续办理6件", "没有结转"),
            "completion-contradicted",
        );
        assert_eq!(told, "");
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "申请按时办结率100%。",
            "网民留言全部办结。",
            "到期的申请全部办结。",
            "2023年度结转的4件申请均已办结。",
            "除6件结转下年度外，其余申请全部办结。",
            "办理“领导信箱”来信126件，办结率100%。",
            "全年办理人大代表建议12件、政协提案9件，全部办结并予以公开。",
        ] {
            assert_eq!(check(sentence), "", "{sentence}");
        }
    }
}
