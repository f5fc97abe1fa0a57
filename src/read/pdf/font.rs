//! Fonts as far as reading needs them: which characters a code means, and how wide it is.
//!
//! Glyph outlines are never looked at. A code's characters come from, in this order: the font's
//! ToUnicode map; for composite fonts the Unicode that their predefined CMap is written in, or the
//! Adobe collection (GB1 and its sisters) that they belong to; for simple fonts their encoding and
//! the names of glyphs. Where none of them tells, the code becomes U+FFFD: it must not vanish,
//! because a digit that vanishes makes another number.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::Trouble;
use super::encoding::{Base, base_char, named_char, standard_width};
use super::limits::{Budget, FONT_CODES};
use super::streams;

/// What stands for a code whose characters are not known.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// What a code means.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// The characters; never empty.
    pub text: Rc<str>,
    /// How far it moves on, in thousandths of the font size.
    pub advance: f64,
    /// Whether it is the single byte 32, to which word spacing applies.
    pub is_space_code: bool,
}

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    kind: Kind,
    to_unicode: Option<CMap>,
    known: HashMap<(u32, u8), Meaning>,
    /// Whether text runs downwards.
    pub is_vertical: bool,
}

#[derive(Debug)]
enum Kind {
    Simple(Simple),
    Composite(Box<Composite>),
}

#[derive(Debug)]
struct Simple {
    name: String,
    chars: Vec<Option<char>>,
    first: u32,
    widths: Vec<f64>,
    missing_width: Option<f64>,
    /// Thousandths of the font size per unit of width.
    scale: f64,
}

#[derive(Debug)]
struct Composite {
    encoding: CMap,
    /// Whether codes of the encoding are UTF-16 themselves.
    is_unicode: bool,
    collection: Option<CMap>,
    widths: HashMap<u32, f64>,
    ranges: Vec<(u32, u32, f64)>,
    default_width: f64,
    vertical_advance: f64,
}

impl Font {
    /// Reads a font's dictionary; a font that is not there, or is broken, reads as unknown.
    pub fn new(dict: Option<&Dict<'_>>, budget: &mut Budget) -> Result<Font, Trouble> {
        let nothing = Dict::empty();
        let dict = dict.unwrap_or(&nothing);
        let to_unicode = match dict.get::<Stream<'_>>(b"ToUnicode") {
            Some(stream) => cmap_of(&stream, budget)?,
            None => None,
        };
        let is_composite = dict.get::<Name<'_>>(b"Subtype").is_some_and(|name| &*name == b"Type0");
        let kind = if is_composite {
            Kind::Composite(Box::new(Composite::new(dict, budget)?))
        } else {
            Kind::Simple(Simple::new(dict))
        };
        let is_vertical = match &kind {
            Kind::Composite(font) => {
                font.encoding.metadata().writing_mode == Some(WritingMode::Vertical)
            }
            Kind::Simple(_) => false,
        };
        Ok(Font { kind, to_unicode, known: HashMap::new(), is_vertical })
    }

    /// Takes the first code off a shown string; `None` at its end.
    pub fn next(&mut self, bytes: &mut &[u8]) -> Option<Meaning> {
        let (code, length) = match &self.kind {
            Kind::Simple(_) => (u32::from(*bytes.first()?), 1),
            Kind::Composite(font) => font.next_code(bytes)?,
        };
        *bytes = &bytes[usize::from(length)..];
        if let Some(meaning) = self.known.get(&(code, length)) {
            return Some(meaning.clone());
        }
        let meaning = self.meaning(code, length);
        if self.known.len() < FONT_CODES {
            self.known.insert((code, length), meaning.clone());
        }
        Some(meaning)
    }

    fn meaning(&self, code: u32, length: u8) -> Meaning {
        let mapped = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code));
        let mapped = mapped.map(text_of).filter(|text| is_text(text));
        let (own, advance) = match &self.kind {
            Kind::Simple(font) => font.meaning(code, mapped.as_deref()),
            Kind::Composite(font) => font.meaning(code, length, self.is_vertical),
        };
        let text = mapped.or(own).unwrap_or_else(|| UNKNOWN.to_string());
        let is_space_code = length == 1 && code == 32;
        Meaning { text: text.into(), advance, is_space_code }
    }
}

