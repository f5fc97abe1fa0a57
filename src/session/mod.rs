//! What the page knows: the input, the review of it, what was changed in it, what is selected, and
//! how the form is drawn.
//!
//! Plain Rust without a browser, so that all of it is tested natively. The panels of `app` show
//! what stands here and raise events; they decide nothing.
//!
//! ```
//! use gouji::session::Lines;
//! let lines = Lines::new("（一）予以公开\r\n9 1 0".into());
//! assert_eq!(lines.locate(9), (1, 0));
//! ```

mod answer;
mod changes;
mod clipboard;
mod compact;
mod input;
mod json;
mod keep;
mod lines;
mod marks;
mod queue;
mod reviewed;
mod sheet;
mod sheet_html;
mod source_html;
mod typed;
mod wording;

pub use crate::export::{figure, formula_in_words, place, status_word};
pub use answer::{Told, told};
pub use changes::{Changes, History};
pub use clipboard::{Copied, copy_sheet, copy_sheets, is_worth_reading_as_html};
pub use compact::Compact;
pub use input::{Content, Draft, Input, PASTED};
pub use keep::{Kept, KeptDraft, SHAPE};
pub use lines::Lines;
pub use marks::{Mark, Marks, Tone, marks};
pub use queue::{Job, Queue, Request};
pub use reviewed::{Outcome, Reviewed, Selection};
pub use sheet::{Direction, HeadRole, Scope, Sheet, SheetCell, SheetRow, Width};
pub use sheet_html::sheet_html;
pub use source_html::{escaped, source_html};
pub use typed::{starts_a_number, typed, typed_block};
pub use wording::{
    cell_note, edition, figure_or_blank, missing_sections, origin_in_words, reading_summary, tally,
    unknown_reason,
};

#[cfg(test)]
mod fixture;
