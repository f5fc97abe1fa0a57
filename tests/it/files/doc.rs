//! Word's binary file: pieces of one or two bytes a character, a row's cells with edges and merges
//! in the properties of its end, words that are hidden.

use super::{Block, Grid, Hand, Paper, broken};
use std::io::{Cursor, Write};

/// How wide a column is, in twentieths of a point.
const COLUMN: usize = 900;

const PAGE: usize = 512;

/// Where in the file the text starts, behind the header.
const TEXT: usize = 2 * PAGE;

const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
const ENDS_ROW: [u8; 3] = [0x17, 0x24, 1];
const HIDDEN: [u8; 3] = [0x3C, 0x08, 1];

/// The document.
pub fn write(paper: &Paper, hand: &Hand) -> Vec<u8> {
    let mut story = Story::default();
    story.paragraph(&paper.title, '\r', &[]);
    for block in &paper.blocks {
        match block {
            Block::Heading(text) | Block::Text(text) => {
                if hand.dressed {
                    story.hidden("此行已删 17 件");
                }
                story.paragraph(text, '\r', &[]);
            }
            Block::Table(grid) => story.table(grid, hand),
        }
    }
    story.finish(hand)
}

/// Characters with the properties of stretches of them, by the numbers of the characters.
#[derive(Default)]
struct Story {
    units: Vec<u16>,
    /// Where paragraphs end, and their properties.
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// Where runs end, and their properties.
    runs: Vec<(usize, Vec<u8>)>,
}

impl Story {
    fn hidden(&mut self, text: &str) {
        self.runs.push((self.units.len(), Vec::new()));
        self.units.extend(text.encode_utf16());
        self.runs.push((self.units.len(), HIDDEN.to_vec()));
    }

    fn paragraph(&mut self, text: &str, end: char, properties: &[u8]) {
        self.units.extend(text.encode_utf16());
        self.units.push(end as u16);
        self.paragraphs.push((self.units.len(), properties.to_vec()));
    }

    fn table(&mut self, grid: &Grid, hand: &Hand) {
        // What goes on from above: column, width, rows that are left.
        let mut open: Vec<(usize, usize, usize)> = Vec::new();
        for row in &grid.rows {
            // Column, width, how it is merged downwards, text.
            let mut cells: Vec<(usize, usize, u16, String)> = Vec::new();
            for (column, width, left) in &mut open {
                cells.push((*column, *width, 1 << 5, String::new()));
                *left -= 1;
            }
            open.retain(|(_, _, left)| *left > 0);
            for found in row {
                let text = match found.is_head {
                    true => broken(&found.text, hand.break_after).join("\u{b}"),
                    false => found.text.clone(),
                };
                let down = if found.height > 1 { 3 << 5 } else { 0 };
                cells.push((found.column, found.width, down, text));
                if found.height > 1 {
                    open.push((found.column, found.width, found.height - 1));
                }
            }
            cells.sort_by_key(|(column, ..)| *column);
            let mut definition = vec![cells.len() as u8];
            let last = cells.last().map_or(0, |(column, width, ..)| column + width);
            for edge in cells.iter().map(|(column, ..)| *column).chain([last]) {
                definition.extend(((COLUMN * edge) as u16).to_le_bytes());
            }
            for (_, _, down, _) in &cells {
                definition.extend(if hand.dressed { 0 } else { *down }.to_le_bytes());
                definition.extend([0; 18]);
            }
            for (.., text) in &cells {
                self.paragraph(text, '\u{7}', &IN_TABLE);
            }
            let mut end = [IN_TABLE, ENDS_ROW].concat();
            end.extend([0x08, 0xD6]);
            end.extend((definition.len() as u16 + 1).to_le_bytes());
            end.extend(definition);
            if hand.dressed {
                let merged = cells.iter().enumerate().filter(|(_, (_, _, down, _))| *down > 0);
                for (at, (_, _, down, _)) in merged {
                    end.extend([0x2B, 0xD6, 2, at as u8, (down >> 5) as u8]);
                }
            }
            self.paragraph("", '\u{7}', &end);
        }
    }

