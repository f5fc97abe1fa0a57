//! 第五部分写明问题和改进。

use super::words::{find, has_prose, is_whole, letters};
use crate::form::Section;
use crate::rules::prelude::*;
use crate::words::{any_begins, any_in};

declare_rule! {
    /// 第五部分写明存在的主要问题和改进情况；空着、只写“无”，或者只有问题没有改进、只有改进没有问题的，提示。
    ///
    /// # 依据
    /// 《政府信息公开条例》第五十条第（四）项：政府信息公开工作存在的主要问题及改进情况；国办公开办函〔2021〕30号所附格式“五、存在的主要问题及改进情况”。
    ///
    /// # 怎么办
    /// 写出本年度的具体问题，以及已经采取和下一步的改进办法。
    ///
    /// # 不符
    /// ```sample
    /// -存在的问题：一是政策解读形式还不够多样；二是个别栏目更新不够及时。
    /// -改进情况：增加图解和短视频解读；每月检查一次栏目更新，发现问题当月整改。
    /// +无。
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -存在的问题：一是政策解读形式还不够多样；二是个别栏目更新不够及时。
    /// -改进情况：增加图解和短视频解读；每月检查一次栏目更新，发现问题当月整改。
    /// +公开渠道较窄，解读以文字为主。今后拓宽渠道，多做图解。
    /// ```
    pub PROBLEMS_EMPTY {
        id: "problems-empty",
        title: "第五部分没有写问题或改进",
        group: Group::Structure,
        severity: Severity::Warning,
        check: Check::Report(check),
    }
}

const PROBLEMS: &str = "\
    问题 不足 不够 薄弱 差距 有待 欠缺 短板 不高 不强 不深 不全 不及时 不到位 不平衡 \
    单一 缺乏 较少 滞后 困难 仍需 亟待 较窄 偏 挑战";
const IMPROVEMENTS: &str = "\
    改进 下一步 将 加强 整改 提升 强化 完善 措施 今后 优化 推进 提高 加大 健全 规范 拓宽 \
    深化";

/// Below this a text says nothing, in letters.
const SHORTEST: usize = 12;

fn check(report: &Report, verdicts: &mut Verdicts) {
    let Some(section) = find(report, Section::Problems).filter(|_| is_whole(report)) else {
        return;
    };
    let words = letters(&section.text);
    let has = |list| any_in(list, &words);
    let message = if words.chars().count() < SHORTEST {
        match (words.is_empty(), has(PROBLEMS) || has(IMPROVEMENTS)) {
            // Nothing at all may have been lost on the way here, with all the prose.
            (true, _) if !has_prose(report, Section::Problems) => return,
            (true, _) => "第五部分没有内容".to_owned(),
            (false, _) if is_none(&words) => {
                format!("第五部分只写了“{}”，没有写问题和改进", section.text.trim())
            }
            (false, _) => return,
        }
    } else if !has(PROBLEMS) {
        "第五部分没有写存在的问题".to_owned()
    } else if !has(IMPROVEMENTS) {
        "第五部分没有写改进情况".to_owned()
    } else {
        return;
    };
    let mention =
        Mention { text: section.heading.text.clone(), number: None, span: section.heading.span };
    let subject = Subject::Section(Section::Problems);
    verdicts.observe(subject, Verdict::Warn, message, Vec::new(), vec![mention]);
}

/// Whether words only say that there is nothing.
pub fn is_none(words: &str) -> bool {
    let rest = words.strip_prefix("本年度").unwrap_or(words);
    let rest = rest.strip_prefix("本单位").unwrap_or(rest);
    any_begins("无 暂无 没有", rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "problems-empty";

    fn with(text: &str) -> Report {
        let mut report = whole();
        report.sections[4].text = text.to_owned();
        report
    }

    #[test]
    fn nothing_or_half_of_it_is_told() {
        assert_snapshot!(all_of(&with("无。"), ID), @"存疑 警告 problems-empty#problems：第五部分只写了“无。”，没有写问题和改进");
        assert_snapshot!(all_of(&with(""), ID), @"存疑 警告 problems-empty#problems：第五部分没有内容");
        assert_snapshot!(all_of(&with("存在的问题主要是解读的形式还不够多样，更新还不及时。"), ID), @"存疑 警告 problems-empty#problems：第五部分没有写改进情况");
    }

    #[test]
    fn problems_and_improvements_are_fine() {
        assert_snapshot!(all_of(&whole(), ID), @"");
    }

    /// Neither headings nor the words 问题 and 改进 are needed.
    #[test]
    fn the_same_in_other_words_is_fine() {
        let text = "公开渠道较窄，解读形式单一。今后拓宽渠道，丰富解读，按月通报栏目更新。";
        assert_snapshot!(all_of(&with(text), ID), @"");
    }
}
