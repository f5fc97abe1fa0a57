//! Tables without upright lines: columns that are only told by the gaps between them.
//!
//! Where several lines of a page are made of several pieces each, and the gaps between the pieces
//! stand above one another, lines are imagined in the gaps. They join those that are drawn, and
//! [`super::ruled`] makes the table.

use super::content::Ruling;
use super::geometry::Frame;
use super::lines::TextLine;

/// The fewest pieces of a line that holds the values of a row.
const PIECES: usize = 3;
/// The fewest lines with values that make a table.
const LINES: usize = 2;
/// How many heights of a line there may be between two lines with values.
const REACH_DOWN: f64 = 6.0;
/// How much of the width a drawn line must cover to part two rows.
const WIDE: f64 = 0.3;

/// Imagines the missing lines of tables in the text that stands outside of ruled ones.
///
/// `lines` are that text, top to bottom; `drawn` all lines of the page; `size` is the usual
/// height of the text.
pub(super) fn imagine(lines: &[TextLine], drawn: &[Ruling], size: f64) -> Vec<Ruling> {
    regions(lines, size).into_iter().flat_map(|region| imagine_in(region, drawn, size)).collect()
}

/// Runs of lines that may be tables.
fn regions(lines: &[TextLine], size: f64) -> Vec<&[TextLine]> {
    let holds_values = |line: &TextLine| line.segments.len() >= PIECES;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = (at..lines.len()).find(|&line| holds_values(&lines[line])) {
        let (mut last, mut count, mut next) = (begin, 1, begin + 1);
        while next < lines.len()
            && lines[next].frame.top - lines[last].frame.bottom <= REACH_DOWN * size
        {
            if holds_values(&lines[next]) {
                (last, count) = (next, count + 1);
            }
            next += 1;
        }
        at = last + 1;
        if count < LINES {
            continue;
        }
        // What hangs close below the last values belongs to their label.
        let mut end = last + 1;
        while end < lines.len()
            && lines[end].segments.len() < PIECES
            && lines[end].frame.top - lines[end - 1].frame.bottom <= size * 0.35
            && lines[end].frame.width() < spread(&lines[begin..=last]).width() * 0.6
        {
            end += 1;
        }
        at = end;
        found.push(&lines[begin..end]);
    }
    found
}

fn spread(lines: &[TextLine]) -> Frame {
    lines[1..].iter().fold(lines[0].frame, |frame, line| frame.union(line.frame))
}

fn imagine_in(lines: &[TextLine], drawn: &[Ruling], size: f64) -> Vec<Ruling> {
    let text = spread(lines);
    let most = lines.iter().map(|line| line.segments.len()).max().unwrap_or(0);
    let enough = PIECES.max((most * 3).div_ceil(5));
    let value_lines: Vec<usize> =
        (0..lines.len()).filter(|&line| lines[line].segments.len() >= enough).collect();
    let gaps = gaps(value_lines.iter().map(|&line| &lines[line]), size);
    if gaps.len() + 1 < PIECES || value_lines.len() < LINES {
        return Vec::new();
    }
    let levels: Vec<&Ruling> = drawn
        .iter()
        .filter(|line| line.is_level && line.to.min(text.right) - line.from.max(text.left) > 0.0)
        .filter(|line| line.at > text.top - 2.0 * size && line.at < text.bottom + 2.0 * size)
        .collect();
    let wide: Vec<f64> = levels
        .iter()
        .filter(|line| line.to - line.from > text.width() * WIDE)
        .map(|line| line.at)
        .collect();
    let left = levels.iter().map(|line| line.from).fold(text.left - size / 2.0, f64::min);
    let right = levels.iter().map(|line| line.to).fold(text.right + size / 2.0, f64::max);
    let outer = |from: f64, to: f64, otherwise: f64| {
        wide.iter().copied().find(|&at| at >= from && at <= to).unwrap_or(otherwise)
    };
    let top = outer(text.top - 2.0 * size, text.top, text.top - size * 0.3);
    let bottom = outer(text.bottom, text.bottom + 2.0 * size, text.bottom + size * 0.3);

    let mut separators = vec![top];
    for pair in value_lines.windows(2) {
        let (upper, lower) = (&lines[pair[0]], &lines[pair[1]]);
        let (from, to) = (upper.frame.center().y, lower.frame.center().y);
        let before = separators.len();
        separators.extend(wide.iter().copied().filter(|&at| at > from && at < to));
        if separators.len() == before {
            separators.push(widest_gap(&lines[pair[0]..=pair[1]]));
        }
    }
    separators.extend(wide.iter().copied().filter(|&at| {
        let (first, last) = (value_lines[0], value_lines[value_lines.len() - 1]);
        at > top && at < lines[first].frame.center().y
            || at < bottom && at > lines[last].frame.center().y
    }));
    separators.push(bottom);
    separators.sort_by(f64::total_cmp);

    let level = |at: f64| Ruling { is_level: true, at, from: left, to: right };
    let is_drawn = |at: f64| levels.iter().any(|line| (line.at - at).abs() < 0.01);
    let mut rulings: Vec<Ruling> =
        separators.iter().copied().filter(|&at| !is_drawn(at)).map(level).collect();
    for at in [left, right] {
        rulings.push(Ruling { is_level: false, at, from: top, to: bottom });
    }
    for &at in &gaps {
        for band in separators.windows(2) {
            let (from, to) = (band[0], band[1]);
            let is_crossed = lines.iter().any(|line| {
                let y = line.frame.center().y;
                y > from
                    && y < to
                    && line
                        .segments
                        .iter()
                        .any(|piece| piece.frame.left < at && piece.frame.right > at)
            });
            if !is_crossed {
                rulings.push(Ruling { is_level: false, at, from, to });
            }
        }
    }
    rulings
}

/// The middles of the gaps that all lines leave free.
fn gaps<'l>(lines: impl Iterator<Item = &'l TextLine>, size: f64) -> Vec<f64> {
    let pieces = lines.flat_map(|line| &line.segments);
    let mut taken: Vec<(f64, f64)> =
        pieces.map(|piece| (piece.frame.left, piece.frame.right)).collect();
    taken.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut gaps = Vec::new();
    let mut right = f64::INFINITY;
    for (from, to) in taken {
        if from - right > size * 0.3 {
            gaps.push((from + right) / 2.0);
        }
        right = if right.is_finite() { right.max(to) } else { to };
    }
    gaps
}

/// Where two rows part: the widest gap between the lines from one line of values to the next.
fn widest_gap(lines: &[TextLine]) -> f64 {
    let parted = lines.windows(2).map(|pair| {
        let (upper, lower) = (pair[0].frame, pair[1].frame);
        (lower.top - upper.bottom, (upper.bottom + lower.top) / 2.0)
    });
    parted.max_by(|one, other| one.0.total_cmp(&other.0)).map_or(0.0, |(_, middle)| middle)
}
