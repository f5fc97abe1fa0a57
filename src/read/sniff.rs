//! What kind of file some bytes are: by content first, by name second.

use crate::read::{ReadError, decode};

/// The kinds of file that there are readers for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text, or anything else that may be one.
    Text,
    /// Markdown by its name.
    Markdown,
    /// Comma- or tab-separated values by their name.
    Csv,
    /// A web page.
    Html,
    /// DOCX.
    Docx,
    /// Word's older, binary kind.
    Doc,
    /// XLSX, XLS or ODS.
    Sheet,
    /// PDF.
    Pdf,
}

/// Tells the kind of a file.
///
/// # Errors
/// [`ReadError::Unsupported`], [`ReadError::Convert`] or [`ReadError::Encrypted`] for kinds that
/// are known but cannot be read.
pub fn kind(bytes: &[u8], name: &str) -> Result<Kind, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes, name);
    }
    if bytes.starts_with(CFB) {
        return compound_kind(bytes, name);
    }
    // A PDF may have a few bytes of a mail or a server before it.
    let head = &bytes[..bytes.len().min(1024)];
    if head.contains(&b'%') && find(head, b"%PDF-").is_some() {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(convert(name, "是 RTF 文档", SAVE_AS_DOCX));
    }
    // A text may begin with the letters BM.
    let binary = || bytes.contains(&0) || std::str::from_utf8(bytes).is_err();
    for (magic, what) in FOREIGN {
        if bytes.starts_with(magic) && binary() {
            return Err(ReadError::Unsupported { name: name.to_owned(), what: (*what).to_owned() });
        }
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Err(unsupported(name, "是图片"));
    }
    if matches!(bytes.get(4..8), Some(b"ftyp")) {
        return Err(unsupported(name, "是视频或照片"));
    }
    text_kind(bytes, name)
}

/// Whether only a build with the feature `readers` can read these bytes. True as well for what no
/// build can read but the fuller one can tell more about.
pub fn needs_readers(bytes: &[u8], name: &str) -> bool {
    match kind(bytes, name) {
        Ok(Kind::Html | Kind::Docx | Kind::Doc | Kind::Sheet | Kind::Pdf) => true,
        Ok(Kind::Text | Kind::Markdown | Kind::Csv) => {
            // JSON may begin with a byte order mark, and in UTF-16 with zeros.
            let mark = |byte: &u8| matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
            let begins = bytes.iter().find(|&byte| !byte.is_ascii_whitespace() && !mark(byte));
            !decode::is_unicode(bytes)
                || matches!(begins, Some(b'[' | b'{'))
                || bytes.split(|&byte| byte == b'\n').any(|line| holds_rows(line) || is_drawn(line))
                || (0..bytes.len()).any(|at| {
                    BEGIN_MARKS[usize::from(bytes[at])]
                        && MARKS.iter().any(|mark| bytes[at..].starts_with(mark))
                })
        }
        Err(_) => false,
    }
}

/// What tells of tables that the build without readers leaves alone: Markdown may hold them, and
/// paragraphs, as raw HTML; others are MediaWiki's, LaTeX's, printed lists, printed frames of data
/// or drawn with lines.
const MARKS: [&[u8]; 15] = [
    b"</p>",
    b"</table>",
    b"{|",
    b"\\begin{",
    b"[\"",
    b"['",
    b"('",
    b"{\"",
    b"NaN",
    b"+-",
    b"+=",
    "┌".as_bytes(),
    "╔".as_bytes(),
    "┏".as_bytes(),
    "╒".as_bytes(),
];

/// The bytes that one of [`MARKS`] begins with.
const BEGIN_MARKS: [bool; 256] = {
    let mut begin = [false; 256];
    let mut at = 0;
    while at < MARKS.len() {
        begin[MARKS[at][0] as usize] = true;
        at += 1;
    }
    begin
};

/// Whether a line holds more numbers than any row of the form: then it may hold many rows.
fn holds_rows(line: &[u8]) -> bool {
    // The no-break space and the ideographic one end with bytes that few letters end with.
    let space = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'|' | 0x80 | 0xa0);
    let number = |pair: &&[u8]| space(pair[0]) && pair[1].is_ascii_digit();
    line.windows(2).filter(number).nth(WIDEST).is_some()
}

