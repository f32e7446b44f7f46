//! Facts: what a text says that a reader would check, each with a key that is the same however it is written.

use std::ops::Range;

use foldhash::HashSet;

use super::languages::{Entry, Language, Meaning};
use super::links::links;
use super::markup::{self, markup};
use super::names::Candidates;
use super::quotes::Quotations;
use super::sentences::Sentences;
use super::tokens::{Token, cut};
use super::{Flag, dates, names, numbers, qualifiers, sources};
use crate::units::layout::Layout;

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
    /// What is written for programs.
    markup: Vec<Range<usize>>,
    pub(super) language: &'static Language,
    /// What stands before the decimals of its numbers, as far as that is known.
    pub(super) decimal: Option<char>,
    /// For each token the longest word or phrase that begins with it.
    entries: Vec<Option<&'static Entry>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, language: &'static Language) -> Self {
        let (tokens, layout) = (cut(text), Layout::of(text));
        let sentences = Sentences::of(&layout, &tokens);
        let markup = markup(text);
        let quotations = Quotations::of(&layout, &tokens, &markup);
        let entry = |at: usize| {
            let entry = language.entry(tokens[at..].iter().map(|token| token.folded.as_ref()))?;
            // A capital tells the name Korkmaz from a verb with that ending.
            let is_name = entry.is_part_of(&tokens[at].folded) && tokens[at].is_capitalised();
            (!is_name).then_some(entry)
        };
        let entries = (0..tokens.len()).map(entry).collect();
        let decimal = numbers::decimal_mark(&tokens, language.decimal);
        Reading { text, tokens, layout, sentences, quotations, markup, language, decimal, entries }
    }

    /// What both texts say, each in its order.
    pub(super) fn facts_of_both(old: &Self, new: &Self) -> [Vec<Fact>; 2] {
        let [old_found, new_found] = [old.found(), new.found()];
        let old_names = Candidates::of(old, &old_found.1);
        let new_names = Candidates::of(new, &new_found.1);
        let known: HashSet<&str> = old_names.known(old).chain(new_names.known(new)).collect();
        [
            old.with_names(old_found.0, names::names(old, old_names, &known)),
            new.with_names(new_found.0, names::names(new, new_names, &known)),
        ]
    }

    fn with_names(&self, mut facts: Vec<Fact>, names: Vec<Fact>) -> Vec<Fact> {
        facts.extend(names);
        facts.extend(self.quotations.marks.iter().map(|mark| Fact::new(Flag::Quotation, "\"", mark.clone())));
        facts.sort_by_key(|fact| fact.range.start);
        facts
    }

    /// What the text says but names and quotation marks; and for each token whether nothing was made of it.
    fn found(&self) -> (Vec<Fact>, Vec<bool>) {
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
            if markup::is_in(&self.markup, &token.range()) {
                at += 1;
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
        (facts, free)
    }

    /// How many bytes before and behind these belong to a character reference that they are a part of.
    pub(super) fn beside(&self, bytes: &Range<usize>) -> (usize, usize) {
        let near = |byte: usize| {
            let next = self.markup.partition_point(|part| part.end <= byte);
            let part = self.markup.get(next).filter(|part| part.start < byte)?;
            self.text[part.clone()].starts_with('&').then_some(part)
        };
        (
            near(bytes.start).map_or(0, |part| bytes.start - part.start),
            near(bytes.end).map_or(0, |part| part.end - bytes.end),
        )
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
