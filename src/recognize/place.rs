//! Which value belongs to which cell: given where the labels stand, each row gets the values that
//! its place allows, or says why it gets none.

use super::anchors::{Anchor, count};
use super::columns;
use super::entry;
use super::fold;
use super::labels::FormRow;
use super::stream;
use super::tokens::{Run, RunKind, Token, Tokens, ValueLine};
use super::window::Columns;
use crate::document::GridCell;
use crate::form::{ApplicationRow, Cell, Edition, Kind};
use crate::report::{Entries, Entry, Number, Raw, Unit, Value, raw};
use crate::sorted::Sorted;
use crate::source::{Origin, Span};
use std::borrow::Cow;
use std::ops::Range;

/// A value, a blank, or a reason why there is neither.
#[derive(Clone, Debug)]
pub enum Slot {
    /// What stands at a span; blank if the span is empty.
    Written(Span, Option<Origin>),
    /// Why nothing can be told.
    Unclear(String),
}

/// Fills in the rows of 表二 and 表三. `applications` is the part of the stream in which running
/// text can hold 表三.
pub fn rows(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
    applications: Range<usize>,
    entries: &mut Entries,
) {
    let claims = claims(tokens, edition, anchors);
    let columns = Columns::new(tokens, edition, anchors);
    let span = applications.clone();
    let streamed = stream::rows(tokens, edition, anchors, applications);
    let by_rows = || heaps_by_rows(tokens, &streamed, span.clone());
    let mut shared = shared_runs(tokens, edition, anchors, &claims, &by_rows);
    let stacked = columns::disclosure(tokens, edition, anchors);
    shared.extend(stacked.into_iter().map(|(row, slots)| (row, Ok(slots))));
    let paragraphs = paragraphs(tokens, anchors);
    // Anchors stand in the order of the form.
    let mut next = 0;
    for row in FormRow::of(edition) {
        let anchor = Some(next).filter(|&at| anchors.get(at).is_some_and(|own| own.row == row));
        next += usize::from(anchor.is_some());
        let in_stream = match row {
            FormRow::Application(row) => streamed.get(&row),
            FormRow::Disclosure(_) => shared.get(&row),
        };
        let run = anchor.and_then(|at| claims[at]);
        let slots = match (in_stream, anchor, run) {
            // A row of a grid tells its cells itself.
            (_, Some(at), Some(run)) if let Some(record) = grid_record(tokens, run) => {
                columns.slots(tokens, edition, &anchors[at], at, record)
            }
            (Some(slots), _, _) => slots.clone(),
            (None, None, _) => {
                let table = row.table();
                let any = anchors.iter().any(|anchor| anchor.row.table() == table);
                let what = if any { "这一行" } else { table.name() };
                Err(format!("没有找到{what}"))
            }
            (None, Some(at), Some(run)) if matches!(row, FormRow::Disclosure(_)) => {
                line_slots(tokens, edition, anchors, at, run, paragraphs)
            }
            (None, Some(_), _) => Err("找到了这一行的名称，但没有读到它的数".to_owned()),
        };
        let label = anchor.map(|at| anchors[at].span);
        let header = unit_of_header(tokens, anchors, anchor, row);
        let count = row.count(edition);
        fill(tokens, count, &|column| row.cell(column, edition), slots, label, header, entries);
    }
}

/// Whether a label and its values make a paragraph: an empty line stands before nearly all labels
/// and between hardly any label and its values.
fn paragraphs(tokens: &Tokens<'_>, anchors: &[Anchor]) -> bool {
    let (mut whole, mut others) = (0, 0);
    for anchor in anchors {
        let Some(Token::Run(run)) = anchor.after.map(|run| &tokens.tokens[run]) else { continue };
        let Token::Words(words) = &tokens.tokens[anchor.first] else { continue };
        match run.lines().first() {
            Some(line) if line.gap == 0 && words.gap > 0 => whole += 1,
            _ => others += 1,
        }
    }
    whole >= 5 && whole >= 3 * others
}

/// The record of a run that is a row of a grid.
fn grid_record(tokens: &Tokens<'_>, run: usize) -> Option<usize> {
    match tokens.tokens[run] {
        Token::Run(Run { record, kind: RunKind::Cells(_) }) => Some(record),
        _ => None,
    }
}

