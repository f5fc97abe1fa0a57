//! 核对单: what is printed in the place of the panels.

use super::browser;
use super::live::Held;
use super::store::Store;
use crate::export::print_sheet;

/// Has the sheet written when the browser is about to print, however the user asked for that. It
/// shows on paper only.
pub fn write_when_printed(store: Store, asked: &'static Held<Option<String>>) {
    browser::before_print("paper", move || match store.reviewed() {
        // Over the report lie the rules: they are what is printed.
        Some(reviewed) if asked.with_untracked(Option::is_none) => {
            print_sheet(&reviewed.review, &browser::today())
        }
        _ => String::new(),
    });
}
