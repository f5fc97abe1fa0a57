//! Properties of characters and paragraphs, by their place in the file.
//!
//! They stand on pages of 512 bytes: places, for each stretch between two of them an offset, and
//! at the end of the page how many stretches there are. A property is an operation with an
//! operand, whose length the operation tells.

/// What the properties are of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Paragraphs,
    Runs,
}

/// The properties of all paragraphs or runs of a file.
pub struct Properties<'a> {
    /// From and to which place, and the operations; in the order of the places.
    stretches: Vec<(u32, u32, &'a [u8])>,
    /// Operations that are too long for a page.
    data: &'a [u8],
}

/// An operation and its operand.
pub type Operation<'a> = (u16, &'a [u8]);

/// The operation that says where in the data the operations of a paragraph stand.
const ELSEWHERE: [u16; 2] = [0x6645, 0x6646];

/// The operation that defines the cells of a row. No other has a length of two bytes.
pub const ROW: u16 = 0xD608;

/// The operation that says how a cell is merged with those above and below it.
pub const MERGED_DOWN: u16 = 0xD62B;

const PAGE: usize = 512;

impl<'a> Properties<'a> {
    /// Reads the pages that a list of places and page numbers names.
    pub fn read(main: &'a [u8], data: &'a [u8], pages: &[u8], of: Of) -> Properties<'a> {
        let mut stretches = Vec::new();
        let count = pages.len().saturating_sub(4) / 8;
        for index in 0..count.min(main.len() / PAGE) {
            let number = u32_at(pages, 4 * (count + 1) + 4 * index).unwrap_or_default();
            let start = (number & 0x3F_FFFF) as usize * PAGE;
            if let Some(page) = main.get(start..start + PAGE) {
                stretches.extend(
                    (0..usize::from(page[PAGE - 1])).filter_map(|nth| stretch(page, nth, of)),
                );
            }
        }
        stretches.sort_by_key(|(from, ..)| *from);
        Properties { stretches, data }
    }

    /// The operations on what stands at a place.
    pub fn at(&self, place: u32) -> impl Iterator<Item = Operation<'a>> {
        let behind = self.stretches.partition_point(|(from, ..)| *from <= place);
        let own = behind.checked_sub(1).map(|at| self.stretches[at]);
        let list = own.filter(|(_, to, _)| place < *to).map_or(&[][..], |(.., list)| list);
        let elsewhere = operations(list)
            .find(|(operation, _)| ELSEWHERE.contains(operation))
            .and_then(|(_, operand)| {
                let rest = self.data.get(u32_at(operand, 0)? as usize..)?;
                rest.get(2..2 + usize::from(u16_at(rest, 0)?))
            });
        operations(list).chain(operations(elsewhere.unwrap_or_default()))
    }
}

/// The stretch of a page with a number.
fn stretch(page: &[u8], nth: usize, of: Of) -> Option<(u32, u32, &[u8])> {
    let count = usize::from(page[PAGE - 1]);
    let (from, to) = (u32_at(page, 4 * nth)?, u32_at(page, 4 * nth + 4)?);
    let offsets = 4 * (count + 1);
    let list = match of {
        Of::Runs => {
            let at = 2 * usize::from(*page.get(offsets + nth)?);
            // Without an offset, they are as the style has them.
            let length = if at == 0 { 0 } else { usize::from(*page.get(at)?) };
            page.get(at + 1..at + 1 + length)?
        }
        Of::Paragraphs => {
            let at = 2 * usize::from(*page.get(offsets + 13 * nth)?);
            let (start, length) = match *page.get(at)? {
                0 => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
                words => (at + 1, 2 * usize::from(words) - 1),
            };
            // The number of a style stands before them.
            page.get(start + 2..start + length)?
        }
    };
    Some((from, to, list))
}

/// The operations of a list, up to one that is cut off.
fn operations(mut list: &[u8]) -> impl Iterator<Item = Operation<'_>> {
    std::iter::from_fn(move || {
        let operation = u16_at(list, 0)?;
        let rest = &list[2..];
        let (skip, length) = match operation >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // The length of a row counts one more than there is.
            _ if operation == ROW => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
            _ => (1, usize::from(*rest.first()?)),
        };
        let operand = rest.get(skip..skip + length)?;
        list = &rest[skip + length..];
        Some((operation, operand))
    })
}

pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