/// Whether a gap between two numbers of a line is so wide that a cell may be blank there.
fn is_drawn(line: &[u8]) -> bool {
    let mut digit = None;
    for (at, byte) in line.iter().enumerate() {
        // The no-break space and the ideographic one too.
        if matches!(byte, b' ' | 0xc2 | 0xa0 | 0xe3 | 0x80) {
            continue;
        }
        if byte.is_ascii_digit() && digit.is_some_and(|digit| at - digit > WIDE_GAP) {
            return true;
        }
        digit = byte.is_ascii_digit().then_some(at);
    }
    false
}

/// How many bytes a gap has at least that may be a blank cell.
const WIDE_GAP: usize = 4;

/// How many numbers the widest row of the form holds, that of 表四.
const WIDEST: usize = 15;

const CFB: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

pub(super) const SAVE_AS_DOCX: &str =
    "请用 Word 或 WPS 打开，另存为 .docx 后再试，或直接复制文字粘贴";
const SAVE_AS_XLSX: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试，或直接复制表格粘贴";
const EXPORT: &str = "请用原来的阅读软件导出为 PDF，或复制文字后粘贴进来";

/// How files begin that are no text, and what they are.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"\x89PNG", "是图片"),
    (b"\xFF\xD8\xFF", "是图片"),
    (b"GIF8", "是图片"),
    (b"II*\0", "是图片"),
    (b"MM\0*", "是图片"),
    (b"BM", "是图片"),
    (b"MZ", "是程序"),
    (b"\x7FELF", "是程序"),
    (b"Rar!", "是压缩包"),
    (b"7z\xBC\xAF\x27\x1C", "是压缩包"),
    (b"\x1F\x8B", "是压缩包"),
    (b"BZh", "是压缩包"),
    (b"\xFD7zXZ\0", "是压缩包"),
    (b"SQLite format 3\0", "是数据库"),
    (b"ID3", "是音频"),
];

fn zip_kind(bytes: &[u8], name: &str) -> Result<Kind, ReadError> {
    // Names of entries are never compressed; the directory at the end lists them all, and a file
    // that lost its end still has them before each entry.
    let head = &bytes[..bytes.len().min(64 << 10)];
    let tail = &bytes[bytes.len().saturating_sub(1 << 20)..];
    let holds = |entry: &str| {
        find(tail, entry.as_bytes()).or_else(|| find(head, entry.as_bytes())).is_some()
    };
    if holds("word/document") {
        return Ok(Kind::Docx);
    }
    if holds("xl/workbook.xml") || holds("xl/worksheets/") {
        return Ok(Kind::Sheet);
    }
    if holds("xl/workbook.bin") {
        return Err(convert(name, "是二进制的 Excel 工作簿（.xlsb）", SAVE_AS_XLSX));
    }
    if holds("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Kind::Sheet);
    }
    if holds("application/vnd.oasis.opendocument.text") {
        return Err(convert(name, "是 ODT 文档", SAVE_AS_DOCX));
    }
    if holds("OFD.xml") {
        return Err(convert(name, "是 OFD 版式文件", EXPORT));
    }
    if holds("ppt/presentation.xml") {
        return Err(unsupported(name, "是演示文稿"));
    }
    // A DOCX whose names were lost or moved: its reader knows how to look and what to say.
    match extension(name).as_str() {
        "docx" | "docm" => Ok(Kind::Docx),
        "xlsx" | "xlsm" | "ods" => Ok(Kind::Sheet),
        _ => Err(unsupported(name, "是压缩包，请先解压")),
    }
}

fn compound_kind(bytes: &[u8], name: &str) -> Result<Kind, ReadError> {
    let holds = |entry: &str| has_compound_entry(bytes, entry);
    if holds("EncryptedPackage") {
        return Err(ReadError::Encrypted { name: name.to_owned() });
    }
    if holds("Workbook") || holds("Book") {
        return Ok(Kind::Sheet);
    }
    if holds("WordDocument") {
        return Ok(Kind::Doc);
    }
    if holds("WpsDocument") {
        return Err(convert(name, "是旧版 WPS 文字文档（.wps）", SAVE_AS_DOCX));
    }
    if holds("PowerPoint Document") {
        return Err(unsupported(name, "是演示文稿"));
    }
    match extension(name).as_str() {
        "xls" | "et" => Ok(Kind::Sheet),
        // Cut off, it has lost its directory; its reader knows what to say.
        "doc" | "wps" => Ok(Kind::Doc),
        _ => Err(convert(name, "是旧版 Office 文件", SAVE_AS_DOCX)),
    }
}

