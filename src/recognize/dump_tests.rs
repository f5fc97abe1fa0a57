//! What programs make of a report when they print it, through the whole of recognition.

use super::recognize;
use super::tests::*;
use crate::form::{Cell, DisclosureColumn, DisclosureRow, DisputeGroup, DisputeOutcome, Edition};
use crate::read::text;
use crate::report::{Report, Value};

/// A text with all headings; `disclosure`, `applications` and `disputes` stand below theirs.
#[track_caller]
fn whole(disclosure: &str, applications: &str, disputes: &str) -> Report {
    let text = format!(
        "某局2023年政府信息公开工作年度报告\n一、总体情况\n本年度做了一些工作。\n\
         二、主动公开政府信息情况\n{disclosure}\n三、收到和处理政府信息公开申请情况\n{applications}\n\
         四、政府信息公开行政复议、行政诉讼情况\n{disputes}\n五、存在的主要问题及改进情况\n无。\n"
    );
    recognize(&text::read(text, "报告.txt", None)).expect("there are headings")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Blank => "_".to_owned(),
        Value::Placeholder => "/".to_owned(),
        Value::Invalid(_) => "!".to_owned(),
        Value::Missing(_) => "?".to_owned(),
    }
}

fn item(report: &Report, row: DisclosureRow) -> String {
    let columns = row.columns(report.edition).iter();
    let value = |column: &DisclosureColumn| &report.entry(Cell::Disclosure(row, *column)).value;
    columns.map(|column| shown(value(column))).collect::<Vec<_>>().join(" ")
}

fn disputes(report: &Report) -> String {
    let groups = DisputeGroup::ALL.into_iter();
    let values = groups.flat_map(|group| {
        DisputeOutcome::ALL.map(|outcome| shown(&report.dispute(group, outcome).value))
    });
    values.collect::<Vec<_>>().join(" ")
}

fn spaced(at: usize) -> String {
    values(at).map(|value| value.to_string()).join(" ")
}

#[test]
fn dashes_before_every_line_are_bullets() {
    let rows: String = (0..ROWS).map(|at| format!("- {}\n- {}\n", label(at), spaced(at))).collect();
    let text = format!("- 一、总体情况\n- 无。\n- 三、收到和处理政府信息公开申请情况\n{rows}");
    let report = recognize(&text::read(text, "报告.txt", None)).unwrap();
    for at in 0..ROWS {
        assert_eq!(row(&report, at), expected(at), "{}", label(at));
    }
}

#[test]
fn a_dash_before_a_row_is_doubted_where_some_lines_are_a_list() {
    let short = |at: usize| cells(&values(at)[1..]).replace(" | ", " ");
    let rows: String = (0..ROWS)
        .map(|at| match at {
            6 => format!("{}\n- {}\n", label(at), short(at)),
            _ => format!("{}\n{}\n", label(at), spaced(at)),
        })
        .collect();
    let report = whole("", &rows, "");
    assert_eq!(row(&report, 6), format!("/ {}", short(6)), "a placeholder, where no list stands");
    let report = whole("- 公开目录\n- 公开指南\n- 公开年报\n", &rows, "");
    assert_eq!(row(&report, 6), MISSING);
    assert_eq!(row(&report, 7), expected(7));
}

#[test]
fn a_number_broken_at_the_longest_line_is_torn() {
    let table = format!(
        "{} 1058423 234123 1411 24423 45034 15 1\n3775\n{} 1 2 3 4 5 6 21",
        label(0),
        label(1)
    );
    let report = read(&table);
    assert_eq!(row(&report, 0), MISSING, "the total may be 1 or 13775");
    assert_eq!(row(&report, 1), "1 2 3 4 5 6 21");
}

#[test]
fn a_page_number_among_the_values_of_table_four_is_doubted() {
    let page = |number: &str, last: &str| {
        let text = format!(
            "一、总体情况\n做了一些工作，\n1\n还做了一些。\n四、政府信息公开行政复议、行政诉讼情况\n\
             行政复议\n行政诉讼\n结果维持\n{number}结果纠正\n{}{last}五、存在的主要问题及改进情况\n一是\n3\n不够。\n",
            lines(&[4, 0, 1, 1, 6, 2, 0, 0, 0, 2, 5, 1, 0, 0], "\n"),
        );
        disputes(&recognize(&text::read(text, "报告.txt", None)).unwrap())
    };
    assert_eq!(page("", "6\n"), "4 0 1 1 6 2 0 0 0 2 5 1 0 0 6");
    assert_eq!(page("2\n", ""), ["?"; 15].join(" "));
}

