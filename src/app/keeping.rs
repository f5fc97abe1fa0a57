//! What outlives the page: brought back when it opens, stored while it is used if the user agreed.

use super::browser::{self, Offline};
use super::live::{Held, follow};
use super::store::Store;
use crate::session::Kept;

/// How many milliseconds nothing must change before the input is remembered.
const PAUSE: i32 = 500;

thread_local! {
    static HANDED_OVER: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Brings back what was kept, then remembers what comes.
pub fn start(store: Store) {
    let remembered = || browser::remembers().then(browser::remembered).flatten();
    if let Some(kept) = browser::take_over().or_else(remembered) {
        restore(store, kept);
    }
    let changes = Held::for_good(0u32);
    let note = move || {
        let count = changes.get_untracked() + 1;
        changes.put(count);
        browser::later(PAUSE, move || {
            if changes.get_untracked() == count && browser::remembers() {
                remember(store);
            }
        });
    };
    follow(move || {
        store.input.track();
        store.history.track();
        note();
    });
    browser::on_host_change(move || {
        note();
        // Nothing is at stake: there is nothing to lose, and nobody asked for anything yet.
        if browser::offline() == Offline::Waiting && store.input.with_untracked(Option::is_none) {
            browser::update();
        }
    });
}

/// Loads the new version of the page; what is here comes along.
pub fn update(store: Store) {
    // The steps back and forth may be many: what stands comes along before them.
    let fits = [true, false]
        .into_iter()
        .any(|steps| state(store, steps).is_none_or(|state| browser::hand_over(&state)));
    HANDED_OVER.set(fits);
    if fits {
        browser::update();
    } else {
        store.say("这份内容太大，更新时带不过去；请先下载结果并清空，再更新");
    }
}

/// Whether the page is about to be loaded anew with all that is in it.
pub fn is_handed_over() -> bool {
    HANDED_OVER.get()
}

/// The state of the page, if there is anything to keep; with the steps back and forth, or without.
fn state(store: Store, steps: bool) -> Option<Kept> {
    let input = store.input.get_untracked()?;
    let history = store.history.get_untracked();
    Some(Kept::of(&input, if steps { history } else { history.without_steps() }))
}

fn restore(store: Store, kept: Kept) {
    if let Some((input, history)) = kept.restored() {
        store.resume(input, history);
    }
}

fn remember(store: Store) {
    if !browser::remember(state(store, false).as_ref()) {
        store.say("这份内容太大，没有记住");
    }
}
