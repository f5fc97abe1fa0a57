//! 核对意见: what is to be done about a report, to be taken to its author. As a chat message, as
//! Markdown, as a sheet to print. All three tell the same items, in the same words.
//!
//! It works on the wire review, so that edits, what was set aside and a reopened export are in it.

use super::escape;
use super::wire::{Check, Edit, Number, Review, Status};
use super::words::{figure, formula_in_words, place, status_word, tally};
use crate::form::Cell;
use crate::order;
use std::fmt::Write;

/// How many lines of the text are named one by one.
const LINES_NAMED: usize = 4;

/// How many cells a sum has at most that is told in full in a chat.
const CELLS_ADDED: usize = 8;

/// How many of the checks that could not be made are named.
const UNKNOWN_NAMED: usize = 8;

/// One thing to do.
struct Item<'r> {
    check: &'r Check,
    /// 表三 · 予以公开 一行（原文第 47 行）
    place: String,
    /// The formula in words, for checks that are one.
    formula: Option<String>,
    /// What to do.
    advice: Option<&'r str>,
    /// Why it was set aside, if it was.
    aside: Option<&'r str>,
}

/// The items, those set aside last; what is wrong before what deserves a look.
fn items(review: &Review) -> Vec<Item<'_>> {
    let items = [Status::Fail, Status::Warn]
        .into_iter()
        .flat_map(|status| review.checks.iter().filter(move |check| check.status == status))
        .map(|check| item(review, check));
    order::by_key(items, |item| item.aside.is_some())
}

fn item<'r>(review: &'r Review, check: &'r Check) -> Item<'r> {
    let lines = check
        .cells
        .iter()
        .filter_map(|cell| Some(review.cells.get(cell)?.span?.line))
        .chain(check.mentions.iter().map(|mention| mention.span.line));
    let mut lines = order::by_key(lines, |line| *line);
    lines.dedup();
    let mut place = match check.cells.is_empty() {
        true => String::new(),
        false => place(&Check { mentions: Vec::new(), ..check.clone() }),
    };
    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
        let named: Vec<String> = lines.iter().map(usize::to_string).collect();
        let lines = match lines.len() > LINES_NAMED {
            true => format!("原文第 {first} 至 {last} 行"),
            false => format!("原文第 {} 行", named.join("、")),
        };
        place = if place.is_empty() { lines } else { format!("{place}（{lines}）") };
    }
    if place.is_empty() {
        place.push_str("全文");
    }
    // What explains several broken sums at once says more than what to do about sums.
    let diagnosis = review.diagnoses.iter().find(|told| told.explains.contains(&check.id));
    let aside = review.set_aside.iter().find(|aside| aside.check == check.id);
    Item {
        check,
        place,
        formula: check.formula.as_deref().map(formula_in_words),
        advice: diagnosis.map(|told| told.message.as_str()).or(check.advice.as_deref()),
        aside: aside.map(|aside| aside.reason.as_str()),
    }
}

/// The message of a check; of a long sum only what it comes to, since nobody adds up in a chat.
fn brief(check: &Check) -> String {
    let sides = check.formula.as_deref().and_then(|formula| formula.split_once('='));
    let numbers = check.left.zip(check.right).zip(check.difference);
    match (sides, numbers) {
        (Some((left, right)), Some(((sum, written), off))) if check.cells.len() > CELLS_ADDED => {
            let (left, right) =
                (formula_in_words(left.trim_end()), formula_in_words(right.trim_start()));
            let (sum, written, off) = (figure(sum), figure(written), figure(off));
            format!("{left} {sum}，{right} {written}，相差 {off}")
        }
        _ => check.message.clone(),
    }
}

/// Who reports on which year.
fn headline(review: &Review) -> String {
    let organization = review.organization.as_deref().unwrap_or("（未读到单位）");
    let year = review.year.map_or("（未读到年度）".to_owned(), |year| format!("{year}年"));
    format!("{organization}{year}政府信息公开工作年度报告")
}

/// 表三 予以公开·自然人：21 → 20
fn edit(edit: &Edit) -> (String, String, String) {
    let name = match Cell::from_key(&edit.cell) {
        Some(cell) => format!("{} {}", cell.table().name(), cell.name()),
        None => edit.cell.clone(),
    };
    let told = |number: Option<Number>| number.map_or("空白".to_owned(), figure);
    (name, told(edit.from), told(edit.to))
}