    fn finish(mut self, hand: &Hand) -> Vec<u8> {
        self.runs.push((self.units.len(), Vec::new()));
        let mut main = vec![0; TEXT];
        // Where each character stands; one more for the end.
        let mut places = Vec::new();
        let mut pieces: Vec<(usize, u32)> = Vec::new();
        let narrow = |unit: &u16| hand.dressed && *unit < 0x80;
        for piece in self.units.chunk_by(|one, other| narrow(one) == narrow(other)) {
            let start = main.len() as u32;
            let narrow = narrow(&piece[0]);
            pieces.push((places.len(), if narrow { (2 * start) | (1 << 30) } else { start }));
            for unit in piece {
                places.push(main.len() as u32);
                main.extend(&unit.to_le_bytes()[..if narrow { 1 } else { 2 }]);
            }
        }
        places.push(main.len() as u32);
        let mut table = Vec::new();
        let mut part = |main: &mut [u8], entry: usize, part: &[u8]| {
            main[entry..entry + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
            main[entry + 4..entry + 8].copy_from_slice(&(part.len() as u32).to_le_bytes());
            table.extend(part);
        };
        let mut clx = vec![2];
        clx.extend((12 * pieces.len() as u32 + 4).to_le_bytes());
        let begins = pieces.iter().map(|(at, _)| *at).chain([self.units.len()]);
        begins.for_each(|at| clx.extend((at as u32).to_le_bytes()));
        for (_, start) in &pieces {
            clx.extend([0, 0]);
            clx.extend(start.to_le_bytes());
            clx.extend([0, 0]);
        }
        part(&mut main, 0x1A2, &clx);
        let runs =
            pages(&mut main, &places, &self.runs, 1, |list| [&[list.len() as u8], list].concat());
        part(&mut main, 0xFA, &runs);
        let paragraphs = pages(&mut main, &places, &self.paragraphs, 13, |list| {
            let list = [&[0, 0], list].concat();
            let half = list.len().div_ceil(2) as u8;
            let length = if list.len() % 2 == 0 { vec![0, half] } else { vec![half] };
            [length, list].concat()
        });
        part(&mut main, 0x102, &paragraphs);
        main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
        main[0xA..0xC].copy_from_slice(&0x0200u16.to_le_bytes());
        main[0x4C..0x50].copy_from_slice(&(self.units.len() as u32).to_le_bytes());
        compound(&[("WordDocument", &main), ("1Table", &table)])
    }
}

/// Adds pages of properties to the file; the list of them is returned. `offset`: how many bytes
/// lead to a list; `packed`: how a list stands on a page.
fn pages(
    main: &mut Vec<u8>,
    places: &[u32],
    stretches: &[(usize, Vec<u8>)],
    offset: usize,
    packed: impl Fn(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let (mut firsts, mut numbers) = (Vec::new(), Vec::new());
    let mut rest = stretches;
    let mut from = 0;
    while !rest.is_empty() {
        main.resize(main.len().next_multiple_of(PAGE), 0);
        let mut page = [0; PAGE];
        let mut free = PAGE - 1;
        let mut count = 0;
        let mut offsets = Vec::new();
        for (_, list) in rest {
            let packed = packed(list);
            let start = free.saturating_sub(packed.len()) & !1;
            if 4 * (count + 2) + offset * (count + 1) > start {
                break;
            }
            page[start..start + packed.len()].copy_from_slice(&packed);
            offsets.push((start / 2) as u8);
            free = start;
            count += 1;
        }
        assert!(count > 0, "properties of a paragraph are longer than a page");
        let begins = [from].into_iter().chain(rest[..count].iter().map(|(end, _)| *end));
        for (nth, begin) in begins.enumerate() {
            page[4 * nth..4 * nth + 4].copy_from_slice(&places[begin].to_le_bytes());
        }
        for (nth, start) in offsets.into_iter().enumerate() {
            page[4 * (count + 1) + offset * nth] = start;
        }
        page[PAGE - 1] = count as u8;
        firsts.push(places[from]);
        numbers.push((main.len() / PAGE) as u32);
        main.extend(page);
        from = rest[count - 1].0;
        rest = &rest[count..];
    }
    firsts.push(places[from]);
    firsts.into_iter().chain(numbers).flat_map(u32::to_le_bytes).collect()
}

/// A file of these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}
