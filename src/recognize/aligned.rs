//! Blank cells that show in the columns: where a tool has drawn a table with spaces, values stand
//! below one another, and a value that lacks is a gap.
//!
//! Nothing says what a tool counts as a column: characters, or their width on a screen. It is the
//! measure by which more lines stand below one another. Lines whose values were only put behind
//! one another, with the same separator everywhere, tell nothing: a blank is not seen there.

use super::entry;
use super::place::Slot;
use super::stream::WIDTH;
use super::tokens::{Token, Tokens, ValueLine};
use crate::report::Number;
use crate::source::{Span, is_space, width};
use std::iter::once;
use std::ops::Range;

/// How many lines must stand below one another to prove that they are drawn.
const PROOF: usize = 3;

/// How many free columns part two others that stand far apart.
const APART: usize = 3;

/// How many lines in a row may fit by chance where columns begin anew.
const CHANCE: usize = 2;

/// From and to which column a value stands.
type Extent = (usize, usize);

/// A line of values, and where each stands.
struct Line {
    record: usize,
    /// Where the words before the values end.
    words: usize,
    extents: Vec<Extent>,
}

/// The lines of values on a page, or on all pages if nothing tells where they end.
struct Page {
    lines: Vec<Line>,
    /// Whether something tells that.
    marked: bool,
}

/// The column of each value of the lines that have some blank, by record.
pub struct Alignment {
    lines: Vec<(usize, Vec<usize>)>,
}

impl Alignment {
    /// Learns from the lines of values of a table; `None` stands for the end of a page, where
    /// columns begin anew.
    pub fn of<'a>(
        tokens: &Tokens<'_>,
        lines: impl Iterator<Item = Option<&'a ValueLine>> + Clone,
    ) -> Alignment {
        let is_short = |line: &ValueLine| (2..WIDTH).contains(&line.values.len());
        // The build without readers is not asked about such a text.
        if !cfg!(feature = "readers") || !lines.clone().flatten().any(is_short) {
            return Alignment { lines: Vec::new() };
        }
        let by_characters = drawn(tokens, lines.clone(), |_| Some(1));
        let by_width = drawn(tokens, lines, on_screen);
        // By the other measure a line may be one column off, and fit by chance.
        let lines = match by_characters.len().cmp(&by_width.len()) {
            std::cmp::Ordering::Greater => by_characters,
            std::cmp::Ordering::Less => by_width,
            std::cmp::Ordering::Equal if by_characters == by_width => by_width,
            std::cmp::Ordering::Equal => Vec::new(),
        };
        Alignment { lines }
    }

    /// The slots of a row whose values stand on one line; `None` where nothing tells them.
    pub fn slots(&self, tokens: &Tokens<'_>, lines: &[ValueLine]) -> Option<Vec<Slot>> {
        let [line] = lines else { return None };
        let (_, columns) = self.lines.iter().find(|(record, _)| *record == line.record)?;
        if columns.last()? + 1 < WIDTH && ends_with_sum(tokens, line) {
            return None;
        }
        let mut place = line.values.first()?.start;
        let mut values = columns.iter().zip(&line.values).peekable();
        let slots = (0..WIDTH).map(|column| match values.next_if(|(own, _)| **own == column) {
            Some((_, &value)) => {
                place = value.end;
                Slot::Written(value, None)
            }
            None => Slot::Written(Span::empty(place), None),
        });
        Some(slots.collect())
    }
}

/// Whether the last value is the sum of the others: wherever it seems to stand, it is their total.
fn ends_with_sum(tokens: &Tokens<'_>, line: &ValueLine) -> bool {
    let number = |span: &Span| entry::number(tokens.text(*span));
    let Some((last, others)) = line.values.split_last() else { return false };
    let last = number(last);
    last != Number::ZERO && last == others.iter().map(number).sum()
}

/// How many columns a character takes on a screen; `None` for signs that are narrow in some fonts
/// and wide in others, such as quotes and dashes.
fn on_screen(c: char) -> Option<usize> {
    match c {
        _ if is_space(c) => Some(1),
        '\u{a1}'..='\u{2e7f}' if width(c) == 1 => None,
        _ => Some(width(c)),
    }
}

