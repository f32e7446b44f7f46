//! The best passage of a text for a query, with the matches marked.
//!
//! The choice is that of FTS5's function `snippet`, but in time proportional to the text. `snippet` compares each match
//! with all later ones, which took hours for a text that repeats one word a million times.

use super::terms::{self, MOST, Phrase};
use crate::Result;
use crate::model::Snippet;
use crate::store::index::Tokenizer;
use crate::text::fold;
use std::collections::VecDeque;
use std::ops::Range;

/// Number of tokens in a passage.
const LENGTH: usize = 24;

/// Maximum number of matches among which the passage is chosen.
const MOST_MATCHES: usize = 10_000;

/// Maximum length of the text between two marks, in bytes. Longer text is cut in the middle.
const LONGEST_PIECE: usize = 600;

/// Scores of another phrase of the query, another match of the same phrase, and the start of a sentence or of the text.
/// The values are FTS5's.
const NEW_PHRASE: usize = 1_000;
const SAME_PHRASE: usize = 1;
const START_OF_SENTENCE: usize = 100;
const START_OF_TEXT: usize = 120;

/// The sign for omitted text.
const CUT: &str = "…";

/// Finds passages for a query.
pub(super) struct PassageFinder {
    tokenizer: Tokenizer,
    phrases: Vec<Phrase>,
}

/// A match of a phrase, by token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PhraseMatch {
    first: usize,
    phrase: usize,
    last: usize,
    /// The first token of its sentence.
    sentence: usize,
}

impl PassageFinder {
    /// A finder for a query in FTS5's language.
    pub(super) fn new(query: &str) -> Result<Self> {
        let mut tokenizer = Tokenizer::new();
        let phrases = terms::phrases(query, &mut tokenizer)?;
        Ok(Self { tokenizer, phrases })
    }

    /// The best passage of a text. `stored` is the result of [`fold::stored`] for the text.
    pub(super) fn best(&mut self, text: &str, stored: Option<&str>) -> Result<Snippet> {
        let folded = fold::searched(text, stored);
        let (hits, length) = self.hits(&folded)?;
        let start = best_start(&hits, length);
        let window = start..(start + LENGTH).min(length);
        let mut ranges = self.ranges(&folded, &window)?;
        // Positions in the folded text differ from those in the original.
        if stored.is_some() {
            ranges = fold::unfolded(text, &ranges);
        }
        Ok(Snippet(marked(text, &ranges, &hits, start, window.end == length)))
    }

    /// The matches of the phrases, ordered by first token, and the number of tokens in the text.
    fn hits(&mut self, text: &str) -> Result<(Vec<PhraseMatch>, usize)> {
        let Self { tokenizer, phrases } = self;
        let mut hits = Vec::new();
        // Bit n of a state means that the last n + 1 tokens are the first n + 1 words of the phrase. This is the Shift-And
        // algorithm (Baeza-Yates and Gonnet, 1992): one step per token, however often a word is repeated.
        let mut states = [0_u64; MOST];
        let (mut number, mut sentences) = (0, VecDeque::from([0]));
        tokenizer.tokens(text, &mut |token, range| {
            if hits.len() < MOST_MATCHES {
                if begins_sentence(&text[..range.start]) {
                    // A phrase has at most `MOST` tokens, so older starts of sentences can't be needed.
                    sentences.truncate(MOST);
                    sentences.push_front(number);
                }
                for (index, (phrase, state)) in phrases.iter().zip(&mut states).enumerate() {
                    *state = ((*state << 1) | 1) & phrase.matching_words(token);
                    if *state >> (phrase.length() - 1) & 1 == 1 {
                        let first = number + 1 - phrase.length();
                        let sentence = sentences.iter().copied().find(|&start| start <= first);
                        let sentence = sentence.unwrap_or(first);
                        hits.push(PhraseMatch { first, phrase: index, last: number, sentence });
                    }
                }
            }
            number += 1;
        })?;
        // Matches are found at their last token, and scored by their first.
        hits.sort_unstable();
        Ok((hits, number))
    }

    /// The byte ranges of the tokens in a window.
    fn ranges(&mut self, text: &str, window: &Range<usize>) -> Result<Vec<Range<usize>>> {
        let (mut ranges, mut number) = (Vec::with_capacity(LENGTH), 0);
        self.tokenizer.tokens(text, &mut |_, range| {
            if window.contains(&number) {
                ranges.push(range);
            }
            number += 1;
        })?;
        Ok(ranges)
    }
}

/// Whether a sentence begins after `before`, by FTS5's simple rule: the text before is empty or ends with a full stop
/// or a colon.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '\n', '\r']);
    before.is_empty() || before.ends_with(['.', ':'])
}

/// The first token of the best passage.
fn best_start(hits: &[PhraseMatch], length: usize) -> usize {
    let (mut best, mut start) = (0, 0);
    for (index, hit) in hits.iter().enumerate() {
        let (score, last) = score(&hits[index..], hit.first);
        if score > best {
            best = score;
            // The matches are centred.
            let found = last + 1 - hit.first;
            let before = LENGTH.saturating_sub(found) / 2;
            start = hit.first.saturating_sub(before).min(length.saturating_sub(LENGTH));
        }
        // The alternative of FTS5: begin at the start of the sentence, if the match still fits in.
        let is_near = hit.sentence < hit.first && hit.sentence + LENGTH > hit.first;
        if is_near && length > LENGTH {
            let from = hits[..index].iter().rev().take_while(|other| other.first >= hit.sentence).count();
            let (score, _) = self::score(&hits[index - from..], hit.sentence);
            let score = score + if hit.sentence == 0 { START_OF_TEXT } else { START_OF_SENTENCE };
            if score > best {
                best = score;
                start = hit.sentence;
            }
        }
    }
    start
}

