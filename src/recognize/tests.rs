//! Small texts of 表三 through the whole of recognition: what is told, and what is not.

use super::recognize;
use crate::form::{Applicant, ApplicationRow, Edition};
use crate::read::text;
use crate::report::{Report, Value};

pub(super) const ROWS: usize = 25;

/// The values of a row: six numbers and their sum, different in every row.
pub(super) fn values(row: usize) -> [usize; 7] {
    let parts = [row + 1, row % 4, (row * 3) % 5, 2, row % 3, 1];
    let mut values = [0; 7];
    values[..6].copy_from_slice(&parts);
    values[6] = parts.iter().sum();
    values
}

pub(super) fn label(row: usize) -> &'static str {
    ApplicationRow::of(Edition::E2021)[row].label()
}

#[track_caller]
pub(super) fn read(table: &str) -> Report {
    let text = format!(
        "一、总体情况\n本年度做了一些工作。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n\
         自然人\n总计\n{table}\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n无。\n"
    );
    recognize(&text::read(text, "报告.txt", None)).expect("there are headings")
}

/// The row as it was read: numbers, `_` for a blank, `?` for missing.
pub(super) fn row(report: &Report, row: usize) -> String {
    let row = ApplicationRow::of(Edition::E2021)[row];
    let shown = Applicant::ALL.map(|applicant| match &report.application(row, applicant).value {
        Value::Number(number) => number.to_string(),
        Value::Blank => "_".to_owned(),
        Value::Placeholder => "/".to_owned(),
        Value::Invalid(_) => "!".to_owned(),
        Value::Missing(_) => "?".to_owned(),
    });
    shown.join(" ")
}

pub(super) fn expected(row: usize) -> String {
    values(row).map(|value| value.to_string()).join(" ")
}

pub(super) const MISSING: &str = "? ? ? ? ? ? ?";

pub(super) fn lines(values: &[usize], between: &str) -> String {
    values.iter().map(|value| format!("{value}{between}")).collect()
}

#[test]
fn values_behind_their_labels_on_lines_of_their_own() {
    let table: String =
        (0..ROWS).map(|at| format!("{}\n{}", label(at), lines(&values(at), "\n"))).collect();
    let report = read(&table);
    for at in 0..ROWS {
        assert_eq!(row(&report, at), expected(at), "{}", label(at));
    }
}

#[test]
fn values_far_from_their_labels_are_told_by_order_if_none_is_lacking() {
    let labels: String = (3..15).map(|at| format!("{}\n", label(at))).collect();
    let scattered: String = (3..15).map(|at| lines(&values(at), "\n\n")).collect();
    let near = |at: usize| format!("{}\n\n{}", label(at), lines(&values(at), "\n\n"));
    let head: String = (0..3).map(near).collect();
    let tail: String = (15..ROWS).map(near).collect();
    let report = read(&format!("{head}{scattered}{labels}\n{tail}"));
    for at in 0..ROWS {
        assert_eq!(row(&report, at), expected(at), "{}", label(at));
    }
    // With one value gone, the rows that share the heap cannot be told apart.
    let short = scattered.replacen("4\n\n", "", 1);
    let report = read(&format!("{head}{short}{labels}\n{tail}"));
    for at in 4..14 {
        assert_eq!(row(&report, at), MISSING, "{}", label(at));
    }
}

#[test]
fn a_row_short_of_a_value_is_missing_and_its_neighbours_are_not() {
    let table: String = (0..ROWS)
        .map(|at| {
            let values = values(at);
            let kept = if at == 7 { &values[..6] } else { &values[..] };
            format!("{} {}\n", label(at), lines(kept, " "))
        })
        .collect();
    let report = read(&table);
    assert_eq!(row(&report, 6), expected(6));
    assert_eq!(row(&report, 7), MISSING);
    assert_eq!(row(&report, 8), expected(8));
    let entry = report.application(ApplicationRow::of(Edition::E2021)[7], Applicant::Total);
    let Value::Missing(reason) = &entry.value else { panic!("{entry:?}") };
    assert_eq!(reason, "这一行应有 7 个数，只读到 6 个，分不清哪一格是空白");
    assert!(entry.span.is_some(), "the label was found");
}

