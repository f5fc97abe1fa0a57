//! Bytes to document: one reader per format. A reader never looks for words of the form.

pub mod text;

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
        "“{name}”{what}，无法读出文字；请改用文本、Markdown 文件，或把报告的文字复制后粘贴进来"
    )]
    Unsupported {
        /// The name of the file.
        name: String,
        /// What it seems to be, in Chinese, such as 是图片.
        what: String,
    },
    /// The bytes are no text in any encoding that is known here.
    #[error(
        "“{name}”的文字编码无法识别或文件已损坏；请用 UTF-8 编码另存后再试，或直接复制文字粘贴"
    )]
    Damaged {
        /// The name of the file.
        name: String,
    },
}

/// Reads an input. The type is told by content first, by name second.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { megabytes: bytes.len().div_ceil(1024 * 1024) });
    }
    let (text, encoding) = decode(bytes, name)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(text::read(text, name, encoding))
}

fn decode(bytes: &[u8], name: &str) -> Result<(String, Option<&'static str>), ReadError> {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match String::from_utf8(body.to_vec()) {
        Ok(text) => Ok((text, Some("UTF-8"))),
        Err(_) => Err(ReadError::Damaged { name: name.to_owned() }),
    }
}
