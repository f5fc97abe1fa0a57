use std::io::{Cursor, Write};

use insta::assert_snapshot;
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::read::testing::{check, dump_result};

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="5">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
    </w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>"#;

const STYLES: &str = r#"<w:styles><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
    <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>"#
    );
    zipped(&[
        ("word/document.xml", &document),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", STYLES),
    ])
}

fn body(body: &str) -> String {
    dump_result(read(&docx(body), "年报.docx"))
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

const RESTART: &str = r#"<w:vMerge w:val="restart"/>"#;
const CONTINUE: &str = "<w:vMerge/>";

#[test]
fn merged_cells_stand_once_and_columns_are_true() {
    let two = r#"<w:gridSpan w:val="2"/>"#;
    let table = [
        row(&[cell(&format!("{two}{RESTART}"), "数据"), cell(two, "申请人情况")]),
        row(&[cell(&format!("{two}{CONTINUE}"), ""), cell("", "自然人"), cell("", "总计")]),
        row(&[cell(RESTART, "三、办理结果"), cell(RESTART, "（三）"), cell("", "7"), cell("", "")]),
        row(&[cell(CONTINUE, "藏"), cell(CONTINUE, ""), cell("", "\u{3000}"), cell("", "0")]),
        row(&[cell(CONTINUE, ""), cell("", "（七）总计"), cell("", "7"), cell("", "7")]),
        format!(
            r#"<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{}</w:tr>"#,
            cell(r#"<w:hMerge w:val="restart"/>"#, "后") + &cell("<w:hMerge/>", "")
        ),
    ];
    assert_snapshot!(body(&format!("<w:tbl>{}</w:tbl>", table.concat())), @r"
    [数据]2x2[申请人情况]2x1
    @2[自然人][总计]
    [三、办理结果]1x3[（三）]1x2[7][]
    @2[][0]
    @1[（七）总计][7][7]
    @2[后]2x1
    ");
}

#[test]
fn runs_join_and_breaks_part() {
    let text = r#"<w:p><w:r><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r><w:hyperlink><w:r><w:t xml:space="preserve"> &amp; </w:t></w:r></w:hyperlink>
        <w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>
        <w:r><w:tab/><w:t>列</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>"#;
    assert_snapshot!(body(text), @r"
    12 & 新³	列
    下一行
    ");
    let table = row(&[
        format!("<w:tc>{}{}</w:tc>", paragraph("1"), paragraph("2")),
        "<w:tc><w:p><w:r><w:t>商业</w:t><w:br/><w:t>企业</w:t></w:r></w:p></w:tc>".to_owned(),
    ]);
    assert_snapshot!(body(&format!("<w:tbl>{table}</w:tbl>")), @"[1 2][商业 企业]");
}

#[test]
fn automatic_numbers_are_read() {
    let list = |level: usize, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let text = [
        list(0, "总体情况"),
        list(1, "主动公开"),
        list(1, "依申请公开"),
        r#"<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>主动公开情况</w:t></w:r></w:p>"#.to_owned(),
        list(1, "不予公开"),
        list(2, "属于国家秘密"),
        list(2, ""),
        list(2, "其他"),
        r#"<w:p><w:pPr><w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>无号</w:t></w:r></w:p>"#.to_owned(),
    ];
    assert_snapshot!(body(&text.concat()), @"
    一、总体情况
    （一）主动公开
    （二）依申请公开
    二、主动公开情况
    （一）不予公开
    1.属于国家秘密
    3.其他
    无号
    ");
}

#[test]
fn text_boxes_are_read_once_and_content_controls_are_seen_through() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text));
    let text = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent><w:t>正文</w:t></w:r></w:p>
         <w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        boxed("框中"),
        boxed("框中"),
        paragraph("控件")
    );
    assert_snapshot!(body(&text), @"
    框中
    正文
    控件
    ");
}

#[test]
fn a_table_in_a_table_is_read_by_itself() {
    let inner = format!("<w:tbl>{}</w:tbl>", row(&[cell("", "规章"), cell("", "4")]));
    let outer = row(&[format!("<w:tc>{}{inner}</w:tc>", paragraph("说明")), cell("", "旁注")]);
    assert_snapshot!(body(&format!("<w:tbl>{outer}</w:tbl>")), @"
    说明

    [规章][4]

    旁注
    ");
    let deep = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(300),
        paragraph("底"),
        "</w:tc></w:tr></w:tbl>".repeat(300)
    );
    assert_snapshot!(body(&deep), @"底");
}

#[test]
fn deleted_rows_are_gone() {
    let gone =
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>", cell(RESTART, "旧"), cell("", "1"));
    let table = gone + &row(&[cell(CONTINUE, "规章"), cell("", "4")]);
    assert_snapshot!(body(&format!("<w:tbl>{table}</w:tbl>")), @"[规章][4]");
}

#[test]
fn the_body_is_where_the_relations_say() {
    let bytes = zipped(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#,
        ),
        (
            "word/document2.xml",
            "<w:document><w:body><w:p><w:r><w:t>正文&#x4E00;</w:t></w:r></w:p></w:body></w:document>",
        ),
    ]);
    assert_snapshot!(dump_result(read(&bytes, "a.docx")), @"正文一");
}

