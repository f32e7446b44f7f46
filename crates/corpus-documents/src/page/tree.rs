//! The elements and texts of a page, in the order of the page.
//!
//! Construction is linear in the page: the tokenizer follows the HTML standard, but the tree is simpler than that of a browser.
//! Misplaced table content stays where it is, and formatting elements are not reopened. Depth and number of nodes are bounded,
//! so a hostile page costs no more than its bytes. The nodes of a subtree are neighbours, hence all walks are loops.

mod build;
mod elements;

pub(crate) use elements::{is_block, is_heading, is_hidden_by_name};

/// The number of a node. The root is 0.
pub(crate) type Id = usize;

/// Part of the buffer of a tree, as byte offsets.
#[derive(Debug, Clone, Copy)]
struct NodeSpan {
    from: u32,
    to: u32,
}

/// An element or a text.
#[derive(Debug)]
struct Node {
    parent: u32,
    /// The first node after the subtree.
    end: u32,
    kind: NodeKind,
}

#[derive(Debug)]
enum NodeKind {
    Element { name: NodeSpan, attributes: u32, last_attribute: u32 },
    Text(NodeSpan),
}

/// The tree of a page.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<(NodeSpan, NodeSpan)>,
    /// Names, values and texts, one after another: one allocation instead of one for each.
    buffer: String,
}

impl Tree {
    /// The tree of `html`. Never fails: a text without tags is one text node.
    pub(crate) fn parse(html: &str) -> Self {
        build::build(html)
    }

    /// Number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn slice(&self, span: NodeSpan) -> &str {
        &self.buffer[span.from as usize..span.to as usize]
    }

    /// The name of an element in lower case; empty for a text and for the root.
    pub(crate) fn name(&self, id: Id) -> &str {
        match self.nodes[id].kind {
            NodeKind::Element { name, .. } => self.slice(name),
            NodeKind::Text(_) => "",
        }
    }

    /// The characters of a text node; `None` for an element.
    pub(crate) fn text(&self, id: Id) -> Option<&str> {
        match self.nodes[id].kind {
            NodeKind::Text(span) => Some(self.slice(span)),
            NodeKind::Element { .. } => None,
        }
    }

    /// All attributes of an element with their values, as in the page.
    pub(crate) fn attributes(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let range = match self.nodes[id].kind {
            NodeKind::Element { attributes, last_attribute, .. } => {
                attributes as usize..last_attribute as usize
            }
            NodeKind::Text(_) => 0..0,
        };
        self.attributes[range].iter().map(|(name, value)| (self.slice(*name), self.slice(*value)))
    }

    /// The value of an attribute, `name` being in lower case. The first one counts, as in browsers.
    pub(crate) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        self.attributes(id).find(|(candidate, _)| *candidate == name).map(|(_, value)| value)
    }

    /// The parent; the root is its own.
    pub(crate) fn parent(&self, id: Id) -> Id {
        self.nodes[id].parent as Id
    }

    /// The first node after the subtree of `id`.
    pub(crate) fn end(&self, id: Id) -> Id {
        self.nodes[id].end as Id
    }

    /// The nodes inside `id`, in the order of the page.
    pub(crate) fn descendants(&self, id: Id) -> std::ops::Range<Id> {
        id + 1..self.end(id)
    }

    /// The children of `id`.
    pub(crate) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let end = self.end(id);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = next;
                next = self.end(child);
                child
            })
        })
    }

    /// The elements that contain `id`, the nearest first.
    pub(crate) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut current = id;
        std::iter::from_fn(move || {
            (current != 0).then(|| {
                current = self.parent(current);
                current
            })
        })
    }

    /// All elements called `name`.
    pub(crate) fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Id> + 'a {
        (0..self.len()).filter(move |id| self.name(*id) == name)
    }

    /// The visible text of a subtree on one line.
    pub(crate) fn line(&self, id: Id) -> String {
        let mut line = String::new();
        let end = self.end(id);
        let mut next = id;
        while next < end {
            if let Some(text) = self.text(next) {
                line.push_str(text);
            } else if is_hidden_by_name(self.name(next)) {
                next = self.end(next);
                continue;
            } else if is_block(self.name(next)) || self.name(next) == "br" {
                line.push(' ');
            }
            next += 1;
        }
        one_line(&line)
    }

    /// The visible text of a subtree on one line, with a space between elements: a day, a month and a year may stand in three.
    pub(crate) fn parts(&self, id: Id) -> String {
        let mut line = String::new();
        let mut next = id;
        while next < self.end(id) {
            match self.text(next) {
                Some(text) => line.push_str(text),
                None if is_hidden_by_name(self.name(next)) => {
                    next = self.end(next);
                    continue;
                }
                None => line.push(' '),
            }
            next += 1;
        }
        one_line(&line)
    }

    /// The characters of all texts of a subtree, unchanged, such as the source of a script.
    pub(crate) fn source(&self, id: Id) -> String {
        std::iter::once(id).chain(self.descendants(id)).filter_map(|node| self.text(node)).collect()
    }
}

