//! Chinese words for what the review holds in keys and states.

use super::reviewed::Reviewed;
use crate::export::wire::{self, EditionFrom, Number, State, Status};
use crate::export::{counted, figure};
use crate::form::{Cell, Edition, Section, Table};

/// What a cell shows that is in this state: the number, or what stands in its place.
pub(super) fn value_text(state: State, raw: &str, value: Option<Number>) -> String {
    match (state, value) {
        (State::Number, Some(number)) => figure(number),
        (State::Placeholder | State::Invalid, _) => raw.trim().to_owned(),
        _ => String::new(),
    }
}

/// The number of an edit, or what stands for none.
pub fn figure_or_blank(number: Option<Number>) -> String {
    number.map_or_else(|| "空白".to_owned(), figure)
}

/// What a changed cell was and is: 原为 21，改为 20.
fn edit_in_words(reviewed: &Reviewed, edit: &wire::Edit) -> String {
    let cell = reviewed.review.cells.get(&edit.cell);
    let was = match cell.map(|cell| (cell.state, cell.raw.trim())) {
        Some((State::Placeholder | State::Invalid, raw)) => format!("“{raw}”"),
        Some((State::Missing, _)) => "没有读到".to_owned(),
        _ => figure_or_blank(edit.from),
    };
    format!("原为 {was}，改为 {}", figure_or_blank(edit.to))
}

/// What there is to say of a cell: its state, then each check that does not hold.
pub fn cell_note(reviewed: &Reviewed, key: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let Some(cell) = reviewed.review.cells.get(key) else { return notes };
    let reason = cell.reason.as_deref();
    let edit = reviewed.edit_of(key);
    // An empty form is filled in, not changed.
    let changed = edit.filter(|_| !reviewed.is_draft());
    notes.extend(changed.map(|edit| edit_in_words(reviewed, edit)));
    match cell.state {
        _ if edit.is_some() => {}
        // An empty form is empty, and a cell of it needs no explaining.
        State::Blank if reviewed.is_draft() => {}
        State::Number => {}
        State::Blank => notes.push(reason.unwrap_or("这一格是空白").to_owned()),
        State::Placeholder => {
            let raw = cell.raw.trim();
            notes.push(format!("填的是“{raw}”，不是数字"));
        }
        State::Invalid => {
            let raw = cell.raw.trim();
            notes.push(match reason {
                Some(reason) => reason.to_owned(),
                None => format!("“{raw}”不是这一格能填的数"),
            });
        }
        State::Missing => notes.push(reason.unwrap_or("没有读到这一格").to_owned()),
    }
    for check in reviewed.checks_of_cell(key) {
        if matches!(check.status, Status::Fail | Status::Warn) {
            notes.push(check.message.clone());
        }
    }
    notes
}

/// Why checks could not be done, in one line: what of which table is not there.
pub fn unknown_reason(reviewed: &Reviewed) -> String {
    let mut reasons = Vec::new();
    for table in Table::ALL {
        let is_unknown = |cell: &&str| {
            cell.split('.').next() == Some(table.key())
                && reviewed.checks_of_cell(cell).any(|check| check.status == Status::Unknown)
        };
        let all = reviewed.review.cells.keys().map(|key| &**key);
        let cells: Vec<&str> = all.filter(is_unknown).collect();
        let count = |wanted: &[State]| {
            let state =
                |cell: &&&str| reviewed.state_of(cell).is_some_and(|state| wanted.contains(&state));
            cells.iter().filter(state).count()
        };
        let missing = count(&[State::Missing]);
        let invalid = count(&[State::Invalid]);
        let blank = count(&[State::Blank, State::Placeholder]);
        let mut parts = Vec::new();
        if missing > 0 && missing == cells.len() {
            parts.push("没有读到".to_owned());
        } else if missing > 0 {
            parts.push(format!("有 {missing} 格没有读到"));
        }
        if invalid > 0 {
            parts.push(format!("有 {invalid} 格不是数字"));
        }
        if missing + invalid == 0 && blank > 0 {
            parts.push("有应填的总计是空白".to_owned());
        }
        if !parts.is_empty() {
            reasons.push(format!("{}{}", table.name(), parts.join("、")));
        }
    }
    reasons.join("；")
}

/// One sentence with the counts, as the page lists the checks; what was set aside is counted apart.
pub fn tally(reviewed: &Reviewed) -> String {
    let count = |status| reviewed.checks_with(status).count();
    counted(&count, reviewed.set_aside().count())
}

/// Edition, lines and how much was read, as the head of the page tells them.
pub fn reading_summary(reviewed: &Reviewed) -> Vec<String> {
    let review = &reviewed.review;
    let mut words = Vec::new();
    let from = match review.edition_from {
        _ if reviewed.is_draft() => "",
        EditionFrom::Tables => "",
        EditionFrom::Year => "（按年度推定）",
        EditionFrom::Assumed => "（未能辨认，暂按此版）",
    };
    words.push(format!("{} 年版表样{from}", review.edition));
    if let Some(period) = &review.period {
        words.push(format!("统计期 {} 至 {}", period.from, period.to));
    }
    if reviewed.is_draft() {
        words.push("新建".to_owned());
        words.push(format!("{} 格已填 {} 格", review.cells.len(), reviewed.numbers_now()));
        return words;
    }
    let (read, all) = (reviewed.numbers_read(), review.cells.len());
    words.push(if read == all {
        format!("{all} 个数全部读出")
    } else {
        format!("{all} 格读出 {read} 个数")
    });
    words
}

/// Where in a file a cell came from: 文件第 3 页，第 2 个表第 5 行第 3 列.
pub fn origin_in_words(origin: &wire::Origin) -> Option<String> {
    let part = |number: Option<u32>, before: &str, after: &str| {
        number.map(|number| format!("{before} {number} {after}"))
    };
    let page = part(origin.page, "第", "页");
    let parts = [
        part(origin.table, "第", "个表"),
        part(origin.row, "第", "行"),
        part(origin.column, "第", "列"),
    ];
    let cell: String = parts.into_iter().flatten().collect();
    let both: Vec<String> = page.into_iter().chain((!cell.is_empty()).then_some(cell)).collect();
    (!both.is_empty()).then(|| format!("在文件中：{}", both.join("，")))
}

/// The edition of a review.
pub fn edition(review: &wire::Review) -> Edition {
    Edition::from_key(&review.edition).unwrap_or(Edition::E2021)
}

/// The value of a cell in the tables of a review.
pub(super) fn value_of(review: &wire::Review, cell: Cell) -> Option<Number> {
    let rows = match cell.table() {
        Table::Disclosure => &review.tables.disclosure,
        Table::Applications => &review.tables.applications,
        Table::Disputes => &review.tables.disputes,
    };
    *rows.get(cell.row_key())?.get(cell.column_key())?
}

/// The sections of the form that a review does not have.
pub fn missing_sections(review: &wire::Review) -> Vec<Section> {
    let found = |section: &Section| review.sections.iter().any(|s| s.number == section.number());
    Section::ALL.into_iter().filter(|section| !found(section)).collect()
}
