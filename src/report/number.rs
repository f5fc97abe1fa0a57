//! An exact decimal number.

use std::fmt;
use std::ops::{Add, Sub};

/// An exact decimal: `mantissa` / 10^`scale`, kept in lowest terms, so that equal numbers are
/// equal values. Counts have scale 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    mantissa: i64,
    scale: u8,
}

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

impl Number {
    /// The number of digits that are exact everywhere, also as a JavaScript number.
    pub const DIGITS: usize = 15;

    /// Zero.
    pub const ZERO: Number = Number { mantissa: 0, scale: 0 };

    /// `mantissa` / 10^`scale`.
    pub fn new(mut mantissa: i64, mut scale: u8) -> Number {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Number { mantissa, scale }
    }

    /// Reads ASCII digits with at most one point and an optional sign; `None` for anything else
    /// and for more than [`Number::DIGITS`] digits.
    pub fn parse(text: &str) -> Option<Number> {
        let text = text.as_bytes();
        let (negative, digits) = match text.split_first()? {
            (b'-', digits) => (true, digits),
            (b'+', digits) => (false, digits),
            _ => (false, text),
        };
        let point = digits.iter().position(|&byte| byte == b'.');
        let (whole, fraction) = match point {
            Some(at) => (&digits[..at], &digits[at + 1..]),
            None => (digits, &[][..]),
        };
        if whole.is_empty() || (point.is_some() && fraction.is_empty()) {
            return None;
        }
        let zeros = whole.iter().take_while(|&&byte| byte == b'0').count();
        let significant = whole.len() - zeros + fraction.len();
        if significant > Number::DIGITS || fraction.len() > Number::DIGITS {
            return None;
        }
        let mut mantissa: i64 = 0;
        for byte in whole.iter().chain(fraction) {
            if !byte.is_ascii_digit() {
                return None;
            }
            mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
        }
        Some(Number::new(if negative { -mantissa } else { mantissa }, fraction.len() as u8))
    }

    /// The number divided by 10^`places`.
    pub fn shifted_down(self, places: u8) -> Number {
        Number::new(self.mantissa, self.scale + places)
    }

    /// The integer, if it is one.
    pub fn integer(self) -> Option<i64> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// How many decimals it has.
    pub fn decimals(self) -> u8 {
        self.scale
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The nearest double; exact to the shortest digits for up to [`Number::DIGITS`] digits.
    pub fn to_f64(self) -> f64 {
        // Both are exact as doubles, so that the quotient is rounded once.
        self.mantissa as f64 / POWERS[usize::from(self.scale)]
    }

    /// The number with the fewest decimals that a double is nearest to; `None` when that takes
    /// more than [`Number::DIGITS`] digits.
    pub fn from_f64(double: f64) -> Option<Number> {
        let most = POWERS[Number::DIGITS];
        (0u8..=Number::DIGITS as u8).find_map(|scale| {
            let power = POWERS[usize::from(scale)];
            let mantissa = (double * power).round();
            (mantissa.abs() < most && mantissa / power == double)
                .then(|| Number::new(mantissa as i64, scale))
        })
    }

    /// Writes it behind a text, with its fewest digits: `-3`, `66.4866`.
    #[inline]
    pub fn print(self, text: &mut String) {
        // Most numbers of a report have one digit.
        match self.mantissa {
            digit @ 0..10 if self.scale == 0 => text.push(char::from(b'0' + digit as u8)),
            mantissa => {
                if mantissa < 0 {
                    text.push('-');
                }
                print_digits(mantissa.unsigned_abs(), self.scale, text);
            }
        }
    }

    fn aligned(self, other: Number) -> (i128, i128, u8) {
        let scale = self.scale.max(other.scale);
        let raise = |n: Number| i128::from(n.mantissa) * 10i128.pow(u32::from(scale - n.scale));
        (raise(self), raise(other), scale)
    }

    /// Saturates far outside of what a report can hold.
    fn narrow(mantissa: i128, scale: u8) -> Number {
        Number::new(mantissa.clamp(i64::MIN.into(), i64::MAX.into()) as i64, scale)
    }
}

/// Writes digits with a point before so many of them.
fn print_digits(digits: u64, decimals: u8, text: &mut String) {
    if digits >= 10 || decimals > 0 {
        print_digits(digits / 10, decimals.saturating_sub(1), text);
    }
    if decimals == 1 {
        text.push('.');
    }
    text.push(char::from(b'0' + (digits % 10) as u8));
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number::new(value, 0)
    }
}

impl Add for Number {
    type Output = Number;
    #[inline]
    fn add(self, other: Number) -> Number {
        // Counts, which nearly all are.
        if self.scale == 0
            && other.scale == 0
            && let Some(sum) = self.mantissa.checked_add(other.mantissa)
        {
            return sum.into();
        }
        let (a, b, scale) = self.aligned(other);
        Number::narrow(a + b, scale)
    }
}

impl Sub for Number {
    type Output = Number;
    fn sub(self, other: Number) -> Number {
        if self.scale == 0
            && other.scale == 0
            && let Some(difference) = self.mantissa.checked_sub(other.mantissa)
        {
            return difference.into();
        }
        let (a, b, scale) = self.aligned(other);
        Number::narrow(a - b, scale)
    }
}

impl std::iter::Sum for Number {
    fn sum<I: Iterator<Item = Number>>(numbers: I) -> Number {
        numbers.fold(Number::ZERO, Add::add)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = String::new();
        self.print(&mut digits);
        f.write_str(&digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_lead_back_to_their_shortest_digits() {
        let mut state = 7u64;
        for round in 0..20_000u32 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let digits = (state >> 14) as i64 % 10i64.pow(1 + round % 15);
            let number =
                Number::new(if round % 2 == 0 { digits } else { -digits }, (round % 7) as u8);
            assert_eq!(number.to_f64(), number.to_string().parse::<f64>().unwrap(), "{number}");
            assert_eq!(Number::from_f64(number.to_f64()), Some(number), "{number}");
        }
        for double in [f64::NAN, f64::INFINITY, 1e15, 0.1 + 0.2, 1.0 / 3.0, 1e300] {
            assert_eq!(Number::from_f64(double), None, "{double}");
        }
        assert_eq!(Number::from_f64(-0.0), Some(Number::ZERO));
    }

    #[test]
    fn reads_and_prints_the_shortest_digits() {
        for (text, shown) in [
            ("66.4866", "66.4866"),
            ("0.50", "0.5"),
            ("007", "7"),
            ("-3", "-3"),
            ("+3", "3"),
            ("10.0", "10"),
        ] {
            assert_eq!(Number::parse(text).unwrap().to_string(), shown);
        }
        for text in ["", "-", ".5", "5.", "1e3", "1234567890123456", "１"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn adds_without_rounding() {
        let sum: Number = ["0.1", "0.2", "3"].iter().map(|text| Number::parse(text).unwrap()).sum();
        assert_eq!(sum.to_string(), "3.3");
        assert_eq!(Number::parse("251000").unwrap().shifted_down(4).to_string(), "25.1");
    }
}
