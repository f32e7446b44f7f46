//! The terms of a full-text index, and those that find a text in it.

use super::ascii::Spelling;
use super::class::{has_no_spaces, is_counted, is_mark, is_term};
use super::fold::{fold, fold_part, parts};
use super::segment::Scanner;
use std::ops::Range;

/// The private character before a pair without a character of a script without spaces. So a pair such as `11` of
/// `2011年` is never taken for the word `11`. No folded word has it.
pub const PAIR: char = '\u{e000}';

/// A term of the full-text index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term<'a> {
    /// The term: letters, marks and numbers, after [`PAIR`] in some pairs.
    pub text: &'a str,
    /// Its place among the terms, from 0. Two terms can have the same place.
    pub position: u64,
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
}

/// A term of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryTerm {
    /// The term.
    pub text: String,
    /// Whether all terms that begin with it are meant.
    pub beginning: bool,
}

/// Hands the terms of `text` to `each`, in the order of their positions.
pub fn terms(text: &str, mut each: impl FnMut(Term<'_>)) {
    let mut numbering = Numbering::default();
    walk(text, |_| (), |run| numbering.number(&run, &mut each));
}

/// The terms that find `text` in an index of [`terms`]: it is found where they are at positions that follow each other
/// by one. Empty when `text` has no words.
///
/// What is found has the words of `text` in this order. In scripts without spaces, what stands at the beginning or at the end
/// of `text` may be a part of something longer.
#[must_use]
pub fn query(text: &str) -> Vec<QueryTerm> {
    let mut found: Vec<QueryTerm> = Vec::new();
    // The last character of a run, which is a term only when another run follows.
    let mut last = None;
    walk(
        text,
        |_| (),
        |run| {
            found.extend(last.take());
            match run {
                Run::Word { text, .. } => found.push(QueryTerm { text: text.to_owned(), beginning: false }),
                Run::Unspaced(letters) => {
                    let mut singles = (0..letters.len()).map(|at| {
                        let mut text = String::new();
                        pair(letters, at, &mut text);
                        QueryTerm { text, beginning: false }
                    });
                    found.extend(singles.by_ref().take(letters.len() - 1));
                    last = singles.next();
                    if let Some(last) = last.take_if(|_| letters.len() == 1) {
                        found.push(QueryTerm { beginning: true, ..last });
                    }
                }
            }
        },
    );
    let count = found.len();
    for term in &mut found[..count.saturating_sub(1)] {
        term.beginning = false;
    }
    found
}

/// The terms that find `text` as a piece of a longer word inside a run of a script without spaces, as [`query`] finds
/// whole words. For example, `01` is found in `2012年`. Empty when `text` isn't one word of two characters or more, all of scripts
/// with spaces.
#[must_use]
pub fn query_inside(text: &str) -> Vec<QueryTerm> {
    let found = query(text);
    let [QueryTerm { text: word, .. }] = &found[..] else { return Vec::new() };
    if word.contains(has_no_spaces) {
        return Vec::new();
    }
    let characters: Vec<char> = word.chars().collect();
    characters
        .windows(2)
        .map(|pair| QueryTerm { text: [PAIR, pair[0], pair[1]].iter().collect(), beginning: false })
        .collect()
}

/// A folded character and the place in the text that it comes from.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    character: char,
    range: Range<usize>,
}

