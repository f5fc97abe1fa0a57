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
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || (digits.contains('.') && fraction.is_empty()) {
            return None;
        }
        let significant = whole.trim_start_matches('0').len() + fraction.len();
        if significant > Number::DIGITS || fraction.len() > Number::DIGITS {
            return None;
        }
        let mut mantissa: i64 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
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
        self.to_string().parse().unwrap_or(f64::NAN)
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

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number::new(value, 0)
    }
}

impl Add for Number {
    type Output = Number;
    fn add(self, other: Number) -> Number {
        let (a, b, scale) = self.aligned(other);
        Number::narrow(a + b, scale)
    }
}

impl Sub for Number {
    type Output = Number;
    fn sub(self, other: Number) -> Number {
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
        let digits = self.mantissa.unsigned_abs();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        if self.scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let power = 10u64.pow(u32::from(self.scale));
        write!(
            f,
            "{sign}{}.{:0width$}",
            digits / power,
            digits % power,
            width = self.scale as usize
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
