//! One page: its glyphs and lines put together to lines of text and tables, top to bottom.

use std::collections::HashMap;

use super::Trouble;
use super::aligned;
use super::content::{Glyph, PageContent, Ruling};
use super::geometry::{Frame, Point};
use super::limits::Budget;
use super::lines::{self, TextLine};
use super::ruled::{self, RuledTable};

/// A line or a table of a page.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Line(TextLine),
    Table(Table),
}

/// A table with its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Where its columns begin, and where the last ends.
    pub columns: Vec<f64>,
    /// The 1-based page of each row.
    pub row_pages: Vec<u32>,
    /// In order of their first row, then of their column.
    pub cells: Vec<Cell>,
}

impl Table {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.row_pages.len()
    }
}

/// A cell by its place; `to` is one past the last.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub row: usize,
    pub row_to: usize,
    pub column: usize,
    pub column_to: usize,
    pub text: String,
}

/// A page, put together.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadPage {
    pub items: Vec<Item>,
}

/// Puts the page of this 1-based number together.
pub(super) fn assemble(
    content: PageContent,
    number: u32,
    budget: &mut Budget,
) -> Result<ReadPage, Trouble> {
    let (glyphs, rulings) = upright(content);
    let glyphs = without_doubles(glyphs);
    let Some(size) = usual_size(&glyphs) else { return Ok(ReadPage::default()) };
    let reach = (size * 0.25).clamp(1.0, 20.0);
    let mut found = ruled::find_tables(&rulings, reach);
    let mut text = distribute(&glyphs, &found, budget)?;
    let mut loose = lines::arrange(&text.loose);
    let imagined = aligned::imagine(&loose, &rulings, size);
    if !imagined.is_empty() {
        found = ruled::find_tables(&[rulings, imagined].concat(), reach);
        text = distribute(&glyphs, &found, budget)?;
        loose = lines::arrange(&text.loose);
    }
    let mut placed: Vec<(f64, Item)> = Vec::new();
    for line in loose {
        placed.push((line.frame.center().y, Item::Line(line)));
    }
    for (table, glyphs) in found.iter().zip(&text.filled) {
        placed.push((table.rows[0], Item::Table(table_text(table, glyphs, number))));
    }
    placed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    Ok(ReadPage { items: placed.into_iter().map(|(_, item)| item).collect() })
}

/// The glyphs of a page by where they stand.
struct Distributed<'g> {
    /// Outside of tables.
    loose: Vec<&'g Glyph>,
    /// By table and cell.
    filled: Vec<Vec<Vec<&'g Glyph>>>,
}

fn distribute<'g>(
    glyphs: &'g [Glyph],
    tables: &[RuledTable],
    budget: &mut Budget,
) -> Result<Distributed<'g>, Trouble> {
    let mut loose = Vec::new();
    let mut filled: Vec<Vec<Vec<&Glyph>>> =
        tables.iter().map(|table| vec![Vec::new(); table.cells.len()]).collect();
    let frames: Vec<Frame> = tables.iter().map(RuledTable::frame).collect();
    for word in words(glyphs) {
        budget.spend(1 + tables.len() as u64 / 8)?;
        let center = word_frame(word).center();
        let place = frames
            .iter()
            .enumerate()
            .filter(|(_, frame)| frame.holds(center, 0.0))
            .min_by(|(_, one), (_, other)| area(**one).total_cmp(&area(**other)))
            .and_then(|(table, _)| Some((table, tables[table].cell_at(center)?)));
        match place {
            Some((table, cell)) => filled[table][cell].extend(word),
            // Askew outside of tables is a watermark.
            None => loose.extend(word.iter().filter(|glyph| glyph.turn == Some(0))),
        }
    }
    Ok(Distributed { loose, filled })
}

fn table_text(table: &RuledTable, filled: &[Vec<&Glyph>], page: u32) -> Table {
    let cells = table.cells.iter().zip(filled).map(|(cell, glyphs)| Cell {
        row: cell.row,
        row_to: cell.row_to,
        column: cell.column,
        column_to: cell.column_to,
        text: cell_text(glyphs),
    });
    let mut cells: Vec<Cell> = cells.collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Table { columns: table.columns.clone(), row_pages: vec![page; table.rows.len() - 1], cells }
}

