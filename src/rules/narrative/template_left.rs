//! 模板里没有填的地方。

use crate::narrative::Sign;
use crate::rules::Prose;
use crate::rules::prelude::*;
use crate::rules::prose::compact;
use crate::source::besides_ideographs;
use crate::words::any_begins;

declare_rule! {
    /// 正文里没有模板留下的空位：XX局、××年、某某、下划线、（此处填写）。
    ///
    /// # 理由
    /// 没有填的空位说明这一句还是模板，没有写本机关的情况；没有条款规定，只作提示。
    ///
    /// # 怎么办
    /// 填上，或者删去这一句。
    ///
    /// # 不符
    /// ```report
    /// 一、总体情况
    /// 全年收到申请XX件，由××局统一办理。
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 一、总体情况
    /// 全年收到申请13件，由政务公开办统一办理；电子公告屏改为3×3拼接屏，接入XML接口。
    /// ```
    pub TEMPLATE_LEFT {
        id: "template-left",
        title: "模板没有填完",
        group: Group::Years,
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

/// What a blank in a template stands for, by what follows it.
const FOLLOWED: &str = "\
    年 月 日 局 县 市 区 省 镇 乡 街道 政府 人民政府 单位 办 委 件 条 项 次 份 篇 期 人 \
    万元 号";

/// Words that only a template has.
const WORDS: [&str; 12] = [
    "此处填写",
    "此处填报",
    "请填写",
    "请在此",
    "(填写",
    "待补充",
    "待填写",
    "(单位名称)",
    "(机关名称)",
    "(此处",
    "某某局",
    "某某单位",
];

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let mut mentions = Vec::new();
    for (sentence, text) in prose.sentences_with(Sign::Gap) {
        let mut take = |start: usize, end: usize| {
            mentions.push(prose.mention(sentence, start..end));
        };
        for word in WORDS {
            if let Some(at) = text.find(word) {
                take(at, at + word.len());
            }
        }
        let mut at = 0;
        let is_mark = |c: char| matches!(c, 'X' | 'x' | '×' | '_' | '□');
        for (start, mark) in besides_ideographs(text).filter(|(_, c)| is_mark(*c)) {
            if start < at {
                continue;
            }
            let length: usize =
                text[start..].chars().take_while(|&c| c == mark).map(char::len_utf8).sum();
            let count = text[start..start + length].chars().count();
            at = start + length;
            let rest = &text[at..];
            // A letter or a digit before it makes it a word, a code or a number partly hidden.
            let glued = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
            let blank = match mark {
                '_' => count >= 3,
                '□' => count >= 2,
                'x' | 'X' | '×' if glued => false,
                _ if count == 1 => {
                    ["年", "月", "日", "件", "条"].iter().any(|word| rest.starts_with(word))
                }
                _ => count <= 4 && any_begins(FOLLOWED, rest),
            };
            if blank {
                take(start, at);
            }
        }
    }
    if let Some(first) = mentions.first() {
        let message = format!("正文还有模板的空位“{}”，没有填写", compact(&first.text));
        let message = match mentions.len() {
            1 => message,
            many => format!("{message}；共 {many} 处"),
        };
        Prose::observe(verdicts, message, Vec::new(), mentions);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("template-left", sentence)
    }

    #[test]
    fn blanks_are_told() {
        assert_snapshot!(check("ＸＸ年×月，全县公开信息____条。"), @r#"存疑 正文还有模板的空位“XX”，没有填写；共 3 处 ["ＸＸ", "×", "____"]"#);
        assert_snapshot!(check("本年度收到申请（此处填写数量）件。"), @r#"存疑 正文还有模板的空位“此处填写”，没有填写；共 2 处 ["此处填写", "（此处"]"#);
    }

    #[test]
    fn every_word_of_a_template_is_told() {
        for word in super::WORDS {
            let said = check(&format!("全年收到申请{word}，均已办结。"));
            assert!(said.starts_with("存疑"), "{word}: {said}");
        }
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "举办“3×3篮球赛”公开活动。",
            "改版XBRL专栏，接入12345热线XML接口。",
            "电话0999-12345XX。",
            "印发《__县目录》。",
            "抖音号qhwl_2024发布视频58条。",
            "安装5×8米电子屏1块，用于公开公示。",
            "举办“X”系列公开日活动3次。",
            "发布H5作品3个。",
        ] {
            assert_eq!(check(sentence), "", "{sentence}");
        }
    }
}