/// The lines that stand below one another by a measure of characters, and the columns of their
/// values.
fn drawn<'a>(
    tokens: &Tokens<'_>,
    lines: impl Iterator<Item = Option<&'a ValueLine>>,
    measure: fn(char) -> Option<usize>,
) -> Vec<(usize, Vec<usize>)> {
    let mut found = Vec::new();
    let marked = tokens.tokens.iter().any(|token| matches!(token, Token::PageEnd));
    let mut page = Page { lines: Vec::new(), marked };
    for line in lines {
        match line {
            Some(line) => page.lines.extend(extents(tokens, line, measure)),
            None => {
                stretches(&page, &mut found);
                page.lines.clear();
            }
        }
    }
    stretches(&page, &mut found);
    found
}

/// Where the values of a line stand; `None` for a lone value, which may be anything, and behind
/// what nobody knows the width of: a tab, or by some measures a sign.
fn extents(
    tokens: &Tokens<'_>,
    line: &ValueLine,
    measure: fn(char) -> Option<usize>,
) -> Option<Line> {
    let (first, last) = (line.values.first()?, line.values.last()?);
    let before = tokens.text(Span::new(0, first.start));
    let start = before.rfind(['\n', '\r', '\u{c}']).map_or(0, |end| end + 1);
    if line.values.len() == 1 || tokens.text(Span::new(start, last.end)).contains('\t') {
        return None;
    }
    let mut at = start;
    let mut column = 0;
    let mut reach = |to: usize| {
        for c in tokens.text(Span::new(at, to)).chars() {
            column += measure(c)?;
        }
        at = to;
        Some(column)
    };
    let words = reach(before.trim_end().len().max(start))?;
    let extent = |value: &Span| Some((reach(value.start)?, reach(value.end)?));
    let extents = line.values.iter().map(extent).collect::<Option<_>>()?;
    Some(Line { record: line.record, words, extents })
}

/// Adds the lines of a page that stand below one another, if most of them do.
fn stretches(page: &Page, found: &mut Vec<(usize, Vec<usize>)>) {
    let complete = |line: &Line| line.extents.len() == WIDTH;
    let mut told = Vec::new();
    let mut fits = vec![false; page.lines.len()];
    let mut from = 0;
    while from < page.lines.len() {
        let stretch = match (from..page.lines.len()).find(|&at| complete(&page.lines[at])) {
            Some(seed) => around(page, from, seed),
            None if from == 0 => all(page).unwrap_or_default(),
            None => break,
        };
        from = stretch.fitting.iter().map(|(at, _)| at + 1).max().unwrap_or(page.lines.len());
        let lines = || stretch.fitting.iter().map(|(at, _)| &page.lines[*at]);
        if stretch.fitting.len() >= PROOF && is_drawn(lines()) {
            stretch.fitting.iter().for_each(|(at, _)| fits[*at] = true);
            told.extend(stretch.fitting.into_iter().filter(|(at, _)| stretch.sure.contains(at)));
        }
    }
    let fitting = fits.iter().filter(|fits| **fits).count();
    if fitting * 4 >= page.lines.len() * 3 {
        // Values close behind one another may have lost a blank between them.
        let wide = |line: &Line| line.extents.windows(2).all(|pair| pair[1].0 - pair[0].1 > 1);
        told.retain(|(at, _)| wide(&page.lines[*at]));
        found.extend(told.into_iter().map(|(at, own)| (page.lines[at].record, own)));
    }
}

/// Lines of a page that stand below one another.
#[derive(Default)]
struct Stretch {
    /// Their places in the page, in no order, and the columns of their values.
    fitting: Vec<(usize, Vec<usize>)>,
    /// Which of them do not fit by chance.
    sure: Range<usize>,
}

/// The lines around a complete one, from one on.
fn around(page: &Page, from: usize, seed: usize) -> Stretch {
    let mut columns = page.lines[seed].extents.clone();
    let mut fitting = vec![(seed, (0..WIDTH).collect())];
    let above = reach(page, &mut (from..seed).rev(), &mut columns, &mut fitting);
    let below = reach(page, &mut (seed + 1..page.lines.len()), &mut columns, &mut fitting);
    let sure = above.unwrap_or(seed)..below.unwrap_or(seed) + 1;
    Stretch { fitting, sure }
}

