//! The tree of a web page: nodes in one vector, no recursion anywhere, not even in dropping it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{
    Attribute, LocalName, ParseOpts, QualName, expanded_name, local_name, ns, parse_document,
};

use super::slim::slim;
use crate::read::ReadError;

/// How deep elements may stand in one another. Browsers flatten from there on; the parser's
/// time per tag grows with the depth.
pub const MAX_DEPTH: u32 = 512;

/// How many nodes a page may have.
pub const MAX_NODES: usize = 1_500_000;

/// How many bytes are parsed between two looks at the limits.
const CHUNK: usize = 4096;

/// A node's place in [`Dom`].
pub type NodeId = u32;

/// No node.
pub const NONE: NodeId = NodeId::MAX;

/// A parsed page; node 0 is the document.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
}

/// A node and its neighbours, [`NONE`] where there is none.
#[derive(Debug)]
pub struct Node {
    pub parent: NodeId,
    pub first_child: NodeId,
    pub next: NodeId,
    last_child: NodeId,
    previous: NodeId,
    depth: u32,
    pub data: Data,
}

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// An element with those of its attributes that say something about layout. Its name is empty
    /// if it belongs to a formula or a drawing; see [`html_name`].
    Element(LocalName, Vec<(LocalName, StrTendril)>),
    /// Text.
    Text(StrTendril),
    /// The document, a comment, something else without text.
    Other,
}

impl Dom {
    /// Parses a page or a piece of one, as a browser would.
    ///
    /// # Errors
    /// [`ReadError::TooDeep`] beyond [`MAX_DEPTH`] or [`MAX_NODES`].
    pub fn parse(html: &str) -> Result<Dom, ReadError> {
        Dom::parse_whole(&slim(html, keeps))
    }

    /// [`Dom::parse`] without slimming.
    pub(super) fn parse_whole(html: &str) -> Result<Dom, ReadError> {
        let mut parser = parse_document(Sink::new(), ParseOpts::default());
        let mut rest = html;
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK.min(rest.len())));
            rest = after;
            parser.process(StrTendril::from_slice(chunk));
            let sink = &parser.tokenizer.sink.sink;
            if sink.deepest.get() > MAX_DEPTH || sink.nodes.borrow().len() > MAX_NODES {
                return Err(ReadError::TooDeep);
            }
        }
        Ok(parser.finish())
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// The node after `id` in document order without its children, if it still stands in `within`.
    fn after(&self, mut id: NodeId, within: NodeId) -> Option<NodeId> {
        while id != within {
            if self.node(id).next != NONE {
                return Some(self.node(id).next);
            }
            id = self.node(id).parent;
        }
        None
    }

    /// Whether an element of that name stands in a node.
    pub fn holds(&self, within: NodeId, name: &LocalName) -> bool {
        let mut at = Some(within);
        while let Some(id) = at {
            if matches!(&self.node(id).data, Data::Element(found, _) if found == name) {
                return true;
            }
            at = match self.node(id).first_child {
                NONE => self.after(id, within),
                child => Some(child),
            };
        }
        false
    }
}

/// A node as the tree builder holds it; the name is at hand so that the builder borrows nothing.
#[derive(Clone)]
struct Handle {
    id: NodeId,
    name: Rc<QualName>,
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<u32>,
    nameless: Rc<QualName>,
}

impl Sink {
    fn new() -> Sink {
        let nameless = Rc::new(QualName::new(None, ns!(), LocalName::default()));
        let sink = Sink { nodes: RefCell::default(), deepest: Cell::new(0), nameless };
        sink.create(Data::Other);
        sink
    }

