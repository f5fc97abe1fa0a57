//! Automatic numbers of paragraphs: 一、 （一） 1. and their like, which stand nowhere in the text.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{attribute, value};
use crate::read::script::{chinese_number, roman_number};

const LEVELS: usize = 9;

/// How deep styles may be based on one another; more is a circle.
const MAX_STYLES: usize = 16;

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: usize,
    format: String,
    /// With `%1` for the number of the first level, and so on.
    text: String,
    style: Option<String>,
    /// Whether numbers of upper levels are shown in digits.
    legal: bool,
}

#[derive(Clone, Debug, Default)]
struct Style {
    list: Option<usize>,
    level: Option<usize>,
    based_on: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    definition: usize,
    /// Where levels of this list begin, if not where its definition says.
    starts: HashMap<usize, usize>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<usize, Vec<Level>>,
    lists: HashMap<usize, List>,
    styles: HashMap<String, Style>,
    /// By definition: lists that share one go on counting.
    counters: HashMap<usize, [Option<usize>; LEVELS]>,
    begun: HashSet<usize>,
}

impl Numbering {
    /// Reads the definitions; what is damaged in them is left out, for a report is readable
    /// without its automatic numbers.
    pub fn read(lists: &str, styles: &str) -> Numbering {
        let mut numbering = Numbering::default();
        numbering.read_lists(lists);
        numbering.read_styles(styles);
        numbering
    }

    /// Counts a paragraph and gives the number before it, empty if it has none. A paragraph
    /// without text counts, but its number is not shown: nobody types a list of nothing.
    pub fn next(
        &mut self,
        style: Option<&str>,
        list: Option<usize>,
        level: Option<usize>,
        has_text: bool,
    ) -> String {
        let (by_style, level_by_style) = self.by_style(style);
        // The number 0 takes a paragraph out of the list of its style.
        let Some(number) = list.or(by_style).filter(|&number| number > 0) else {
            return String::new();
        };
        let Some(list) = self.lists.get(&number) else { return String::new() };
        let Some(levels) = self.definitions.get(&list.definition) else { return String::new() };
        let by_definition = || {
            let style = style?;
            levels.iter().position(|level| level.style.as_deref() == Some(style))
        };
        let level = level.or_else(by_definition).or(level_by_style).unwrap_or(0);
        if level >= levels.len().min(LEVELS) {
            return String::new();
        }
        let counters = self.counters.entry(list.definition).or_default();
        if self.begun.insert(number) {
            for &level in list.starts.keys() {
                if let Some(counter) = counters.get_mut(level) {
                    *counter = None;
                }
            }
        }
        counters[level] = Some(match counters[level] {
            Some(count) => count.saturating_add(1),
            None => list.starts.get(&level).copied().unwrap_or(levels[level].start),
        });
        counters[level + 1..].fill(None);
        if !has_text { String::new() } else { label(levels, level, counters) }
    }

    fn by_style(&self, style: Option<&str>) -> (Option<usize>, Option<usize>) {
        let mut at = style;
        for _ in 0..MAX_STYLES {
            let Some(style) = at.and_then(|name| self.styles.get(name)) else { break };
            if style.list.is_some() {
                return (style.list, style.level);
            }
            at = style.based_on.as_deref();
        }
        (None, None)
    }

    fn read_lists(&mut self, xml: &str) {
        let mut definition: Option<usize> = None;
        let mut list: Option<usize> = None;
        let mut level: Option<usize> = None;
        let mut in_override = None;
        for_each(xml, |element, starts| match (element.local_name().as_ref(), starts) {
            ("abstractNum", Some(element)) => {
                definition = number(element, "abstractNumId");
                if let Some(definition) = definition {
                    self.definitions.insert(definition, Vec::new());
                }
            }
            ("abstractNum", None) => definition = None,
            ("num", Some(element)) => {
                list = number(element, "numId");
                if let Some(list) = list {
                    self.lists.insert(list, List::default());
                }
            }
            ("num", None) => list = None,
            ("abstractNumId", Some(element)) => {
                if let Some(list) = list.and_then(|list| self.lists.get_mut(&list)) {
                    list.definition = value(element).unwrap_or(0);
                }
            }
            ("lvlOverride", Some(element)) => in_override = number(element, "ilvl"),
            ("lvlOverride", None) => in_override = None,
            ("startOverride", Some(element)) => {
                let list = list.and_then(|list| self.lists.get_mut(&list));
                if let (Some(list), Some(level), Some(start)) = (list, in_override, value(element))
                {
                    list.starts.insert(level, start);
                }
            }
            ("lvl", Some(element)) => {
                level = number(element, "ilvl").filter(|&level| level < LEVELS);
                let levels = definition.and_then(|id| self.definitions.get_mut(&id));
                if let (Some(levels), Some(level)) = (levels, level) {
                    levels.resize(levels.len().max(level + 1), Level::default());
                }
            }
            ("lvl", None) => level = None,
            (name, Some(element)) => {
                let levels = definition.and_then(|id| self.definitions.get_mut(&id));
                if let Some(level) =
                    levels.and_then(|levels| level.and_then(|level| levels.get_mut(level)))
                {
                    level.set(name, element);
                }
            }
            _ => {}
        });
    }