#[test]
fn a_bar_at_the_right_alone_opens_a_blank_cell() {
    let table: String = (0..ROWS)
        .map(|at| match at {
            3 => format!("果 |{} | |{} |\n\n", label(at), cells(&values(at)[..6])),
            _ => format!("|{} | |{}\n\n", label(at), cells(&values(at))),
        })
        .collect();
    let report = read(&table);
    assert_eq!(row(&report, 3), MISSING, "the blank may be the first or the last");
    assert_eq!(row(&report, 4), expected(4));
}

#[test]
fn what_programs_print_for_an_empty_cell_is_a_blank() {
    let table = piped((0..ROWS).map(|at| {
        let own =
            if at == 5 { cells(&values(at)).replacen("2", "NaN", 1) } else { cells(&values(at)) };
        (at, format!("nan | {own} | NaN"))
    }));
    let report = read(&table);
    let [a, b, c, _, e, f, g] = values(5);
    assert_eq!(row(&report, 5), format!("{a} {b} {c} _ {e} {f} {g}"));
    assert_eq!(row(&report, 6), expected(6));
}

#[test]
fn columns_that_ran_together_somewhere_tell_no_blank_elsewhere() {
    let blank = |at: usize| {
        format!("{} | {} | | {}", values(at)[0], values(at)[1], cells(&values(at)[3..]))
    };
    let table = |crowded: bool| {
        piped((0..ROWS).map(|at| match at {
            2 => (at, blank(at)),
            20 if crowded => (at, format!("1 2 | 3 | | 4 5 | 6 | | {}", values(at)[6])),
            _ => (at, cells(&values(at))),
        }))
    };
    let [a, b, _, d, e, f, g] = values(2);
    assert_eq!(row(&read(&table(false)), 2), format!("{a} {b} _ {d} {e} {f} {g}"));
    assert_eq!(row(&read(&table(true)), 2), MISSING);
}

#[test]
fn a_column_too_many_that_is_always_blank_is_none() {
    let shifted =
        |values: &[String]| format!("{},,{}", values[..3].join(","), values[3..].join(","));
    let own = |at: usize| values(at).map(|value| value.to_string());
    let table: String = (0..ROWS)
        .map(|at| {
            let mut own = own(at);
            if at == 4 {
                own[1].clear();
            }
            format!("{},{}\n", label(at), shifted(&own))
        })
        .collect();
    let report = read(&table);
    assert_eq!(row(&report, 3), expected(3));
    let [a, _, c, d, e, f, g] = values(4);
    assert_eq!(row(&report, 4), format!("{a} _ {c} {d} {e} {f} {g}"));
}

#[test]
fn a_header_tells_the_columns_that_a_whole_row_confirms() {
    let header = "\t\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n";
    let first =
        |start: &str| format!("{}{start}{}\n", label(0), cells(&values(0)).replace(" | ", "\t"));
    let short = format!(
        "三、本年度办理结果\t{}\t\t{}\t\n",
        label(2),
        cells(&values(2)[..6]).replace(" | ", "\t")
    );
    let report = read(&format!("{header}{}{short}", first("\t\t\t")));
    let six: Vec<String> = values(2)[..6].iter().map(usize::to_string).collect();
    assert_eq!(row(&report, 2), format!("{} _", six.join(" ")));
    // A whole row that starts elsewhere speaks against the header.
    let report = read(
        &format!("{header}{}\t\t{short}", first("\t").trim_end()).replace("\t\t三", "\t\t\n三"),
    );
    assert_eq!(row(&report, 2), MISSING);
}

#[test]
fn rows_that_a_header_does_not_stand_over_speak_against_it() {
    let tabs = |values: &[usize]| cells(values).replace(" | ", "\t");
    let header = "\t\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n";
    // Merged labels take one cell here, and the rows are filled up at their end.
    let table = format!(
        "{header}{}\t{}\t\t\n{}\t\t\t{}\t\t\n三\t（三）不予公开\t{}\t{}\n",
        label(0),
        tabs(&values(0)),
        label(1),
        tabs(&values(1)[2..]),
        label(4),
        tabs(&values(4)),
    );
    let report = read(&table);
    assert_eq!(row(&report, 0), expected(0));
    assert_eq!(row(&report, 4), expected(4));
    let told = row(&report, 1);
    let [_, _, c, d, e, f, g] = values(1);
    assert!(
        [format!("_ _ {c} {d} {e} {f} {g}").as_str(), MISSING].contains(&told.as_str()),
        "{told}"
    );
}

