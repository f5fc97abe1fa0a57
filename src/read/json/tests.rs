use crate::document::Format;
use crate::read::testing::dump;
use serde_json::{Value, json};

/// The blocks of a document, read as a file.
fn document(json: &str) -> crate::document::Document {
    crate::read::read(json.as_bytes(), "报告.json").unwrap()
}

/// The lines of the reading text, blank ones left out.
#[track_caller]
fn check(json: &str, expected: &[&str]) {
    let document = document(json);
    let lines: Vec<&str> =
        document.source.as_str().lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(lines, expected, "{json}");
}

/// What `json` holds stands in the reading text as it was.
#[track_caller]
fn check_unread(json: &str) {
    assert_eq!(document(json).source.as_str(), json);
}

const TABLE: &str = "| 甲类文件 | 3 | 1 | 14 |\n| 乙类文件 | 5 | 0 | 26 |";

fn report() -> String {
    format!("一、总的情况\n本年公开信息若干条。\n{TABLE}\n二、其他")
}

fn escaped(value: &Value) -> String {
    let letter = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => format!("\\u{:04x}", u32::from(c)),
    };
    value.to_string().chars().map(letter).collect()
}

#[test]
fn the_lines_of_a_string_are_lines() {
    let json = json!({"title": "某局工作报告", "date": "2026-01-12", "text": report(), "id": 7});
    let lines = [
        "某局工作报告",
        "一、总的情况",
        "本年公开信息若干条。",
        "| 甲类文件 | 3 | 1 | 14 |",
        "| 乙类文件 | 5 | 0 | 26 |",
        "二、其他",
    ];
    check(&json.to_string(), &lines);
    check(&serde_json::to_string_pretty(&json).unwrap(), &lines);
    check(&escaped(&json), &lines);
    check(&format!("[{json}]"), &lines);
    let document = document(&json.to_string());
    assert_eq!((document.format, document.encoding), (Format::Markdown, Some("UTF-8")));
}

#[test]
fn pages_follow_each_other() {
    let json = json!({"file": "报告.pdf", "pages": [
        {"page": 1, "text": "一、总的情况\n甲类文件 3 1 14\n规定 7 2 9\n"},
        {"page": 2, "text": "乙类文件 5 0 26"},
        {"page": 3, "text": "二、其他\n无。"},
    ]});
    assert_eq!(
        document(&json.to_string()).source.as_str(),
        "报告.pdf\n一、总的情况\n甲类文件 3 1 14\n规定 7 2 9\n\u{c}乙类文件 5 0 26\n\u{c}二、其他\n无。"
    );
}

#[test]
fn lines_of_json_are_one_text() {
    let pages = ["一、总的情况\n甲类文件 3 1 14", "乙类文件 5 0 26\n二、其他"];
    let lines = pages.map(|text| json!({"url": "http://a.cn/1", "text": text}).to_string());
    check(
        &lines.join("\n"),
        &["一、总的情况", "甲类文件 3 1 14", "\u{c}乙类文件 5 0 26", "二、其他"],
    );
}