    fn create(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: NONE,
            first_child: NONE,
            next: NONE,
            last_child: NONE,
            previous: NONE,
            depth: 0,
            data,
        });
        (nodes.len() - 1) as NodeId
    }

    fn nameless(&self, id: NodeId) -> Handle {
        Handle { id, name: self.nameless.clone() }
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let Node { parent, previous, next, .. } = nodes[id as usize];
        if parent == NONE {
            return;
        }
        match next {
            NONE => nodes[parent as usize].last_child = previous,
            next => nodes[next as usize].previous = previous,
        }
        match previous {
            NONE => nodes[parent as usize].first_child = next,
            previous => nodes[previous as usize].next = next,
        }
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Puts a node into `parent`, before `next` or last.
    fn insert(&self, id: NodeId, parent: NodeId, next: NodeId) {
        self.detach(id);
        let mut nodes = self.nodes.borrow_mut();
        let previous = match next {
            NONE => nodes[parent as usize].last_child,
            next => nodes[next as usize].previous,
        };
        match next {
            NONE => nodes[parent as usize].last_child = id,
            next => nodes[next as usize].previous = id,
        }
        match previous {
            NONE => nodes[parent as usize].first_child = id,
            previous => nodes[previous as usize].next = id,
        }
        let depth = nodes[parent as usize].depth + 1;
        self.deepest.set(self.deepest.get().max(depth));
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
    }

    fn insert_any(&self, child: NodeOrText<Handle>, parent: NodeId, next: NodeId) {
        let text = match child {
            NodeOrText::AppendNode(node) => return self.insert(node.id, parent, next),
            NodeOrText::AppendText(text) => text,
        };
        {
            let mut nodes = self.nodes.borrow_mut();
            let previous = match next {
                NONE => nodes[parent as usize].last_child,
                next => nodes[next as usize].previous,
            };
            if previous != NONE
                && let Data::Text(before) = &mut nodes[previous as usize].data
            {
                before.push_tendril(&text);
                return;
            }
        }
        let id = self.create(Data::Text(text));
        self.insert(id, parent, next);
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.nameless(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let kept = attrs.into_iter().filter_map(|attribute| {
            let name = attribute.name.local;
            keeps(&name, &attribute.value).then_some((name, attribute.value))
        });
        let id = self.create(Data::Element(html_name(&name), kept.collect()));
        Handle { id, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless(self.create(Data::Other))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless(self.create(Data::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert_any(child, parent.id, NONE);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[sibling.id as usize].parent;
        if parent != NONE {
            self.insert_any(child, parent, sibling.id);
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.nodes.borrow()[element.id as usize].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's contents are no part of the page: they grow where nobody looks.
    fn get_template_contents(&self, _: &Handle) -> Handle {
        self.nameless(self.create(Data::Other))
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        loop {
            let child = self.nodes.borrow()[node.id as usize].first_child;
            if child == NONE {
                return;
            }
            self.insert(child, parent.id, NONE);
        }
    }
}

/// What an element is to a reader of HTML. A formula or a drawing may hold elements that are only
/// named like HTML's: a `td` there is no cell, and the parser does not close the cell around it.
/// The drawing itself keeps its name, by which all of it is left out.
fn html_name(name: &QualName) -> LocalName {
    if name.ns == ns!(html) || name.expanded() == expanded_name!(svg "svg") {
        name.local.clone()
    } else {
        LocalName::default()
    }
}

/// Whether an attribute is read, by its name in any case and its value.
fn keeps(name: &str, value: &str) -> bool {
    const READ: [&str; 6] = ["colspan", "rowspan", "hidden", "type", "start", "value"];
    READ.iter().any(|known| name.eq_ignore_ascii_case(known))
        || (name.eq_ignore_ascii_case("style") && tells(value))
}

/// Whether a style may say what the text needs to know. Pages saved by Word give every few
/// characters a long style, and hardly any of them does.
fn tells(style: &str) -> bool {
    const TELLING: [&str; 4] = ["display", "mso-hide", "vertical-align", "list-style"];
    style.split(';').any(|declaration| {
        let bytes = declaration.trim_start().as_bytes();
        let begins = |property: &&str| {
            let beginning = bytes.get(..property.len());
            beginning.is_some_and(|name| name.eq_ignore_ascii_case(property.as_bytes()))
        };
        TELLING.iter().any(begins)
    })
}