/// What could not be checked: the places of the first few.
fn unknown(review: &Review) -> Option<String> {
    let unknown = || review.checks.iter().filter(|check| check.status == Status::Unknown);
    let places: Vec<String> = unknown().take(UNKNOWN_NAMED).map(place).collect();
    let more = match unknown().count() {
        0 => return None,
        count if count > places.len() => format!("等 {count} 项"),
        _ => String::new(),
    };
    Some(format!("{}{more}", places.join("；")))
}

fn tool(review: &Review) -> String {
    format!("勾稽 {}", review.tool.version)
}

/// For a chat message: short, without any markup.
pub fn chat(review: &Review) -> String {
    let mut out = format!("{} 核对意见\n{}\n", headline(review), tally(review));
    let items = items(review);
    if !items.iter().any(|item| item.aside.is_none()) {
        out.push_str("没有需要处理的事项\n");
    }
    let mut advised: Vec<(&str, usize)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let number = at + 1;
        let status = status_word(item.check.status);
        let _ = write!(out, "\n{number}. 【{status}】{}\n", item.check.title);
        let _ = writeln!(out, "位置：{}", item.place);
        let _ = writeln!(out, "{}", brief(item.check));
        if let Some(reason) = item.aside {
            let _ = writeln!(out, "已搁置：{reason}");
            continue;
        }
        let Some(advice) = item.advice else { continue };
        match advised.iter().find(|(told, _)| *told == advice) {
            Some((_, first)) => {
                let _ = writeln!(out, "建议：同第 {first} 项");
            }
            None => {
                let _ = writeln!(out, "建议：{advice}");
                advised.push((advice, number));
            }
        }
    }
    for (at, (name, from, to)) in review.edits.iter().map(edit).enumerate() {
        out.push_str(if at == 0 { "\n核对时的改动：\n" } else { "" });
        let _ = writeln!(out, "{name}：{from} 改为 {to}");
    }
    out
}

/// As Markdown.
pub fn markdown(review: &Review) -> String {
    let plain = |text: &str| -> String {
        let mut out = String::new();
        for character in text.chars() {
            match character {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                    out.push('\\');
                    out.push(character);
                }
                '\n' => out.push(' '),
                _ => out.push(character),
            }
        }
        out
    };
    let mut out = format!("# {} 核对意见\n\n", plain(&headline(review)));
    let _ = writeln!(out, "- 文件：{}", plain(&review.source.name));
    let _ = writeln!(out, "- 结果：{}", tally(review));
    let _ = writeln!(out, "- 核对：{}", tool(review));
    let items = items(review);
    if !items.iter().any(|item| item.aside.is_none()) {
        out.push_str("\n没有需要处理的事项。\n");
    }
    for (at, item) in items.iter().enumerate() {
        let status = match item.aside {
            Some(_) => format!("{}，已搁置", status_word(item.check.status)),
            None => status_word(item.check.status).to_owned(),
        };
        let _ = write!(out, "\n{}. **{}**（{status}）\n", at + 1, item.check.title);
        let mut line = |name: &str, text: &str| {
            let _ = writeln!(out, "   - {name}：{}", plain(text));
        };
        line("位置", &item.place);
        if let Some(formula) = &item.formula {
            line("关系", formula);
        }
        line("核对", &item.check.message);
        match (item.aside, item.advice) {
            (Some(reason), _) => line("搁置理由", reason),
            (None, Some(advice)) => line("建议", advice),
            (None, None) => {}
        }
    }
    if let Some(unknown) = unknown(review) {
        let _ = writeln!(out, "\n无法核对：{}。", plain(&unknown));
    }
    for (at, (name, from, to)) in review.edits.iter().map(edit).enumerate() {
        if at == 0 {
            out.push_str("\n## 核对时的改动\n\n| 格 | 原填 | 改为 |\n|---|---|---|\n");
        }
        let _ = writeln!(out, "| {} | {from} | {to} |", plain(&name));
    }
    out
}

