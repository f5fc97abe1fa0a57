//! Dates and years in folded prose.

/// The date that a line consists of: `2024年1月18日`, `二〇二四年一月十八日`, `2024-01-18`.
pub fn whole(line: &str) -> Option<(u16, u8, u8)> {
    let text = crate::recognize::fold::joined(line);
    let text = text.trim_matches(|c: char| matches!(c, '*' | '#' | '(' | ')' | '|' | '_'));
    let mut parts = text.strip_suffix('日').map_or_else(
        || text.splitn(3, ['-', '/', '.']).collect::<Vec<&str>>(),
        |text| text.splitn(3, ['年', '月']).collect(),
    );
    let (day, month, year) = (parts.pop()?, parts.pop()?, parts.pop()?);
    let (year, month, day) = (year_number(year)?, small(month)?, small(day)?);
    let real = (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then_some((year, month, day))
}

/// A four-digit year in either kind of digits.
fn year_number(text: &str) -> Option<u16> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| {
        let c = if matches!(c, '零' | 'O' | '0') { '〇' } else { c };
        c.to_digit(10).or_else(|| DIGITS.chars().position(|d| d == c).map(|d| d as u32))
    };
    if text.chars().count() != 4 {
        return None;
    }
    text.chars().try_fold(0u16, |year, c| Some(year * 10 + digit(c)? as u16))
}

fn small(text: &str) -> Option<u8> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.parse().ok().or_else(|| {
        let number = super::quantity::chinese(text)?;
        u8::try_from(number).ok()
    })
}

/// A year that stands in a text as `2023年`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: u16,
    /// Where its digits begin.
    pub start: usize,
    /// Behind `年`.
    pub end: usize,
}

/// The years of a folded text, in order.
pub fn years(text: &str) -> impl Iterator<Item = Year> + '_ {
    let bytes = text.as_bytes();
    text.match_indices('年').filter_map(move |(at, mark)| {
        let start = at.checked_sub(4)?;
        let digits = &bytes[start..at];
        let alone = start == 0 || !bytes[start - 1].is_ascii_digit();
        let whole = digits.iter().all(u8::is_ascii_digit) && alone;
        let year = whole.then(|| digits.iter().fold(0, |n, d| n * 10 + u16::from(d - b'0')))?;
        (1990..2100).contains(&year).then_some(Year { year, start, end: at + mark.len() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_a_date() {
        for line in [
            "2024年1月18日",
            "２０２４ 年 1 月 18 日",
            "二〇二四年一月十八日",
            "2024-01-18",
            "2024/1/18",
        ] {
            assert_eq!(whole(line), Some((2024, 1, 18)), "{line}");
        }
        for line in ["2024年1月", "1-2-3", "2024年13月1日", "至2024年1月18日", "", "日", "年月日"]
        {
            assert_eq!(whole(line), None, "{line}");
        }
    }

    #[test]
    fn years_with_their_mark() {
        let found: Vec<u16> =
            years("2023年收到,较2022年减少;国办发〔2021〕3号,12024年").map(|y| y.year).collect();
        assert_eq!(found, [2023, 2022]);
    }
}
