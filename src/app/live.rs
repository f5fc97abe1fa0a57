//! Values that the page follows: Leptos' reactive graph behind a few types.
//!
//! A signal of Leptos is compiled anew for every type that it holds, two to five kilobytes of wasm
//! apiece. Here what is generic is a value in a lock; what tracks and notifies is compiled once.

use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::*;
use reactive::effect::RenderEffect;
use reactive::signal::ArcTrigger;
use std::cell::{Ref, RefCell};

pub use leptos::reactive;

/// A value that tells those who read it when it changes. It lives as long as the page.
pub struct Held<T> {
    value: RefCell<T>,
    changed: ArcTrigger,
}

impl<T> Held<T> {
    /// Holds a value.
    pub fn new(value: T) -> Held<T> {
        Held { value: RefCell::new(value), changed: ArcTrigger::new() }
    }

    /// Holds a value for good: for what is made once, not for what is drawn again and again.
    pub fn for_good(value: T) -> &'static Held<T> {
        Box::leak(Box::new(Held::new(value)))
    }

    /// Reads it; whoever does is told of changes.
    pub fn read(&self) -> Ref<'_, T> {
        self.track();
        self.value.borrow()
    }

    /// Reads it; whoever does is told of changes.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.read())
    }

    /// Reads it without being told of changes.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.value.borrow())
    }

    /// A copy of it; whoever reads it is told of changes.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.read().clone()
    }

    /// A copy of it, without being told of changes.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.value.borrow().clone()
    }

    /// Puts another in its place, and tells.
    pub fn set(&self, value: T) {
        self.put(value);
        self.changed.notify();
    }

    /// Puts another in its place, and tells nobody.
    pub fn put(&self, value: T) {
        // What was there is dropped when nothing is borrowed any more.
        drop(self.value.replace(value));
    }

    /// Changes it, and tells.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.borrow_mut());
        self.changed.notify();
    }

    /// Being told of changes without reading it.
    pub fn track(&self) {
        self.changed.track();
    }
}

/// A value that follows from others; those who read it are told when it differs from before. It
/// lives as long as the page.
pub struct Derived<T: 'static>(&'static Derivation<T>);

struct Derivation<T: 'static> {
    value: &'static RefCell<Option<T>>,
    changed: ArcMemo<()>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq> Derived<T> {
    /// Derives a value for good: make it once, not in what is drawn again and again.
    pub fn new(read: impl Fn() -> T + 'static) -> Derived<T> {
        let value: &RefCell<Option<T>> = Box::leak(Box::new(RefCell::new(None)));
        let changed = memo(Box::new(move || {
            let new = Some(read());
            let differs = *value.borrow() != new;
            if differs {
                drop(value.replace(new));
            }
            differs
        }));
        Derived(Box::leak(Box::new(Derivation { value, changed })))
    }
}

impl<T> Derived<T> {
    /// Reads it; whoever does is told of changes.
    pub fn read(self) -> Ref<'static, T> {
        self.0.changed.get();
        Ref::map(self.0.value.borrow(), |value| value.as_ref().expect("it was derived just now"))
    }
}

fn memo(differs: Box<dyn Fn() -> bool>) -> ArcMemo<()> {
    // The page has one thread.
    let differs = SendWrapper::new(differs);
    ArcMemo::new_owning(move |_| ((), differs()))
}

/// Does something now, and again whenever what it reads changes, until what drew it goes.
pub fn follow(act: impl FnMut() + 'static) {
    follow_boxed(Box::new(act));
}

/// A closure that needs no code to call it for the last time.
trait Follow {
    fn act(&mut self);
}

impl<F: FnMut()> Follow for F {
    fn act(&mut self) {
        self();
    }
}

fn follow_boxed(mut follow: Box<dyn Follow>) {
    let effect = RenderEffect::new(move |_| follow.act());
    on_cleanup(move || drop(effect));
}