/// Writes the slots of a row into its cells, so many of them.
pub fn fill(
    tokens: &Tokens<'_>,
    count: usize,
    cell: &dyn Fn(usize) -> Cell,
    slots: Result<Vec<Slot>, String>,
    label: Option<Span>,
    header: Option<Unit>,
    entries: &mut Entries,
) {
    match slots {
        Err(reason) => {
            for at in 0..count {
                entries.append(cell(at), Entry::missing(reason.clone(), label));
            }
        }
        Ok(slots) => {
            let doubt = |slot: &Slot| match slot {
                Slot::Written(span, _) => tokens.doubt(*span),
                Slot::Unclear(_) => None,
            };
            let slots = match slots.iter().find_map(doubt) {
                Some(reason) => vec![Slot::Unclear(reason.to_owned()); slots.len()],
                None => slots,
            };
            for (at, slot) in slots.into_iter().take(count).enumerate() {
                let cell = cell(at);
                let entry = match slot {
                    Slot::Written(span, origin) => {
                        written(tokens, cell.kind(), span, origin, header)
                    }
                    Slot::Unclear(reason) => Entry::missing(reason, label),
                };
                entries.append(cell, entry);
            }
        }
    }
}

/// The entry of what stands at a span.
fn written(
    tokens: &Tokens<'_>,
    kind: Kind,
    span: Span,
    origin: Option<Origin>,
    header: Option<Unit>,
) -> Entry {
    let text = tokens.text(span);
    // As most cells are.
    if let ([digit @ b'0'..=b'9'], Kind::Count | Kind::Change) = (text.as_bytes(), kind) {
        let value = Value::Number(i64::from(digit - b'0').into());
        return Entry { value, raw: raw(text), span: Some(span), origin, unit: None };
    }
    let (start, end) = entry::core(text);
    let span = if start < end {
        Span::new(span.start + start, span.start + end)
    } else {
        Span::empty(span.start)
    };
    let text = text.get(start..end).unwrap_or_default();
    let (value, unit) = entry::value(text, kind, header);
    let raw = if value == Value::Blank { Raw::default() } else { raw(text) };
    Entry { value, raw, span: Some(span), origin, unit }
}

/// The run that each anchor claims. A run claimed twice belongs to the nearer label.
fn claims(tokens: &Tokens<'_>, edition: Edition, anchors: &[Anchor]) -> Vec<Option<usize>> {
    let mut claims: Vec<Option<usize>> = anchors
        .iter()
        .map(|anchor| {
            let expected = anchor.row.count(edition);
            let mut runs = anchor.inner.iter().copied().chain(anchor.after);
            // A row of a grid in which a piece of the label stands and something is filled, then
            // a complete run, then any: a page number may stand between two pieces of a label.
            runs.clone()
                .find(|&run| grid_record(tokens, run).is_some() && count(tokens, run) > Some(0))
                .or_else(|| runs.clone().find(|&run| count(tokens, run) == Some(expected)))
                .or_else(|| runs.next())
        })
        .collect();
    for at in 1..claims.len() {
        if claims[at].is_some() && claims[at] == claims[at - 1] {
            claims[at - 1] = None;
        }
    }
    claims
}

/// The slots of an anchored row of 表二 from its values in running text. `paragraphs`: empty lines
/// part it from what is not its own.
fn line_slots(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
    at: usize,
    run: usize,
    paragraphs: bool,
) -> Result<Vec<Slot>, String> {
    let anchor = &anchors[at];
    let expected = anchor.row.count(edition);
    let Token::Run(found) = &tokens.tokens[run] else { unreachable!("claims name runs") };
    let lines = found.lines();
    if is_moved(tokens, edition, anchors, at, run) {
        return Err("这一行的名称和数之间隔着别的表头，分不清这些数是不是它的".to_owned());
    }
    let written = |spans: &[Span]| spans.iter().map(|&span| Slot::Written(span, None)).collect();
    // Values on the label's own line are its own, whatever follows below.
    let on_label = |record: usize| {
        tokens.tokens[anchor.first..=anchor.last]
            .iter()
            .any(|token| matches!(token, Token::Words(words) if words.record == record))
    };
    if let Some(first) = lines.first()
        && first.values.len() == expected
        && on_label(first.record)
    {
        return Ok(written(&first.values));
    }
    if paragraphs
        && let Some(row) = lines.get(..expected)
        && row.iter().all(|line| line.values.len() == 1 && line.gap == 0)
        && lines.get(expected).is_none_or(|line| line.gap > 0)
        && lines.first().is_some_and(|line| line.record > 0 && on_label(line.record - 1))
    {
        return Ok(row.iter().map(|line| Slot::Written(line.values[0], None)).collect());
    }
    let values: Vec<Span> = found.values().collect();
    if lines.iter().any(|line| tokens.suspects.contains(&line.record)) {
        return Err("这里有一个数可能是页码，分不清哪个是这一行的".to_owned());
    }
    if values.len() == expected && even(lines) {
        return Ok(written(&values));
    }
    Err(stream::miscount(expected, values.len()))
}

