//! 核对单: what is printed in the place of the panels.

use super::browser;
use super::store::Store;
use crate::export::print_sheet;
use leptos::prelude::*;

/// The sheet. It shows on paper only, and is written when the browser is about to print, however
/// the user asked for that.
pub fn paper(store: Store, asked: ReadSignal<Option<String>>) -> AnyView {
    browser::before_print("paper", move || match store.reviewed() {
        // Over the report lie the rules: they are what is printed.
        Some(reviewed) if asked.get_untracked().is_none() => {
            print_sheet(&reviewed.review, &browser::today())
        }
        _ => String::new(),
    });
    view! { <div class="paper" id="paper"></div> }.into_any()
}
