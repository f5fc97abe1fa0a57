//! Which strings of JSON are read: those that hold a text, what is told twice only once, and what
//! stands beside a text as its title.

use super::strings::{Strings, Text};
use crate::source::is_ideograph;
use std::collections::{HashMap, HashSet};

/// So many numbers that stand alone tell that tables are within the strings. Cells of several
/// lines, as in workbooks, have none or one.
const NUMBERS: usize = 6;

/// From so many ideographs on, a string that is told again goes by itself.
const LONG: usize = 60;

/// The most lines that may be put before the text.
const TITLES: usize = 8;

/// The strings to read, in their order; `None` if none of them holds tables.
pub fn choose<'s, 'a>(strings: &'s Strings<'a>) -> Option<Vec<&'s Text<'a>>> {
    let mut passages: Vec<Group> = groups(strings, true);
    let singles = groups(strings, false);
    // Pages keep merged cells, which Markdown has no words for, and the rows of plain text are
    // bare: so a page with a table is read before them, then whatever says more.
    passages.sort_by_key(|group| std::cmp::Reverse((group.has_grid(), group.ideographs())));
    let several = passages.len() + singles.len() > 1;
    let mut told = Told::default();
    let mut taken: Vec<usize> = Vec::new();
    let mut places: HashSet<usize> = HashSet::new();
    for group in &passages {
        if !told.most_of(&group.texts) {
            if several {
                told.add(&group.texts);
            }
            taken.extend(&group.order);
            places.insert(group.place);
        }
    }
    let numbers = taken.iter().flat_map(|&index| numbers(strings.texts[index].text));
    numbers.take(NUMBERS).nth(NUMBERS - 1)?;

    let lists: HashSet<usize> =
        places.iter().filter_map(|&place| strings.places[place].list).collect();
    let around: HashSet<usize> = places.iter().flat_map(|&place| strings.around(place)).collect();
    let mut titles: Vec<usize> = Vec::new();
    for mut group in singles {
        let in_list = strings.places[group.place].list.is_some_and(|list| lists.contains(&list));
        let repeated = group.texts.len() > 1
            && group.texts.iter().all(|text| text.text == group.texts[0].text);
        if places.contains(&group.place) || (in_list && !repeated) {
            // Headings, paragraphs and short pages between the passages.
            group.drop_long(&told);
            if !told.most_of(&group.texts) {
                taken.extend(&group.order);
            }
        } else if titles.len() < TITLES
            && strings.places[group.place].parent.is_some_and(|parent| around.contains(&parent))
        {
            titles.push(group.order[0]);
        }
    }
    taken.sort_unstable();
    let taken: Vec<&Text> = taken.iter().map(|&index| &strings.texts[index]).collect();
    // Objects have no order, so a title stands first wherever it was written. What follows a dash
    // in it is the name of the site.
    let body: String = taken.iter().flat_map(|text| ideographs(text.text)).collect();
    let mut chosen: Vec<&Text> = Vec::new();
    for text in titles.into_iter().map(|index| &strings.texts[index]) {
        let parts = text.text.split(['_', '-', '|', '–', '—']);
        let part = parts.map(|part| ideographs(part).collect::<String>()).max_by_key(String::len);
        let known = part.is_none_or(|part| body.contains(&part));
        if !known && chosen.iter().all(|other| other.text != text.text) {
            chosen.push(text);
        }
    }
    chosen.extend(taken);
    Some(chosen)
}

/// The strings of one place that are passages, or that are not.
struct Group<'s, 'a> {
    place: usize,
    /// Which of all strings they are.
    order: Vec<usize>,
    texts: Vec<&'s Text<'a>>,
}