/// Whether a compound file lists an entry of that name. Its directory consists of records of 128
/// bytes, each beginning with a name in UTF-16 and, after 64 bytes, the length of that.
pub(super) fn has_compound_entry(bytes: &[u8], name: &str) -> bool {
    let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    wanted.extend([0, 0]);
    let (records, _) = bytes.as_chunks::<128>();
    records.iter().skip(4).any(|record| {
        record.starts_with(&wanted)
            && usize::from(u16::from_le_bytes([record[64], record[65]])) == wanted.len()
    })
}

fn text_kind(bytes: &[u8], name: &str) -> Result<Kind, ReadError> {
    // Enough of the beginning to tell, in whatever encoding: tags are ASCII everywhere.
    let head = || bytes.iter().take(8192).filter(|&&byte| byte != 0);
    let extension = extension(name);
    let opening = head().find(|byte| byte.is_ascii_graphic());
    // Markup begins with a bracket, an archived page with MIME-Version: most texts with neither.
    let plain = !matches!(opening, Some(b'<' | b'M' | b'm'));
    if plain && !matches!(extension.as_str(), "html" | "htm" | "shtml" | "xhtml") {
        return Ok(by_extension(&extension));
    }
    let head: Vec<u8> = head().copied().collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let head = head.trim_start_matches(|c: char| !c.is_ascii_graphic());
    if head.starts_with("mime-version:") && head.contains("multipart/related") {
        let advice = "请用浏览器或 Word 打开，另存为网页（.html）或 .docx 后再试";
        return Err(convert(name, "是单个文件网页（.mht）", advice));
    }
    if head.starts_with("<?xml") || head.starts_with("<?mso") {
        if head.contains("excel.sheet") || head.contains("office:spreadsheet") {
            return Err(convert(name, "是 XML 电子表格", SAVE_AS_XLSX));
        }
        if head.contains("word.document") || head.contains("office/word/2003") {
            return Err(convert(name, "是 XML 格式的 Word 文档", SAVE_AS_DOCX));
        }
    }
    let begins_page = ["<!doctype html", "<html", "<head", "<body", "<meta"];
    if begins_page.iter().any(|tag| head.starts_with(tag))
        || (head.starts_with('<') && (head.contains("<html") || head.contains("<!doctype html")))
    {
        return Ok(Kind::Html);
    }
    let has_tag = |tag: &str| {
        head.match_indices(tag)
            .any(|(at, _)| head[at + tag.len()..].starts_with([' ', '>', '\t', '\r', '\n', '/']))
    };
    let has_markup = ["<p", "<div", "<table", "<span", "<tr", "<br"].into_iter().any(has_tag);
    match by_extension(&extension) {
        Kind::Text => {}
        told => return Ok(told),
    }
    let kind = match extension.as_str() {
        // A page may open with a long script or style before its first tag of this kind.
        "html" | "htm" | "shtml" | "xhtml" if has_markup || head.starts_with('<') => Kind::Html,
        // A text with tables of MediaWiki may hold tags, and begin with one.
        _ if has_markup && head.starts_with('<') && find(bytes, b"\n{|").is_none() => Kind::Html,
        _ => Kind::Text,
    };
    Ok(kind)
}

