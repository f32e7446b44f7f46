//! Facts: what a text says that a reader would check, each with a key that is the same however it is written.

use std::ops::Range;

use super::languages::{Entry, Language, Meaning};
use super::links::links;
use super::quotes::Quotations;
use super::sentences::Sentences;
use super::tokens::{Token, cut};
use super::{Flag, dates, names, numbers, qualifiers, sources};
use crate::diff::layout::Layout;

/// Something that a text says.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// What it is of.
    pub(super) flag: Flag,
    /// What it says, the same for “7 March” and “March 7”.
    pub(super) key: String,
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Where the number itself starts, behind “at least”.
    pub(super) value_start: usize,
    /// Whether it counts only where another has taken its place, since by itself it says little.
    pub(super) is_context: bool,
}

impl Fact {
    pub(super) fn new(flag: Flag, key: impl Into<String>, range: Range<usize>) -> Self {
        let value_start = range.start;
        Fact { flag, key: key.into(), range, value_start, is_context: false }
    }
}

/// A text as rules look at it.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) layout: Layout<'a>,
    pub(super) sentences: Sentences,
    pub(super) quotations: Quotations,
    pub(super) language: &'static Language,
    /// What stands before the decimals of its numbers, as far as that is known.
    pub(super) decimal: Option<char>,
    /// For each token the longest word or phrase that begins with it.
    entries: Vec<Option<&'static Entry>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, language: &'static Language) -> Self {
        let (tokens, layout) = (cut(text), Layout::of(text));
        let sentences = Sentences::of(&layout, &tokens, language);
        let quotations = Quotations::of(&layout, &tokens);
        let entry = |at: usize| language.entry(tokens[at..].iter().map(|token| token.folded.as_ref()));
        let entries = (0..tokens.len()).map(entry).collect();
        let decimal = numbers::decimal_mark(&tokens, language.decimal);
        Reading { text, tokens, layout, sentences, quotations, language, decimal, entries }
    }

    /// What the text says, in its order.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        let mut free = vec![false; self.tokens.len()];
        let mut links = links(self.text).into_iter().peekable();
        // Tokens before `done` are part of a number or date.
        let (mut at, mut done) = (0, 0);
        while let Some(token) = self.tokens.get(at) {
            while let Some(link) = links.next_if(|link| link.start < token.end()) {
                facts.push(Fact::new(Flag::Link, &self.text[link.clone()], link.clone()));
                at += self.tokens[at..].iter().take_while(|token| token.start < link.end).count();
            }
            let Some(token) = self.tokens.get(at) else { break };
            if links.peek().is_some_and(|link| link.start < token.end()) {
                continue;
            }
            let entry = self.entry(at);
            let found = match entry.map(|entry| entry.meaning) {
                Some(meaning) if !meaning.counts() => None,
                None if !numbers::may_begin(&token.folded) => None,
                _ => dates::read(self, at).or_else(|| numbers::read(self, at)),
            };
            if let Some((fact, end)) = found {
                let (fact, end) = qualifiers::qualify(self, fact, done..at, end);
                facts.push(fact);
                (at, done) = (end, end);
                continue;
            }
            match entry {
                Some(entry) => facts.extend(sources::read(self, at, entry)),
                None => free[at] = true,
            }
            at += entry.map_or(1, Entry::length);
        }
        facts.extend(names::names(self, &free));
        facts.extend(self.quotations.marks.iter().map(|mark| Fact::new(Flag::Quotation, "\"", mark.clone())));
        facts.sort_by_key(|fact| fact.range.start);
        facts
    }

    /// The longest word or phrase of the language that begins with this token.
    pub(super) fn entry(&self, at: usize) -> Option<&'static Entry> {
        self.entries.get(at).copied().flatten()
    }

    /// What begins with this token.
    pub(super) fn meaning(&self, at: usize) -> Option<Meaning> {
        self.entry(at).map(|entry| entry.meaning)
    }

    /// The folded text of a token; empty behind the last.
    pub(super) fn folded(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.folded)
    }

    /// Whether this token starts where the one before it ends.
    pub(super) fn is_joined(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| token.start == self.tokens[at - 1].end())
    }

    /// The bytes from one token up to another.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.tokens[from].start..self.tokens[to - 1].end()
    }
}
