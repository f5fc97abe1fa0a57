//! The page.
use leptos::prelude::*;
/// Starts it.
pub fn start() { leptos::mount::mount_to_body(|| view!{ <p>"x"</p> }); }