    fn read_styles(&mut self, xml: &str) {
        let mut open: Option<String> = None;
        for_each(xml, |element, starts| match (element.local_name().as_ref(), starts) {
            ("style", Some(element)) => {
                open = attribute(element, "styleId");
                if let Some(id) = &open {
                    self.styles.insert(id.clone(), Style::default());
                }
            }
            ("style", None) => open = None,
            (name, Some(element)) => {
                let Some(style) = open.as_ref().and_then(|id| self.styles.get_mut(id)) else {
                    return;
                };
                match name {
                    "basedOn" => style.based_on = attribute(element, "val"),
                    "numId" => style.list = value(element),
                    "ilvl" => style.level = value(element),
                    _ => {}
                }
            }
            _ => {}
        });
    }
}

impl Level {
    fn set(&mut self, name: &str, element: &BytesStart) {
        match name {
            "start" => self.start = value(element).unwrap_or(0),
            // A format that only newer programs know stands before one that all know.
            "numFmt" if self.format.is_empty() || self.format == "custom" => {
                self.format = attribute(element, "val").unwrap_or_default();
            }
            "lvlText" => self.text = attribute(element, "val").unwrap_or_default(),
            "pStyle" => self.style = attribute(element, "val"),
            "isLgl" => self.legal = super::is_on(element),
            _ => {}
        }
    }
}

/// The number of a paragraph on a level, with what stands around it.
fn label(levels: &[Level], level: usize, counters: &[Option<usize>; LEVELS]) -> String {
    let own = &levels[level];
    if own.format == "bullet" || own.format == "none" {
        return String::new();
    }
    let mut label = String::new();
    let mut pattern = own.text.chars().peekable();
    while let Some(c) = pattern.next() {
        let digit = (c == '%').then(|| pattern.peek().and_then(|c| c.to_digit(10))).flatten();
        let Some(which) = digit.and_then(|digit| (digit as usize).checked_sub(1)) else {
            label.push(c);
            continue;
        };
        pattern.next();
        let Some(shown) = levels.get(which) else { continue };
        let count = counters[which].unwrap_or(shown.start);
        let format = if own.legal && which < level { "decimal" } else { &shown.format };
        label.push_str(&counted(count, format));
    }
    // A number and its text are kept apart by a tab or an indent that is not read.
    if label.ends_with(|c: char| c.is_ascii_digit()) {
        label.push(' ');
    }
    label
}

/// A count in one of the formats of the standard.
fn counted(count: usize, format: &str) -> String {
    let letter = |first: u8| match count.checked_sub(1) {
        Some(index) => {
            let letter = char::from(first + (index % 26) as u8);
            letter.to_string().repeat((index / 26 + 1).min(8))
        }
        None => String::new(),
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "koreanCounting" => chinese_number(count),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            let formal = |c| match c {
                '一' => '壹',
                '二' => '贰',
                '三' => '叁',
                '四' => '肆',
                '五' => '伍',
                '六' => '陆',
                '七' => '柒',
                '八' => '捌',
                '九' => '玖',
                '十' => '拾',
                c => c,
            };
            chinese_number(count).chars().map(formal).collect()
        }
        "ideographTraditional" => {
            let stems = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
            let stem = count.checked_sub(1).and_then(|index| stems.get(index));
            stem.map_or_else(|| count.to_string(), char::to_string)
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            char::from_u32('①' as u32 + count as u32 - 1).map(String::from).unwrap_or_default()
        }
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |c: char| char::from_u32(c as u32 - 0x30 + 0xFF10).unwrap_or(c);
            count.to_string().chars().map(wide).collect()
        }
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => roman_number(count).to_lowercase(),
        "upperRoman" => roman_number(count),
        "bullet" | "none" => String::new(),
        _ => count.to_string(),
    }
}

fn number(element: &BytesStart, name: &str) -> Option<usize> {
    attribute(element, name)?.trim().parse().ok()
}

/// Calls back for the start of each element with itself and for the end of each without.
fn for_each(xml: &str, mut visit: impl FnMut(&BytesStart, Option<&BytesStart>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => visit(&element, Some(&element)),
            Ok(Event::Empty(element)) => {
                visit(&element, Some(&element));
                visit(&element, None);
            }
            Ok(Event::End(element)) => {
                let name = element.name();
                visit(&BytesStart::new(name.as_ref()), None);
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
