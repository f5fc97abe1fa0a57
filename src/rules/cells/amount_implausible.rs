//! 表二：金额的精度或单位不对。

use crate::form::{Cell, Kind};
use crate::recognize::fold;
use crate::report::{Number, Unit};
use crate::rules::prelude::*;

declare_rule! {
    /// 以万元为单位的收费金额，小数不超过 6 位（到分为止）；正文把同一个数写作“元”，或者金额达到一千亿元的，提示核对单位。
    ///
    /// # 依据
    /// 国办公开办函〔2021〕30号所附格式，表二：“本年收费金额（单位：万元）”。
    ///
    /// # 理由
    /// 1 分是 0.000001 万元，再细的金额不存在；把以元计的数填进万元的格，会大一万倍。
    ///
    /// # 怎么办
    /// 核对金额和单位：填写万元，66.4866 万元即 664866 元。
    ///
    /// # 不符
    /// ```report
    /// | 第二十条第（八）项 |  |
    /// |---|---|
    /// | 信息内容 | 本年收费金额（单位：万元） |
    /// | 行政事业性收费 | 66.4866123 |
    /// ```
    ///
    /// # 相符
    /// ```report
    /// | 第二十条第（八）项 |  |
    /// |---|---|
    /// | 信息内容 | 本年收费金额（单位：万元） |
    /// | 行政事业性收费 | 66.486612 |
    /// ```
    pub AMOUNT_IMPLAUSIBLE {
        id: "amount-implausible",
        title: "金额的精度或单位可疑",
        group: Group::Numbers,
        severity: Severity::Warning,
        check: Check::Report(check),
    }
}

/// Decimals of an amount in 万元 down to 分.
const DECIMALS: u8 = 6;

/// 一千亿元 in 万元: more than any body collects.
const LARGEST: f64 = 10_000_000.0;

fn check(report: &Report, verdicts: &mut Verdicts) {
    for (&cell, entry) in report.entries.iter() {
        let in_wan = match cell.kind() {
            Kind::AmountWan => true,
            Kind::Amount => entry.unit == Some(Unit::WanYuan),
            Kind::Count | Kind::Change => continue,
        };
        let Some(number) = entry.number().filter(|_| in_wan) else { continue };
        let name = cell.name();
        let message = if number.decimals() > DECIMALS {
            format!("{name} {number} 万元有 {} 位小数，已经不足 1 分", number.decimals())
        } else if number.to_f64() >= LARGEST {
            format!("{name} {number} 万元，合一千亿元以上，请核对是否把元填成了万元")
        } else if cell.kind() == Kind::AmountWan && in_yuan(report, number) {
            format!("{name}填的是 {number} 万元，正文写的是 {number} 元，请核对单位")
        } else {
            continue;
        };
        let Cell::Disclosure(row, _) = cell else { continue };
        verdicts.observe(Subject::Item(row), Verdict::Warn, message, vec![cell], Vec::new());
    }
}

/// Whether the prose states the same digits in 元 where it speaks of fees.
fn in_yuan(report: &Report, amount: Number) -> bool {
    // Small numbers stand for many things.
    if amount.to_f64() < 100.0 {
        return false;
    }
    let digits = amount.to_string();
    report.sections.iter().filter(|section| !section.section.is_table()).any(|section| {
        if !section.text.contains('元') || !section.text.contains('费') {
            return false;
        }
        let words = fold::joined(&section.text).replace(',', "");
        words.match_indices(&digits).any(|(at, found)| {
            let before = words[..at].chars().next_back();
            let after = &words[at + found.len()..];
            let sentence = words[..at].rsplit(['。', '；', ';']).next().unwrap_or_default();
            !before.is_some_and(|c| c.is_ascii_digit() || c == '.')
                && after.starts_with('元')
                && sentence.contains("收费")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{DisclosureColumn, DisclosureRow, Section};
    use crate::report::Value;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    const ID: &str = "amount-implausible";
    const CELL: Cell =
        Cell::Disclosure(DisclosureRow::AdministrativeFees, DisclosureColumn::AmountWan);

    fn with(amount: &str, prose: &str) -> Report {
        let mut report = consistent_with([(CELL, Value::Number(Number::parse(amount).unwrap()))]);
        report.sections.push(section(Section::Overview, prose));
        report
    }

    #[test]
    fn what_cannot_be_an_amount_in_wan_is_told() {
        assert_snapshot!(all_of(&with("66.4866123", ""), ID), @"存疑 警告 amount-implausible#administrative_fees：行政事业性收费·本年收费金额（单位：万元） 66.4866123 万元有 7 位小数，已经不足 1 分");
        assert_snapshot!(all_of(&with("664866000", ""), ID), @"存疑 警告 amount-implausible#administrative_fees：行政事业性收费·本年收费金额（单位：万元） 664866000 万元，合一千亿元以上，请核对是否把元填成了万元");
        assert_snapshot!(all_of(&with("664866", "全年行政事业性收费664,866元。"), ID), @"存疑 警告 amount-implausible#administrative_fees：行政事业性收费·本年收费金额（单位：万元）填的是 664866 万元，正文写的是 664866 元，请核对单位");
    }

    #[test]
    fn an_amount_down_to_the_fen_is_fine() {
        assert_snapshot!(all_of(&with("66.486612", "行政事业性收费66.486612万元。"), ID), @"");
    }

    /// The same digits in another unit, another number, another matter.
    #[test]
    fn the_prose_has_to_speak_of_the_same_amount_in_yuan() {
        assert_snapshot!(all_of(&with("664866", "全年行政事业性收费664866万元。"), ID), @"");
        assert_snapshot!(all_of(&with("4866", "全年行政事业性收费664866元。"), ID), @"");
        assert_snapshot!(all_of(&with("3000", "收费公示到位。群众获奖3000元。"), ID), @"");
    }
}