#[test]
fn a_blank_shows_in_the_spacing() {
    let table: String = (0..ROWS)
        .map(|at| {
            let cells: String = values(at)
                .iter()
                .enumerate()
                .map(|(column, value)| match (at, column) {
                    (9, 3) | (9, 6) => "\n\n".to_owned(),
                    _ => format!("{value}\n\n"),
                })
                .collect();
            format!("{}\n\n{cells}", label(at))
        })
        .collect();
    let report = read(&table);
    let [a, b, c, _, e, f, _] = values(9);
    assert_eq!(row(&report, 9), format!("{a} {b} {c} _ {e} {f} _"));
    assert_eq!(row(&report, 10), expected(10));
}

#[test]
fn six_values_and_a_page_number_are_no_row() {
    let page = |table: &str| {
        let text = format!(
            "一、总体情况\n本年度做了一些工作，\n1\n还做了一些。\n二、主动公开政府信息情况\n\
             三、收到和处理政府信息公开申请情况\n{table}四、政府信息公开行政复议、行政诉讼情况\n\
             五、存在的主要问题及改进情况\n一是\n3\n不够。\n"
        );
        recognize(&text::read(text, "报告.txt", None)).expect("there are headings")
    };
    let table = |kept: usize| -> String {
        (0..ROWS)
            .map(|at| {
                let values = values(at);
                let shown = if at == 11 {
                    format!("{}2\n", lines(&values[..kept], "\n"))
                } else {
                    lines(&values, "\n")
                };
                format!("{}\n{shown}", label(at))
            })
            .collect()
    };
    let whole = page(&table(7));
    assert_eq!(row(&whole, 11), expected(11), "the page number stands behind a whole row");
    let short = page(&table(6));
    assert_eq!(row(&short, 11), MISSING, "its last value may be a page number");
    assert_eq!(row(&short, 12), expected(12));
}

/// No row holds values that are another's.
#[track_caller]
fn assert_right_or_missing(report: &Report) {
    for at in 0..ROWS {
        let told = row(report, at);
        assert!([expected(at).as_str(), MISSING].contains(&told.as_str()), "{}: {told}", label(at));
    }
}

#[test]
fn values_before_their_labels_are_not_given_to_the_label_above() {
    let table: String =
        (0..ROWS).map(|at| format!("{}{}\n", lines(&values(at), "\n"), label(at))).collect();
    let report = read(&table);
    assert_right_or_missing(&report);
    // And with the values of the last row lacking, order tells nothing.
    let cut = table.replacen(&lines(&values(24), "\n"), "", 1);
    let report = read(&cut);
    assert_right_or_missing(&report);
}

#[test]
fn a_shifted_row_of_tabs_is_read_by_what_stands_around_it() {
    let cells = |at: usize| values(at).map(|value| value.to_string()).join("\t");
    let mut table: String =
        (0..2).map(|at| format!("{}\t\t{}\t\n", label(at), cells(at))).collect();
    for at in 2..ROWS - 1 {
        table.push_str(&format!("\t{}\t{}\t\n", label(at), cells(at)));
    }
    // The last row lacks its first value: one more empty cell at either end would do.
    let [_, rest @ ..] = values(24);
    let rest = rest.map(|value| value.to_string()).join("\t");
    table.push_str(&format!("{}\t\t\t{rest}\t\n", label(24)));
    let report = read(&table);
    let [_, b, c, d, e, f, g] = values(24);
    assert_eq!(row(&report, 24), format!("_ {b} {c} {d} {e} {f} {g}"));
    // Alone, the same row tells nothing.
    let report = read(&format!("{}\t\t\t{rest}\t\n", label(24)));
    assert_eq!(row(&report, 24), MISSING);
}

/// A table in Markdown whose rows are `cells` behind the labels.
pub(super) fn piped(rows: impl Iterator<Item = (usize, String)>) -> String {
    rows.map(|(at, cells)| format!("| {} | {cells} |\n", label(at))).collect()
}

pub(super) fn cells(values: &[usize]) -> String {
    values.iter().map(|value| value.to_string()).collect::<Vec<_>>().join(" | ")
}