/// Whether a header between a label and values tells that they may be those of other rows: a
/// header stands above its rows, so one behind a label has been moved there. The label's own
/// header may stand there with its values, unless labels above wait for theirs.
fn is_moved(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
    at: usize,
    run: usize,
) -> bool {
    let anchor = &anchors[at];
    let above = at.checked_sub(1).map_or(0, |above| anchors[above].last);
    let waits = at > 0
        && !tokens.tokens[above..anchor.first].iter().any(|token| matches!(token, Token::Run(_)));
    match headers_between(tokens, edition, anchor, run) {
        None => false,
        Some(Headers::Own) => waits,
        Some(Headers::Foreign) => true,
    }
}

/// Whose headers stand between a label and values.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Headers {
    /// Those of the label's own columns alone.
    Own,
    /// Others too.
    Foreign,
}

/// The headers between a label of 表二 and values, if there are any.
fn headers_between(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchor: &Anchor,
    run: usize,
) -> Option<Headers> {
    let FormRow::Disclosure(row) = anchor.row else { return None };
    let own: Vec<Cow<str>> =
        row.columns(edition).iter().map(|column| fold::label(column.label_in(edition))).collect();
    let mut headers = None;
    for token in tokens.tokens[anchor.last.min(run)..run].iter().skip(1) {
        let Token::Words(words) = token else { continue };
        if words.text().chars().count() < 2 || !words.is_around() {
            continue;
        }
        if !own.iter().any(|own| own.contains(words.text())) {
            return Some(Headers::Foreign);
        }
        headers = Some(Headers::Own);
    }
    headers
}

/// Whether the lines of a run can be one row: all values on one line, or one on each.
fn even(lines: &[ValueLine]) -> bool {
    lines.len() == 1 || lines.iter().all(|line| line.values.len() == 1)
}

/// Rows of 表二 that share one run: where a page dump puts the labels of several rows together
/// and their values behind them, and the run holds exactly as many values as all of them need.
fn shared_runs(
    tokens: &Tokens<'_>,
    edition: Edition,
    anchors: &[Anchor],
    claims: &[Option<usize>],
    by_rows: &dyn Fn() -> Option<bool>,
) -> Sorted<FormRow, Result<Vec<Slot>, String>> {
    let mut shared = Sorted::default();
    let rows: Vec<(FormRow, Option<usize>)> = anchors
        .iter()
        .zip(claims)
        .filter(|(anchor, _)| matches!(anchor.row, FormRow::Disclosure(_)))
        .map(|(anchor, claim)| (anchor.row, *claim))
        .collect();
    for (at, &(row, claim)) in rows.iter().enumerate() {
        let Some(Token::Run(run)) = claim.map(|run| &tokens.tokens[run]) else { continue };
        let values: Vec<Span> = run.values().collect();
        let above = rows[..at].iter().rev().take_while(|(_, claim)| claim.is_none()).count();
        if values.len() <= row.count(edition) {
            continue;
        }
        // Rows below whose labels were put elsewhere.
        let next = rows.get(at + 1).map(|(row, _)| *row);
        let below = FormRow::of(edition)
            .into_iter()
            .filter(|other| *other > row && next.is_some_and(|next| *other < next))
            .take_while(|other| columns::is_named(tokens, edition, *other));
        let group: Vec<FormRow> =
            rows[at - above..=at].iter().map(|(row, _)| *row).chain(below).collect();
        if group.len() == 1 {
            continue;
        }
        let widths: Vec<usize> = group.iter().map(|row| row.count(edition)).collect();
        // Where nothing else tells, the columns' own headers before the values, and nothing of
        // the rows below, tell that the label column was not put out first.
        let own_header = claim.is_some_and(|run| {
            headers_between(tokens, edition, &anchors[at], run) == Some(Headers::Own)
        });
        let Some(cut) = cut(run.lines(), &widths, by_rows().unwrap_or(own_header)) else {
            continue;
        };
        for (row, values) in group.into_iter().zip(cut) {
            let slots = values.into_iter().map(|span| Slot::Written(span, None)).collect();
            shared.insert(row, Ok(slots));
        }
    }
    shared
}

/// How few numbers beside zeros in 表三 tell nothing of their order.
const TOO_FEW: usize = 30;

