//! Pieces of the page that follow signals, each kind with one type.
//!
//! Every closure in a view is a type of its own, and the view code is compiled anew for each:
//! about two kilobytes of wasm apiece. Behind these functions all of them share one copy.

use leptos::prelude::*;

/// Text.
pub fn text(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(read)
}

/// Whether something holds.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(read)
}

/// Elements that are made anew whenever what they read changes.
pub fn part(make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    boxed_part(Box::new(make))
}

fn boxed_part(make: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || make()).into_any()
}

/// Elements that are there while something holds.
pub fn when(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let holds = settled(Box::new(holds));
    boxed_part(Box::new(move || if holds.get() { make() } else { ().into_any() }))
}

/// One of two pieces. What they read when they are made does not make them anew: a field that is
/// being typed into must stay.
pub fn either(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    one: impl Fn() -> AnyView + Send + 'static,
    other: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let holds = settled(Box::new(holds));
    boxed_part(Box::new(move || if holds.get() { untrack(&one) } else { untrack(&other) }))
}

/// A condition that tells of changes only.
fn settled(holds: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| holds())
}

/// Elements for something that may not be there.
pub fn some<T>(value: Option<T>, make: impl FnOnce(T) -> AnyView) -> AnyView {
    value.map_or_else(|| ().into_any(), make)
}
