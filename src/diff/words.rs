//! Words: the smallest things a change is made of.
//!
//! A token is a segment between two word boundaries of Unicode Standard Annex 29 that is not white space: a word, a
//! number with its separators (`1,200`), a punctuation mark, or one character of a script written without spaces.

use unicode_segmentation::UnicodeSegmentation;

/// The tokens of `text`, each with the byte it starts at.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_word_bound_indices()
        .filter(|(_, segment)| !is_space(segment))
        .flat_map(split_joined)
}

/// The annex takes `site.example` and `end.Next` for one word each; a reader does not.
fn split_joined((start, segment): (usize, &str)) -> impl Iterator<Item = (usize, &str)> {
    let joints = segment
        .match_indices(['.', ':', '_'])
        .map(|(at, _)| at)
        .filter(move |&at| is_joint(segment, at));
    let ends = joints.flat_map(|at| [at, at + 1]).chain([segment.len()]);
    let mut done = 0;
    ends.map(move |end| {
        let piece = (start + done, &segment[done..end]);
        done = end;
        piece
    })
}

/// Whether the mark at this byte joins words, not the digits of a number nor the letters of an abbreviation.
fn is_joint(segment: &str, at: usize) -> bool {
    let letters = |character: &char| character.is_alphabetic();
    let before = segment[..at].chars().rev().take(2).filter(letters).count();
    let after = segment[at + 1..].chars().take(2).filter(letters).count();
    before == 2 && after == 2
}

/// How many words `text` has, punctuation not counted.
pub(super) fn count_words(text: &str) -> usize {
    text.unicode_words().count()
}

/// Whether a sentence ends with `text`, closing quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    without_closing(text).ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// Whether a part of a sentence ends with `text`, closing quotes and brackets aside.
pub(super) fn ends_clause(text: &str) -> bool {
    without_closing(text).ends_with([',', ';', ':', '–', '—', '，', '、', '；', '：'])
}

fn without_closing(text: &str) -> &str {
    text.trim_end_matches([
        '"', '\'', '”', '’', '»', '«', '“', '‘', ')', ']', '」', '』', '）', '》',
    ])
}

/// Whether `text` is white space only, or empty.
pub(super) fn is_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Whether one character says about as much as a short word, as Han and kana do.
///
/// From the radicals on Unicode has the scripts of East Asia and their punctuation.
pub(super) fn is_dense(character: char) -> bool {
    character >= '\u{2E80}'
}

/// About how many bits a token says: how unlikely it is to turn up in both texts by chance.
///
/// Length stands for it, since languages keep their frequent words short (Piantadosi, Tily and Gibson, "Word lengths
/// are optimized for efficient communication", PNAS 2011). Punctuation says little whatever its length.
pub(super) fn information(token: &str) -> u32 {
    let bits = |character| if is_dense(character) { 3 } else { 1 };
    if token.chars().any(char::is_alphanumeric) {
        2 + token.chars().map(bits).sum::<u32>()
    } else {
        2
    }
}