impl Simple {
    fn new(dict: &Dict<'_>) -> Simple {
        let subtype = dict.get::<Name<'_>>(b"Subtype");
        let is_type3 = subtype.is_some_and(|name| &*name == b"Type3");
        let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor");
        let name = dict.get::<Name<'_>>(b"BaseFont").map(|name| name.as_str().to_owned());
        let mut chars: Vec<Option<char>> = Vec::new();
        let mut base = Base::Standard;
        let mut differences = None;
        match dict.get::<Object<'_>>(b"Encoding") {
            Some(Object::Name(name)) => base = base_named(&name),
            Some(Object::Dict(encoding)) => {
                if let Some(name) = encoding.get::<Name<'_>>(b"BaseEncoding") {
                    base = base_named(&name);
                }
                differences = encoding.get::<Array<'_>>(b"Differences");
            }
            // Without an encoding the font file decides, which in practice agrees with WinAnsi
            // on all of ASCII.
            _ => base = Base::WinAnsi,
        }
        chars.extend((0..=255).map(|code| base_char(base, code)));
        let mut code = 0;
        for item in differences.iter().flat_map(|array| array.iter::<Object<'_>>()).take(1024) {
            match item {
                Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(256),
                Object::Name(name) => {
                    if let Some(place) = chars.get_mut(code) {
                        *place = named_char(name.as_str());
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
        let widths = dict.get::<Array<'_>>(b"Widths");
        let widths = widths.iter().flat_map(|array| array.iter::<f32>()).take(256);
        let matrix = dict.get::<[f32; 6]>(b"FontMatrix").filter(|_| is_type3);
        Simple {
            name: name.unwrap_or_default(),
            chars,
            first: dict.get::<u32>(b"FirstChar").unwrap_or(0),
            widths: widths.map(f64::from).collect(),
            missing_width: descriptor
                .and_then(|dict| dict.get::<f32>(b"MissingWidth"))
                .map(f64::from),
            scale: matrix.map_or(1.0, |matrix| f64::from(matrix[0]).abs() * 1000.0),
        }
    }

    fn meaning(&self, code: u32, mapped: Option<&str>) -> (Option<String>, f64) {
        let own = self.chars.get(code as usize).copied().flatten();
        let at = code.checked_sub(self.first).map(|at| at as usize);
        let listed = at.and_then(|at| self.widths.get(at)).copied();
        let shown = own.or_else(|| mapped.and_then(|text| text.chars().next()));
        let advance = listed
            .or(self.missing_width.filter(|_| !self.widths.is_empty()))
            .unwrap_or_else(|| standard_width(&self.name, shown.unwrap_or(UNKNOWN)));
        (own.map(String::from), advance * self.scale)
    }
}

impl Composite {
    fn new(dict: &Dict<'_>, budget: &mut Budget) -> Result<Composite, Trouble> {
        let mut is_unicode = false;
        let encoding = match dict.get::<Object<'_>>(b"Encoding") {
            Some(Object::Name(name)) => {
                is_unicode = is_unicode_encoding(&name);
                named_cmap(CMapName::from_bytes(&name))
            }
            Some(Object::Stream(stream)) => cmap_of(&stream, budget)?,
            _ => None,
        };
        let encoding = encoding.unwrap_or_else(CMap::identity_h);
        let descendants = dict.get::<Array<'_>>(b"DescendantFonts");
        let descendant = descendants.and_then(|array| array.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_else(Dict::empty);
        let own_family = encoding.metadata().character_collection.as_ref().map(|own| &own.family);
        let collection = own_family
            .and_then(CidFamily::ucs2_cmap)
            .or_else(|| family_of(&descendant)?.ucs2_cmap())
            .and_then(named_cmap);
        let mut font = Composite {
            encoding,
            is_unicode,
            collection,
            widths: HashMap::new(),
            ranges: Vec::new(),
            default_width: descendant.get::<f32>(b"DW").map_or(1000.0, f64::from),
            vertical_advance: descendant
                .get::<[f32; 2]>(b"DW2")
                .map_or(-1000.0, |values| f64::from(values[1])),
        };
        if let Some(widths) = descendant.get::<Array<'_>>(b"W") {
            font.read_widths(&widths);
        }
        Ok(font)
    }

    /// `c [w1 w2 …]` and `first last w`.
    fn read_widths(&mut self, array: &Array<'_>) {
        let mut numbers: Vec<f64> = Vec::new();
        for item in array.iter::<Object<'_>>().take(FONT_CODES) {
            match item {
                Object::Number(number) => numbers.push(number.as_f64()),
                Object::Array(widths) => {
                    let first = numbers.pop().unwrap_or(0.0).max(0.0) as u32;
                    for (at, width) in widths.iter::<f32>().take(FONT_CODES).enumerate() {
                        if self.widths.len() < FONT_CODES {
                            self.widths.insert(first.saturating_add(at as u32), f64::from(width));
                        }
                    }
                    numbers.clear();
                }
                _ => {}
            }
            if let [first, last, width] = numbers[..] {
                self.ranges.push((first.max(0.0) as u32, last.max(0.0) as u32, width));
                numbers.clear();
            }
        }
        self.ranges.sort_by_key(|range| range.0);
    }

    fn next_code(&self, bytes: &[u8]) -> Option<(u32, u8)> {
        let first = *bytes.first()?;
        let mut code = 0;
        for (at, &byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(byte);
            let length = at as u8 + 1;
            if self.encoding.lookup_cid_code(code, length).is_some() {
                return Some((code, length));
            }
        }
        // Nothing known begins like this: take what two-byte encodings would.
        match bytes {
            [_, second, ..] if first >= 0x80 => {
                Some((u32::from(first) << 8 | u32::from(*second), 2))
            }
            _ => Some((u32::from(first), 1)),
        }
    }

    fn meaning(&self, code: u32, length: u8, is_vertical: bool) -> (Option<String>, f64) {
        let cid = self.encoding.lookup_cid_code(code, length);
        let own = if self.is_unicode {
            utf16_of(code, length)
        } else {
            let found = cid.and_then(|cid| self.collection.as_ref()?.lookup_bf_string(cid));
            found.map(text_of)
        };
        let advance = if is_vertical { self.vertical_advance } else { self.width(cid) };
        (own.filter(|text| is_text(text)), advance)
    }

    fn width(&self, cid: Option<u32>) -> f64 {
        let Some(cid) = cid else { return self.default_width };
        if let Some(width) = self.widths.get(&cid) {
            return *width;
        }
        let after = self.ranges.partition_point(|range| range.0 <= cid);
        let range = after.checked_sub(1).map(|at| self.ranges[at]);
        range.filter(|range| cid <= range.1).map_or(self.default_width, |range| range.2)
    }
}