/// Whether lone values that were put together elsewhere stand row by row: rows of 表三 that were
/// read so mostly add up. Other dumps put them column by column. `None` if 表三 holds next to
/// nothing that could tell.
fn heaps_by_rows(
    tokens: &Tokens<'_>,
    streamed: &Sorted<ApplicationRow, Result<Vec<Slot>, String>>,
    applications: Range<usize>,
) -> Option<bool> {
    let (mut sums, mut breaks) = (0, 0);
    for slots in streamed.values().flatten() {
        let spans: Vec<Span> = slots
            .iter()
            .filter_map(|slot| match slot {
                Slot::Written(span, _) => Some(*span),
                Slot::Unclear(_) => None,
            })
            .collect();
        let ([first, second, ..], Some((total, parts))) = (spans.as_slice(), spans.split_last())
        else {
            continue;
        };
        let number = |span: &Span| entry::number(tokens.text(*span));
        let lone = second.start > first.end
            && tokens.text(Span::new(first.end, second.start)).contains(['\n', '\r']);
        let sum = parts.iter().map(number).sum::<Number>();
        if !lone || (sum == Number::ZERO && number(total) == Number::ZERO) {
            continue;
        }
        sums += 1;
        if sum != number(total) {
            breaks += 1;
        }
    }
    let numbers = tokens.tokens[applications]
        .iter()
        .filter_map(|token| match token {
            Token::Run(run) => Some(run.values()),
            _ => None,
        })
        .flatten()
        .filter(|&value| tokens.text(value) != "0")
        .count();
    (sums >= 3 || numbers >= TOO_FEW).then_some(sums >= 3 && breaks * 4 <= sums)
}

/// Cuts lines of one value each into rows of the given widths: column by column where a paragraph
/// holds as many values as there are rows, row by row where each value is a paragraph. `by_rows`
/// tells that such values stand row by row elsewhere too.
fn cut(lines: &[ValueLine], widths: &[usize], by_rows: bool) -> Option<Vec<Vec<Span>>> {
    let values: Vec<Span> = lines
        .iter()
        .map(|line| line.values.as_slice())
        .map(|values| match values {
            [one] => Some(*one),
            _ => None,
        })
        .collect::<Option<_>>()?;
    if values.len() != widths.iter().sum::<usize>() {
        return None;
    }
    let parted = |size: usize| {
        lines.iter().enumerate().skip(1).all(|(at, line)| (line.gap > 0) == (at % size == 0))
    };
    let width = widths[0];
    if widths.iter().all(|other| *other == width)
        && width > 1
        && widths.len() > 1
        && parted(widths.len())
    {
        let rows = widths.len();
        return Some(
            (0..rows)
                .map(|row| (0..width).map(|column| values[column * rows + row]).collect())
                .collect(),
        );
    }
    if !(parted(1) && by_rows) && widths.iter().any(|width| *width > 1) {
        return None;
    }
    let mut rest = values.into_iter();
    Some(widths.iter().map(|&width| rest.by_ref().take(width).collect()).collect())
}

/// The unit that the header over an amount names, where it is not the form's own.
fn unit_of_header<'t>(
    tokens: &'t Tokens<'_>,
    anchors: &[Anchor],
    anchor: Option<usize>,
    row: FormRow,
) -> Option<Unit> {
    use crate::form::DisclosureRow::{AdministrativeFees, Procurement};
    if !matches!(row, FormRow::Disclosure(AdministrativeFees | Procurement)) {
        return None;
    }
    let at = anchor?;
    let from = at.checked_sub(1).map_or(0, |before| anchors[before].last);
    let above = &tokens.tokens[from..anchors[at].first];
    let words = |token: &'t Token<'_>| match token {
        Token::Words(words) => Some((words.text(), words.span)),
        _ => None,
    };
    above.iter().enumerate().rev().take(16).find_map(|(index, token)| {
        let (text, _) = words(token)?;
        if text.contains("万元") {
            return Some(Unit::WanYuan);
        }
        if text != "元" {
            return text.ends_with('元').then_some(Unit::Yuan);
        }
        // The header is broken before its last character: what stands before tells.
        let (before, span) = above[..index].iter().rev().find_map(words)?;
        let last = tokens.text(span).trim_end().chars().last()?;
        match last {
            '万' => Some(Unit::WanYuan),
            '位' | '：' | ':' if before.ends_with("单位") => Some(Unit::Yuan),
            _ => None,
        }
    })
}

/// What stands in a grid cell as a slot.
pub fn slot(cell: &GridCell) -> Slot {
    Slot::Written(cell.place, cell.origin)
}
