//! Sentences: where they start, and which words have a capital only because they come first.

use std::ops::Range;

use super::languages::{Language, Meaning};
use super::quotes::is_quote;
use super::tokens::Token;
use crate::diff::layout::Layout;
use crate::diff::words::is_dense;

/// Abbreviations before names and numbers, and others that seldom end a sentence.
const ABBREVIATIONS: [&str; 32] = [
    "mr", "mrs", "ms", "dr", "st", "prof", "gen", "sen", "rep", "gov", "lt", "col", "sgt", "no", "vs",
    "approx", "hr", "fr", "nr", "bzw", "ca", "mme", "mlle", "sr", "sra", "núm", "art", "г", "ул", "им",
    "тыс", "руб",
];

/// The sentences of a text.
pub(super) struct Sentences {
    starts: Vec<usize>,
    opening: Vec<bool>,
}

impl Sentences {
    /// Finds them. A paragraph ends one, also without a full stop.
    pub(super) fn of(layout: &Layout, tokens: &[Token], language: &Language) -> Self {
        let mut sentences = Sentences { starts: Vec::new(), opening: Vec::with_capacity(tokens.len()) };
        let (mut is_fresh, mut has_ended) = (true, false);
        for (index, token) in tokens.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            let is_apart = before.is_none_or(|before| before.end() < token.start);
            let is_paragraph = layout.ends_at(token.start);
            if is_paragraph || has_ended && begins(token, before, is_apart) {
                sentences.starts.push(token.start);
                (is_fresh, has_ended) = (true, false);
            }
            has_ended &= !token.is_word();
            sentences.opening.push(is_fresh && token.is_word());
            let after = tokens.get(index + 1);
            let is_followed = after.is_some_and(|after| after.start > token.end());
            is_fresh = match token.folded.as_ref() {
                _ if token.is_word() => false,
                ":" => is_followed || is_fresh,
                mark if mark.starts_with(is_quote) => is_fresh || !is_followed && is_apart,
                _ => is_fresh,
            };
            has_ended |= match token.text {
                "." => (is_followed || after.is_none()) && !abbreviates(before, after, language),
                text => text.starts_with(['!', '?', '…', '。', '！', '？']),
            };
        }
        sentences
    }

    /// The number of the sentence that holds this byte.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    /// The sentence of `text` that holds this byte, without the white space behind it.
    pub(super) fn around(&self, byte: usize, text: &str) -> Range<usize> {
        let next = self.at(byte);
        let start = next.checked_sub(1).map_or(0, |sentence| self.starts[sentence]);
        let end = self.starts.get(next).copied().unwrap_or(text.len());
        start..start + text[start..end].trim_end().len()
    }

    /// Whether this token is the first word of a sentence or of a quotation.
    pub(super) fn opens(&self, token: usize) -> bool {
        self.opening[token]
    }
}

/// Whether a sentence begins with `token`, behind a mark that can end one.
fn begins(token: &Token, before: Option<&Token>, is_apart: bool) -> bool {
    let is_dense = before.is_some_and(|before| before.text.starts_with(is_dense));
    let is_lower = token.text.starts_with(char::is_lowercase);
    (is_apart || is_dense && token.is_word()) && !is_lower
}

/// Whether the stop between these tokens belongs to an abbreviation, or to the day before a month.
fn abbreviates(before: Option<&Token>, after: Option<&Token>, language: &Language) -> bool {
    let Some(before) = before else { return false };
    let is_day = before.text.len() <= 2 && before.text.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = || after.and_then(|after| language.word(&after.folded)).is_some_and(Meaning::is_month);
    before.text.contains('.')
        || before.is_capitalised() && before.text.chars().count() == 1
        || ABBREVIATIONS.contains(&before.folded.as_ref())
        || is_day && is_month()
}
