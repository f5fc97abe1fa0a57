//! Numbers that count something: `12件`, `1,234条`, `十二宗`, `66.4866万元`, `百分之百`.
//!
//! What is not exact (`约12件`, `三十余件`, `12件以上`) is found too, and marked, because it
//! ends the words that belong to the next number.

use super::signs::telling;
use crate::report::Number;
use std::ops::Range;

/// A number with what it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// The number.
    pub number: Number,
    /// How many places behind the point it is written with.
    pub places: u8,
    /// What it counts.
    pub unit: Unit,
    /// Whether it is meant exactly.
    pub exact: bool,
    /// Where the number begins in the folded text.
    pub start: usize,
    /// Where the number ends and the unit begins.
    pub end: usize,
    /// Behind the unit.
    pub unit_end: usize,
}

impl Quantity {
    /// Where the number stands in the folded text, without its unit.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 件 起 宗 例 笔
    Case,
    /// 份 条 次 个 项 and others that count cases now and then, and other things as well.
    Piece,
    /// Anything else that is counted: 篇 人 期 场.
    Other,
    /// 元
    Yuan,
    /// 万元
    WanYuan,
    /// 亿元
    YiYuan,
    /// %
    Percent,
}

/// The numbers of a folded text, in order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    for (start, c) in telling(text) {
        if start < at {
            continue;
        }
        let read = if c.is_ascii_digit() {
            arabic(text, start)
        } else if digit_value(c).is_some() || matches!(c, '十' | '拾' | '百') {
            spelled(text, start)
        } else {
            continue;
        };
        at = read.end;
        if let Some(number) = read.number
            && let Some(quantity) = with_unit(text, number, read.places, read.start, read.end)
        {
            at = quantity.unit_end;
            found.push(quantity);
        }
    }
    found
}

struct Read {
    number: Option<Number>,
    places: u8,
    start: usize,
    end: usize,
}

/// Digits with thousands separators and a point.
fn arabic(text: &str, start: usize) -> Read {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while digit(end) {
        end += 1;
    }
    if end - start <= 3 {
        let group = |at: usize| {
            bytes.get(at) == Some(&b',') && (1..=3).all(|next| digit(at + next)) && !digit(at + 4)
        };
        while group(end) {
            end += 4;
        }
    }
    let whole = end;
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    let places = u8::try_from(end.saturating_sub(whole + 1)).unwrap_or(u8::MAX);
    let digits = &text[start..end];
    // Letters, a slash or a second point make it a code, a version or a date.
    let glued = start > 0
        && (bytes[start - 1].is_ascii_alphanumeric()
            || matches!(bytes[start - 1], b'.' | b'-' | b'/' | b'_'));
    let number = match digits.contains(',') {
        _ if glued => None,
        true => Number::parse(&digits.replace(',', "")),
        false => Number::parse(digits),
    };
    Read { number, places, start, end }
}

/// A number spelled in Chinese.
fn spelled(text: &str, start: usize) -> Read {
    let mut end = start;
    for c in text[start..].chars() {
        if digit_value(c).is_none() && power(c).is_none() {
            break;
        }
        end += c.len_utf8();
    }
    let number = chinese(&text[start..end]).map(Number::from);
    Read { number, places: 0, start, end }
}

