//! Glyphs to lines of text.

use super::content::Glyph;
use super::geometry::Frame;

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    pub text: String,
    pub frame: Frame,
    /// Where the pieces of it stand that are well apart from one another, left to right.
    pub pieces: Vec<Frame>,
}

/// A gap this wide, in parts of the height of the text, keeps two pieces of a line apart.
const APART: f64 = 1.2;
/// The same beside a digit: numbers of two columns stand close where no line parts them.
const APART_DIGITS: f64 = 0.6;

/// Arranges glyphs into lines from top to bottom, each from left to right.
pub(super) fn arrange(glyphs: &[&Glyph]) -> Vec<TextLine> {
    let mut sorted: Vec<&Glyph> = glyphs.to_vec();
    sorted.sort_by(|one, other| one.frame.center().y.total_cmp(&other.frame.center().y));
    let mut lines: Vec<TextLine> = Vec::new();
    let mut line: Vec<&Glyph> = Vec::new();
    let (mut center, mut height) = (0.0, 0.0_f64);
    for glyph in sorted {
        let y = glyph.frame.center().y;
        let lower = glyph.frame.height().min(height);
        if !line.is_empty() && y - center > lower * 0.5 {
            lines.extend(line_of(&mut line));
            line.clear();
        }
        if line.is_empty() {
            (center, height) = (y, glyph.frame.height());
        } else {
            let count = line.len() as f64;
            center = (center * count + y) / (count + 1.0);
            height = height.max(glyph.frame.height());
        }
        line.push(glyph);
    }
    lines.extend(line_of(&mut line));
    lines
}

/// Writes the glyphs of a line down; `None` if they are all blank.
fn line_of(glyphs: &mut [&Glyph]) -> Option<TextLine> {
    glyphs.sort_by(|one, other| one.frame.left.total_cmp(&other.frame.left));
    let mut text = String::new();
    let mut pieces: Vec<Frame> = Vec::new();
    let mut last: Option<&Glyph> = None;
    let mut has_space = false;
    for glyph in glyphs.iter() {
        if glyph.is_blank() {
            has_space = true;
            continue;
        }
        let gap = last.map(|last| glyph.frame.left - last.frame.right);
        let height = last.map_or(0.0, |last| last.frame.height().min(glyph.frame.height()));
        let is_apart = match (last, gap) {
            (Some(last), Some(gap)) => gap > apart(last, glyph) * height,
            _ => true,
        };
        if let (Some(last), Some(gap)) = (last, gap) {
            if is_apart {
                text.push('\t');
            } else if has_space || gap > word_gap(last, glyph) * height {
                text.push(' ');
            }
        }
        text.push_str(&glyph.text);
        match pieces.last_mut().filter(|_| !is_apart) {
            Some(piece) => *piece = piece.union(glyph.frame),
            None => pieces.push(glyph.frame),
        }
        last = Some(glyph);
        has_space = false;
    }
    let frame = pieces.iter().copied().reduce(Frame::union)?;
    (!text.is_empty()).then_some(TextLine { text, frame, pieces })
}

fn apart(left: &Glyph, right: &Glyph) -> f64 {
    let is_digit = |found: Option<char>| found.is_some_and(|found| found.is_ascii_digit());
    match (is_digit(left.text.chars().next_back()), is_digit(right.text.chars().next())) {
        // Two numbers, never two words of a sentence.
        (true, true) => word_gap(left, right),
        (false, false) => APART,
        _ => APART_DIGITS,
    }
}

/// How wide a gap between two glyphs makes two words of them, in parts of their height.
///
/// Letters need little; digits more, because tracked numbers must stay whole; Chinese most: it
/// is justified by widening, and has no words.
fn word_gap(left: &Glyph, right: &Glyph) -> f64 {
    let (left, right) = (left.text.chars().next_back(), right.text.chars().next());
    let is = |test: fn(&char) -> bool| {
        left.as_ref().is_some_and(test) && right.as_ref().is_some_and(test)
    };
    if is(char::is_ascii_digit) {
        0.35
    } else if is(char::is_ascii) {
        0.17
    } else {
        0.6
    }
}

/// The text of a cell: its lines joined, by nothing unless both ends are Latin words.
pub(super) fn cell_text(lines: &[TextLine]) -> String {
    let mut joined = String::new();
    for line in lines {
        let is_latin = |found: Option<char>| found.is_some_and(|found| found.is_ascii_alphabetic());
        if is_latin(joined.chars().next_back()) && is_latin(line.text.chars().next()) {
            joined.push(' ');
        }
        joined.extend(line.text.chars().map(|found| if found == '\t' { ' ' } else { found }));
    }
    joined
}