#[test]
fn values_parted_by_unknown_marks_are_not_read_in_part() {
    let report = whole("信息内容 本年处理决定数量\n行政许可 8 & 1\n", "", "");
    assert_eq!(item(&report, DisclosureRow::Licensing), "?");
}

#[test]
fn numbered_rows_hold_their_number_besides() {
    let header = "结果维持|结果纠正|其他结果|尚未审结|总计|".repeat(3);
    let numbers = "4|0|1|1|6|2|0||0|2|5|1|0|0|6";
    let table = format!("|65|{}\n|66|{header}\n|67|{numbers}|\n", "行政复议|".repeat(15));
    let report = whole("", "", &table);
    assert_eq!(disputes(&report), "4 0 1 1 6 2 0 _ 0 2 5 1 0 0 6");
}

#[test]
fn a_page_that_stands_twice_is_read_from_its_table() {
    let words = format!("{} 1419 322 3 14 24 54 18\n", label(0));
    let table = format!("| {} | 1419 | 322 | 3 | 14 | 24 | 54 | 1836 |\n", label(0));
    let report = whole("", &format!("{words}{table}"), "");
    assert_eq!(row(&report, 0), "1419 322 3 14 24 54 1836");
}

/// Rows of lone values, as `pdftotext` puts them.
fn lone(rows: std::ops::Range<usize>) -> String {
    rows.map(|at| lines(&values(at), "\n\n")).collect()
}

#[test]
fn the_rows_of_a_page_are_told_by_its_labels() {
    let labels = |rows: std::ops::Range<usize>| -> String {
        rows.map(|at| format!("{}\n", label(at))).collect()
    };
    // The first page lacks a row, so its rows are not told; the second is whole.
    let first = format!("{}{}", labels(0..10), lone(1..10));
    let second = format!("\u{c}{}\n{}", labels(10..ROWS), lone(10..ROWS));
    let report = read(&format!("{first}{second}"));
    for at in 10..ROWS {
        assert_eq!(row(&report, at), expected(at), "{}", label(at));
    }
    let report = read(&format!("{first}{}", second.replace('\u{c}', "")));
    assert_eq!(row(&report, 12), MISSING, "without the pages nothing tells");
}

#[test]
fn numbers_at_the_foot_of_every_page_are_page_numbers() {
    // A row that ends a page, with the number of the page below it.
    let rows: String = (0..ROWS)
        .map(|at| {
            let foot = match at {
                8 => "2\n\u{c}",
                16 => "3\n\u{c}",
                _ => "",
            };
            format!("{}\n{}{foot}", label(at), lines(&values(at), "\n"))
        })
        .collect();
    let text = format!(
        "一、总体情况\n做了一些工作。\n1\n\u{c}三、收到和处理政府信息公开申请情况\n{rows}\
         四、政府信息公开行政复议、行政诉讼情况\n"
    );
    let report = recognize(&text::read(text, "报告.txt", None)).unwrap();
    for at in 0..ROWS {
        assert_eq!(row(&report, at), expected(at), "{}", label(at));
    }
}

#[test]
fn columns_below_labels_are_told_by_their_headers() {
    let text = "第二十条第（一）项\n信息内容\n规章\n行政规范性文件\n第二十条第（五）项\n信息内容\n行政许可\n\n\
                本年制发件数\n5\n42\n\n本年废止件数\n2\n13\n\n7\n\n现行有效件数\n43\n108\n\n本年处理决定数量\n1362\n";
    let report = whole(text, "", "");
    assert_eq!(item(&report, DisclosureRow::Regulations), "5 2 43");
    assert_eq!(item(&report, DisclosureRow::NormativeDocuments), "42 13 108");
    assert_eq!(item(&report, DisclosureRow::Licensing), "1362");
    // With a value short, nobody knows whose it is.
    let report = whole(&text.replace("2\n13\n", "13\n"), "", "");
    assert_eq!(item(&report, DisclosureRow::Regulations), "? ? ?");
}

