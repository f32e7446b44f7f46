//! The paragraphs, items, subheadings and rows of a page.

use super::mark::Mark;
use super::tree::{Id, Tree, is_block, is_heading, is_shapeless};

/// The role of a block in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Paragraph,
    Heading,
    Item,
    Row,
}

/// A piece of text between two line breaks of the page.
#[derive(Debug)]
pub(super) struct Block {
    /// The element that it is in.
    pub(super) element: Id,
    pub(super) shape: Shape,
    pub(super) text: String,
    /// Number of its characters without white space.
    pub(super) letters: usize,
    /// Number of those in links.
    pub(super) linked: usize,
    pub(super) mark: Mark,
}

impl Block {
    /// Whether it is a sentence rather than a label or a list of links.
    pub(super) fn is_prose(&self) -> bool {
        self.letters >= PROSE && self.link_share() < 0.4 && self.shape != Shape::Heading
    }

    /// The share of its characters that are in links, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    pub(super) fn link_share(&self) -> f64 {
        self.linked as f64 / self.letters.max(1) as f64
    }
}

/// Fewest characters of a block that counts as prose.
const PROSE: usize = 60;

/// The number of characters of prose in each element.
pub(super) fn mass<'a>(tree: &Tree, blocks: impl Iterator<Item = &'a Block>) -> Vec<usize> {
    let mut mass = vec![0; tree.len()];
    for block in blocks.filter(|block| block.is_prose()) {
        mass[block.element] += block.letters;
    }
    // Children come after their parents, so one pass backwards sums up all levels.
    for id in (1..tree.len()).rev() {
        mass[tree.parent(id)] += mass[id];
    }
    mass
}

/// All blocks of a page, in its order.
pub(super) fn blocks(tree: &Tree, marks: &[Mark]) -> Vec<Block> {
    let mut writer = BlockWriter {
        tree,
        marks,
        blocks: Vec::new(),
        text: String::new(),
        letters: 0,
        linked: 0,
        mark: Mark::Text,
        open: Vec::new(),
        links: 0,
    };
    let mut next = 1;
    while next < tree.len() {
        writer.close_until(next);
        next = writer.visit(next);
    }
    writer.flush();
    rows(tree, writer.blocks)
}

/// Blocks with the cells of a row on one line. Cells with long texts are the columns of a layout, and remain.
fn rows(tree: &Tree, blocks: Vec<Block>) -> Vec<Block> {
    let row = |block: &Block| {
        let is_cell = block.shape == Shape::Row && block.letters < CELL;
        if is_cell { tree.ancestors(block.element).take(4).find(|id| tree.name(*id) == "tr") } else { None }
    };
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut last = None;
    for block in blocks {
        let this = row(&block);
        match joined.last_mut() {
            Some(before) if this.is_some() && this == last && before.mark == block.mark => {
                before.text.push_str(" | ");
                before.text.push_str(&block.text);
                before.letters += block.letters;
                before.linked += block.linked;
            }
            _ => joined.push(block),
        }
        last = this;
    }
    joined
}

/// Largest number of characters of a cell that stands on a line with others.
const CELL: usize = 100;

struct BlockWriter<'a> {
    tree: &'a Tree,
    marks: &'a [Mark],
    blocks: Vec<Block>,
    text: String,
    letters: usize,
    linked: usize,
    mark: Mark,
    /// The open elements that matter: blocks and links.
    open: Vec<Id>,
    /// Number of open links.
    links: usize,
}

impl BlockWriter<'_> {
    fn close_until(&mut self, next: Id) {
        while let Some(last) = self.open.last().copied()
            && self.tree.end(last) <= next
        {
            if is_block(self.tree.name(last)) {
                self.flush();
            } else {
                self.links -= 1;
            }
            self.open.pop();
        }
    }

    /// Takes a node, and says which one is next.
    fn visit(&mut self, id: Id) -> Id {
        if self.marks[id] == Mark::Hidden {
            return self.tree.end(id);
        }
        if let Some(text) = self.tree.text(id) {
            self.write(text, self.marks[id]);
            return id + 1;
        }
        let name = self.tree.name(id);
        if name == "br" {
            self.line_break();
        } else if is_block(name) {
            self.flush();
            self.open.push(id);
        } else if name == "a" {
            self.links += 1;
            self.open.push(id);
        }
        id + 1
    }

    fn write(&mut self, text: &str, mark: Mark) {
        // Foreign parts of a line, such as a label in a paragraph, are a block of their own.
        if mark != self.mark && !text.trim().is_empty() {
            self.flush();
            self.mark = mark;
        }
        let in_link = self.links > 0;
        let preformatted = self.open.last().is_some_and(|id| self.tree.name(*id) == "pre");
        for character in text.chars() {
            if preformatted && character == '\n' {
                self.text.push('\n');
            } else if character.is_whitespace() {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else if !is_shapeless(character) {
                self.text.push(character);
                let weight = weight(character);
                self.letters += weight;
                self.linked += if in_link { weight } else { 0 };
            }
        }
    }

    /// One line break begins a line, two begin a paragraph.
    fn line_break(&mut self) {
        let length = self.text.trim_end_matches(' ').len();
        self.text.truncate(length);
        if self.text.ends_with('\n') {
            self.flush();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let letters = std::mem::take(&mut self.letters);
        let linked = std::mem::take(&mut self.linked);
        let mark = std::mem::replace(&mut self.mark, Mark::Text);
        if letters == 0 {
            return;
        }
        let element = self.open.iter().rev().copied().find(|id| is_block(self.tree.name(*id))).unwrap_or(0);
        let shape = self.shape();
        self.blocks.push(Block { element, shape, text: text.trim().to_owned(), letters, linked, mark });
    }

    fn shape(&self) -> Shape {
        for id in self.open.iter().rev() {
            match self.tree.name(*id) {
                name if is_heading(name) => return Shape::Heading,
                "li" | "dd" | "dt" => return Shape::Item,
                "tr" | "td" | "th" => return Shape::Row,
                "p" | "div" | "section" | "article" | "blockquote" | "pre" => return Shape::Paragraph,
                _ => {}
            }
        }
        Shape::Paragraph
    }
}

/// A Chinese character, a kana or a syllable of Korean says as much as about three letters.
fn weight(character: char) -> usize {
    if matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') {
        3
    } else {
        1
    }
}
