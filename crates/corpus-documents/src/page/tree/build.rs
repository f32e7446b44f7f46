//! Construction of a tree from the tokens of a page.

use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{ForwardingEmitter, Span as Place, State, Tokenizer};

use super::elements::{belongs_to_head, breaks_out, is_block, is_boundary, is_ended_by, is_void, shields};
use super::{Id, Node, NodeKind, NodeSpan, Tree};

/// Largest depth of the tree, as in Chromium. Deeper elements become siblings.
const DEPTH: usize = 512;

/// Largest number of open elements that a tag looks at. An unlimited search would be quadratic on a hostile page.
const REACH: usize = 64;

/// Largest number of nodes. Further tags are ignored, further texts belong to the last open element.
const NODES: usize = 2_000_000;

/// Largest number of attributes of a page.
const ATTRIBUTES: usize = 4_000_000;

pub(super) fn build(html: &str) -> Tree {
    let mut builder = TreeBuilder::new(html.len());
    let mut inner = CallbackEmitter::new(Tags(&mut builder));
    // The content of scripts and styles has no tags.
    inner.naively_switch_states(true);
    // Reading from a text has no errors, and no tokens are kept: everything goes to the builder.
    let Ok(()) = Tokenizer::new_with_emitter(html, Emitter { inner }).finish();
    builder.finish()
}

/// Passes the events of the tokenizer to a builder.
struct Tags<'a>(&'a mut TreeBuilder);

impl Callback<Infallible, ()> for Tags<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Place<()>) -> Option<Infallible> {
        self.0.take(&event);
        None
    }
}

/// Tells the tokenizer how to read the content after a tag.
struct Emitter<'a> {
    inner: CallbackEmitter<Tags<'a>, Infallible, ()>,
}

impl ForwardingEmitter for Emitter<'_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl html5gum::Emitter<Token = Infallible> {
        &mut self.inner
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let next = html5gum::Emitter::emit_current_tag(&mut self.inner);
        // In a picture, `<title/>` and `<style>` are elements like others; read as in a page, one that closes itself would swallow the rest.
        if self.inner.callback_mut().0.foreign > 0 { None } else { next }
    }
}

struct TreeBuilder {
    tree: Tree,
    open: Vec<Id>,
    /// The element whose tag is being read.
    current: Option<Id>,
    /// Number of open elements `svg`, in which a tag may close itself.
    foreign: usize,
}

