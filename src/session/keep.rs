//! What outlives the page: over an update of it, and, with consent, over a reload or a crash.

use super::changes::History;
use super::input::{Content, Draft, Input};
use crate::form::Edition;

/// The shape of [`Kept`]; another one is not read. Fields that may be absent do not change it.
pub const SHAPE: u32 = 1;

/// The state of the page as it is stored: plain data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// [`SHAPE`] of the version that wrote it.
    pub shape: u32,
    /// The name of the input.
    pub name: String,
    /// Its text, when it is one.
    pub text: Option<String>,
    /// The bytes of a file.
    pub bytes: Option<Vec<u8>>,
    /// An empty form that is being filled in.
    pub draft: Option<KeptDraft>,
    /// What the user changed, with the steps back and forth that are kept as well.
    pub history: History,
}

/// An empty form as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDraft {
    /// Who reports.
    pub organization: String,
    /// On which year.
    pub year: u16,
    /// The key of the edition.
    pub edition: String,
}

impl Kept {
    /// An input, and what the user changed in it.
    pub fn of(input: &Input, history: History) -> Kept {
        let (mut text, mut bytes, mut draft) = (None, None, None);
        match &input.content {
            Content::Text(content) => text = Some(content.to_string()),
            Content::Bytes(content) => bytes = Some(content.to_vec()),
            Content::Draft(Draft { organization, year, edition }) => {
                let edition = edition.key().to_owned();
                draft =
                    Some(KeptDraft { organization: organization.clone(), year: *year, edition });
            }
        }
        Kept { shape: SHAPE, name: input.name.clone(), text, bytes, draft, history }
    }

    /// The input and its changes; nothing if another version wrote it in another shape.
    pub fn restored(self) -> Option<(Input, History)> {
        if self.shape != SHAPE {
            return None;
        }
        let input = match (self.text, self.bytes, self.draft) {
            (Some(text), ..) => Input::text(&self.name, &text),
            (_, Some(bytes), _) => Input::file(&self.name, bytes),
            (.., Some(KeptDraft { organization, year, edition })) => {
                let edition = Edition::from_key(&edition)?;
                Input::draft(Draft { organization, year, edition })
            }
            _ => return None,
        };
        Some((input, self.history))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_comes_back_as_it_was() {
        let draft = Draft::new("青禾县文化和旅游局", "2024", None).unwrap();
        for input in [
            Input::text("粘贴的文本", "一、总体情况\r\n甲"),
            Input::file("年报.docx", vec![0x50, 0x4b, 0, 255]),
            Input::draft(draft),
        ] {
            let kept = Kept::of(&input, History::default());
            assert_eq!(kept.restored(), Some((input, History::default())));
        }
    }

    #[test]
    fn changes_come_back_with_their_steps() {
        let mut history = History::default();
        let one = history.now().with_edit("applications.granted.natural_person", None);
        history.push(one.clone());
        history.push(one.with_aside("year-astray#1", "已核实"));
        history.push(one.with_aside("year-astray#1", "待查"));
        history.step(true);
        let input = Input::text("甲", "乙");
        let (again, mut resumed) = Kept::of(&input, history.clone()).restored().unwrap();
        assert_eq!((&again, &resumed), (&input, &history));
        assert_eq!(resumed.step(false).unwrap().set_aside[0].reason, "已核实");
        resumed.step(true);
        resumed.step(true);
        assert_eq!(resumed.now(), &one);

        // Where there is no room for them, what stands comes back alone.
        let bare = Kept::of(&input, history.without_steps()).restored().unwrap().1;
        assert_eq!(bare, History::starting(history.now().clone()));
        assert!(!bare.has_step(true) && !bare.has_step(false));
    }

    #[test]
    fn what_another_version_wrote_is_left_alone() {
        let (name, text) = ("甲".to_owned(), Some("乙".to_owned()));
        let kept = Kept { shape: SHAPE, name, text, ..Kept::default() };
        let input = Input::text("甲", "乙");
        assert_eq!(kept.clone().restored(), Some((input, History::default())));
        assert_eq!(Kept { shape: SHAPE - 1, ..kept }.restored(), None);
    }
}