/// 核对单, as HTML for A4. `date` is the day on which it is printed, as people read it.
pub fn print_sheet(review: &Review, date: &str) -> String {
    let mut out = String::from("<h1>核对单</h1><table class=\"paper-facts\">");
    let year = review.year.map_or("（未读到）".to_owned(), |year| format!("{year} 年"));
    let organization = review.organization.as_deref().unwrap_or("（未读到）");
    let edition = format!("{} 年版表样", review.edition);
    for pair in [
        [("单位", organization), ("报告年度", &year)],
        [("文件", &review.source.name), ("表样", &edition)],
        [("核对日期", date), ("核对工具", &tool(review))],
    ] {
        out.push_str("<tr>");
        for (name, text) in pair {
            let _ = write!(out, "<th>{name}</th><td>{}</td>", escape(text));
        }
        out.push_str("</tr>");
    }
    let summary = &review.summary;
    let items = items(review);
    let aside = items.iter().filter(|item| item.aside.is_some()).count();
    let all = summary.pass + summary.fail + summary.warn + summary.unknown;
    let _ = write!(
        out,
        "</table><p class=\"paper-sum\">计 {all} 项：相符 {} 项，不符 {} 项，存疑 {} 项，无法核对 {} 项",
        summary.pass, summary.fail, summary.warn, summary.unknown
    );
    if aside > 0 {
        let _ = write!(out, "；不符和存疑中已搁置 {aside} 项");
    }
    out.push_str("。</p>");
    if items.is_empty() {
        out.push_str("<p class=\"paper-none\">没有不符或存疑的事项。</p>");
    } else {
        out.push_str(
            "<table class=\"paper-list\"><thead><tr><th>序号</th><th>事项</th><th>核对情况与建议</th><th>处理结果</th></tr></thead><tbody>",
        );
        for (at, item) in items.iter().enumerate() {
            row(&mut out, at + 1, item);
        }
        out.push_str("</tbody></table>");
    }
    if let Some(unknown) = unknown(review) {
        let _ = write!(out, "<p class=\"paper-sum\">无法核对：{}。</p>", escape(&unknown));
    }
    edits(&mut out, review);
    out.push_str(
        "<div class=\"paper-end\"><table class=\"paper-sign\"><tr><th>核对人</th><td></td><th>经办人</th><td></td></tr><tr><th>日期</th><td></td><th>日期</th><td></td></tr></table>",
    );
    let _ = write!(
        out,
        "<p class=\"paper-foot\">由{} 在本机核对并打印；存疑的事项请对照台账确认。</p></div>",
        tool(review)
    );
    out
}

fn row(out: &mut String, number: usize, item: &Item) {
    let check = item.check;
    let _ = write!(
        out,
        "<tr><td>{number}</td><td><b>{}</b><br>{}　{}</td><td>",
        escape(&check.title),
        status_word(check.status),
        escape(&item.place)
    );
    let _ = write!(out, "<p>{}</p>", escape(&check.message));
    if let Some(advice) = item.advice {
        let _ = write!(out, "<p>建议：{}</p>", escape(advice));
    }
    let aside = item.aside.map(|reason| format!("搁置：{}", escape(reason))).unwrap_or_default();
    let _ = write!(out, "</td><td>{aside}</td></tr>");
}

