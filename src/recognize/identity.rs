//! Who reports, on which year: title, organisation, year and statistics period.

use super::fold;
use super::sections::Heading;
use super::tokens::Tokens;
use crate::report::{Period, Quote};
use crate::source::Span;
use crate::words::any_ends;
use std::ops::Range;

/// What the text says of itself.
#[derive(Debug, Default)]
pub struct Identity {
    pub title: Option<Quote>,
    pub organization: Option<Quote>,
    pub year: Option<u16>,
    pub period: Option<Period>,
}

/// How many records before the first heading are searched for a title: a web page puts its
/// navigation above it.
const TITLE_RECORDS: usize = 200;

/// Reads who and when from the records; `headings` tell where the body begins and ends.
pub fn identity(tokens: &Tokens<'_>, headings: &[Heading]) -> Identity {
    let mut identity = Identity::default();
    let body = headings.first().map_or(tokens.records.len(), |heading| heading.records.0);
    let above = lines(tokens, 0..body.min(TITLE_RECORDS), false);
    title(&above, &mut identity);
    if tokens.is_joined() && identity.title.is_none() {
        // Where a line holds many rows, any may stand for several lines.
        let words = above.iter().flat_map(|(_, line)| tokens.words(*line));
        title(&words.map(|word| (tokens.text(word), word)).collect::<Vec<_>>(), &mut identity);
    }
    if identity.title.is_none() {
        // Tools that look for tables take a line with spaces in it for a row.
        title(&lines(tokens, 0..body.min(TITLE_RECORDS), true), &mut identity);
    }
    identity.period = period(tokens);
    if identity.year.is_none() {
        identity.year = identity
            .period
            .filter(|period| period.from.0 == period.to.0)
            .map(|period| period.from.0);
    }
    if identity.organization.is_none() {
        identity.organization = signature(tokens, headings);
    }
    identity
}

/// The lines of some records without the spaces and Markdown marks around them, blank ones left
/// out. `rows`: those of tables too.
fn lines<'t>(tokens: &Tokens<'t>, records: Range<usize>, rows: bool) -> Vec<(&'t str, Span)> {
    tokens.records[records]
        .iter()
        .filter(|record| rows || record.filled == 1)
        .map(|record| (bare(tokens.text(record.span)), record.span))
        .filter(|(text, _)| !text.is_empty())
        .collect()
}

/// A line without the spaces and Markdown marks around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| fold::is_space(c) || matches!(c, '#' | '*' | '_' | '>' | '|'))
}

/// The title among the first lines. It may wrap over up to three of them; the reading that names
/// an organisation counts before one that does not, a short one before a long one.
fn title(lines: &[(&str, Span)], identity: &mut Identity) {
    let mut best: Option<(u32, Quote, Option<Quote>, u16)> = None;
    // Few lines hold a letter that every title ends with.
    let telling: Vec<bool> = lines.iter().map(|(text, _)| text.contains('报')).collect();
    for first in 0..lines.len() {
        if !telling[first..].iter().take(3).any(|telling| *telling) {
            continue;
        }
        let mut joined = String::new();
        for (extra, (text, last)) in lines[first..].iter().take(3).enumerate() {
            joined.extend(fold::joined(text).split('|'));
            if joined.chars().count() > 90 {
                break;
            }
            let Some(Title { before, year, after }) = Title::read(&joined) else { continue };
            let name = [before, after].into_iter().find_map(organization);
            let clean = before.is_empty() || after.is_empty();
            let score = if name.is_some() { 10 } else { 0 }
                + if clean { 5 } else { 0 }
                + (3 - extra as u32);
            if best.as_ref().is_some_and(|(top, ..)| *top >= score) {
                continue;
            }
            let span = lines[first].1.to(*last);
            let quote = Quote { text: joined.clone(), span };
            best = Some((score, quote, name.map(|text| Quote { text, span }), year));
        }
    }
    if let Some((_, title, organization, year)) = best {
        identity.title = Some(title);
        identity.organization = organization;
        identity.year = Some(year);
    }
}

/// What a title says: organisation and year in either order, then the fixed words.
///
/// As a pattern, `关于? BEFORE YEAR 年度? AFTER (政府信息公开|政务公开|信息公开) 工作? 年度? 工作? 情况? 的? 年度?
/// (报告|年报)` and perhaps a note in brackets.
#[derive(Debug, PartialEq)]
struct Title<'t> {
    before: &'t str,
    year: u16,
    after: &'t str,
}

