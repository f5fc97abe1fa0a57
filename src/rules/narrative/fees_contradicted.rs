//! 信息处理费：发没发通知，收没收钱，前后说的要一样。

use crate::narrative::quantity::{Unit, quantities};
use crate::narrative::{Sentence, Sign};
use crate::rules::Prose;
use crate::rules::prelude::*;
use crate::rules::prose::compact;

declare_rule! {
    /// 正文对信息处理费的说法前后一致：说没有发出收费通知的，别处不写发出了几件；说没有收取的，别处不写收了多少。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号所附格式第六部分：报告依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）收取信息处理费的情况，即发出收费通知的件数、总金额和实际收取的总金额。
    ///
    /// # 理由
    /// 两处说法相反，必有一处不实。
    ///
    /// # 怎么办
    /// 按收费台账写清三个数：发出收费通知的件数、总金额、实际收取的总金额。
    ///
    /// # 不符
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 全年收取信息处理费120元。
    ///
    /// 六、其他需要报告的事项
    /// 本年度没有收取信息处理费。
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 全年收取行政事业性收费120元。
    ///
    /// 六、其他需要报告的事项
    /// 发出收费通知2件，总金额200元，申请人均放弃申请，没有收取信息处理费。
    /// ```
    pub FEES_CONTRADICTED {
        id: "fees-contradicted",
        title: "信息处理费的说法前后矛盾",
        group: Group::Quotes,
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

const NO_NOTICE: [&str; 6] = [
    "未发出收费通知",
    "没有发出收费通知",
    "未发出信息处理费收费通知",
    "未发出政府信息处理费收费通知",
    "未发出政府信息公开信息处理费收费通知",
    "没有发出信息处理费收费通知",
];

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let (mut no_notice, mut no_charge) = (None, None);
    let (mut notice, mut charge) = (None, None);
    for (sentence, text) in prose.sentences_with(Sign::Fee) {
        if sentence.section.is_none() || !(text.contains("处理费") || text.contains("收费通知"))
        {
            continue;
        }
        // Another year's fees, or other people's.
        if ["上年", "去年", "较", "各单位", "全县", "全市", "全区"]
            .iter()
            .any(|word| text.contains(word))
        {
            continue;
        }
        for word in NO_NOTICE {
            no_notice = no_notice.or(found(prose, sentence, text, word));
        }
        for word in ["未收取", "没有收取", "未收过", "不收取", "未产生", "未发生"]
        {
            if let Some(at) = place(text, word)
                && text[at..]
                    .split([',', ';', '。'])
                    .next()
                    .is_some_and(|clause| clause.contains("处理费"))
            {
                no_charge = no_charge.or(found(prose, sentence, text, word));
            }
        }
        for quantity in quantities(text).iter().filter(|quantity| !quantity.number.is_zero()) {
            let clause = text[..quantity.start].rsplit([',', ';', '。']).next().unwrap_or_default();
            let behind =
                text[quantity.unit_end..].split([',', ';', '。', '、']).next().unwrap_or_default();
            let words = [clause, behind].concat();
            let mention = || {
                let mut mention = prose.mention(sentence, quantity.range());
                mention.number = Some(quantity.number);
                mention
            };
            match quantity.unit {
                Unit::Case | Unit::Piece if words.contains("收费通知") => {
                    notice = notice.or_else(|| Some(mention()));
                }
                Unit::Yuan | Unit::WanYuan
                    if (words.contains("收取") || words.contains("实收"))
                        && !words.contains("应收") =>
                {
                    charge = charge.or_else(|| Some(mention()));
                }
                _ => {}
            }
        }
    }
    if let (Some(none), Some(some)) = (&no_notice, &notice) {
        let message = format!(
            "正文一处写“{}”，一处写发出收费通知 {} 件",
            compact(&none.text),
            compact(&some.text)
        );
        Prose::observe(verdicts, message, Vec::new(), vec![none.clone(), some.clone()]);
    } else if let (Some(none), Some(some)) = (&no_charge, &charge) {
        let message = format!(
            "正文一处写“{}”信息处理费，一处写收取 {}",
            compact(&none.text),
            compact(&some.text)
        );
        Prose::observe(verdicts, message, Vec::new(), vec![none.clone(), some.clone()]);
    }
}

fn found(prose: &Prose, sentence: &Sentence, text: &str, word: &str) -> Option<Mention> {
    let at = place(text, word)?;
    Some(prose.mention(sentence, at..at + word.len()))
}

/// Where words begin, if they stand in a text: that they do not is told sooner than where they do.
fn place(text: &str, word: &str) -> Option<usize> {
    if text.contains(word) { text.find(word) } else { None }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("fees-contradicted", sentence)
    }

    #[test]
    fn no_notice_and_some_notices() {
        assert_snapshot!(check("本年度发出信息处理费收费通知3件。六、本年度未发出收费通知。"), @r#"存疑 正文一处写“未发出收费通知”，一处写发出收费通知 3 件 ["未发出收费通知", "3"]"#);
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "发出收费通知3件，总金额240元，实际收取0元。",
            "发出收费通知2件，未收取信息处理费。",
            "本年度未收取信息处理费，行政事业性收费18.6250万元。",
            "本年度发出收费通知0件，总金额0元，实际收取0元。",
            "我局未向申请人收取信息处理费。全年收取工本费120元。",
            "依法减免信息处理费，未收取任何费用。",
        ] {
            assert_eq!(check(sentence), "", "{sentence}");
        }
    }
}
