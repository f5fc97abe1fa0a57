//! What may stand in a sentence, as single characters of it tell.
//!
//! Most sentences of a report hold no year, no number and no gap of a template. Each is gone
//! through once for all of these, and looked through only for what may be there.

/// Something that a sentence may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Numbers in ASCII digits.
    Digit,
    /// Numbers spelled in Chinese.
    Numeral,
    /// Years in ASCII digits.
    Year,
    /// 未, 没有, 无, 零, 不存在
    Denial,
    /// A gap of a template, or words that stand in one.
    Gap,
    /// 处理费, 收费
    Fee,
    /// 申请
    Application,
    /// 办结, 办理完毕
    Completion,
}

/// What a sentence may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u8);

/// What a character tells; 年 does so only behind a digit.
const fn told(c: char) -> u8 {
    use Sign::*;
    match c {
        '0'..='9' => one(Digit),
        '年' => one(Year),
        '零' => one(Numeral) | one(Denial),
        '〇' | '一' | '壹' | '二' | '两' | '贰' | '三' | '叁' | '四' | '肆' | '五' | '伍'
        | '六' | '陆' | '七' | '柒' | '八' | '捌' | '九' | '玖' | '十' | '拾' | '百' => {
            one(Numeral)
        }
        '未' | '没' | '无' | '存' => one(Denial),
        'X' | 'x' | '×' | '_' | '□' | '填' | '某' | '此' | '称' | '补' => one(Gap),
        '费' => one(Fee),
        '申' => one(Application),
        '结' | '毕' => one(Completion),
        _ => 0,
    }
}

const fn one(sign: Sign) -> u8 {
    1 << sign as u8
}

/// Behind all characters that tell something.
const END: u32 = 0xa000;

/// The last ten bits of the characters that tell something, by which nearly all others are told.
const TELLING: [u64; 16] = {
    let mut telling = [0; 16];
    let mut code = 0;
    while code < END {
        if let Some(c) = char::from_u32(code)
            && told(c) != 0
        {
            telling[c as usize >> 6 & 15] |= 1 << (code & 63);
        }
        code += 1;
    }
    telling
};

impl Signs {
    /// The signs in a folded text.
    pub fn of(text: &str) -> Signs {
        let (mut signs, mut at, mut digit) = (0, 0, false);
        while let Some(c) = text[at..].chars().next() {
            if c != '年' || digit {
                signs |= told(c);
            }
            digit = c.is_ascii_digit();
            at += c.len_utf8();
            // Most of what goes on is characters of three bytes that tell nothing.
            for &[first, middle, last] in text.as_bytes()[at..].as_chunks::<3>().0 {
                if first & 0xf0 != 0xe0 || TELLING[usize::from(middle & 15)] >> (last & 63) & 1 == 1
                {
                    break;
                }
                digit = false;
                at += 3;
            }
        }
        Signs(signs)
    }

    /// Whether a sign is among them.
    pub fn has(self, sign: Sign) -> bool {
        self.0 >> sign as u8 & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::{dates, quantity};

    fn has(text: &str, sign: Sign) -> bool {
        Signs::of(text).has(sign)
    }

    #[test]
    fn a_text_has_the_signs_of_what_it_holds() {
        assert_eq!(Signs::of("本年度坚持以公开为常态，围绕群众关心的事项。"), Signs::default());
        assert!(has("2023年", Sign::Year) && dates::years("2023年").next().is_some());
        assert!(!has("年2023", Sign::Year) && dates::years("年2023").next().is_none());
        for text in ["没有", "未", "无", "零申请", "不存在"] {
            assert!(has(text, Sign::Denial), "{text}");
        }
    }

    #[test]
    fn every_character_tells_wherever_it_stands() {
        for c in '\0'..=char::MAX {
            let alone = if c == '年' { 0 } else { told(c) };
            for text in [format!("{c}"), format!("公开{c}公开"), format!("—é{c}")] {
                assert_eq!(Signs::of(&text), Signs(alone), "{c:?}");
            }
        }
    }

    #[test]
    fn every_number_has_a_sign() {
        for c in '\0'..='\u{9fff}' {
            let text = format!("{c}件");
            let counts = !quantity::quantities(&text).is_empty();
            assert!(!counts || has(&text, Sign::Digit) || has(&text, Sign::Numeral), "{c}");
        }
    }
}