impl TreeBuilder {
    fn new(bytes: usize) -> Self {
        let name = NodeSpan { from: 0, to: 0 };
        let root =
            Node { parent: 0, end: 1, kind: NodeKind::Element { name, attributes: 0, last_attribute: 0 } };
        let tree =
            Tree { nodes: vec![root], attributes: Vec::new(), buffer: String::with_capacity(bytes / 2) };
        Self { tree, open: vec![0], current: None, foreign: 0 }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start(&String::from_utf8_lossy(name)),
            // Attributes of end tags are reported as well, but then no element is current.
            CallbackEvent::AttributeName { name } => self.attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.started(*self_closing),
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn span(&mut self, text: &str) -> NodeSpan {
        let from = self.offset();
        self.tree.buffer.push_str(text);
        NodeSpan { from, to: self.offset() }
    }

    /// A page is far smaller than 4 GiB; beyond, names and texts are empty rather than wrong.
    fn offset(&self) -> u32 {
        u32::try_from(self.tree.buffer.len()).unwrap_or(0)
    }

    fn append(&mut self, kind: NodeKind) -> Id {
        let id = self.tree.nodes.len();
        let parent = self.open.last().map_or(0, |parent| number(*parent));
        self.tree.nodes.push(Node { parent, end: number(id + 1), kind });
        id
    }

    fn start(&mut self, name: &str) {
        self.current = None;
        // As in browsers, a second `<html>` or `<body>` begins nothing.
        if self.tree.nodes.len() >= NODES || matches!(name, "html" | "body" if self.is_open(name)) {
            return;
        }
        self.leave_picture(name);
        self.leave_head(name);
        self.end_implied(name);
        let attributes = number(self.tree.attributes.len());
        let name = self.span(name);
        self.current = Some(self.append(NodeKind::Element { name, attributes, last_attribute: attributes }));
    }

    fn is_open(&self, name: &str) -> bool {
        // These elements are outermost, so few have to be looked at.
        self.open.iter().take(4).any(|id| self.tree.name(*id) == name)
    }

    fn attribute(&mut self, name: &[u8]) {
        let Some(id) = self.current else { return };
        if self.tree.attributes.len() >= ATTRIBUTES {
            return;
        }
        let name = self.span(&String::from_utf8_lossy(name));
        // Without a value, an attribute is empty.
        self.tree.attributes.push((name, NodeSpan { from: name.to, to: name.to }));
        let last = number(self.tree.attributes.len());
        if let NodeKind::Element { last_attribute, .. } = &mut self.tree.nodes[id].kind {
            *last_attribute = last;
        }
    }

    fn value(&mut self, value: &[u8]) {
        if self.current.is_none() || self.tree.attributes.len() >= ATTRIBUTES {
            return;
        }
        let value = self.span(&String::from_utf8_lossy(value));
        if let Some(attribute) = self.tree.attributes.last_mut() {
            attribute.1 = value;
        }
    }

    fn started(&mut self, self_closing: bool) {
        let Some(id) = self.current.take() else { return };
        let name = self.tree.name(id);
        let is_svg = name == "svg";
        let closes = is_void(name) || (self_closing && (self.foreign > 0 || is_svg));
        if !closes && self.open.len() < DEPTH {
            self.foreign += usize::from(is_svg);
            self.open.push(id);
        }
    }

    fn end(&mut self, name: &str) {
        self.current = None;
        if name == "br" && self.tree.nodes.len() < NODES {
            // `</br>` is a line break to browsers.
            let name = self.span("br");
            let none = number(self.tree.attributes.len());
            self.append(NodeKind::Element { name, attributes: none, last_attribute: none });
            return;
        }
        // Browsers show content after these end tags, so they end nothing.
        if matches!(name, "body" | "html") {
            return;
        }
        let inline = !is_block(name) && !is_boundary(name);
        for depth in (1..self.open.len()).rev().take(REACH) {
            let open = self.tree.name(self.open[depth]);
            if open == name {
                return self.close(depth);
            }
            // `<b><p></b>` doesn't end the paragraph, and `</div>` in a table doesn't end the table.
            if (inline && is_block(open)) || (is_boundary(open) && !is_boundary(name)) {
                return;
            }
        }
    }

    /// Closes the open elements from `depth` on.
    fn close(&mut self, depth: usize) {
        let end = number(self.tree.nodes.len());
        for id in self.open.drain(depth..) {
            self.foreign -= usize::from(self.tree.name(id) == "svg");
            self.tree.nodes[id].end = end;
        }
    }

    /// Ends a picture at the first element of a page, as its end tag may be missing.
    fn leave_picture(&mut self, name: &str) {
        if self.foreign == 0 || !breaks_out(name) {
            return;
        }
        for depth in (1..self.open.len()).rev().take(REACH) {
            match self.tree.name(self.open[depth]) {
                "foreignobject" => return,
                "svg" => return self.close(depth),
                _ => {}
            }
        }
    }

    /// Ends the head of the page at the first content, as its end tag may be missing.
    fn leave_head(&mut self, name: &str) {
        if !belongs_to_head(name)
            && self.foreign == 0
            && let Some(depth) = self.open.iter().take(4).position(|id| self.tree.name(*id) == "head")
        {
            self.close(depth);
        }
    }

    /// Ends the elements that a start tag ends: `<li>` the item before, a list the paragraph before.
    fn end_implied(&mut self, name: &str) {
        let mut last = None;
        for depth in (1..self.open.len()).rev().take(REACH) {
            let open = self.tree.name(self.open[depth]);
            if is_ended_by(open, name) {
                // The outermost of them counts: a row ends the row before with its open cell.
                last = Some(depth);
            } else if shields(open, name) {
                break;
            }
        }
        if let Some(depth) = last {
            self.close(depth);
        }
    }

    fn text(&mut self, text: &str) {
        let parent = self.open.last().copied().unwrap_or(0);
        // A head has no text of its own, so its end tag is missing.
        if self.tree.name(parent) == "head" && !text.trim().is_empty() {
            self.leave_head("");
        }
        // Beyond the limit, texts join the last one.
        if self.tree.nodes.len() >= NODES
            && matches!(self.tree.nodes.last(), Some(Node { kind: NodeKind::Text(_), .. }))
        {
            self.span(text);
            let end = self.offset();
            if let Some(Node { kind: NodeKind::Text(span), .. }) = self.tree.nodes.last_mut() {
                span.to = end;
            }
            return;
        }
        let span = self.span(text);
        self.append(NodeKind::Text(span));
    }

    fn finish(mut self) -> Tree {
        self.close(0);
        self.tree
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
