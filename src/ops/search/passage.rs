//! The best passage of a text for a query, with the matches marked.
//!
//! The choice is that of FTS5's function `snippet`, but in time proportional to the text. `snippet` compares each match
//! with all later ones, which took hours for a text that repeats one word a million times.

use super::matches::{Matcher, terms_of};
use crate::model::Snippet;
use crate::text::word::has_no_spaces;
use std::cell::RefCell;
use std::ops::Range;

/// Number of positions in a passage.
const LENGTH: u64 = 24;

/// In scripts without spaces, where terms are single characters, a passage goes on to this many characters.
const SHORTEST: usize = 80;

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

/// A match of a phrase, by positions.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PassageMatch {
    first: u64,
    last: u64,
    phrase: usize,
    /// The first position of its sentence.
    sentence: u64,
    range: Range<usize>,
}

/// The best passage of a text.
pub(super) fn best(matcher: &Matcher, text: &str) -> Snippet {
    let (hits, length) = hits(matcher, text);
    let start = best_start(&hits, length);
    Snippet(marked(text, &window(text, start), &hits, start))
}

/// The matches of the phrases, ordered by first position, and the number of positions in the text.
fn hits(matcher: &Matcher, text: &str) -> (Vec<PassageMatch>, u64) {
    // Shared by both closures.
    let (sentences, mut length) = (RefCell::new(Vec::new()), 0);
    let mut hits = Vec::new();
    let mut place = |position, offset| {
        if begins_sentence(&text[..offset]) {
            sentences.borrow_mut().push(position);
        }
        length = position + 1;
    };
    matcher.matches(text, &mut place, &mut |found| {
        let sentences = sentences.borrow();
        let before = sentences.partition_point(|start| *start <= found.first);
        let sentence = before.checked_sub(1).map_or(found.first, |last| sentences[last]);
        let (first, last) = (found.first, found.last);
        hits.push(PassageMatch { first, last, phrase: found.phrase, sentence, range: found.range });
        hits.len() < MOST_MATCHES
    });
    // Matches are found at their last term, and scored by their first.
    hits.sort_by_key(|hit| (hit.first, hit.phrase));
    (hits, length)
}

/// A part of a text around some positions.
#[derive(Debug, Default)]
struct Window {
    range: Range<usize>,
    /// The last position.
    last: u64,
    to_end: bool,
}

/// The part of the text from a position on that is shown.
fn window(text: &str, start: u64) -> Window {
    let (mut window, mut characters) = (Window { to_end: true, ..Window::default() }, 0);
    let mut is_open = true;
    terms_of(text, &mut |term, position, range| {
        if position < start || !is_open {
            return;
        }
        if window.range.is_empty() {
            window.range = range.start..range.start;
        }
        let is_full = characters >= SHORTEST || !term.starts_with(has_no_spaces);
        if position >= start + LENGTH && is_full && position > window.last {
            (is_open, window.to_end) = (false, false);
            return;
        }
        let end = range.end.max(window.range.end);
        characters += text[window.range.end..end].chars().count();
        (window.range.end, window.last) = (end, position);
    });
    window
}

/// Whether a sentence begins after `before`, by FTS5's simple rule: the text before is empty or ends with a full stop
/// or a colon.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '\n', '\r']);
    before.is_empty() || before.ends_with(['.', ':'])
}

/// The first position of the best passage.
fn best_start(hits: &[PassageMatch], length: u64) -> u64 {
    let (mut best, mut start) = (0, 0);
    for (index, hit) in hits.iter().enumerate() {
        let (score, last) = score(&hits[index..], hit.first);
        if score > best {
            best = score;
            // The matches are centred.
            let found = last + 1 - hit.first;
            start = hit.first.saturating_sub(LENGTH.saturating_sub(found) / 2);
            start = start.min(length.saturating_sub(LENGTH));
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

/// The score of a passage that begins at this position, and the last matched position in it.
fn score(hits: &[PassageMatch], start: u64) -> (usize, u64) {
    let (mut score, mut seen, mut last) = (0, 0_u64, start);
    for hit in hits.iter().take_while(|hit| hit.first < start + LENGTH) {
        score += if seen >> hit.phrase & 1 == 1 { SAME_PHRASE } else { NEW_PHRASE };
        seen |= 1 << hit.phrase;
        last = last.max(hit.last);
    }
    (score, last)
}

/// The passage with marks. Overlapping matches are marked as one. A match that begins before the passage isn't marked.
fn marked(text: &str, window: &Window, hits: &[PassageMatch], start: u64) -> String {
    let mut passage = String::new();
    let mut at = if start == 0 { 0 } else { window.range.start };
    if start > 0 {
        passage.push_str(CUT);
    }
    let mut marks: Vec<Range<usize>> = Vec::new();
    for hit in hits.iter().filter(|hit| hit.first >= start && hit.first <= window.last) {
        let range = hit.range.start..hit.range.end.min(window.range.end);
        match marks.last_mut() {
            Some(before) if range.start < before.end => before.end = before.end.max(range.end),
            _ => marks.push(range),
        }
    }
    for Range { start, end } in marks {
        push(&mut passage, &text[at..start.max(at)]);
        passage.push(Snippet::OPEN);
        push(&mut passage, &text[start.max(at)..end]);
        passage.push(Snippet::CLOSE);
        at = end;
    }
    let end = if window.to_end { text.len() } else { window.range.end };
    push(&mut passage, &text[at..end.max(at)]);
    if !window.to_end {
        passage.push_str(CUT);
    }
    passage
}

fn push(passage: &mut String, piece: &str) {
    if piece.len() <= LONGEST_PIECE {
        passage.push_str(piece);
        return;
    }
    // A passage has few terms, but a term or the gap between two may be megabytes long.
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
        let query = crate::ops::search::terms::as_terms(query);
        super::best(&Matcher::new(query.phrases, query.near), text).marked("<", ">")
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
        assert_eq!(passage.matches("<word>").count() as u64, LENGTH);
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
