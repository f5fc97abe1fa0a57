//! Everything that is the browser's: worker, files, clipboard, scrolling. No other module of the
//! page names `web_sys` or `js_sys`.

mod dom;
mod files;
mod host;
mod transfer;
mod worker;

pub use dom::{
    Anchor, anchor_of, caret, click, close_menu_outside, closest, content_of_meta, focus_next,
    is_replaced, on_paste_anywhere, open_details, print, remove, reveal, scroll_to, scroll_top,
    set_title, takes_media, text_field,
};
pub use files::{Dropped, picked, watch_drops};
pub use host::{
    Offline, forget, hand_over, offline, on_host_change, remember, remembered, remembers,
    take_over, update,
};
pub use transfer::{Pasted, copy, download, json, pasted};
pub use worker::{Answer, cancel, cancel_slow, check, is_slow, reads_files, start};
