//! What outlives the page: over an update of it, and, with consent, over a reload or a crash.

use super::input::{Content, Input};
use super::reviewed::Reviewed;
use crate::export::wire::{Edit, SetAside};
use serde::{Deserialize, Serialize};

/// The shape of [`Kept`]; another one is not read. Fields that may be absent do not change it.
const SHAPE: u32 = 1;

/// The state of the page as it is stored: plain data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// [`SHAPE`] of the version that wrote it.
    shape: u32,
    /// The name of the input.
    name: String,
    /// Its text, when it is one.
    text: Option<String>,
    /// The bytes of a file.
    #[serde(default, with = "serde_bytes")]
    bytes: Option<Vec<u8>>,
    /// What the user changed in the tables.
    #[serde(default)]
    pub edits: Vec<Edit>,
    /// What the user set aside.
    #[serde(default)]
    pub set_aside: Vec<SetAside>,
}

impl Kept {
    /// An input, and what the user did to the review of it.
    pub fn of(input: &Input, reviewed: Option<&Reviewed>) -> Kept {
        let (text, bytes) = match &input.content {
            Content::Text(text) => (Some(text.to_string()), None),
            Content::Bytes(bytes) => (None, Some(bytes.to_vec())),
        };
        let review = reviewed.map(|reviewed| &reviewed.review);
        Kept {
            shape: SHAPE,
            name: input.name.clone(),
            text,
            bytes,
            edits: review.map(|review| review.edits.clone()).unwrap_or_default(),
            set_aside: review.map(|review| review.set_aside.clone()).unwrap_or_default(),
        }
    }

    /// The input; none if another version wrote it in another shape.
    pub fn input(&self) -> Option<Input> {
        if self.shape != SHAPE {
            return None;
        }
        match (&self.text, &self.bytes) {
            (Some(text), _) => Some(Input::text(&self.name, text)),
            (None, Some(bytes)) => Some(Input::file(&self.name, bytes.clone())),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Through the JSON that is stored, where bytes are a list of numbers.
    #[track_caller]
    fn stored(kept: &Kept) -> Kept {
        serde_json::from_str(&serde_json::to_string(kept).unwrap()).unwrap()
    }

    #[test]
    fn texts_and_files_come_back_as_they_were() {
        for input in [
            Input::text("粘贴的文本", "一、总体情况\r\n甲"),
            Input::file("年报.docx", vec![0x50, 0x4b, 0, 255]),
        ] {
            assert_eq!(stored(&Kept::of(&input, None)).input(), Some(input));
        }
    }

    #[test]
    fn edits_come_back_with_the_input() {
        let edit =
            Edit { cell: "applications.granted.natural_person".into(), from: None, to: None };
        let aside = SetAside { check: "year-astray#1".into(), reason: "已核实".into() };
        let mut kept = Kept::of(&Input::text("甲", "乙"), None);
        kept.edits.push(edit);
        kept.set_aside.push(aside);
        assert_eq!(stored(&kept), kept);
    }

    #[test]
    fn what_another_version_wrote_is_left_alone() {
        let older = r#"{"shape":0,"name":"甲","text":"乙","bytes":null}"#;
        assert_eq!(serde_json::from_str::<Kept>(older).unwrap().input(), None);
        let without_edits = r#"{"shape":1,"name":"甲","text":"乙"}"#;
        let kept: Kept = serde_json::from_str(without_edits).unwrap();
        assert_eq!(kept.input(), Some(Input::text("甲", "乙")));
    }
}
