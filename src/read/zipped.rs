//! The parts of a packed file, unpacked within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::{ReadError, decode};

/// The most that one part may unpack to.
pub const MAX_PART_BYTES: u64 = 64 << 20;

/// The most that a part may grow by when unpacked, once it is larger than [`RATIO_FROM_BYTES`].
/// The XML of real tables shrinks to a fiftieth at best.
pub const MAX_RATIO: u64 = 250;

/// Small parts may have any ratio: a page of blanks packs well.
pub const RATIO_FROM_BYTES: u64 = 4 << 20;

/// The most parts that a file may have.
const MAX_PARTS: usize = 10_000;

/// A packed file.
pub struct Zipped<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    name: &'a str,
}

impl<'a> Zipped<'a> {
    /// Opens a packed file by its directory.
    ///
    /// # Errors
    /// [`ReadError::Broken`] if it has none or that is damaged.
    pub fn open(bytes: &'a [u8], name: &'a str) -> Result<Zipped<'a>, ReadError> {
        let broken = || ReadError::Broken { name: name.to_owned() };
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if archive.len() > MAX_PARTS {
            return Err(broken());
        }
        Ok(Zipped { archive, name })
    }

    /// Unpacks a part; `None` if there is no such part.
    ///
    /// # Errors
    /// [`ReadError::Expansion`] beyond the limits, [`ReadError::Encrypted`] if it has a password,
    /// [`ReadError::Broken`] if it does not unpack.
    pub fn part(&mut self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self.archive.index_for_name(path) {
            Some(index) => self.unpack(index).map(Some),
            None => Ok(None),
        }
    }

    /// Unpacks a part of XML to text.
    ///
    /// # Errors
    /// As [`Zipped::part`], and [`ReadError::Broken`] if it is no text.
    pub fn xml(&mut self, path: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.part(path)? else { return Ok(None) };
        let decoded = decode::decode(&bytes, self.name).map_err(|_| self.broken())?;
        Ok(Some(decoded.text.into_text()))
    }

    /// Unpacks every part and throws it away, for libraries that unpack without limits.
    ///
    /// # Errors
    /// As [`Zipped::part`]; [`ReadError::Expansion`] also if all parts together break the limit
    /// for one.
    pub fn check(&mut self) -> Result<(), ReadError> {
        let mut total = 0;
        for index in 0..self.archive.len() {
            total += self.unpack(index)?.len() as u64;
            if total > MAX_PART_BYTES {
                return Err(self.expansion());
            }
        }
        Ok(())
    }

    /// The error for a file that misses what it must have.
    pub fn broken(&self) -> ReadError {
        ReadError::Broken { name: self.name.to_owned() }
    }

    fn expansion(&self) -> ReadError {
        ReadError::Expansion { name: self.name.to_owned(), megabytes: MAX_PART_BYTES >> 20 }
    }

    fn unpack(&mut self, index: usize) -> Result<Vec<u8>, ReadError> {
        let (name, limit_error) = (self.name, self.expansion());
        let file = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                ReadError::Encrypted { name: name.to_owned() }
            }
            _ => ReadError::Broken { name: name.to_owned() },
        })?;
        // The sizes that a directory states may lie; what comes out of the unpacking does not.
        let ratio = file.compressed_size().saturating_mul(MAX_RATIO).max(RATIO_FROM_BYTES);
        let limit = MAX_PART_BYTES.min(ratio);
        let mut part = Vec::new();
        file.take(limit + 1)
            .read_to_end(&mut part)
            .map_err(|_| ReadError::Broken { name: name.to_owned() })?;
        if part.len() as u64 > limit { Err(limit_error) } else { Ok(part) }
    }
}
