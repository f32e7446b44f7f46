//! An article as words and sentences.

use crate::languages::LanguageWords;
use crate::mark::Marked;
use corpus_text::word::words;
use std::collections::HashSet;
use std::ops::Range;

/// A word.
#[derive(Debug, Clone)]
pub(crate) struct TextWord {
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
    /// The word in lower case.
    pub(crate) lower: String,
    /// Whether it begins with a capital.
    pub(crate) is_capital: bool,
    /// The passage in quotation marks that it is in.
    pub(crate) marked: Option<usize>,
    /// Its sentence.
    pub(crate) sentence: usize,
}

/// An article as words.
pub(crate) struct CutArticle<'a> {
    pub(crate) text: &'a str,
    pub(crate) table: &'static LanguageWords,
    pub(crate) marks: &'a [Marked],
    pub(crate) tokens: Vec<TextWord>,
    /// The words of each sentence.
    pub(crate) sentences: Vec<Range<usize>>,
    /// The number of the paragraph of each sentence.
    pub(crate) paragraphs: Vec<usize>,
    /// The words, in lower case, that have a capital inside a sentence.
    pub(crate) names: HashSet<String>,
}

impl<'a> CutArticle<'a> {
    pub(crate) fn of(text: &'a str, marks: &'a [Marked], table: &'static LanguageWords) -> Self {
        let mut tokens: Vec<TextWord> = Vec::new();
        let mut passage = 0;
        for word in words(text) {
            while marks.get(passage).is_some_and(|mark| mark.outer.end <= word.range.start) {
                passage += 1;
            }
            let marked =
                marks.get(passage).filter(|mark| mark.inner.start <= word.range.start).map(|_| passage);
            tokens.push(TextWord {
                lower: word.text.to_lowercase().replace('’', "'"),
                is_capital: word.text.chars().next().is_some_and(char::is_uppercase),
                range: word.range,
                marked,
                sentence: 0,
            });
        }
        let mut article = Self {
            text,
            table,
            marks,
            tokens,
            sentences: Vec::new(),
            paragraphs: Vec::new(),
            names: HashSet::new(),
        };
        article.cut();
        article.collect_names();
        article
    }

    /// Cuts the words into sentences. A passage in quotation marks never ends a sentence that goes on behind it.
    fn cut(&mut self) {
        let (mut start, mut paragraph) = (0, 0);
        for place in 0..self.tokens.len() {
            let is_last = place + 1 == self.tokens.len();
            let breaks = !is_last && self.gap(place).contains('\n');
            self.tokens[place].sentence = self.sentences.len();
            if is_last || breaks || self.is_end(place) {
                self.sentences.push(start..place + 1);
                self.paragraphs.push(paragraph);
                start = place + 1;
            }
            paragraph += usize::from(breaks);
        }
    }

    fn collect_names(&mut self) {
        let inside = self.tokens.windows(2).filter(|pair| {
            pair[0].sentence == pair[1].sentence && pair[1].is_capital && pair[0].marked == pair[1].marked
        });
        self.names = inside.map(|pair| pair[1].lower.clone()).collect();
    }

    fn is_end(&self, place: usize) -> bool {
        let (token, next) = (&self.tokens[place], &self.tokens[place + 1]);
        let gap = self.gap(place);
        let Some(sign) = gap.find(['.', '!', '?', '…']) else { return false };
        let is_abbreviated = gap[sign..].starts_with('.')
            && (self.table.abbreviations.contains(token.lower.as_str())
                || token.is_capital && token.lower.chars().count() == 1);
        // A number such as 3.5 has no gap. What begins with a small letter goes on.
        let goes_on = !next.is_capital && !next.lower.starts_with(|first: char| first.is_ascii_digit());
        if is_abbreviated || goes_on {
            return false;
        }
        // “Why?” Ada Roe asked. The sentence of a question includes who asks it.
        !(token.marked.is_some() && next.marked.is_none() && self.asks_behind(place + 1))
    }

    /// Whether a subject and a verb of saying begin here.
    fn asks_behind(&self, start: usize) -> bool {
        let end = (start + 5).min(self.tokens.len());
        self.tokens[start..end].iter().take_while(|token| token.marked.is_none()).enumerate().any(
            |(number, token)| {
                number > 0
                    && self.table.is_saying(&token.lower)
                    && (start..start + number).all(|place| {
                        let gap = self.gap(place);
                        !gap.contains(['.', ',', '!', '?', '\n'])
                    })
            },
        )
    }

    /// The text between a word and the next one.
    pub(crate) fn gap(&self, place: usize) -> &'a str {
        let end = self.tokens.get(place + 1).map_or(self.text.len(), |next| next.range.start);
        &self.text[self.tokens[place].range.end..end]
    }

    /// The bytes of some words.
    pub(crate) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        self.tokens[words.start].range.start..self.tokens[words.end - 1].range.end
    }

    /// A word in lower case.
    pub(crate) fn lower(&self, place: usize) -> &str {
        &self.tokens[place].lower
    }

    /// The first word of a passage in quotation marks or behind it.
    pub(crate) fn first_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.range.start < byte)
    }
}
