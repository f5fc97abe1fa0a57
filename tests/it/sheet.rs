//! A report before it is laid out: who, when, what stands in each cell, and the prose around.

use crate::figures::Figures;
use gouji::form::{Cell, DisclosureRow, Edition, Section};
use gouji::report::Number;
use indexmap::IndexMap;
use proptest::prelude::*;
use std::fmt;

/// A report before it is laid out.
#[derive(Clone)]
pub struct Sheet {
    /// The organisation.
    pub organization: &'static str,
    /// The year that it reports on.
    pub year: u16,
    /// The edition of its tables.
    pub edition: Edition,
    /// What stands in each cell, as written.
    pub written: IndexMap<Cell, String>,
}

/// Only what is written otherwise than 0.
impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Sheet { organization, year, edition, written } = self;
        let told = written.iter().filter(|(_, written)| *written != "0");
        write!(f, "{organization} {year} {edition:?} ")?;
        f.debug_map().entries(told.map(|(cell, written)| (cell.key(), written))).finish()
    }
}

/// How numbers are written.
#[derive(Clone, Copy, Debug)]
pub enum Hand {
    /// 1234
    Plain,
    /// １２３４
    FullWidth,
    /// 1,234
    Thousands,
    /// 1，234
    FullWidthThousands,
    /// 1234件
    Unit,
}

/// All the hands.
pub fn hands() -> impl Strategy<Value = Hand> {
    prop_oneof![
        4 => Just(Hand::Plain),
        1 => Just(Hand::FullWidth),
        1 => Just(Hand::Thousands),
        1 => Just(Hand::FullWidthThousands),
        1 => Just(Hand::Unit),
    ]
}

impl Hand {
    /// A number in this hand.
    pub fn write(self, cell: Cell, number: Number) -> String {
        let plain = number.to_string();
        match self {
            Hand::Plain => plain,
            Hand::FullWidth => plain.chars().map(wide).collect(),
            Hand::Thousands => grouped(&plain, ','),
            Hand::FullWidthThousands => grouped(&plain, '，'),
            Hand::Unit if cell.kind() == gouji::form::Kind::Count => format!("{plain}件"),
            Hand::Unit => plain,
        }
    }
}

fn wide(digit: char) -> char {
    match digit {
        '0'..='9' => char::from_u32(digit as u32 - '0' as u32 + '０' as u32).unwrap(),
        '.' => '．',
        '-' => '－',
        other => other,
    }
}

fn grouped(plain: &str, separator: char) -> String {
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(w, f)| (w, Some(f)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The organisations that report.
pub const ORGANIZATIONS: [&str; 6] = [
    "青禾县文化和旅游局",
    "白鹭区人民政府",
    "松岭市市场监督管理局",
    "白鹭区石桥镇人民政府",
    "松岭市南屏街道办事处",
    "河湾县人力资源和社会保障局",
];

/// Random heads for random figures.
pub fn sheets(figures: impl Strategy<Value = Figures>) -> impl Strategy<Value = (Figures, Sheet)> {
    (figures, hands(), 0..ORGANIZATIONS.len(), 0u16..5).prop_map(|(figures, hand, who, later)| {
        let year = match figures.edition {
            Edition::E2019 => 2019 + later % 2,
            Edition::E2021 => 2021 + later,
        };
        let sheet = Sheet::new(&figures, hand, ORGANIZATIONS[who], year);
        (figures, sheet)
    })
}

impl Sheet {
    /// A sheet with all figures written in one hand.
    pub fn new(figures: &Figures, hand: Hand, organization: &'static str, year: u16) -> Sheet {
        let written =
            figures.values.iter().map(|(&cell, &number)| (cell, hand.write(cell, number)));
        Sheet { organization, year, edition: figures.edition, written: written.collect() }
    }

    /// What stands in a cell.
    pub fn cell(&self, cell: Cell) -> String {
        self.written[&cell].clone()
    }

    /// 表二 in the order of the form, a block for each clause.
    pub fn disclosure(&self) -> Vec<DisclosureBlock> {
        let mut blocks: Vec<DisclosureBlock> = Vec::new();
        for &row in DisclosureRow::of(self.edition) {
            let columns = row.columns(self.edition);
            if blocks.last().is_none_or(|block| block.clause != row.clause()) {
                let headers = columns.iter().map(|column| column.label_in(self.edition));
                blocks.push(DisclosureBlock {
                    clause: row.clause(),
                    headers: headers.collect(),
                    rows: Vec::new(),
                });
            }
            let values =
                columns.iter().map(|&column| self.cell(Cell::Disclosure(row, column))).collect();
            blocks.last_mut().unwrap().rows.push((row.label(self.edition), values));
        }
        blocks
    }

    /// The headings and paragraphs of a section; the tables are not among them.
    pub fn prose(&self, section: Section) -> Vec<Paragraph> {
        use Paragraph::{Subheading, Text};
        let year = self.year;
        match section {
            Section::Overview => vec![
                Subheading("（一）主动公开"),
                Text(format!(
                    "{year}年，本机关通过门户网站、政务新媒体和公共查阅点主动公开信息417条，其中图解类解读23篇，召开新闻发布会4场，公开重大项目进展96次。"
                )),
                Subheading("（二）依申请公开"),
                Text(
                    "规范登记、审核、办理、答复、归档各环节，答复书统一格式，当面沟通率逐步提高。"
                        .to_owned(),
                ),
                Subheading("（三）政府信息管理"),
                Text("建立信息发布台账，坚持先审查后公开，按季度清理过期栏目31个。".to_owned()),
                Subheading("（四）政府信息公开平台建设"),
                Text("完成网站适老化改造，政务新媒体关注人数增至5.2万人。".to_owned()),
                Subheading("（五）监督保障"),
                Text("全年开展业务培训3次，参训158人次，公开工作占年度考核4分。".to_owned()),
            ],
            Section::Disclosure | Section::Applications | Section::Disputes => Vec::new(),
            Section::Problems => vec![
                Text(
                    "存在的问题：一是解读形式不够多样；二是少数栏目更新不够及时；三是业务人员变动较大。"
                        .to_owned(),
                ),
                Text(
                    "改进情况：一是增加短视频和图解；二是每月通报栏目更新；三是编印办理手册200册。"
                        .to_owned(),
                ),
            ],
            Section::Others => vec![Text("本年度没有收取信息处理费，无其他需要报告的事项。".to_owned())],
        }
    }

    /// The date under the signature.
    pub fn date(&self) -> String {
        format!("{}年1月20日", self.year + 1)
    }
}

/// A clause of 表二 with its rows.
pub struct DisclosureBlock {
    /// 第二十条第（一）项
    pub clause: &'static str,
    /// Its columns.
    pub headers: Vec<&'static str>,
    /// Label and values.
    pub rows: Vec<(&'static str, Vec<String>)>,
}

/// A piece of prose.
pub enum Paragraph {
    /// A heading within a section.
    Subheading(&'static str),
    /// A paragraph.
    Text(String),
}