#[test]
fn last_columns_below_their_headers_belong_to_the_rows_above() {
    let first = |at: usize| format!("{}\n{}", label(at), lines(&values(at)[..5], "\n"));
    let column = |column: usize| format!("{}\n{}\n", values(0)[column], values(1)[column]);
    let others: String =
        (2..ROWS).map(|at| format!("{}\n\n{}\n", label(at), lines(&values(at), "\n\n"))).collect();
    let table = |other: &str| {
        format!("{}{}\n其他\n{other}\n总计\n{}\n{others}", first(0), first(1), column(6))
    };
    let report = read(&table(&column(5)));
    assert_eq!(row(&report, 0), expected(0));
    assert_eq!(row(&report, 1), expected(1));
    let report = read(&table("1\n"));
    assert_eq!(row(&report, 0), MISSING, "one of the others is blank");
}

#[test]
fn a_row_whose_label_was_put_elsewhere_follows_in_its_place() {
    let applications: String =
        (0..20).map(|at| format!("{}\n\n{}", label(at), lines(&values(at), "\n\n"))).collect();
    let text = "信息内容\n\n上一年项目数量\n\n本年增/减\n\n处理决定数量\n\n行政许可\n\n93\n\n-11\n\n40\n\n126\n\n15\n\n7\n\n\
                行政处罚\n\n58\n\n16\n\n34\n\n其他对外管理服务事项\n\n";
    let report = whole(text, &applications, "");
    assert_eq!(report.edition, Edition::E2019);
    assert_eq!(item(&report, DisclosureRow::Licensing), "93 -11 40");
    assert_eq!(item(&report, DisclosureRow::OtherServices), "126 15 7");
    let report = whole(&text.replace("其他对外管理服务事项", ""), &applications, "");
    assert_eq!(item(&report, DisclosureRow::Licensing), "? ? ?");
}

#[test]
fn a_page_number_is_no_value_of_the_paragraph_before() {
    let row = |label: &str, values: &[usize]| format!("{label}\n{}\n", lines(values, "\n"));
    let rows: String = (0..8).map(|at| row(label(at), &values(at))).collect();
    let penalty = row("行政处罚", &[84]);
    let text = format!(
        "一、总体情况\n做了一些工作，\n\n1\n\n还做了一些。\n\n二、主动公开政府信息情况\n\n{}2\n\n{}\n\
         三、收到和处理政府信息公开申请情况\n\n{rows}四、政府信息公开行政复议、行政诉讼情况\n\n\
         五、存在的主要问题及改进情况\n\n一是\n\n3\n\n不够。\n",
        penalty,
        row("行政强制", &[9]),
    );
    let report = recognize(&text::read(text, "报告.txt", None)).unwrap();
    assert_eq!(item(&report, DisclosureRow::Penalty), "84");
}

#[test]
fn a_comma_on_a_line_of_its_own_joins_thousands() {
    let table = |between: &str| {
        format!("信息内容\n\n本年处理决定数量\n\n行政强制\n\n1\n\n，\n\n{between}975\n\n")
    };
    let report = whole(&table(""), "", "");
    assert_eq!(item(&report, DisclosureRow::Coercion), "1975");
    let entry =
        report.entry(Cell::Disclosure(DisclosureRow::Coercion, DisclosureColumn::Decisions));
    assert_eq!(entry.raw, "1\n\n，\n\n975");
    let report = whole(&table("— 18 —\n\n"), "", "");
    assert_eq!(item(&report, DisclosureRow::Coercion), "?", "the page ends within the number");
}

#[test]
fn a_number_printed_once_for_each_merged_column_is_doubted() {
    let header = "信息内容本年处理决定数量";
    let report = whole(&format!("{header}\n行政强制495495\n"), "", "");
    assert_eq!(item(&report, DisclosureRow::Coercion), "495495");
    let report = whole(&format!("{header}本年处理决定数量\n行政强制495495\n"), "", "");
    assert_eq!(item(&report, DisclosureRow::Coercion), "?");
}

#[test]
fn a_header_of_table_four_may_stand_on_one_line() {
    let header = ["结果维持;结果纠正;其他结果;尚未审结;总计"; 3].join(";");
    let table = format!(
        "行政复议;行政诉讼\n结果维持;结果纠正;其他结果;尚未审结;总计;未经复议直接起诉;复议后起诉\n{header}\n\
         4;0;1;1;6;2;0;0;0;2;5;1;0;0;6"
    );
    let rows: String = (0..ROWS)
        .map(|at| format!("{};{}\n", label(at), cells(&values(at)).replace(" | ", ";")))
        .collect();
    let report = whole("", &rows, &table);
    assert_eq!(disputes(&report), "4 0 1 1 6 2 0 0 0 2 5 1 0 0 6");
    assert_eq!(row(&report, 9), expected(9));
}