fn cell_text(glyphs: &[&Glyph]) -> String {
    // A watermark that runs across must not spoil a number.
    let level: Vec<&Glyph> = glyphs.iter().copied().filter(|glyph| glyph.turn == Some(0)).collect();
    if level.iter().any(|glyph| !glyph.is_blank()) {
        return lines::cell_text(&lines::arrange(&level));
    }
    // A label that stands on its side is read in the order in which it is drawn.
    let turned = glyphs.iter().filter(|glyph| glyph.turn.is_some());
    turned.map(|glyph| &*glyph.text).collect::<String>().trim().to_owned()
}

/// Turns the page so that most of its text is level.
fn upright(content: PageContent) -> (Vec<Glyph>, Vec<Ruling>) {
    let mut counts = [0_usize; 4];
    for turn in content.glyphs.iter().filter_map(|glyph| glyph.turn) {
        counts[usize::from(turn)] += 1;
    }
    let most = (0..4_u8).rev().max_by_key(|&turn| counts[usize::from(turn)]).unwrap_or(0);
    if most == 0 {
        return (content.glyphs, content.rulings);
    }
    let back = 4 - most;
    let glyphs = content.glyphs.into_iter().map(|glyph| Glyph {
        frame: glyph.frame.turned(back),
        turn: glyph.turn.map(|turn| (turn + back) % 4),
        text: glyph.text,
    });
    let rulings = content.rulings.into_iter().filter_map(|ruling| {
        let (one, other) = if ruling.is_level {
            (Point { x: ruling.from, y: ruling.at }, Point { x: ruling.to, y: ruling.at })
        } else {
            (Point { x: ruling.at, y: ruling.from }, Point { x: ruling.at, y: ruling.to })
        };
        let frame = Frame::around(&[one, other])?.turned(back);
        let is_level = frame.width() > frame.height();
        Some(if is_level {
            Ruling { is_level, at: frame.top, from: frame.left, to: frame.right }
        } else {
            Ruling { is_level, at: frame.left, from: frame.top, to: frame.bottom }
        })
    });
    (glyphs.collect(), rulings.collect())
}

/// Drops glyphs that are drawn again in their place, as bold type or shadows are faked.
fn without_doubles(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    const BUCKET: f64 = 8.0;
    let mut seen: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let center = glyph.frame.center();
        let bucket = |value: f64| (value / BUCKET).floor() as i64;
        let (x, y) = (bucket(center.x), bucket(center.y));
        let is_double = (x - 1..=x + 1).any(|x| {
            (y - 1..=y + 1).any(|y| {
                seen.get(&(x, y)).is_some_and(|near| {
                    // Only the latest few: enough for any fake, and cheap on hostile pages.
                    near.iter().rev().take(16).any(|&at| is_same_place(&kept[at], &glyph))
                })
            })
        });
        if !is_double {
            seen.entry((x, y)).or_default().push(kept.len());
            kept.push(glyph);
        }
    }
    kept
}

fn is_same_place(one: &Glyph, other: &Glyph) -> bool {
    let (a, b) = (one.frame, other.frame);
    let (width, height) = (a.width().min(b.width()), a.height().min(b.height()));
    let (from, to) = (a.center(), b.center());
    one.text == other.text
        && (from.x - to.x).abs() <= width * 0.25
        && (from.y - to.y).abs() <= height * 0.25
}

/// The middle one of the heights of the text, in points.
fn usual_size(glyphs: &[Glyph]) -> Option<f64> {
    let shown = glyphs.iter().filter(|glyph| !glyph.is_blank() && glyph.turn.is_some());
    let mut heights: Vec<f64> = shown.map(|glyph| glyph.frame.height()).collect();
    let middle = heights.len() / 2;
    if heights.is_empty() {
        return None;
    }
    Some(*heights.select_nth_unstable_by(middle, f64::total_cmp).1)
}

/// Splits glyphs into what must stay in one cell: a number as a whole, anything else by glyph.
///
/// A number that is too wide for its cell then is not torn in two by the line it runs over.
fn words(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    let is_of_number = |glyph: &Glyph| {
        glyph.text.chars().all(|found| found.is_ascii_digit() || matches!(found, '.' | ','))
    };
    glyphs.chunk_by(move |one, other| {
        let height = one.frame.height().min(other.frame.height());
        let gap = other.frame.left - one.frame.right;
        is_of_number(one)
            && is_of_number(other)
            && (one.frame.center().y - other.frame.center().y).abs() < height * 0.2
            && gap.abs() < height * 0.15
    })
}

fn word_frame(word: &[Glyph]) -> Frame {
    word[1..].iter().fold(word[0].frame, |frame, glyph| frame.union(glyph.frame))
}

fn area(frame: Frame) -> f64 {
    frame.width() * frame.height()
}