impl Title<'_> {
    fn read(line: &str) -> Option<Title<'_>> {
        let ends = |line: &&str| line.ends_with("报告") || line.ends_with("年报");
        let line = std::iter::once(line).chain(notes(line)).find(ends)?;
        let mut rest = &line[..line.len() - "报告".len()];
        for word in ["年度", "的", "情况", "工作", "年度", "工作"] {
            rest = rest.strip_suffix(word).unwrap_or(rest);
        }
        let mut subjects = ["政府信息公开", "政务公开", "信息公开"].into_iter();
        let rest = subjects.find_map(|subject| rest.strip_suffix(subject))?;
        let rest = rest.strip_prefix("关于").unwrap_or(rest);
        let words = |words: &str| {
            let stray =
                |c: char| c.is_ascii_digit() || matches!(c, '，' | '。' | '；' | '：' | ':');
            words.chars().count() <= 40 && !words.contains(stray)
        };
        rest.char_indices().find_map(|(at, _)| {
            let (year, length) = year(&rest[at..])?;
            let after = &rest[at + length..];
            let after = after
                .strip_prefix('年')
                .map_or(after, |rest| rest.strip_prefix('度').unwrap_or(rest));
            let before = &rest[..at];
            (words(before) && words(after)).then_some(Title { before, year, after })
        })
    }
}

/// A line without a note in brackets at its end, the shortest note first.
fn notes(line: &str) -> impl Iterator<Item = &str> {
    let inner = line.strip_suffix(['）', ')']).unwrap_or_default();
    let opens = |(_, c): &(usize, char)| matches!(c, '（' | '(');
    inner.char_indices().rev().take(13).filter(opens).map(move |(at, _)| &line[..at])
}

/// The four-digit year that a text begins with, in either kind of digits, and its length in bytes.
fn year(text: &str) -> Option<(u16, usize)> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let arabic = text.starts_with("19") || text.starts_with("20");
    if !arabic && !text.starts_with("二〇") && !text.starts_with("二零") {
        return None;
    }
    let end = text.char_indices().nth(4).map_or(text.len(), |(at, _)| at);
    let digits = &text[..end];
    let year = digits.chars().try_fold(0u16, |year, c| {
        let c = if c == '零' { '〇' } else { c };
        let digit = match arabic {
            true => c.to_digit(10)? as u16,
            false => DIGITS.iter().position(|digit| *digit == c)? as u16,
        };
        Some(year * 10 + digit)
    })?;
    (digits.chars().count() == 4).then_some((year, end))
}

/// Endings of the names of bodies that publish such reports.
const ENDINGS: &str = "\
    政府 局 委 委员会 办公室 办 厅 部 院 处 所 中心 站 队 会 镇 乡 街道 开发区 园区 新区 \
    示范区 集团 公司 大学 学院 学校 中学 小学 医院 银行 馆 社 署 分局 管委会 县 市 区 省";

/// The name of an organisation, if the words can be one.
fn organization(words: &str) -> Option<String> {
    let words =
        words.trim_matches(|c: char| matches!(c, '《' | '》' | '“' | '”' | '、' | '·' | '-' | '—'));
    // `某县人民政府信息公开…`: 政府 belongs to both; the shorter reading has lost it.
    let words = match words.strip_suffix("人民") {
        Some(_) => format!("{words}政府"),
        None => words.to_owned(),
    };
    let length = words.chars().count();
    let named = any_ends(ENDINGS, &words);
    let letters = words.chars().all(|c| {
        fold::label_char(c).is_some() || matches!(c, '（' | '）' | '(' | ')' | '、' | '·')
    });
    ((3..=40).contains(&length) && named && letters).then_some(words)
}

/// The statistics period that the text states first. Spaces and line breaks stand anywhere within
/// a date.
fn period(tokens: &Tokens<'_>) -> Option<Period> {
    let source = tokens.document.source.as_str();
    // Where nothing announces it, and nowhere if there is none at all.
    let unstated = first_dates(source)?;
    let start = announced(source);
    let stated = start.is_some();
    let from_byte = start.unwrap_or(0);
    let text = &source[from_byte..];
    let (at, (from, to, end)) = match start {
        Some(_) => first_dates(text)?,
        None => unstated,
    };
    let within: usize = text[..at]
        .chars()
        .map(fold::plain)
        .filter(|plain| !fold::is_space(*plain))
        .map(char::len_utf8)
        .sum();
    let near = within <= if stated { STATED } else { ANYWHERE };
    let real = |(_, month, day): Day| (1..=12).contains(&month) && (1..=31).contains(&day);
    let span = Span::new(from_byte + at, from_byte + at + end);
    (near && real(from) && real(to)).then_some(Period { from, to, span, stated })
}

