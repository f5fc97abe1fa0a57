//! The tree of a page to paragraphs and tables, in one walk without recursion.

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, local_name};

use super::dom::{Data, Dom, NONE, NodeId};
use crate::read::flow::{Cell, Item, MAX_COLUMNS, MAX_TABLE_NESTING, Table};
use crate::read::script::{Script, chinese_number};
use crate::source::is_invisible;

/// The paragraphs and tables of a page.
pub fn items(dom: &Dom) -> Vec<Item> {
    let mut collector = Collector { containers: vec![Vec::new()], ..Collector::default() };
    let mut node: NodeId = 0;
    loop {
        if collector.enter(dom, node) {
            let child = dom.node(node).first_child;
            if child != NONE {
                node = child;
                continue;
            }
            collector.leave(dom, node);
        }
        loop {
            if node == 0 {
                collector.end_line();
                return collector.containers.swap_remove(0);
            }
            if dom.node(node).next != NONE {
                node = dom.node(node).next;
                break;
            }
            node = dom.node(node).parent;
            collector.leave(dom, node);
        }
    }
}

/// What an element does to the text in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It and all in it is not part of the text.
    Drop,
    Inline,
    /// Begins and ends a line.
    Block,
    Break,
    Preformatted,
    List,
    ListItem,
    Table,
    RowGroup,
    Row,
    Cell,
    Script(Script),
}

fn role(name: &LocalName) -> Role {
    match *name {
        local_name!("head")
        | local_name!("title")
        | local_name!("script")
        | local_name!("style")
        | local_name!("noscript")
        | local_name!("template")
        | local_name!("select")
        | local_name!("option")
        | local_name!("datalist")
        | local_name!("textarea")
        | local_name!("input")
        | local_name!("button")
        | local_name!("iframe")
        | local_name!("object")
        | local_name!("svg")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("canvas")
        | local_name!("rp")
        | local_name!("rt")
        | local_name!("del") => Role::Drop,
        // Word keeps settings of its own as an island of XML in the page.
        _ if &**name == "xml" => Role::Drop,
        local_name!("br") => Role::Break,
        local_name!("pre") | local_name!("listing") | local_name!("xmp") => Role::Preformatted,
        local_name!("ol") | local_name!("ul") | local_name!("menu") | local_name!("dir") => {
            Role::List
        }
        local_name!("li") => Role::ListItem,
        local_name!("table") => Role::Table,
        local_name!("thead") | local_name!("tbody") | local_name!("tfoot") => Role::RowGroup,
        local_name!("tr") => Role::Row,
        local_name!("td") | local_name!("th") => Role::Cell,
        local_name!("sup") => Role::Script(Script::Super),
        local_name!("sub") => Role::Script(Script::Sub),
        local_name!("address")
        | local_name!("article")
        | local_name!("aside")
        | local_name!("blockquote")
        | local_name!("body")
        | local_name!("caption")
        | local_name!("center")
        | local_name!("dd")
        | local_name!("details")
        | local_name!("dialog")
        | local_name!("div")
        | local_name!("dl")
        | local_name!("dt")
        | local_name!("fieldset")
        | local_name!("figcaption")
        | local_name!("figure")
        | local_name!("footer")
        | local_name!("form")
        | local_name!("h1")
        | local_name!("h2")
        | local_name!("h3")
        | local_name!("h4")
        | local_name!("h5")
        | local_name!("h6")
        | local_name!("header")
        | local_name!("hgroup")
        | local_name!("hr")
        | local_name!("html")
        | local_name!("legend")
        | local_name!("main")
        | local_name!("nav")
        | local_name!("p")
        | local_name!("section")
        | local_name!("summary") => Role::Block,
        _ => Role::Inline,
    }
}

fn attribute<'a>(attributes: &'a [(LocalName, StrTendril)], name: &LocalName) -> Option<&'a str> {
    attributes.iter().find(|(found, _)| found == name).map(|(_, value)| &**value)
}

/// A number as HTML reads it: leading digits count, what follows does not.
fn number(value: Option<&str>) -> Option<usize> {
    let value = value?.trim_start();
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..digits].parse().ok()
}

#[derive(Default)]
struct Collector {
    /// The page, and in it each cell that is open.
    containers: Vec<Vec<Item>>,
    tables: Vec<OpenTable>,
    /// Tables that stand too deep to be read as tables.
    ignored_tables: usize,
    lists: Vec<OpenList>,
    line: Line,
    /// Hidden elements that are read nevertheless.
    shown: usize,
    preformatted: usize,
    scripts: Vec<Script>,
}

