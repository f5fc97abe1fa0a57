use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::read::testing::{check, dump, dump_result};

fn page(html: &str) -> String {
    dump_result(read_text(html))
}

#[test]
fn merged_cells_stand_once_and_columns_are_true() {
    let html = "<table><tr><td colspan=3 rowspan=2>数据<td colspan=2>申请人情况</td></tr>
        <tr><td>自然人</td><td>总计</td></tr>
        <tr><td rowspan=0>三、办理结果<td rowspan=2>（三）不予公开<td>1.属于国家秘密<td>7<td>7
        <tr><td>2.其他<td>&nbsp;<td>0
        <tr><td colspan=2>（七）总计<td>\u{3000}<td>7</table>";
    assert_snapshot!(page(html), @r"
    [数据]3x2[申请人情况]2x1
    @3[自然人][总计]
    [三、办理结果]1x3[（三）不予公开]1x2[1.属于国家秘密][7][7]
    @2[2.其他][][0]
    @1[（七）总计]2x1[][7]
    ");
}

#[test]
fn a_number_in_pieces_is_whole_and_two_numbers_stay_two() {
    let html = "<table><tr><td><span>1</span><b><span>2</span></b><o:p></o:p></td>
        <td><p>3</p><p>4</p></td><td>5<br>6</td><td>7&#8203;8</td><td>9<sup>1</sup></td></tr></table>";
    assert_snapshot!(page(html), @"[12][3 4][5 6][78][9¹]");
}

#[test]
fn white_space_is_what_a_browser_shows() {
    let html = "<p>  政府\n  信息 <b> 公开</b>\n年报\u{A0}\u{A0}第 2\n期 </p>行内<i>文字</i>";
    assert_snapshot!(page(html), @"
    政府信息 公开年报 第 2 期
    行内文字
    ");
}

#[test]
fn a_page_that_arranges_by_tables_is_read_in_order() {
    let html = "<table><tr><td colspan=2>标题</td></tr><tr><td>导航</td><td><p>第一段</p>
        <table><tr><td>规章<td>4</tr><tr><td>规范性文件<td>5</table><p>第二段</p></td></tr>
        <tr><td colspan=2>页脚</td></tr></table>";
    assert_snapshot!(page(html), @"
    标题
    导航
    第一段

    [规章][4]
    [规范性文件][5]

    第二段
    页脚
    ");
}

#[test]
fn prose_beside_its_heading_does_not_take_the_numbers_below_with_it() {
    let prose = "围绕群众关切做好公开工作。".repeat(12);
    let html = format!(
        "<table><tr><td>一、总体情况</td><td><p>{prose}</p><p>{prose}</p></td></tr>
         <tr><td>规章</td><td>3</td></tr><tr><td>规范性文件</td><td>14</td></tr></table>"
    );
    let document = read_text(&html).unwrap();
    let dump = dump(&document);
    assert!(dump.starts_with("一、总体情况\n围绕"), "{dump}");
    assert!(dump.ends_with("\n\n[规章][3]\n[规范性文件][14]\n"), "{dump}");
    let Some(crate::document::Block::Grid(grid)) = document.blocks.last() else { panic!("{dump}") };
    assert_eq!(grid.rows[0].cells[1].origin.unwrap().row, Some(2));
}

#[test]
fn what_word_leaves_in_a_page_is_no_text() {
    let html = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><title>年报</title>
        <!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><style>p{}</style></head>
        <body><xml><o:a>设置</o:a></xml><p class=MsoNormal><![if !supportLists]>
        <span style='mso-list:Ignore'>一、<span>&nbsp;</span></span><![endif]>总体情况<o:p></o:p></p>
        <p style='display : none'>隐藏</p><script>var x = '<p>1</p>';</script>
        <div style='display:none'><table><tr><td>规章<td>2</table></div>
        <select><option>2023年</select><del>旧</del></body></html>";
    assert_snapshot!(page(html), @"
    一、 总体情况

    [规章][2]
    ");
}

#[test]
fn lists_carry_their_numbers() {
    let html =
        "<ol style='list-style-type: cjk-ideographic' start=2><li><p>主动公开</p><li>收到</ol>
        <ol><li>属于国家秘密<li value=4>其他</ol><ul><li>点</ul><pre>  甲   1\n  乙   2</pre>";
    assert_snapshot!(page(html), @"
    二、主动公开
    三、收到
    1.属于国家秘密
    4.其他
    点
      甲   1
      乙   2
    ");
}

#[test]
fn tags_left_open_and_misplaced() {
    let html =
        "<div><table border=1><tbody><tr><td><p>甲<td><font>1</td></font><tr>散落<td>乙<td>2";
    assert_snapshot!(page(html), @"
    散落

    [甲][1]
    [乙][2]
    ");
}

#[test]
fn a_piece_goes_into_a_text_that_is_being_built() {
    let mut reading = ReadingText::new();
    reading.line("前文");
    append("<tr><td>没有表格的行", &mut reading).unwrap();
    append("<table><tr><td>甲<td>1</table>", &mut reading).unwrap();
    let document = reading.finish(Format::Markdown, None).unwrap();
    assert_snapshot!(dump(&document), @"
    前文
    没有表格的行

    [甲][1]
    ");
}

#[test]
fn nesting_without_end_is_refused_and_deep_tables_are_read_as_lines() {
    assert_eq!(read_text(&"<div>".repeat(100_000)).unwrap_err(), ReadError::TooDeep);
    assert_eq!(read_text(&"<table><td>".repeat(5_000)).unwrap_err(), ReadError::TooDeep);
    let deep =
        format!("{}甲<td>乙</table>{}", "<table><tr><td>".repeat(60), "丙</table>".repeat(59));
    let document = read_text(&deep).unwrap();
    check(&document);
    let text: String = document.source.as_str().split_whitespace().collect();
    assert!(text.starts_with("甲乙丙") && text.ends_with('丙'), "{text}");
}

#[test]
fn attributes_beyond_reason_cost_nothing() {
    let wide = "<tr>".to_owned() + &"<td colspan=1000 rowspan=65534>1".repeat(2000);
    let document = read_text(&format!("<table>{}</table>", wide.repeat(3))).unwrap();
    check(&document);
    let html = "<table><tr><td colspan=-1 rowspan=99999999999999999999>甲<td rowspan=9>1</table>";
    assert_snapshot!(page(html), @"[甲][1]");
}

#[test]
fn a_page_in_an_old_encoding() {
    let html = "<meta http-equiv=Content-Type content='text/html; charset=gb2312'><p>规章";
    let (bytes, _, _) = encoding_rs::GBK.encode(html);
    let document = read(&bytes, "a.htm").unwrap();
    assert_eq!((document.encoding, dump(&document).as_str()), (Some("GBK"), "规章\n"));
}

/// A formula may hold elements named like the parts of a table, and the parser leaves them there.
#[test]
fn a_formula_is_no_part_of_the_table_around_it() {
    let html = "<table><tr><td>甲<math><td>1</td></math></td><td>2</td></tr></table>";
    assert_snapshot!(page(html), @"[甲1][2]");
    let html = "<table><tr><td rowspan=2>甲<math><tr><td>1</math><td>2</td></tr>
        <tr><td>3</td></tr></table>";
    assert_snapshot!(page(html), @r"
    [甲1]1x2[2]
    @1[3]
    ");
    // Came out with two cells in one place: the first formula began a row within a cell.
    let html =
        "<table>甲<td colspan=0 rowspan=2><svg><table><math><td><tr><pre><math><td><svg><table>";
    let document = read_text(html).unwrap();
    check(&document);
    assert_snapshot!(dump(&document), @"甲");
}

/// Markup as it comes: real tags in any order, with text between them.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<table>".to_owned()),
        Just("</table>".to_owned()),
        Just("<tr>".to_owned()),
        Just("</td>".to_owned()),
        Just("<tbody>".to_owned()),
        Just("<p>".to_owned()),
        Just("</p>".to_owned()),
        Just("<br>".to_owned()),
        Just("<math><td>".to_owned()),
        Just("<svg><table>".to_owned()),
        Just("<template>".to_owned()),
        Just("<pre>".to_owned()),
        Just("<ol><li>".to_owned()),
        Just("<b><sup>".to_owned()),
        Just("</b>".to_owned()),
        Just("<div hidden>".to_owned()),
        Just("</div>".to_owned()),
        "[甲乙12 \u{3000}\u{A0}\u{200B}&<]{0,4}",
        (0..4usize, 0..4usize).prop_map(|(w, h)| format!("<td colspan={w} rowspan={h}>")),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_markup_breaks_it(html in soup()) {
        if let Ok(document) = read_text(&html) {
            check(&document);
        }
    }

    #[test]
    fn no_bytes_break_it(bytes: Vec<u8>) {
        let _ = read(&bytes, "x.html");
    }

    #[test]
    fn a_plain_table_comes_back(cells in prop::collection::vec("[一-龥0-9]{0,6}", 6)) {
        let rows: Vec<String> = cells
            .chunks(3)
            .map(|row| row.iter().map(|cell| format!("<td><p><span>{cell}</span></p></td>")).collect())
            .collect();
        let html = format!("文<table><tr>{}</tr></table>", rows.join("</tr><tr>"));
        let document = read_text(&html).unwrap();
        check(&document);
        let Some(crate::document::Block::Grid(grid)) = document.blocks.last() else {
            panic!("no grid")
        };
        let read: Vec<&str> = grid
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| document.source.slice(cell.place))
            .collect();
        prop_assert_eq!(read, cells);
    }
}

/// Whatever the markup, slimming it changes nothing of what is read.
#[test]
fn a_slim_page_reads_as_the_whole_one() {
    let pieces = [
        "甲",
        "乙 5",
        "\n",
        "<",
        ">",
        "&lt;",
        "\"",
        "'",
        "=",
        "/",
        "<!--",
        "-->",
        "<!-->",
        "--!>",
        "<!x>",
        "<?y>",
        "</>",
        "<p class=a>",
        "</p>",
        "<P STYLE='color:red;mso-hide:none' id=\"b\">",
        "<span lang=EN-US>",
        "</span>",
        "<b a=1>",
        "</b>",
        "<b a=2>",
        "<font size=3>",
        "</font >",
        "<sup>",
        "</sup>",
        "<br/>",
        "<table border=1>",
        "</table>",
        "<tr a>",
        "</tr>",
        "<td colspan=2 class='x y'>",
        "<td rowspan=\"2\" b>",
        "</td>",
        "<th>",
        "<ol start=3 class=c>",
        "<li value=5 d>",
        "</ol>",
        "<div hidden>",
        "<div style=\"display:none\">",
        "</div>",
        "<script>",
        "</script>",
        "<script src=a>if (a<b) '<td>'</script>",
        "<style x>p{}</style>",
        "<style>",
        "<title>丙</title>",
        "<textarea rows=2>丁</textarea>",
        "<select name=s>",
        "</select>",
        "<option a>",
        "<noscript>",
        "</noscript>",
        "<template>",
        "</template>",
        "<a href='?a=1&b=2'>",
        "</a>",
        "<o:p>",
        "</o:p>",
        "<xml>",
        "</xml>",
        "<svg viewBox='0 0'>",
        "</svg>",
        "<math>",
        "</math>",
        "<pre a=b>",
        "</pre>",
        "<head>",
        "<body bgcolor=x>",
        "<input type=hidden value='戊'>",
        "<iframe src=a></iframe>",
        "<frameset>",
        "<form>",
        "</form>",
        "<h1 align=center>",
        "</h1>",
        "<button>",
        "</button>",
    ];
    let mut state = 7u64;
    let mut read = 0;
    for _ in 0..6_000 {
        let mut html = String::new();
        for _ in 0..14 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            html.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let text = |dom: dom::Dom| {
            let mut reading = ReadingText::new();
            flow::lay_out(collect::items(&dom), &mut reading);
            reading.finish(Format::Html, None).map(|document| document.source.as_str().to_owned())
        };
        let slim = text(dom::Dom::parse(&html).unwrap());
        read += usize::from(slim.is_ok());
        assert_eq!(slim, text(dom::Dom::parse_whole(&html).unwrap()), "{html}");
    }
    assert!(read > 2_000, "{read} pages hold text");
}
