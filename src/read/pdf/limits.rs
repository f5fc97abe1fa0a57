//! What a PDF may cost. Beyond it the reader refuses with a sentence.

use super::Trouble;

/// The most pages.
pub(super) const PAGES: usize = 500;
/// The most objects in the file.
pub(super) const OBJECTS: usize = 200_000;
/// The most bytes of one stream after decompression.
pub(super) const STREAM_BYTES: u64 = 64 * 1024 * 1024;
/// The most bytes of all streams after decompression.
pub(super) const FILE_BYTES: u64 = 512 * 1024 * 1024;
/// The most bytes that one compressed byte can become: what DEFLATE reaches at best.
pub(super) const EXPANSION: u64 = 1032;
/// How deep forms may draw forms.
pub(super) const FORM_DEPTH: usize = 12;
/// How deep graphics states may be saved.
pub(super) const STATE_DEPTH: usize = 256;
/// The most points of one path that is not yet painted; a longer one is a drawing, no ruling.
pub(super) const PATH_POINTS: usize = 20_000;
/// The most rulings of one page in one direction; a page with more is a drawing without tables.
pub(super) const RULINGS: usize = 1_500;
/// The most elementary cells of one table.
pub(super) const TABLE_CELLS: usize = 40_000;
/// The most glyphs and operators of the file.
const STEPS: u64 = 8_000_000;
/// The most distinct codes that a font remembers, and entries of its width table.
pub(super) const FONT_CODES: usize = 70_000;

/// What is left of the work that a file may cause.
#[derive(Debug)]
pub(super) struct Budget {
    steps: u64,
    bytes: u64,
}

impl Budget {
    pub fn new() -> Budget {
        Budget { steps: STEPS, bytes: FILE_BYTES }
    }

    /// Pays for operators and glyphs.
    pub fn spend(&mut self, steps: u64) -> Result<(), Trouble> {
        self.steps = self.steps.checked_sub(steps).ok_or(Trouble::Limit("内容过于复杂"))?;
        Ok(())
    }

    /// Pays for decompressed bytes.
    pub fn spend_bytes(&mut self, bytes: u64) -> Result<(), Trouble> {
        let left = self.bytes.checked_sub(bytes);
        self.bytes = left.ok_or(Trouble::Limit("解压后超过 512 MB"))?;
        Ok(())
    }
}