#[test]
fn blanks_that_leave_no_gap_are_not_told_by_their_number() {
    let lone = |at: usize| lines(&values(at), "\n\n");
    let table: String = (0..ROWS)
        .map(|at| {
            let own = if at == 6 { lone(at).replacen("2\n\n", "", 1) } else { lone(at) };
            format!("{}\n\n{own}", label(at))
        })
        .collect();
    let report = read(&table);
    assert_eq!(row(&report, 5), expected(5));
    assert_eq!(row(&report, 6), MISSING, "six numbers, and nothing tells which is lacking");
}

#[test]
fn rows_with_a_cell_more_than_their_like_are_told_by_their_end() {
    // Row 4 has a merged label that became one cell more, and blanks at both ends.
    let table = piped((0..ROWS).map(|at| match at {
        4 => (at, format!("| | {} |", cells(&values(at)[1..6]))),
        0 | 1 => (at, format!(" | | {}", cells(&values(at)))),
        _ => (at, cells(&values(at))),
    }));
    let report = read(&table);
    let inner: Vec<String> = values(4)[1..6].iter().map(usize::to_string).collect();
    assert_eq!(row(&report, 4), format!("_ {} _", inner.join(" ")));
}

#[test]
fn rows_that_lost_blank_cells_at_their_end_are_not_shifted() {
    // The last column is blank in all rows but the first two and was stripped.
    let table: String = (0..ROWS)
        .map(|at| match at {
            0 | 1 => format!("{}\t\t\t{}\n", label(at), cells(&values(at)).replace(" | ", "\t")),
            _ => format!("{}\t\t{}\n", label(at), cells(&values(at)[..6]).replace(" | ", "\t")),
        })
        .collect();
    let report = read(&table);
    assert_eq!(row(&report, 0), expected(0));
    assert_eq!(row(&report, 2), MISSING, "a blank before six numbers is none of the row");
}

#[test]
fn cells_that_hold_several_numbers_are_parted_if_none_is_lacking() {
    let crowded = |at: usize, lacking: usize| {
        let values = values(at);
        let last = if lacking == 0 { "7 ".to_owned() } else { String::new() };
        (
            at,
            format!(
                "{} {} | {} | | {} {} | {last}{}",
                values[0], values[1], values[2], values[3], values[4], values[6]
            ),
        )
    };
    let table = piped((0..ROWS).map(|at| crowded(at, at % 2)));
    let report = read(&table);
    let mut whole = values(2);
    whole[5] = 7;
    assert_eq!(row(&report, 2), whole.map(|value| value.to_string()).join(" "));
    assert_eq!(row(&report, 3), MISSING);
}

#[test]
fn rows_that_a_line_break_went_through_are_missing() {
    let table: String = (0..ROWS)
        .map(|at| {
            let values = cells(&values(at)).replace(" | ", "\t");
            let values = if at == 1 { values.replacen("\t1\t", "\t1\n\t", 1) } else { values };
            format!("{}\t\t{values}\n", label(at))
        })
        .collect();
    let report = read(&table);
    assert_eq!(row(&report, 0), expected(0));
    assert!(!row(&report, 1).contains('_'), "{}", row(&report, 1));
}

#[test]
fn of_two_reports_in_one_text_the_first_is_read() {
    let report = |add: usize| {
        let rows: String = (0..ROWS)
            .map(|at| {
                let values = values(at).map(|value| (value + add).to_string());
                format!("{} {}\n", label(at), values.join(" "))
            })
            .collect();
        format!(
            "某局政府信息公开工作年度报告\n一、总体情况\n做了一些工作。\n二、主动公开政府信息情况\n\
             三、收到和处理政府信息公开申请情况\n{rows}四、政府信息公开行政复议、行政诉讼情况\n\
             五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n"
        )
    };
    let text = format!("{}\n{}", report(0), report(40));
    let found = recognize(&text::read(text, "报告.txt", None)).expect("there are headings");
    for at in 0..ROWS {
        assert_eq!(row(&found, at), expected(at), "{}", label(at));
    }
    assert!(!found.sections.last().is_some_and(|last| last.text.contains("总体情况")));
}