impl Collector {
    /// Begins a node, and says whether to go on with its children.
    fn enter(&mut self, dom: &Dom, id: NodeId) -> bool {
        let (name, attributes) = match &dom.node(id).data {
            Data::Element(name, attributes) => (name, attributes),
            Data::Text(text) => {
                self.text(text);
                return false;
            }
            // Only the document has children that count.
            Data::Other => return id == 0,
        };
        if role(name) == Role::Drop {
            return false;
        }
        if is_hidden(attributes) {
            // A hidden copy of a menu is noise; a hidden table may be the report, which the page's
            // script shows later.
            if self.shown == 0 && !dom.holds(id, &local_name!("table")) {
                return false;
            }
            self.shown += 1;
        }
        if *name == local_name!("table")
            && (self.ignored_tables > 0 || self.tables.len() == MAX_TABLE_NESTING)
        {
            self.ignored_tables += 1;
        }
        match self.role(name, attributes) {
            Role::Drop | Role::Inline => {}
            Role::Block | Role::Break => self.end_line(),
            Role::Preformatted => {
                self.end_line();
                self.preformatted += 1;
            }
            Role::List => {
                self.end_line();
                self.lists.push(OpenList::new(name, attributes));
            }
            Role::ListItem => {
                self.end_line();
                if let Some(list) = self.lists.last_mut() {
                    self.line.prefix =
                        list.next(number(attribute(attributes, &local_name!("value"))));
                }
            }
            Role::Table => {
                self.end_line();
                self.tables.push(OpenTable::default());
            }
            Role::RowGroup => {
                self.end_line();
                self.table(OpenTable::end_group);
            }
            Role::Row => {
                self.end_line();
                self.table(OpenTable::start_row);
            }
            Role::Cell => {
                self.end_line();
                let width = number(attribute(attributes, &local_name!("colspan")));
                let height = number(attribute(attributes, &local_name!("rowspan")));
                self.table(|table| table.start_cell(width.unwrap_or(1), height.unwrap_or(1)));
                self.containers.push(Vec::new());
            }
            Role::Script(script) => self.scripts.push(script),
        }
        true
    }

    /// Ends an element that [`Collector::enter`] went into.
    fn leave(&mut self, dom: &Dom, id: NodeId) {
        let Data::Element(name, attributes) = &dom.node(id).data else { return };
        let is_table = *name == local_name!("table");
        let role = self.role(name, attributes);
        if is_hidden(attributes) {
            self.shown -= 1;
        }
        match role {
            Role::Drop | Role::Inline | Role::Break => {}
            Role::Block if is_table => {
                self.end_line();
                self.ignored_tables -= 1;
            }
            Role::Block => self.end_line(),
            Role::ListItem => {
                self.end_line();
                self.line.prefix.clear();
            }
            Role::Preformatted => {
                self.end_line();
                self.preformatted -= 1;
            }
            Role::List => {
                self.end_line();
                self.lists.pop();
            }
            Role::Table => {
                self.end_line();
                if let Some(table) = self.tables.pop() {
                    self.push(Item::Table(table.finish()));
                }
            }
            Role::RowGroup => {
                self.end_line();
                self.table(OpenTable::end_group);
            }
            Role::Row => self.end_line(),
            Role::Cell => {
                self.end_line();
                let items = self.containers.pop().unwrap_or_default();
                self.table(|table| table.end_cell(items));
            }
            Role::Script(_) => {
                self.scripts.pop();
            }
        }
    }

    /// What an element does here, which for parts of tables depends on whether one is open.
    fn role(&self, name: &LocalName, attributes: &[(LocalName, StrTendril)]) -> Role {
        match role(name) {
            Role::Table | Role::RowGroup | Role::Row | Role::Cell
                if self.ignored_tables > 0 || (self.tables.is_empty() && &**name != "table") =>
            {
                Role::Block
            }
            Role::Inline => match attribute(attributes, &local_name!("style")).map(raised) {
                Some(Some(script)) => Role::Script(script),
                _ => Role::Inline,
            },
            role => role,
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut OpenTable)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn push(&mut self, item: Item) {
        if let Some(container) = self.containers.last_mut() {
            container.push(item);
        }
    }

    fn text(&mut self, text: &str) {
        let script = self.scripts.last().copied();
        for c in text.chars() {
            if self.preformatted > 0 {
                match c {
                    '\n' => {
                        let line = self.line.take();
                        self.push(Item::Line(line));
                    }
                    c => self.line.push_verbatim(c),
                }
            } else {
                self.line.push(script.map_or(c, |script| script.digit(c)));
            }
        }
    }

    fn end_line(&mut self) {
        let preformatted = self.preformatted > 0;
        let line = self.line.take();
        if !line.trim().is_empty() {
            let line = if preformatted { line } else { line.trim().to_owned() };
            self.push(Item::Line(line));
        }
    }
}

fn is_hidden(attributes: &[(LocalName, StrTendril)]) -> bool {
    attributes.iter().any(|(name, value)| match *name {
        local_name!("hidden") => true,
        local_name!("style") => {
            declares(value, "display", "none") || declares(value, "mso-hide", "all")
        }
        _ => false,
    })
}

/// Whether a style says `property: value…`.
fn declares(style: &str, property: &str, value: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, given)| {
        name.trim().eq_ignore_ascii_case(property)
            && given
                .trim()
                .get(..value.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(value))
    })
}

