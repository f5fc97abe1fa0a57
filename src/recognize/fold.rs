//! Folding for comparison: the same words written in different ways become the same characters.
//!
//! Nothing folded is ever stored: entries, quotes and spans keep what stands in the text.

pub use crate::source::{besides_ideographs, is_ideograph, is_space, places, spaces, trimmed};
use std::borrow::Cow;

/// The 214 Kangxi radicals U+2F00–U+2FD5 as the ideographs that they stand for. PDF text layers
/// carry radicals where the font maps both to one glyph.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾见角言谷豆豕豸贝赤走足身车辛辰辵邑酉釆里金长门阜隶隹雨青非面革韦韭音页风飞食首香马骨高髟斗鬯鬲鬼鱼鸟卤鹿麦麻黄黍黑黹黾鼎鼓鼠鼻齐齿龙龟龠";

/// Radicals of the supplement U+2E80–U+2EFF that occur as simplified characters.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺄', '乙'),
    ('⺇', '几'),
    ('⺈', '刀'),
    ('⺌', '小'),
    ('⺎', '兀'),
    ('⺏', '尢'),
    ('⺒', '巳'),
    ('⺓', '幺'),
    ('⺕', '彐'),
    ('⺗', '心'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺝', '月'),
    ('⺞', '歺'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '水'),
    ('⺢', '水'),
    ('⺣', '火'),
    ('⺤', '爪'),
    ('⺥', '爪'),
    ('⺦', '丬'),
    ('⺧', '牛'),
    ('⺨', '犬'),
    ('⺩', '王'),
    ('⺪', '疋'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺮', '竹'),
    ('⺯', '糸'),
    ('⺰', '纟'),
    ('⺱', '网'),
    ('⺲', '罒'),
    ('⺶', '羊'),
    ('⺷', '羊'),
    ('⺸', '羊'),
    ('⺹', '耂'),
    ('⺻', '聿'),
    ('⺼', '肉'),
    ('⺽', '臼'),
    ('⺾', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻊', '足'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻍', '辶'),
    ('⻎', '辶'),
    ('⻏', '邑'),
    ('⻐', '钅'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻖', '阝'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻞', '食'),
    ('⻟', '饣'),
    ('⻠', '饣'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻪', '黾'),
    ('⻬', '齐'),
    ('⻭', '齿'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// A character as it is compared and shown: radicals become ideographs, full-width ASCII becomes
/// ASCII. White space and punctuation stay.
#[inline]
pub fn plain(c: char) -> char {
    match c {
        // Nearly everything in a report is one of these.
        '\0'..='\u{7f}' | '\u{3100}'..='\u{9fff}' => c,
        _ => unusual(c),
    }
}

fn unusual(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2f00}'..='\u{2fd5}' => {
            // Each of them takes three bytes.
            KANGXI[3 * (c as usize - 0x2f00)..].chars().next().unwrap_or(c)
        }
        '\u{2e80}'..='\u{2eff}' => {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, plain)| *plain)
        }
        '〇' | '○' | '◯' => '〇',
        _ => c,
    }
}

/// A character of a label: like [`plain`], and everything that is neither a letter, an ideograph
/// nor a digit falls away, so that `（三） 不予公开`, `(三)不予公开` and `**三不予公开**` are equal.
#[inline]
pub fn label_char(c: char) -> Option<char> {
    if is_ideograph(c) {
        return Some(c);
    }
    match plain(c) {
        c @ ('\u{4e00}'..='\u{9fff}' | '0'..='9' | 'a'..='z') => Some(c),
        c @ 'A'..='Z' => Some(c.to_ascii_lowercase()),
        c @ ('\u{3400}'..='\u{4dbf}' | '〇') => Some(c),
        _ => None,
    }
}

/// Whether a text is a label of the form but for what writers vary.
pub fn is_label(text: &str, label: &str) -> bool {
    begins_label(text, label) && begins_label(label, text)
}

/// Whether a text begins with a label of the form but for what writers vary.
pub fn begins_label(text: &str, label: &str) -> bool {
    let mut letters = text.chars().filter_map(label_char);
    label.chars().filter_map(label_char).all(|expected| letters.next() == Some(expected))
}

/// The last six bits of each character of a text. They are those of its last byte, so that no
/// character need be read.
pub fn last_bits(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += match bytes.get(at)? {
            0..0x80 => 1,
            0x80..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        Some(usize::from(bytes[at - 1] & 63))
    })
}

/// The label characters of a text; the text itself where it has no others.
pub fn label(text: &str) -> Cow<'_, str> {
    if besides_ideographs(text).all(|(_, c)| label_char(c) == Some(c)) {
        return text.into();
    }
    let mut label = String::with_capacity(text.len());
    rewrite(text, label_char, &mut label);
    label.into()
}

/// The letters of a text: ideographs, letters of any script and digits, as [`plain`] writes them.
pub fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    rewrite(text, letter, &mut letters);
    letters
}

/// A character of [`letters`].
pub fn letter(c: char) -> Option<char> {
    match plain(c) {
        c @ '\u{4e00}'..='\u{9fff}' => Some(c),
        c => c.is_alphanumeric().then_some(c),
    }
}

/// A text for reading: radicals and full-width letters folded, white space between ideographs
/// taken out.
pub fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    rewrite(text, |c| Some(plain(c)).filter(|c| !is_space(*c)), &mut joined);
    joined
}

/// Adds a text with each character in its other form, which for an ideograph is itself. Stretches
/// that stay as they are, which is most of a text, go over at once.
fn rewrite(text: &str, form: impl Fn(char) -> Option<char>, to: &mut String) {
    let mut kept = 0;
    for (at, c) in besides_ideographs(text) {
        let becomes = form(c);
        if becomes == Some(c) {
            continue;
        }
        to.push_str(&text[kept..at]);
        if let Some(other) = becomes {
            to.push(other);
        }
        kept = at + c.len_utf8();
    }
    to.push_str(&text[kept..]);
}

/// Whether the numbers of rows and paragraphs are made of a character.
pub fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_radicals_are_in_place() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(KANGXI.len(), 3 * 214);
        assert_eq!(joined("⾏政复议 ⺠ ⻓"), "行政复议民长");
    }

    #[test]
    fn characters_are_told_by_their_last_bits() {
        let text = "3é三、𠮷";
        assert!(last_bits(text).eq(text.chars().map(|c| c as usize % 64)));
    }

    #[test]
    fn labels_lose_what_writers_vary() {
        assert_eq!(label("**（三） 不予公开** 1．"), "三不予公开1");
    }
}
