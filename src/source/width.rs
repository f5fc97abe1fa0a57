//! Columns of a text dump: how wide characters are on a grid of half-width cells.

/// The display width of a character: ideographs and full-width forms take two columns.
pub fn width(c: char) -> usize {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{33ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a000}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// The characters of a line with their byte offset and the column where each starts.
pub fn columns(text: &str) -> impl Iterator<Item = (usize, usize, char)> + '_ {
    let mut column = 0;
    text.char_indices().map(move |(at, c)| {
        let start = column;
        column += width(c);
        (at, start, c)
    })
}
