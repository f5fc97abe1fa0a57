//! Decompression that cannot be made to fill the memory.
//!
//! hayro-syntax decompresses a stream as a whole and without a limit, so every stream is measured
//! before it is decompressed: all of the file's once before it is opened, because object streams
//! are decompressed behind the scenes, and each again, after decryption, when it is asked for.

use std::borrow::Cow;
use std::io::{self, Read};

use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use memchr::memmem;

use super::Trouble;
use super::limits::{Budget, EXPANSION, FILE_BYTES, STREAM_BYTES};

/// The most bytes of a cross-reference stream: far more than the objects that are allowed need.
const XREF_BYTES: u64 = 4 * 1024 * 1024;
/// What one byte of LZW codes can become at most.
const LZW_EXPANSION: u64 = 2_600;
/// How far before its data a stream's dictionary is looked for.
const DICTIONARY_BYTES: usize = 512;

/// Refuses a file whose compressed streams expand beyond the limits.
pub(super) fn refuse_bombs(bytes: &[u8]) -> Result<(), Trouble> {
    let streams: Vec<(&[u8], bool)> = compressed_streams(bytes).collect();
    let at_most = |data: &[u8]| data.len() as u64 * EXPANSION;
    let whole: u64 = streams.iter().map(|(data, _)| at_most(data)).sum();
    let mut left = FILE_BYTES;
    for (data, is_xref) in streams {
        let limit = if is_xref { XREF_BYTES } else { STREAM_BYTES };
        if whole <= FILE_BYTES && at_most(data) <= limit {
            continue;
        }
        let size = inflated(data, limit).ok_or(Trouble::Limit("有一处解压后过大"))?;
        left = left.checked_sub(size).ok_or(Trouble::Limit("解压后超过 512 MB"))?;
    }
    Ok(())
}

/// The data of every stream that looks like zlib data, and whether it is a cross-reference stream.
fn compressed_streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let keyword = from + memmem::find(&bytes[from..], b"stream")?;
            let mut start = keyword + b"stream".len();
            while matches!(bytes.get(start), Some(b'\r' | b'\n' | b' ')) {
                start += 1;
            }
            from = start;
            let header = bytes.get(start..start + 2);
            let is_zlib = header.is_some_and(|head| {
                head[0] & 0x0f == 8 && (u16::from(head[0]) << 8 | u16::from(head[1])) % 31 == 0
            });
            if bytes[..keyword].ends_with(b"end") || !is_zlib {
                continue;
            }
            let rest = &bytes[start..];
            let end = memmem::find(rest, b"endstream").unwrap_or(rest.len());
            from = start + end;
            let before = &bytes[keyword.saturating_sub(DICTIONARY_BYTES)..keyword];
            let object = memmem::rfind(before, b"obj").map_or(before, |at| &before[at..]);
            return Some((&rest[..end], memmem::find(object, b"XRef").is_some()));
        }
    })
}

/// The decoded data of a stream that is no image.
///
/// `None` if it cannot be decoded.
///
/// # Errors
/// If it is larger than the limits allow.
pub(super) fn decode<'a>(
    stream: &Stream<'a>,
    budget: &mut Budget,
) -> Result<Option<Cow<'a, [u8]>>, Trouble> {
    let filters = stream.filters();
    let raw = stream.raw_data();
    let at_most = filters.iter().fold(raw.len() as u64, |size, filter| {
        size.saturating_mul(match filter {
            Filter::FlateDecode => EXPANSION,
            Filter::LzwDecode => LZW_EXPANSION,
            Filter::RunLengthDecode => 64,
            Filter::Ascii85Decode => 4,
            _ => 1,
        })
    });
    if at_most > STREAM_BYTES {
        let size = match filters.as_slice() {
            [Filter::FlateDecode] => inflated(&raw, STREAM_BYTES),
            [Filter::LzwDecode] => lzw_size(&raw, STREAM_BYTES),
            [] => (raw.len() as u64 <= STREAM_BYTES).then_some(raw.len() as u64),
            _ => None,
        };
        size.ok_or(Trouble::Limit("有一处解压后过大"))?;
    }
    let Ok(data) = stream.decoded_data() else { return Ok(None) };
    budget.spend_bytes(data.len() as u64)?;
    Ok(Some(data))
}

/// How many bytes zlib (or bare DEFLATE) data becomes; `None` beyond the limit.
fn inflated(data: &[u8], limit: u64) -> Option<u64> {
    let count = |reader: &mut dyn Read| {
        let mut counted = 0;
        let mut buffer = [0; 16 * 1024];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) | Err(_) => return Some(counted),
                Ok(read) => counted += read as u64,
            }
            if counted > limit {
                return None;
            }
        }
    };
    let zlib = count(&mut io::BufReader::new(flate2::read::ZlibDecoder::new(data)))?;
    if zlib > 0 {
        return Some(zlib);
    }
    count(&mut io::BufReader::new(flate2::read::DeflateDecoder::new(data)))
}

/// How many bytes LZW data becomes; `None` beyond the limit.
fn lzw_size(data: &[u8], limit: u64) -> Option<u64> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut lengths: Vec<u64> = Vec::new();
    let (mut held, mut bits, mut width) = (0_u32, 0, 9);
    let (mut size, mut previous) = (0, 0);
    for &byte in data {
        held = held << 8 | u32::from(byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits) as usize & ((1 << width) - 1);
        held &= (1 << bits) - 1;
        match code {
            END => break,
            CLEAR => {
                lengths.clear();
                (width, previous) = (9, 0);
                continue;
            }
            _ => {}
        }
        let length = match code {
            0..CLEAR => 1,
            _ => lengths.get(code - 258).copied().unwrap_or(previous + 1),
        };
        if previous > 0 && lengths.len() < 4096 - 258 {
            lengths.push(previous + 1);
        }
        width = match lengths.len() + 258 {
            ..511 => 9,
            ..1023 => 10,
            ..2047 => 11,
            _ => 12,
        };
        (size, previous) = (size + length, length);
        if size > limit {
            return None;
        }
    }
    Some(size)
}