#[test]
fn of_two_reports_with_hardly_a_value_the_first_is_read() {
    let report = |licensing: &str| {
        let labels: String = (0..ROWS).map(|at| format!("{}\n", label(at))).collect();
        format!(
            "一、总体情况\n做了一些工作。\n二、主动公开政府信息情况\n信息内容 本年处理决定数量\n行政许可{licensing}\n\
             三、收到和处理政府信息公开申请情况\n{labels}四、政府信息公开行政复议、行政诉讼情况\n\
             五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n"
        )
    };
    let text = format!("{}{}", report(""), report(" 284"));
    let found = recognize(&text::read(text, "报告.txt", None)).unwrap();
    assert_eq!(item(&found, DisclosureRow::Licensing), "?");
    assert_eq!(found.further.map(|further| further.text).as_deref(), Some("一、总体情况"));
}

/// The header's unit may be broken between 万 and 元.
#[test]
fn a_header_broken_between_its_last_letters_keeps_its_unit() {
    let amount = |header: &str| {
        let report = whole(&format!("信息内容 {header}\n行政事业性收费 60.7\n"), "", "");
        item(&report, DisclosureRow::AdministrativeFees)
    };
    assert_eq!(amount("本年收费金额（单位：万\n元）"), "60.7");
    assert_eq!(amount("本年收费金额（单位：\n元）"), "0.00607");
    assert_eq!(amount("本年收费金额（单位：元）"), "0.00607");
}

#[test]
fn pipe_tables_need_no_bar_at_their_end() {
    let [a, b, c, d, e, f, _] = values(7);
    let table = format!(
        "| {} | {a} | {b} | {c} | {d} | {e} | {f} |\n| {} | {}\n",
        label(7),
        label(8),
        cells(&values(8))
    );
    let report = read(&table);
    assert_eq!(row(&report, 7), format!("{a} {b} {c} {d} {e} {f} _"));
    assert_eq!(row(&report, 8), expected(8));
}

#[test]
fn a_word_through_a_column_makes_a_ruled_table_lines() {
    let table = |word: &str| {
        format!(
            "  ------ ----- -----\n  名称   甲    乙\n  ------ ----- -----\n  {word}  12    7\n\n  规章   3     9\n  ------ ----- -----\n"
        )
    };
    let grids = |text: String| {
        let document = text::read(text, "报告.txt", None);
        document
            .blocks
            .iter()
            .filter(|block| matches!(block, crate::document::Block::Grid(_)))
            .count()
    };
    assert_eq!(grids(table("许可 ")), 1);
    assert_eq!(grids(table("行政许可的数")), 0);
}

#[test]
fn values_among_columns_that_are_none_are_told_by_order_if_none_is_lacking() {
    let table = |row: &str| {
        let header = "|  | 信息内容 |  | 本年制发件数 |  | 本年废止件数 |  |  | 现行有效件数 |  |";
        whole(&format!("{header}\n| --- | --- |\n|  | 规章 | {row} |\n"), "", "")
    };
    let told = |row: &str| item(&table(row), DisclosureRow::Regulations);
    assert_eq!(told(" | 7 |  |  | 2 |  | 64 | "), "7 2 64");
    assert_eq!(told(" | 7 |  |  |  | 64 |  | "), "? ? ?");
    assert_eq!(told(" | 7 |  |  | 2 |  | 64 | 3"), "? ? ?");
    // One of these may be the other, of a cell that was merged.
    assert_eq!(told(" | 7 | 7 |  |  |  | 64 | "), "? ? ?");
}

#[test]
fn a_title_that_a_tool_took_for_a_row_is_read() {
    let text = "| 河湾县审计局 |  | 2024 | 年政府信息公开工作 |\n| --- | --- | --- | --- |\n年度报告\n\
                一、总体情况\n本年度做了一些工作。\n二、主动公开政府信息情况\n";
    let report = recognize(&text::read(text.to_owned(), "报告.md", None)).unwrap();
    assert_eq!(report.year, Some(2024));
    assert_eq!(report.organization.unwrap().text, "河湾县审计局");
}