/// The groups in which any ideograph stands, in the order of their first strings.
fn groups<'s, 'a>(strings: &'s Strings<'a>, passages: bool) -> Vec<Group<'s, 'a>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<usize, usize> = HashMap::new();
    for (index, text) in strings.texts.iter().enumerate() {
        if text.is_passage != passages {
            continue;
        }
        let group = *known.entry(text.place).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Group { place: text.place, order: Vec::new(), texts: Vec::new() });
        }
        groups[group].order.push(index);
        groups[group].texts.push(text);
    }
    groups.retain(|group| group.texts.iter().any(|text| text.text.contains(is_ideograph)));
    groups
}

impl<'a> Group<'_, 'a> {
    /// Whether one of them is a page with a table.
    fn has_grid(&self) -> bool {
        self.texts.iter().any(|text| text.is_page && text.text.contains("<tr"))
    }

    fn ideographs(&self) -> usize {
        self.texts.iter().map(|text| ideographs(text.text).count()).sum()
    }

    /// Drops the long strings that are told again, such as the words of a table beside it.
    fn drop_long(&mut self, told: &Told<'a>) {
        let again = |text: &Text<'a>| {
            ideographs(text.text).nth(LONG).is_some() && told.most_of(std::slice::from_ref(&text))
        };
        let strings = self.order.iter().copied().zip(self.texts.iter().copied());
        (self.order, self.texts) = strings.filter(|(_, text)| !again(text)).unzip();
    }
}

/// What has been taken, as every run of six ideographs in it: neither markup nor the breaks of
/// lines and cells play a part, so a text is known in any dress.
#[derive(Default)]
struct Told<'a> {
    runs: HashSet<[char; RUN]>,
    rows: HashSet<[&'a str; ROW]>,
}

const RUN: usize = 6;

/// So many numbers in a row are not in every report, if they are not all alike.
const ROW: usize = 4;

impl<'a> Told<'a> {
    fn add(&mut self, texts: &[&Text<'a>]) {
        self.runs.extend(runs(texts));
        self.rows.extend(rows(texts));
    }

    /// Whether at least half of what some strings say is told already. The same form with other
    /// numbers in it is another report, though most words are the same.
    fn most_of(&self, texts: &[&Text<'a>]) -> bool {
        let (mut all, mut known) = (0, 0);
        for run in runs(texts) {
            all += 1;
            known += usize::from(self.runs.contains(&run));
        }
        let rows: HashSet<[&str; ROW]> = rows(texts).collect();
        let same = rows.intersection(&self.rows).count();
        let other = rows.len() >= ROW && same * 2 < rows.len();
        all > 0 && known * 2 >= all && !other
    }
}

/// Numbers that follow each other, wherever lines and cells end.
fn rows<'a>(texts: &[&Text<'a>]) -> impl Iterator<Item = [&'a str; ROW]> {
    let rows = in_turn(texts.iter().flat_map(|text| numbers(text.text)), "");
    rows.filter(|row| row.iter().any(|number| *number != row[0]))
}

fn runs(texts: &[&Text]) -> impl Iterator<Item = [char; RUN]> {
    in_turn(texts.iter().flat_map(|text| ideographs(text.text)), ' ')
}

/// Each item with those before it, as many as there are in a run. `none` fills the first array
/// until it has come, and is in none that is given.
fn in_turn<T: Copy, const COUNT: usize>(
    items: impl Iterator<Item = T>,
    none: T,
) -> impl Iterator<Item = [T; COUNT]> {
    let mut last = [none; COUNT];
    let runs = items.map(move |item| {
        last.rotate_left(1);
        last[COUNT - 1] = item;
        last
    });
    runs.skip(COUNT - 1)
}

fn ideographs(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|&c| is_ideograph(c))
}

/// The numbers with nothing but white space or the marks of tables around them, tags left out.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split('<').enumerate().flat_map(|(index, part)| {
        let behind = part.split_once('>').filter(|_| index > 0).map_or(part, |(_, behind)| behind);
        behind.split(|c: char| c.is_whitespace() || matches!(c, '|' | '&' | ',' | ';'))
    });
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    words.filter(move |word| !word.is_empty() && word.chars().all(is_digit))
}