/// Where the words stand that announce the period.
fn announced(source: &str) -> Option<usize> {
    const WORDS: [&str; 4] = ["统计期", "统计时限", "所列数据", "数据统计"];
    // In each of the words stands one of two letters; a letter is found many times as quickly, and
    // the second one counts only before what the first one has found.
    let first = |letter: char, end: usize| {
        source[..end].match_indices(letter).find_map(|(at, _)| {
            WORDS.iter().find_map(|word| {
                let start = at.checked_sub(word.find(letter)?)?;
                source.get(start..)?.starts_with(word).then_some(start)
            })
        })
    };
    let start = first('统', source.len());
    first('列', start.unwrap_or(source.len())).or(start)
}

/// The first two dates with a word for the time between them, and where they stand.
fn first_dates(text: &str) -> Option<(usize, (Day, Day, usize))> {
    let first = |digit: char, end: usize| {
        let mut places = text[..end].match_indices(digit);
        places.find_map(|(at, _)| Some((at, dates_from(&text[at..])?)))
    };
    let found = first('2', text.len());
    let end = found.map_or(text.len(), |(at, _)| at);
    // Hardly any text has it. Its last byte is that of many an ideograph, at all of which a search
    // for the letter would stop.
    let wide = text[..end].contains("２").then(|| first('２', end)).flatten();
    wide.or(found)
}

/// How far behind the words that announce it a period is looked for, in bytes without spaces.
const STATED: usize = 400;

/// How far into a text a period is looked for that nothing announces.
const ANYWHERE: usize = 12_000;

/// How many characters two dates have at most.
const DATES: usize = 40;

/// The two dates that a text begins with, spaces or not, and their length in its bytes.
fn dates_from(text: &str) -> Option<(Day, Day, usize)> {
    let letters = text
        .char_indices()
        .map(|(at, c)| (at + c.len_utf8(), fold::plain(c)))
        .filter(|(_, plain)| !fold::is_space(*plain));
    let mut opening = letters.clone().map(|(_, plain)| plain);
    if !(opening.by_ref().take(2).eq("20".chars())
        && opening.nth(2) == Some('年')
        && opening.next().is_some_and(|month| month.is_ascii_digit()))
    {
        return None;
    }
    let compact: String = letters.clone().take(DATES).map(|(_, plain)| plain).collect();
    let (from, to, length) = dates(&compact)?;
    let mut read = 0;
    let mut ends = letters.map(|(end, plain)| {
        read += plain.len_utf8();
        (read, end)
    });
    let (_, end) = ends.find(|(read, _)| *read >= length)?;
    Some((from, to, end))
}

type Day = (u16, u8, u8);

/// The two dates that a text begins with, and their length in bytes: `2023年1月1日至12月31日`, with
/// `日`, `起` and the second year left out or not, and `至`, `到` or a dash between them.
fn dates(text: &str) -> Option<(Day, Day, usize)> {
    fn number<'t>(rest: &mut &'t str, most: usize) -> Option<&'t str> {
        let length = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, behind) = rest.split_at(length);
        *rest = behind;
        (length > 0).then_some(digits)
    }
    fn skip(rest: &mut &str, word: char) -> Option<()> {
        *rest = rest.strip_prefix(word)?;
        Some(())
    }
    fn year(rest: &mut &str) -> Option<u16> {
        let digits = rest.get(..4).filter(|digits| digits.starts_with("20"))?;
        let year = digits.parse().ok()?;
        *rest = &rest[4..];
        Some(year)
    }
    let mut rest = text;
    let first = year(&mut rest)?;
    skip(&mut rest, '年')?;
    let month = number(&mut rest, 2)?.parse().ok()?;
    skip(&mut rest, '月')?;
    let from = (first, month, number(&mut rest, 2)?.parse().ok()?);
    let _ = skip(&mut rest, '日');
    let _ = skip(&mut rest, '起');
    let between = rest.trim_start_matches(['至', '到', '—', '-', '~']);
    if between.len() == rest.len() {
        return None;
    }
    rest = between;
    let second = year(&mut rest).unwrap_or(first);
    let _ = skip(&mut rest, '年');
    let month = number(&mut rest, 2)?.parse().ok()?;
    skip(&mut rest, '月')?;
    let to = (second, month, number(&mut rest, 2)?.parse().ok()?);
    skip(&mut rest, '日')?;
    Some((from, to, text.len() - rest.len()))
}

