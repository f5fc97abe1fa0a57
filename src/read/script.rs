//! Ways to write numbers that file formats ask a reader to make: numbers of list items, and small
//! raised digits.

/// Raised or lowered writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Raised, as the mark of a footnote.
    Super,
    /// Lowered.
    Sub,
}

impl Script {
    /// A digit as it looks in this writing, so that the mark of a footnote after a number never
    /// reads as one more digit of it. Other characters stay as they are.
    pub fn digit(self, c: char) -> char {
        let Some(digit) = c.to_digit(10) else { return c };
        let digits = match self {
            Script::Super => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'],
            Script::Sub => ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'],
        };
        digits[digit as usize]
    }
}

/// A count in Chinese numerals, such as 二十一; beyond 9999 in digits.
pub fn chinese_number(number: usize) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number > 9999 {
        return number.to_string();
    }
    if number == 0 {
        return "〇".to_owned();
    }
    let mut text = String::new();
    let mut skipped = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            skipped = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            text.push('零');
        }
        // 十二, not 一十二.
        if !(unit == 10 && digit == 1 && text.is_empty()) {
            text.push(DIGITS[digit]);
        }
        text.push_str(name);
    }
    text
}

/// A Roman numeral in capitals; beyond 3999 in digits.
pub fn roman_number(number: usize) -> String {
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let mut text = String::new();
    let mut rest = number;
    for (value, letters) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_read_as_spoken() {
        let cases = [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一")];
        for (number, text) in cases {
            assert_eq!(chinese_number(number), text);
        }
        assert_eq!(chinese_number(1010), "一千零一十");
    }

    #[test]
    fn roman_numbers() {
        assert_eq!(roman_number(1994), "MCMXCIV");
    }
}