/// A text on one line: white space becomes one space, and characters without a shape are left out.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace) {
        let start = line.len();
        if start > 0 {
            line.push(' ');
        }
        let before = line.len();
        line.extend(word.chars().filter(|character| !is_shapeless(*character)));
        // A word of nothing but such characters leaves no space either.
        if line.len() == before {
            line.truncate(start);
        }
    }
    line
}

/// Hints for hyphenation and marks of zero width, which differ between captures and hide words from a search, and controls.
pub(crate) fn is_shapeless(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
        || (character.is_control() && !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested brackets: `p(a b(c))`.
    fn shape(html: &str) -> String {
        fn write(tree: &Tree, id: Id, shape: &mut String) {
            for child in tree.children(id) {
                if let Some(text) = tree.text(child) {
                    shape.push_str(text.trim());
                    continue;
                }
                shape.push_str(tree.name(child));
                shape.push('(');
                write(tree, child, shape);
                shape.push(')');
            }
        }
        let tree = Tree::parse(html);
        let mut shape_of = String::new();
        write(&tree, 0, &mut shape_of);
        shape_of
    }

    #[test]
    fn missing_end_tags_are_implied() {
        for (html, expected) in [
            ("<p>a<p>b", "p(a)p(b)"),
            ("<p>a<div>b</div>", "p(a)div(b)"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>", "ul(li(a)li(bul(li(c))))"),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td(a)td(b))tr(td(c)))"),
            ("<p><b>a</p>b", "p(b(a))b"),
            ("<b><p>a</b>b</p>", "b(p(ab))"),
            ("<table><tr><td></div>a</table>", "table(tr(td(a)))"),
            ("a<br>b</br>c<img>d", "abr()bbr()cimg()d"),
            ("<title>x</title><p>a", "title(x)p(a)"),
            ("<head><title>x</title><p>a", "head(title(x))p(a)"),
            ("<svg><path/><path/></svg>a", "svg(path()path())a"),
            ("<svg><title/><path/><style>b{}</style></svg><p>a", "svg(title()path()style(b{}))p(a)"),
            ("<svg><path><p>a</p>", "svg(path())p(a)"),
            ("<script>if (a<b) {}</script>c", "script(if (a<b) {})c"),
            ("a &amp; &eacute;", "a & é"),
        ] {
            assert_eq!(shape(html), expected, "{html}");
        }
    }

    #[test]
    fn the_first_of_two_attributes_counts() {
        let tree = Tree::parse("<p CLASS=a class='b' id>");
        assert_eq!(
            (tree.attribute(1, "class"), tree.attribute(1, "id"), tree.attribute(1, "x")),
            (Some("a"), Some(""), None)
        );
    }

    #[test]
    fn hidden_parts_are_no_text() {
        let tree = Tree::parse("<p>a<script>b</script> c\u{ad}d<style>e</style>\n f</p>");
        assert_eq!(tree.line(1), "a cd f");
    }
}