/// Adds lines, one after the other, up to the first that does not fit: with it other columns have
/// begun. The last that surely belongs to these is returned. It is a complete one; or one behind
/// it that does not fit the other columns, and is not the last of those; or the last of the page.
fn reach(
    page: &Page,
    ats: &mut dyn Iterator<Item = usize>,
    columns: &mut Vec<Extent>,
    fitting: &mut Vec<(usize, Vec<usize>)>,
) -> Option<usize> {
    let complete = |at: &usize| page.lines[*at].extents.len() == WIDTH;
    let from = fitting.len();
    let mut misfit = None;
    for at in &mut *ats {
        let Some(own) = fit(columns, &page.lines[at]) else {
            misfit = Some(at);
            break;
        };
        fitting.push((at, own));
    }
    let own: Vec<usize> = fitting[from..].iter().map(|(at, _)| *at).collect();
    let settled = own.iter().rposition(complete).map_or(0, |at| at + 1);
    let fits = |at: &usize, other: usize| {
        fit(&mut page.lines[other].extents.clone(), &page.lines[*at]).is_some()
    };
    let open = &own[settled..];
    let open = match misfit.map(|misfit| once(misfit).chain(ats).find(complete)) {
        None if page.marked => return own.last().copied(),
        None => open.len(),
        Some(None) => 0,
        Some(Some(other)) => open.iter().take_while(|at| !fits(at, other)).count(),
    };
    own[..settled + open.saturating_sub(CHANCE)].last().copied()
}

/// All lines of a page where none is complete, if they fill all columns together.
fn all(page: &Page) -> Option<Stretch> {
    let mut columns = together(page)?;
    let fitting =
        page.lines.iter().enumerate().map(|(at, line)| Some((at, fit(&mut columns, line)?)));
    Some(Stretch { fitting: fitting.collect::<Option<_>>()?, sure: 0..page.lines.len() })
}

/// The columns that the lines of a page fill together, if they are as many as the form has, and
/// each is hardly wider than what stands in it.
fn together(page: &Page) -> Option<Vec<Extent>> {
    const DRIFT: usize = 2;
    let mut extents: Vec<Extent> =
        page.lines.iter().flat_map(|line| &line.extents).copied().collect();
    extents.sort_unstable();
    // Each with the width of its widest value.
    let mut columns: Vec<(Extent, usize)> = Vec::new();
    for (start, end) in extents {
        match columns.last_mut() {
            Some((column, widest)) if start < column.1 => {
                column.1 = column.1.max(end);
                *widest = (*widest).max(end - start);
            }
            _ => columns.push(((start, end), end - start)),
        }
    }
    let narrow = columns.iter().all(|((start, end), widest)| end - start <= widest + DRIFT);
    (columns.len() == WIDTH && narrow)
        .then(|| columns.into_iter().map(|(column, _)| column).collect())
}

/// The columns in which the values of a line stand, each below or above others, or right beside
/// where columns stand far apart; what they cover is added to the columns. `None` if a value stands in none or in two, or
/// columns would meet; or if
/// the label reaches into the columns: then some cell before it has moved the row.
fn fit(columns: &mut Vec<Extent>, line: &Line) -> Option<Vec<usize>> {
    let beside = usize::from(columns.windows(2).all(|pair| pair[1].0 >= pair[0].1 + APART));
    let mut wider = columns.clone();
    let mut own: Vec<usize> = Vec::with_capacity(line.extents.len());
    for &(start, end) in &line.extents {
        let mut meets =
            (0..WIDTH).filter(|&at| start < columns[at].1 + beside && columns[at].0 < end + beside);
        let (Some(at), None) = (meets.next(), meets.next()) else { return None };
        if own.last().is_some_and(|last| *last >= at) {
            return None;
        }
        wider[at] = (wider[at].0.min(start), wider[at].1.max(end));
        own.push(at);
    }
    let moved = own[0] > 0 && line.words > columns[0].0;
    if moved || wider.windows(2).any(|pair| pair[0].1 >= pair[1].0) {
        return None;
    }
    *columns = wider;
    Some(own)
}

