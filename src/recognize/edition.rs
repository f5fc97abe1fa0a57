//! Which edition of the form a document uses.

use super::fold;
use super::sections::{Heading, section_of};
use super::tokens::Tokens;
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
    let mut words = String::new();
    for (at, record) in tokens.records.iter().enumerate() {
        let prose = matches!(
            section_of(headings, at),
            Some(Section::Overview | Section::Problems | Section::Others)
        );
        if record.row.is_none() && prose {
            continue;
        }
        match record.row {
            Some(_) => {
                for cell in tokens.cells(at) {
                    for &piece in cell.pieces.iter() {
                        fold::add_label(tokens.text(piece), &mut words);
                    }
                }
            }
            None => fold::add_label(tokens.text(record.span), &mut words),
        }
    }
    let (old, new) = (votes(&words, &WORDS_2019), votes(&words, &WORDS_2021));
    match old.cmp(&new) {
        std::cmp::Ordering::Greater => Some(Edition::E2019),
        std::cmp::Ordering::Less => Some(Edition::E2021),
        std::cmp::Ordering::Equal => None,
    }
}

/// How many of some words stand in a text.
fn votes(text: &str, words: &[&str]) -> u32 {
    let firsts: String = words.iter().filter_map(|word| word.chars().next()).collect();
    let mut found = 0u32;
    for at in fold::places(text, &firsts) {
        for (index, word) in words.iter().enumerate() {
            found |= u32::from(text[at..].starts_with(word)) << index;
        }
    }
    found.count_ones()
}

/// The edition, and how it was told.
pub fn edition(tables: Option<Edition>, year: Option<u16>) -> (Edition, EditionFrom) {
    match (tables, year) {
        (Some(edition), _) => (edition, EditionFrom::Tables),
        (None, Some(year)) => (Edition::for_year(year), EditionFrom::Year),
        (None, None) => (Edition::E2021, EditionFrom::Assumed),
    }
}
