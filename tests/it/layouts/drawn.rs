//! Text that keeps the look of a page: columns are drawn with spaces, a label stands over several
//! lines with the values beside one of them. Or only the separators are wide, and what is blank is
//! left out: then columns are nothing but chance.

use super::{PageFoot, Placing, Shape, applications, pdf, wrapped};
use crate::sheet::Sheet;
use gouji::form::ApplicationRow;

/// The report as text of a PDF, with 表三 drawn.
pub fn render(sheet: &Sheet, shape: &Shape) -> String {
    pdf::render_with(sheet, table(sheet, shape).trim_start())
}

/// A line of the table: a piece of a label, and the values that stand beside it.
struct Line {
    label: String,
    values: Option<Vec<String>>,
}

fn table(sheet: &Sheet, shape: &Shape) -> String {
    let lines = lines(sheet, shape);
    let mut breaks = vec![0];
    let mut places: Vec<usize> =
        shape.page_breaks.iter().map(|&place| 1 + place * (lines.len() - 1) / 60).collect();
    places.sort_unstable();
    for place in places {
        // Nobody could tell the columns of a page of few rows if he does not see it end.
        let rows = |page: &[Line]| page.iter().filter(|line| line.values.is_some()).count();
        let seen = !matches!(shape.page_foot, PageFoot::Nothing);
        if seen
            || (rows(&lines[breaks[breaks.len() - 1]..place]) >= 3 && rows(&lines[place..]) >= 3)
        {
            breaks.push(place);
        }
    }
    breaks.push(lines.len());
    breaks.dedup();
    let mut out = String::new();
    for (nth, page) in breaks.windows(2).enumerate() {
        if nth > 0 {
            out.push_str(&pdf::foot(shape.page_foot, nth + 3));
        }
        // Every page is drawn anew.
        draw(&lines[page[0]..page[1]], shape, nth, &mut out);
    }
    out
}

fn lines(sheet: &Sheet, shape: &Shape) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut groups_before: &[&str] = &[];
    for &row in ApplicationRow::of(sheet.edition) {
        let groups = row.groups();
        for (level, group) in groups.iter().enumerate() {
            if groups_before.get(level) != Some(group) {
                lines.push(Line { label: (*group).to_owned(), values: None });
            }
        }
        groups_before = groups;
        let label = wrapped(row.label(), shape.label_width);
        let beside = label.len() / 2;
        for (nth, piece) in label.into_iter().enumerate() {
            let values = (nth == beside).then(|| applications(sheet, row));
            lines.push(Line { label: piece, values });
        }
    }
    lines
}

fn draw(lines: &[Line], shape: &Shape, page: usize, out: &mut String) {
    let measure = |text: &str| -> usize {
        text.chars().map(|c| if shape.by_width && !c.is_ascii() { 2 } else { 1 }).sum()
    };
    let labels = lines.iter().map(|line| measure(&line.label)).max().unwrap_or(0) + 2;
    let values = || lines.iter().filter_map(|line| line.values.as_ref());
    let widths: Vec<usize> = (0..7)
        .map(|at| values().map(|row| measure(&row[at])).max().unwrap_or(0) + shape.gap)
        .collect();
    let spaces = |count: usize| " ".repeat(count);
    for line in lines {
        let mut text = line.label.clone();
        if let Some(values) = &line.values {
            if shape.placing == Placing::Joined {
                let told = values.iter().filter(|value| !value.is_empty());
                told.for_each(|value| text.push_str(&format!("{}{value}", spaces(shape.gap))));
            } else {
                text.push_str(&spaces(labels + page * 3 - measure(&line.label)));
                for (value, width) in values.iter().zip(&widths) {
                    let free = width - measure(value);
                    let before = match shape.placing {
                        Placing::Left | Placing::Joined => 0,
                        Placing::Right => free,
                        Placing::Middle => free / 2,
                    };
                    text.push_str(&format!("{}{value}{}", spaces(before), spaces(free - before)));
                }
            }
        }
        out.push_str(&format!("\n{}", text.trim_end()));
    }
}