#[test]
fn what_is_told_twice_is_read_once() {
    let (report, plain) = (report(), report().replace('|', " "));
    let page = "<html><head><title>某局工作报告</title></head><body><p>网站首页</p><h1>一、总的情况</h1>\
        <p>本年公开信息若干条。</p><table><tr><td colspan=2>甲类文件<td>3<td>1<td>14\
        <tr><td colspan=2>乙类文件<td>5<td>0<td>26</table><h1>二、其他</h1></body></html>";
    let lines = ["一、总的情况", "本年公开信息若干条。", "甲类文件 3 1 14", "乙类文件 5 0 26"];
    let both = json!({"data": {"markdown": report, "html": page, "metadata": {"title": "另一处"}}});
    insta::assert_snapshot!(dump(&document(&both.to_string())), @r"
    网站首页
    一、总的情况
    本年公开信息若干条。

    [甲类文件]2x1[3][1][14]
    [乙类文件]2x1[5][0][26]

    二、其他
    ");
    assert_eq!(document(&both.to_string()).format, Format::Html);
    // Without a table in the page, the longer text; without a page, the longer one.
    let raw = json!({"text": report, "raw": plain.replace("二、其他", ""), "html": "<p>本年公开信息若干条。</p>"});
    check(
        &raw.to_string(),
        &[lines[0], lines[1], "| 甲类文件 | 3 | 1 | 14 |", "| 乙类文件 | 5 | 0 | 26 |", "二、其他"],
    );
    // Words of a text one by one.
    let words: Vec<Value> =
        plain.split_whitespace().map(|word| json!({"text": word, "box": [1, 2]})).collect();
    let cut = json!({"text": report, "words": words});
    check(
        &cut.to_string(),
        &[lines[0], lines[1], "| 甲类文件 | 3 | 1 | 14 |", "| 乙类文件 | 5 | 0 | 26 |", "二、其他"],
    );
}

#[test]
fn the_same_form_with_other_numbers_is_another_report() {
    let year = |first: u32| {
        let row = |at: u32| format!("| 名称相同的第{at}类文件 | {} | 0 |\n", first + at);
        (1..9).map(row).collect::<String>()
    };
    let read = document(&json!({"今年": year(20), "去年": year(50)}).to_string());
    assert_eq!(read.source.as_str(), format!("{}{}", year(20), year(50)));
    let read = document(&json!({"甲": year(20), "乙": year(20).replace('|', " ")}).to_string());
    assert_eq!(read.source.as_str(), year(20));
}

#[test]
fn paragraphs_stand_between_tables() {
    let table = |rows: &str| format!("<table><tr><td>名称<td>甲<td>乙{rows}</table>");
    let json = json!([
        {"type": "text", "text": "某局工作报告", "page": 0},
        {"type": "text", "text": "一、总的情况", "page": 0},
        {"type": "table", "body": table("<tr><td>文件<td>31<td>4<tr><td>规定<td>5<td>6"), "page": 0},
        {"type": "text", "text": "二、其他", "page": 1},
        {"type": "table", "body": table("<tr><td>费用<td>7<td>8"), "page": 1},
    ]);
    insta::assert_snapshot!(dump(&document(&json.to_string())), @r"
    某局工作报告
    一、总的情况

    [名称][甲][乙]
    [文件][31][4]
    [规定][5][6]

    二、其他

    [名称][甲][乙]
    [费用][7][8]
    ");
}

#[test]
fn a_title_stands_first_and_once() {
    let json =
        json!({"body": format!("某局工作报告\n{}", report()), "title": "某局工作报告_某市政府网"});
    assert!(document(&json.to_string()).source.as_str().starts_with("某局工作报告\n一、"));
    let json =
        json!({"body": report(), "title": "某局工作报告_某市政府网", "tags": ["文件", "报告"]});
    let read = document(&json.to_string());
    assert!(read.source.as_str().starts_with("某局工作报告_某市政府网\n一、"));
    assert!(!read.source.as_str().contains("tags") && read.source.as_str().ends_with("二、其他"));
}

#[test]
fn rows_that_are_lists_are_read_as_they_stand() {
    let text = report();
    check_unread(&json!({"text": text, "tables": [[["甲", "7"], ["乙", "8"]]]}).to_string());
    check_unread(&json!([{"0": "甲\n类", "1": 12}, {"0": "乙\n类", "1": 15}]).to_string());
    let escaped = escaped(&json!([["甲　类", "乙\n丙", "\\u4e00"], ["丁", 8, "“戊”"]]));
    check(&escaped, &[r#"[["甲\u3000类","乙\n丙","\\u4e00"],["丁",8,"“戊”"]]"#]);
}

#[test]
fn what_holds_no_tables_or_is_no_json_is_read_as_it_stands() {
    check_unread(r#"{"text": "今天天气很好\n适合出游\n门票 30 元"}"#);
    check_unread(r#"{"text": "一、总的情况\n1 2 3 4 5 6 7"#);
    check_unread("[1] 见附件\n甲类文件 3 1 14 5 0 26 8");
    check_unread("{}");
    let deep = format!("{}{}{}", "[".repeat(100_000), json!(report()), "]".repeat(100_000));
    check_unread(&deep);
    let lone = format!("{{\"a\": \"\\ud83d\", \"text\": {}}}", json!(report()));
    check_unread(&lone);
}

/// What is pasted or opened is an export before it is JSON that holds a text.
#[test]
fn an_export_is_opened_as_one() {
    use crate::revise::Opened;
    let options = crate::Options { with_text: true };
    let output = crate::check(crate::sample::TEXT.as_bytes(), "样例.txt", options);
    let json = serde_json::to_string(&output).unwrap();
    assert!(Opened::open(json.as_bytes(), "样例.json", options).is_ok_and(|it| it.is_export()));
}

#[test]
fn a_report_inside_json_is_the_report() {
    let text = crate::sample::TEXT;
    let json = json!({"url": "http://a.cn/1.html", "text": text, "lang": "zh"});
    assert_eq!(document(&json.to_string()).source.as_str(), text);
    assert_eq!(document(&escaped(&json)).source.as_str(), text);
    let paragraphs: Vec<String> = text.lines().map(|line| format!("<p>{line}</p>")).collect();
    let json = json!({"content": paragraphs.concat(), "textContent": text});
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    check(&json.to_string(), &lines);
}