/// The score of a passage that begins at this token, and the last matched token in it.
fn score(hits: &[PhraseMatch], start: usize) -> (usize, usize) {
    let (mut score, mut seen, mut last) = (0, 0_u64, start);
    for hit in hits.iter().take_while(|hit| hit.first < start + LENGTH) {
        score += if seen >> hit.phrase & 1 == 1 { SAME_PHRASE } else { NEW_PHRASE };
        seen |= 1 << hit.phrase;
        last = last.max(hit.last);
    }
    (score, last)
}

/// The passage of these tokens, with marks.
fn marked(text: &str, tokens: &[Range<usize>], hits: &[PhraseMatch], start: usize, to_end: bool) -> String {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return String::new();
    };
    let mut passage = String::new();
    let mut at = if start == 0 { 0 } else { first.start };
    if start > 0 {
        passage.push_str(CUT);
    }
    for (first, last) in found(hits, start, tokens.len()) {
        push(&mut passage, &text[at..tokens[first].start.max(at)]);
        passage.push(Snippet::OPEN);
        // `max`, because tokens that come from one folded character have overlapping ranges.
        at = tokens[first].start.max(at);
        push(&mut passage, &text[at..tokens[last].end.max(at)]);
        passage.push(Snippet::CLOSE);
        at = tokens[last].end.max(at);
    }
    let end = if to_end { text.len() } else { last.end };
    push(&mut passage, &text[at..end.max(at)]);
    if !to_end {
        passage.push_str(CUT);
    }
    passage
}

/// The first and last token of each marked range, counted from the start of the passage. Overlapping matches are marked
/// as one. A match that begins before the passage isn't marked.
fn found(hits: &[PhraseMatch], start: usize, length: usize) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let last = start + length - 1;
    for hit in hits.iter().filter(|hit| hit.first >= start).take_while(|hit| hit.first <= last) {
        let (from, to) = (hit.first - start, hit.last.min(last) - start);
        match found.last_mut() {
            Some(before) if from <= before.1 => before.1 = before.1.max(to),
            _ => found.push((from, to)),
        }
    }
    found
}

fn push(passage: &mut String, piece: &str) {
    if piece.len() <= LONGEST_PIECE {
        passage.push_str(piece);
        return;
    }
    // A passage has few tokens, but a token or the gap between two may be megabytes long.
    let head = piece.floor_char_boundary(LONGEST_PIECE / 2);
    let tail = piece.ceil_char_boundary(piece.len() - LONGEST_PIECE / 2);
    passage.extend([&piece[..head], CUT, &piece[tail..]]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rusqlite::Connection;

    fn best(query: &str, text: &str) -> String {
        let stored = fold::stored(text);
        let passage = PassageFinder::new(query).unwrap().best(text, stored.as_deref()).unwrap();
        passage.marked("<", ">")
    }

    #[test]
    fn a_passage_is_shown_as_it_was_written() {
        for (query, text, expected) in [
            ("strasse", "Die Straße im Ort.", "Die <Straße> im Ort."),
            ("Gesamtwerk", "Das Ge\u{ad}samt\u{ad}werk.", "Das <Ge\u{ad}samt\u{ad}werk>."),
            ("office", "… the oﬃce", "… the <oﬃce>"),
            ("flood*", "One ﬂood, two ﬂoods", "One <ﬂood>, two <ﬂoods>"),
            ("nhk", "ＮＨＫ news", "<ＮＨＫ> news"),
            ("\"peace talks\" OR \"talks fail\"", "The peace talks fail.", "The <peace talks fail>."),
            ("NEAR(peace war, 3)", "War and peace", "<War> and <peace>"),
        ] {
            assert_eq!(best(query, text), expected, "{query}");
        }
    }

    #[test]
    fn long_words_and_gaps_are_shortened() {
        let text = format!("one {} two {} three", "x".repeat(5_000), "-".repeat(5_000));
        let passage = best("one two", &text);
        assert!(passage.starts_with("<one> xxx") && passage.ends_with("--- three"), "{passage}");
        assert!(passage.len() < 1_300, "{passage}");
    }

    #[test]
    fn a_word_in_every_place_takes_no_more_time_than_reading() {
        let passage = best("word", &"word ".repeat(300_000));
        assert_eq!(passage.matches("<word>").count(), LENGTH);
    }

    proptest! {
        #[test]
        fn the_passage_is_the_one_of_fts5(
            text in "([abc](\\.|:|,)?[ \n]){0,90}",
            query in "(a|b|c|a b|b a c)( OR (a|b|c|a b|b a c)){0,2}",
        ) {
            let query = query.split(" OR ").map(|phrase| format!("\"{phrase}\"")).collect::<Vec<_>>().join(" OR ");
            let index = Connection::open_in_memory().unwrap();
            index
                .execute_batch(
                    "CREATE VIRTUAL TABLE text USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2')",
                )
                .unwrap();
            index.execute("INSERT INTO text VALUES (?1)", [&text]).unwrap();
            let select = "SELECT snippet(text, 0, '<', '>', '…', 24) FROM text WHERE text MATCH ?1";
            let mut statement = index.prepare(select).unwrap();
            let mut rows = statement.query([&query]).unwrap();
            if let Some(row) = rows.next().unwrap() {
                let (own, other) = (best(&query, &text), row.get::<_, String>(0).unwrap());
                // FTS5 marks overlapping matches at the edge of a passage differently.
                let unmarked = |passage: &str| passage.replace(['<', '>'], "");
                prop_assert_eq!(unmarked(&own), unmarked(&other));
                if !query.contains(' ') || !query.contains("a b") && !query.contains("b a") {
                    prop_assert_eq!(own, other);
                }
            }
        }
    }
}
