//! What may stand in a sentence, as single characters of it tell.
//!
//! Most sentences of a report hold no year, no number and no gap of a template. That is told
//! while they are joined, so that each is looked through only for what may be there.

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

/// The last ten bits of the ideographs that tell something, by which nearly all others are told.
const TELLING: [u64; 16] = {
    let mut telling = [0; 16];
    let mut code = 0x4000;
    while code < 0xa000 {
        if let Some(c) = char::from_u32(code)
            && told(c) != 0
        {
            telling[c as usize >> 6 & 15] |= 1 << (code & 63);
        }
        code += 1;
    }
    telling
};

/// The characters of a text but for its ideographs that tell nothing, which are most of it.
pub fn telling(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        let tells_nothing = |&&[first, middle, last]: &&[u8; 3]| {
            let is_ideograph = (0xe4..=0xe9).contains(&first);
            is_ideograph && TELLING[usize::from(middle & 15)] >> (last & 63) & 1 == 0
        };
        let passed = bytes[next..].as_chunks::<3>().0.iter().take_while(tells_nothing).count();
        let at = next + 3 * passed;
        let c = match *bytes.get(at)? {
            ascii @ 0..0x80 => char::from(ascii),
            _ => text[at..].chars().next()?,
        };
        next = at + c.len_utf8();
        Some((at, c))
    })
}

impl Signs {
    /// Adds what a character tells behind some words.
    pub fn add<'t>(&mut self, c: char, words: impl FnOnce() -> &'t str) {
        if c != '年' || words().as_bytes().last().is_some_and(u8::is_ascii_digit) {
            self.0 |= told(c);
        }
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

    fn signs(text: &str) -> Signs {
        let mut signs = Signs::default();
        telling(text).for_each(|(at, c)| signs.add(c, || &text[..at]));
        signs
    }

    fn has(text: &str, sign: Sign) -> bool {
        signs(text).has(sign)
    }

    #[test]
    fn a_text_has_the_signs_of_what_it_holds() {
        assert_eq!(signs("本年度坚持以公开为常态，围绕群众关心的事项。"), Signs::default());
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
                assert_eq!(signs(&text), Signs(alone), "{c:?}");
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