/// The organisation that signs under the last section, above the date.
fn signature(tokens: &Tokens<'_>, headings: &[Heading]) -> Option<Quote> {
    let from = headings.last().map_or(0, |heading| heading.records.1 + 1);
    let lines = lines(tokens, from..tokens.records.len(), false);
    let date = |text: &str| {
        // Most lines are told by their last letter.
        if !text.ends_with('日') && !text.ends_with('⽇') {
            return false;
        }
        let text = fold::joined(text);
        let digits = text
            .chars()
            .take(4)
            .all(|c| c.is_ascii_digit() || "二〇零一三四五六七八九".contains(c));
        digits && text.contains('年') && text.ends_with('日') && text.chars().count() <= 14
    };
    let at = lines.iter().rposition(|(text, _)| date(text))?;
    let (text, span) = lines.get(at.checked_sub(1)?)?;
    organization(&fold::joined(text)).map(|text| Quote { text, span: *span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], organization: Option<&str>, year: Option<u16>) {
        let lines: Vec<(&str, Span)> =
            lines.iter().map(|line| (bare(line), Span::default())).collect();
        let mut identity = Identity::default();
        title(&lines, &mut identity);
        assert_eq!(identity.organization.map(|quote| quote.text).as_deref(), organization);
        assert_eq!(identity.year, year);
    }

    #[test]
    fn titles_name_body_and_year_in_either_order() {
        check(&["某县财政局2023年政府信息公开工作年度报告"], Some("某县财政局"), Some(2023));
        check(
            &["# 2022 年某市人民政府", "政府信息公开工作年度报告"],
            Some("某市人民政府"),
            Some(2022),
        );
        check(
            &["某县甲镇人民政府", "2020年政府信息公开工作年度报告"],
            Some("某县甲镇人民政府"),
            Some(2020),
        );
        check(&["2024年某区人民政府信息公开年度报告"], Some("某区人民政府"), Some(2024));
        check(&["某省教育厅二〇二一年政府信息公开工作年度报告"], Some("某省教育厅"), Some(2021));
    }

    #[test]
    fn titles_are_read_as_their_pattern_says() {
        let pattern = regex::Regex::new(
            "^(?:关于)?(?P<before>[^0-9，。；：:]{0,40}?)(?P<year>(?:19|20)[0-9]{2}|二[〇零][一二三四五六七八九〇]{2})\
             (?:年度?)?(?P<after>[^0-9，。；：:]{0,40}?)(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:年度)?(?:工作)?\
             (?:情况)?(?:的)?(?:年度)?(?:报告|年报)(?:[（(].{0,12}[）)])?$",
        )
        .unwrap();
        let pieces = [
            "关于",
            "某县",
            "财政局",
            "2023",
            "二〇二三",
            "12",
            "年",
            "年度",
            "政府信息公开",
            "信息公开",
            "政务公开",
            "工作",
            "情况",
            "的",
            "报告",
            "年报",
            "，",
            "",
        ];
        let mut known = 0;
        // A fixed walk over many orders of the pieces.
        let mut state = 1u64;
        for _ in 0..60_000 {
            let mut line = String::new();
            for _ in 0..8 {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                line.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            line.push_str(["", "（试行）"][(state >> 60) as usize % 2]);
            let read = Title::read(&line).map(|title| (title.before, title.year, title.after));
            let told = pattern.captures(&line).map(|found| {
                let text = |name: &str| found.name(name).unwrap().as_str();
                (text("before"), year(text("year")).unwrap().0, text("after"))
            });
            known += usize::from(told.is_some());
            assert_eq!(read, told, "{line}");
        }
        assert!(known > 100, "{known} of the lines are titles");
    }

    #[test]
    fn periods_are_read_in_every_wording() {
        let day = |(from, to, _): (Day, Day, usize)| (from, to);
        let year = Some(((2023, 1, 1), (2023, 12, 31)));
        for text in [
            "2023年1月1日至2023年12月31日",
            "2023年1月1日起至12月31日止",
            "2023年01月01日-12月31日",
            "2023年1月1日—2023年12月31日",
        ] {
            assert_eq!(dates(text).map(day), year, "{text}");
        }
        for text in
            ["2023年12月31日", "2023年1月至12月", "2023年1月1日至", "20", "2023年1月1日2月3日"]
        {
            assert_eq!(dates(text), None, "{text}");
        }
    }

    #[test]
    fn navigation_is_no_organisation() {
        check(
            &["首页", "文号：", "某区审计局 2023 年政府信息公开工作年度报告"],
            Some("某区审计局"),
            Some(2023),
        );
        check(&["当前位置：首页", "2023年政府信息公开工作年度报告"], None, Some(2023));
    }
}
