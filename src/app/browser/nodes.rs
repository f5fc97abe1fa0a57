//! Pieces of the page as nodes: copied from HTML, filled, put into their places.

use crate::app::live::follow;
use crate::app::markup::{Act, Given, Part, Read, Value};
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{
    DocumentFragment, Element, Event, HtmlElement, HtmlTemplateElement, KeyboardEvent, Node,
};

/// A piece of the page: a node, or several in a fragment.
pub struct View(Node);

/// Pieces as the browser has read them, by the place of their HTML in memory.
type Templates = Vec<(&'static str, DocumentFragment)>;

thread_local! {
    static TEMPLATES: RefCell<Templates> = const { RefCell::new(Vec::new()) };
}

/// The nodes of a piece of HTML.
fn copy_of(html: &'static str) -> DocumentFragment {
    let content = TEMPLATES.with_borrow_mut(|templates| {
        if let Some((_, content)) = templates.iter().find(|(known, _)| std::ptr::eq(*known, html)) {
            return content.clone();
        }
        let template: HtmlTemplateElement = element("template").unchecked_into();
        template.set_inner_html(html);
        templates.push((html, template.content()));
        template.content()
    });
    let copy = document().import_node_with_deep(&content, true);
    copy.unwrap_or_else(|_| content.into()).unchecked_into()
}

fn element(name: &str) -> Element {
    document().create_element(name).expect("a name that HTML knows")
}

/// Draws HTML and fills its holes, which are marked as `markup::Compact` says.
pub fn draw(html: &'static str, parts: &mut [Given]) -> View {
    let copy = copy_of(html);
    if let Ok(marked) = copy.query_selector_all("[_]") {
        let mut parts = parts.iter_mut().map(|part| std::mem::take(&mut **part));
        for index in 0..marked.length() {
            let Some(element) = marked.get(index) else { continue };
            let element: Element = element.unchecked_into();
            let names = element.get_attribute("_").unwrap_or_default();
            if names.is_empty() {
                put(&element, parts.next().unwrap_or_default());
                continue;
            }
            let _ = element.remove_attribute("_");
            for name in names.split(' ') {
                fill(&element, name, parts.next().unwrap_or_default());
            }
        }
    }
    View(copy.into())
}

/// Puts a part into the place of a mark between tags.
fn put(mark: &Element, part: Part) {
    if let Some(node) = nodes_of(part) {
        let _ = mark.replace_with_with_node_1(&node);
    } else {
        mark.remove();
    }
}

fn nodes_of(part: Part) -> Option<Node> {
    match part {
        Part::Text(text) => Some(document().create_text_node(&text).into()),
        Part::View(View(node)) => Some(node),
        Part::Live(read) => {
            let text: Node = document().create_text_node("").into();
            keep(Place::Text(text.clone()), read);
            Some(text)
        }
        Part::On(_) | Part::Nothing => None,
    }
}

/// Fills a hole in a tag.
fn fill(element: &Element, name: &str, part: Part) {
    let place = || Place::of(element.clone(), name);
    match part {
        Part::Text(text) => place().set(&Value::Text(text)),
        Part::Live(read) => keep(place(), read),
        Part::On(act) => {
            let event = name.strip_prefix("on:").unwrap_or(name);
            let _ = element.add_event_listener_with_callback(event, &callback_boxed(act));
        }
        Part::View(_) | Part::Nothing => {}
    }
}

/// Keeps a place as what is read says. The browser is told of what differs only.
fn keep(place: Place, live: Box<dyn Read>) {
    let mut before = None;
    follow(move || {
        let now = Some(live.read());
        if now != before {
            place.set(now.as_ref().expect("it was read just now"));
            before = now;
        }
    });
}

/// What a hole is about.
enum Place {
    Text(Node),
    Html(Element),
    Attribute(Element, String),
    Class(Element, String),
    Style(Element, String),
    Property(Element, String),
}

impl Place {
    fn of(element: Element, name: &str) -> Place {
        match name.split_once(':') {
            Some(("class", name)) => Place::Class(element, name.to_owned()),
            Some(("style", name)) => Place::Style(element, name.to_owned()),
            Some(("prop", name)) => Place::Property(element, name.to_owned()),
            _ if name == "html" => Place::Html(element),
            _ => Place::Attribute(element, name.to_owned()),
        }
    }

    fn set(&self, value: &Value) {
        let (text, flag) = match value {
            Value::Text(text) => (text.as_str(), true),
            Value::Flag(flag) => ("", *flag),
        };
        let _ = match self {
            Place::Text(node) => {
                node.set_text_content(Some(text));
                Ok(())
            }
            Place::Html(element) => {
                element.set_inner_html(text);
                Ok(())
            }
            Place::Attribute(element, name) if flag => element.set_attribute(name, text),
            Place::Attribute(element, name) => element.remove_attribute(name),
            Place::Class(element, name) => {
                element.class_list().toggle_with_force(name, flag).map(drop)
            }
            Place::Style(element, name) => {
                let element: &HtmlElement = element.unchecked_ref();
                element.style().set_property(name, text)
            }
            Place::Property(element, name) => {
                let value = match value {
                    Value::Text(text) => JsValue::from(text),
                    Value::Flag(flag) => JsValue::from(*flag),
                };
                Reflect::set(element, &name.into(), &value).map(drop)
            }
        };
    }
}

impl View {
    /// Several pieces as one.
    pub fn group(views: Vec<View>) -> View {
        let fragment = document().create_document_fragment();
        for View(node) in views {
            let _ = fragment.append_child(&node);
        }
        View(fragment.into())
    }

    /// The first of its nodes, alone.
    pub fn single(self) -> View {
        match self.0.first_child().filter(|_| self.0.node_type() == Node::DOCUMENT_FRAGMENT_NODE) {
            Some(first) => View(first),
            None => self,
        }
    }

    /// Takes it out of the page.
    pub fn remove(&self) {
        take_out(&self.0);
    }
}

/// An element of a piece, to change it later.
#[derive(Clone)]
pub struct Spot(Element);

impl View {
    /// Its elements that a selector finds, in their order.
    pub fn all(&self, selector: &str) -> Vec<Spot> {
        let within: &DocumentFragment = self.0.unchecked_ref();
        let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
        let spot = |index| found.get(index).map(|node| Spot(node.unchecked_into()));
        (0..found.length()).filter_map(spot).collect()
    }
}

impl Spot {
    /// Gives it an attribute.
    pub fn set_attribute(&self, name: &str, value: &str) {
        let _ = self.0.set_attribute(name, value);
    }

    /// Puts HTML into it in the place of what is there.
    pub fn set_html(&self, html: &str) {
        self.0.set_inner_html(html);
    }

    /// Puts a piece into it in the place of what is there.
    pub fn put(&self, view: View) {
        self.0.replace_children_with_node_1(&view.0);
    }
}

fn take_out(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// A place in the page whose content changes: what stands between two empty texts.
#[derive(Clone)]
pub struct Slot {
    start: Node,
    end: Node,
}

impl Slot {
    /// An empty place, and the piece to put where it is to be.
    pub fn new() -> (Slot, View) {
        let end = || Node::from(document().create_text_node(""));
        let slot = Slot { start: end(), end: end() };
        let view = View::group(vec![View(slot.start.clone()), View(slot.end.clone())]);
        (slot, view)
    }

    /// Puts something in the place of what is there.
    pub fn fill(&self, part: Part) {
        while let Some(next) = self.start.next_sibling().filter(|next| *next != self.end) {
            take_out(&next);
        }
        if let Some(node) = nodes_of(part) {
            insert(&node, &self.end);
        }
    }

    /// Brings what is there into an order, and what is not there yet to its place.
    pub fn arrange<'v>(&self, views: impl Iterator<Item = &'v View>) {
        let mut at = self.start.next_sibling();
        for View(node) in views {
            if at.as_ref() == Some(node) {
                at = node.next_sibling();
            } else {
                insert(node, at.as_ref().unwrap_or(&self.end));
            }
        }
    }
}

fn insert(node: &Node, before: &Node) {
    if let Some(parent) = before.parent_node() {
        let _ = parent.insert_before(node, Some(before));
    }
}

/// A function for the browser. It goes when the browser no longer has it.
pub fn callback(act: impl Fn(Event) + 'static) -> Function {
    callback_boxed(Box::new(act))
}

fn callback_boxed(act: Box<dyn Act>) -> Function {
    let act: Box<dyn Fn(Event)> = Box::new(move |event| act.act(event));
    Closure::wrap(act).into_js_value().unchecked_into()
}

/// An event of the keyboard as what it is.
pub fn as_key(event: &Event) -> &KeyboardEvent {
    event.unchecked_ref()
}

/// Leptos mounts it.
impl Render for View {
    type State = View;

    fn build(self) -> View {
        self
    }

    fn rebuild(self, state: &mut View) {
        insert(&self.0, &state.0);
        state.unmount();
        *state = self;
    }
}

impl Mountable for View {
    fn unmount(&mut self) {
        self.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.0, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.0.parent_element();
        parent.inspect(|parent| child.mount(parent, Some(&self.0))).is_some()
    }

    fn elements(&self) -> Vec<Element> {
        self.0.dyn_ref::<Element>().cloned().into_iter().collect()
    }
}