fn base_named(name: &Name<'_>) -> Base {
    match &**name {
        b"WinAnsiEncoding" => Base::WinAnsi,
        b"MacRomanEncoding" => Base::MacRoman,
        _ => Base::Standard,
    }
}

fn is_unicode_encoding(name: &[u8]) -> bool {
    name.starts_with(b"Uni") && {
        let text = String::from_utf8_lossy(name);
        text.contains("-UCS2-") || text.contains("-UTF16-")
    }
}

fn utf16_of(code: u32, length: u8) -> Option<String> {
    let units = [(code >> 16) as u16, code as u16];
    let units = if length > 2 { &units[..] } else { &units[1..] };
    String::from_utf16(units).ok()
}

fn family_of(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
    let registry = info.get::<hayro_syntax::object::String<'_>>(b"Registry")?;
    let ordering = info.get::<hayro_syntax::object::String<'_>>(b"Ordering")?;
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
}

fn named_cmap(name: CMapName<'_>) -> Option<CMap> {
    match name {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        name => CMap::parse(load_embedded(name)?, load_embedded),
    }
}

fn cmap_of(stream: &Stream<'_>, budget: &mut Budget) -> Result<Option<CMap>, Trouble> {
    let data = streams::decode(stream, budget)?;
    Ok(data.and_then(|data| CMap::parse(&data, load_embedded)))
}

fn text_of(found: BfString) -> String {
    match found {
        BfString::Char(only) => only.to_string(),
        BfString::String(text) => text,
    }
}

/// Whether a mapping says something; some writers map to U+0000 what they do not know.
fn is_text(text: &str) -> bool {
    !text.is_empty() && !text.chars().all(|found| found == '\0')
}
