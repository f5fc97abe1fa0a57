//! The strings of JSON with their places. Strings have the same place if only the numbers of items
//! in lists differ on the way to them, such as the text of every page.

use crate::read::sniff::{self, Kind};
use serde_json::Value;
use std::collections::HashMap;

/// A string that is not blank.
pub struct Text<'a> {
    /// What it says.
    pub text: &'a str,
    /// Whether it is a web page or a piece of one.
    pub is_page: bool,
    /// Whether it is a page or has several lines: a text rather than a word about one.
    pub is_passage: bool,
    /// Its place, an index into [`Strings::places`].
    pub place: usize,
}

/// Where strings stand.
#[derive(Clone, Copy)]
pub struct Place {
    /// What it stands in.
    pub parent: Option<usize>,
    /// The outermost list of several items on the way to it.
    pub list: Option<usize>,
}

/// All strings in the order of the file.
#[derive(Default)]
pub struct Strings<'a> {
    /// The strings.
    pub texts: Vec<Text<'a>>,
    /// Their places, and those that these stand in.
    pub places: Vec<Place>,
    steps: HashMap<(Option<usize>, &'a str), usize>,
}

/// The step into a list; in JSON a key may be empty, but then no list.
const ITEM: &str = "";

impl<'a> Strings<'a> {
    /// Those of some values, which count as a list if they are several.
    pub fn of(values: &'a [Value]) -> Strings<'a> {
        let mut strings = Strings::default();
        strings.list(values, None);
        strings
    }

    /// What a place stands in, from the inside out.
    pub fn around(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |&place: &usize| self.places[place].parent;
        std::iter::successors(self.places[place].parent, parent)
    }

    fn list(&mut self, items: &'a [Value], parent: Option<usize>) {
        let place = self.step(parent, ITEM);
        if items.len() > 1 {
            self.places[place].list.get_or_insert(place);
        }
        for item in items {
            self.walk(item, place);
        }
    }

    /// Goes no deeper than the parser went.
    fn walk(&mut self, value: &'a Value, place: usize) {
        match value {
            Value::String(text) if !text.trim().is_empty() => {
                let is_page = text.trim_start().starts_with('<')
                    && sniff::kind(text.as_bytes(), "") == Ok(Kind::Html);
                let is_passage = is_page || text.trim().contains(['\n', '\r']);
                self.texts.push(Text { text, is_page, is_passage, place });
            }
            Value::Array(items) => self.list(items, Some(place)),
            Value::Object(members) => {
                for (key, value) in members {
                    let place = self.step(Some(place), key);
                    self.walk(value, place);
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, parent: Option<usize>, key: &'a str) -> usize {
        let next = self.places.len();
        let place = *self.steps.entry((parent, key)).or_insert(next);
        if place == next {
            let list = parent.and_then(|parent| self.places[parent].list);
            self.places.push(Place { parent, list });
        }
        place
    }
}