/// Letters, marks and numbers that follow each other.
pub(super) enum Run<'a> {
    /// All are of scripts with spaces.
    Word { text: &'a str, range: Range<usize> },
    /// At least one is of a script without spaces.
    Unspaced(&'a [Letter]),
}

/// Goes over `text` once: hands each folded word to `word`, and each run to `run`.
pub(super) fn walk(text: &str, mut word: impl FnMut(&str), mut run: impl FnMut(Run<'_>)) {
    let mut scanner = Scanner::new(text);
    let (mut folded, mut letters) = (String::new(), Vec::new());
    let mut group: Option<usize> = None;
    while let Some(found) = scanner.next() {
        folded.clear();
        match found.spelling {
            Spelling::Lower => {
                let text = &text[found.range.clone()];
                word(text);
                run(Run::Word { text, range: found.range });
            }
            Spelling::Plain => {
                folded.push_str(&text[found.range.clone()]);
                folded.make_ascii_lowercase();
                word(&folded);
                run(Run::Word { text: &folded, range: found.range });
            }
            Spelling::Signs => {
                fold(&text[found.range.clone()], &mut folded);
                word(&folded);
                let mut start = 0;
                for piece in folded.split(|character: char| !character.is_ascii_alphanumeric()) {
                    let begin = found.range.start + start;
                    start += piece.len() + 1;
                    if !piece.is_empty() {
                        run(Run::Word { text: piece, range: begin..begin + piece.len() });
                    }
                }
            }
            Spelling::Unicode => {
                fold(&text[found.range.clone()], &mut folded);
                word(&folded);
                let start = *group.get_or_insert(found.range.start);
                if scanner.next_follows() {
                    continue;
                }
                group = None;
                let is_simple = |character| is_term(character) && !has_no_spaces(character);
                if start == found.range.start && folded.chars().all(is_simple) {
                    run(Run::Word { text: &folded, range: found.range });
                } else {
                    trace(text, start..found.range.end, &mut letters, &mut folded);
                    runs(&letters, &mut folded, &mut run);
                }
            }
        }
    }
}

/// Folds a range of `text` and notes where each folded character comes from.
fn trace(text: &str, range: Range<usize>, letters: &mut Vec<Letter>, folded: &mut String) {
    letters.clear();
    for part in parts(&text[range.clone()]) {
        let range = range.start + part.start..range.start + part.end;
        folded.clear();
        fold_part(&text[range.clone()], folded);
        letters.extend(folded.chars().map(|character| Letter { character, range: range.clone() }));
    }
}

/// The runs of folded characters.
fn runs(letters: &[Letter], folded: &mut String, run: &mut impl FnMut(Run<'_>)) {
    for letters in letters.split(|letter| !is_term(letter.character)) {
        let ([first, .., last] | [first @ last]) = letters else { continue };
        if letters.iter().any(|letter| has_no_spaces(letter.character)) {
            run(Run::Unspaced(letters));
        } else if letters.iter().any(|letter| is_counted(letter.character)) {
            folded.clear();
            folded.extend(letters.iter().map(|letter| letter.character));
            run(Run::Word { text: folded, range: first.range.start..last.range.end });
        }
    }
}

/// Gives terms their positions.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    next: u64,
    text: String,
}

impl Numbering {
    /// Hands the terms of a run to `each`. A word inside a run without spaces comes before its first pair.
    #[inline]
    pub(super) fn number(&mut self, run: &Run<'_>, each: &mut impl FnMut(Term<'_>)) {
        match run {
            Run::Word { text, range } => {
                each(Term { text, position: self.next, range: range.clone() });
                self.next += 1;
            }
            Run::Unspaced(letters) => self.number_pairs(letters, each),
        }
    }

    fn number_pairs(&mut self, letters: &[Letter], each: &mut impl FnMut(Term<'_>)) {
        let has_spaces = |at: usize| !has_no_spaces(letters[at].character);
        for at in 0..letters.len() {
            if has_spaces(at) && (at == 0 || !has_spaces(at - 1)) {
                let end = (at..letters.len()).find(|end| !has_spaces(*end)).unwrap_or(letters.len());
                let word = &letters[at..end];
                if !word.iter().all(|letter| is_mark(letter.character)) {
                    self.text.clear();
                    self.text.extend(word.iter().map(|letter| letter.character));
                    let range = letters[at].range.start..letters[end - 1].range.end;
                    each(Term { text: &self.text, position: self.next, range });
                }
            }
            self.text.clear();
            let range = pair(letters, at, &mut self.text);
            each(Term { text: &self.text, position: self.next, range });
            self.next += 1;
        }
    }
}

/// Writes the pair that begins at `at`, or the last character alone. Returns its place in the text.
fn pair(letters: &[Letter], at: usize, text: &mut String) -> Range<usize> {
    let pair = &letters[at..letters.len().min(at + 2)];
    if !pair.iter().any(|letter| has_no_spaces(letter.character)) {
        text.push(PAIR);
    }
    text.extend(pair.iter().map(|letter| letter.character));
    pair[0].range.start..pair[pair.len() - 1].range.end
}
