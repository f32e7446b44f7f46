//! Readings: a text cut into tokens, sentences and quotations, and the facts found in it.

use std::ops::Range;

use super::Flag;
use super::languages::{Entry, Language, Meaning};
use super::literals::{decimal_mark, literal};
use super::markup::markup;
use super::quotes::Quotations;
use super::sentences::Sentences;
use super::tokens::{Token, cut};
use crate::units::layout::Layout;

/// A checkable statement of a text.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// Kind of the fact.
    pub(super) flag: Flag,
    /// Its value, the same for “7 March” and “March 7”.
    pub(super) key: String,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// Where the number itself starts, behind “at least”.
    pub(super) value_start: usize,
    /// Whether it counts only where another fact replaced it, such as the speaker beside a verb.
    pub(super) is_context: bool,
    /// Whether other forms of its words have the same key and yet say something else: “doubled”, “doubles”.
    pub(super) has_forms: bool,
}

impl Fact {
    pub(super) fn new(flag: Flag, key: impl Into<String>, range: Range<usize>) -> Self {
        let value_start = range.start;
        Fact { flag, key: key.into(), range, value_start, is_context: false, has_forms: false }
    }
}

impl Fact {
    /// Whether another notation of it with the same key is the same; forms of one word aren't, if it has several.
    pub(super) fn is_notation(&self) -> bool {
        matches!(self.flag, Flag::Number | Flag::Date)
    }
}

/// A text, prepared for the rules.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) layout: Layout<'a>,
    pub(super) sentences: Sentences,
    pub(super) quotations: Quotations,
    /// Code meant for programs.
    pub(super) markup: Vec<Range<usize>>,
    pub(super) language: &'static Language,
    /// The decimal mark of its numbers, if known.
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
            let is_other = is_name || is_first_name(&tokens, at, entry, language);
            (!is_other && !is_place_in_row(&tokens, at, entry, language)).then_some(entry)
        };
        let entries = (0..tokens.len()).map(entry).collect();
        let decimal = decimal_mark(&tokens, language.decimal);
        Reading { text, tokens, layout, sentences, quotations, markup, language, decimal, entries }
    }

    /// Numbers of bytes before and behind these that belong to the same character reference.
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

    /// The meaning of the word or phrase that begins with this token.
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

    /// The whole number that this token is, if it is no more than `most`.
    pub(super) fn number(&self, at: usize, most: u32) -> Option<u32> {
        let (value, suffix) = literal(self.folded(at))?;
        let is_plain = suffix.is_empty() || matches!(suffix, "st" | "nd" | "rd" | "th" | "er" | "º");
        value.small().filter(|&value| is_plain && value <= most)
    }
}

/// Whether a month is somebody's first name: “June Dawson”, but not “in June Dawson left”.
fn is_first_name(tokens: &[Token], at: usize, entry: &Entry, language: &Language) -> bool {
    let is_capitalised = |at: usize| tokens.get(at).is_some_and(Token::is_capitalised);
    let meaning = |at: usize| language.word(&tokens[at].folded);
    entry.meaning.is_month()
        && !language.has_capital_nouns
        && is_capitalised(at)
        && is_capitalised(at + 1)
        && meaning(at + 1).is_none()
        && at.checked_sub(1).is_some_and(|before| {
            tokens[before].is_word()
                && !tokens[before].text.starts_with(char::is_numeric)
                && !matches!(meaning(before), Some(Meaning::When | Meaning::Ordinal(_)))
        })
}

/// Whether “a third” isn't a part of a whole but the third of a row: “a third term”, “a third-party offer”.
fn is_place_in_row(tokens: &[Token], at: usize, entry: &Entry, language: &Language) -> bool {
    let is_article = entry.meaning == Meaning::Amount && tokens[at].folded == "a" && entry.length() == 2;
    let has_ordinal = || {
        tokens
            .get(at + 1)
            .is_some_and(|token| matches!(language.word(&token.folded), Some(Meaning::Ordinal(_))))
    };
    let goes_on = || {
        tokens.get(at + 2).is_some_and(|next| {
            let is_noun = next.is_word() && language.word(&next.folded).is_none();
            next.folded == "-"
                || is_noun && !matches!(next.folded.as_ref(), "more" | "less" | "fewer" | "higher" | "lower")
        })
    };
    is_article && has_ordinal() && goes_on()
}
