//! What kinds of characters stand in a line, as its single bytes tell.
//!
//! Hardly any line holds what a reader or a rule of recognition looks for: a bar, a tab, a tag.
//! Every byte is looked at once for all of these, and a line without them is passed over.

use std::ops::BitOr;

/// Kinds of characters. A line that may hold one has its mark; one without the mark holds none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// A tab.
    pub const TAB: Marks = Marks(1);
    /// `|`
    pub const PIPE: Marks = Marks(1 << 1);
    /// A comma in ASCII.
    pub const COMMA: Marks = Marks(1 << 2);
    /// What tags begin with.
    pub const TAG: Marks = Marks(1 << 3);
    /// What lines are drawn with; those of box drawing begin with E2.
    pub const RULE: Marks = Marks(1 << 4);
    /// What may stand around a cell that goes on over line breaks.
    pub const QUOTE: Marks = Marks(1 << 5);
    /// What marks that part clauses, and cells now and then, begin with.
    pub const CLAUSE: Marks = Marks(1 << 6);
    /// What `NaN` begins with.
    pub const NO_VALUE: Marks = Marks(1 << 7);
    /// A space in ASCII.
    pub const SPACE: Marks = Marks(1 << 8);
    /// What lists in the source of programs begin with.
    pub const BRACKET: Marks = Marks(1 << 9);
    /// What ends it.
    pub const END: Marks = Marks(1 << 10);
    /// Control characters that tell of something else than a text; C2 begins those beyond ASCII,
    /// beside others.
    pub const CONTROL: Marks = Marks(1 << 11);
    /// What commands and escapes begin with.
    pub const BACKSLASH: Marks = Marks(1 << 12);
    /// What tags and commands begin with.
    #[cfg(feature = "readers")]
    pub const MARKUP: Marks = Marks(Marks::TAG.0 | Marks::BACKSLASH.0);

    /// What a byte tells.
    #[inline]
    pub fn of(byte: u8) -> Marks {
        Marks(TOLD[usize::from(byte)])
    }

    /// Whether one of some others is among them.
    #[inline]
    pub fn has(self, any: Marks) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for Marks {
    type Output = Marks;

    #[inline]
    fn bitor(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

/// What each byte tells.
const TOLD: [u16; 256] = {
    let mut told = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        told[byte] = match byte as u8 {
            b'\t' => Marks::TAB.0,
            b'\n' | b'\r' => Marks::END.0,
            0xc | 0x1a => 0,
            0..0x20 | 0x7f | 0xc2 => Marks::CONTROL.0,
            b'|' => Marks::PIPE.0,
            b',' => Marks::COMMA.0,
            b'<' => Marks::TAG.0,
            b'\\' => Marks::BACKSLASH.0,
            b'-' | b'=' | 0xe2 => Marks::RULE.0,
            b'"' => Marks::QUOTE.0,
            b';' | 0xe3 | 0xef => Marks::CLAUSE.0,
            b'N' => Marks::NO_VALUE.0,
            b' ' => Marks::SPACE.0,
            b'(' | b'[' | b'{' => Marks::BRACKET.0,
            _ => 0,
        };
        byte += 1;
    }
    told
};