#[test]
fn what_is_broken_says_so() {
    let broken = ReadError::Broken { name: "a.docx".to_owned() };
    let whole = docx(&paragraph("文"));
    assert_eq!(read(&whole[..whole.len() - 30], "a.docx").unwrap_err(), broken);
    assert_eq!(read(&zipped(&[("other.xml", "")]), "a.docx").unwrap_err(), broken);
    assert_eq!(read(&docx("</w:p>"), "a.docx").unwrap_err(), broken);
    assert_eq!(read(&docx(""), "a.docx").unwrap_err(), ReadError::Empty);
}

#[test]
fn a_bomb_is_refused() {
    let blanks = " ".repeat(9 << 20);
    let bytes = docx(&format!("<w:p><w:r><w:t>{blanks}</w:t></w:r></w:p>"));
    assert!(bytes.len() < 50_000, "the fixture is no bomb");
    assert_snapshot!(dump_result(read(&bytes, "年报.docx")), @"“年报.docx”解开后超过 64 MB 或压缩比异常，已停止读取；请确认文件没有问题，或复制报告的文字粘贴");
}

proptest! {
    #[test]
    fn no_damage_breaks_it(at in 0usize..2000, byte: u8) {
        let table = row(&[cell(RESTART, "甲"), cell("", "1")]) + &row(&[cell(CONTINUE, ""), cell("", "2")]);
        let mut bytes = docx(&format!("<w:tbl>{table}</w:tbl>"));
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(document) = read(&bytes, "a.docx") {
            check(&document);
        }
    }

    #[test]
    fn no_order_of_elements_breaks_it(
        names in prop::collection::vec(prop::sample::select(vec![
            "tbl", "tr", "tc", "p", "r", "t", "del", "trPr", "tcPr", "vMerge", "gridSpan", "hMerge",
            "AlternateContent", "Choice", "Fallback", "txbxContent", "numPr", "numId", "br", "rPr",
            "vanish", "gridBefore",
        ]), 0..40),
        closing in prop::collection::vec(0usize..3, 40),
    ) {
        let mut xml = String::new();
        let mut open = Vec::new();
        for (name, &close) in names.iter().zip(&closing) {
            xml.push_str(&format!("<w:{name} w:val=\"2\">文1"));
            open.push(name);
            for _ in 0..close {
                if let Some(name) = open.pop() {
                    xml.push_str(&format!("</w:{name}>"));
                }
            }
        }
        while let Some(name) = open.pop() {
            xml.push_str(&format!("</w:{name}>"));
        }
        if let Ok(document) = read(&docx(&xml), "a.docx") {
            check(&document);
        }
    }
}