/// The kind of a text that only its name tells.
fn by_extension(extension: &str) -> Kind {
    match extension {
        "md" | "markdown" => Kind::Markdown,
        "csv" | "tsv" | "tab" => Kind::Csv,
        _ => Kind::Text,
    }
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

fn convert(name: &str, what: &'static str, advice: &'static str) -> ReadError {
    ReadError::Convert { name: name.to_owned(), what, advice }
}

fn unsupported(name: &str, what: &str) -> ReadError {
    ReadError::Unsupported { name: name.to_owned(), what: what.to_owned() }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(bytes: &[u8], name: &str, expected: Kind) {
        assert_eq!(kind(bytes, name), Ok(expected));
    }

    #[track_caller]
    fn refused(bytes: &[u8], name: &str) -> String {
        kind(bytes, name).unwrap_err().to_string()
    }

    fn compound(entry: &str) -> Vec<u8> {
        let mut bytes = vec![0; 1024];
        bytes[..8].copy_from_slice(CFB);
        let name: Vec<u8> = entry.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[640..640 + name.len()].copy_from_slice(&name);
        bytes[704] = (name.len() + 2) as u8;
        bytes
    }

    #[test]
    fn content_counts_more_than_the_name() {
        check(b"<html><body>", "a.xls", Kind::Html);
        check(b"\xEF\xBB\xBF\r\n<!DOCTYPE html>", "a.txt", Kind::Html);
        check(b"<p><strong>1</strong></p>", "", Kind::Html);
        check(b"<\0h\0t\0m\0l\0", "a", Kind::Html);
        check(b"%PDF-1.7", "a.txt", Kind::Pdf);
        check(b"PK\x03\x04....word/document.xml", "a.zip", Kind::Docx);
        check(b"PK\x03\x04....xl/workbook.xml", "a.docx", Kind::Sheet);
        check(&compound("Workbook"), "a.doc", Kind::Sheet);
        check(&compound("WordDocument"), "a.wps", Kind::Doc);
        check(b"<span>1</span>\n{|\n| 2\n|}", "", Kind::Text);
    }

    #[test]
    fn the_name_tells_texts_apart() {
        check("| 规章 | 1 |".as_bytes(), "a.MD", Kind::Markdown);
        check(b"<table><tr><td>1</td></tr></table>", "a.md", Kind::Markdown);
        check(b"1,2", "a.csv", Kind::Csv);
        check(b"1 < 2 <p", "a.txt", Kind::Text);
        check("新收 1 件".as_bytes(), "", Kind::Text);
    }

    #[test]
    fn what_cannot_be_read_is_named_with_a_way_out() {
        insta::assert_snapshot!(refused(&compound("WpsDocument"), "年报.wps"), @"“年报.wps”是旧版 WPS 文字文档（.wps），这里不能直接读取；请用 Word 或 WPS 打开，另存为 .docx 后再试，或直接复制文字粘贴");
        insta::assert_snapshot!(refused(&compound("EncryptedPackage"), "年报.docx"), @"“年报.docx”设有密码，无法读取；请在原来的软件里取消密码，另存后再打开");
        insta::assert_snapshot!(refused(b"PK\x03\x04....OFD.xml", "年报.ofd"), @"“年报.ofd”是 OFD 版式文件，这里不能直接读取；请用原来的阅读软件导出为 PDF，或复制文字后粘贴进来");
        insta::assert_snapshot!(refused(b"\xFF\xD8\xFF\xE0", "扫描.jpg"), @"“扫描.jpg”是图片，无法读出文字；请改用 Word（.docx）、Excel、PDF、网页或文本文件，或把报告的文字复制后粘贴进来");
    }

    #[test]
    fn the_light_build_knows_its_limits() {
        assert!(!needs_readers("新收 1 件".as_bytes(), "a.txt"));
        assert!(needs_readers(b"\xD0\xC2\xCA\xD5 1", "a.txt"));
        assert!(needs_readers(b"<html>", "a.txt"));
        assert!(needs_readers("0  规章  NaN".as_bytes(), "a.txt"));
        assert!(needs_readers("  ┌──┐\n".as_bytes(), "a.txt"));
        assert!(needs_readers("\u{feff}{\n \"text\": \"\"}".as_bytes(), "a.json"));
        assert!(needs_readers(b"\xFF\xFE \0[\0 \0", "a.json"));
        assert!(!needs_readers(b"\x89PNG", "a.png"));
        assert!(needs_readers("其他  0    3  0\n".as_bytes(), "a.txt"));
        assert!(needs_readers("其他 0\u{3000}\u{3000}3 0\n".as_bytes(), "a.txt"));
        assert!(!needs_readers("其他    0   3\u{3000}0\n".as_bytes(), "a.txt"));
        for zero in [" 0", "|0", "\u{3000}0", "\u{a0}0"] {
            let row = |numbers: usize| format!("总计{}\n其他 1\n", zero.repeat(numbers));
            assert!(!needs_readers(row(WIDEST).as_bytes(), "a.txt"), "a row of 表四");
            assert!(needs_readers(row(WIDEST + 1).as_bytes(), "a.txt"), "more than one row");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes: Vec<u8>, name: String) {
            let _ = kind(&bytes, &name);
            let _ = needs_readers(&bytes, &name);
        }
    }
}
