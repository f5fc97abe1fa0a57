//! Bytes to document: one reader per format. A reader never looks for words of the form.

#[cfg(feature = "readers")]
pub mod pdf;

use crate::document::{Document, Format};

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
    /// A document of a known format whose structure is damaged.
    #[error(
        "“{name}”不是完整的 {format} 文件，可能没有下载完或已损坏；请重新下载，或打开后另存一份再试"
    )]
    Broken {
        /// The name of the file.
        name: String,
        /// The format that it begins as, as people call it.
        format: &'static str,
    },
    /// A document that opens only with a password.
    #[error("“{name}”设有打开密码，无法读取；请打开后另存为不加密的文件，或复制文字粘贴进来")]
    Encrypted {
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

/// Reads an input. The type is told by content first, by name second.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let _ = (bytes, name, Format::Text);
    Err(ReadError::Empty)
}