fn raised(style: &str) -> Option<Script> {
    if declares(style, "vertical-align", "super") {
        Some(Script::Super)
    } else if declares(style, "vertical-align", "sub") {
        Some(Script::Sub)
    } else {
        None
    }
}

/// The line that is being read, white space collapsed as a browser does.
#[derive(Default)]
struct Line {
    text: String,
    /// The number of a list item, which comes before its first character.
    prefix: String,
    space: Option<Space>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    Space,
    /// White space with a line end of the source in it.
    LineEnd,
}

impl Line {
    fn push(&mut self, c: char) {
        // Zero-width characters first: some of them count as white space elsewhere.
        if is_invisible(c) {
            return;
        }
        if c.is_whitespace() && c != '\u{3000}' {
            let line_end = c == '\n' && self.space != Some(Space::Space);
            self.space =
                Some(if line_end { Space::LineEnd } else { self.space.unwrap_or(Space::Space) });
            return;
        }
        if self.text.is_empty() {
            self.text.push_str(&std::mem::take(&mut self.prefix));
            self.space = None;
        }
        match self.space.take() {
            // Editors break the source within a sentence; between ideographs that is no space.
            Some(Space::LineEnd) if is_wide(c) && self.text.ends_with(is_wide) => {}
            Some(_) => self.text.push(' '),
            None => {}
        }
        self.text.push(c);
    }

    fn push_verbatim(&mut self, c: char) {
        if self.text.is_empty() {
            self.text.push_str(&std::mem::take(&mut self.prefix));
        }
        self.text.push(if c == '\u{A0}' { ' ' } else { c });
    }

    fn take(&mut self) -> String {
        self.space = None;
        std::mem::take(&mut self.text)
    }
}

/// Ideographs and the punctuation that goes with them.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{303E}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{20000}'..='\u{3FFFF}')
}

/// A list and how far it has counted.
struct OpenList {
    style: ListStyle,
    next: usize,
}

#[derive(Clone, Copy)]
enum ListStyle {
    None,
    Decimal,
    Chinese,
}

impl OpenList {
    fn new(name: &LocalName, attributes: &[(LocalName, StrTendril)]) -> OpenList {
        let style = attribute(attributes, &local_name!("style")).unwrap_or_default();
        let says = |value: &str| {
            declares(style, "list-style-type", value) || declares(style, "list-style", value)
        };
        let style = if ["cjk-ideographic", "simp-chinese", "trad-chinese"].into_iter().any(says) {
            ListStyle::Chinese
        } else if *name == local_name!("ol")
            && !says("none")
            && matches!(attribute(attributes, &local_name!("type")), None | Some("1"))
        {
            ListStyle::Decimal
        } else {
            ListStyle::None
        };
        OpenList { style, next: number(attribute(attributes, &local_name!("start"))).unwrap_or(1) }
    }

    /// What stands before the next item.
    fn next(&mut self, value: Option<usize>) -> String {
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(1);
        match self.style {
            ListStyle::None => String::new(),
            ListStyle::Decimal => format!("{number}."),
            ListStyle::Chinese => format!("{}、", chinese_number(number)),
        }
    }
}

/// A table being read, with the cells that reach down from above.
#[derive(Default)]
struct OpenTable {
    table: Table,
    /// For each column the row from which on it is free.
    free_from: Vec<usize>,
    /// The column after the last cell.
    column: usize,
    group_start: usize,
    open: Option<Cell>,
}

impl OpenTable {
    fn start_row(&mut self) {
        self.table.rows.push(Vec::new());
        self.column = 0;
    }

    fn start_cell(&mut self, width: usize, height: usize) {
        if self.table.rows.is_empty() {
            self.start_row();
        }
        let row = self.table.rows.len() - 1;
        while self.free_from.get(self.column).is_some_and(|&free| free > row) {
            self.column += 1;
        }
        let width = width.clamp(1, MAX_COLUMNS);
        // No height means: to the end of its group of rows, where every height ends anyway.
        let height = if height == 0 { usize::MAX } else { height };
        let end = self.column + width;
        if height > 1 && end <= MAX_COLUMNS {
            self.free_from.resize(self.free_from.len().max(end), 0);
            for free in &mut self.free_from[self.column..end] {
                *free = (*free).max(row.saturating_add(height));
            }
        }
        self.open = Some(Cell { column: self.column, width, height, items: Vec::new() });
        self.column = end;
    }

    fn end_cell(&mut self, items: Vec<Item>) {
        if let (Some(cell), Some(row)) = (self.open.take(), self.table.rows.last_mut()) {
            row.push(Cell { items, ..cell });
        }
    }

    fn end_group(&mut self) {
        let count = self.table.rows.len();
        for (index, row) in self.table.rows.iter_mut().enumerate().skip(self.group_start) {
            for cell in row {
                cell.height = cell.height.min(count - index);
            }
        }
        self.free_from.clear();
        self.group_start = count;
    }

    fn finish(mut self) -> Table {
        self.end_group();
        self.table
    }
}
