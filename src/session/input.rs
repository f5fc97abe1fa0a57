//! What the user gave: a text, or the bytes of a file.

use crate::form::Edition;
use crate::read::{MAX_BYTES, ReadError};
use std::sync::Arc;

/// The name of an input that was pasted or typed.
pub const PASTED: &str = "粘贴的文本";

/// What the user gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The name of the file, or [`PASTED`].
    pub name: String,
    /// What is in it.
    pub content: Content,
}

/// The content of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, as pasted, typed or edited.
    Text(Arc<str>),
    /// A file, not yet decoded.
    Bytes(Arc<[u8]>),
    /// Nothing yet: an empty form to fill in.
    Draft(Draft),
}

/// An empty form to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who reports.
    pub organization: String,
    /// The year reported on.
    pub year: u16,
    /// Which edition of the form.
    pub edition: Edition,
}

impl Draft {
    /// Takes what was filled in; else a Chinese sentence on what is wrong with it.
    pub fn new(organization: &str, year: &str, edition: Option<Edition>) -> Result<Draft, String> {
        let organization = organization.trim();
        if organization.is_empty() {
            return Err("请填写单位名称，它会写进标题".to_owned());
        }
        let digits: String = super::typed::half_width(year).trim().to_owned();
        match digits.parse() {
            Ok(year @ 2019..=2099) => Ok(Draft {
                organization: organization.to_owned(),
                year,
                edition: edition.unwrap_or_else(|| Edition::for_year(year)),
            }),
            Ok(year @ 1..2019) => {
                Err(format!("这两版表样从 2019 年度开始使用，{year} 年度的报告不用它"))
            }
            _ => Err(format!("“{}”不是年度；请填四位数字，如 2024", year.trim())),
        }
    }
}

impl Input {
    /// A pasted or typed text. A byte order mark is dropped, as reading would drop it.
    pub fn text(name: &str, text: &str) -> Input {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Input { name: name.to_owned(), content: Content::Text(text.into()) }
    }

    /// A file.
    pub fn file(name: &str, bytes: Vec<u8>) -> Input {
        Input { name: name.to_owned(), content: Content::Bytes(bytes.into()) }
    }

    /// An empty form.
    pub fn draft(draft: Draft) -> Input {
        let name = format!("{}{}年度（新建）", draft.organization, draft.year);
        Input { name, content: Content::Draft(draft) }
    }

    /// Whether it is an empty form.
    pub fn is_draft(&self) -> bool {
        matches!(self.content, Content::Draft(_))
    }

    /// The same input after its text was edited. A name that promises another format than text
    /// is replaced: what is checked from then on is the text.
    pub fn edited(&self, text: &str) -> Input {
        let name = match self.name.rsplit_once('.') {
            Some((stem, extension)) if !is_text_extension(extension) => {
                format!("{stem}（已修改）.txt")
            }
            _ => self.name.clone(),
        };
        Input::text(&name, text)
    }

    /// Whether there is nothing in it, not even white space.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its size in bytes; an empty form counts as something.
    pub fn len(&self) -> usize {
        match &self.content {
            Content::Text(text) => text.len(),
            Content::Bytes(bytes) => bytes.len(),
            Content::Draft(_) => 1,
        }
    }

    /// The text to show when the core gave none back: the bytes, if they are plain UTF-8.
    pub fn plain_text(&self) -> Option<Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text.clone()),
            Content::Bytes(bytes) => {
                let text = std::str::from_utf8(bytes).ok()?;
                (!text.as_bytes().contains(&0))
                    .then(|| text.strip_prefix('\u{feff}').unwrap_or(text).into())
            }
            Content::Draft(_) => None,
        }
    }

    /// The sentence that refuses a file of `bytes` bytes before it is even read, if it is too big.
    pub fn refuse_size(bytes: f64) -> Option<String> {
        (bytes > MAX_BYTES as f64).then(|| {
            let megabytes = (bytes / (1024.0 * 1024.0)).ceil() as usize;
            ReadError::TooLarge { megabytes }.to_string()
        })
    }
}

fn is_text_extension(extension: &str) -> bool {
    ["txt", "md", "markdown", "csv", "tsv", "text"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_document_is_a_text_from_then_on() {
        assert_eq!(Input::file("年报.docx", vec![1]).edited("甲").name, "年报（已修改）.txt");
        assert_eq!(Input::file("年报.MD", vec![1]).edited("甲").name, "年报.MD");
        assert_eq!(Input::text(PASTED, "甲").edited("乙").name, PASTED);
    }

    #[test]
    fn a_binary_file_has_no_plain_text() {
        assert_eq!(Input::file("a", b"\x89PNG\0".to_vec()).plain_text(), None);
        let text = Input::file("a", "\u{feff}甲".as_bytes().to_vec()).plain_text();
        assert_eq!(text.as_deref(), Some("甲"));
    }

    #[test]
    fn a_draft_takes_its_edition_from_its_year() {
        let draft = |year| Draft::new(" 青禾县水利局 ", year, None);
        assert_eq!(draft("2020").unwrap().edition, Edition::E2019);
        let draft_2021 = draft("２０２１").unwrap();
        assert_eq!((draft_2021.edition, draft_2021.year), (Edition::E2021, 2021));
        assert_eq!(draft_2021.organization, "青禾县水利局");
        assert!(draft("2008").unwrap_err().contains("2019"));
        assert!(draft("二〇二四").unwrap_err().contains("四位数字"));
        assert!(Draft::new(" ", "2024", None).unwrap_err().contains("单位"));
    }

    #[test]
    fn only_a_size_over_the_limit_is_refused() {
        assert_eq!(Input::refuse_size(MAX_BYTES as f64), None);
        let refusal = Input::refuse_size(MAX_BYTES as f64 + 1.0).unwrap();
        assert!(refusal.contains("21 MB"), "{refusal}");
    }
}