fn edits(out: &mut String, review: &Review) {
    if review.edits.is_empty() {
        return;
    }
    out.push_str("<h2>核对时的改动</h2><table class=\"paper-list paper-edits\"><thead><tr><th>格</th><th>原填</th><th>改为</th></tr></thead><tbody>");
    for (name, from, to) in review.edits.iter().map(edit) {
        let _ = write!(out, "<tr><td>{}</td><td>{from}</td><td>{to}</td></tr>", escape(&name));
    }
    out.push_str("</tbody></table>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::wire::{Output, SetAside};
    use crate::revise::revise;
    use crate::{Options, check, sample};
    use insta::assert_snapshot;

    const ROW: &str = "applications-total-mismatch#granted";

    fn reviewed(text: &str) -> Review {
        match check(text.as_bytes(), "年报*1*.txt", Options::default()) {
            Output::Review(review) => *review,
            Output::Refusal(refusal) => panic!("{}", refusal.error.message),
        }
    }

    /// The sample with a heading in other words, one check set aside and a cell edited.
    fn gone_over() -> Review {
        let review = reviewed(&sample::TEXT.replace("及改进情况", "及改进措施"));
        let aside = SetAside { check: ROW.to_owned(), reason: "台账<待核>".to_owned() };
        let cell = "disputes.reconsideration.pending".to_owned();
        let edit = Edit { cell, from: None, to: Some(Number::Integer(2)) };
        revise(&review, vec![edit], vec![aside]).unwrap()
    }

    #[test]
    fn a_chat_message_has_numbers_places_and_what_to_do() {
        assert_snapshot!(chat(&reviewed(sample::TEXT)), @r"
        青禾县文化和旅游局2024年政府信息公开工作年度报告 核对意见
        不符 2 项，存疑 0 项，无法核对 0 项，相符 50 项

        1. 【不符】各类申请人之和与总计不符
        位置：表三 · 予以公开 一行（原文第 43 行）
        予以公开：自然人 21 + 商业企业 3 + 科研机构 1 + 社会公益组织 1 + 法律服务机构 2 + 其他组织 1 = 29，总计 28，相差 1
        建议：予以公开·自然人一格最可疑：改为 20，两处不符都能对上

        2. 【不符】办理结果之和与总计不符
        位置：表三 · 自然人 一列（原文第 43 至 68 行）
        办理结果各项之和 56，办理结果总计 55，相差 1
        建议：同第 1 项
        ");
        assert_snapshot!(chat(&reviewed(&sample::correct())), @r"
        青禾县文化和旅游局2024年政府信息公开工作年度报告 核对意见
        不符 0 项，存疑 0 项，无法核对 0 项，相符 52 项
        没有需要处理的事项
        ");
    }

    #[test]
    fn what_was_set_aside_and_edited_is_told_last() {
        assert_snapshot!(chat(&gone_over()), @r"
        青禾县文化和旅游局2024年政府信息公开工作年度报告 核对意见
        不符 2 项，存疑 1 项，无法核对 0 项，相符 49 项，已搁置 1 项

        1. 【不符】办理结果之和与总计不符
        位置：表三 · 自然人 一列（原文第 43 至 68 行）
        办理结果各项之和 56，办理结果总计 55，相差 1
        建议：予以公开·自然人一格最可疑：改为 20，两处不符都能对上

        2. 【不符】复议诉讼各类结果之和与总计不符
        位置：表四 · 行政复议（原文第 76 行）
        行政复议：结果维持 4 + 结果纠正 1 + 其他结果 2 + 尚未审结 2 = 9，总计 8，相差 1
        建议：行政复议的 5 格只有一条等式，分不清是哪一格，请逐格核对

        3. 【存疑】标题与格式的措辞不同
        位置：原文第 78 行
        标题写作“五、存在的主要问题及改进措施”，格式的原文是“五、存在的主要问题及改进情况”
        建议：标题改为格式的原文；内容不受影响。

        4. 【不符】各类申请人之和与总计不符
        位置：表三 · 予以公开 一行（原文第 43 行）
        予以公开：自然人 21 + 商业企业 3 + 科研机构 1 + 社会公益组织 1 + 法律服务机构 2 + 其他组织 1 = 29，总计 28，相差 1
        已搁置：台账<待核>

        核对时的改动：
        表四 行政复议·尚未审结：1 改为 2
        ");
    }

    #[test]
    fn markdown_tells_the_same_and_takes_nothing_for_markup() {
        let told = markdown(&gone_over());
        assert!(told.starts_with("# 青禾县文化和旅游局2024年政府信息公开工作年度报告 核对意见\n"));
        for part in [
            "- 文件：年报\\*1\\*.txt\n- 结果：不符 2 项，存疑 1 项，无法核对 0 项，相符 49 项，已搁置 1 项\n",
            "\n3. **标题与格式的措辞不同**（存疑）\n   - 位置：原文第 78 行\n   - 核对：标题写作",
            "\n4. **各类申请人之和与总计不符**（不符，已搁置）\n   - 位置：表三 · 予以公开 一行（原文第 43 行）\n   - 关系：自然人 + 商业企业",
            "   - 搁置理由：台账\\<待核\\>\n",
            "\n| 格 | 原填 | 改为 |\n|---|---|---|\n| 表四 行政复议·尚未审结 | 1 | 2 |\n",
        ] {
            assert!(told.contains(part), "{part}\n{told}");
        }
    }

    #[test]
    fn the_sheet_holds_every_item_the_edits_and_a_place_to_sign() {
        let review = gone_over();
        let html = print_sheet(&review, "2025年1月20日");
        let rows = html.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
        let found = review.summary.fail + review.summary.warn;
        assert_eq!(rows.matches("<tr>").count(), found);
        for part in [
            "<td>青禾县文化和旅游局</td>",
            "<td>2024 年</td>",
            "<td>年报*1*.txt</td>",
            "<td>2025年1月20日</td>",
            "搁置：台账&lt;待核&gt;",
            "已搁置 1 项",
            "<tr><td>表四 行政复议·尚未审结</td><td>1</td><td>2</td></tr>",
            "核对人",
            "经办人",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        let none = print_sheet(&reviewed(&sample::correct()), "2025年1月20日");
        assert!(none.contains("没有不符或存疑的事项") && !none.contains("<thead>"));
    }
}
