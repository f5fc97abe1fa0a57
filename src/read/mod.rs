//! Bytes to document: one reader per format. A reader never looks for words of the form.

pub mod decode;
#[cfg(feature = "readers")]
pub mod doc;
#[cfg(feature = "readers")]
pub mod docx;
#[cfg(feature = "readers")]
mod flow;
#[cfg(feature = "readers")]
pub mod html;
#[cfg(feature = "readers")]
pub mod json;
#[cfg(feature = "readers")]
pub mod pdf;
pub mod reading_text;
#[cfg(feature = "readers")]
mod script;
#[cfg(feature = "readers")]
pub mod sheet;
pub mod sniff;
#[cfg(all(test, feature = "readers"))]
mod testing;
pub mod text;
#[cfg(feature = "readers")]
mod zipped;

use crate::document::Document;

/// The most bytes that one input may have.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// Why an input could not be read. The message tells what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing, or only white space.
    #[error("没有内容：请粘贴年度报告全文，或打开一个文件")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error(
        "内容有 {megabytes} MB，超过 20 MB 的上限；请只放入一份年度报告，或另存为较小的文件后再试"
    )]
    TooLarge {
        /// Its size, rounded up.
        megabytes: usize,
    },
    /// A picture, a program, something else that is no text.
    #[error(
        "“{name}”{what}，无法读出文字；请改用 Word（.docx）、Excel、PDF、网页或文本文件，或把报告的文字复制后粘贴进来"
    )]
    Unsupported {
        /// The name of the file.
        name: String,
        /// What it seems to be, in Chinese, such as 是图片.
        what: String,
    },
    /// A format that holds a report but that is not read here, with a way out.
    #[error("“{name}”{what}，这里不能直接读取；{advice}")]
    Convert {
        /// The name of the file.
        name: String,
        /// What it is, in Chinese, such as 是 RTF 文档.
        what: &'static str,
        /// What to do, in Chinese.
        advice: &'static str,
    },
    /// A file with a password.
    #[error("“{name}”设有密码，无法读取；请在原来的软件里取消密码，另存后再打开")]
    Encrypted {
        /// The name of the file.
        name: String,
    },
    /// A file that is broken, or lacks the part that would hold the text.
    #[error(
        "“{name}”已损坏或不完整，无法读出内容；请重新下载，或用原来的软件打开并另存一次后再试，也可以直接复制文字粘贴"
    )]
    Broken {
        /// The name of the file.
        name: String,
    },
    /// A packed file that unpacks to far more than any report.
    #[error(
        "“{name}”解开后超过 {megabytes} MB 或压缩比异常，已停止读取；请确认文件没有问题，或复制报告的文字粘贴"
    )]
    Expansion {
        /// The name of the file.
        name: String,
        /// The limit that it breaks.
        megabytes: u64,
    },
    /// A page whose elements nest deeper, or are more, than a report ever needs.
    #[error(
        "网页的标签嵌套过深或数量过多，已停止读取；请在浏览器里打开这个网页，复制报告的内容后粘贴"
    )]
    TooDeep,
    /// A workbook with more cells than a report ever needs.
    #[error("“{name}”的单元格超过 {cells} 个，已停止读取；请只保留年度报告所在的工作表后再试")]
    TooManyCells {
        /// The name of the file.
        name: String,
        /// The limit that it breaks.
        cells: usize,
    },
    /// The bytes are no text in any encoding that is known here.
    #[error(
        "“{name}”的文字编码无法识别或文件已损坏；请用 UTF-8 编码另存后再试，或直接复制文字粘贴"
    )]
    Damaged {
        /// The name of the file.
        name: String,
    },
    /// A document without any text, or with text that has no characters.
    #[error(
        "“{name}”里没有可以读取的文字，多半是扫描件；请先做文字识别（OCR）再放入，或改用网页、Word 版本"
    )]
    NoText {
        /// The name of the file.
        name: String,
    },
    /// A document that would cost too much to read.
    #[error("“{name}”{what}，超出可以处理的上限；请只保留年度报告本身，另存为较小的文件后再试")]
    Limit {
        /// The name of the file.
        name: String,
        /// What is too much, in Chinese, such as 页数超过 500.
        what: &'static str,
    },
}

/// Whether a cell holds what programs write for an empty cell of a table.
fn is_no_value(text: &str) -> bool {
    matches!(text, "NaN" | "nan" | "None" | "null" | "<NA>" | "NaT")
}

/// Reads an input. The type is told by content first, by name second.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { megabytes: bytes.len().div_ceil(1024 * 1024) });
    }
    #[cfg(feature = "readers")]
    match sniff::kind(bytes, name)? {
        sniff::Kind::Html => return html::read(bytes, name),
        sniff::Kind::Docx => return docx::read(bytes, name),
        sniff::Kind::Doc => return doc::read(bytes, name),
        sniff::Kind::Sheet => return sheet::read(bytes, name),
        sniff::Kind::Pdf => return pdf::read(bytes, name),
        sniff::Kind::Text | sniff::Kind::Markdown | sniff::Kind::Csv => {}
    }
    let decode::Decoded { text, encoding } = decode::decode(bytes, name)?;
    if text.as_str().trim().is_empty() {
        return Err(ReadError::Empty);
    }
    #[cfg(feature = "readers")]
    if let Some(document) = json::read(text.as_str(), name, encoding) {
        return Ok(document);
    }
    Ok(text::read_source(text, name, Some(encoding)))
}
