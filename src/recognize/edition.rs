//! Which edition of the form a document uses.

use super::fold;
use super::sections::{Heading, section_of};
use super::tokens::{RunKind, Token, Tokens};
use crate::form::{Edition, Section};
use crate::report::EditionFrom;

/// Words that only one edition prints in its tables. Each counts once.
const WORDS_2019: [&str; 9] = [
    "本年新制作数量",
    "本年新公开数量",
    "对外公开总数量",
    "上一年项目数量",
    "本年增减",
    "采购项目数量",
    "采购总金额",
    "其他对外管理服务事项",
    "第二十条第九项",
];
/// What the words begin with.
const FIRSTS: &str = "本对上采其第现申";

const WORDS_2021: [&str; 7] = [
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "本年处理决定数量",
    "本年收费金额",
    "申请人无正当理由逾期不补正",
    "申请人逾期未按收费通知要求缴纳费用",
];

/// The edition from the words of the tables; `None` when they do not tell.
pub fn from_tables(tokens: &Tokens<'_>, headings: &[Heading]) -> Option<Edition> {
    // Prose may speak of the form; sections 二 to 四 and grids are the form.
    // They may be broken over lines and cells, but not over values.
    let mut words = String::new();
    for token in &tokens.tokens {
        match token {
            Token::Words(found) => {
                let prose = || {
                    matches!(
                        section_of(headings, found.record),
                        Some(Section::Overview | Section::Problems | Section::Others)
                    )
                };
                if found.cell.is_some() || !prose() {
                    words.push_str(found.text());
                }
            }
            Token::Run(run) => {
                // Neither blanks part a word, nor the stroke of 本年增/减 on a line of its own.
                let parts = match run.kind {
                    RunKind::Cells(values) => values > 0,
                    RunKind::Lines(_) => {
                        run.values().any(|value| !fold::label(tokens.text(value)).is_empty())
                    }
                };
                if parts {
                    words.push(' ');
                }
            }
            Token::PageEnd => {}
        }
    }
    let found = found(&words);
    let old = (found & ((1 << WORDS_2019.len()) - 1)).count_ones();
    let new = (found >> WORDS_2019.len()).count_ones();
    match old.cmp(&new) {
        std::cmp::Ordering::Greater => Some(Edition::E2019),
        std::cmp::Ordering::Less => Some(Edition::E2021),
        std::cmp::Ordering::Equal => None,
    }
}

/// Which of the words stand in a text, the older ones' bits first.
fn found(text: &str) -> u32 {
    let mut found = 0;
    for at in fold::places(text, FIRSTS) {
        for (index, word) in WORDS_2019.iter().chain(&WORDS_2021).enumerate() {
            // Most are told by their second letter's last byte.
            let may = text.as_bytes().get(at + 5) == word.as_bytes().get(5);
            found |= u32::from(may && text[at..].starts_with(word)) << index;
        }
    }
    found
}

/// The edition, and how it was told.
pub fn edition(tables: Option<Edition>, year: Option<u16>) -> (Edition, EditionFrom) {
    match (tables, year) {
        (Some(edition), _) => (edition, EditionFrom::Tables),
        (None, Some(year)) => (Edition::for_year(year), EditionFrom::Year),
        (None, None) => (Edition::E2021, EditionFrom::Assumed),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sections::headings;
    use super::*;
    use crate::read::text;

    #[track_caller]
    fn check(table: &str, edition: Option<Edition>) {
        let text = format!("二、主动公开政府信息情况\n{table}\n四、行政复议、行政诉讼情况\n");
        let document = text::read(text, "报告.txt", None);
        let tokens = Tokens::new(&document);
        assert_eq!(from_tables(&tokens, &headings(&tokens.candidates)), edition, "{table}");
    }

    #[test]
    fn words_are_broken_over_lines_and_blanks_but_not_over_values() {
        check("信息内容\n本年增\n/\n减\n规章", Some(Edition::E2019));
        check("信息内容\n本年增\n7\n减\n规章", None);
        check(
            "规章,本年,,\n,制发件数,,\n,3,5,8\n,1,2,3\n行政规范性文件,4,6,10",
            Some(Edition::E2021),
        );
    }

    #[test]
    fn every_word_is_found() {
        let all: String = WORDS_2019.iter().chain(&WORDS_2021).copied().collect();
        assert_eq!(found(&all).count_ones() as usize, WORDS_2019.len() + WORDS_2021.len());
        assert_eq!(found("本年制发件 数"), 0);
    }
}
