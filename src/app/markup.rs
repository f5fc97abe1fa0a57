//! Pieces of the page, written as HTML with holes.
//!
//! ```ignore
//! html!(
//!     r#"<p class="offer" role="status">
//!         <span>{words}</span>
//!         <button class="link" on:click={dismiss}>不用了</button>
//!     </p>"#,
//!     words = live(move || store.put_away_in_words()),
//!     dismiss = on(move |_| store.put_away.set(None)),
//! )
//! ```
//!
//! The holes stand in the order of what fills them, by name; the compiler checks that. A hole
//! between tags takes text or other pieces. A hole in a tag takes the value of an attribute, which
//! is absent for a flag that does not hold. Some names say more: `on:` an event, `class:` one of
//! the classes, `style:` and `prop:` a property of the style and of the element, `html` all that is
//! in it.
//!
//! Leptos' own `view!` makes a type of every piece and compiles the code that draws it anew: half
//! of what the page weighed. Here the browser reads a piece once and copies it from then on, and
//! one function fills the holes, whatever they hold. A line break in the HTML is none on the page.

use super::browser::{self, Slot};
use super::live::follow;
pub use crate::session::Compact;
use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

pub use super::browser::View;

/// A piece of the page: HTML, then what fills its holes.
macro_rules! html {
    (@part $name:ident) => {
        $crate::app::markup::Part::from($name)
    };
    (@part $name:ident = $part:expr) => {
        $crate::app::markup::Part::from($part)
    };
    ($html:literal $(, $name:ident $(= $part:expr)?)* $(,)?) => {{
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        const LENGTH: usize = $crate::app::markup::Compact::<0>::of($html, NAMES).length;
        const COMPACT: $crate::app::markup::Compact<LENGTH> =
            $crate::app::markup::Compact::of($html, NAMES);
        const HTML: &str = COMPACT.text();
        $crate::app::markup::draw(
            HTML,
            &mut [$($crate::app::markup::Given::new($crate::app::markup::html!(@part $name $(= $part)?))),*],
        )
    }};
}
pub(super) use html;

/// A part on its way into a hole. Whoever draws takes it out; that there is nothing left to drop
/// need not be looked at in every place that draws.
pub type Given = std::mem::ManuallyDrop<Part>;

/// What fills a hole.
#[derive(Default)]
pub enum Part {
    /// Nothing: no attribute, no text.
    #[default]
    Nothing,
    /// Text that stays.
    Text(String),
    /// What changes with the signals that it reads.
    Live(Box<dyn Read>),
    /// What is done on an event.
    On(Box<dyn Act>),
    /// Another piece.
    View(View),
}

/// Reads what a live hole holds.
///
/// This and its like stand for closures: a box of `dyn Fn` brings along, for every closure, the
/// code to call it for the last time.
pub trait Read {
    /// Reads it.
    fn read(&self) -> Value;
}

impl<T: Into<Value>, F: Fn() -> T> Read for F {
    fn read(&self) -> Value {
        self().into()
    }
}

/// Does something on an event.
pub trait Act {
    /// Does it.
    fn act(&self, event: Event);
}

impl<F: Fn(Event)> Act for F {
    fn act(&self, event: Event) {
        self(event);
    }
}

/// Makes a piece.
trait Make {
    fn make(&self) -> Part;
}

impl<T: Into<Part>, F: Fn() -> T> Make for F {
    fn make(&self) -> Part {
        self().into()
    }
}

/// Tells which piece is wanted, and makes it.
trait Choose {
    fn which(&self) -> u32;
    fn make(&self, which: u32) -> Part;
}

/// Lists items.
trait List {
    fn items(&self) -> Vec<Item>;
}

impl<F: Fn() -> Vec<Item>> List for F {
    fn items(&self) -> Vec<Item> {
        self()
    }
}

/// What a live hole holds.
#[derive(PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// Whether something holds.
    Flag(bool),
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Value {
        Value::Flag(flag)
    }
}