/// The value of a number spelled in Chinese: 十二, 一百零三, 两千, 二〇. `None` for what is no
/// number, such as 二三 in 二三件.
pub fn chinese(text: &str) -> Option<i64> {
    let letters: Vec<char> = text.chars().collect();
    if letters.is_empty() || letters.len() > 15 {
        return None;
    }
    if letters.iter().all(|&c| digit_value(c).is_some()) {
        // One digit, or digits as in a year: 二〇, but 二三 means two or three.
        return match letters.as_slice() {
            [one] => digit_value(*one),
            many if many.iter().any(|c| matches!(c, '〇' | '零')) && many[0] != '零' => {
                many.iter().try_fold(0i64, |n, &c| n.checked_mul(10)?.checked_add(digit_value(c)?))
            }
            _ => None,
        };
    }
    let (mut total, mut section, mut digit, mut last) = (0i64, 0i64, None::<i64>, i64::MAX);
    for &c in &letters {
        if let Some(value) = digit_value(c) {
            if value == 0 {
                if digit.is_some() {
                    return None;
                }
                continue;
            }
            if digit.replace(value).is_some() {
                return None;
            }
            continue;
        }
        let power = power(c)?;
        if power >= 10_000 {
            section += digit.take().unwrap_or(0);
            total = total.checked_add(section)?.checked_mul(power)?;
            section = 0;
            last = i64::MAX;
        } else {
            if power >= last {
                return None;
            }
            // 十二 has no digit before its power, 百 alone is no number.
            let count = match digit.take() {
                Some(count) => count,
                None if power == 10 && section == 0 && total == 0 => 1,
                None => return None,
            };
            section += count * power;
            last = power;
        }
    }
    // 一百三 is said for 130, and seldom written.
    let ends_in_digit = digit.is_some() && letters.len() >= 2;
    let before = letters.len().checked_sub(2).map(|at| letters[at]);
    if ends_in_digit && before.is_some_and(|c| matches!(power(c), Some(100..))) {
        return None;
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}

fn digit_value(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The unit behind a number; `None` when nothing is counted.
fn with_unit(text: &str, number: Number, places: u8, start: usize, end: usize) -> Option<Quantity> {
    let mut rest = &text[end..];
    let mut exact = true;
    // `12余件`, `三十多件`, `几十件`.
    for more in ["余", "多", "几"] {
        if let Some(stripped) = rest.strip_prefix(more) {
            (rest, exact) = (stripped, false);
        }
    }
    let (unit, length) = unit(rest)?;
    let unit_end = text.len() - rest.len() + length;
    let (before, behind) = (&text[..start], &text[unit_end..]);
    exact &= !(is_about(before.as_bytes()) || is_thereabouts(behind.as_bytes()));
    // A range: `3-5件`, `3至5件`.
    exact &= !ends_range(before);
    Some(Quantity { number, places, unit, exact, start, end, unit_end })
}

/// Whether words before a number take its exactness away: 大约 and 将近 as well.
fn is_about(before: &[u8]) -> bool {
    is_among(before.last_chunk::<3>(), "约近超逾数几上第")
        || is_among(before.last_chunk::<6>(), "超过不足至少多达")
}

/// Whether words behind a unit take the exactness of its number away.
fn is_thereabouts(behind: &[u8]) -> bool {
    is_among(behind.first_chunk::<3>(), "多余")
        || is_among(behind.first_chunk::<6>(), "左右以上以下以内上下之多有余")
}

/// Whether a number behind these words is the second of a range: 3至, 3件到. 收到 is none.
fn ends_range(before: &str) -> bool {
    let Some(first) = before.strip_suffix(['-', '~', '—', '至', '到']) else { return false };
    first.ends_with(|c: char| c.is_ascii_digit() || digit_value(c).is_some() || c == '件')
}

/// The unit with which a text begins, and its length.
fn unit(text: &str) -> Option<(Unit, usize)> {
    const PAIRS: [(&str, Unit); 3] =
        [("万元", Unit::WanYuan), ("亿元", Unit::YiYuan), ("件次人次", Unit::Other)];
    const LETTERS: [(&str, Unit); 4] = [
        ("元", Unit::Yuan),
        ("件起宗例笔", Unit::Case),
        ("份条次个项封", Unit::Piece),
        ("万亿篇人期场部家名类处台天本幅批分", Unit::Other),
    ];
    let text = text.as_bytes();
    if text.first() == Some(&b'%') {
        return Some((Unit::Percent, 1));
    }
    let pair = PAIRS.iter().find(|(pairs, _)| is_among(text.first_chunk::<6>(), pairs));
    if let Some(&(_, unit)) = pair {
        return Some((unit, 6));
    }
    let letter = LETTERS.iter().find(|(letters, _)| is_among(text.first_chunk::<3>(), letters));
    letter.map(|&(_, unit)| (unit, 3))
}

/// Whether a word is one of those that are written one behind the other, all of its length.
fn is_among<const LENGTH: usize>(word: Option<&[u8; LENGTH]>, words: &str) -> bool {
    word.is_some_and(|word| words.as_bytes().as_chunks().0.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        quantities(text)
            .iter()
            .map(|found| {
                let mark = if found.exact { "" } else { "~" };
                format!("{mark}{}{}", found.number, &text[found.end..found.unit_end])
            })
            .collect()
    }

    #[test]
    fn both_kinds_of_digits_with_what_they_count() {
        assert_eq!(
            read("收到12件,办结1,234件;公开66.4866万元,十二件,两件,一百零三件,二〇件,三千零五十件"),
            ["12件", "1234件", "66.4866万元", "12件", "2件", "103件", "20件", "3050件"]
        );
    }

    #[test]
    fn formal_digits_begin_a_number_as_well() {
        assert_eq!(
            read("壹件,贰件,叁件,肆件,伍件,陆件,柒件,捌件,玖件,拾件"),
            (1..=10).map(|number| format!("{number}件")).collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_is_about_is_told_from_what_is_exact() {
        assert_eq!(
            read("三十余件、近百件、约5件、12件左右、30多件、第3项、3-5件、数十件、超过9条"),
            ["~30余件", "~5件", "~12件", "~30多件", "~3项", "~10件", "~9条"]
        );
    }

    #[test]
    fn dates_codes_and_words_count_nothing() {
        assert!(
            read("2023年12月31日,国办函〔2021〕30号,一是,V1.2.3个,二三件,十分重要,第三方")
                .iter()
                .all(|q| q.starts_with('~') || q == "10分")
        );
        assert_eq!(chinese("二三"), None);
        assert_eq!(chinese("一百三"), None);
        assert_eq!(chinese("百"), None);
        assert_eq!(chinese("十万"), Some(100_000));
    }
}
