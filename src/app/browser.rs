//! Everything that is the browser's: worker, files, clipboard, scrolling. No other module of the
//! page names `web_sys` or `js_sys`.

mod dom;
mod files;
mod host;
mod nodes;
mod place;
mod transfer;
mod worker;

pub use dom::{
    Anchor, anchor_of, body, caret, click, close_dialog, close_menu_outside, closest,
    content_of_meta, focus, focus_field, focus_next, guard_leaving, is_checked, is_composing,
    is_replaced, last_year, later, on_key_while_here, on_paste_anywhere, on_undo_keys,
    open_details, open_dialog, print, remove, reveal, scroll_to, scroll_top, set_title, set_value,
    soon, takes_media, value_in, value_of,
};
pub use files::{Dropped, picked, watch_drops};
pub use host::{
    Offline, forget, hand_over, offline, on_host_change, remember, remembered, remembers,
    take_over, update,
};
pub use nodes::{Slot, Spot, View, as_key, draw};
pub use place::{
    asked_rule, before_print, give_focus_back, keep_focus, leave_rules, show_top, today,
};
pub use transfer::{Pasted, copy, download, json, pasted};
pub use worker::{
    Answer, ask_rules, cancel, cancel_slow, check, expect_changes, is_slow, reads_files, start,
};
