//! 公开的报告里不能有个人的证件号码和手机号。

use crate::narrative::Sign;
use crate::rules::Prose;
use crate::rules::prelude::*;
use crate::source::besides_ideographs;
use crate::words::any_in;

declare_rule! {
    /// 正文里没有公民身份号码和个人的手机号码。身份号码按校验码辨认；本机关的联系电话、咨询热线不在此列。
    ///
    /// # 依据
    /// 《政府信息公开条例》第十五条：“涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。”
    ///
    /// # 怎么办
    /// 删去或者隐去号码；已经公布的尽快撤下重发。
    ///
    /// # 不符
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 申请人张某（11010519491231002X）的申请已答复。
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 一、总体情况
    /// （二）依申请公开
    /// 申请人张某的申请已答复。咨询电话：13800000000。
    /// ```
    pub PERSONAL_DATA {
        id: "personal-data",
        title: "有个人的号码",
        group: Group::Years,
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

/// Words before a number that is the office's own.
const CONTACT: &str = "电话 热线 传真 联系 咨询 举报 地址 客服";

/// How far before a number such a word may stand, in characters.
const REACH: usize = 40;

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let mut mentions = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    for (sentence, text) in prose.sentences_with(Sign::Digit) {
        let bytes = text.as_bytes();
        let mut at = 0;
        for (start, _) in besides_ideographs(text).filter(|(_, c)| c.is_ascii_digit()) {
            if start < at {
                continue;
            }
            at = start;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            if at == start + 17 && bytes.get(at).is_some_and(|b| matches!(b, b'X' | b'x')) {
                at += 1;
            }
            let glued = start > 0 && bytes[start - 1].is_ascii_alphanumeric()
                || bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
            let number = &bytes[start..at];
            let kind = if glued {
                continue;
            } else if is_identity_number(number) {
                "公民身份号码"
            } else if is_mobile(number) && !is_contact(&text[..start]) && !is_count(&text[at..]) {
                "手机号码"
            } else {
                continue;
            };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            mentions.push(prose.mention(sentence, start..at));
        }
    }
    if !mentions.is_empty() {
        let message = format!("正文有{}（{} 处），不应公开", kinds.join("、"), mentions.len());
        Prose::observe(verdicts, message, Vec::new(), mentions);
    }
}

/// 17 digits and a check character; the birthday must be a date.
fn is_identity_number(number: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let [digits @ .., last] = number else { return false };
    if digits.len() != 17 || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let value = |range: std::ops::Range<usize>| {
        digits[range].iter().fold(0u32, |n, d| n * 10 + u32::from(d - b'0'))
    };
    let born = (1900..=2100).contains(&value(6..10))
        && (1..=12).contains(&value(10..12))
        && (1..=31).contains(&value(12..14));
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    born && CHECK[(sum % 11) as usize] == last.to_ascii_uppercase()
}

fn is_mobile(number: &[u8]) -> bool {
    number.len() == 11 && number[0] == b'1' && (b'3'..=b'9').contains(&number[1])
}

/// Whether what follows a number makes it a count, of visits for example.
fn is_count(after: &str) -> bool {
    after.starts_with(['余', '多', '次', '人', '条', '元', '万'])
}

fn is_contact(before: &str) -> bool {
    let start = before.char_indices().rev().take(REACH).last().map_or(0, |(at, _)| at);
    any_in(CONTACT, &before[start..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(sentence: &str) -> String {
        prose_told("personal-data", sentence)
    }

    #[test]
    fn numbers_of_people_are_told() {
        assert_snapshot!(check("申请人李某（身份证号11010519491231002X，13800000000）。"), @r#"存疑 正文有公民身份号码、手机号码（2 处），不应公开 ["11010519491231002X", "13800000000"]"#);
    }

    #[test]
    fn what_looks_like_it_is_left_alone() {
        for sentence in [
            "联系电话：13800000000。",
            "统一社会信用代码110105194912310021。",
            "网站访问13800000000123次。",
            "咨询热线0999-1234567。",
            "联系人：王科长，手机：13900001111。",
            "统一社会信用代码：11350000MB0123456X。",
            "办公室邮编351000，浏览量13800000000余次。",
        ] {
            assert_eq!(check(sentence), "", "{sentence}");
        }
    }

    #[test]
    fn the_check_character_decides() {
        assert!(is_identity_number(b"11010519491231002X"));
        assert!(!is_identity_number(b"110105194912310021"));
        assert!(!is_identity_number(b"1101051949123100"));
    }
}