impl From<String> for Part {
    fn from(text: String) -> Part {
        Part::Text(text)
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Part {
        Part::Text(text.to_owned())
    }
}

impl From<View> for Part {
    fn from(view: View) -> Part {
        Part::View(view)
    }
}

impl From<Vec<View>> for Part {
    fn from(views: Vec<View>) -> Part {
        Part::View(View::group(views))
    }
}

impl<T: Into<Part>> From<Option<T>> for Part {
    fn from(part: Option<T>) -> Part {
        part.map_or(Part::Nothing, T::into)
    }
}

/// Text or a flag that follows what it reads.
pub fn live<T: Into<Value>>(read: impl Fn() -> T + 'static) -> Part {
    Part::Live(Box::new(read))
}

/// What is done on an event.
pub fn on(act: impl Fn(Event) + 'static) -> Part {
    Part::On(Box::new(act))
}

/// What is done on a key.
pub fn on_key(act: impl Fn(&KeyboardEvent) + 'static) -> Part {
    Part::On(Box::new(move |event| act(browser::as_key(&event))))
}

/// A piece that is made anew whenever what it reads changes.
pub fn part<T: Into<Part>>(make: impl Fn() -> T + 'static) -> View {
    part_boxed(Box::new(make))
}

fn part_boxed(make: Box<dyn Make>) -> View {
    let (slot, view) = Slot::new();
    follow(move || slot.fill(make.make()));
    view
}

/// A piece that is there while something holds. What it reads when it is made does not make it
/// anew.
pub fn when<T: Into<Part>>(
    holds: impl Fn() -> bool + 'static,
    make: impl Fn() -> T + 'static,
) -> View {
    switch(holds, move |holds| if holds { make().into() } else { Part::Nothing })
}

/// One of two pieces, made anew when the condition changes, and by nothing else: a field that is
/// being typed into must stay.
pub fn switch<T: Into<Part>>(
    holds: impl Fn() -> bool + 'static,
    make: impl Fn(bool) -> T + 'static,
) -> View {
    struct Either<H, M>(H, M);

    impl<H: Fn() -> bool, T: Into<Part>, M: Fn(bool) -> T> Choose for Either<H, M> {
        fn which(&self) -> u32 {
            u32::from(self.0())
        }

        fn make(&self, which: u32) -> Part {
            self.1(which == 1).into()
        }
    }

    choose(Box::new(Either(holds, make)))
}

/// A piece for a value, made anew when that differs from before.
pub fn each<V: PartialEq + 'static, T: Into<Part>>(
    read: impl Fn() -> V + 'static,
    make: impl Fn(&V) -> T + 'static,
) -> View {
    struct Each<V, R, M> {
        last: RefCell<Option<V>>,
        count: Cell<u32>,
        read: R,
        make: M,
    }

    impl<V: PartialEq, R: Fn() -> V, T: Into<Part>, M: Fn(&V) -> T> Choose for Each<V, R, M> {
        fn which(&self) -> u32 {
            let now = Some((self.read)());
            if *self.last.borrow() != now {
                drop(self.last.replace(now));
                self.count.set(self.count.get() + 1);
            }
            self.count.get()
        }

        fn make(&self, _: u32) -> Part {
            self.last.borrow().as_ref().map(|value| (self.make)(value).into()).unwrap_or_default()
        }
    }

    choose(Box::new(Each { last: RefCell::new(None), count: Cell::new(0), read, make }))
}

fn choose(choice: Box<dyn Choose>) -> View {
    let (slot, view) = Slot::new();
    let outer = Owner::current().unwrap_or_default();
    let mut shown: Option<(u32, Owner)> = None;
    follow(move || {
        let now = choice.which();
        if shown.as_ref().is_some_and(|(before, _)| *before == now) {
            return;
        }
        if let Some((_, owner)) = shown.take() {
            owner.cleanup();
        }
        let owner = outer.child();
        slot.fill(untrack(|| owner.with(|| choice.make(now))));
        shown = Some((now, owner));
    });
    view
}

/// An item of a list: what tells it from others and from what it was before, and its piece, which
/// is one element.
pub struct Item {
    key: String,
    make: Box<dyn FnOnce() -> View>,
}

impl Item {
    /// An item. It is not made anew while there is one with its key.
    pub fn new(key: String, make: impl FnOnce() -> View + 'static) -> Item {
        Item { key, make: Box::new(make) }
    }
}

/// A list whose elements stay as long as their items do.
pub fn list(items: impl Fn() -> Vec<Item> + 'static) -> View {
    list_boxed(Box::new(items))
}

fn list_boxed(list: Box<dyn List>) -> View {
    let (slot, view) = Slot::new();
    let outer = Owner::current().unwrap_or_default();
    let mut shown: Vec<(String, Owner, View)> = Vec::new();
    follow(move || {
        let items = list.items();
        let mut before = std::mem::take(&mut shown);
        for Item { key, make } in items {
            // Most stand where they stood: first among those that are left.
            let kept = match before.iter().position(|(other, ..)| *other == key) {
                Some(at) => before.remove(at),
                None => {
                    let owner = outer.child();
                    let view = untrack(|| owner.with(make));
                    (key, owner, view.single())
                }
            };
            shown.push(kept);
        }
        for (_, owner, view) in before {
            owner.cleanup();
            view.remove();
        }
        slot.arrange(shown.iter().map(|(.., view)| view));
    });
    view
}

/// Draws a piece: [`html!`] calls it.
pub fn draw(html: &'static str, parts: &mut [Given]) -> View {
    browser::draw(html, parts)
}
