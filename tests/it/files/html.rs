//! A web page: merged cells, headers broken by `<br>`, values in nested spans and paragraphs.

use super::{Block, Grid, GridCell, Hand, Paper, broken, escaped};

const STYLE: &str = r#" style="margin:0cm;font-family:宋体""#;

/// The page.
pub fn write(paper: &Paper, hand: &Hand) -> String {
    let mut body = format!("<h1>{}</h1>\n", escaped(&paper.title));
    for block in &paper.blocks {
        match block {
            Block::Heading(text) => body.push_str(&format!("<h2>{}</h2>\n", escaped(text))),
            Block::Text(text) if hand.dressed => {
                let text = escaped(text);
                body.push_str(&format!("<p class=MsoNormal{STYLE}><span lang=\"ZH-CN\"{STYLE}>{text}<o:p></o:p></span></p>\n"));
            }
            Block::Text(text) => body.push_str(&format!("<p>{}</p>\n", escaped(text))),
            Block::Table(grid) => table(&mut body, grid, hand),
        }
    }
    let (before, after) = match hand.dressed {
        true => (
            "<div class=\"nav\"><ul><li><a href=\"#\">首页</a></li><li><a href=\"#\">政务公开</a></li></ul></div>\n\
             <p>索引号：000014349/2025-00017　发布日期：2025-01-20　字体：大 中 小</p>\n<div id=\"content\">\n",
            "</div>\n<div class=\"foot\"><a href=\"#\">打印</a> <a href=\"#\">关闭</a><p>版权所有 网站标识码3300000017</p></div>\n",
        ),
        false => ("", ""),
    };
    let title = escaped(&paper.title);
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body>\n{before}{body}{after}</body></html>\n"
    )
}

fn table(body: &mut String, grid: &Grid, hand: &Hand) {
    body.push_str("<table border=\"1\" cellspacing=\"0\"><tbody>\n");
    for row in &grid.rows {
        body.push_str("<tr>");
        for cell in row {
            let span = |name: &str, count: usize| match count {
                1 => String::new(),
                count => format!(" {name}=\"{count}\""),
            };
            let (wide, tall) = (span("colspan", cell.width), span("rowspan", cell.height));
            let style = if hand.dressed { STYLE } else { "" };
            body.push_str(&format!("<td{wide}{tall}{style}>{}</td>", content(cell, hand)));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody></table>\n");
}

fn content(cell: &GridCell, hand: &Hand) -> String {
    let text = match cell.is_head {
        false if cell.text.is_empty() => "&nbsp;".to_owned(),
        false => escaped(&cell.text),
        true => escaped(&broken(&cell.text, hand.break_after).join("\n")).replace('\n', "<br>\n"),
    };
    match hand.dressed {
        true => format!(
            "<p class=MsoNormal align=center{STYLE}><span lang=\"EN-US\"{STYLE}><span>{text}</span></span></p>"
        ),
        false => text,
    }
}
