//! 第六部分写明信息处理费。

use super::problems_empty::is_none;
use super::words::{find, has_prose, is_whole, letters};
use crate::form::{Edition, Section};
use crate::rules::prelude::*;

declare_rule! {
    /// 第六部分写明是否收取信息处理费；空着、只写“无”，或者通篇没有提到信息处理费的，提示。没有收取的也要写明。
    ///
    /// 只核对 2021 年格式的完整报告。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号所附格式第六部分：报告依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）收取信息处理费的情况，即发出收费通知的件数、总金额和实际收取的总金额。
    ///
    /// # 理由
    /// 没有收取的也写一句，才分得清是没有发生还是漏报；没有条款规定没有发生时怎么写，所以只作提示。
    ///
    /// # 怎么办
    /// 补一句，例如“本年度未收取信息处理费”，或者写明件数和金额。
    ///
    /// # 不符
    /// ```sample
    /// -本年度没有收取信息处理费。
    /// +无。
    /// ```
    ///
    /// # 相符
    /// ```sample
    /// -本年度没有收取信息处理费。
    /// +发出信息处理费收费通知2件，总金额300元，实际收取300元。
    /// ```
    pub OTHERS_INCOMPLETE {
        id: "others-incomplete",
        title: "第六部分没有写信息处理费",
        group: Group::Structure,
        severity: Severity::Note,
        check: Check::Report(check),
    }
}

fn check(report: &Report, verdicts: &mut Verdicts) {
    let Some(section) = find(report, Section::Others).filter(|_| is_whole(report)) else { return };
    if report.edition != Edition::E2021 || !has_prose(report, Section::Others) {
        return;
    }
    let tells = |text: &str| {
        let words = letters(text);
        words.contains("处理费") || words.contains("收费") || words.contains("收取")
    };
    let elsewhere =
        || report.sections.iter().any(|section| letters(&section.text).contains("信息处理费"));
    if tells(&section.text) || elsewhere() {
        return;
    }
    let first = section.text.lines().map(letters).find(|line| !line.is_empty());
    let message = match first {
        None => "第六部分没有内容，没有写是否收取信息处理费".to_owned(),
        Some(line) if is_none(&line) => {
            "第六部分只写了没有其他事项，没有写是否收取信息处理费".to_owned()
        }
        Some(_) => "第六部分没有写是否收取信息处理费".to_owned(),
    };
    let mention =
        Mention { text: section.heading.text.clone(), number: None, span: section.heading.span };
    let subject = Subject::Section(Section::Others);
    verdicts.observe(subject, Verdict::Warn, message, Vec::new(), vec![mention]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "others-incomplete";

    fn with(text: &str) -> Report {
        let mut report = whole();
        report.sections[5].text = text.to_owned();
        report
    }

    #[test]
    fn silence_on_the_fee_is_noted() {
        assert_snapshot!(all_of(&with("无其他需要报告的事项。"), ID), @"存疑 提示 others-incomplete#others：第六部分只写了没有其他事项，没有写是否收取信息处理费");
        assert_snapshot!(all_of(&with(""), ID), @"存疑 提示 others-incomplete#others：第六部分没有内容，没有写是否收取信息处理费");
        assert_snapshot!(all_of(&with("承办人大建议4件、政协提案6件。"), ID), @"存疑 提示 others-incomplete#others：第六部分没有写是否收取信息处理费");
    }

    #[test]
    fn a_fee_or_none_is_fine() {
        assert_snapshot!(all_of(&whole(), ID), @"");
        assert_snapshot!(all_of(&with("发出收费通知2件，收取60元。"), ID), @"");
    }

    /// Said elsewhere in the report, it is said.
    #[test]
    fn the_fee_may_be_told_elsewhere() {
        let mut report = with("无。");
        report.sections[0].text.push_str("全年未产生信息处理费。");
        assert_snapshot!(all_of(&report, ID), @"");
    }
}