/// Whether the gaps before values are made to fit: whichever is the usual one, in two lines at
/// least they differ from it.
fn is_drawn<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> bool {
    let mut all: Vec<usize> = lines.clone().flat_map(gaps).collect();
    all.sort_unstable();
    all.dedup();
    all.iter().all(|gap| lines.clone().filter(|line| gaps(line).any(|own| own != *gap)).count() > 1)
}

/// How many columns are free before each value of a line, up to the value before it, or the words.
fn gaps(line: &Line) -> impl Iterator<Item = usize> + '_ {
    let words = (line.words > 0).then(|| line.extents[0].0 - line.words);
    words.into_iter().chain(line.extents.windows(2).map(|pair| pair[1].0 - pair[0].1))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{MISSING, ROWS, expected, label, read, row, values};

    /// A row with its values in columns of six, those at some columns blank.
    fn drawn(at: usize, blank: &[usize], indent: usize) -> String {
        let label = label(at);
        let free = 60 + indent - label.chars().count();
        let value = |column: usize| match blank.contains(&column) {
            true => String::new(),
            false => values(at)[column].to_string(),
        };
        let cells: String = (0..7).map(|column| format!("{:>6}", value(column))).collect();
        format!("{label}{}{cells}", " ".repeat(free)).trim_end().to_owned() + "\n"
    }

    fn seen(at: usize, blank: &[usize]) -> String {
        let value = |column: usize| match blank.contains(&column) {
            true => "_".to_owned(),
            false => values(at)[column].to_string(),
        };
        (0..7).map(value).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_blank_shows_in_the_columns() {
        let blank = |at: usize| match at {
            5 => &[0, 3, 6][..],
            6 => &[1, 2],
            20 => &[6],
            _ => &[],
        };
        let table: String = (0..ROWS).map(|at| drawn(at, blank(at), 0)).collect();
        let report = read(&table);
        for at in 0..ROWS {
            assert_eq!(row(&report, at), seen(at, blank(at)), "{}", label(at));
        }
    }

    #[test]
    fn rows_that_fill_all_columns_together_tell_them() {
        let blank = |at: usize| [at % 7, (at + 2) % 7];
        let table: String = (0..ROWS).map(|at| drawn(at, &blank(at), 0)).collect();
        let report = read(&table);
        for at in 0..ROWS {
            assert_eq!(row(&report, at), seen(at, &blank(at)), "{}", label(at));
        }
        // One column that is always blank may be any.
        let blank = |at: usize| [3, at % 3];
        let table: String = (0..ROWS).map(|at| drawn(at, &blank(at), 0)).collect();
        let report = read(&table);
        assert!((0..ROWS).all(|at| row(&report, at) == MISSING));
    }

    #[test]
    fn the_same_gap_everywhere_shows_nothing() {
        let joined = |at: usize| {
            let values = values(at).map(|value| value.to_string());
            let told = &values[usize::from(at == 9)..];
            format!("{}\n{}\n", label(at), told.join("    "))
        };
        let table: String = (0..ROWS).map(joined).collect();
        let report = read(&table);
        assert_eq!(row(&report, 8), expected(8));
        assert_eq!(row(&report, 9), MISSING);
    }

    #[test]
    fn lines_where_other_columns_begin_are_not_told_by_chance() {
        // One column further right from row 12 on: what lacks its first value fits both.
        let blank = |at: usize| if (10..14).contains(&at) { &[0, 2][..] } else { &[] };
        let indent = |at: usize| if at < 12 { 0 } else { 6 };
        let table: String = (0..ROWS).map(|at| drawn(at, blank(at), indent(at))).collect();
        let report = read(&table);
        for at in 0..ROWS {
            let told = if (10..14).contains(&at) { MISSING.to_owned() } else { expected(at) };
            assert_eq!(row(&report, at), told, "{}", label(at));
        }
    }
}
